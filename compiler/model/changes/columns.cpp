// SPDX-License-Identifier: Apache-2.0
// The columns of the tables that stay: changed where they can be, else dropped and made again.
#include <fmt/format.h>

#include "compiler/ast/print.hpp"
#include "compiler/model/changes/working.hpp"
#include "compiler/model/context.hpp"

namespace retort::model::changes {

namespace {

Column const* column_now(Working const& working, ObjectName const& table, std::string const& column) {
  Table const* now = working.now().table(table);
  return now == nullptr ? nullptr : now->column(column);
}

ast::Expression cast_to(ast::Expression operand, ast::Type type) {
  ast::Cast cast;
  *cast.operand = std::move(operand);
  cast.type = std::move(type);
  ast::Expression out;
  out.node = std::move(cast);
  return out;
}
ast::Type text_type() {
  ast::Type out;
  out.base = ast::BuiltinType{ast::TypeKind::text, 0, 0, 0};
  return out;
}

bool drop_column(Working& working, ObjectName const& table, std::string const& column) {
  return working.with_way_cleared(table, column,
                                  [&](Working& w) { return w.alter(table, ast::DropColumn{identifier(column)}); });
}

void change_column(Working& working, ObjectName const& table, Column const& wanted) {
  auto const now = [&] { return column_now(working, table, wanted.name); };
  ast::Identifier const name = identifier(wanted.name);
  if (now()->generated != wanted.generated || (wanted.generated && !(now()->type == wanted.type))) {
    // It is added with what is missing. What it held is not: nothing computes the values of a plain column again.
    if (drop_column(working, table, wanted.name) && !wanted.generated) working.list.back().drops = true;
    return;
  }
  if (now()->identity && !wanted.identity) working.alter(table, ast::DropIdentity{name});
  if (!(now()->type == wanted.type) && !change_type(working, table, wanted)) {
    drop_column(working, table, wanted.name);
    return;
  }
  if (now()->default_value && !wanted.default_value) working.alter(table, ast::DropDefault{name});
  if (!now()->identity && wanted.identity) working.alter(table, ast::AddIdentity{name});
  if (now()->not_null && !wanted.not_null)
    working.alter(table, ast::DropNotNull{name});
  else if (!now()->not_null && wanted.not_null)
    working.with_way_cleared(table, wanted.name, [&](Working& w) {
      return w.alter(table, ast::SetNotNull{name},
                     fmt::format("fails where a row has no value: update {} set {} = … where {} is null;",
                                 ast::print(qualified_name(table)), ast::print(name), ast::print(name)));
    });
  if (wanted.default_value && now()->default_value != wanted.default_value)
    working.alter(table, ast::SetDefault{name, *wanted.default_value});
}

// A column that rows need a value for is added without one, and made not null in a step of its own, before which the
// values can be put. So is one that may count only when it has a key.
bool add_column(Working& working, ObjectName const& table, Column const& wanted) {
  if (working.alter(table, ast::AddColumn{to_ast(wanted)})) return true;
  Column nullable = wanted;
  nullable.identity = false;
  if (!wanted.not_null || fills_itself(nullable)) return false;
  nullable.not_null = false;
  Working trial = working;
  auto const name = ast::print(identifier(wanted.name));
  if (!trial.alter(table, ast::AddColumn{to_ast(nullable)}) ||
      !trial.alter(table, ast::SetNotNull{identifier(wanted.name)},
                   fmt::format("fails where there are rows; give them a value here: update {} set {} = …;",
                               ast::print(qualified_name(table)), name)))
    return false;
  working = std::move(trial);
  return true;
}

void change_table(Working& working, Table const& wanted) {
  ObjectName const& name = wanted.name;
  Schema const keep = working.now();
  Table const* before = keep.table(name);
  if (before == nullptr) return;
  for (auto const& column : wanted.columns)
    if (column_now(working, name, column.name) != nullptr) change_column(working, name, column);
  auto const add = [&] {
    for (bool const generated : {false, true})
      for (auto const& column : wanted.columns)
        if (column.generated.has_value() == generated && column_now(working, name, column.name) == nullptr)
          add_column(working, name, column);
  };
  add();
  for (auto const& column : before->columns)
    if (wanted.column(column.name) == nullptr) drop_column(working, name, column.name);
  add();  // what only differs in case from a column that was in its way, or was dropped with it
}

}  // namespace

bool change_type(Working& working, ObjectName const& table, Column const& wanted) {
  ast::Identifier const name = identifier(wanted.name);
  if (working.alter(table, ast::SetColumnType{name, wanted.type, std::nullopt})) return true;
  ast::Expression column;
  column.node = ast::ColumnReference{std::nullopt, name};
  std::vector<Maybe<ast::Expression>> ways(1);
  ways.emplace_back(cast_to(column, wanted.type));
  ways.emplace_back(cast_to(cast_to(column, text_type()), wanted.type));
  for (auto const& way : ways)
    for (bool const without_default : {false, true}) {
      Working trial = working;
      if (without_default && !trial.alter(table, ast::DropDefault{name})) continue;
      if (!trial.with_way_cleared(table, wanted.name, [&](Working& w) {
            return w.alter(table, ast::SetColumnType{name, wanted.type, way});
          }))
        continue;
      working = std::move(trial);
      return true;
    }
  return false;
}

void change_columns(Working& working) {
  for (auto const* table : all_of<Table>(working.wanted())) change_table(working, *table);
}

}  // namespace retort::model::changes
