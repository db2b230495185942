// SPDX-License-Identifier: Apache-2.0
// The program `retort`, without a process around it: words in, output and an exit code out.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace retort::cli {

// Exit codes.
inline constexpr int done = 0;
inline constexpr int answer_is_no = 1;  // diagnostics, a target that is refused, files that are not canonical
inline constexpr int wrong_usage = 2;   // flags, retort.toml
inline constexpr int environment = 3;   // files and directories, a database that cannot be reached
inline constexpr int database_refused = 4;
inline constexpr int internal_error = 70;

// Where a run reads and writes.
struct Console {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool colour = false;  // what `--color auto` means: err is a terminal, and NO_COLOR is not set
  bool asks = false;    // in and err are terminals: somebody is there to answer
};

// Runs one command; `args` are the words behind the program's name. Never throws.
int run(std::vector<std::string> const& args, Console const& console);
// The same, reading std::cin, without colours.
int run(std::vector<std::string> const& args, std::ostream& out, std::ostream& err);

}  // namespace retort::cli
