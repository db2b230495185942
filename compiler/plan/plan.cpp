// SPDX-License-Identifier: Apache-2.0
// Step by step: what stays as it is, what is nothing, and what has to be rewritten.
#include "compiler/plan/plan.hpp"

#include <algorithm>

#include "compiler/base/choice_members.hpp"
#include "compiler/base/overloaded.hpp"
#include "compiler/plan/enum_changes.hpp"
#include "compiler/plan/limits.hpp"
#include "compiler/plan/online.hpp"

namespace retort::plan {

namespace {

// One direction of one revision.
class Planner {
 public:
  Planner(Capabilities const& capabilities, std::size_t steps) : can_(capabilities), alterations_(capabilities) {
    out_.reserve(steps);  // about as many actions
  }

  void step(model::Step const& step) {
    std::visit([&](auto const& operation) { this->operation(operation, step); }, step.statement.operation);
  }
  std::vector<Action> finish() {
    alterations_.flush(out_);
    return std::move(out_);
  }

 private:
  // Nothing that was gathered may wait any longer.
  void emit(Operation operation, model::ObjectName const& table, model::Step const& step) {
    alterations_.flush(out_);
    out_.push_back({std::move(operation), table, step.before, step.after, step.origin});
  }
  void emit(Operation operation, model::Step const& step) { emit(std::move(operation), {}, step); }

  void operation(ast::BadStatement const&, model::Step const&) {}
  void operation(ast::ForDialects const&, model::Step const&) {}  // dissolved by the model

  // ---- what a database has, or has not
  void operation(ast::CreateSchema const& o, model::Step const& s) {
    if (can_.schemas) emit(o, s);
  }
  void operation(ast::DropSchema const& o, model::Step const& s) {
    if (can_.schemas) emit(o, s);
  }
  void operation(ast::CreateSequence const& o, model::Step const& s) {
    if (can_.sequences) emit(o, s);
  }
  void operation(ast::DropSequence const& o, model::Step const& s) {
    if (can_.sequences) emit(o, s);
  }
  void operation(ast::CreateView const& o, model::Step const& s) {
    if (can_.views) emit(o, s);
  }
  void operation(ast::DropView const& o, model::Step const& s) {
    if (can_.views) emit(o, s);
  }
  void operation(ast::CommentOnTable const& o, model::Step const& s) {
    if (can_.comments) emit(o, s);
  }
  void operation(ast::CommentOnColumn const& o, model::Step const& s) {
    if (can_.comments) emit(o, s);
  }

  // ---- enum types; where there are none, the type itself is nothing
  void operation(ast::CreateType const& o, model::Step const& s) {
    if (can_.enum_types) emit(o, s);
  }
  void operation(ast::RenameType const& o, model::Step const& s) {
    if (can_.enum_types) emit(o, s);
  }
  void operation(ast::DropType const& o, model::Step const& s) {
    if (can_.enum_types) emit(o, s);
  }
  void operation(ast::AddEnumValue const& o, model::Step const& s) {
    if (can_.enum_types) {
      emit(o, s);
    } else {
      change_values(o.type, std::nullopt, s);
    }
  }
  void operation(ast::RenameEnumValue const& o, model::Step const& s) {
    if (can_.enum_types) {
      emit(o, s);
    } else {
      change_values(o.type, ValueChange{model::object_name(o.type), o.from.value, o.to.value}, s);
    }
  }
  void operation(ast::DropEnumValue const& o, model::Step const& s) {
    if (can_.enum_types) {
      emit(o, s);
    } else if (o.replacement) {
      change_values(o.type, ValueChange{model::object_name(o.type), o.value.value, o.replacement->value}, s);
    } else {
      change_values(o.type, std::nullopt, s);
    }
  }
  void change_values(ast::QualifiedName const& name, std::optional<ValueChange> const& change, model::Step const& s) {
    model::ObjectName const type = model::object_name(name);
    if (can_.alter_in_place) {
      retype_users(type, change, s, out_);
    } else {
      rebuild_users(type, change, s, alterations_, out_);
    }
  }

  // ---- tables
  void operation(ast::CreateTable const& o, model::Step const& s) { emit(o, s); }
  void operation(ast::DropTable const& o, model::Step const& s) { emit(o, s); }
  void operation(ast::RenameTable const& o, model::Step const& s) { emit(o, s); }
  void operation(ast::AlterTable const& o, model::Step const& s) {
    model::ObjectName const table = model::object_name(o.table);
    for (auto const& action : o.actions) {
      if (!can_.alter_in_place) {
        alterations_.add(table, {action, s.before, s.after, s.origin}, out_);
      } else if (auto op = plan::operation(action)) {
        emit(std::move(*op), table, s);
      }
    }
  }

  // ---- indexes
  void operation(ast::CreateIndex const& o, model::Step const& s) { emit(o, model::object_name(o.table), s); }
  void operation(ast::DropIndex const& o, model::Step const& s) { emit(o, table_of(s, o.name), s); }
  void operation(ast::RenameIndex const& o, model::Step const& s) { emit(o, table_of(s, o.from), s); }
  static model::ObjectName table_of(model::Step const& s, ast::QualifiedName const& index) {
    model::Table const* table = s.before.table_of_index(model::object_name(index));
    return table == nullptr ? model::ObjectName{} : table->name;
  }

  // ---- data and escape hatches
  void operation(ast::Insert const& o, model::Step const& s) { emit(o, model::object_name(o.table), s); }
  void operation(ast::Update const& o, model::Step const& s) { emit(o, model::object_name(o.table), s); }
  void operation(ast::Delete const& o, model::Step const& s) { emit(o, model::object_name(o.table), s); }
  void operation(ast::CallStep const& o, model::Step const& s) { emit(o, s); }
  void operation(ast::Sql const& o, model::Step const& s) { emit(o, s); }

  Capabilities const& can_;
  Alterations alterations_;
  std::vector<Action> out_;
};

std::vector<Action> plan_steps(std::vector<model::Step> const& steps, Capabilities const& capabilities, Sink& sink) {
  Planner planner(capabilities, steps.size());
  for (auto const& step : steps) {
    report_limits(step, capabilities, sink);
    planner.step(step);
  }
  return planner.finish();
}

}  // namespace

RevisionPlan plan(model::ReplayedRevision const& replayed, Capabilities const& capabilities, Sink& sink,
                  Policy policy) {
  RevisionPlan out;
  out.revision = replayed.revision;
  out.upgrade = plan_steps(replayed.upgrade, capabilities, sink);
  out.downgrade = plan_steps(replayed.downgrade, capabilities, sink);
  for (auto* actions : {&out.upgrade, &out.downgrade}) mark_tables(*actions, replayed, policy);
  for (auto& action : out.downgrade)
    action.back = std::any_of(replayed.upgrade.begin(), replayed.upgrade.end(),
                              [&](model::Step const& step) { return step.origin == action.origin; });
  out.irreversible = replayed.irreversible;
  out.losses = replayed.losses;
  out.downgrade_loss = replayed.downgrade_loss;
  return out;
}

}  // namespace retort::plan

template class retort::Choice<retort::plan::Operations>;
