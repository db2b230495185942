// SPDX-License-Identifier: Apache-2.0
// Indexes. All are b-trees here; what an index of the language can have beyond columns is refused where it cannot be.
// https://dev.mysql.com/doc/refman/8.4/en/create-index.html, https://mariadb.com/kb/en/create-index/
#include <fmt/format.h>

#include "compiler/dialects/mysql/column_text.hpp"
#include "compiler/dialects/mysql/key_rules.hpp"
#include "compiler/dialects/mysql/locks.hpp"
#include "compiler/dialects/mysql/lowering.hpp"
#include "compiler/dialects/mysql/probes.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mysql {

namespace {

constexpr char const* elsewhere = "keep it to the databases that have it: for postgresql { … }";

void refuse_parts(Work const& work, ast::CreateIndex const& index) {
  auto const& title = work.variant.title;
  if (index.predicate)
    work.refuse(index.predicate->where, fmt::format("{} has no indexes of a part of the rows", title),
                "index a generated column that is null in the other rows, or keep it to the databases that have them");
  if (!index.include.empty())
    work.refuse(index.include.front().where, fmt::format("{} has no indexes that include other columns", title),
                "write them behind the others");
  switch (index.method) {
    case ast::IndexMethod::unspecified:
    case ast::IndexMethod::btree:
      return;
    case ast::IndexMethod::hash:
    case ast::IndexMethod::gin:
    case ast::IndexMethod::gist:
    case ast::IndexMethod::brin:
      work.refuse({}, fmt::format("InnoDB tables of {} have b-trees only", title), elsewhere);
  }
}

// What an index of an expression cannot have.
void refuse_expression(Work const& work, model::Table const& table, ast::IndexItem const& item) {
  if (!work.variant.expression_indexes) {
    work.refuse(item.where, fmt::format("{} has no indexes of an expression", work.variant.title),
                "index a generated column");
    return;
  }
  auto const kind = work.after.type_of(item.expression, Renderer::scope_of(table)).kind;
  for (auto const& name : model::columns_of(item.expression)) {
    auto const* read = table.column(name);
    if (read == nullptr) continue;
    if (read->identity)
      work.refuse(item.where,
                  fmt::format("{} has no index of an expression that reads '{}', which counts by itself",
                              work.variant.title, name),
                  "index the column itself");
    if (is_large(read->type) && (kind == model::Kind::text || kind == model::Kind::bytes || kind == model::Kind::json))
      work.refuse(item.where,
                  fmt::format("{} has no index of an expression that has no length, as '{}' has none",
                              work.variant.title, name),
                  "cast it: cast(… as varchar(100))");
  }
}

}  // namespace

std::string index_items(Work const& work, model::Table const& table, ast::CreateIndex const& index) {
  auto scope = Renderer::scope_of(table);
  scope.immutable = true;
  std::vector<std::string> items, columns;
  for (auto const& item : index.items) {
    auto text = work.after.expression(item.expression, scope);
    if (auto const* column = std::get_if<ast::ColumnReference>(&item.expression.node)) {
      columns.push_back(column->column.text);
    } else {
      refuse_expression(work, table, item);
      text = "(" + text + ")";
    }
    items.push_back(text + (item.descending ? " desc" : ""));
  }
  check_key(work, table, columns, index.name ? Span(index.name->where) : Span{});
  return join(items);
}

void MySql::lower(ast::CreateIndex const& operation, Context& context) const {
  Work work(variant_, context);
  auto const *before = work.table_before(), *after = work.table_after();
  if (before == nullptr || after == nullptr || !operation.name) return;
  refuse_parts(work, operation);
  check_rules(work, *after);
  auto const name = work.spelling.identifier(operation.name->text);
  auto const items = index_items(work, *after, operation);
  auto const kind = operation.unique ? "unique index" : "index";
  auto const changes = reference_index_changes(work, *before, *after);
  auto sql = changes.empty() ? fmt::format("create {} {} on {} ({})", kind, name, work.table(), items)
                             : fmt::format("alter table {} add {} {} ({}){}", work.table(), kind, name, items, changes);
  // An index of an expression is built while nobody writes, whatever is asked for.
  bool const plain = std::all_of(operation.items.begin(), operation.items.end(), [](ast::IndexItem const& item) {
    return std::holds_alternative<ast::ColumnReference>(item.expression.node);
  });
  if (operation.concurrently && plain && !context.action.online)
    sql += changes.empty() ? " algorithm = inplace lock = none" : ", algorithm = inplace, lock = none";
  work.change(sql, "create index " + operation.name->text,
              plain ? locks::in_place(work.table_name()) : locks::copy(work.table_name()),
              Probes(work.spelling).index(work.table_name(), operation.name->text, true));
}

void MySql::lower(ast::DropIndex const& operation, Context& context) const {
  Work work(variant_, context);
  auto const *before = work.table_before(), *after = work.table_after();
  if (before == nullptr || after == nullptr) return;
  check_rules(work, *after);
  auto const& name = operation.name.name.text;
  auto const quoted = work.spelling.identifier(name);
  auto const changes = reference_index_changes(work, *before, *after);
  // `drop index` does not take how it is to be done on MariaDB.
  bool const short_form = changes.empty() && !context.action.online;
  work.change(short_form ? fmt::format("drop index {} on {}", quoted, work.table())
                         : fmt::format("alter table {} drop index {}{}", work.table(), quoted, changes),
              "drop index " + name,
              changes.empty() ? locks::quick(work.table_name()) : locks::in_place(work.table_name()),
              Probes(work.spelling).index(work.table_name(), name, false));
}

void MySql::lower(ast::RenameIndex const& operation, Context& context) const {
  Work work(variant_, context);
  auto const &from = operation.from.name.text, &to = operation.to.text;
  work.change(fmt::format("alter table {} rename index {} to {}", work.table(), work.spelling.identifier(from),
                          work.spelling.identifier(to)),
              fmt::format("rename index {} to {}", from, to), locks::quick(work.table_name()),
              Probes(work.spelling).index_renamed(work.table_name(), from, to));
}

}  // namespace retort::dialects::mysql
