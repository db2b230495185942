// SPDX-License-Identifier: Apache-2.0
// Compares, proposes, and proves what it proposes by the pipeline that `check` runs.
#include "compiler/cli/commands/autogenerate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <ostream>

#include "compiler/ast/print.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/cli/commands/trial.hpp"
#include "compiler/cli/proposal.hpp"
#include "compiler/cli/report.hpp"
#include "runtime/core/targets.hpp"

namespace retort::cli {

namespace {

using core::revision_index;
using model::Rename;

struct Ends {
  std::string dialect;
  model::ReplayOptions options;
  model::Schema head, desired;
};

void ignore(std::size_t, LoweredRevision const&) {}

std::vector<Diagnostic> find_ends(Facts& facts, std::vector<Ends>& ends) {
  auto const& workspace = facts.workspace;
  return check_history(facts.workspace, facts.history, ignore,
                       [&](std::size_t target, model::Schema const& head, model::Schema const& desired) {
                         ends.push_back({std::string(to_string(workspace.dialects[target])),
                                         replay_options(workspace, workspace.dialects[target]), head, desired});
                       });
}

bool touches(Rename const& a, Rename const& b) { return a.from == b.from || a.to == b.to; }

// What --rename says, and what somebody at a terminal answers.
std::vector<Rename> renames_for(std::vector<Ends> const& all, Arguments const& arguments, Console const& console) {
  std::vector<Rename> out;
  for (auto const& text : arguments.renames) {
    auto rename = model::parse_rename(text);
    if (!rename)
      throw UsageError(fmt::format("'--rename {}' is not understood: users.mail=users.email, or users=members", text));
    out.push_back(std::move(*rename));
  }
  if (!console.asks || arguments.json) return out;
  std::vector<Rename> candidates;
  for (auto const& ends : all)
    for (auto& candidate : model::possible_renames(ends.head, ends.desired))
      if (std::find(candidates.begin(), candidates.end(), candidate) == candidates.end())
        candidates.push_back(std::move(candidate));
  for (auto const& candidate : candidates) {
    if (std::any_of(out.begin(), out.end(), [&](Rename const& r) { return touches(r, candidate); })) continue;
    auto const text = model::to_string(candidate);
    auto const equals = text.find('=');
    console.err << fmt::format("Is {} what was {}? [y/N] ", printable(text.substr(equals + 1)),
                               printable(text.substr(0, equals)))
                << std::flush;
    std::string answer;
    if (!std::getline(console.in, answer)) break;
    if (answer == "y" || answer == "Y" || answer == "yes") out.push_back(candidate);
  }
  return out;
}

std::vector<Rename> reversed(std::vector<Rename> const& renames) {
  std::vector<Rename> out;
  std::transform(renames.rbegin(), renames.rend(), std::back_inserter(out), model::turned_around);
  return out;
}

// The changes for each database; nothing where somebody has to decide something first, which is said.
std::optional<std::vector<ProposedFor>> propose(std::vector<Ends> const& all, std::vector<Rename> const& renames,
                                                bool filtered, Arguments const& arguments, Console const& console) {
  std::vector<ProposedFor> out;
  std::vector<std::string> drops, impossible, refused;
  auto const note = [](std::vector<std::string>& list, std::string item) {
    if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(std::move(item));
  };
  for (auto const& ends : all) {
    auto changes = model::changes_between(ends.head, ends.desired, renames, ends.options);
    for (auto& sentence : changes.refused) refused.push_back(std::move(sentence));
    for (auto const& left : changes.remaining) note(impossible, left.message);
    for (auto const& change : changes.list) {
      if (!change.drops && (change.losses.empty() || !change.harmless.empty())) continue;
      ast::Statement statement;
      statement.operation = change.operation;
      note(drops, ast::print(statement));
    }
    out.push_back({ends.dialect, std::move(changes.list)});
  }
  // Not every database has everything; what none of them has is a mistake.
  for (auto const& sentence : refused)
    if (std::count(refused.begin(), refused.end(), sentence) == static_cast<std::ptrdiff_t>(all.size()))
      throw core::target_error(sentence);
  for (auto const& sentence : impossible)
    refuse_target(fmt::format("no statement leads to the desired schema: {}", sentence), console);
  if (!drops.empty() && !arguments.allow_drop) {
    refuse_target(
        "this takes away what the head has. If that is to go, say --allow-drop; if something only has another name "
        "now, say --rename OLD=NEW:",
        console);
    for (auto const& drop : drops) console.err << "  " << printable(drop) << '\n';
    return std::nullopt;
  }
  if (impossible.empty()) return out;
  if (filtered) console.err << "retort: note: a filter leaves objects out: what needs them cannot be made or dropped\n";
  return std::nullopt;
}

class Proof {
 public:
  Proof(Facts& facts, std::string name) : facts_(facts), name_(std::move(name)), files_(facts.workspace.files) {}

  // Whether the revision has nothing wrong in it and leads to the desired schema; `findings` tell.
  bool holds(std::string const& text) {
    bool equal = true;
    findings = try_history(facts_, files_, name_, text,
                           [&](std::size_t, model::Schema const& head, model::Schema const& desired) {
                             equal = equal && model::compare(head, desired).empty();
                           });
    return equal && !has_errors(findings);
  }
  std::vector<Diagnostic> findings;

 private:
  Facts& facts_;
  std::string name_;
  std::vector<FileId> files_;
};

}  // namespace

std::optional<std::string> autogenerate(Facts& facts, std::vector<revision_index> parents, std::string const& name,
                                        std::string const& text, Arguments const& arguments, Console const& console,
                                        int& code) {
  code = answer_is_no;
  if (facts.history.desired.size() != 1)
    throw UsageError(
        "'--autogenerate' needs one desired schema: a file that opens with `schema;` beside the revisions, or --schema "
        "FILE");
  auto heads = facts.history.graph.heads();
  std::sort(heads.begin(), heads.end());
  std::sort(parents.begin(), parents.end());
  if (heads != parents)
    throw core::target_error(
        "the desired schema is what all heads together lead to: the revision has to stand on all of them");

  std::vector<Ends> ends;
  auto const findings = find_ends(facts, ends);
  if (has_errors(findings) || ends.size() != facts.workspace.dialects.size()) {
    report(facts.workspace.sources, findings, arguments, console);
    return std::nullopt;
  }
  auto const renames = renames_for(ends, arguments, console);
  auto const up = propose(ends, renames, !facts.workspace.filter.empty(), arguments, console);
  if (!up) return std::nullopt;
  if (std::all_of(up->begin(), up->end(), [](ProposedFor const& p) { return p.changes.empty(); })) {
    console.err << "retort: note: the head is the desired schema: there is nothing to write\n";
    code = done;
    return std::nullopt;
  }

  // The downgrade is derived where it can be, else written out; where there is none, it says so.
  auto const upgrade = block_text(*up, "--allow-drop");
  Proof proof(facts, name);
  auto const proven = [&](std::string const& downgrade) -> std::optional<std::string> {
    auto out = canonical(facts.workspace.sources, name, with_blocks(text, upgrade, downgrade));
    return proof.holds(out) ? std::optional(std::move(out)) : std::nullopt;
  };
  if (auto out = proven("downgrade auto;")) return out;
  std::vector<ProposedFor> down;
  for (auto const& one : ends)
    down.push_back({one.dialect, model::changes_between(one.desired, one.head, reversed(renames), one.options).list});
  if (auto out = proven("downgrade {\n" + block_text(down, "") + "}")) return out;
  if (auto out = proven("downgrade irreversible 'no statements lead back';")) {
    console.err << "retort: note: no statements were found that lead back: the revision is irreversible\n";
    return out;
  }
  if (has_errors(proof.findings)) {
    refuse_target("no statements that lead to the desired schema were found: nothing is written; what was tried:",
                  console);
    report(facts.workspace.sources, proof.findings, arguments, console);
  } else {
    refuse_target("no statements that lead to the desired schema were found", console);
  }
  return std::nullopt;
}

}  // namespace retort::cli
