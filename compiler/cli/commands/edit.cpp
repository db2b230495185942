// SPDX-License-Identifier: Apache-2.0
// retort edit: the files of revisions in the user's editor.
#include <fmt/format.h>

#include <cstdlib>
#include <ostream>

#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/commands/facts.hpp"
#include "compiler/cli/shell.hpp"
#include "runtime/core/targets.hpp"

namespace retort::cli {

namespace {

// A command line, with arguments where somebody wrote some: `code --wait`.
std::string editor() {
  for (char const* const variable : {"VISUAL", "EDITOR"})
    if (char const* const value = std::getenv(variable); value != nullptr && *value != '\0') return value;
#ifdef _WIN32
  return "notepad";
#else
  return "vi";
#endif
}

}  // namespace

int edit(Arguments const& arguments, Console const& console) {
  if (arguments.operands.empty()) throw UsageError("'edit' needs a revision: an id, a label, head, billing@head");
  int code = done;
  auto const facts = read_facts_for_targets(arguments, console, code);
  if (!facts) return code;
  auto command = editor();
  try {
    for (auto const r : resolve_targets(facts->history.graph, arguments.operands))
      command += " " + shell_word(facts->workspace.sources[facts->history.revision_files[r]].name());
  } catch (core::target_error const& refused) {
    return refuse_target(refused.what(), console);
  }
  console.out << std::flush;
  int const ended = run_shell(command);
  if (ended == 0) return done;
  console.err << fmt::format("retort: error: the editor '{}' ended with exit code {}{}\n", editor(), ended,
                             ended == 127 ? "; VISUAL or EDITOR name another" : "");
  return answer_is_no;
}

}  // namespace retort::cli
