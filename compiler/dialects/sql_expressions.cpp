// SPDX-License-Identifier: Apache-2.0
// One function a level of precedence, loosest first. What stands between the operators is in sql_values.cpp.
#include "compiler/dialects/sql_expressions.hpp"

#include <algorithm>
#include <iterator>

namespace retort::dialects {

namespace {

using Kind = SqlTokenKind;

}  // namespace

// ---- operators, loosest first
ast::Expression ExpressionReader::binary(Op op, ast::Expression left, ast::Expression right) {
  return expression_of(ast::Binary{op, std::move(left), std::move(right)});
}
ast::Expression ExpressionReader::expression() {
  Level const level(*this);
  auto left = exclusive();
  while (accept("or") || (words_.bars_are_or && accept("||"))) left = binary(Op::or_, std::move(left), exclusive());
  return left;
}
// What the language has no operator for is a call that no file can hold: such trees are compared, and never printed.
ast::Expression ExpressionReader::operation(std::string const& sign, ast::Expression left, ast::Expression right) {
  return called("operator " + sign, {std::move(left), std::move(right)});
}
ast::Expression ExpressionReader::exclusive() {
  auto left = conjunction();
  while (accept("xor")) left = operation("xor", std::move(left), conjunction());
  return left;
}
ast::Expression ExpressionReader::conjunction() {
  auto left = negation();
  while (accept("and") || (words_.bars_are_or && accept("&&"))) left = binary(Op::and_, std::move(left), negation());
  return left;
}
ast::Expression ExpressionReader::negation() {
  if (!accept("not") && !accept("!")) return predicate();
  Level const level(*this);
  return expression_of(ast::Unary{ast::UnaryOperator::not_, negation()});
}

std::optional<ast::BinaryOperator> ExpressionReader::comparison(std::string_view sign) {
  if (sign == "=") return Op::equal;
  if (sign == "<>" || sign == "!=") return Op::not_equal;
  if (sign == "<") return Op::less;
  if (sign == "<=") return Op::less_equal;
  if (sign == ">") return Op::greater;
  if (sign == ">=") return Op::greater_equal;
  return std::nullopt;
}
ast::Expression ExpressionReader::predicate() {
  auto left = operand();
  while (true) {
    if (auto const op = peek().kind == Kind::symbol ? comparison(peek().text) : std::nullopt) {
      ++at_;
      left = is("any") || is("all") ? any_of(std::move(left), *op) : binary(*op, std::move(left), operand());
    } else if (is("~~") || is("!~~")) {
      bool const negated = take().text == "!~~";
      auto pattern = operand();
      left = like(std::move(left), std::move(pattern), words_.backslash_in_patterns, negated);
    } else if (accept("<=>")) {
      left = operation("<=>", std::move(left), operand());
    } else if (accept("is")) {
      left = is_something(std::move(left));
    } else if (auto tested = test(left)) {
      left = std::move(*tested);
    } else {
      return left;
    }
  }
}
// In the language no character of a pattern escapes another. `escapes`: a backslash does there.
ast::Expression ExpressionReader::like(ast::Expression left, ast::Expression pattern, bool escapes, bool negated) {
  auto const arguments_of = [&](std::string_view function) -> std::vector<ast::Expression> {
    auto const* call = std::get_if<ast::Call>(&pattern.node);
    return call == nullptr || call->function.text != function ? std::vector<ast::Expression>() : call->arguments;
  };
  auto const text_of = [](ast::Expression const& e) {
    auto const* cast = std::get_if<ast::Cast>(&e.node);
    auto const* value = std::get_if<ast::Literal>(cast == nullptr ? &e.node : &cast->operand->node);
    return value == nullptr || value->kind != ast::LiteralKind::string ? nullptr : &value->text;
  };
  // like_escape(x, '') of PostgreSQL, replace(x, '\\', '\\\\') of MySQL: how a pattern is written that escapes nothing.
  if (auto const escaped = arguments_of("like_escape"); escaped.size() == 2) {
    auto const* sign = text_of(escaped[1]);
    if (sign == nullptr || !sign->empty()) throw Unreadable();
    return expression_of(ast::Like{std::move(left), escaped[0], negated});
  }
  if (auto const doubled = arguments_of("replace"); escapes && doubled.size() == 3) {
    auto const *from = text_of(doubled[1]), *to = text_of(doubled[2]);
    if (from != nullptr && to != nullptr && *from == "\\" && *to == "\\\\")
      return expression_of(ast::Like{std::move(left), doubled[0], negated});
  }
  if (words_.transact) return expression_of(ast::Like{std::move(left), plain_pattern(std::move(pattern)), negated});
  auto const* text = text_of(pattern);
  bool plain = !escapes || text != nullptr;
  if (escapes && text != nullptr) {
    std::string kept;
    for (std::size_t i = 0; i < text->size() && plain; ++i) {
      if ((*text)[i] == '\\') plain = ++i < text->size() && (*text)[i] == '\\';
      if (plain) kept += (*text)[i];
    }
    if (plain && kept != *text) pattern = literal(ast::LiteralKind::string, std::move(kept));
  }
  if (plain) return expression_of(ast::Like{std::move(left), std::move(pattern), negated});
  auto out = operation("like", std::move(left), std::move(pattern));
  return negated ? expression_of(ast::Unary{ast::UnaryOperator::not_, std::move(out)}) : std::move(out);
}
ast::Expression ExpressionReader::is_something(ast::Expression left) {
  bool const negated = accept("not");
  if (accept("null")) return expression_of(ast::IsNull{std::move(left), negated});
  std::string kind;
  std::vector<ast::Expression> sides{std::move(left)};
  if (is("true") || is("false") || is("unknown")) {
    kind = take().text;
  } else if (accept("distinct")) {
    expect("from");
    kind = "distinct from";
    sides.push_back(operand());
  } else if (words_.brackets_quote) {  // of SQLite: the same as `is not distinct from`
    kind = "the same as";
    sides.push_back(operand());
  } else {
    throw Unreadable();
  }
  auto out = call_of("is " + kind, std::move(sides));
  return negated ? expression_of(ast::Unary{ast::UnaryOperator::not_, std::move(out)}) : std::move(out);
}
// [not] in, between, like
std::optional<ast::Expression> ExpressionReader::test(ast::Expression const& left) {
  bool const negated = is("not");
  std::size_t const next = negated ? 1 : 0;
  for (std::string_view const word : {"regexp", "rlike", "glob", "match", "ilike"}) {
    if (!is(word, next)) continue;
    at_ += next + 1;
    auto pattern = operand();
    auto out = word == "regexp" || word == "rlike"
                   ? call_of("regexp_like", {left, std::move(pattern)})
                   : operation(word == "ilike" ? "~~*" : std::string(word), left, std::move(pattern));
    return negated ? expression_of(ast::Unary{ast::UnaryOperator::not_, std::move(out)}) : std::move(out);
  }
  if (!is("in", next) && !is("between", next) && !is("like", next)) return std::nullopt;
  at_ += next;
  if (accept("between")) {
    auto low = operand();
    expect("and");
    return expression_of(ast::Between{left, std::move(low), operand(), negated});
  }
  if (accept("like")) {
    auto pattern = operand();
    bool escapes = words_.backslash_in_patterns;
    if (accept("escape")) {
      if (!take().text.empty()) throw Unreadable();
      escapes = false;
    }
    return like(left, std::move(pattern), escapes, negated);
  }
  expect("in");
  expect("(");
  if (is("select")) {
    auto inner = select();
    expect(")");
    return expression_of(ast::InSelect{left, std::move(inner), negated});
  }
  auto items = list(")");
  if (items.empty()) throw Unreadable();  // of SQLite; the language has no empty list
  return expression_of(ast::InList{left, std::move(items), negated});
}
// x = any (array['a', 'b']): what PostgreSQL makes of `in`
ast::Expression ExpressionReader::any_of(ast::Expression left, Op op) {
  auto const begin = at_;
  bool const all = take().text == "all";
  expect("(");
  bool const listed = is("array") || (is("(") && (is("array", 1) || is("(", 1)));
  if (!listed || op != (all ? Op::not_equal : Op::equal)) {
    at_ = begin + 1;
    if (is("select", 1)) throw Unreadable();
    return binary(op, std::move(left), call_of(all ? "all" : "any", {primary()}));
  }
  auto items = array();
  if (items.empty()) throw Unreadable();
  expect(")");
  return expression_of(ast::InList{std::move(left), std::move(items), all});
}
std::vector<ast::Expression> ExpressionReader::array() {
  Level const level(*this);
  std::vector<ast::Expression> items;
  if (accept("(")) {
    items = array();
    expect(")");
  } else {
    expect("array");
    expect("[");
    items = list("]");
  }
  while (accept("::")) static_cast<void>(type_text());
  return items;
}
std::vector<ast::Expression> ExpressionReader::list(std::string_view end) {
  std::vector<ast::Expression> out;
  if (accept(end)) return out;
  do out.push_back(expression());
  while (accept(","));
  expect(end);
  return out;
}

ast::Expression ExpressionReader::operand() {
  auto left = sum();
  while (true) {
    if (!words_.concat_binds_tightest && !words_.bars_are_or && accept("||")) {
      left = binary(Op::concat, std::move(left), sum());
      continue;
    }
    // https://www.postgresql.org/docs/15/sql-syntax-lexical.html#SQL-PRECEDENCE
    static constexpr std::string_view signs[] = {"~",  "~*",  "!~", "!~*", "~~*", "!~~*", "@>", "<@", "@@", "->", "->>",
                                                 "#>", "#>>", "&&", "?",   "?|",  "?&",   "&",  "|",  "<<", ">>"};
    auto const* const found =
        std::find_if(std::begin(signs), std::end(signs), [&](std::string_view s) { return is(s); });
    if (found == std::end(signs) || (words_.bars_are_or && is("&&"))) return left;
    bool const negated = found->front() == '!';
    ++at_;
    left = operation(std::string(negated ? found->substr(1) : *found), std::move(left), sum());
    if (negated) left = expression_of(ast::Unary{ast::UnaryOperator::not_, std::move(left)});
  }
}
ast::Expression ExpressionReader::sum() {
  auto left = product();
  while (is("+") || is("-")) {
    Op const op = take().text == "+" ? Op::add : Op::subtract;
    auto right = product();
    auto *first = std::get_if<ast::Literal>(&left.node), *second = std::get_if<ast::Literal>(&right.node);
    bool const texts = words_.transact && op == Op::add && first != nullptr && second != nullptr &&
                       first->kind == ast::LiteralKind::string && second->kind == ast::LiteralKind::string;
    if (texts)  // one, in two pieces
      first->text += second->text;
    else
      left = binary(op, std::move(left), std::move(right));
  }
  return left;
}
ast::Expression ExpressionReader::product() {
  auto left = tightest();
  while (is("*") || is("/") || is("%") || is("div") || is("mod")) {
    auto const sign = take().text;
    if (sign == "/" && words_.slash_keeps_fractions) {
      left = call_of("quotient", {std::move(left), tightest()});  // which the language has not
      continue;
    }
    Op const op = sign == "*" ? Op::multiply : sign == "/" || sign == "div" ? Op::divide : Op::modulo;
    left = binary(op, std::move(left), tightest());
  }
  return left;
}
ast::Expression ExpressionReader::tightest() {
  auto left = signed_value();
  while (words_.concat_binds_tightest && accept("||")) left = binary(Op::concat, std::move(left), signed_value());
  return left;
}
ast::Expression ExpressionReader::signed_value() {
  bool const minus = accept("-");
  if (minus || accept("+")) {
    Level const level(*this);
    auto inner = signed_value();
    return minus ? expression_of(ast::Unary{ast::UnaryOperator::minus, std::move(inner)}) : std::move(inner);
  }
  auto out = primary();
  while (accept("::")) out = cast(std::move(out), type_text());
  while (true) {
    if (accept("collate")) {
      auto collation = name().text;
      if (accept(".")) collation += "." + name().text;
      out = called("collate " + collation, {std::move(out)});
    } else if (is("at") && is("time", 1) && is("zone", 2)) {
      at_ += 3;
      auto zone = primary();
      while (accept("::")) zone = cast(std::move(zone), type_text());
      out = call_of("timezone", {std::move(zone), std::move(out)});
    } else if (accept("[")) {
      out = call_of("element", {std::move(out), expression()});
      expect("]");
    } else {
      return out;
    }
    while (accept("::")) out = cast(std::move(out), type_text());
  }
}

}  // namespace retort::dialects
