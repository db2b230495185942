// SPDX-License-Identifier: Apache-2.0
// The parts of statements that are read by hand: names, texts, numbers, types, expressions. Each function reads at
// `at`; false means that nothing of the kind begins there (which it noted), with `at` and the result as they were. What
// is wrong behind its first token fails.
#pragma once

#include <cstdint>

#include "compiler/ast/expression.hpp"
#include "compiler/syntax/grammar/session.hpp"

namespace retort::syntax::grammar {

[[nodiscard]] bool is_text(TokenKind kind);  // '…' or $$…$$

bool parse_name(Session& session, Iterator& at, ast::Identifier& name);
bool parse_qualified_name(Session& session, Iterator& at, ast::QualifiedName& name);  // [schema.]name
bool parse_text(Session& session, Iterator& at, ast::Text& text);
bool parse_enum_value(Session& session, Iterator& at, ast::Text& text);  // a text of at least one character
bool parse_type(Session& session, Iterator& at, ast::Type& type);

// [dialect, …] text; and the same with at least one dialect.
bool parse_dialect_text(Session& session, Iterator& at, ast::DialectText& text);
bool parse_named_dialect_text(Session& session, Iterator& at, ast::DialectText& text);

// `dialect text`, once or more: what follows the word `native`.
bool parse_native_spellings(Session& session, Iterator& at, std::vector<ast::DialectText>& spellings);

bool parse_expression(Session& session, Iterator& at, ast::Expression& expression);
// An expression, or `default`.
bool parse_value(Session& session, Iterator& at, ast::Expression& value);
// What needs no parentheses in an index: a column, a function call, or what is in parentheses.
bool parse_index_expression(Session& session, Iterator& at, ast::Expression& expression);
bool parse_select(Session& session, Iterator& at, ast::Select& select);

// A whole number within bounds; another one is reported, and the nearest bound is returned. Anything else fails.
std::uint32_t require_integer(Session& session, Iterator& at, std::uint32_t least, std::uint32_t most,
                              std::string_view what);

// What is accepted everywhere to be reported well.
bool skip_if_exists(Session& session, Iterator& at);  // if [not] exists
bool skip_cascade(Session& session, Iterator& at);    // cascade, restrict
// key [name] (…), index …, fulltext …: an index among columns, as MySQL has it. False when it is none.
bool skip_inline_index(Session& session, Iterator& at);
// From a '(' to behind its ')'; fails where the statement ends before.
void skip_parentheses(Session& session, Iterator& at);

}  // namespace retort::syntax::grammar
