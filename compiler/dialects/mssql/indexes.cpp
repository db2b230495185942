// SPDX-License-Identifier: Apache-2.0
// Indexes: b-trees of columns, of all rows or of a part of them.
// https://learn.microsoft.com/en-us/sql/t-sql/statements/create-index-transact-sql
#include <fmt/format.h>

#include <algorithm>

#include "compiler/dialects/mssql/key_rules.hpp"
#include "compiler/dialects/mssql/locks.hpp"
#include "compiler/dialects/mssql/parts.hpp"
#include "compiler/dialects/mssql/probes.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mssql {

namespace {

void refuse_method(Work const& work, ast::CreateIndex const& index) {
  switch (index.method) {
    case ast::IndexMethod::unspecified:
    case ast::IndexMethod::btree:
      return;
    case ast::IndexMethod::hash:
    case ast::IndexMethod::gin:
    case ast::IndexMethod::gist:
    case ast::IndexMethod::brin:
      work.refuse({}, fmt::format("an index of a table of {} is a b-tree", title),
                  "keep it to the databases that have it: for postgresql { … }");
  }
}

// https://learn.microsoft.com/en-us/sql/relational-databases/indexes/indexes-on-computed-columns, "Precision"
void refuse_imprecise(Work const& work, model::Table const& table, std::string const& name, Span where) {
  auto const* column = table.column(name);
  if (column == nullptr || !column->generated || column->generated->stored ||
      model::value_type(column->type).kind != model::Kind::floating)
    return;
  work.refuse(where,
              fmt::format("{} has no index of the virtual generated column '{}', a floating-point number", title, name),
              "store it: generated always as (…) stored");
}

// Where one of its columns is null, a row of a unique index meets no other.
std::string condition_of(Work const& work, model::Table const& table, ast::CreateIndex const& index,
                         std::vector<std::string> const& columns) {
  std::vector<std::string> parts;
  if (index.unique)
    for (auto const& name : columns) {
      auto const* column = table.column(name);
      if (column == nullptr || column->not_null) continue;
      if (column->generated)
        work.refuse(index.name ? Span(index.name->where) : Span{},
                    fmt::format("{} takes null for equal to null in a unique key, and has no index without the nulls "
                                "of the generated column '{}'",
                                title, name),
                    "make it `stored` and `not null`");
      parts.push_back(work.spelling.identifier(name) + " is not null");
    }
  if (index.predicate) parts.push_back(filter(work, table, *index.predicate));
  return join(parts, " and ");
}

}  // namespace

void create_index(Work const& work, model::Table const& table, ast::CreateIndex const& index) {
  refuse_method(work, index);
  Span const where = index.name ? Span(index.name->where) : Span{};
  std::vector<std::string> items, columns;
  for (auto const& item : index.items) {
    if (auto const* column = std::get_if<ast::ColumnReference>(&item.expression.node)) {
      columns.push_back(column->column.text);
      refuse_imprecise(work, table, columns.back(), where);
      items.push_back(work.spelling.identifier(columns.back()) + (item.descending ? " desc" : ""));
      continue;
    }
    work.refuse(item.where, fmt::format("{} has no indexes of an expression", title), "index a generated column");
  }
  check_key(work, table, columns, most_bytes, where);
  auto const name = index.name ? index.name->text : std::string();
  auto sql = fmt::format("create {}index {} on {} ({})", index.unique ? "unique " : "", work.spelling.identifier(name),
                         work.spelling.qualified(table.name), join(items));
  if (!index.include.empty()) sql += fmt::format(" include ({})", work.spelling.names(index.include));
  if (auto const condition = condition_of(work, table, index, columns); !condition.empty())
    sql += " where " + condition;
  bool const online = index.concurrently || work.context.action.online;
  auto& out = work.add(sql, "create index " + name, online ? locks::build_online(table.name) : locks::build(table.name),
                       Probes(work.spelling).index(table.name, name, true));
  if (!online) return;
  // Enterprise, SQL Database and Managed Instance build it while others write; elsewhere the words are an error. In a
  // transaction the lock of its end would stay.
  // https://learn.microsoft.com/en-us/sql/t-sql/functions/serverproperty-transact-sql
  out.body = fmt::format("if cast(serverproperty('EngineEdition') as int) in (3, 5, 8)\n  exec ({})\nelse\n  exec ({})",
                         work.spelling.string(sql + " with (online = on)"), work.spelling.string(sql));
  out.transaction = Transaction::outside;
}

void drop_index(Work const& work, model::ObjectName const& table, std::string const& index) {
  work.add(fmt::format("drop index {} on {}", work.spelling.identifier(index), work.spelling.qualified(table)),
           "drop index " + index, locks::schema(table), Probes(work.spelling).index(table, index, false));
}

void MsSql::lower(ast::CreateIndex const& operation, Context& context) const {
  Work const work(context);
  auto const* table = work.table_after();
  if (table == nullptr || !operation.name) return;
  create_index(work, *table, operation);
}

void MsSql::lower(ast::DropIndex const& operation, Context& context) const {
  Work const work(context);
  if (work.table_before() == nullptr) return;
  drop_index(work, work.table_name(), operation.name.name.text);
}

void MsSql::lower(ast::RenameIndex const& operation, Context& context) const {
  Work const work(context);
  auto const &from = operation.from.name.text, &to = operation.to.text;
  auto const old = work.spelling.string(work.table() + "." + work.spelling.identifier(from));
  work.add(fmt::format("exec sp_rename {}, {}, N'INDEX'", old, work.spelling.string(to)),
           fmt::format("rename index {} to {}", from, to), locks::schema(work.table_name()),
           Probes(work.spelling).index_renamed(work.table_name(), from, to));
}

}  // namespace retort::dialects::mssql
