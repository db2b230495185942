// SPDX-License-Identifier: Apache-2.0
// The same choice both ways: what was taken away comes back.
#include "compiler/dialects/postgresql/aside.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/dialects/postgresql/locks.hpp"
#include "compiler/dialects/postgresql/probes.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::postgresql {
namespace {

bool in_the_way(model::Constraint const& constraint, Meant const& meant) {
  auto const* check = std::get_if<ast::Check>(&constraint.body);
  return check != nullptr && meant(check->condition);
}
bool in_the_way(model::Index const& index, Meant const& meant) {
  if (index.predicate && meant(*index.predicate)) return true;
  return std::any_of(index.items.begin(), index.items.end(), [&](ast::IndexItem const& item) {
    return !std::holds_alternative<ast::ColumnReference>(item.expression.node) && meant(item.expression);
  });
}

}  // namespace

void put_aside(Work& work, model::Table const& before, Meant const& meant) {
  auto const& table = before.name;
  for (auto const& constraint : before.constraints)
    if (in_the_way(constraint, meant)) drop_constraint(work, table, constraint.name);
  for (auto const& index : before.indexes) {
    if (!in_the_way(index, meant)) continue;
    model::ObjectName const name{table.schema, index.name};
    work.add("drop index " + spelling().qualified(name), "drop index " + to_string(name),
             locks::access_exclusive(table), probes::no_relation(name));
  }
}

void put_back(Work& work, model::Table const& after, Meant const& meant) {
  for (auto const& constraint : after.constraints)
    if (in_the_way(constraint, meant)) add_constraint(work, after, constraint, 'c');
  for (auto const& index : after.indexes)
    if (in_the_way(index, meant))
      work.add(index_definition(work, after, model::to_ast(index, after.name)), "create index " + index.name,
               locks::share_scan(after.name), probes::index(after.name, index.name, index.unique));
}

void drop_constraint(Work& work, model::ObjectName const& table, std::string const& name) {
  work.add(fmt::format("alter table {} drop constraint {}", spelling().qualified(table), spelling().identifier(name)),
           fmt::format("alter table {} drop constraint {}", to_string(table), name), locks::access_exclusive(table),
           probes::no_constraint(table, name));
}
void add_constraint(Work& work, model::Table const& table, model::Constraint const& constraint, char kind) {
  work.add(fmt::format("alter table {} add {}", spelling().qualified(table.name),
                       constraint_definition(work, table, model::to_ast(constraint))),
           fmt::format("alter table {} add constraint {}", to_string(table.name), constraint.name),
           locks::access_exclusive_scan(table.name), probes::constraint(table.name, constraint.name, kind));
}

}  // namespace retort::dialects::postgresql
