// SPDX-License-Identifier: Apache-2.0
// The actions that make, drop and rename columns.
#include <fmt/format.h>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/ops/dependency.hpp"
#include "compiler/model/ops/ops.hpp"
#include "compiler/model/ops/table_parts.hpp"

namespace retort::model::ops {

void run(ast::AddColumn const& action, ast::Where where, Table const& table, Context& context) {
  Table after = table;
  if (!append_column(context, after, action.column)) return;
  Column const added = after.columns.back();
  check_column(context, after, added, action.column.name.where);
  if (added.not_null && !fills_itself(added) && !context.silent() && !context.fresh.contains(table.name) &&
      !std::holds_alternative<ast::UnknownType>(added.type.base)) {
    context.error(Code::RT0415, action.column.name.where,
                  fmt::format("column '{}' is not null and has no default: the rows of table '{}' would have no value",
                              added.name, to_string(table.name))) |
        Note{"give it a default, or add it nullable, fill it and then `set not null`", std::nullopt};
  }
  context.emit(table.name, {ast::AddColumn{to_ast(added)}, where}, after);
  auto const constraints = inline_constraints(action.column);
  std::vector<std::string> reserved;
  for (auto const& c : constraints)
    if (c.name) reserved.push_back(c.name->text);
  for (auto const& c : constraints) {
    if (!append_constraint(context, after, c, reserved)) continue;
    context.emit(table.name, {ast::AddConstraint{to_ast(after.constraints.back())}, where}, after);
  }
}
Inverse inverse(ast::AddColumn const& action, ObjectName const& table, Done const&) {
  return {{alter(table, ast::DropColumn{action.column.name})}, ""};
}

void run(ast::DropColumn const& action, ast::Where where, Table const& table, Context& context) {
  if (context.column(table, action.name) == nullptr) return;
  std::string const& name = action.name.text;
  if (refuse_used(context, action.name.where, fmt::format("column '{}' cannot be dropped", name),
                  users_of_column(context.schema, table, name)))
    context.mark_broken(table.name, action.name.where);  // whether it has the column depends on what was meant
  if (table.columns.size() == 1) {
    context.error(Code::RT0321, action.name.where,
                  fmt::format("'{}' is the only column of table '{}'", name, to_string(table.name)));
    return;
  }
  Table after = table;
  std::erase_if(after.columns, [&](Column const& c) { return c.name == name; });
  context.emit(table.name, {action, where}, std::move(after));
}
Inverse inverse(ast::DropColumn const& action, ObjectName const& table, Done const& done) {
  Table const* before = done.step.before.table(table);
  Column const* column = before == nullptr ? nullptr : before->column(action.name.text);
  if (column == nullptr) return {};
  if (column->not_null && !fills_itself(*column) && !done.on_empty_table)
    return {{},
            fmt::format("column '{}' is not null and has no default, so that it cannot be added again to rows that are "
                        "there",
                        column->name)};
  return {{alter(table, ast::AddColumn{to_ast(*column)})}, ""};
}

namespace {
void rename_in(std::vector<ast::Identifier>& names, std::string const& from, std::string const& to) {
  for (auto& n : names)
    if (n.text == from) n.text = to;
}
void rename_in_own(Table& table, std::string const& from, std::string const& to) {
  for (auto& c : table.columns) {
    if (c.name == from) c.name = to;
    if (c.generated) rename_column(c.generated->expression, from, to);
  }
  for (auto& c : table.constraints)
    std::visit(overloaded{[&](ast::PrimaryKey& key) { rename_in(key.columns, from, to); },
                          [&](ast::Unique& key) { rename_in(key.columns, from, to); },
                          [&](ast::Check& check) { rename_column(check.condition, from, to); },
                          [&](ast::ForeignKey& key) {
                            rename_in(key.columns, from, to);
                            if (object_name(key.references.table) == table.name)
                              rename_in(key.references.columns, from, to);
                          }},
               c.body);
  for (auto& index : table.indexes) {
    for (auto& item : index.items) rename_column(item.expression, from, to);
    for (auto& name : index.include)
      if (name == from) name = to;
    if (index.predicate) rename_column(*index.predicate, from, to);
  }
}
}  // namespace

void run(ast::RenameColumn const& action, ast::Where where, Table const& table, Context& context) {
  if (context.column(table, action.from) == nullptr) {
    context.mark_broken(table.name, action.to.where);  // it is called so from here on
    return;
  }
  std::string const &from = action.from.text, &to = action.to.text;
  if (from == to) {
    context.error(Code::RT0318, action.to.where, fmt::format("column '{}' has this name already", from));
    return;
  }
  for (auto const& c : table.columns) {
    if (c.name == from) continue;
    if (c.name == to) {
      context.error(Code::RT0309, action.to.where,
                    fmt::format("table '{}' has a column '{}' already", to_string(table.name), to)) |
          Note{fmt::format("column '{}' was made here", to), c.made};
      return;
    }
    if (fold(c.name) == fold(to)) report_case(context, action.to.where, to, c.name, c.made);
  }
  if (refuse_used(context, action.from.where, fmt::format("column '{}' cannot be renamed", from),
                  views_on_column(context.schema, table.name, from)))
    context.mark_broken(table.name, action.from.where);
  ast::AlterTable alter_table;
  alter_table.table = qualified_name(table.name);
  alter_table.actions.push_back({action, where});
  Schema after = context.schema;
  Table renamed = table;
  rename_in_own(renamed, from, to);
  put(after, std::move(renamed));
  if (auto const* users = context.schema.users.find(table.name))
    for (auto const& user : **users) {
      Table const* other = after.table(user);
      if (other == nullptr || user == table.name) continue;
      Table changed = *other;
      for (auto& c : changed.constraints)
        if (auto* key = std::get_if<ast::ForeignKey>(&c.body);
            key != nullptr && object_name(key->references.table) == table.name)
          rename_in(key->references.columns, from, to);
      put(after, std::move(changed));
    }
  context.emit(std::move(alter_table), std::move(after));
}
Inverse inverse(ast::RenameColumn const& action, ObjectName const& table, Done const&) {
  return {{alter(table, ast::RenameColumn{action.to, action.from})}, ""};
}

}  // namespace retort::model::ops
