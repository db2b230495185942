// SPDX-License-Identifier: Apache-2.0
// Expressions as .mig text, on one line, with the parentheses the tree needs and no others.
#include <fmt/format.h>

#include "compiler/ast/print.hpp"
#include "compiler/ast/print_parts.hpp"
#include "compiler/base/overloaded.hpp"

namespace retort::ast {

namespace {

// How tightly an expression holds together, loosest first. Comparison, `is null`, `in`, `between` and `like` are one
// level that does not associate: inside one another they always get parentheses, so nobody has to know their order.
enum class Level { or_, and_, not_, predicate, concat, sum, product, sign, primary };

struct BinarySpelling {
  Level level;
  std::string_view text;
};

BinarySpelling spelling(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::or_:
      return {Level::or_, "or"};
    case BinaryOperator::and_:
      return {Level::and_, "and"};
    case BinaryOperator::equal:
      return {Level::predicate, "="};
    case BinaryOperator::not_equal:
      return {Level::predicate, "<>"};
    case BinaryOperator::less:
      return {Level::predicate, "<"};
    case BinaryOperator::less_equal:
      return {Level::predicate, "<="};
    case BinaryOperator::greater:
      return {Level::predicate, ">"};
    case BinaryOperator::greater_equal:
      return {Level::predicate, ">="};
    case BinaryOperator::concat:
      return {Level::concat, "||"};
    case BinaryOperator::add:
      return {Level::sum, "+"};
    case BinaryOperator::subtract:
      return {Level::sum, "-"};
    case BinaryOperator::multiply:
      return {Level::product, "*"};
    case BinaryOperator::divide:
      return {Level::product, "/"};
    case BinaryOperator::modulo:
      return {Level::product, "%"};
  }
  return {Level::primary, "?"};
}

Level level_of(Unary const& unary) { return unary.op == UnaryOperator::not_ ? Level::not_ : Level::sign; }
Level level_of(Binary const& binary) { return spelling(binary.op).level; }

Level level_of(Expression const& expression) {
  return std::visit(overloaded{
                        [](Unary const& unary) { return level_of(unary); },
                        [](Binary const& binary) { return level_of(binary); },
                        [](IsNull const&) { return Level::predicate; },
                        [](InList const&) { return Level::predicate; },
                        [](InSelect const&) { return Level::predicate; },
                        [](Between const&) { return Level::predicate; },
                        [](Like const&) { return Level::predicate; },
                        [](BadExpression const&) { return Level::primary; },
                        [](Literal const&) { return Level::primary; },
                        [](ColumnReference const&) { return Level::primary; },
                        [](Case const&) { return Level::primary; },
                        [](Cast const&) { return Level::primary; },
                        [](Call const&) { return Level::primary; },
                        [](Exists const&) { return Level::primary; },
                        [](ScalarSelect const&) { return Level::primary; },
                        [](NativeExpression const&) { return Level::primary; },
                        [](DefaultValue const&) { return Level::primary; },
                        [](NextValue const&) { return Level::primary; },
                    },
                    expression.node);
}

// The expression as an operand where at least `least` is needed.
std::string operand(Expression const& expression, Level least) {
  std::string text = print(expression);
  return level_of(expression) < least ? '(' + text + ')' : text;
}

// The operand of a predicate.
std::string term(Expression const& expression) { return operand(expression, Level::concat); }

std::string print_list(std::vector<Expression> const& expressions) {
  std::string result;
  for (Expression const& expression : expressions) {
    if (!result.empty()) result += ", ";
    result += print(expression);
  }
  return result;
}

std::string_view negation(bool negated) { return negated ? "not " : ""; }

std::string text_of(Literal const& literal) {
  switch (literal.kind) {
    case LiteralKind::null:
      return "null";
    case LiteralKind::boolean:
    case LiteralKind::number:
      return literal.text;
    case LiteralKind::string:
      return print_string(literal.text);
    case LiteralKind::bytes:
      return "x'" + literal.text + '\'';
  }
  return {};
}

std::string text_of(ColumnReference const& column) {
  std::string const name = detail::print_in_expression(column.column);
  return column.table ? detail::print_in_expression(*column.table) + '.' + name : name;
}

std::string text_of(Unary const& unary) {
  if (unary.op == UnaryOperator::not_) return "not " + operand(*unary.operand, Level::not_);
  char const sign = unary.op == UnaryOperator::minus ? '-' : '+';
  std::string const text = operand(*unary.operand, Level::sign);
  // "--" would begin a comment.
  return text.front() == sign ? fmt::format("{} {}", sign, text) : sign + text;
}

std::string text_of(Binary const& binary) {
  auto const [level, text] = spelling(binary.op);
  auto const tighter = static_cast<Level>(static_cast<int>(level) + 1);
  return fmt::format("{} {} {}", operand(*binary.left, level == Level::predicate ? tighter : level), text,
                     operand(*binary.right, tighter));
}

std::string text_of(Case const& node) {
  std::string result = "case";
  for (Expression const& subject : node.operand) result += ' ' + print(subject);
  for (CaseArm const& arm : node.arms) result += " when " + print(arm.when) + " then " + print(arm.then);
  for (Expression const& otherwise : node.otherwise) result += " else " + print(otherwise);
  return result + " end";
}

std::string text_of(Call const& call) {
  bool const bare = call.arguments.empty() && !call.star && !call.distinct;
  if (bare && call.function.text == "current_date") return call.function.text;
  std::string const name =
      call.function.text == "now" ? call.function.text : detail::print_in_expression(call.function);
  if (call.star) return name + "(*)";
  return name + '(' + (call.distinct ? "distinct " : "") + print_list(call.arguments) + ')';
}

std::string text_of(NativeExpression const& native) {
  std::string result = "native";
  for (DialectText const& spelling : native.spellings)
    result += ' ' + detail::print_dialect_text(spelling, detail::TextStyle::dollars);
  return result;
}

}  // namespace

std::string print(Expression const& expression) {
  return std::visit(
      overloaded{
          [](BadExpression const&) { return std::string("?"); },
          [](Literal const& node) { return text_of(node); },
          [](ColumnReference const& node) { return text_of(node); },
          [](Unary const& node) { return text_of(node); },
          [](Binary const& node) { return text_of(node); },
          [](IsNull const& node) { return term(*node.operand) + " is " + (node.negated ? "not null" : "null"); },
          [](InList const& node) {
            return fmt::format("{} {}in ({})", term(*node.operand), negation(node.negated), print_list(node.list));
          },
          [](InSelect const& node) {
            return fmt::format("{} {}in ({})", term(*node.operand), negation(node.negated), print(*node.select));
          },
          [](Between const& node) {
            return fmt::format("{} {}between {} and {}", term(*node.operand), negation(node.negated), term(*node.low),
                               term(*node.high));
          },
          [](Like const& node) {
            return fmt::format("{} {}like {}", term(*node.operand), negation(node.negated), term(*node.pattern));
          },
          [](Case const& node) { return text_of(node); },
          [](Cast const& node) { return "cast(" + print(*node.operand) + " as " + print(node.type) + ')'; },
          [](Call const& node) { return text_of(node); },
          [](Exists const& node) { return "exists (" + print(*node.select) + ')'; },
          [](ScalarSelect const& node) { return '(' + print(*node.select) + ')'; },
          [](NativeExpression const& node) { return text_of(node); },
          [](DefaultValue const&) { return std::string("default"); },
          [](NextValue const& node) { return "next value for " + detail::print_in_expression(node.sequence); },
      },
      expression.node);
}

}  // namespace retort::ast
