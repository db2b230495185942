// SPDX-License-Identifier: Apache-2.0
// Forms that only Transact-SQL has, and those that SQL Server puts in the place of others.
#include <algorithm>

#include "compiler/dialects/sql_expressions.hpp"

namespace retort::dialects {

namespace {

ast::Literal const* literal_in(ast::Expression const& e, ast::LiteralKind kind) {
  auto const* found = std::get_if<ast::Literal>(&e.node);
  return found != nullptr && found->kind == kind ? found : nullptr;
}

// In a pattern `[[]` is a bracket; what else begins with one is a set of characters.
// https://learn.microsoft.com/en-us/sql/t-sql/language-elements/like-transact-sql
std::optional<std::string> without_sets(std::string_view pattern) {
  std::string out;
  while (!pattern.empty()) {
    bool const bracket = pattern.starts_with("[[]");
    if (!bracket && pattern.front() == '[') return std::nullopt;
    out += pattern.front();
    pattern.remove_prefix(bracket ? 3 : 1);
  }
  return out;
}

}  // namespace

// A style of 0 is none. 121 is how moments are read and written whatever the session says: of a literal the same as a
// cast. https://learn.microsoft.com/en-us/sql/t-sql/functions/cast-and-convert-transact-sql
ast::Expression ExpressionReader::convert_call() {
  at_ += 2;
  auto const type = type_text();
  expect(",");
  auto value = expression();
  std::string style = "0";
  if (accept(",")) {
    auto const written = expression();
    auto const* number = literal_in(written, ast::LiteralKind::number);
    if (number == nullptr) throw Unreadable();
    style = number->text;
  }
  expect(")");
  bool const literal = literal_in(value, ast::LiteralKind::string) != nullptr;
  auto const* inner = std::get_if<ast::Cast>(&value.node);
  if (inner != nullptr && style == "121" && words_.type && words_.type(type) == inner->type) return value;
  auto out = cast(std::move(value), type);
  if (style == "0" || (style == "121" && literal)) return out;
  return call_of("convert " + style, {std::move(out)});
}

ast::Expression ExpressionReader::plain_pattern(ast::Expression pattern) {
  if (auto const* text = literal_in(pattern, ast::LiteralKind::string)) {
    auto plain = without_sets(text->text);
    if (!plain) throw Unreadable();
    return expression_of(ast::Literal{ast::LiteralKind::string, std::move(*plain)});
  }
  // replace(x, N'[', N'[[]') is how the pattern is written that is made of a column.
  auto const* call = std::get_if<ast::Call>(&pattern.node);
  if (call == nullptr || call->function.text != "replace" || call->arguments.size() != 3) throw Unreadable();
  auto const *from = literal_in(call->arguments[1], ast::LiteralKind::string),
             *to = literal_in(call->arguments[2], ast::LiteralKind::string);
  if (from == nullptr || to == nullptr || from->text != "[" || to->text != "[[]") throw Unreadable();
  return call->arguments[0];
}

ast::Expression const* ExpressionReader::condition_in(ast::Expression const& value) {
  auto const* choice = std::get_if<ast::Case>(&value.node);
  if (choice == nullptr || !choice->operand.empty() || !choice->otherwise.empty() || choice->arms.size() != 2)
    return nullptr;
  auto const &yes = choice->arms[0], &no = choice->arms[1];
  auto const is = [](ast::Expression const& e, std::string_view text) {
    auto const* number = literal_in(e, ast::LiteralKind::number);
    return number != nullptr && number->text == text;
  };
  auto const* negation = std::get_if<ast::Unary>(&no.when.node);
  bool const contrary =
      negation != nullptr && negation->op == ast::UnaryOperator::not_ && *negation->operand == yes.when;
  return contrary && is(yes.then, "1") && is(no.then, "0") ? &yes.when : nullptr;
}

// https://learn.microsoft.com/en-us/sql/t-sql/language-elements/coalesce-transact-sql, "Comparing COALESCE and CASE";
// https://learn.microsoft.com/en-us/sql/t-sql/language-elements/nullif-transact-sql, "Remarks"
ast::Expression ExpressionReader::function_of(ast::Case choice) {
  auto const& arms = choice.arms;
  if (!choice.operand.empty() || choice.otherwise.size() != 1) return expression_of(std::move(choice));
  if (arms.size() == 1 && literal_in(arms[0].then, ast::LiteralKind::null) != nullptr) {
    auto const* equal = std::get_if<ast::Binary>(&arms[0].when.node);
    if (equal != nullptr && equal->op == Op::equal && *equal->left == choice.otherwise.front())
      return call_of("nullif", {*equal->left, *equal->right});
  }
  std::vector<ast::Expression> values;
  for (auto const& arm : arms) {
    auto const* there = std::get_if<ast::IsNull>(&arm.when.node);
    if (there == nullptr || !there->negated || !(*there->operand == arm.then)) return expression_of(std::move(choice));
    values.push_back(arm.then);
  }
  // Of several values the server nests one in the other.
  auto const* inner = std::get_if<ast::Call>(&choice.otherwise.front().node);
  if (inner != nullptr && inner->function.text == "coalesce")
    values.insert(values.end(), inner->arguments.begin(), inner->arguments.end());
  else
    values.push_back(choice.otherwise.front());
  return call_of("coalesce", std::move(values));
}

}  // namespace retort::dialects
