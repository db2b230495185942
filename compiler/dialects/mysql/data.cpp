// SPDX-License-Identifier: Apache-2.0
// Data statements and the escape hatches. They have no catalogue query: a transaction or a journal keeps them.
// https://dev.mysql.com/doc/refman/8.4/en/sql-data-manipulation-statements.html
#include <fmt/format.h>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/batch_sql.hpp"
#include "compiler/dialects/mysql/assignments.hpp"
#include "compiler/dialects/mysql/locks.hpp"
#include "compiler/dialects/mysql/lowering.hpp"
#include "compiler/model/expression_walk.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mysql {

namespace {

// Whether the text begins with a word after which a transaction is over, so that it may as well have begun outside.
// https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html
bool commits_by_itself(std::string const& text) {
  auto const first = model::fold(text.substr(0, text.find_first_of(" \t\r\n(;")));
  for (auto const* word : {"create", "alter", "drop", "rename", "truncate", "grant", "revoke", "analyze", "optimize",
                           "check", "repair", "flush", "lock", "unlock", "install", "uninstall", "cache", "reset"})
    if (first == word) return true;
  return false;
}

// Whether a select inside of the expression reads the table.
bool reads(ast::Expression const& e, model::ObjectName const& table) {
  bool found = false;
  auto const core = [&](ast::SelectCore const& c) {
    if (!c.from) return;
    found = found || model::object_name(c.from->table.table) == table;
    for (auto const& join : c.from->joins) found = found || model::object_name(join.table.table) == table;
  };
  auto const select = [&](ast::Select const& s) {
    for (auto const& c : s.cores) core(c);
  };
  auto look = [&](ast::Expression const& x) {
    if (auto const* n = std::get_if<ast::Exists>(&x.node)) select(*n->select);
    if (auto const* n = std::get_if<ast::ScalarSelect>(&x.node)) select(*n->select);
    if (auto const* n = std::get_if<ast::InSelect>(&x.node)) select(*n->select);
  };
  model::walk(e, look);
  return found;
}
// https://dev.mysql.com/doc/refman/8.4/en/update.html: "You cannot update a table and select directly from the same
// table in a subquery."
void refuse_reading(Work const& work, model::Table const& table, ast::Expression const& e) {
  if (work.variant.reads_what_it_writes || !reads(e, table.name)) return;
  work.refuse(e.where,
              fmt::format("{} cannot change '{}' and select from it in one statement", work.variant.title,
                          to_string(table.name)),
              "update with `from` instead of a select, or put what is selected aside first");
}

// The database takes any unique key for the one that is meant.
// https://dev.mysql.com/doc/refman/8.4/en/insert-on-duplicate.html
void refuse_other_keys(Work const& work, model::Table const& table, ast::OnConflict const& conflict) {
  auto meant = model::texts(conflict.columns);
  std::sort(meant.begin(), meant.end());
  auto const other = [&](std::vector<std::string> key) {
    std::sort(key.begin(), key.end());
    return key != meant;
  };
  std::string found;
  for (auto const& c : table.constraints) {
    auto const* primary = std::get_if<ast::PrimaryKey>(&c.body);
    auto const* unique = std::get_if<ast::Unique>(&c.body);
    if ((primary != nullptr && other(model::texts(primary->columns))) ||
        (unique != nullptr && other(model::texts(unique->columns))))
      found = c.name;
  }
  for (auto const& index : table.indexes)
    if (index.unique) {
      std::vector<std::string> key;
      for (auto const& item : index.items)
        if (auto const* column = std::get_if<ast::ColumnReference>(&item.expression.node))
          key.push_back(column->column.text);
      if (other(key)) found = index.name;
    }
  if (found.empty()) return;
  work.refuse(conflict.where,
              fmt::format("{} cannot say which key is meant: a row that meets another one in '{}' would change that",
                          work.variant.title, found),
              "insert … select … where not exists (…), and an update before it");
}

// The same with the name of the table in front of each column: the select of an insert is in sight here as well.
ast::Expression qualified(ast::Expression e, model::Table const& table) {
  auto put = [&](ast::Expression& x) {
    auto* column = std::get_if<ast::ColumnReference>(&x.node);
    if (column != nullptr && !column->table) column->table = model::qualified_name(table.name);
  };
  model::walk(e, put);
  return e;
}

std::string on_conflict(Work const& work, model::Table const& table, ast::OnConflict const& given) {
  refuse_other_keys(work, table, given);
  auto conflict = given;
  for (auto& a : conflict.assignments) {
    a.value = qualified(std::move(a.value), table);
    refuse_reading(work, table, a.value);
  }
  if (conflict.condition) conflict.condition = qualified(*conflict.condition, table);
  auto const prefix = work.spelling.qualified(table.name) + ".";
  auto const first = prefix + work.spelling.identifier(conflict.columns.front().text);
  if (conflict.assignments.empty()) return fmt::format(" on duplicate key update {0} = {0}", first);
  auto const scope = Renderer::conflict_scope(table);
  std::string condition;
  if (conflict.condition) condition = work.after.condition(*conflict.condition, scope);
  std::vector<std::string> out;
  for (auto const* a :
       in_order(work, table, conflict.assignments, conflict.condition ? &*conflict.condition : nullptr)) {
    auto const* column = table.column(a->column.text);
    if (column == nullptr) continue;
    auto const name = prefix + work.spelling.identifier(column->name);
    auto const value = work.after.assigned(a->value, scope, column->type).text;
    out.push_back(name + " = " + (condition.empty() ? value : fmt::format("if({}, {}, {})", condition, value, name)));
  }
  return " on duplicate key update " + join(out);
}

std::string assignments(Work const& work, model::Table const& table, std::vector<ast::Assignment> const& list,
                        model::Scope const& scope, bool qualified) {
  std::vector<std::string> out;
  auto const prefix = qualified ? work.spelling.qualified(table.name) + "." : std::string();
  for (auto const* a : in_order(work, table, list, nullptr)) {
    auto const* column = table.column(a->column.text);
    if (column == nullptr) continue;
    out.push_back(prefix + work.spelling.identifier(column->name) + " = " +
                  work.after.assigned(a->value, scope, column->type).text);
  }
  return join(out);
}

}  // namespace

void MySql::lower(ast::Insert const& operation, Context& context) const {
  Work work(variant_, context);
  auto const name = model::object_name(operation.table);
  auto const* table = context.action.after.table(name);
  if (table == nullptr) return;
  std::vector<ast::Type> types;
  for (auto const& column : operation.columns) {
    auto const* found = table->column(column.text);
    types.push_back(found == nullptr ? ast::Type{} : found->type);
  }
  auto sql = fmt::format("insert into {} ({}) ", work.spelling.qualified(name), work.spelling.names(operation.columns));
  sql += std::visit(
      overloaded{[&](std::vector<ast::Row> const& rows) {
                   std::vector<std::string> texts;
                   for (auto const& row : rows) {
                     std::vector<std::string> values;
                     for (auto const& value : row.values) refuse_reading(work, *table, value);
                     for (std::size_t i = 0; i < row.values.size() && i < types.size(); ++i)
                       values.push_back(work.after.assigned(row.values[i], model::Scope{}, types[i]).text);
                     texts.push_back("(" + join(values) + ")");
                   }
                   return texts.size() == 1 ? "values " + texts.front() : "values\n  " + join(texts, ",\n  ");
                 },
                 [&](ast::Select const& select) { return work.after.select_into(select, types); }},
      operation.source);
  if (operation.on_conflict) sql += on_conflict(work, *table, *operation.on_conflict);
  work.rows(sql, "insert into " + to_string(name), locks::rows(name, false));
}

// The tables of `from` are joined to the one that is updated.
void MySql::lower(ast::Update const& operation, Context& context) const {
  Work work(variant_, context);
  auto const name = model::object_name(operation.table);
  auto const* table = context.action.after.table(name);
  if (table == nullptr) return;
  auto scope = Renderer::scope_of(*table);
  std::string joined;
  if (operation.from) joined = " join " + work.after.from(*operation.from, scope);
  auto const head = fmt::format("update {}{} set {}", work.spelling.qualified(name), joined,
                                assignments(work, *table, operation.assignments, scope, operation.from.has_value()));
  for (auto const& a : operation.assignments) refuse_reading(work, *table, a.value);
  Rendered condition;
  if (operation.condition) {
    refuse_reading(work, *table, *operation.condition);
    condition = work.after.render_condition(*operation.condition, scope);
  }
  auto& out = work.rows(head + (condition.text.empty() ? "" : " where " + condition.text), "update " + to_string(name),
                        locks::rows(name, true));
  if (operation.batches)
    out.body = batch_sql(work.spelling, {*table, *operation.batches, head, condition, operation.from.has_value()});
}

void MySql::lower(ast::Delete const& operation, Context& context) const {
  Work work(variant_, context);
  auto const name = model::object_name(operation.table);
  auto const* table = context.action.after.table(name);
  if (table == nullptr) return;
  auto const head = "delete from " + work.spelling.qualified(name);
  Rendered condition;
  if (operation.condition) {
    refuse_reading(work, *table, *operation.condition);
    condition = work.after.render_condition(*operation.condition, Renderer::scope_of(*table));
  }
  auto& out = work.rows(head + (condition.text.empty() ? "" : " where " + condition.text),
                        "delete from " + to_string(name), locks::rows(name, true));
  if (operation.batches) out.body = batch_sql(work.spelling, {*table, *operation.batches, head, condition, false});
}

void MySql::lower(ast::CallStep const& operation, Context& context) const {
  Work(variant_, context).rows({}, "call " + operation.name.text).body = Lowered::Call{operation.name.text};
}

void MySql::lower(ast::Sql const& operation, Context& context) const {
  if (text_for({operation.body}, name()) == nullptr) return;
  auto const text = one_statement(operation.body.text.value);
  auto& out = Work(variant_, context).rows(text, "sql");
  if (operation.outside_transaction || commits_by_itself(text)) out.transaction = Transaction::outside;
}

}  // namespace retort::dialects::mysql
