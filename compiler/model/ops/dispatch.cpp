// SPDX-License-Identifier: Apache-2.0
// From a statement to the overload that knows it.
#include "compiler/base/overloaded.hpp"
#include "compiler/model/ops/ops.hpp"

namespace retort::model::ops {

void run_statement(ast::Statement const& statement, Context& context) {
  context.begin(statement);
  std::visit([&](auto const& operation) { run(operation, context); }, statement.operation);
}

Inverse inverse_of(Done const& done) {
  return std::visit([&](auto const& operation) { return inverse(operation, done); }, done.step.statement.operation);
}

ast::Operation alter(ObjectName const& table, decltype(ast::AlterAction::node) action) {
  ast::AlterTable out;
  out.table = qualified_name(table);
  out.actions.push_back({std::move(action), {}});
  return out;
}

void run(ast::BadStatement const&, Context& context) {
  ++context.errors;
  context.schema.uncertain = true;
}
Inverse inverse(ast::BadStatement const&, Done const&) { return {}; }

void run(ast::AlterTable const& operation, Context& context) {
  if (context.table(operation.table) == nullptr) {
    context.mark_broken(object_name(operation.table), operation.table.where);
    return;
  }
  ObjectName const name = object_name(operation.table);
  for (auto const& action : operation.actions) {
    Schema const keep = context.schema;  // the table an action sees must outlive the change it makes
    Table const* table = keep.table(name);
    if (table == nullptr) return;
    std::visit([&](auto const& a) { run(a, action.where, *table, context); }, action.node);
  }
}
Inverse inverse(ast::AlterTable const& operation, Done const& done) {
  if (operation.actions.empty()) return {};
  ObjectName const table = object_name(operation.table);
  return std::visit([&](auto const& a) { return inverse(a, table, done); }, operation.actions.front().node);
}

void run(ast::BadAction const&, ast::Where where, Table const& table, Context& context) {
  ++context.errors;
  context.mark_broken(table.name, where);
}
Inverse inverse(ast::BadAction const&, ObjectName const&, Done const&) { return {}; }

}  // namespace retort::model::ops
