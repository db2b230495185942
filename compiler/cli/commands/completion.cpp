// SPDX-License-Identifier: Apache-2.0
// retort completion: the files that shells and man read, for the package and for whoever installs none.
#include "compiler/cli/completion.hpp"

#include <fmt/format.h>

#include <ostream>

#include "compiler/base/edit_distance.hpp"
#include "compiler/cli/commands/commands.hpp"

namespace retort::cli {

int completion(Arguments const& arguments, Console const& console) {
  auto const kind = arguments.operands.empty() ? std::string() : arguments.operands.front();
  if (kind == "bash")
    console.out << bash_completion();
  else if (kind == "zsh")
    console.out << zsh_completion();
  else if (kind == "fish")
    console.out << fish_completion();
  else if (kind == "man")
    console.out << man_page();
  else
    throw UsageError(
        fmt::format("'completion' takes bash, zsh, fish or man{}",
                    kind.empty() ? "" : ", not '" + kind + "'" + did_you_mean(kind, {"bash", "zsh", "fish", "man"})));
  return done;
}

}  // namespace retort::cli
