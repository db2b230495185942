// SPDX-License-Identifier: Apache-2.0
// retort edit: the files of revisions in the user's editor. A file can be named itself: a target is only found where
// all files can be read.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <ostream>

#include "compiler/base/files.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/commands/facts.hpp"
#include "compiler/cli/report.hpp"
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

// The files with errors whose name has it.
std::vector<std::string> named_like(std::string const& target, Workspace const& workspace) {
  std::vector<std::string> out;
  for (auto const& found : workspace.sink.all()) {
    if (found.severity != Severity::error || found.span.file.index == FileId::none) continue;
    auto const& name = workspace.sources[found.span.file].name();
    bool const like = std::filesystem::path(name).filename().string().find(target) != std::string::npos;
    if (like && std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
  return out;
}

}  // namespace

int edit(Arguments const& arguments, Console const& console) {
  if (arguments.operands.empty()) throw UsageError("'edit' needs a revision: an id, a label, head, billing@head");
  std::vector<std::string> files, targets;
  std::error_code ignored;
  for (auto const& operand : arguments.operands)
    (std::filesystem::is_regular_file(operand, ignored) ? files : targets).push_back(operand);
  if (!targets.empty()) {
    // What is broken is what one wants to edit: the others are found all the same.
    auto named = arguments;
    named.operands.clear();
    named.operands_given = false;
    auto workspace = open_workspace(named);
    auto const history = read_history(workspace, Rules::of_facts, Depth::headers);
    for (auto const& target : targets) {
      try {
        for (auto const r : resolve_targets(history.graph, {target}))
          files.push_back(workspace.sources[history.revision_files[r]].name());
      } catch (core::target_error const& refused) {
        if (workspace.sink.error_count() == 0) return refuse_target(refused.what(), console);
        auto const broken = named_like(target, workspace);
        if (broken.empty()) {
          report(workspace.sources, workspace.sink.all(), arguments, console);
          return refuse_target(refused.what(), console);
        }
        files.insert(files.end(), broken.begin(), broken.end());
      }
    }
  }
  auto const program = editor();
  auto command = program;
  for (auto file = files.begin(); file != files.end(); ++file)
    if (std::find(files.begin(), file, *file) == file) command += " " + shell_word(*file);
  console.out << std::flush;
  int const ended = run_shell(command);
  if (ended == 127 || ended == -1)
    throw FileError(fmt::format("there is no editor '{}'; VISUAL or EDITOR name another", program));
  if (ended == 0) return done;
  console.err << fmt::format("retort: error: the editor '{}' ended with exit code {}\n", printable(program), ended);
  return answer_is_no;
}

}  // namespace retort::cli
