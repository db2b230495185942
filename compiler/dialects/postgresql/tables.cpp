// SPDX-License-Identifier: Apache-2.0
// Schemas, tables and their comments.
// https://www.postgresql.org/docs/15/sql-createtable.html
#include <fmt/format.h>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/postgresql/locks.hpp"
#include "compiler/dialects/postgresql/lowering.hpp"
#include "compiler/dialects/postgresql/online.hpp"
#include "compiler/dialects/postgresql/probes.hpp"
#include "compiler/dialects/sql_writer.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::postgresql {
namespace {

std::string comment_literal(std::optional<std::string> const& comment) {
  return comment ? spelling().string(*comment) : std::string("null");
}
std::optional<std::string> value_of(Maybe<ast::Text> const& text) {
  return text ? std::optional(text->value) : std::nullopt;
}

}  // namespace

void PostgreSql::lower(ast::CreateSchema const& operation, Context& context) const {
  Work work(context);
  auto const& name = operation.name.text;
  work.add("create schema " + spelling().identifier(name), "create schema " + name, {}, probes::schema(name));
}
void PostgreSql::lower(ast::DropSchema const& operation, Context& context) const {
  Work work(context);
  auto const& name = operation.name.text;
  work.add("drop schema " + spelling().identifier(name), "drop schema " + name, {}, probes::no_schema(name));
}

void PostgreSql::lower(ast::CreateTable const& operation, Context& context) const {
  Work work(context);
  auto const name = model::object_name(operation.name);
  auto const* table = context.action.after.table(name);
  if (table == nullptr) return;
  std::vector<std::string> items;
  for (auto const& element : operation.elements)
    std::visit(
        overloaded{[](ast::BadElement const&) {},
                   [&](ast::Column const& c) { items.push_back(column_definition(work, *table, c)); },
                   [&](ast::TableConstraint const& c) { items.push_back(constraint_definition(work, *table, c)); },
                   [](ast::IncludeMixin const&) {}},  // in schema files only, dissolved there
        element.node);
  auto const name_of_dialect = spelling().dialect();
  SqlWriter sql("create table " + spelling().qualified(name));
  sql.body(items);
  for (auto const& option : operation.options)
    if (text_for({option}, name_of_dialect) != nullptr) sql.text(" ").text(option.text.value);

  std::string locks;
  for (auto const& other : locks::referenced(*table))
    locks += (locks.empty() ? "share row exclusive on " : ", ") + model::to_string(other);
  work.add(sql.str(), "create table " + to_string(name), locks, probes::relation(name, probes::tables));
  if (operation.comment && !operation.comment->value.empty()) comment_on_table(work, name, operation.comment->value);
  for (auto const& element : operation.elements)
    if (auto const* column = std::get_if<ast::Column>(&element.node);
        column != nullptr && column->comment && !column->comment->value.empty())
      comment_on_column(work, name, column->name.text, column->comment->value);
}

void PostgreSql::lower(ast::DropTable const& operation, Context& context) const {
  Work work(context);
  auto const name = model::object_name(operation.name);
  auto const* table = context.action.before.table(name);
  auto const others = table == nullptr ? std::vector<model::ObjectName>{} : locks::referenced(*table);
  work.add("drop table " + spelling().qualified(name), "drop table " + to_string(name),
           locks::access_exclusive(name, others), probes::no_relation(name));
}

void PostgreSql::lower(ast::RenameTable const& operation, Context& context) const {
  Work work(context);
  auto const from = model::object_name(operation.from);
  model::ObjectName const to{from.schema, operation.to.text};
  refuse_online(work, operation.from.where, fmt::format("rename table '{}'", to_string(from)), renamed_instead);
  work.add(fmt::format("alter table {} rename to {}", spelling().qualified(from), spelling().identifier(to.name)),
           fmt::format("rename table {} to {}", to_string(from), to_string(to)), locks::access_exclusive(from),
           probes::relation_renamed(from, to));
}

void PostgreSql::lower(ast::CommentOnTable const& operation, Context& context) const {
  Work work(context);
  comment_on_table(work, model::object_name(operation.table), value_of(operation.comment));
}
void PostgreSql::lower(ast::CommentOnColumn const& operation, Context& context) const {
  Work work(context);
  comment_on_column(work, model::object_name(operation.table), operation.column.text, value_of(operation.comment));
}

void comment_on_table(Work& work, model::ObjectName const& table, std::optional<std::string> const& comment) {
  work.add(fmt::format("comment on table {} is {}", spelling().qualified(table), comment_literal(comment)),
           "comment on table " + to_string(table), locks::share_update_exclusive(table),
           probes::table_comment(table, comment));
}
void comment_on_column(Work& work, model::ObjectName const& table, std::string const& column,
                       std::optional<std::string> const& comment) {
  work.add(fmt::format("comment on column {}.{} is {}", spelling().qualified(table), spelling().identifier(column),
                       comment_literal(comment)),
           fmt::format("comment on column {}.{}", to_string(table), column), locks::share_update_exclusive(table),
           probes::column_comment(table, column, comment));
}

}  // namespace retort::dialects::postgresql
