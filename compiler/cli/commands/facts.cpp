// SPDX-License-Identifier: Apache-2.0
// The common beginning of the commands that only look at the graph.
#include "compiler/cli/commands/facts.hpp"

#include <ostream>

#include "compiler/base/utf8.hpp"
#include "compiler/cli/report.hpp"
#include "runtime/core/targets.hpp"

namespace retort::cli {

std::optional<Facts> read_facts(Arguments const& arguments, Console const& console, Depth depth, int& code) {
  Facts out{open_workspace(arguments), {}};
  auto& [workspace, history] = out;
  code = wrong_usage;
  if (workspace.sink.error_count() == 0) {
    history = read_history(workspace, Rules::of_facts, depth);
    code = answer_is_no;
  }
  bool const faulty = workspace.sink.error_count() > 0;
  // Standard output belongs to the facts: warnings go there only as text would, to err.
  if (faulty || (arguments.format == Format::text && workspace.sink.warning_count() > 0))
    report(workspace.sources, workspace.sink.all(), arguments, console);
  if (faulty) return std::nullopt;
  return out;
}

std::optional<Facts> read_facts_for_targets(Arguments arguments, Console const& console, Depth depth, int& code) {
  arguments.operands.clear();
  arguments.operands_given = false;
  return read_facts(arguments, console, depth, code);
}

bool read_blocks(Facts& facts, Arguments const& arguments, Console const& console) {
  auto& workspace = facts.workspace;
  workspace.sink = Sink();
  facts.history = read_history(workspace, Rules::of_facts);
  if (workspace.sink.error_count() == 0) return true;
  report(workspace.sources, workspace.sink.all(), arguments, console);
  return false;
}

std::optional<std::string> take_range(Arguments& arguments) {
  if (arguments.range) return arguments.range;
  for (auto operand = arguments.operands.begin(); operand != arguments.operands.end(); ++operand) {
    std::error_code ignored;
    if (operand->find(':') == std::string::npos || std::filesystem::exists(*operand, ignored)) continue;
    std::string range = *operand;
    arguments.operands.erase(operand);
    if (arguments.operands.empty()) arguments.operands_given = false;
    return range;
  }
  return std::nullopt;
}

std::vector<core::revision_index> resolve_shown(core::revision_graph const& graph,
                                                std::optional<std::string> const& range,
                                                std::vector<core::revision_index> const& current) {
  if (range) {
    // Steps down to the upper end are counted from there as well.
    if (current.empty() && (range->find("current") != std::string::npos || range->find(":-") != std::string::npos))
      throw core::target_error("'" + *range + "' counts from where a database is: say where, --indicate REVISION");
    return core::resolve_range(graph, current, *range);
  }
  return {graph.order().rbegin(), graph.order().rend()};
}

std::vector<core::revision_index> resolve_targets(core::revision_graph const& graph,
                                                  std::vector<std::string> const& targets) {
  std::vector<core::revision_index> out;
  for (auto const& target : targets)
    if (target == "heads")
      for (auto const r : graph.heads()) out.push_back(r);
    else
      out.push_back(core::resolve_one(graph, {}, target));
  return out;
}

int refuse_target(std::string const& sentence, Console const& console) {
  console.err << "retort: error: " << printable(sentence) << '\n';
  return answer_is_no;
}

}  // namespace retort::cli
