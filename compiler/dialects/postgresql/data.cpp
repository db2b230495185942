// SPDX-License-Identifier: Apache-2.0
// Data statements and the escape hatches. They have no catalogue query: a transaction or a journal keeps them.
// https://www.postgresql.org/docs/15/dml.html
#include <fmt/format.h>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/batch_sql.hpp"
#include "compiler/dialects/postgresql/locks.hpp"
#include "compiler/dialects/postgresql/lowering.hpp"
#include "compiler/dialects/sql_writer.hpp"
#include "compiler/model/expression_walk.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::postgresql {
namespace {

std::string on_conflict(Work const& work, model::Table const& table, ast::OnConflict const& conflict) {
  auto const out = " on conflict (" + spelling().names(conflict.columns) + ") do ";
  if (conflict.assignments.empty()) return out + "nothing";
  auto const scope = Renderer::conflict_scope(table);
  return out + "update set " + work.after.assignments(conflict.assignments, table, scope) +
         (conflict.condition ? " where " + work.after.condition(*conflict.condition, scope) : std::string());
}

// Whether an expression names the table, or a column that only the table has.
bool names_table(ast::Expression const& e, model::Table const& table, model::Scope const& others) {
  bool found = false;
  auto look = [&](ast::Expression const& x) {
    auto const* c = std::get_if<ast::ColumnReference>(&x.node);
    if (c == nullptr) return;
    if (c->table) {
      found = found || c->table->name.text == table.name.name;
      return;
    }
    bool elsewhere = false;
    for (auto const& source : others.sources)
      for (auto const& column : source.columns) elsewhere = elsewhere || column.name == c->column.text;
    found = found || (!elsewhere && table.column(c->column.text) != nullptr);
  };
  model::walk(e, look);
  return found;
}

struct FromClause {
  std::string text;                     // with " from "; may be empty
  std::vector<std::string> conditions;  // of joins, that have to stand in `where`
};

// The joins of an update do not see its table: a join that names it goes to `where`, which is the same for an inner
// one.
FromClause from_clause(Work const& work, model::Table const& table, ast::From const& from, model::Scope& scope) {
  model::Scope others;
  auto const plain = work.after.from(from, others);
  scope.sources.insert(scope.sources.end(), others.sources.begin(), others.sources.end());
  bool named = false, left = false;
  for (auto const& join : from.joins) {
    named = named || names_table(join.on, table, others);
    left = left || join.left;
  }
  if (!named) return {" from " + plain, {}};
  if (left)
    work.context.sink.report(Code::RT0801, from.joins.front().on.where,
                             "a left join of an update cannot name the table that is updated on PostgreSQL") |
        Note{"put the condition on that table into `where`", std::nullopt};
  FromClause out{" from " + work.after.table(from.table), {}};
  for (auto const& join : from.joins) {
    out.text += ", " + work.after.table(join.table);
    out.conditions.push_back(operand(work.after.render_condition(join.on, scope), Binds::and_));
  }
  return out;
}

// The constraints that a change of the rows of `table` leaves to be checked at the end of the transaction: its own, and
// those that refer to it.
std::vector<std::string> deferred_by(model::Schema const& schema, model::Table const& table) {
  std::vector<std::string> out;
  auto const add = [&](model::Table const& from) {
    for (auto const& constraint : from.constraints)
      if (auto const* key = std::get_if<ast::ForeignKey>(&constraint.body);
          key != nullptr && key->references.initially_deferred &&
          (from.name == table.name || model::object_name(key->references.table) == table.name))
        out.push_back(spelling().qualified({from.name.schema, constraint.name}));
  };
  add(table);
  if (auto const* users = schema.users.find(table.name))
    for (auto const& user : **users)
      if (auto const* from = schema.table(user); from != nullptr && user != table.name) add(*from);
  return out;
}

}  // namespace

void check_deferred(Context& context) {
  std::vector<std::string> names;
  // A batch loop, and what stands outside of transactions, end the transaction before them.
  for (auto it = context.out.rbegin(); it != context.out.rend(); ++it) {
    if (it->transaction != Transaction::inside || std::holds_alternative<BatchSql>(it->body)) break;
    for (auto& name : it->deferred)
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    it->deferred.clear();
  }
  if (names.empty()) return;
  for (auto const* mode : {"immediate", "deferred"})
    context.out.emplace_back().body = fmt::format("set constraints {} {}", join(names), mode);
  auto const last = context.out.end() - 1;
  (last - 1)->summary = "check what was deferred";
  last->summary = "defer again";
}

void PostgreSql::lower(ast::Insert const& operation, Context& context) const {
  Work work(context, Changes::rows);
  auto const name = model::object_name(operation.table);
  auto const* table = context.action.after.table(name);
  if (table == nullptr) return;
  std::vector<model::ValueType> wanted;
  for (auto const& column : operation.columns) {
    auto const* found = table->column(column.text);
    wanted.push_back(found == nullptr ? model::ValueType{} : model::value_type(found->type));
  }
  auto sql = fmt::format("insert into {} ({}) ", spelling().qualified(name), spelling().names(operation.columns));
  sql += std::visit(
      overloaded{[&](std::vector<ast::Row> const& rows) {
                   std::vector<std::string> texts;
                   for (auto const& row : rows) {
                     std::vector<std::string> values;
                     for (std::size_t i = 0; i < row.values.size(); ++i)
                       values.push_back(work.after.expression(row.values[i], model::Scope{},
                                                              i < wanted.size() ? wanted[i] : model::ValueType{}));
                     texts.push_back("(" + join(values) + ")");
                   }
                   return texts.size() == 1 ? "values " + texts.front() : "values\n  " + join(texts, ",\n  ");
                 },
                 [&](ast::Select const& select) { return work.after.select(select, nullptr, wanted); }},
      operation.source);
  if (operation.on_conflict) sql += on_conflict(work, *table, *operation.on_conflict);
  work.add(sql, "insert into " + to_string(name), locks::row_exclusive(name, false)).deferred =
      deferred_by(context.action.after, *table);
  for (auto const& column : operation.columns)
    if (auto const* found = table->column(column.text); found != nullptr && found->identity)
      count_on(work, name, found->name);
}

void PostgreSql::lower(ast::Update const& operation, Context& context) const {
  Work work(context, Changes::rows);
  auto const name = model::object_name(operation.table);
  auto const* table = context.action.after.table(name);
  if (table == nullptr) return;
  auto scope = Renderer::scope_of(*table);
  FromClause from;
  if (operation.from) from = from_clause(work, *table, *operation.from, scope);
  auto const head = fmt::format("update {} set {}{}", spelling().qualified(name),
                                work.after.assignments(operation.assignments, *table, scope), from.text);
  Rendered condition{join(from.conditions, " and "), Binds::and_};
  if (operation.condition) {
    auto const own = work.after.render_condition(*operation.condition, scope);
    condition =
        condition.text.empty() ? own : Rendered{condition.text + " and " + operand(own, Binds::and_), Binds::and_};
  }
  auto& out = work.add(head + (condition.text.empty() ? "" : " where " + condition.text), "update " + to_string(name),
                       locks::row_exclusive(name, true));
  out.deferred = deferred_by(context.action.after, *table);
  if (operation.batches)
    out.body = batch_sql(spelling(), {*table, *operation.batches, head, condition, operation.from.has_value()});
}

void PostgreSql::lower(ast::Delete const& operation, Context& context) const {
  Work work(context, Changes::rows);
  auto const name = model::object_name(operation.table);
  auto const* table = context.action.after.table(name);
  if (table == nullptr) return;
  auto const head = "delete from " + spelling().qualified(name);
  Rendered condition;
  if (operation.condition) condition = work.after.render_condition(*operation.condition, Renderer::scope_of(*table));
  auto& out = work.add(head + (condition.text.empty() ? "" : " where " + condition.text),
                       "delete from " + to_string(name), locks::row_exclusive(name, true));
  out.deferred = deferred_by(context.action.after, *table);
  if (operation.batches) out.body = batch_sql(spelling(), {*table, *operation.batches, head, condition, false});
}

void PostgreSql::lower(ast::CallStep const& operation, Context& context) const {
  Work work(context, Changes::rows);
  work.add({}, "call " + operation.name.text).body = Lowered::Call{operation.name.text};
}

void PostgreSql::lower(ast::Sql const& operation, Context& context) const {
  if (text_for({operation.body}, name()) == nullptr) return;
  Work work(context, Changes::rows);
  auto& out = work.add(one_statement(operation.body.text.value), "sql");
  if (operation.outside_transaction) out.transaction = Transaction::outside;
}

}  // namespace retort::dialects::postgresql
