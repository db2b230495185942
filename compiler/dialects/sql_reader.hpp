// SPDX-License-Identifier: Apache-2.0
// Expressions and selects as databases write them back, as trees of the language. In: SQL text and what its database
// writes differently. Out: a tree, or nothing where the language has none for it. Checks no names and no types.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast/expression.hpp"

namespace retort::dialects {

enum class SqlTokenKind { word, quoted, number, string, bytes, symbol, end };
struct SqlToken {
  SqlTokenKind kind = SqlTokenKind::end;
  std::string text;                // a word in lower case, the value of a quoted name or a string, the digits of bytes
  std::size_t begin = 0, end = 0;  // in the text
  friend bool operator==(SqlToken const& a, SqlToken const& b) { return a.kind == b.kind && a.text == b.text; }
};

// How a database writes.
struct SqlWords {
  bool backslash_escapes = false;       // in strings
  bool double_quotes_are_text = false;  // "…" is a string; names stand in `…`
  bool concat_binds_tightest = false;   // || before * and +
  bool brackets_quote = false;          // [name]
  // A type in a cast, by its text ("character varying(10)"); nothing where the language has none.
  std::function<std::optional<ast::Type>(std::string const& text)> type;
  // A function of the database as the language has it; nothing: it stays a call of that name.
  std::function<std::optional<ast::Expression>(std::string const& name, std::vector<ast::Expression> const& arguments)>
      call;
  bool slash_keeps_fractions = false;  // `/` of integers is no integer, as it is in the language; `div` is
  bool bits_are_bytes = false;         // b'101' is x'05'
  bool bars_are_or = false;            // `||`
  bool backslash_in_patterns = false;  // escapes the next character of what `like` compares with
  // A string with carriage returns, written without them: E'a\r\nb'.
  std::function<std::string(std::string const& value)> text_with_returns;
  // Transact-SQL: N'…', convert(type, x), `top` and `offset … fetch`, names in the letters they are written with.
  bool transact = false;
  // What a column of the type has as its value, without what the dialect writes around it for the sake of the type.
  std::function<ast::Expression(ast::Expression value, ast::Type const& column)> value = nullptr;
};

// Nothing where the text has a character that no SQL has, or a quote without an end. Comments are passed over. Ends
// with a token of kind end.
[[nodiscard]] std::optional<std::vector<SqlToken>> sql_tokens(std::string_view text, SqlWords const& words);

// The text with line feeds alone at the ends of its lines, as files have them; a string that holds other ends is
// written by text_with_returns(), so that it keeps them.
[[nodiscard]] std::string with_line_feeds(std::string const& text, SqlWords const& words);
// The text without the carriage returns before its line feeds.
[[nodiscard]] std::string without_returns(std::string_view text);
// Whether a file would change the text: the end of a line in it is one carriage return or more and a line feed.
[[nodiscard]] bool has_returns(std::string_view text);

[[nodiscard]] std::optional<ast::Expression> read_expression(std::string_view text, SqlWords const& words);
[[nodiscard]] std::optional<ast::Select> read_select(std::string_view text, SqlWords const& words);

// ---- for readers of expressions
[[nodiscard]] ast::Expression expression_of(decltype(ast::Expression::node) node);
[[nodiscard]] ast::Expression call_of(std::string const& function, std::vector<ast::Expression> arguments);
// The words of a database, not read yet: a native expression for no dialect, which no file can have.
[[nodiscard]] ast::Expression unread(std::string words);

}  // namespace retort::dialects
