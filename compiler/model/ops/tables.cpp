// SPDX-License-Identifier: Apache-2.0
// create table, drop table, rename table.
#include <fmt/format.h>

#include "compiler/ast/print.hpp"
#include "compiler/base/overloaded.hpp"
#include "compiler/model/expression_walk.hpp"
#include "compiler/model/ops/dependency.hpp"
#include "compiler/model/ops/dialects.hpp"
#include "compiler/model/ops/ops.hpp"
#include "compiler/model/ops/table_parts.hpp"

namespace retort::model::ops {

void run(ast::CreateTable const& operation, Context& context) {
  Table table;
  table.name = object_name(operation.name);
  table.made = operation.name.where;
  context.known_schema(operation.name);
  bool const free = context.free_relation(table.name, operation.name.where);
  for (auto const& option : operation.options) check_dialects(context, option.dialects);
  table.options = operation.options;
  if (operation.comment) table.comment = operation.comment->value;

  bool broken = !free;
  std::vector<ast::Column const*> columns;
  std::vector<ast::TableConstraint> constraints, behind;
  std::vector<std::string> reserved;
  for (auto const& element : operation.elements)
    std::visit(overloaded{[&](ast::BadElement const&) {
                            ++context.errors;
                            broken = true;
                          },
                          [&](ast::Column const& c) {
                            if (!append_column(context, table, c)) return;
                            columns.push_back(&c);
                            for (auto& constraint : inline_constraints(c)) constraints.push_back(std::move(constraint));
                          },
                          [&](ast::TableConstraint const& c) { behind.push_back(c); }, [](ast::IncludeMixin const&) {}},
               element.node);
  if (broken) context.mark_broken(table.name, operation.name.where);
  if (table.columns.empty() && !broken)
    context.error(Code::RT0321, operation.name.where, fmt::format("table '{}' has no columns", to_string(table.name)));
  constraints.insert(constraints.end(), behind.begin(), behind.end());
  for (auto const& c : constraints)
    if (c.name) reserved.push_back(c.name->text);
  // Keys first: a foreign key may refer to the table itself.
  std::vector<Constraint> in_order(constraints.size());
  std::vector<bool> there(constraints.size(), false);
  for (bool const references : {false, true})
    for (std::size_t i = 0; i < constraints.size(); ++i)
      if (std::holds_alternative<ast::ForeignKey>(constraints[i].body) == references &&
          append_constraint(context, table, constraints[i], reserved)) {
        in_order[i] = table.constraints.back();
        there[i] = true;
      }
  table.constraints.clear();
  for (std::size_t i = 0; i < in_order.size(); ++i)
    if (there[i]) table.constraints.push_back(std::move(in_order[i]));
  for (auto const* c : columns)
    if (Column const* column = table.column(c->name.text)) check_column(context, table, *column, c->name.where);

  if (!free) return;
  ast::CreateTable resolved = to_ast(table);
  resolved.name = operation.name;
  ObjectName const name = table.name;
  Schema after = context.schema;
  put(after, std::move(table));
  context.emit(std::move(resolved), std::move(after));
  if (context.phase == Phase::upgrade && !context.in_effect) context.fresh.insert(name);
}
Inverse inverse(ast::CreateTable const& operation, Done const&) { return {{ast::DropTable{operation.name}}, ""}; }

void run(ast::DropTable const& operation, Context& context) {
  Table const* table = context.table(operation.name);
  if (table == nullptr) return;
  ObjectName const name = table->name;
  if (refuse_used(context, operation.name.where, fmt::format("table '{}' cannot be dropped", to_string(name)),
                  users_of_table(context.schema, name)))
    context.mark_broken(name, operation.name.where);  // whether it is still there depends on what was meant
  Schema after = context.schema;
  remove(after, name);
  context.emit(operation, std::move(after));
  context.fresh.erase(name);
}
Inverse inverse(ast::DropTable const& operation, Done const& done) {
  Table const* table = done.step.before.table(object_name(operation.name));
  if (table == nullptr) return {};
  Inverse out;
  out.operations.emplace_back(to_ast(*table));
  for (auto const& index : table->indexes) out.operations.emplace_back(to_ast(index, table->name));
  return out;
}

namespace {
// Column references that are qualified by the table's own name follow it.
void follow(ast::Expression& e, ObjectName const& from, ObjectName const& to) {
  auto change = [&](ast::Expression& x) {
    auto* c = std::get_if<ast::ColumnReference>(&x.node);
    if (c != nullptr && c->table && c->table->name.text == from.name) c->table->name.text = to.name;
  };
  walk(e, change);
}
}  // namespace

void run(ast::RenameTable const& operation, Context& context) {
  Table const* table = context.table(operation.from);
  if (table == nullptr) {
    context.mark_broken({object_name(operation.from).schema, operation.to.text},
                        operation.to.where);  // as it is called from here on
    return;
  }
  ObjectName const from = table->name;
  ObjectName const to{from.schema, operation.to.text};
  if (from == to) {
    context.error(Code::RT0318, operation.to.where, fmt::format("table '{}' has this name already", to_string(from)));
    return;
  }
  Schema after = context.schema;
  Table renamed = *table;
  if (!context.free_relation(to, operation.to.where, &from)) return;
  if (refuse_used(context, operation.from.where, fmt::format("table '{}' cannot be renamed", to_string(from)),
                  views_on(context.schema, from)))
    after.broken.set(from, operation.from.where);
  remove(after, from);
  renamed.name = to;
  for (auto& c : renamed.columns)
    if (c.generated) follow(c.generated->expression, from, to);
  for (auto& c : renamed.constraints) {
    if (auto* check = std::get_if<ast::Check>(&c.body)) follow(check->condition, from, to);
    if (auto* key = std::get_if<ast::ForeignKey>(&c.body); key != nullptr && object_name(key->references.table) == from)
      key->references.table.name.text = to.name;
  }
  for (auto& index : renamed.indexes) {
    for (auto& item : index.items) follow(item.expression, from, to);
    if (index.predicate) follow(*index.predicate, from, to);
  }
  put(after, std::move(renamed));
  if (auto const* users = context.schema.users.find(from))
    for (auto const& user : **users) {
      Table const* other = after.table(user);
      if (other == nullptr) continue;
      Table changed = *other;
      for (auto& c : changed.constraints)
        if (auto* key = std::get_if<ast::ForeignKey>(&c.body);
            key != nullptr && object_name(key->references.table) == from)
          key->references.table.name.text = to.name;
      put(after, std::move(changed));
    }
  bool const fresh = context.fresh.erase(from) != 0;
  context.emit(operation, std::move(after));
  if (fresh) context.fresh.insert(to);
}
Inverse inverse(ast::RenameTable const& operation, Done const&) {
  ast::QualifiedName now = operation.from;
  now.name = operation.to;
  return {{ast::RenameTable{now, operation.from.name}}, ""};
}

}  // namespace retort::model::ops
