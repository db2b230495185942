// SPDX-License-Identifier: Apache-2.0
// Commands of a shell, with the name of the file as one word of them.
#include "compiler/cli/commands/hooks.hpp"

#include <fmt/format.h>

#include <ostream>

#include "compiler/base/utf8.hpp"
#include "compiler/cli/shell.hpp"

namespace retort::cli {

int run_hooks(Config const& config, std::filesystem::path const& file, Console const& console) {
  if (config.after_write.empty()) return done;
  if (!is_own_file(config.file)) {
    console.err << fmt::format(
        "retort: error: the file is written, but the hooks of '{}' are not run: it belongs to "
        "another user\n",
        printable(config.file.generic_string()));
    return answer_is_no;
  }
  console.out << std::flush;
  for (auto const& hook : config.after_write) {
    std::string command = hook;
    auto const word = shell_word(file);
    constexpr std::string_view place = "{file}";
    for (auto at = command.find(place); at != std::string::npos; at = command.find(place, at + word.size()))
      command.replace(at, place.size(), word);
    int const ended = run_shell("(" + command + "\n) 1>&2");
    if (ended == 0) continue;
    console.err << fmt::format("retort: error: the file is written, but the hook '{}' ended with exit code {}\n",
                               printable(hook), ended);
    return answer_is_no;
  }
  return done;
}

}  // namespace retort::cli
