// SPDX-License-Identifier: Apache-2.0
// Finds the columns of an enum type and changes each.
#include "compiler/plan/enum_changes.hpp"

#include <algorithm>

#include "compiler/model/schema_edit.hpp"
#include "compiler/plan/set_aside.hpp"

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
// The type with the new value behind the old ones, where it has not got it: then it takes both.
model::EnumType with_both(model::EnumType type, ValueChange const& change) {
  if (std::find(type.values.begin(), type.values.end(), change.to) == type.values.end())
    type.values.push_back(change.to);
  return type;
}
// Whether a value has another place, or another name, behind.
bool moves_values(model::EnumType const& before, model::EnumType const& after) {
  return before.values.size() > after.values.size() ||
         !std::equal(before.values.begin(), before.values.end(), after.values.begin());
}
}  // namespace

void rebuild_users(model::ObjectName const& type, std::optional<ValueChange> const& change, model::Step const& step,
                   Alterations& alterations, std::vector<Action>& out) {
  for (auto const& user : users_of(step.before, type))
    alterations.add(user, {EnumChange{change}, step.before, step.after, step.origin}, out);
}

void retype_users(model::ObjectName const& type, std::optional<ValueChange> const& change, model::Step const& step,
                  std::vector<Action>& out) {
  model::EnumType const *old = step.before.enum_type(type), *now = step.after.enum_type(type);
  if (old == nullptr || now == nullptr) return;
  auto const users = users_of(step.before, type);
  SetAside const aside(step, type, users, moves_values(*old, *now));
  aside.drop(out);
  model::Schema const before = aside.before(), after = aside.after();
  model::Schema both = before;
  model::EnumType const widened = change ? with_both(*old, *change) : *old;
  bool const widen_first = !(widened == *old);
  if (widen_first) model::put(both, widened);
  for (auto const& user : users) {
    model::Table const* table = after.table(user);
    if (table == nullptr) continue;
    for (auto const& column : table->columns) {
      if (!model::is_of(column.type, type)) continue;
      ast::SetColumnType const again{model::identifier(column.name), column.type, std::nullopt};
      if (widen_first) out.push_back({again, user, before, both, step.origin});
      if (change) out.push_back({replace_value(user, column.name, *change), user, both, both, step.origin});
      out.push_back({again, user, both, after, step.origin});
    }
  }
  aside.make_again(out);
}

}  // namespace retort::plan
