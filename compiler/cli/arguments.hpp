// SPDX-License-Identifier: Apache-2.0
// The command line of `retort`. In: the words behind the program's name. Out: a command and its settings, or
// UsageError. Reads response files and nothing else.
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "compiler/plan/plan.hpp"

namespace retort::cli {

// Wrong usage: one sentence, exit code 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class Format { text, json, sarif };
enum class Drawing { text, dot, mermaid, svg };
enum class Colour { automatic, always, never };

struct Arguments {
  std::string command;                // "help" and "version" as well
  std::vector<std::string> operands;  // what stands behind the command, response files dissolved
  bool operands_given = false;        // also by a response file without a line: no files is not the default directory

  std::vector<std::string> directories;  // --dir
  std::vector<std::string> dialects;     // --dialect, as written
  std::optional<std::string> config, schema, output, name, name_space, depfile, range, from, message, rev_id, path, db,
      db_file, key, key_password_file;
  std::optional<plan::Policy> policy;
  std::vector<std::string> indicate;                   // targets that are marked
  std::vector<std::string> heads, labels, depends_on;  // of a new revision, as written
  std::vector<std::string> renames;                    // t.a=t.b
  std::vector<std::string> include, exclude;           // patterns of objects
  bool allow_heads = false, warnings_as_errors = false, cpp = false;
  bool autogenerate = false, allow_drop = false, keep_statements = false;
  bool check = false, splice = false, json = false, verbose = false, rules = false;
  bool idempotent = false, allow_data_loss = false;

  Format format = Format::text;     // of the diagnostics
  Drawing drawing = Drawing::text;  // of `graph`
  std::size_t error_limit = 20;
  std::uint64_t rows = 0;  // of each table, for `verify`
  Colour colour = Colour::automatic;
};

// `@file` and `--response-file file` stand for the lines of a file, one argument each. A word like -1 or +2 is a
// target, not a flag; behind `--` nothing is a flag. Throws UsageError, and FileError for a response file.
[[nodiscard]] Arguments parse_arguments(std::vector<std::string> const& words);

// What `retort help` prints, and what `retort help COMMAND` does. Throws UsageError for an unknown command.
[[nodiscard]] std::string help();
[[nodiscard]] std::string help(std::string const& command);

}  // namespace retort::cli
