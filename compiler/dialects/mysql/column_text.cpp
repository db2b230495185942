// SPDX-License-Identifier: Apache-2.0
// https://dev.mysql.com/doc/refman/8.4/en/data-type-defaults.html, https://mariadb.com/kb/en/create-table/#default
#include "compiler/dialects/mysql/column_text.hpp"

#include <fmt/format.h>

#include "compiler/ast/print.hpp"

namespace retort::dialects::mysql {

namespace {

constexpr std::size_t longest_comment = 1024;  // characters

bool is_constant(ast::Expression const& e) {
  if (std::holds_alternative<ast::Literal>(e.node)) return true;
  auto const* unary = std::get_if<ast::Unary>(&e.node);
  return unary != nullptr && unary->op != ast::UnaryOperator::not_ &&
         std::holds_alternative<ast::Literal>(unary->operand->node);
}
bool is_null_literal(ast::Expression const& e) {
  auto const* literal = std::get_if<ast::Literal>(&e.node);
  return literal != nullptr && literal->kind == ast::LiteralKind::null;
}
bool is_now(ast::Expression const& e, ast::Type const& type) {
  auto const* call = std::get_if<ast::Call>(&e.node);
  auto const kind = model::value_type(type).kind;
  return call != nullptr && call->function.text == "now" && !type.array &&
         (kind == model::Kind::timestamp || kind == model::Kind::timestamptz);
}

}  // namespace

bool is_large(ast::Type const& type) {
  auto const* builtin = std::get_if<ast::BuiltinType>(&type.base);
  return type.array ||
         (builtin != nullptr && (builtin->kind == ast::TypeKind::text || builtin->kind == ast::TypeKind::json ||
                                 builtin->kind == ast::TypeKind::bytes));
}

bool is_plain_default(ast::Expression const& value, ast::Type const& type) {
  return is_null_literal(value) || (is_constant(value) && !is_large(type));
}

bool is_expression_default(ast::Expression const& value, ast::Type const& type) {
  return !is_plain_default(value, type) && !is_now(value, type);
}

std::string default_text(Work const& work, ast::Expression const& value, ast::Type const& type) {
  auto const text = work.after.expression(value, model::Scope{}, type);
  return is_expression_default(value, type) ? "(" + text + ")" : text;
}

std::string default_condition(Work const& work, ast::Expression const& value, ast::Type const& type) {
  using model::Kind;
  auto const* unary = std::get_if<ast::Unary>(&value.node);
  bool const negative = unary != nullptr && unary->op == ast::UnaryOperator::minus;
  auto const* literal = std::get_if<ast::Literal>(unary == nullptr ? &value.node : &unary->operand->node);
  if (literal == nullptr || !is_plain_default(value, type)) return {};
  auto const kind = model::value_type(type).kind;
  switch (literal->kind) {
    case ast::LiteralKind::number:
      // As a number: 1.5 is shown as 1.50 where the column has two decimals.
      return fmt::format("COLUMN_DEFAULT regexp '^-?[0-9.]+(e[-+]?[0-9]+)?$' and COLUMN_DEFAULT + 0 = {}{}",
                         negative ? "-" : "", literal->text);
    case ast::LiteralKind::string:
      // Moments are shown with digits that were not written; MariaDB doubles quotes and backslashes.
      if (literal->text.find_first_of("'\\") != std::string::npos ||
          (kind != Kind::text && kind != Kind::enumeration && kind != Kind::date))
        return {};
      return fmt::format("{} = {}", work.spelling.exactly("trim(both '''' from COLUMN_DEFAULT)"),
                         work.after.expression(value, model::Scope{}, type));
    case ast::LiteralKind::boolean:
      return fmt::format("COLUMN_DEFAULT in ({})", literal->text == "true" ? "'1', 'true'" : "'0', 'false'");
    case ast::LiteralKind::null:
    case ast::LiteralKind::bytes:
      break;
  }
  return {};
}

std::string column_definition(Work const& work, model::Table const& table, ast::Column const& column) {
  auto const& variant = work.variant;
  std::string out =
      work.spelling.identifier(column.name.text) + " " + work.spelling.type(column.type, work.context.sink);
  bool const not_null = (column.nullability && column.nullability->not_null) || column.identity;
  if (column.generated) {
    auto scope = Renderer::scope_of(table);
    scope.immutable = true;
    out += fmt::format(" generated always as ({}) {}",
                       work.after.expression(column.generated->expression, scope, column.type),
                       column.generated->stored ? "stored" : "virtual");
    if (not_null && !variant.not_null_generated)
      work.refuse(column.where, fmt::format("a generated column cannot be `not null` on {}", variant.title),
                  fmt::format("leave it out; a check on the table says the same: check ({} is not null)",
                              ast::print(column.name)));
  }
  // Without the word, a `timestamp` could be taken for one that changes with its row.
  bool const moment = model::value_type(column.type).kind == model::Kind::timestamptz && !column.type.array;
  if (not_null) {
    out += " not null";
  } else if (moment && !column.generated) {
    out += " null";
  }
  if (column.default_value) out += " default " + default_text(work, *column.default_value, column.type);
  if (column.identity) out += " auto_increment";
  if (column.comment && !column.comment->value.empty())
    out += " comment " + comment_text(work, column.comment->value, longest_comment);
  return out;
}

}  // namespace retort::dialects::mysql
