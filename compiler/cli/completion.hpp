// SPDX-License-Identifier: Apache-2.0
// What shells and `man` know of `retort`, made of the tables of flags.hpp. Out: the text of a file.
#pragma once

#include <string>

namespace retort::cli {

// For bash, zsh or fish: commands, their flags, the values of flags that take one of a few words, and else files.
[[nodiscard]] std::string bash_completion();
[[nodiscard]] std::string zsh_completion();
[[nodiscard]] std::string fish_completion();

// retort(1), in the language of man(7).
[[nodiscard]] std::string man_page();

}  // namespace retort::cli
