// SPDX-License-Identifier: Apache-2.0
// The commands and flags of a program as tables: what its parser, its help, its completions and its manual page are
// made of.
#pragma once

#include <cstddef>
#include <string_view>

namespace retort::core {

struct command_info {
  std::string_view name;
  std::string_view operands;  // for the help
  std::size_t most;           // operands; many: no limit
  std::string_view summary;
  std::string_view choices = {};  // the words that an operand can be, where they are few
  std::size_t least = 0;          // operands
};
inline constexpr std::size_t many = ~std::size_t{0};

struct flag_info {
  std::string_view name;
  char letter;             // 0: none
  std::string_view value;  // what stands behind it; empty: nothing
  bool repeated;
  std::string_view commands;  // " check compile "; empty: all, and it does something else than they do
  std::string_view help;
  std::string_view choices = {};  // the words that the value can be, where they are few
};

// Whether a flag belongs to a command.
[[nodiscard]] constexpr bool belongs(flag_info const& flag, std::string_view command) {
  if (flag.commands.empty()) return true;
  std::size_t const at = flag.commands.find(command);
  return at != std::string_view::npos && at > 0 && flag.commands[at - 1] == ' ' &&
         flag.commands.substr(at + command.size(), 1) == " ";
}

}  // namespace retort::core
