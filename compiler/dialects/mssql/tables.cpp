// SPDX-License-Identifier: Apache-2.0
// Schemas, tables and comments. https://learn.microsoft.com/en-us/sql/t-sql/statements/create-table-transact-sql
#include "compiler/dialects/mssql/tables.hpp"
#include "compiler/dialects/downtime.hpp"

#include <fmt/format.h>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/mssql/columns.hpp"
#include "compiler/dialects/mssql/key_rules.hpp"
#include "compiler/dialects/mssql/locks.hpp"
#include "compiler/dialects/mssql/probes.hpp"
#include "compiler/dialects/sql_writer.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mssql {

std::string table_options(std::vector<ast::DialectText> const& options) {
  std::string out;
  for (auto const& option : options)
    if (text_for({option}, "mssql") != nullptr) out += " " + option.text.value;
  return out;
}

void MsSql::lower(ast::CreateSchema const& operation, Context& context) const {
  Work const work(context);
  auto const& name = operation.name.text;
  work.add("create schema " + work.spelling.identifier(name), "create schema " + name, {},
           Probes(work.spelling).schema(name, true));
}

void MsSql::lower(ast::DropSchema const& operation, Context& context) const {
  Work const work(context);
  auto const& name = operation.name.text;
  work.add("drop schema " + work.spelling.identifier(name), "drop schema " + name, {},
           Probes(work.spelling).schema(name, false));
}

void MsSql::lower(ast::CreateTable const& operation, Context& context) const {
  Work const work(context);
  auto const name = model::object_name(operation.name);
  auto const* table = context.action.after.table(name);
  if (table == nullptr) return;
  std::vector<std::string> items;
  for (auto const& element : operation.elements)
    std::visit(overloaded{[](ast::BadElement const&) {},
                          [&](ast::Column const& c) { items.push_back(column_definition(work, *table, c)); },
                          [](ast::TableConstraint const&) {},  // from the model, which has names for all
                          [](ast::IncludeMixin const&) {}},    // in schema files only, dissolved there
               element.node);
  std::vector<model::Constraint const*> indexes;
  std::string locks;
  for (auto const& constraint : table->constraints) {
    check_cascades(work, *table, constraint);
    if (auto definition = constraint_definition(work, *table, constraint); definition.empty())
      indexes.push_back(&constraint);
    else
      items.push_back(std::move(definition));
    auto const* key = std::get_if<ast::ForeignKey>(&constraint.body);
    auto const other = key == nullptr ? name : model::object_name(key->references.table);
    if (other != name) locks += (locks.empty() ? "Sch-M on " : ", ") + to_string(other);
  }
  check_identity(work, *table);
  check_row(work, *table);
  SqlWriter sql("create table " + work.spelling.qualified(name));
  sql.body(items).text(table_options(operation.options));
  work.add(sql.str(), "create table " + to_string(name), {locks}, Probes(work.spelling).object(name, "U", true));
  for (auto const* constraint : indexes) add_constraint(work, *table, *constraint);
  comment(work, name, {}, {}, comment_of(table->comment));
  for (auto const& column : table->columns) comment(work, name, column.name, {}, comment_of(column.comment));
}

void MsSql::lower(ast::DropTable const& operation, Context& context) const {
  Work const work(context);
  auto const name = model::object_name(operation.name);
  work.add("drop table " + work.spelling.qualified(name), "drop table " + to_string(name), locks::schema(name),
           Probes(work.spelling).object(name, "U", false));
}

namespace {
// Nothing where it has another name: somebody else made it.
void rename_made(Work const& work, model::ObjectName const& from, model::ObjectName const& to, std::string_view type,
                 model::ObjectName const& table) {
  work.add(fmt::format("if object_id({0}, N'{1}') is not null exec sp_rename {0}, {2}, N'OBJECT'", work.named(from),
                       type, work.spelling.string(to.name)),
           fmt::format("rename {} to {}", from.name, to.name), locks::schema(table),
           Probes(work.spelling).object(from, type, false));
}
}  // namespace

void rename_default(Work const& work, model::ObjectName const& table, std::string const& column,
                    model::ObjectName const& new_table, std::string const& new_column) {
  rename_made(work, default_name(table, column), default_name(new_table, new_column), "D", new_table);
}
void rename_type_check(Work const& work, model::ObjectName const& table, std::string const& column,
                       model::ObjectName const& new_table, std::string const& new_column) {
  rename_made(work, type_check_name(table, column), type_check_name(new_table, new_column), "C", new_table);
}

// The names that we made follow, so that another table may have the old name.
void MsSql::lower(ast::RenameTable const& operation, Context& context) const {
  Work const work(context);
  auto const from = model::object_name(operation.from);
  model::ObjectName const to{from.schema, operation.to.text};
  report_downtime(context, operation.from.where, title, fmt::format("rename table '{}'", to_string(from)),
                  renamed_instead);
  work.add(fmt::format("exec sp_rename {}, {}, N'OBJECT'", work.named(from), work.spelling.string(to.name)),
           fmt::format("rename table {} to {}", to_string(from), to_string(to)), locks::schema(from),
           Probes(work.spelling).object_renamed(from, to.name));
  auto const* table = context.action.after.table(to);
  if (table == nullptr) return;
  for (auto const& column : table->columns) {
    if (column.default_value) rename_default(work, from, column.name, to, column.name);
    if (!type_check(work, column).empty()) rename_type_check(work, from, column.name, to, column.name);
  }
}

void MsSql::lower(ast::CommentOnTable const& operation, Context& context) const {
  Work const work(context);
  auto const name = model::object_name(operation.table);
  auto const *before = context.action.before.table(name), *after = context.action.after.table(name);
  if (before != nullptr && after != nullptr)
    comment(work, name, {}, comment_of(before->comment), comment_of(after->comment));
}

void MsSql::lower(ast::CommentOnColumn const& operation, Context& context) const {
  Work const work(context);
  auto const name = model::object_name(operation.table);
  auto const *before = context.action.before.table(name), *after = context.action.after.table(name);
  auto const* old = before == nullptr ? nullptr : before->column(operation.column.text);
  auto const* now = after == nullptr ? nullptr : after->column(operation.column.text);
  if (old != nullptr && now != nullptr)
    comment(work, name, now->name, comment_of(old->comment), comment_of(now->comment));
}

}  // namespace retort::dialects::mssql
