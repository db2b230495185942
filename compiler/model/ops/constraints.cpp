// SPDX-License-Identifier: Apache-2.0
// The actions that make, drop and rename constraints.
#include <fmt/format.h>

#include "compiler/model/ops/dependency.hpp"
#include "compiler/model/ops/ops.hpp"
#include "compiler/model/ops/recheck.hpp"
#include "compiler/model/ops/table_parts.hpp"

namespace retort::model::ops {

void run(ast::AddConstraint const& action, ast::Where where, Table const& table, Context& context) {
  Table after = table;
  if (!append_constraint(context, after, action.constraint, {})) {
    if (action.constraint.name)
      if (ObjectName const full{table.name.schema, action.constraint.name->text};
          !context.schema.constraints.contains(full))
        context.mark_broken(full, action.constraint.where);
    return;
  }
  ast::TableConstraint resolved = to_ast(after.constraints.back());
  resolved.where = action.constraint.where;
  context.emit(table.name, {ast::AddConstraint{std::move(resolved)}, where}, std::move(after));
}
Inverse inverse(ast::AddConstraint const& action, ObjectName const& table, Done const& done) {
  Inverse out;
  if (!action.constraint.name) return out;
  out.operations.push_back(alter(table, ast::DropConstraint{*action.constraint.name}));
  Table const* before = done.step.before.table(table);
  Table const* after = done.step.after.table(table);
  if (before == nullptr || after == nullptr) return out;
  for (auto const& column : after->columns) {  // a primary key made them not null
    Column const* old = before->column(column.name);
    if (old != nullptr && column.not_null && !old->not_null)
      out.operations.push_back(alter(table, ast::DropNotNull{identifier(column.name)}));
  }
  return out;
}

void run(ast::DropConstraint const& action, ast::Where where, Table const& table, Context& context) {
  Constraint const* constraint = context.constraint(table, action.name);
  if (constraint == nullptr) return;
  Table after = table;
  std::erase_if(after.constraints, [&](Constraint const& c) { return c.name == action.name.text; });
  if (is_unique_key(*constraint)) {
    auto users = references_without_key(context.schema, after);
    Schema without = context.schema;  // a view may be grouped by the primary key alone
    put(without, after);
    add_new(users, broken_by(context.schema, without, {table.name}, context.options));
    if (refuse_used(context, action.name.where, fmt::format("constraint '{}' cannot be dropped", action.name.text),
                    users))
      context.mark_broken({table.name.schema, action.name.text}, action.name.where);
  }
  context.emit(table.name, {action, where}, std::move(after));
}
Inverse inverse(ast::DropConstraint const& action, ObjectName const& table, Done const& done) {
  Table const* before = done.step.before.table(table);
  Constraint const* constraint = before == nullptr ? nullptr : before->constraint(action.name.text);
  if (constraint == nullptr) return {};
  return {{alter(table, ast::AddConstraint{to_ast(*constraint)})}, ""};
}

void run(ast::RenameConstraint const& action, ast::Where where, Table const& table, Context& context) {
  Constraint const* constraint = context.constraint(table, action.from);
  if (constraint == nullptr) {
    context.mark_broken({table.name.schema, action.to.text}, action.to.where);  // as it is called from here on
    return;
  }
  if (action.from.text == action.to.text) {
    context.error(Code::RT0318, action.to.where,
                  fmt::format("constraint '{}' has this name already", action.from.text));
    return;
  }
  ObjectName const from{table.name.schema, action.from.text};
  if (!context.free_constraint({from.schema, action.to.text}, action.to.where, is_unique_key(*constraint), &from))
    return;
  Table after = table;
  for (auto& c : after.constraints)
    if (c.name == action.from.text) c.name = action.to.text;
  context.emit(table.name, {action, where}, std::move(after));
}
Inverse inverse(ast::RenameConstraint const& action, ObjectName const& table, Done const&) {
  return {{alter(table, ast::RenameConstraint{action.to, action.from})}, ""};
}

}  // namespace retort::model::ops
