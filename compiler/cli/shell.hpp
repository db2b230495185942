// SPDX-License-Identifier: Apache-2.0
// Programs that Retort starts: an editor, Graphviz, the hooks of retort.toml. In: a command line of the system's shell,
// written by the user or by the team that owns the history. Out: its exit code. What it reads and prints are those of
// Retort itself.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace retort::cli {

// A text as one word of a POSIX shell, whatever its characters.
[[nodiscard]] std::string posix_word(std::string_view text);

// A path as one word of a command line, whatever its characters.
[[nodiscard]] std::string shell_word(std::filesystem::path const& path);

// Waits for it. 127 where the shell finds no such program (POSIX, sh: "command not found"); 128 + the number of the
// signal that ended it; -1 where there is no shell.
[[nodiscard]] int run_shell(std::string const& command);

// Whether a file belongs to the user who runs this, or to root: command lines in anybody else's are not run. Always
// true on Windows.
[[nodiscard]] bool is_own_file(std::filesystem::path const& file);

}  // namespace retort::cli
