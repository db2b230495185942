// SPDX-License-Identifier: Apache-2.0
// retort release: what databases may have from now on. In: a history without faults. Out: a line for each revision in
// the migrations.lock beside its file.
#include <fmt/format.h>

#include <ostream>

#include "compiler/base/files.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/bundle/checksum.hpp"
#include "compiler/cli/commands/begin.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/commands/facts.hpp"
#include "compiler/cli/commands/locks.hpp"
#include "compiler/cli/facts_json.hpp"
#include "compiler/cli/report.hpp"
#include "compiler/release/released.hpp"
#include "runtime/core/targets.hpp"

namespace retort::cli {

namespace {

std::vector<core::revision_index> to_release(core::revision_graph const& graph,
                                             std::vector<std::string> const& targets) {
  auto const flags = core::applied(graph, targets.empty() ? graph.heads() : resolve_targets(graph, targets));
  std::vector<core::revision_index> out;
  for (auto const r : graph.order())
    if (flags[r]) out.push_back(r);
  return out;
}

}  // namespace

int release_revisions(Arguments const& arguments, Console const& console) {
  auto files = arguments;
  files.operands.clear();
  files.operands_given = false;
  auto workspace = open_workspace(files);
  if (!begin(workspace, arguments, console)) return wrong_usage;
  auto const history = read_history(workspace, Rules::of_a_build);
  auto const findings = check_history(workspace, history, [](std::size_t, LoweredRevision const&) {});
  if (fail(findings, arguments)) {
    report(workspace.sources, findings, arguments, console);
    return answer_is_no;
  }

  Locks locks(workspace);
  auto const checksums = bundle_writer::checksums(history.graph, history.revisions);
  std::vector<std::string> fresh;
  try {
    for (auto const r : to_release(history.graph, arguments.operands)) {
      auto const& id = history.graph[r].id;
      if (locks.contains(id)) continue;
      locks.put(workspace.sources[history.revision_files[r]].name(),
                release::entry_of(*history.revisions[r], checksums[r], naming_of(workspace)));
      fresh.push_back(id);
    }
  } catch (core::target_error const& refused) {
    return refuse_target(refused.what(), console);
  }

  auto const outputs = locks.changed();
  std::vector<std::string> names;
  for (auto const& output : outputs) names.push_back(output.file.generic_string());
  write_if_changed(outputs);
  if (arguments.json)
    console.out << release_json(fresh, names);
  else if (fresh.empty())
    console.out << "everything is released already\n";
  else
    console.out << fmt::format("{} revision{} released: {}\n", fresh.size(), fresh.size() == 1 ? "" : "s",
                               printable(fmt::format("{}", fmt::join(names, ", "))));
  return done;
}

}  // namespace retort::cli
