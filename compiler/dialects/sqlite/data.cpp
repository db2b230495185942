// SPDX-License-Identifier: Apache-2.0
// insert, update, delete, and what is passed on as it is. Writes to tables whose foreign keys cascade have to run while
// foreign keys are enforced.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/batch_sql.hpp"
#include "compiler/dialects/sqlite/lowering.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::sqlite {

namespace {

// Whether other rows follow when rows of the table go, or when one of `columns` changes.
bool is_referred_to(model::Schema const& schema, model::Table const& table,
                    std::vector<std::string> const* columns = nullptr) {
  std::vector<model::ObjectName> holders{table.name};
  if (auto const* users = schema.users.find(table.name))
    holders.insert(holders.end(), (*users)->begin(), (*users)->end());
  return std::any_of(holders.begin(), holders.end(), [&](model::ObjectName const& holder) {
    auto const* other = schema.table(holder);
    return other != nullptr &&
           std::any_of(other->constraints.begin(), other->constraints.end(), [&](model::Constraint const& c) {
             auto const* key = std::get_if<ast::ForeignKey>(&c.body);
             if (key == nullptr || model::object_name(key->references.table) != table.name) return false;
             return columns == nullptr ||
                    std::any_of(key->references.columns.begin(), key->references.columns.end(),
                                [&](ast::Identifier const& name) {
                                  return std::find(columns->begin(), columns->end(), name.text) != columns->end();
                                });
           });
  });
}

// There is no `default` as a value: what it stands for is written instead.
ast::Expression with_default(ast::Expression const& value, model::Table const& table, std::string const& name) {
  if (!std::holds_alternative<ast::DefaultValue>(value.node)) return value;
  auto const* column = table.column(name);
  if (column != nullptr && column->default_value) return *column->default_value;
  ast::Expression null;
  null.node = ast::Literal{};
  return null;
}
std::vector<ast::Assignment> with_defaults(std::vector<ast::Assignment> list, model::Table const& table) {
  for (auto& a : list) a.value = with_default(a.value, table, a.column.text);
  return list;
}

ast::Type type_of(model::Table const& table, std::string const& column) {
  auto const* found = table.column(column);
  return found == nullptr ? ast::Type{} : found->type;
}

std::string values(Work const& work, ast::Insert const& operation, model::Table const& table,
                   std::vector<ast::Row> const& rows) {
  std::vector<std::string> lines;
  for (auto const& row : rows) {
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < row.values.size() && i < operation.columns.size(); ++i) {
      auto const& name = operation.columns[i].text;
      cells.push_back(
          work.before.assigned(with_default(row.values[i], table, name), model::Scope{}, type_of(table, name)).text);
    }
    lines.push_back("(" + join(cells) + ")");
  }
  return rows.size() == 1 ? "values " + lines.front() : "values\n  " + join(lines, ",\n  ");
}

std::string selected(Work const& work, ast::Insert const& operation, model::Table const& table, ast::Select select) {
  std::vector<ast::Type> columns;
  for (auto const& name : operation.columns) columns.push_back(type_of(table, name.text));
  // Behind a `from`, `on` would be read as that of a join: https://www.sqlite.org/lang_upsert.html#parsing_ambiguity
  if (operation.on_conflict && !select.cores.empty() && select.cores.back().from && !select.cores.back().where_clause) {
    ast::Expression always;
    always.node = ast::Literal{ast::LiteralKind::boolean, "true"};
    select.cores.back().where_clause = std::move(always);
  }
  return work.before.select_into(select, columns);
}

std::string on_conflict(Work const& work, ast::OnConflict const& conflict, model::Table const& table) {
  std::string out = "\non conflict (" + work.spelling.names(conflict.columns) + ") do ";
  if (conflict.assignments.empty()) return out + "nothing";
  auto const scope = Renderer::conflict_scope(table);
  out += "update set " + work.before.assignments(with_defaults(conflict.assignments, table), table, scope);
  if (conflict.condition) out += " where " + work.before.condition(*conflict.condition, scope);
  return out;
}

std::vector<std::string> assigned(std::vector<ast::Assignment> const& list) {
  std::vector<std::string> out;
  for (auto const& a : list) out.push_back(a.column.text);
  return out;
}

Lowered& add_loop(Work& work, BatchWalk const& walk, std::string summary) {
  auto const name = to_string(walk.table.name);
  auto& out = work.add({}, std::move(summary),
                       fmt::format("{} for a piece of {} rows of {} at a time", writes(), walk.batches.size, name));
  out.body = batch_sql(work.spelling, walk);
  return out;
}

std::string first_line(std::string const& text) {
  auto const line = text.substr(0, text.find('\n'));
  return line.size() > 60 ? "sql" : line;
}

}  // namespace

void Sqlite::lower(ast::Insert const& operation, Context& context) const {
  Work work(context);
  auto const* table = work.table_before();
  if (table == nullptr) return;
  std::string sql = fmt::format("insert into {} ({}) ", work.table(), work.spelling.names(operation.columns));
  sql += std::visit(overloaded{[&](std::vector<ast::Row> const& rows) { return values(work, operation, *table, rows); },
                               [&](ast::Select const& select) { return selected(work, operation, *table, select); }},
                    operation.source);
  if (operation.on_conflict) sql += on_conflict(work, *operation.on_conflict, *table);
  auto& out = work.add(std::move(sql), "insert into " + to_string(table->name), writes());
  if (operation.on_conflict) {
    auto const columns = assigned(operation.on_conflict->assignments);
    out.apart_from_rebuild = is_referred_to(context.action.before, *table, &columns);
  }
}

void Sqlite::lower(ast::Update const& operation, Context& context) const {
  Work work(context);
  auto const* table = work.table_before();
  if (table == nullptr) return;
  auto scope = Renderer::scope_of(*table);
  std::string const others = operation.from ? " from " + work.before.from(*operation.from, scope) : std::string();
  std::string const head =
      fmt::format("update {} set {}{}", work.table(),
                  work.before.assignments(with_defaults(operation.assignments, *table), *table, scope), others);
  auto const condition = operation.condition ? work.before.render_condition(*operation.condition, scope) : Rendered{};
  auto const name = to_string(table->name);
  auto const columns = assigned(operation.assignments);
  bool const cascades = is_referred_to(context.action.before, *table, &columns);
  Lowered& out =
      operation.batches
          ? add_loop(work, {*table, *operation.batches, head, condition, operation.from.has_value()}, "update " + name)
          : work.add(condition.text.empty() ? head : head + " where " + condition.text, "update " + name,
                     writes(fmt::format("reads all rows of {} unless an index finds them", name)));
  out.apart_from_rebuild = cascades;
}

void Sqlite::lower(ast::Delete const& operation, Context& context) const {
  Work work(context);
  auto const* table = work.table_before();
  if (table == nullptr) return;
  auto const scope = Renderer::scope_of(*table);
  std::string const head = "delete from " + work.table();
  auto const condition = operation.condition ? work.before.render_condition(*operation.condition, scope) : Rendered{};
  auto const name = to_string(table->name);
  Lowered& out =
      operation.batches
          ? add_loop(work, {*table, *operation.batches, head, condition, false}, "delete from " + name)
          : work.add(condition.text.empty() ? head : head + " where " + condition.text, "delete from " + name,
                     writes(fmt::format("reads all rows of {} unless an index finds them", name)));
  out.apart_from_rebuild = is_referred_to(context.action.before, *table);
}

void Sqlite::lower(ast::CallStep const& operation, Context& context) const {
  Work work(context);
  auto& out = work.add({}, "call " + operation.name.text, writes());
  out.body = Lowered::Call{operation.name.text};
  out.apart_from_rebuild = true;
}

void Sqlite::lower(ast::Sql const& operation, Context& context) const {
  Work work(context);
  auto text = one_statement(operation.body.text.value);
  auto summary = first_line(text);
  auto& out = work.add(std::move(text), std::move(summary), {});
  if (operation.outside_transaction) out.transaction = Transaction::outside;
  out.apart_from_rebuild = true;
}

}  // namespace retort::dialects::sqlite
