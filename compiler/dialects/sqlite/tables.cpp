// SPDX-License-Identifier: Apache-2.0
// Tables, and the changes of columns that SQLite does in place: https://www.sqlite.org/lang_altertable.html
#include <fmt/format.h>

#include <algorithm>

#include "compiler/dialects/sqlite/definitions.hpp"
#include "compiler/dialects/sqlite/lowering.hpp"
#include "compiler/dialects/sqlite/probes.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::sqlite {

namespace {
// Whether a row may keep another row of the same table from going. Dropping a table deletes its rows first while
// foreign keys are enforced.
bool restricts_itself(model::Table const& table) {
  return std::any_of(table.constraints.begin(), table.constraints.end(), [&](model::Constraint const& c) {
    auto const* key = std::get_if<ast::ForeignKey>(&c.body);
    return key != nullptr && model::object_name(key->references.table) == table.name &&
           key->references.on_delete == ast::ReferentialAction::restrict;
  });
}
}  // namespace

void Sqlite::lower(ast::CreateTable const& operation, Context& context) const {
  Work work(context);
  auto const* table = context.action.after.table(model::object_name(operation.name));
  if (table == nullptr) return;
  refuse_own_name(context, table->name.name, operation.name.where);
  work.add(table_definition(work.after, *table, work.spelling.qualified(table->name)),
           "create table " + to_string(table->name), writes(), probes::there("table", table->name.name));
}

void Sqlite::lower(ast::DropTable const& operation, Context& context) const {
  Work work(context);
  auto const name = model::object_name(operation.name);
  auto const* table = context.action.before.table(name);
  auto& out = work.add("drop table " + work.spelling.qualified(name), "drop table " + to_string(name), writes(),
                       probes::gone("table", name.name));
  if (table != nullptr && restricts_itself(*table)) out.transaction = Transaction::rebuild;
}

void Sqlite::lower(ast::RenameTable const& operation, Context& context) const {
  Work work(context);
  auto const rename = [&](std::string const& from, std::string const& to) {
    auto& out = work.add(
        fmt::format("alter table {} rename to {}", work.spelling.identifier(from), work.spelling.identifier(to)),
        fmt::format("rename table {} to {}", from, to), writes(), probes::renamed(from, to));
    out.apart_from_rebuild = true;  // the references of other tables follow only while legacy_alter_table is off
  };
  auto const &from = operation.from.name.text, &to = operation.to.text;
  refuse_own_name(context, to, operation.to.where);
  if (model::fold(from) != model::fold(to)) return rename(from, to);
  std::string const between = "_retort_" + to;  // SQLite takes names that differ only in case for the same
  rename(from, between);
  rename(between, to);
}

void Sqlite::lower(ast::AddColumn const& operation, Context& context) const {
  Work work(context);
  auto const* table = work.table_after();
  if (table == nullptr) return;
  auto const& column = operation.column;
  auto const type = work.spelling.type(column.type, context.sink);
  auto const& on = table->name.name;
  bool const not_null = column.nullability && column.nullability->not_null;
  auto probe = column.references ? probes::column_referring(on, column.name.text, model::fold(type),
                                                            column.references->references.table.name.text)
                                 : probes::column(on, column.name.text, model::fold(type), not_null);
  work.add(fmt::format("alter table {} add column {}", work.table(), column_definition(work.after, *table, column)),
           fmt::format("add column {}.{}", to_string(table->name), column.name.text), writes(), std::move(probe));
}

void Sqlite::lower(ast::DropColumn const& operation, Context& context) const {
  Work work(context);
  auto const& name = operation.name.text;
  work.add(fmt::format("alter table {} drop column {}", work.table(), work.spelling.identifier(name)),
           fmt::format("drop column {}.{}", to_string(work.table_name()), name),
           writes(fmt::format("writes all rows of {} anew", to_string(work.table_name()))),
           probes::no_column(work.table_name().name, name));
}

void Sqlite::lower(ast::RenameColumn const& operation, Context& context) const {
  Work work(context);
  auto const &from = operation.from.text, &to = operation.to.text;
  work.add(fmt::format("alter table {} rename column {} to {}", work.table(), work.spelling.identifier(from),
                       work.spelling.identifier(to)),
           fmt::format("rename column {}.{} to {}", to_string(work.table_name()), from, to), writes(),
           probes::column_renamed(work.table_name().name, from, to));
}

}  // namespace retort::dialects::sqlite
