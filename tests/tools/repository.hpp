// SPDX-License-Identifier: Apache-2.0
// The files of the repository as text, and programs run on them. In: a root directory. Out: names relative to it,
// sorted; lines; the output of a command. Knows nothing of the rules.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace retort::tools {

// Of the checkout this test was built from.
[[nodiscard]] std::filesystem::path source_root();

// All files below `folders` (relative to `root`) with one of `extensions`, relative to `root`, sorted.
[[nodiscard]] std::vector<std::string> files_below(std::filesystem::path const& root,
                                                   std::vector<std::string> const& folders,
                                                   std::vector<std::string> const& extensions);
// The folders directly below `folder`, names only, sorted.
[[nodiscard]] std::vector<std::string> folders_in(std::filesystem::path const& folder);
[[nodiscard]] std::string read(std::filesystem::path const& file);
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);
// One a line, for the message of a failed expectation.
[[nodiscard]] std::string listed(std::vector<std::string> const& lines);

struct command_result {
  int code = -1;  // as the shell says it; 127: there is no such program
  std::string output;
};
// Runs `command` in the shell, in the source root, standard error included in the output.
[[nodiscard]] command_result run(std::string const& command);
// Runs `command FILE` for each of `files`, as many at a time as there are processors. The code is 0 if all were.
[[nodiscard]] command_result run_on_each(std::string const& command, std::vector<std::string> const& files);

}  // namespace retort::tools
