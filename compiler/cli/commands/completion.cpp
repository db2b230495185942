// SPDX-License-Identifier: Apache-2.0
// retort completion: the files that shells and man read, for the package and for whoever installs none.
#include "compiler/cli/completion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "compiler/base/edit_distance.hpp"
#include "compiler/cli/commands/commands.hpp"

namespace retort::cli {

namespace {

Program program_of(std::vector<std::string> const& operands) {
  if (operands.size() < 2 || operands[1] == "retort") return retort_program();
  auto const& name = operands[1];
  bool const plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  });
  if (!plain || !name.ends_with("-migrate") || name.starts_with('-'))
    throw UsageError(
        fmt::format("'{}' is no program of Retort: retort, retort-migrate, or the NAME-migrate of a history", name));
  return migrate_program(name);
}

}  // namespace

int completion(Arguments const& arguments, Console const& console) {
  auto const kind = arguments.operands.empty() ? std::string() : arguments.operands.front();
  auto const program = program_of(arguments.operands);
  if (kind == "bash")
    console.out << bash_completion(program);
  else if (kind == "zsh")
    console.out << zsh_completion(program);
  else if (kind == "fish")
    console.out << fish_completion(program);
  else if (kind == "man")
    console.out << man_page(program);
  else
    throw UsageError(
        fmt::format("'completion' takes bash, zsh, fish or man{}",
                    kind.empty() ? "" : ", not '" + kind + "'" + did_you_mean(kind, {"bash", "zsh", "fish", "man"})));
  return done;
}

}  // namespace retort::cli
