// SPDX-License-Identifier: Apache-2.0
// retort plan: which revisions a move would run, from given heads, without a database.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <unordered_map>

#include "compiler/base/edit_distance.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cli/commands/begin.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/commands/facts.hpp"
#include "compiler/cli/facts_json.hpp"
#include "runtime/core/bundle_format.hpp"
#include "runtime/core/statement_line.hpp"

namespace retort::cli {

namespace {

// The words of `plan [upgrade|downgrade] [TARGET]`.
struct Move {
  direction way = direction::upgrade;
  std::string target = "head";
};
Move move_of(std::vector<std::string> words) {
  std::optional<direction> way;
  if (!words.empty() && (words.front() == "upgrade" || words.front() == "downgrade")) {
    way = words.front() == "upgrade" ? direction::upgrade : direction::downgrade;
    words.erase(words.begin());
  }
  if (words.size() > 1) {
    auto const meant = way ? std::string() : did_you_mean(words[0], {"upgrade", "downgrade"});
    throw UsageError(meant.empty() ? fmt::format("'plan' takes one target, not '{}' as well", words[1])
                                   : fmt::format("there is no move '{}'{}", words[0], meant));
  }
  std::string const target = !words.empty() ? words.front() : way == direction::downgrade ? "-1" : "head";
  if (!way) way = target == "base" || target.starts_with('-') ? direction::downgrade : direction::upgrade;
  return {*way, target};
}

// `--from`: base, or ids separated by commas. Without it a database that nothing was run on is going up, and one that
// is at the heads is coming down.
std::vector<core::revision_index> start_of(core::revision_graph const& graph, std::optional<std::string> const& from,
                                           direction way) {
  if (!from) return way == direction::upgrade ? std::vector<core::revision_index>() : graph.heads();
  return core::resolve_heads(graph, *from);
}

// Why there is no way back; null where there is one.
std::string const* irreversible(ast::Revision const& revision) {
  auto const* why = std::get_if<ast::DowngradeIrreversible>(&revision.downgrade.node);
  return why == nullptr ? nullptr : &why->reason.value;
}

// A move that would be refused is none.
int answer_for(core::planned_move const& planned, History const& history, Console const& console) {
  for (auto const& step : planned.steps) {
    auto const& revision = *history.revisions[step.revision];
    auto const* why = step.way == direction::downgrade ? irreversible(revision) : nullptr;
    if (why == nullptr) continue;
    console.out << std::flush;
    return refuse_target(fmt::format("'{}' cannot be taken back: {}", revision.id.text, *why), console);
  }
  return done;
}

// What is to be known of a step before it is made; behind it, on its line.
std::vector<std::string> remarks(ast::Revision const& revision, direction way, std::vector<loss_info> const& losses) {
  std::vector<std::string> out;
  if (auto const* why = way == direction::downgrade ? irreversible(revision) : nullptr)
    out.push_back("cannot be taken back: " + *why);
  for (auto const& loss : losses)
    if (loss.way == way) out.push_back(fmt::format("loses {}: {}", core::format::word(loss.kind), loss.sentence));
  return out;
}

// The statements for the one database that is named; nothing where the history does not build, which is reported.
std::optional<Statements> statements_of(Facts& facts, core::planned_move const& planned, Arguments const& arguments,
                                        Console const& console) {
  if (facts.workspace.dialects.size() != 1)
    throw UsageError("'plan' shows the statements for one database at a time: name one --dialect");
  auto emitter = built(facts.workspace, facts.history, arguments, console);
  if (!emitter) return std::nullopt;
  auto const content = bundle::from_text(whole(emitter->finish(nullptr).front()));
  std::unordered_map<std::string_view, revision_info const*> by_id;
  for (auto const& revision : content.revisions()) by_id.emplace(revision.id, &revision);
  Statements out;
  for (auto const& step : planned.steps) {
    auto const& found = *by_id.at(facts.history.graph[step.revision].id);
    out.push_back(step.way == direction::upgrade ? found.upgrade : found.downgrade);
  }
  return out;
}

}  // namespace

int plan(Arguments const& arguments, Console const& console) {
  auto const move = move_of(arguments.operands);
  if (arguments.policy && arguments.dialects.empty())
    throw UsageError("'--policy' is about the statements, which 'plan' shows for one database: name it with --dialect");
  int code = done;
  auto facts = read_facts_for_targets(arguments, console, Depth::headers, code);
  if (!facts) return code;
  auto const& graph = facts->history.graph;
  core::planned_move planned;
  try {
    auto const current = start_of(graph, arguments.from, move.way);
    planned = move.way == direction::upgrade ? core::plan_upgrade(graph, current, move.target)
                                             : core::plan_downgrade(graph, current, move.target);
  } catch (core::target_error const& refused) {
    return refuse_target(refused.what(), console);
  }
  // A long history takes too long to replay for a question that is asked often.
  constexpr std::size_t long_history = 1000;
  std::optional<Losses> losses;
  std::optional<Statements> statements;
  if (arguments.verbose || !arguments.dialects.empty() || graph.size() <= long_history) {
    if (!read_blocks(*facts, arguments, console)) return answer_is_no;
    losses = losses_of(facts->workspace, facts->history);
  }
  if (!arguments.dialects.empty()) {
    statements = statements_of(*facts, planned, arguments, console);
    if (!statements) return answer_is_no;
  }
  if (arguments.json) {
    console.out << plan_json(facts->history, planned, losses ? &*losses : nullptr, statements ? &*statements : nullptr);
    return answer_for(planned, facts->history, console);
  }
  if (planned.steps.empty()) console.out << "nothing to do\n";
  std::size_t number = 0;
  for (auto const& step : planned.steps) {
    auto const& revision = *facts->history.revisions[step.revision];
    console.out << core::format::word(step.way) << ' ' << graph[step.revision].id << ' '
                << printable(revision.message.value);
    auto const said = remarks(revision, step.way, losses ? (*losses)[step.revision] : std::vector<loss_info>());
    if (!said.empty()) console.out << " -- " << printable(fmt::format("{}", fmt::join(said, "; ")));
    console.out << '\n';
    if (statements)
      for (auto const& statement : (*statements)[number])
        console.out << "  " << printable(core::statement_line(statement)) << '\n';
    ++number;
  }
  if (!losses && !planned.steps.empty())
    console.err << "retort: note: in a long history what the steps lose is looked up only with --verbose\n";
  return answer_for(planned, facts->history, console);
}

}  // namespace retort::cli
