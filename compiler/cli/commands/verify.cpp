// SPDX-License-Identifier: Apache-2.0
// retort verify: the history up, down and up again on an empty scratch database, by the runtime; what is read back
// after every revision has to be what the model says; with rows, these have to stay.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <ostream>
#include <set>

#include "compiler/base/utf8.hpp"
#include "compiler/cli/commands/begin.hpp"
#include "compiler/cli/commands/commands.hpp"
#include "compiler/cli/emit.hpp"
#include "compiler/cli/facts_json.hpp"
#include "compiler/cli/live.hpp"
#include "compiler/cli/pipeline.hpp"
#include "compiler/cli/report.hpp"
#include "compiler/cli/scratch.hpp"
#include "compiler/inspect/rows.hpp"
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

// What a revision says of itself in one direction.
struct Words {
  inspect::MayChange may;
  bool may_refuse = false;  // rows that the schema before it allows
};
Words words_of(std::vector<model::Step> const& steps, std::vector<loss_info> const& losses, direction way) {
  Words out;
  for (auto const& loss : losses)
    if (loss.way == way) {
      out.may.rows = out.may.rows || loss.kind == loss_kind::rows;
      out.may.values = out.may.values || loss.kind == loss_kind::values || loss.kind == loss_kind::precision;
      out.may_refuse = out.may_refuse || loss.kind == loss_kind::precision;
    }
  for (auto const& step : steps) {
    auto const& operation = step.statement.operation;
    bool const data = std::holds_alternative<ast::Insert>(operation) ||
                      std::holds_alternative<ast::Update>(operation) ||
                      std::holds_alternative<ast::Delete>(operation) || std::holds_alternative<ast::Sql>(operation) ||
                      std::holds_alternative<ast::CallStep>(operation);
    bool const of_enum = std::holds_alternative<ast::AddEnumValue>(operation) ||
                         std::holds_alternative<ast::DropEnumValue>(operation) ||
                         std::holds_alternative<ast::RenameEnumValue>(operation);
    out.may.rows = out.may.rows || data;
    out.may.values = out.may.values || data || of_enum;
    out.may.names = out.may.names || std::holds_alternative<ast::RenameTable>(operation);
    out.may_refuse = out.may_refuse || data || of_enum;
    if (auto const* index = std::get_if<ast::CreateIndex>(&operation)) out.may_refuse = out.may_refuse || index->unique;
    auto const* alter = std::get_if<ast::AlterTable>(&operation);
    if (alter == nullptr) continue;
    for (auto const& action : alter->actions) {
      out.may.names = out.may.names || std::holds_alternative<ast::RenameColumn>(action.node);
      out.may_refuse = out.may_refuse || std::holds_alternative<ast::AddConstraint>(action.node) ||
                       std::holds_alternative<ast::SetNotNull>(action.node) ||
                       std::holds_alternative<ast::SetColumnType>(action.node) ||
                       std::holds_alternative<ast::AddColumn>(action.node);
    }
  }
  return out;
}

class Verification {
 public:
  // `rows`: how many each table shall have; 0: none. `report` is given each step when it is done.
  Verification(Workspace const& workspace, History const& history, LiveDatabase& database, std::uint64_t rows,
               std::function<void(VerifiedStep const&)> report)
      : workspace_(workspace),
        history_(history),
        database_(database),
        report_(std::move(report)),
        place_{built_dialect(database.which()), [this](std::string const& sql) { return database_.ask(sql); },
               [this](std::string const& sql) -> std::optional<std::string> {
                 try {
                   static_cast<void>(database_.ask(sql));
                   return std::nullopt;
                 } catch (DatabaseRefused const& refused) {
                   return refused.what();
                 }
               }} {
    if (rows > 0) samples_.emplace(place_, rows);
    options_ = replay_options(workspace, database.which());
    below_ = all_below(history.graph);
    Sink nowhere;  // it was checked
    model::replay(history.graph, history.revisions, options_, nowhere, [&](model::ReplayedRevision const& revision) {
      after_[revision.revision] = revision.after;
      up_[revision.revision] = words_of(revision.upgrade, revision.losses, direction::upgrade);
      down_[revision.revision] = words_of(revision.downgrade, revision.losses, direction::downgrade);
    });
    found_.database = database.display();
    found_.dialect = std::string(to_string(database.which()));
  }
  Verification(Verification const&) = delete;
  Verification& operator=(Verification const&) = delete;
  ~Verification() = default;

  // Whether there is nothing in the database. Says what there is.
  bool is_empty(Console const& console) {
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
    console.err << fmt::format("retort: error: {} is not empty: it has {}; verify needs a database to throw away\n",
                               database_.display(), printable(first));
    return false;
  }

  Verified run(Scratch& scratch) {
    auto const& order = history_.graph.order();
    up(scratch);
    // Down to where all that comes before is below: there is one way there.
    for (auto place = order.size(); place-- > 0 && ok_;) {
      if (place > 0 && below_.at(order[place - 1]).size() != place) continue;
      auto const from = applied(scratch);
      std::vector<revision_index> gone;
      for (auto i = place; i < order.size(); ++i)
        if (from.contains(order[i])) gone.push_back(order[i]);
      auto const to = place == 0 ? std::string("base") : history_.graph[order[place - 1]].id;
      VerifiedStep step;
      bool const moved = move(step, scratch, gone, down_, [&] {
        if (auto const why = scratch.downgrade(to)) found_.stopped = fmt::format("above {}: {}", to, *why);
      });
      if (!found_.stopped.empty()) break;
      compare(std::move(step), "down", moved && !gone.empty() ? gone.front() : order[place], scratch);
    }
    if (ok_) up(scratch);
    if (ok_) again(scratch);
    return std::move(found_);
  }

 private:
  std::set<revision_index> applied(Scratch& scratch) const {
    std::set<revision_index> out;
    for (auto const& id : scratch.current())
      if (auto const head = history_.graph.find(id)) out.insert(below_.at(*head).begin(), below_.at(*head).end());
    return out;
  }
  // The schema that the model has for what is there; nothing where several heads are.
  std::optional<model::Schema> schema_there(Scratch& scratch) const {
    auto const heads = scratch.current();
    if (heads.size() > 1) return std::nullopt;
    return heads.empty() ? model::Schema() : after_.at(*history_.graph.find(heads.front()));
  }

  // What is not there yet.
  void up(Scratch& scratch) {
    auto const there = applied(scratch);
    for (auto const revision : history_.graph.order()) {
      if (there.contains(revision)) continue;
      VerifiedStep step;
      move(step, scratch, {revision}, up_, [&] { scratch.upgrade(history_.graph[revision].id); });
      compare(std::move(step), "up", revision, scratch);
      if (!ok_) return;
    }
  }
  // Up once more: there is nothing left to do.
  void again(Scratch& scratch) {
    auto const& order = history_.graph.order();
    if (order.empty()) return;
    static_cast<void>(scratch.take_begun());
    scratch.upgrade("heads");
    VerifiedStep step;
    if (auto const begun = scratch.take_begun(); begun > 0)
      step.faults.push_back(fmt::format("an upgrade of what is at its head ran {} statements", begun));
    compare(std::move(step), "again", order.back(), scratch);
  }

  // Runs `go`, and looks after the rows. Those that the revisions may refuse are taken out of their way. False where it
  // is refused for another reason, which is a fault then.
  template <class F>
  bool move(VerifiedStep& step, Scratch& scratch, std::vector<revision_index> const& revisions,
            std::map<revision_index, Words> const& words, F&& go) {
    rows_before_.reset();
    schema_before_ = schema_there(scratch);
    may_ = {};
    bool may_refuse = false;
    for (auto const revision : revisions) {
      auto const& one = words.at(revision);
      may_.rows = may_.rows || one.may.rows;
      may_.values = may_.values || one.may.values;
      may_.names = may_.names || one.may.names;
      may_refuse = may_refuse || one.may_refuse;
    }
    if (!samples_ || !schema_before_) {
      go();
      return true;
    }
    rows_before_ = inspect::contents_of(place_, *schema_before_);
    try {
      go();
      return true;
    } catch (DatabaseRefused const& refused) {
      rows_before_.reset();
      if (!may_refuse) {
        step.faults.push_back(fmt::format("it is refused where there are rows: {}", refused.what()));
        return false;
      }
      step.notes.push_back(
          fmt::format("rows that were allowed before are in its way, and were deleted: {}", refused.what()));
    }
    inspect::empty_tables(place_, *schema_before_);
    go();
    return true;
  }

  void compare(VerifiedStep step, std::string way, revision_index revision, Scratch& scratch) {
    step.way = std::move(way);
    step.revision = history_.graph[revision].id;
    step.message = history_.revisions[revision]->message.value;
    step.queries = scratch.take_wrong();
    // Several heads have no schema of their own in the history; a move that was refused may be half done.
    auto const model = step.ok() ? schema_there(scratch) : std::nullopt;
    step.compared = model.has_value();
    if (model) {
      auto const read = inspect_database(database_, workspace_.config, {}, &*model).schema;
      auto const differences = model::compare(*model, read, "in the model", "in the database");
      for (auto const& difference : differences) step.differences.push_back(difference.message);
      if (!differences.empty())
        for (auto const& change : model::changes_between(read, *model, {}, options_).list)
          step.statements.push_back(model::one_line(change.operation));
    }
    if (model && samples_ && step.ok()) rows(step, *model);
    ok_ = step.ok();
    report_(step);
    found_.steps.push_back(std::move(step));
  }
  void rows(VerifiedStep& step, model::Schema const& model) {
    if (step.way == "again") return;
    if (rows_before_)
      step.faults = inspect::lost(*rows_before_, *schema_before_, inspect::contents_of(place_, model), model, may_);
    auto filled = samples_->fill(model);
    step.rows = filled.added;
    std::move(filled.without.begin(), filled.without.end(), std::back_inserter(step.notes));
  }

  Workspace const& workspace_;
  History const& history_;
  LiveDatabase& database_;
  std::function<void(VerifiedStep const&)> report_;
  inspect::Place place_;
  model::ReplayOptions options_;
  std::map<revision_index, std::set<revision_index>> below_;
  std::map<revision_index, model::Schema> after_;
  std::map<revision_index, Words> up_, down_;
  std::optional<inspect::SampleRows> samples_;
  std::optional<model::Schema> schema_before_;
  std::optional<inspect::Contents> rows_before_;
  inspect::MayChange may_;
  Verified found_;
  bool ok_ = true;
};

void print(VerifiedStep const& step, Console const& console) {
  bool const refused = !step.faults.empty() && !step.compared;
  console.out << fmt::format("{:<5} {}  {}{}\n", step.way, step.revision, printable(step.message),
                             refused         ? ": REFUSED"
                             : !step.ok()    ? ": DIFFERS"
                             : step.compared ? ""
                                             : " (not compared: another branch is there as well)");
  auto const lines = [&](std::vector<std::string> const& list, char const* before) {
    for (auto const& sentence : list) console.out << before << printable(sentence) << '\n';
  };
  lines(step.queries, "      ");
  lines(step.differences, "      ");
  lines(step.faults, "      ");
  if (!step.differences.empty()) console.out << "      from the database to the model:\n";
  lines(step.statements, "        ");
  lines(step.notes, "      note: ");
  if (step.rows > 0) console.out << fmt::format("      {} rows added\n", step.rows);
}

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

  Verification verification(workspace, history, database, arguments.rows, [&](VerifiedStep const& step) {
    if (!arguments.json) print(step, console);
  });
  if (!verification.is_empty(console)) return answer_is_no;
  Scratch scratch(database, whole(emitter->finish(nullptr).front()));
  if (!scratch.current().empty()) {
    console.err << fmt::format("retort: error: {} has a history already; verify needs a database to throw away\n",
                               database.display());
    return answer_is_no;
  }
  auto const found = verification.run(scratch);
  if (arguments.json)
    console.out << verify_json(found);
  else if (!found.stopped.empty())
    console.out << fmt::format("there is no way down {}\n", printable(found.stopped));
  return found.ok() ? done : answer_is_no;
}

}  // namespace retort::cli
