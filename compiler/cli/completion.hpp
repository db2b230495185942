// SPDX-License-Identifier: Apache-2.0
// What shells and `man` know of a program, made of its tables. Out: the text of a file.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/cli/flags.hpp"

namespace retort::cli {

struct Program {
  std::string name;
  std::string_view summary;
  bool many_operands = false;
  std::span<CommandInfo const> commands;
  std::span<FlagInfo const> flags;
  struct Section {  // of the manual page
    std::string_view heading;
    std::vector<std::pair<std::string_view, std::string_view>> entries;  // a name, or none, and what is to be said
  };
  std::vector<Section> sections;
};
[[nodiscard]] Program retort_program();
// retort-migrate, and every program that add_migrations() makes: they have other names.
[[nodiscard]] Program migrate_program(std::string name);

// For bash, zsh or fish: commands, their flags, the values of flags that take one of a few words, and else files.
[[nodiscard]] std::string bash_completion(Program const& program);
[[nodiscard]] std::string zsh_completion(Program const& program);
[[nodiscard]] std::string fish_completion(Program const& program);

// Section 1, in the language of man(7).
[[nodiscard]] std::string man_page(Program const& program);

}  // namespace retort::cli
