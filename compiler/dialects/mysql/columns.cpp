// SPDX-License-Identifier: Apache-2.0
// The actions of alter table that concern a column. `modify column` says everything of a column again, for what it does
// not say is lost. https://dev.mysql.com/doc/refman/8.4/en/alter-table.html, https://mariadb.com/kb/en/alter-table/
#include <fmt/format.h>

#include "compiler/dialects/batch_sql.hpp"
#include "compiler/dialects/downtime.hpp"

#include "compiler/dialects/mysql/column_text.hpp"
#include "compiler/dialects/mysql/columns.hpp"
#include "compiler/dialects/mysql/key_rules.hpp"
#include "compiler/dialects/mysql/locks.hpp"
#include "compiler/dialects/mysql/lowering.hpp"
#include "compiler/dialects/mysql/probes.hpp"
#include "compiler/model/expression_walk.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mysql {

std::string about(Work const& work, std::string_view what, std::string const& column) {
  return fmt::format("alter table {} {} {}", to_string(work.table_name()), what, column);
}
std::string alter(Work const& work, std::string const& clause) {
  return fmt::format("alter table {} {}", work.table(), clause);
}

// The column as it is after the action; `condition` tells that in the catalogue.
void modify(Work& work, std::string const& name, std::string_view what, locks::Cost const& cost,
            std::string const& condition) {
  auto const* table = work.table_after();
  auto const* column = table == nullptr ? nullptr : table->column(name);
  if (column == nullptr) return;
  work.change(alter(work, "modify column " + column_definition(work, *table, model::to_ast(*column))),
              about(work, "alter column", name + " " + std::string(what)), cost,
              condition.empty() ? std::string() : Probes(work.spelling).column(work.table_name(), name, condition));
}

namespace {

// The rows get their values by an update, and the column its default afterwards.
void add_in_steps(Work& work, model::Table const& table, ast::Column const& column) {
  auto const& name = column.name.text;
  ast::Column bare = column;
  bare.default_value.reset();
  bare.nullability.reset();
  Probes const probes(work.spelling);
  work.change(alter(work, "add column " + column_definition(work, table, bare)), about(work, "add column", name),
              locks::instant(work.table_name()), probes.column(work.table_name(), name));
  auto const quoted = work.spelling.identifier(name);
  auto const value = work.after.expression(*column.default_value, model::Scope{}, column.type);
  // Rows that others write meanwhile have theirs. `set default` has no words for the one of a large text.
  if (work.context.action.online) {
    bare.default_value = column.default_value;
    work.change(alter(work, is_large(column.type) ? "modify column " + column_definition(work, table, bare)
                                                  : fmt::format("alter column {} set default ({})", quoted, value)),
                about(work, "alter column", name + " set default"), locks::instant(work.table_name()),
                probes.column(work.table_name(), name, has_default));
  }
  auto const update = fmt::format("update {} set {} = {}", work.table(), quoted, value);
  bool const in_pieces = work.context.action.online && table.primary_key() != nullptr;
  auto& fill =
      work.rows(update, "fill " + to_string(work.table_name()) + "." + name, locks::rows(work.table_name(), true));
  if (in_pieces) {
    ast::Batches batches;
    batches.size = 1000;
    fill.body =
        batch_sql(work.spelling, {table, batches, update, Rendered{quoted + " is null", Binds::predicate}, false});
  } else {
    report_downtime(work.context, column.name.where, work.variant.title, fmt::format("fill column '{}'", name),
                    "a primary key would let it go through the rows in pieces");
  }
  if (!work.context.action.online)
    modify(work, name, "set default", locks::in_place(work.table_name()), has_default);
  else if (column.nullability && column.nullability->not_null)
    modify(work, name, "set not null", locks::in_place(work.table_name()), "IS_NULLABLE = 'NO'");
}

// MariaDB neither adds nor drops a column of such a table at once, nor in place.
bool has_indexed_virtual(Work const& work, model::Table const& table) {
  if (!work.variant.virtual_index_is_in_the_way) return false;
  return std::any_of(table.columns.begin(), table.columns.end(), [&](model::Column const& column) {
    if (!column.generated || column.generated->stored) return false;
    return std::any_of(table.indexes.begin(), table.indexes.end(), [&](model::Index const& index) {
      return std::any_of(index.items.begin(), index.items.end(),
                         [&](ast::IndexItem const& item) { return model::names_column(item.expression, column.name); });
    });
  });
}
locks::Cost instant_beside(Work const& work, model::Table const& table) {
  return has_indexed_virtual(work, table) ? locks::copy(table.name) : locks::instant(table.name);
}

// A check that names a column which gets another name. MariaDB's follow by themselves, but not where a query has opened
// the table under an alias, which is then in the text of the check (error 1054, seen on 10.11).
struct CheckAgain {
  std::string name;
  std::string drop, add;  // clauses of alter table
};
std::vector<CheckAgain> checks_again(Work const& work, model::Table const& before, model::Table const& after,
                                     std::string const& from) {
  std::vector<CheckAgain> out;
  for (auto const& c : before.constraints) {
    auto const* check = std::get_if<ast::Check>(&c.body);
    auto const* again = after.constraint(c.name);
    if (check == nullptr || again == nullptr || !model::names_column(check->condition, from)) continue;
    out.push_back({c.name, fmt::format("{} {}", work.variant.drop_check, work.spelling.identifier(c.name)),
                   "add " + constraint_definition(work, after, model::to_ast(*again))});
  }
  return out;
}

bool has(std::vector<ast::Identifier> const& columns, std::string const& name) {
  return std::any_of(columns.begin(), columns.end(), [&](ast::Identifier const& one) { return one.text == name; });
}

// A foreign key to a column, and the table that has it.
struct Referring {
  model::ObjectName table;
  std::string key;
};
std::vector<Referring> referring_to(Work const& work, std::string const& column) {
  std::vector<Referring> out;
  auto const& schema = work.context.action.before;
  auto const* users = schema.users.find(work.table_name());
  if (users == nullptr) return out;
  for (auto const& user : **users)
    if (auto const* table = schema.table(user))
      for (auto const& c : table->constraints)
        if (auto const* key = std::get_if<ast::ForeignKey>(&c.body);
            key != nullptr && model::object_name(key->references.table) == work.table_name() &&
            has(key->references.columns, column))
          out.push_back({user, c.name});
  return out;
}

// Whether a foreign key, of this table or to it, has the column: the copy that a check asks for is refused where such a
// column gets another name (error 1846, seen on MySQL 9.7 and MariaDB 10.11).
bool is_in_reference(Work const& work, model::Table const& table, std::string const& column) {
  return !referring_to(work, column).empty() ||
         std::any_of(table.constraints.begin(), table.constraints.end(), [&](model::Constraint const& c) {
           auto const* key = std::get_if<ast::ForeignKey>(&c.body);
           return key != nullptr && has(key->columns, column);
         });
}

// The indexes of an expression that name such a column, dropped and made again in the same statement: ", drop index i,
// add index i (…)".
std::string indexes_again(Work const& work, model::Table const& before, model::Table const& after,
                          ast::RenameColumn const& rename) {
  auto const& from = rename.from.text;
  std::string out;
  for (auto const& index : before.indexes) {
    auto const* again = after.index(index.name);
    bool const names_it = std::any_of(index.items.begin(), index.items.end(), [&](ast::IndexItem const& item) {
      return !std::holds_alternative<ast::ColumnReference>(item.expression.node) &&
             model::names_column(item.expression, from);
    });
    if (again == nullptr || !names_it) continue;
    auto const name = work.spelling.identifier(index.name);
    out += fmt::format(", drop index {0}, add {1}index {0} ({2})", name, index.unique ? "unique " : "",
                       index_items(work, after, model::to_ast(*again, after.name)));
  }
  for (auto const& c : before.columns)
    if (!work.variant.expressions_follow && c.generated && model::names_column(c.generated->expression, from))
      work.refuse(rename.from.where,
                  fmt::format("{} cannot rename '{}' while the generated column '{}' names it", work.variant.title,
                              from, c.name),
                  "drop the generated column before, and make it again behind");
  return out;
}

// MySQL lets a column that a foreign key refers to neither begin nor stop to count.
// https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html, seen on 9.7: error 1833
void refuse_referenced(Work const& work, ast::Identifier const& column) {
  if (work.variant.counts_under_references) return;
  for (auto const& [table, key] : referring_to(work, column.text))
    work.refuse(column.where,
                fmt::format("{} cannot change whether '{}' counts while foreign key '{}' of '{}' refers to it",
                            work.variant.title, column.text, key, to_string(table)),
                "drop the foreign key before, and add it again behind");
}

}  // namespace

void MySql::lower(ast::AddColumn const& operation, Context& context) const {
  Work work(variant_, context);
  auto const* table = work.table_after();
  if (table == nullptr) return;
  auto const& column = operation.column;
  check_rules(work, *table);
  check_row(work, *table);
  // The database would refuse it, or give all rows that are there the same.
  if (column.default_value && differs_by_row(*column.default_value)) return add_in_steps(work, *table, column);
  bool const by_expression = work.variant.expression_default_copies && column.default_value &&
                             is_expression_default(*column.default_value, column.type);
  if (by_expression && context.action.online) return add_in_steps(work, *table, column);
  bool const copies = by_expression || (column.generated && column.generated->stored);
  work.change(alter(work, "add column " + column_definition(work, *table, column)),
              about(work, "add column", column.name.text),
              copies ? locks::copy(work.table_name()) : instant_beside(work, *table),
              Probes(work.spelling).column(work.table_name(), column.name.text));
}

void MySql::lower(ast::DropColumn const& operation, Context& context) const {
  Work work(variant_, context);
  auto const& name = operation.name.text;
  work.change(
      alter(work, "drop column " + work.spelling.identifier(name)), about(work, "drop column", name),
      work.table_before() == nullptr ? locks::instant(work.table_name()) : instant_beside(work, *work.table_before()),
      Probes(work.spelling).no_column(work.table_name(), name));
}

void MySql::lower(ast::RenameColumn const& operation, Context& context) const {
  Work work(variant_, context);
  auto const &from = operation.from.text, &to = operation.to.text;
  auto const *before = work.table_before(), *after = work.table_after();
  if (before == nullptr || after == nullptr) return;
  auto const clause =
      fmt::format("rename column {} to {}", work.spelling.identifier(from), work.spelling.identifier(to));
  report_downtime(context, operation.from.where, variant_.title, fmt::format("rename column '{}'", from),
                  renamed_instead);
  auto const checks = checks_again(work, *before, *after, from);
  bool const apart = !checks.empty() && is_in_reference(work, *before, from);
  auto others = std::string();
  for (auto const& check : checks)
    if (!apart) others += ", " + check.drop + ", " + check.add;
  others += indexes_again(work, *before, *after, operation);
  Probes const probes(work.spelling);
  if (apart)
    for (auto const& check : checks)
      work.change(alter(work, check.drop), about(work, "drop constraint", check.name),
                  locks::instant(work.table_name()), probes.constraint(work.table_name(), check.name, "CHECK", false));
  work.change(alter(work, clause + others), about(work, "rename column", from + " to " + to),
              others.empty() ? locks::instant(work.table_name()) : locks::copy(work.table_name()),
              probes.column_renamed(work.table_name(), from, to));
  // In the opposite order, so that the way back has the same.
  if (apart)
    for (auto check = checks.rbegin(); check != checks.rend(); ++check)
      work.change(alter(work, check->add), about(work, "add constraint", check->name), locks::copy(work.table_name()),
                  probes.constraint(work.table_name(), check->name, "CHECK", true));
}

void MySql::lower(ast::SetNotNull const& operation, Context& context) const {
  Work work(variant_, context);
  auto const* table = work.table_before();
  bool const blocked = table != nullptr && has_indexed_virtual(work, *table);
  modify(work, operation.name.text, "set not null",
         blocked ? locks::copy(work.table_name()) : locks::in_place(work.table_name()), "IS_NULLABLE = 'NO'");
}
void MySql::lower(ast::DropNotNull const& operation, Context& context) const {
  Work work(variant_, context);
  modify(work, operation.name.text, "drop not null", locks::in_place(work.table_name()), "IS_NULLABLE = 'YES'");
}

void MySql::lower(ast::SetDefault const& operation, Context& context) const {
  Work work(variant_, context);
  auto const *before = work.table_before(), *after = work.table_after();
  auto const& name = operation.name.text;
  auto const* old = before == nullptr ? nullptr : before->column(name);
  auto const* column = after == nullptr ? nullptr : after->column(name);
  if (old == nullptr || column == nullptr) return;
  // The first default is there or is not; one that takes the place of another is known by its text.
  auto const* literal = std::get_if<ast::Literal>(&operation.value.node);
  bool const looks_like_none = literal != nullptr && model::fold(literal->text) == "null";
  auto const condition = looks_like_none      ? std::string()
                         : old->default_value ? default_condition(work, operation.value, column->type)
                                              : std::string(has_default);
  if (!is_plain_default(operation.value, column->type))
    return modify(work, name, "set default", locks::instant(work.table_name()), condition);
  work.change(alter(work, fmt::format("alter column {} set default {}", work.spelling.identifier(name),
                                      default_text(work, operation.value, column->type))),
              about(work, "alter column", name + " set default"), locks::instant(work.table_name()),
              condition.empty() ? std::string() : Probes(work.spelling).column(work.table_name(), name, condition));
}
// `drop default` would leave a column that takes nulls without any, so that every insert had to name it.
void MySql::lower(ast::DropDefault const& operation, Context& context) const {
  Work work(variant_, context);
  modify(work, operation.name.text, "drop default", locks::instant(work.table_name()), has_no_default);
}

void MySql::lower(ast::AddIdentity const& operation, Context& context) const {
  Work work(variant_, context);
  refuse_referenced(work, operation.name);
  if (auto const* table = work.table_after()) check_rules(work, *table);
  modify(work, operation.name.text, "add generated by default as identity", locks::copy(work.table_name()),
         "EXTRA like '%auto_increment%'");
}
void MySql::lower(ast::DropIdentity const& operation, Context& context) const {
  Work work(variant_, context);
  refuse_referenced(work, operation.name);
  modify(work, operation.name.text, "drop identity", locks::copy(work.table_name()),
         "EXTRA not like '%auto_increment%'");
}

void MySql::lower(ast::CommentOnColumn const& operation, Context& context) const {
  auto action = context.action;
  action.table = model::object_name(operation.table);
  Context of_table{action, context.sink, context.out, context.can};
  Work work(variant_, of_table);
  auto const comment = operation.comment ? operation.comment->value : std::string();
  modify(work, operation.column.text, "comment", locks::instant(action.table), {});
  if (!context.out.empty())
    context.out.back().probe = Probes(work.spelling).column_comment(action.table, operation.column.text, comment);
}

}  // namespace retort::dialects::mysql
