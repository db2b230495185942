// SPDX-License-Identifier: Apache-2.0
// The actions of alter table that concern a column, but for its type. `alter column` says type, collation and
// nullability again, from the model. https://learn.microsoft.com/en-us/sql/t-sql/statements/alter-table-transact-sql
#include <fmt/format.h>

#include "compiler/dialects/downtime.hpp"
#include "compiler/dialects/mssql/columns.hpp"
#include "compiler/dialects/mssql/key_rules.hpp"
#include "compiler/dialects/mssql/locks.hpp"
#include "compiler/dialects/mssql/probes.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mssql {

namespace {

std::string about(Work const& work, std::string_view what, std::string const& column) {
  return fmt::format("alter table {} {} {}", to_string(work.table_name()), what, column);
}
std::string alter(Work const& work, std::string const& clause) {
  return fmt::format("alter table {} {}", work.table(), clause);
}

}  // namespace

void set_nullability(Work const& work, std::string const& name) {
  auto const *before = work.table_before(), *after = work.table_after();
  auto const* column = after == nullptr ? nullptr : after->column(name);
  if (before == nullptr || column == nullptr) return;
  if (column->generated) return compute_again(work, *before, *after, name);
  auto const around = obstacles(work, *before, name, Change::any);
  bool const checked = !type_check(work, *column).empty();
  drop(work, *before, around);
  if (checked) drop_type_check(work, before->name, name);
  work.add(
      alter(work, "alter column " + column_head(work, *column)),
      about(work, "alter column", name + (column->not_null ? " set not null" : " drop not null")),
      column->not_null ? locks::scan(work.table_name()) : locks::schema(work.table_name()),
      Probes(work.spelling).column(work.table_name(), name, column->not_null ? "is_nullable = 0" : "is_nullable = 1"));
  if (checked) add_type_check(work, *after, *column);
  make_again(work, *after, around);
}

void check_identity(Work const& work, model::Table const& table) {
  auto const rules = [](model::Table const* one) {
    auto found = one == nullptr ? std::nullopt : identity_rule(*one);
    return found ? std::vector<BrokenRule>{std::move(*found)} : std::vector<BrokenRule>();
  };
  report_new(rules(work.table_before()), rules(&table), work.table_before(), work.context.action, work.context.sink);
}

std::optional<BrokenRule> identity_rule(model::Table const& table) {
  return two_identities(title, table, "take the numbers from a sequence: default next value for …");
}

void compute_again(Work const& work, model::Table const& before, model::Table const& after, std::string const& name) {
  auto around = obstacles(work, before, name, Change::any);
  around.computed = {name};
  drop(work, before, around);
  make_again(work, after, around);
}

void MsSql::lower(ast::AddColumn const& operation, Context& context) const {
  Work const work(context);
  auto const* table = work.table_after();
  if (table == nullptr) return;
  auto const& column = operation.column;
  auto const& name = column.name.text;
  check_identity(work, *table);
  check_row(work, *table);
  bool const writes = (column.generated && column.generated->stored) || column.identity ||
                      (column.default_value && differs_by_row(*column.default_value));
  auto const locks = writes                 ? locks::rewrite(work.table_name())
                     : column.default_value ? locks::filled(work.table_name())
                                            : locks::schema(work.table_name());
  work.add(alter(work, "add " + column_definition(work, *table, column, Defaults::filling)),
           about(work, "add column", name), locks, Probes(work.spelling).column(work.table_name(), name));
  if (column.comment) comment(work, work.table_name(), name, {}, column.comment->value);
}

void MsSql::lower(ast::DropColumn const& operation, Context& context) const {
  Work const work(context);
  auto const& name = operation.name.text;
  auto const* before = work.table_before();
  auto const* column = before == nullptr ? nullptr : before->column(name);
  if (column == nullptr) return;
  if (column->default_value) drop_default(work, before->name, name);
  if (!work.spelling_before.type_condition(column->type, name).empty() && !column->generated)
    drop_type_check(work, before->name, name);
  work.add(alter(work, "drop column " + work.spelling.identifier(name)), about(work, "drop column", name),
           locks::schema(work.table_name()), Probes(work.spelling).no_column(work.table_name(), name));
}

// What has the name in its text is in the way (error 15336), and has the other one behind.
void MsSql::lower(ast::RenameColumn const& operation, Context& context) const {
  Work const work(context);
  auto const &from = operation.from.text, &to = operation.to.text;
  auto const *before = work.table_before(), *after = work.table_after();
  auto const* column = after == nullptr ? nullptr : after->column(to);
  if (before == nullptr || column == nullptr) return;
  report_downtime(context, operation.from.where, title, fmt::format("rename column '{}'", from), renamed_instead);
  auto const around = obstacles(work, *before, from, Change::renamed);
  bool const checked = !type_check(work, *column).empty();
  drop(work, *before, around);
  if (checked) drop_type_check(work, before->name, from);
  auto const old = work.spelling.string(work.table() + "." + work.spelling.identifier(from));
  work.add(fmt::format("exec sp_rename {}, {}, N'COLUMN'", old, work.spelling.string(to)),
           about(work, "rename column", from + " to " + to), locks::schema(work.table_name()),
           Probes(work.spelling).column_renamed(work.table_name(), from, to));
  if (column->default_value) rename_default(work, before->name, from, after->name, to);
  if (checked) add_type_check(work, *after, *column);
  make_again(work, *after, around);
}

void MsSql::lower(ast::SetNotNull const& operation, Context& context) const {
  set_nullability(Work(context), operation.name.text);
}
void MsSql::lower(ast::DropNotNull const& operation, Context& context) const {
  set_nullability(Work(context), operation.name.text);
}

void MsSql::lower(ast::SetDefault const& operation, Context& context) const {
  Work const work(context);
  auto const& name = operation.name.text;
  auto const *before = work.table_before(), *after = work.table_after();
  auto const* old = before == nullptr ? nullptr : before->column(name);
  auto const* column = after == nullptr ? nullptr : after->column(name);
  if (old == nullptr || column == nullptr || !column->default_value) return;
  if (old->default_value) drop_default(work, after->name, name);
  add_default(work, *after, *column);
}
void MsSql::lower(ast::DropDefault const& operation, Context& context) const {
  Work const work(context);
  if (work.table_after() != nullptr) drop_default(work, work.table_name(), operation.name.text);
}

}  // namespace retort::dialects::mssql
