// SPDX-License-Identifier: Apache-2.0
// The files a command works on. In: the command line and retort.toml. Out: their texts, in a fixed order, and what is
// known of the history before it is read. Parses nothing but retort.toml.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/cli/arguments.hpp"
#include "compiler/cli/config.hpp"
#include "compiler/diagnostics/sink.hpp"
#include "compiler/model/changes/changes.hpp"
#include "retort/dialect.hpp"

namespace retort::cli {

struct Workspace {
  Sources sources;
  Sink sink;
  Config config;
  std::vector<std::filesystem::path> roots;  // the directories and files that were named, or stand for none named
  std::vector<FileId> files;                 // the .mig files; retort.toml is in `sources` as well
  struct Lock {
    FileId file;
    bool whole = true;  // all .mig files beside it are among `files`
  };
  std::vector<Lock> locks;                  // migrations.lock of each directory that has one
  std::optional<FileId> schema;             // the file of --schema, or of `schema` in retort.toml
  std::vector<std::string> depends_on;      // every file that was read, as it was named
  std::string name;                         // of the history
  std::vector<dialect> dialects;            // without repeats, in the order given
  std::map<dialect, core::version> oldest;  // of those of which retort.toml says one
  bool dialects_assumed = false;            // nobody named one
  bool allow_heads = false;
  plan::Policy policy = plan::Policy::standard;  // --policy, else retort.toml
  model::ObjectFilter filter;                    // what the history looks after: --include, --exclude, else retort.toml
};

inline constexpr char lock_name[] = "migrations.lock";

// Finds and reads everything. The faults of retort.toml are in the sink afterwards; nothing else is. Throws UsageError
// for a dialect that does not exist, FileError for what cannot be read.
[[nodiscard]] Workspace open_workspace(Arguments const& arguments);

// The name of a history as --name gives it. Throws UsageError where it cannot be one.
[[nodiscard]] std::string history_name(std::string const& given);

// The databases of these names, without repeats. Throws UsageError for a name that is none.
[[nodiscard]] std::vector<dialect> parse_dialects(std::vector<std::string> const& names);

}  // namespace retort::cli
