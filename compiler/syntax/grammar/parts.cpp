// SPDX-License-Identifier: Apache-2.0
// The small parts: names, texts, numbers, and words that are understood to be refused. Types and expressions have files
// of their own.
#include "compiler/syntax/grammar/parts.hpp"

#include <fmt/format.h>

#include "compiler/syntax/grammar/foreign.hpp"
#include "compiler/syntax/literal.hpp"

namespace retort::syntax::grammar {

bool is_text(TokenKind kind) { return kind == TokenKind::string || kind == TokenKind::dollar_string; }

bool parse_name(Session& session, Iterator& at, ast::Identifier& name) {
  if (!is_name(at->kind)) {
    session.expect(at, Category::name);
    return false;
  }
  name = {identifier_value(session.text(*at)), session.span(*at)};
  ++at;
  return true;
}

bool parse_qualified_name(Session& session, Iterator& at, ast::QualifiedName& name) {
  Iterator const begin = at;
  ast::Identifier first;
  if (!parse_name(session, at, first)) return false;
  if (at->kind == TokenKind::dot) {
    ++at;
    if (!parse_name(session, at, name.name)) fail(at);
    name.schema = std::move(first);
  } else {
    name.schema.reset();
    name.name = std::move(first);
  }
  name.where = session.span(begin, at);
  return true;
}

bool parse_text(Session& session, Iterator& at, ast::Text& text) {
  if (!is_text(at->kind)) {
    session.expect(at, Category::text);
    return false;
  }
  text = {string_value(session.text(*at)), session.span(*at)};
  ++at;
  return true;
}

bool parse_enum_value(Session& session, Iterator& at, ast::Text& text) {
  if (!parse_text(session, at, text)) return false;
  if (text.value.empty()) session.report(Code::RT0009, text.where, "an enum value has at least one character");
  return true;
}

bool parse_named_dialect_text(Session& session, Iterator& at, ast::DialectText& text) {
  do {
    if (!parse_name(session, at, text.dialects.emplace_back())) {
      if (text.dialects.size() > 1) fail(at);
      text.dialects.clear();
      return false;
    }
  } while (session.accept(at, TokenKind::comma));
  if (!parse_text(session, at, text.text)) fail(at);
  return true;
}

bool parse_dialect_text(Session& session, Iterator& at, ast::DialectText& text) {
  // `sql select 1`: what follows the first word is neither a list nor a text, so it is no name of a database.
  bool const bare =
      is_name(at->kind) && at[1].kind != TokenKind::comma && !is_text(at[1].kind) && at + 1 != session.end();
  if (bare) {
    session.report(Code::RT0101, *at, "raw SQL stands in quotes: sql $$ … $$, or sql postgresql $$ … $$");
    session.give_up(at);
  }
  return parse_text(session, at, text.text) || parse_named_dialect_text(session, at, text);
}

bool skip_if_exists(Session& session, Iterator& at) {
  if (!session.is_word(at, "if")) return true;
  Iterator const begin = at;
  Iterator exists = at + 1;
  if (exists->kind == TokenKind::not_) ++exists;
  if (exists->kind != TokenKind::exists) return true;
  at = exists + 1;
  session.report(Code::RT0104, session.span(begin, at),
                 fmt::format("'{}' hides that a history and its database differ: what exists where is known here",
                             session.text(begin, at))) |
      Fix{Span{session.span(*begin).file, begin->offset, at->offset}, ""};
  return true;
}

bool skip_cascade(Session& session, Iterator& at) {
  if (at->kind != TokenKind::cascade && at->kind != TokenKind::restrict) return true;
  session.report(Code::RT0104, *at,
                 fmt::format("'{}' says nothing here: what depends on it is dropped by statements of its own",
                             session.text(*at))) |
      Fix{Span{session.span(*at).file, at[-1].end(), at->end()}, ""};
  ++at;
  return true;
}

bool skip_inline_index(Session& session, Iterator& at) {
  auto const is_index = [&](Iterator word) { return word->kind == TokenKind::key || word->kind == TokenKind::index; };
  Iterator const begin = at;
  Iterator here = at;
  bool const kind = session.is_word(here, "fulltext") || session.is_word(here, "spatial");
  if (kind) ++here;
  if (is_index(here))
    ++here;
  else if (!kind)
    return false;
  if (is_name(here->kind)) {
    // A column of that name: key varchar(10).
    std::string const word = identifier_value(session.text(*here));
    if (find_type(word) != nullptr || find_foreign_type(word) != nullptr) return false;
    ++here;
  }
  if (here->kind != TokenKind::left_paren) return false;
  at = here;
  skip_parentheses(session, at);
  session.report(Code::RT0104, session.span(begin, at),
                 "an index is a statement of its own: create index … on t (…); one in a table is MySQL's alone");
  return true;
}

void skip_parentheses(Session& session, Iterator& at) {
  int depth = 0;
  do {
    if (at->kind == TokenKind::left_paren) ++depth;
    if (at->kind == TokenKind::right_paren) --depth;
    if (at->kind == TokenKind::semicolon || at == session.end()) session.require(at, TokenKind::right_paren);
    ++at;
  } while (depth > 0);
}

namespace {

// Clauses that may follow a native type or expression and take a text: they are no names of databases there.
bool goes_on_with_text(TokenKind kind) {
  return kind == TokenKind::comment || kind == TokenKind::having || kind == TokenKind::limit;
}

}  // namespace

bool parse_native_spellings(Session& session, Iterator& at, std::vector<ast::DialectText>& spellings) {
  if (is_text(at->kind)) {
    session.report(Code::RT0106, session.gap(at), "the database is missing: native postgresql '…'");
    session.give_up(at);
  }
  do {
    ast::DialectText spelling;
    if (!parse_name(session, at, spelling.dialects.emplace_back())) return false;
    if (!parse_text(session, at, spelling.text)) fail(at);
    spellings.push_back(std::move(spelling));
  } while (is_name(at->kind) && is_text(at[1].kind) && !goes_on_with_text(at->kind));
  return true;
}

std::uint32_t require_integer(Session& session, Iterator& at, std::uint32_t least, std::uint32_t most,
                              std::string_view what) {
  std::string_view const digits = session.text(*at);
  if (at->kind != TokenKind::number || !is_all_digits(digits)) {
    session.expect(at, Category::number);
    fail(at);
  }
  std::optional<std::uint64_t> const value = integer_value(digits);
  Token const& token = *at;
  ++at;
  if (value && *value >= least && *value <= most) return static_cast<std::uint32_t>(*value);
  session.report(Code::RT0111, token, fmt::format("{} has to be between {} and {}", what, least, most));
  return value && *value < least ? least : most;
}

}  // namespace retort::syntax::grammar
