// SPDX-License-Identifier: Apache-2.0
// Data statements and the escape hatches.
#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/batch_sql.hpp"
#include "compiler/dialects/skeleton/lowering.hpp"

namespace retort::dialects::skeleton {

void Skeleton::lower(ast::Insert const& operation, Context& context) const {
  Work work(context);
  auto const* table = context.action.after.table(model::object_name(operation.table));
  if (table == nullptr) return;
  std::vector<model::ValueType> wanted;
  for (auto const& column : operation.columns) {
    auto const* found = table->column(column.text);
    wanted.push_back(found == nullptr ? model::ValueType{} : model::value_type(found->type));
  }
  auto const source =
      std::visit(overloaded{[&](std::vector<ast::Row> const& rows) {
                              std::vector<std::string> texts;
                              for (auto const& row : rows) {
                                std::vector<std::string> values;
                                for (std::size_t i = 0; i < row.values.size() && i < wanted.size(); ++i)
                                  values.push_back(work.after.expression(row.values[i], model::Scope{}, wanted[i]));
                                texts.push_back("(" + join(values) + ")");
                              }
                              return "values " + join(texts);
                            },
                            [&](ast::Select const& select) { return work.after.select(select, nullptr, wanted); }},
                 operation.source);
  if (operation.on_conflict)
    context.sink.report(Code::RT0801, operation.on_conflict->where, "Skeleton has no `on conflict`");
  work.add("insert into " + spelling().qualified(operation.table) + " (" + spelling().names(operation.columns) + ") " +
               source,
           "insert into " + to_string(table->name));
}

void Skeleton::lower(ast::Update const& operation, Context& context) const {
  Work work(context);
  auto const* table = context.action.after.table(model::object_name(operation.table));
  if (table == nullptr) return;
  auto scope = Renderer::scope_of(*table);
  std::string from;
  if (operation.from) from = " from " + work.after.from(*operation.from, scope);
  auto const head = "update " + spelling().qualified(operation.table) + " set " +
                    work.after.assignments(operation.assignments, *table, scope) + from;
  Rendered condition;
  if (operation.condition) condition = work.after.render_condition(*operation.condition, scope);
  auto& out =
      work.add(head + (condition.text.empty() ? "" : " where " + condition.text), "update " + to_string(table->name));
  if (operation.batches)
    out.body = batch_sql(spelling(), {*table, *operation.batches, head, condition, operation.from.has_value()});
}

void Skeleton::lower(ast::Delete const& operation, Context& context) const {
  Work work(context);
  auto const* table = context.action.after.table(model::object_name(operation.table));
  if (table == nullptr) return;
  auto const head = "delete from " + spelling().qualified(operation.table);
  Rendered condition;
  if (operation.condition) condition = work.after.render_condition(*operation.condition, Renderer::scope_of(*table));
  auto& out = work.add(head + (condition.text.empty() ? "" : " where " + condition.text),
                       "delete from " + to_string(table->name));
  if (operation.batches) out.body = batch_sql(spelling(), {*table, *operation.batches, head, condition, false});
}

void Skeleton::lower(ast::CallStep const& operation, Context& context) const {
  Work(context).add({}, "call " + operation.name.text).body = Lowered::Call{operation.name.text};
}
void Skeleton::lower(ast::Sql const& operation, Context& context) const {
  if (text_for({operation.body}, name()) == nullptr) return;
  auto& out = Work(context).add(operation.body.text.value, "sql");
  if (operation.outside_transaction) out.transaction = Transaction::outside;
}

}  // namespace retort::dialects::skeleton
