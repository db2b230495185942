// SPDX-License-Identifier: Apache-2.0
// Finds the columns of an enum type and changes each.
#include "compiler/plan/enum_changes.hpp"

#include <algorithm>

#include "compiler/model/schema_edit.hpp"

namespace retort::plan {

namespace {
std::vector<model::ObjectName> users_of(model::Schema const& schema, model::ObjectName const& type) {
  std::vector<model::ObjectName> out;
  if (auto const* users = schema.users.find(type))
    for (auto const& user : **users)
      if (auto const* table = schema.table(user);
          table != nullptr && std::any_of(table->columns.begin(), table->columns.end(),
                                          [&](model::Column const& c) { return model::is_of(c.type, type); }))
        out.push_back(user);
  return out;
}
ast::Expression text(std::string const& value) {
  ast::Expression out;
  out.node = ast::Literal{ast::LiteralKind::string, value};
  return out;
}
ast::Update replace_value(model::ObjectName const& table, std::string const& column, ValueChange const& change) {
  ast::Update out;
  out.table = model::qualified_name(table);
  out.assignments.push_back({model::identifier(column), text(change.to)});
  ast::Expression name;
  name.node = ast::ColumnReference{std::nullopt, model::identifier(column)};
  ast::Expression condition;
  condition.node = ast::Binary{ast::BinaryOperator::equal, name, text(change.from)};
  out.condition = std::move(condition);
  return out;
}
// The schema in which the type takes both the old value and the new one. A check that names the old one, and the new
// one behind, would not take what is written in between: it is not there meanwhile.
model::Schema with_both(model::Step const& step, model::ObjectName const& type, ValueChange const& change) {
  model::Schema schema = step.before;
  model::EnumType const* old = schema.enum_type(type);
  if (old == nullptr) return schema;
  model::EnumType both = *old;
  if (std::find(both.values.begin(), both.values.end(), change.to) == both.values.end())
    both.values.push_back(change.to);
  for (auto const& user : users_of(step.before, type)) {
    model::Table const* now = step.after.table(user);
    if (now == nullptr) continue;
    model::Table table = *step.before.table(user);
    auto const erased = std::erase_if(table.constraints, [&](model::Constraint const& c) {
      model::Constraint const* later = now->constraint(c.name);
      return std::holds_alternative<ast::Check>(c.body) && later != nullptr && !(later->body == c.body);
    });
    if (erased != 0) model::put(schema, std::move(table));
  }
  model::put(schema, std::move(both));
  return schema;
}
}  // namespace

void rebuild_users(model::ObjectName const& type, std::optional<ValueChange> const& change, model::Step const& step,
                   Alterations& alterations, std::vector<Action>& out) {
  for (auto const& user : users_of(step.before, type))
    alterations.add(user, {EnumChange{change}, step.before, step.after, step.origin}, out);
}

void retype_users(model::ObjectName const& type, std::optional<ValueChange> const& change, model::Step const& step,
                  std::vector<Action>& out) {
  model::Schema const both = change ? with_both(step, type, *change) : step.before;
  bool const widen_first = change && !(both.objects == step.before.objects);
  for (auto const& user : users_of(step.before, type)) {
    model::Table const* table = step.after.table(user);
    if (table == nullptr) continue;
    for (auto const& column : table->columns) {
      if (!model::is_of(column.type, type)) continue;
      ast::SetColumnType const again{model::identifier(column.name), column.type, std::nullopt};
      if (widen_first) out.push_back({again, user, step.before, both, step.origin});
      if (change) out.push_back({replace_value(user, column.name, *change), user, both, both, step.origin});
      out.push_back({again, user, both, step.after, step.origin});
    }
  }
}

}  // namespace retort::plan
