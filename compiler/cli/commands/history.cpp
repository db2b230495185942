// SPDX-License-Identifier: Apache-2.0
// retort heads, history, branches and show: facts of the graph, in the words of retort-migrate.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "compiler/base/overloaded.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/commands/facts.hpp"
#include "compiler/cli/facts_json.hpp"
#include "runtime/core/bundle_format.hpp"

namespace retort::cli {

namespace {

std::string joined(std::vector<std::string> const& ids) {
  return ids.empty() ? "base" : fmt::format("{}", fmt::join(ids, ", "));
}

std::string said_of(Marks const& marks, core::revision_index r) {
  return std::string(marks.head[r] ? " (head)" : "") + (marks.current[r] ? " (current)" : "");
}

void print_line(Facts const& facts, core::revision_index r, Marks const& marks, Console const& console) {
  auto const& graph = facts.history.graph;
  auto const& node = graph[r];
  std::string out = joined(node.parents) + " -> " + node.id;
  if (!node.depends_on.empty()) out += " (depends on " + joined(node.depends_on) + ")";
  if (!node.labels.empty()) out += " (" + joined(node.labels) + ")";
  out += said_of(marks, r);
  if (graph.children(r).size() > 1) out += " (branchpoint)";
  if (node.parents.size() > 1) out += " (mergepoint)";
  console.out << out << ", " << printable(facts.history.revisions[r]->message.value) << '\n';
}

void print_details(Facts const& facts, core::revision_index r, Marks const& marks, Console const& console) {
  auto const& node = facts.history.graph[r];
  auto const& file = *facts.history.revisions[r];
  auto const field = [&](char const* name, std::string const& value) {
    if (!value.empty()) console.out << fmt::format("  {} {}\n", name, printable(value));
  };
  console.out << fmt::format("revision {} {}{}\n", node.id, printable(file.message.value), said_of(marks, r));
  field("revises", joined(node.parents));
  if (!node.depends_on.empty()) field("depends on", joined(node.depends_on));
  if (!node.replaces.empty()) field("replaces", joined(node.replaces));
  if (!node.labels.empty()) field("labels", joined(node.labels));
  field("file", facts.workspace.sources[facts.history.revision_files[r]].name());
  if (file.created) field("created", file.created->value);
  std::visit(overloaded{[](ast::DowngradeAuto const&) {}, [](ast::Block const&) {},
                        [&](ast::DowngradeIrreversible const& why) { field("irreversible:", why.reason.value); }},
             file.downgrade.node);
  if (!file.description) return;
  std::string const& text = file.description->value;
  for (std::size_t begin = 0; begin <= text.size();) {
    auto const end = std::min(text.find('\n', begin), text.size());
    console.out << fmt::format("{}{}\n", begin == end ? "" : "    ", printable(text.substr(begin, end - begin)));
    begin = end + 1;
  }
}

}  // namespace

int heads(Arguments const& arguments, Console const& console) {
  int code = done;
  auto const facts = read_facts(arguments, console, Depth::headers, code);
  if (!facts) return code;
  auto const& graph = facts->history.graph;
  if (arguments.json) {
    console.out << heads_json(graph);
    return done;
  }
  Marks const marks(graph);
  for (auto const r : graph.heads())
    if (arguments.verbose)
      print_details(*facts, r, marks, console);
    else
      console.out << fmt::format("{} (head) {}\n", graph[r].id, printable(facts->history.revisions[r]->message.value));
  return done;
}

int history(Arguments const& given, Console const& console) {
  Arguments arguments = given;
  auto const range = take_range(arguments);
  int code = done;
  auto const facts = read_facts(arguments, console, Depth::headers, code);
  if (!facts) return code;
  auto const& graph = facts->history.graph;
  std::vector<core::revision_index> shown, indicated;
  try {
    indicated = resolve_targets(graph, arguments.indicate);
    shown = resolve_shown(graph, range, indicated);
  } catch (core::target_error const& refused) {
    return refuse_target(refused.what(), console);
  }
  if (arguments.json) {
    console.out << history_json(facts->workspace, facts->history, shown, Marks(graph, indicated));
    return done;
  }
  Marks const marks(graph, indicated);
  for (auto const r : shown)
    if (arguments.verbose)
      print_details(*facts, r, marks, console);
    else
      print_line(*facts, r, marks, console);
  return done;
}

int branches(Arguments const& arguments, Console const& console) {
  int code = done;
  auto const facts = read_facts(arguments, console, Depth::headers, code);
  if (!facts) return code;
  auto const& graph = facts->history.graph;
  std::vector<core::revision_index> shown;
  for (auto const r : graph.order())
    if (graph.children(r).size() > 1) shown.push_back(r);
  std::reverse(shown.begin(), shown.end());
  if (arguments.json) {
    console.out << branches_json(facts->history, shown);
    return done;
  }
  Marks const marks(graph);
  for (auto const r : shown) {
    print_line(*facts, r, marks, console);
    for (auto const child : graph.children(r)) {
      auto const& labels = graph[child].labels;
      console.out << fmt::format("  -> {}{}, {}\n", graph[child].id, labels.empty() ? "" : " (" + joined(labels) + ")",
                                 printable(facts->history.revisions[child]->message.value));
    }
  }
  return done;
}

int show(Arguments const& arguments, Console const& console) {
  if (arguments.operands.empty()) throw UsageError("'show' needs a revision: an id, a label, head, billing@head");
  int code = done;
  auto const facts = read_facts_for_targets(arguments, console, Depth::whole, code);
  if (!facts) return code;
  auto const& graph = facts->history.graph;
  std::vector<core::revision_index> shown;
  try {
    shown = resolve_targets(graph, arguments.operands);
  } catch (core::target_error const& refused) {
    return refuse_target(refused.what(), console);
  }
  auto const losses = losses_of(facts->workspace, facts->history);
  if (arguments.json) {
    console.out << history_json(facts->workspace, facts->history, shown, Marks(graph), &losses);
    return done;
  }
  Marks const marks(graph);
  for (auto const r : shown) {
    print_details(*facts, r, marks, console);
    for (auto const& loss : losses[r])
      console.out << fmt::format("  {} loses {}: {}\n", core::format::word(loss.way), core::format::word(loss.kind),
                                 printable(loss.sentence));
  }
  return done;
}

}  // namespace retort::cli
