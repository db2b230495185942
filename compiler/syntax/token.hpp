// SPDX-License-Identifier: Apache-2.0
// What the lexer makes and the grammar reads: tokens of twelve bytes that point into the text. A token carries no
// value; literal.hpp reads values out of the text under it.
#pragma once

#include <cstdint>
#include <string_view>

namespace retort::syntax {

enum class TokenKind : std::uint8_t {
  end_of_file,        // always the last token, of no length
  bad,                // a character that starts nothing, an operator of one database, a text in typographic quotes
  identifier,         // a word that is no keyword
  quoted_identifier,  // "…", with the quotes
  number,             // as PostgreSQL writes them: 1 .5 5. 1e6
  digits_word,        // begins with a digit and is no number: 3f9a, an id of a revision
  string,             // '…', with the quotes
  dollar_string,      // $tag$…$tag$, with the tags
  bytes,              // x'00ff'
  left_paren,
  right_paren,
  left_brace,
  right_brace,
  left_bracket,
  right_bracket,
  comma,
  semicolon,
  dot,
  plus,
  minus,
  star,
  slash,
  percent,
  equal,
  not_equal,  // <> and !=
  less,
  less_equal,
  greater,
  greater_equal,
  concat,        // ||
  double_colon,  // ::
  at,
#define RETORT_KEYWORD(enumerator, text) enumerator,
#include "compiler/syntax/keywords.def"
#undef RETORT_KEYWORD
  count  // not a kind: how many there are
};

// Bytes [offset, offset + length) of the text.
struct Token {
  TokenKind kind = TokenKind::end_of_file;
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
  [[nodiscard]] constexpr std::uint32_t end() const { return offset + length; }
};
static_assert(sizeof(Token) == 12);

// A word that the grammar knows, reserved or not.
[[nodiscard]] bool is_keyword(TokenKind kind);
// A word that is a name only in quotes (compiler/ast/reserved.def).
[[nodiscard]] bool is_reserved(TokenKind kind);
// What may stand where a name is wanted: an identifier, quoted or not, or a keyword that is not reserved.
[[nodiscard]] bool is_name(TokenKind kind);
// The keyword's kind, whatever the case of the word; TokenKind::identifier for every other word.
[[nodiscard]] TokenKind keyword_kind(std::string_view word);
// How the token is spelt, without quotes: "create", "("; empty for kinds with many spellings.
[[nodiscard]] std::string_view spelling(TokenKind kind);

}  // namespace retort::syntax
