// SPDX-License-Identifier: Apache-2.0
// The dialects there are, and the way from an action to the one that lowers it. The table of folders is generated at
// configure time (CMakeLists.txt of this layer): nothing here knows a database.
#include "compiler/dialects/dispatch/folders.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "compiler/dialects/downtime.hpp"

namespace retort::dialects {

std::vector<Dialect const*> const& all() {
  static std::vector<Dialect const*> const sorted = [] {
    auto found = dispatch::folders();
    std::sort(found.begin(), found.end(), [](Dialect const* a, Dialect const* b) { return a->name() < b->name(); });
    return found;
  }();
  return sorted;
}

Dialect const* find(std::string_view name) {
  auto const& known = all();
  auto const found = std::find_if(known.begin(), known.end(), [&](Dialect const* d) { return d->name() == name; });
  return found == known.end() ? nullptr : *found;
}

namespace {

bool is_about_schema(plan::Operation const& operation) {
  return !std::holds_alternative<ast::Insert>(operation) && !std::holds_alternative<ast::Update>(operation) &&
         !std::holds_alternative<ast::Delete>(operation) && !std::holds_alternative<ast::CallStep>(operation) &&
         !std::holds_alternative<ast::Sql>(operation);
}

template <class... Kinds>
bool is_one_of(plan::Operation const& operation) {
  return (std::holds_alternative<Kinds>(operation) || ...);
}

// Whether what it locks is its table and nothing else.
bool keeps_to_its_table(plan::Operation const& operation) {
  if (auto const* add = std::get_if<ast::AddColumn>(&operation)) return !add->column.references;
  if (auto const* add = std::get_if<ast::AddConstraint>(&operation))
    return !std::holds_alternative<ast::ForeignKey>(add->constraint.body);
  if (auto const* insert = std::get_if<ast::Insert>(&operation))
    return std::holds_alternative<std::vector<ast::Row>>(insert->source);
  return is_one_of<ast::DropColumn, ast::RenameColumn, ast::SetColumnType, ast::SetNotNull, ast::DropNotNull,
                   ast::SetDefault, ast::DropDefault, ast::AddIdentity, ast::DropIdentity, ast::RenameConstraint,
                   ast::CreateIndex, ast::DropIndex, ast::RenameIndex>(operation);
}

}  // namespace

void lower(Dialect const& dialect, plan::Action const& action, Sink& sink, std::vector<Lowered>& out) {
  Context context{action, sink, out, dialect.capabilities()};
  auto const first = out.size(), said_before = sink.all().size();
  std::visit([&](auto const& operation) { dialect.lower(operation, context); }, action.operation);
  if (action.fresh && keeps_to_its_table(action.operation))
    for (auto i = first; i < out.size(); ++i) out[i].locks.clear();
  if (!action.online) return;
  if (std::holds_alternative<ast::Sql>(action.operation))
    report_downtime(context, {}, context.can.title, "tell what raw SQL does",
                    "write it in the language, or see to it that it locks nothing for long");
  // One finding says it all.
  auto const found = std::span(sink.all()).subspan(said_before);
  bool const is_said =
      std::any_of(found.begin(), found.end(), [](Diagnostic const& d) { return d.code == Code::RT0807; });
  auto const added = std::span(out).subspan(first);
  auto const waiting = std::find_if(added.begin(), added.end(), [](Lowered const& one) { return one.waits; });
  if (waiting != added.end() && !is_said)
    report_downtime(context, {}, context.can.title, "do `" + waiting->summary + "`", dialect.instead_of_waiting());
  // A strong lock is held until the transaction ends: nothing else is done meanwhile.
  if (out.size() == first || !is_about_schema(action.operation) || !context.can.alter_in_place) return;
  out[first].commits_before = true;
  out.back().commits_behind = true;
}

// Of the parts of one action nothing is known: it stands alone.
void lower(Dialect const& dialect, plan::Action const& action, plan::Neighbours& before, Sink& sink,
           std::vector<Lowered>& out) {
  auto const first = out.size();
  lower(dialect, action, sink, out);
  if (out.size() == first + 1) {
    out[first].joins_before = before.joins(action);
    out[first].rows_only = is_one_of<ast::Insert, ast::Update, ast::Delete>(action.operation);
  } else if (out.size() > first) {
    before.part();
  }
}

}  // namespace retort::dialects
