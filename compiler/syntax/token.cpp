// SPDX-License-Identifier: Apache-2.0
// The table of keywords: built at compile time, found by hashing, compared without regard to case.
#include "compiler/syntax/token.hpp"

#include <array>

namespace retort::syntax {

namespace {

constexpr std::array keyword_texts{
#define RETORT_KEYWORD(enumerator, text) std::string_view{text},
#include "compiler/syntax/keywords.def"
#undef RETORT_KEYWORD
};
constexpr std::size_t keyword_count = keyword_texts.size();
constexpr auto kind_count = static_cast<std::size_t>(TokenKind::count);
constexpr std::size_t first_keyword = kind_count - keyword_count;

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr std::size_t longest_keyword = [] {
  std::size_t longest = 0;
  for (std::string_view const text : keyword_texts) longest = text.size() > longest ? text.size() : longest;
  return longest;
}();

// Open addressing with linear probing; entries are 1 + the index of a keyword, 0 is empty.
constexpr std::size_t slots = 1024;
constexpr std::size_t slot_of(std::string_view word) {
  std::size_t hash = word.size() * 131;
  for (char const c : word) hash = hash * 31 + static_cast<unsigned char>(lower(c));
  return (hash ^ (hash >> 10)) % slots;
}
constexpr std::array<std::uint8_t, slots> keyword_table = [] {
  std::array<std::uint8_t, slots> table{};
  for (std::size_t i = 0; i < keyword_count; ++i) {
    std::size_t slot = slot_of(keyword_texts[i]);
    while (table[slot] != 0) slot = (slot + 1) % slots;
    table[slot] = static_cast<std::uint8_t>(i + 1);
  }
  return table;
}();

constexpr bool same_word(std::string_view word, std::string_view lower_case) {
  if (word.size() != lower_case.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (lower(word[i]) != lower_case[i]) return false;
  return true;
}

constexpr TokenKind find_keyword(std::string_view word) {
  if (word.size() > longest_keyword) return TokenKind::identifier;
  for (std::size_t slot = slot_of(word); keyword_table[slot] != 0; slot = (slot + 1) % slots) {
    std::size_t const index = keyword_table[slot] - 1U;
    if (same_word(word, keyword_texts[index])) return static_cast<TokenKind>(first_keyword + index);
  }
  return TokenKind::identifier;
}

constexpr std::array<bool, kind_count> reserved_kinds = [] {
  std::array<bool, kind_count> reserved{};
#define RETORT_RESERVED(word) reserved[static_cast<std::size_t>(find_keyword(#word))] = true;
#include "compiler/ast/reserved.def"
#undef RETORT_RESERVED
  return reserved;
}();
static_assert(!reserved_kinds[static_cast<std::size_t>(TokenKind::identifier)],
              "every reserved word has to be in keywords.def");

constexpr std::array<std::string_view, first_keyword> other_spellings{
    "",  "",  "",  "",  "",  "",  "",  "",  "",   "(", ")",  "{", "}",  "[",  "]",  ",",
    ";", ".", "+", "-", "*", "/", "%", "=", "<>", "<", "<=", ">", ">=", "||", "::", "@"};
static_assert(static_cast<std::size_t>(TokenKind::at) == first_keyword - 1);

}  // namespace

bool is_keyword(TokenKind kind) { return static_cast<std::size_t>(kind) >= first_keyword; }
bool is_reserved(TokenKind kind) { return reserved_kinds[static_cast<std::size_t>(kind)]; }
bool is_name(TokenKind kind) {
  return kind == TokenKind::identifier || kind == TokenKind::quoted_identifier ||
         (is_keyword(kind) && !is_reserved(kind));
}
TokenKind keyword_kind(std::string_view word) { return find_keyword(word); }
std::string_view spelling(TokenKind kind) {
  auto const index = static_cast<std::size_t>(kind);
  return is_keyword(kind) ? keyword_texts[index - first_keyword] : other_spellings[index];
}

}  // namespace retort::syntax
