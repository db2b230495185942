// SPDX-License-Identifier: Apache-2.0
// retort verify: the history up, down and up again on an empty scratch database, by the runtime; what is read back
// after every revision has to be what the model says.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ostream>
#include <set>

#include "compiler/base/utf8.hpp"
#include "compiler/cli/commands/begin.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/emit.hpp"
#include "compiler/cli/live.hpp"
#include "compiler/cli/pipeline.hpp"
#include "compiler/cli/report.hpp"
#include "compiler/cli/scratch.hpp"
#include "compiler/model/changes/changes.hpp"

namespace retort::cli {

namespace {

using core::revision_index;

// Each revision with all that it stands on.
std::map<revision_index, std::set<revision_index>> all_below(core::revision_graph const& graph) {
  std::map<revision_index, std::set<revision_index>> out;
  for (auto const revision : graph.order()) {
    auto& mine = out[revision];
    mine.insert(revision);
    for (auto const parent : graph.parents(revision)) mine.insert(out[parent].begin(), out[parent].end());
    for (auto const parent : graph.dependencies(revision)) mine.insert(out[parent].begin(), out[parent].end());
  }
  return out;
}

class Verification {
 public:
  Verification(Workspace const& workspace, History const& history, LiveDatabase& database, Console const& console)
      : workspace_(workspace), history_(history), database_(database), console_(console) {
    options_ = {database.which(), workspace.config.naming};
    below_ = all_below(history.graph);
    Sink nowhere;  // it was checked
    model::replay(history.graph, history.revisions, options_, nowhere,
                  [&](model::ReplayedRevision const& revision) { after_[revision.revision] = revision.after; });
  }

  // Whether there is nothing in the database. Says what there is.
  bool is_empty() {
    model::Schema known;  // with the schemas of the history, where a database does not tell which belong to it
    for (auto const& [revision, schema] : after_)
      schema.schemas.for_each(
          [&](model::ObjectName const& name, ast::Where const& made) { known.schemas.set(name, made); });
    auto const found = inspect_database(database_, workspace_.config, {}, &known);
    std::string first;
    found.schema.objects.for_each([&](model::ObjectName const& name, Shared<model::Object> const&) {
      if (first.empty()) first = "'" + to_string(name) + "'";
    });
    for (auto const& [object, what] : found.unsaid)
      if (first.empty() && !object.starts_with("extension")) first = object;
    if (first.empty()) return true;
    console_.err << fmt::format("retort: error: {} is not empty: it has {}; verify needs a database to throw away\n",
                                database_.display(), printable(first));
    return false;
  }

  bool run(Scratch& scratch) {
    auto const& order = history_.graph.order();
    up(scratch);
    // Down to where all that comes before is below: there is one way there.
    for (auto place = order.size(); place-- > 0 && ok_;) {
      if (place > 0 && below_.at(order[place - 1]).size() != place) continue;
      auto const from = applied(scratch);
      auto const to = place == 0 ? std::string("base") : history_.graph[order[place - 1]].id;
      if (auto const why = scratch.downgrade(to)) {
        console_.out << fmt::format("down  stops above {}: {}\n", to, printable(*why));
        break;
      }
      auto const now = applied(scratch);
      revision_index undone = order[place];
      for (auto const revision : order)
        if (from.contains(revision) && !now.contains(revision)) undone = revision;
      compare("down", undone, scratch);
    }
    if (ok_) up(scratch);
    return ok_;
  }

 private:
  std::set<revision_index> applied(Scratch& scratch) const {
    std::set<revision_index> out;
    for (auto const& id : scratch.current())
      if (auto const head = history_.graph.find(id)) out.insert(below_.at(*head).begin(), below_.at(*head).end());
    return out;
  }

  // What is not there yet.
  void up(Scratch& scratch) {
    auto const there = applied(scratch);
    for (auto const revision : history_.graph.order()) {
      if (there.contains(revision)) continue;
      scratch.upgrade(history_.graph[revision].id);
      compare("up", revision, scratch);
      if (!ok_) return;
    }
  }

  void compare(std::string_view way, revision_index revision, Scratch& scratch) {
    auto const& id = history_.graph[revision].id;
    auto const wrong = scratch.take_wrong();
    // Several heads have no schema of their own in the history.
    auto const heads = scratch.current();
    bool const comparable = heads.size() < 2;
    auto const model = heads.size() == 1 ? after_.at(*history_.graph.find(heads.front())) : model::Schema();
    std::vector<model::Difference> differences;
    model::Schema read;
    if (comparable) {
      read = inspect_database(database_, workspace_.config, {}, &model).schema;
      differences = model::compare(model, read, "in the model", "in the database");
    }
    ok_ = wrong.empty() && differences.empty();
    auto const& message = history_.revisions[revision]->message.value;
    console_.out << fmt::format("{:<4}  {}  {}{}\n", way, id, printable(message),
                                !ok_         ? ": DIFFERS"
                                : comparable ? ""
                                             : " (not compared: another branch is there as well)");
    for (auto const& sentence : wrong) console_.out << "      " << printable(sentence) << '\n';
    for (auto const& difference : differences) console_.out << "      " << printable(difference.message) << '\n';
    if (differences.empty()) return;
    console_.out << "      from the database to the model:\n";
    for (auto const& change : model::changes_between(read, model, {}, options_).list)
      console_.out << "        " << printable(model::one_line(change.operation)) << '\n';
  }

  Workspace const& workspace_;
  History const& history_;
  LiveDatabase& database_;
  Console const& console_;
  model::ReplayOptions options_;
  std::map<revision_index, std::set<revision_index>> below_;
  std::map<revision_index, model::Schema> after_;
  bool ok_ = true;
};

}  // namespace

int verify(Arguments const& arguments, Console const& console) {
  LiveDatabase database(url_of(arguments), true);
  auto workspace = open_workspace(arguments);
  workspace.dialects = {database.which()};
  workspace.dialects_assumed = false;
  if (!begin(workspace, arguments, console)) return wrong_usage;
  auto const history = read_history(workspace, Rules::of_a_build);
  auto emitter = built(workspace, history, arguments, console);
  if (!emitter) return answer_is_no;

  Verification verification(workspace, history, database, console);
  if (!verification.is_empty()) return answer_is_no;
  Scratch scratch(database, whole(emitter->finish(nullptr).front()));
  if (!scratch.current().empty()) {
    console.err << fmt::format("retort: error: {} has a history already; verify needs a database to throw away\n",
                               database.display());
    return answer_is_no;
  }
  return verification.run(scratch) ? done : answer_is_no;
}

}  // namespace retort::cli
