// SPDX-License-Identifier: Apache-2.0
// The small parts: names, texts, numbers, and words that are understood to be refused. Types and expressions have files
// of their own.
#include "compiler/syntax/grammar/parts.hpp"

#include <fmt/format.h>

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

namespace {

// Clauses that may follow a native type or expression and take a text: they are no names of databases there.
bool goes_on_with_text(TokenKind kind) {
  return kind == TokenKind::comment || kind == TokenKind::having || kind == TokenKind::limit;
}

}  // namespace

bool parse_native_spellings(Session& session, Iterator& at, std::vector<ast::DialectText>& spellings) {
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
