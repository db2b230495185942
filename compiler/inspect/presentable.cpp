// SPDX-License-Identifier: Apache-2.0
// The shape in which expressions that were read are printed.
#include "compiler/dialects/sql_reader.hpp"
#include "compiler/inspect/meaning.hpp"
#include "compiler/inspect/meaning_parts.hpp"
#include "compiler/model/expression_walk.hpp"

namespace retort::inspect {

namespace {

using parts::flatten;
using parts::is_numeric;
using parts::kind_of;
using parts::literal_as;
using Op = ast::BinaryOperator;

// Whether the cast is one that a database puts in by itself. `divided`: it decides whether a quotient has a fraction.
bool is_implied(ast::Cast const& cast, ColumnTypes const& types, bool divided) {
  if (divided && is_numeric(cast.type) && model::value_type(cast.type).kind != model::Kind::integer) return false;
  if (std::holds_alternative<ast::Literal>(cast.operand->node)) return true;
  auto const* minus = std::get_if<ast::Unary>(&cast.operand->node);
  if (minus != nullptr && std::holds_alternative<ast::Literal>(minus->operand->node)) return true;
  auto const from = kind_of(*cast.operand, types);
  if (from == model::Kind::unknown || cast.type.array) return false;
  if (is_numeric(cast.type)) {
    auto const to = model::value_type(cast.type).kind;
    bool const native = to == model::Kind::unknown;  // numeric, of any size
    if (from == model::Kind::integer) return native || to == model::Kind::floating;
    return from == model::Kind::numeric && (native || to == model::Kind::floating);
  }
  auto const* builtin = std::get_if<ast::BuiltinType>(&cast.type.base);
  return builtin != nullptr && builtin->kind == ast::TypeKind::text && from == model::Kind::text;
}

void to_presentable(ast::Expression& e, ColumnTypes const& types, Qualifiers qualifiers, bool divided = false) {
  auto const* parent = std::get_if<ast::Binary>(&e.node);
  bool const divides = parent != nullptr && (parent->op == Op::divide || parent->op == Op::modulo);
  bool const adds =
      parent != nullptr && (parent->op == Op::add || parent->op == Op::subtract || parent->op == Op::multiply);
  bool const signs = std::holds_alternative<ast::Unary>(e.node);
  bool const inside = divides || (divided && (adds || signs));
  model::for_each_child(
      e, [&](ast::Expression& child) { to_presentable(child, types, qualifiers, inside); }, [](ast::Select&) {});
  if (auto const* cast = std::get_if<ast::Cast>(&e.node); cast != nullptr && is_implied(*cast, types, divided)) {
    ast::Expression operand = *cast->operand;
    auto const literal = literal_as(operand, cast->type);
    e = literal ? *literal : std::move(operand);
  }
  auto const type_of = [&](ast::Expression const& x) -> ast::Type const* {
    auto const* column = std::get_if<ast::ColumnReference>(&x.node);
    return column == nullptr ? nullptr : types(column->column.text);
  };
  auto const adapt = [](ast::Expression& value, ast::Type const* type) {
    if (type == nullptr) return;
    if (auto const changed = literal_as(value, *type)) value = *changed;
  };
  if (auto* n = std::get_if<ast::Binary>(&e.node); n != nullptr && n->op >= Op::equal && n->op < Op::concat) {
    adapt(*n->left, type_of(*n->right));
    adapt(*n->right, type_of(*n->left));
  }
  if (auto* n = std::get_if<ast::InList>(&e.node))
    for (auto& item : n->list) adapt(item, type_of(*n->operand));
  flatten(e);
  if (auto* column = std::get_if<ast::ColumnReference>(&e.node); qualifiers == Qualifiers::dropped && column != nullptr)
    column->table.reset();
}

bool is_text(ast::Expression const& e, ColumnTypes const& types) {
  auto const* literal = std::get_if<ast::Literal>(&e.node);
  return literal != nullptr ? literal->kind == ast::LiteralKind::string : kind_of(e, types) == model::Kind::text;
}

void to_joins(ast::Expression& e, ColumnTypes const& types) {
  model::for_each_child(
      e, [&](ast::Expression& child) { to_joins(child, types); }, [](ast::Select&) {});
  auto* n = std::get_if<ast::Binary>(&e.node);
  if (n != nullptr && n->op == Op::add && is_text(*n->left, types) && is_text(*n->right, types)) n->op = Op::concat;
}

}  // namespace

ast::Expression with_joins(ast::Expression expression, ColumnTypes const& types) {
  to_joins(expression, types);
  return expression;
}

ast::Expression presentable(ast::Expression expression, ColumnTypes const& types, ast::Type const* wanted,
                            Qualifiers qualifiers) {
  to_presentable(expression, types, qualifiers);
  if (wanted != nullptr)
    if (auto const literal = literal_as(expression, *wanted)) return *literal;
  return expression;
}

}  // namespace retort::inspect
