// SPDX-License-Identifier: Apache-2.0
// The expressions that databases write, read by the precedence that they share. In: tokens. Out: trees of the language;
// what it has no tree for is Unreadable.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/dialects/sql_cursor.hpp"

namespace retort::dialects {

class ExpressionReader : protected SqlCursor {
 protected:
  // Text and words must outlive it; the tokens are those of the text.
  ExpressionReader(std::string_view text, std::vector<SqlToken> tokens, SqlWords const& words)
      : SqlCursor(std::move(tokens)), text_(text), words_(words) {}
  ~ExpressionReader() = default;

  // Of a sub-select.
  virtual ast::Select select() = 0;

  ast::Expression expression();
  ast::Expression primary();
  ast::QualifiedName qualified_name();
  [[nodiscard]] bool is_name(std::size_t ahead = 0) const {
    return peek(ahead).kind == SqlTokenKind::word || peek(ahead).kind == SqlTokenKind::quoted;
  }
  ast::Identifier name() {
    if (!is_name()) throw Unreadable();
    auto const token = take();
    bool const as_written = words_.transact && token.kind == SqlTokenKind::word;
    return {as_written ? std::string(text_.substr(token.begin, token.end - token.begin)) : token.text, {}};
  }

 private:
  using Op = ast::BinaryOperator;

  // ---- operators, loosest first
  static ast::Expression binary(Op op, ast::Expression left, ast::Expression right);
  ast::Expression operation(std::string const& sign, ast::Expression left, ast::Expression right);
  ast::Expression exclusive();
  ast::Expression conjunction();
  ast::Expression negation();

  static std::optional<Op> comparison(std::string_view sign);
  ast::Expression predicate();
  ast::Expression like(ast::Expression left, ast::Expression pattern, bool escapes, bool negated);
  // What follows `is`.
  ast::Expression is_something(ast::Expression left);
  // [not] in, between, like
  std::optional<ast::Expression> test(ast::Expression const& left);
  // x = any (array['a', 'b']): what PostgreSQL makes of `in`
  ast::Expression any_of(ast::Expression left, Op op);
  std::vector<ast::Expression> array();
  std::vector<ast::Expression> list(std::string_view end);

  ast::Expression operand();
  ast::Expression sum();
  ast::Expression product();
  ast::Expression tightest();
  ast::Expression signed_value();

  // ---- casts
  // The text of a type: words, a size, brackets.
  std::string type_text();
  ast::Expression cast(ast::Expression value, std::string const& type);

  // ---- values
  ast::Expression literal(ast::LiteralKind kind, std::string text);
  ast::Expression parenthesised();
  ast::Expression word();
  ast::Expression extract_call();
  // interval x day, of MySQL: no tree of the language, but the same for both sides
  ast::Expression interval();
  ast::Expression cast_call();
  // trim(both from x)
  ast::Expression trim_call();
  ast::Expression case_();
  ast::Expression called(std::string const& function, std::vector<ast::Expression> arguments);
  // A column, or a call.
  ast::Expression named();

  // ---- of Transact-SQL alone, in sql_transact.cpp
  // convert(type, x) and convert(type, x, style)
  ast::Expression convert_call();
  // What a pattern stands for, in which nothing escapes; Unreadable where a set of characters is meant.
  static ast::Expression plain_pattern(ast::Expression pattern);
  // coalesce() and nullif(), which the server writes as `case`
  static ast::Expression function_of(ast::Case choice);
  // The condition x of `case when x then 1 when not (x) then 0 end`, which is how a value is made of it; null for
  // others.
  static ast::Expression const* condition_in(ast::Expression const& value);

  std::string_view text_;

 protected:
  SqlWords const& words_;
};

}  // namespace retort::dialects
