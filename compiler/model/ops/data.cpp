// SPDX-License-Identifier: Apache-2.0
// insert, update, delete.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/literal_check.hpp"
#include "compiler/model/ops/dependency.hpp"
#include "compiler/model/ops/ops.hpp"
#include "compiler/model/ops/row_order.hpp"
#include "compiler/model/ops/table_parts.hpp"
#include "compiler/model/value_check.hpp"

namespace retort::model::ops {

namespace {
bool is_default(ast::Expression const& e) { return std::holds_alternative<ast::DefaultValue>(e.node); }

void check_not_generated(Context& context, Column const& column, Span span) {
  if (!column.generated) return;
  context.error(Code::RT0417, span, fmt::format("column '{}' is generated: it cannot be given a value", column.name)) |
      Note{fmt::format("column '{}' was made here", column.name), column.made};
}

// A value on its way into a column.
void check_value_for(Context& context, ast::Expression const& value, Scope const& scope, Column const& column) {
  if (is_default(value)) {
    if (column.not_null && !fills_itself(column))
      context.error(Code::RT0416, value.where, fmt::format("column '{}' is not null and has no default", column.name)) |
          Note{fmt::format("column '{}' was made here", column.name), column.made};
    return;
  }
  if (is_null(value)) {
    if (!column.not_null) return;
    context.error(Code::RT0414, value.where, fmt::format("column '{}' cannot be null", column.name)) |
        Note{fmt::format("column '{}' was made here", column.name), column.made};
    return;
  }
  check_value(context, value, scope, column.type, fmt::format("column '{}'", column.name));
}

void check_assignments(Context& context, Table const& table, std::vector<ast::Assignment> const& assignments,
                       Scope const& scope) {
  std::vector<std::string> seen;
  for (auto const& a : assignments) {
    Column const* column = context.column(table, a.column);
    if (std::find(seen.begin(), seen.end(), a.column.text) != seen.end())
      context.error(Code::RT0309, a.column.where, fmt::format("column '{}' is named twice", a.column.text));
    seen.push_back(a.column.text);
    if (column == nullptr) {
      if (!is_default(a.value)) type_of(context, a.value, scope);
      continue;
    }
    check_not_generated(context, *column, a.column.where);
    check_value_for(context, a.value, scope, *column);
  }
}

void check_batches(Context& context, Table const& table, Maybe<ast::Batches> const& batches) {
  if (!batches) return;
  check_columns(context, table, batches->key);
  if (batches->size == 0) context.error(Code::RT0403, batches->where, "a batch of no rows never ends");
  if (!batches->key.empty() || table.primary_key() != nullptr || context.is_broken(table.name)) return;
  context.error(
      Code::RT0508, batches->where,
      fmt::format("table '{}' has no primary key to walk through: name the columns with `by`", to_string(table.name))) |
      Note{fmt::format("table '{}' was made here", to_string(table.name)), table.made};
}

void check_rows(Context& context, ast::Insert const& operation, Table const& table, std::vector<ast::Row> const& rows) {
  Scope scope;
  scope.place = "values";
  for (auto const& row : rows) {
    if (row.values.size() != operation.columns.size())
      context.error(Code::RT0413, row.where,
                    fmt::format("{} columns are named, this row has {} value{}", operation.columns.size(),
                                row.values.size(), row.values.size() == 1 ? "" : "s"));
    for (std::size_t i = 0; i < row.values.size() && i < operation.columns.size(); ++i)
      if (Column const* column = table.column(operation.columns[i].text))
        check_value_for(context, row.values[i], scope, *column);
  }
}

// The literals that stand for the `at`-th column in the parts of a select; false when one was reported.
bool literals_fit(Context& context, ast::Select const& select, std::size_t at, Column const& column) {
  bool fine = true;
  for (auto const& core : select.cores) {
    bool const star = std::any_of(core.items.begin(), core.items.end(), [](auto const& item) { return item.star; });
    if (star || at >= core.items.size() || !core.items[at].expression) continue;
    ast::Expression const& e = *core.items[at].expression;
    bool negative = false;
    auto const* literal = literal_of(e, negative);
    if (literal == nullptr) continue;
    if (literal->kind == ast::LiteralKind::null) {
      std::size_t const faults = context.errors;
      check_value_for(context, e, {}, column);
      fine = fine && context.errors == faults;
    } else {
      fine = literal_does(context, *literal, negative, e.where, column.type, fmt::format("column '{}'", column.name)) &&
             fine;
    }
  }
  return fine;
}

void check_select(Context& context, ast::Insert const& operation, Table const& table, ast::Select const& select) {
  bool open = false;
  auto const columns = type_of_select(context, select, nullptr, open);
  if (open) return;
  if (columns.size() != operation.columns.size()) {
    context.error(Code::RT0413, select.where,
                  fmt::format("{} columns are named, this select has {}", operation.columns.size(), columns.size()));
    return;
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    Column const* column = table.column(operation.columns[i].text);
    if (column == nullptr || !literals_fit(context, select, i, *column) ||
        assignable(columns[i].value, value_type(column->type)))
      continue;
    context.error(Code::RT0401, operation.columns[i].where,
                  fmt::format("column '{}' wants {}, the select gives {}", column->name, describe(column->type),
                              describe(columns[i].value)));
  }
}

void check_conflict(Context& context, Table const& table, ast::OnConflict const& conflict) {
  if (check_columns(context, table, conflict.columns) && !conflict.columns.empty() && !context.is_broken(table.name) &&
      !is_unique(table, texts(conflict.columns)))
    context.error(Code::RT0509, conflict.where,
                  fmt::format("there is no unique constraint on these columns of table '{}'", to_string(table.name))) |
        Note{fmt::format("table '{}' was made here", to_string(table.name)), table.made};
  Scope scope;
  scope.sources.push_back(source_of(table));
  Source excluded = source_of(table, "excluded");
  excluded.only_qualified = true;
  scope.sources.push_back(std::move(excluded));
  scope.place = "on conflict";
  check_assignments(context, table, conflict.assignments, scope);
  if (conflict.condition) check_condition(context, *conflict.condition, scope);
}

ast::Expression joined(ast::BinaryOperator by, ast::Expression const& left, ast::Expression const& right) {
  ast::Expression out;
  out.node = ast::Binary{by, left, right};
  return out;
}
ast::Expression equals(std::string const& column, ast::Expression const& value) {
  ast::Expression name;
  name.node = ast::ColumnReference{std::nullopt, identifier(column)};
  return joined(ast::BinaryOperator::equal, name, value);
}
}  // namespace

void run(ast::Insert const& operation, Context& context) {
  Table const* table = context.table(operation.table);
  if (table == nullptr) return;
  bool const known = check_columns(context, *table, operation.columns);
  for (auto const& name : operation.columns)
    if (Column const* column = table->column(name.text)) check_not_generated(context, *column, name.where);
  for (auto const& column : table->columns) {
    if (!known) break;  // the one that gets no value is likely the one that was meant
    bool const named = std::any_of(operation.columns.begin(), operation.columns.end(),
                                   [&](ast::Identifier const& n) { return n.text == column.name; });
    if (named || !column.not_null || fills_itself(column) || context.is_broken(table->name)) continue;
    context.error(Code::RT0416, operation.table.where,
                  fmt::format("column '{}' is not null, has no default and gets no value here", column.name)) |
        Note{fmt::format("column '{}' was made here", column.name), column.made};
  }
  std::visit(overloaded{[&](std::vector<ast::Row> const& rows) { check_rows(context, operation, *table, rows); },
                        [&](ast::Select const& select) { check_select(context, operation, *table, select); }},
             operation.source);
  if (operation.on_conflict) check_conflict(context, *table, *operation.on_conflict);
  context.fresh.erase(table->name);
  context.emit(operation, context.schema);
}

Inverse inverse(ast::Insert const& operation, Done const& done) {
  Table const* table = done.step.before.table(object_name(operation.table));
  if (table == nullptr) return {};
  auto const* rows = std::get_if<std::vector<ast::Row>>(&operation.source);
  if (rows == nullptr) return {{}, "the rows of an `insert … select` are not known here"};
  if (operation.on_conflict) return {{}, "which rows `on conflict` puts in is not known here"};
  auto const literal_key = [&](std::vector<ast::Identifier> const& key) -> std::optional<std::vector<std::size_t>> {
    std::vector<std::size_t> at;
    for (auto const& name : key) {
      auto const it = std::find_if(operation.columns.begin(), operation.columns.end(),
                                   [&](ast::Identifier const& c) { return c.text == name.text; });
      if (it == operation.columns.end()) return std::nullopt;
      at.push_back(static_cast<std::size_t>(it - operation.columns.begin()));
    }
    for (auto const& row : *rows)
      for (std::size_t const i : at) {
        if (i >= row.values.size() || is_null(row.values[i])) return std::nullopt;
        ast::Expression const* value = &row.values[i];
        if (auto const* unary = std::get_if<ast::Unary>(&value->node)) value = &*unary->operand;
        if (!std::holds_alternative<ast::Literal>(value->node)) return std::nullopt;
      }
    return at;
  };
  std::vector<ast::Identifier> const* key = nullptr;
  std::optional<std::vector<std::size_t>> at;
  for (bool const primary : {true, false})
    for (auto const& c : table->constraints) {
      if (at) continue;
      std::vector<ast::Identifier> const* columns = nullptr;
      if (auto const* k = std::get_if<ast::PrimaryKey>(&c.body); k != nullptr && primary) columns = &k->columns;
      if (auto const* k = std::get_if<ast::Unique>(&c.body); k != nullptr && !primary) columns = &k->columns;
      if (columns != nullptr && (at = literal_key(*columns))) key = columns;
    }
  if (!at || at->empty()) return {{}, "the rows cannot be found again: the values of the key are not all literals"};
  Inverse out;
  auto const remove = [&](ast::Expression condition) {
    out.operations.emplace_back(ast::Delete{operation.table, std::move(condition), std::nullopt});
  };
  auto const order = order_to_delete(operation, *rows, *table);
  if (at->size() == 1 && rows->size() > 1 && order.rows != Togetherness::tree) {
    ast::InList list;
    ast::Expression name;
    name.node = ast::ColumnReference{std::nullopt, identifier(key->front().text)};
    list.operand = name;
    for (auto const& row : *rows) list.list.push_back(row.values[at->front()]);
    ast::Expression condition;
    condition.node = std::move(list);
    remove(std::move(condition));
    return out;
  }
  auto const row_is = [&](ast::Row const& row) {
    ast::Expression condition = equals((*key)[0].text, row.values[(*at)[0]]);
    for (std::size_t i = 1; i < at->size(); ++i)
      condition = joined(ast::BinaryOperator::and_, condition, equals((*key)[i].text, row.values[(*at)[i]]));
    return condition;
  };
  if (order.rows == Togetherness::circle) {
    ast::Expression any = row_is(rows->front());
    for (std::size_t i = 1; i < rows->size(); ++i) any = joined(ast::BinaryOperator::or_, any, row_is((*rows)[i]));
    remove(std::move(any));
  }
  for (std::size_t const i : order.order) remove(row_is((*rows)[i]));
  return out;
}

void run(ast::Update const& operation, Context& context) {
  Table const* table = context.table(operation.table);
  if (table == nullptr) return;
  Scope scope;
  scope.sources.push_back(source_of(*table));
  scope.sources.back().open = context.is_broken(table->name);
  scope.place = "update";
  if (operation.from) {
    auto const add = [&](ast::TableReference const& reference) {
      std::string const alias = reference.alias ? reference.alias->text : std::string();
      if (Table const* other = context.schema.table(object_name(reference.table))) {
        scope.sources.push_back(source_of(*other, alias));
        return;
      }
      if (context.schema.view(object_name(reference.table)) == nullptr) context.table(reference.table);
      Source open;
      open.alias = alias.empty() ? reference.table.name.text : alias;
      open.open = true;
      scope.sources.push_back(std::move(open));
    };
    add(operation.from->table);
    for (auto const& join : operation.from->joins) {
      add(join.table);
      check_condition(context, join.on, scope);
    }
  }
  check_assignments(context, *table, operation.assignments, scope);
  if (operation.condition) check_condition(context, *operation.condition, scope);
  check_batches(context, *table, operation.batches);
  context.emit(operation, context.schema);
}
Inverse inverse(ast::Update const&, Done const&) { return {{}, "the values that an update replaces are gone"}; }

void run(ast::Delete const& operation, Context& context) {
  Table const* table = context.table(operation.table);
  if (table == nullptr) return;
  Scope scope;
  scope.sources.push_back(source_of(*table));
  scope.sources.back().open = context.is_broken(table->name);
  scope.place = "delete";
  if (operation.condition) check_condition(context, *operation.condition, scope);
  check_batches(context, *table, operation.batches);
  context.emit(operation, context.schema);
}
Inverse inverse(ast::Delete const&, Done const&) { return {{}, "the rows that a delete takes are gone"}; }

}  // namespace retort::model::ops
