// SPDX-License-Identifier: Apache-2.0
// A text without faults cut into tokens and comments. Only their ends matter here, not what they mean, so this is all
// there is to know of the lexis: what may hold a comment mark or a bracket without being one.
#include <algorithm>

#include "compiler/syntax/format_comments.hpp"

namespace retort::syntax {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80U;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t end_of_block_comment(std::string_view text, std::size_t at) {
  int depth = 0;
  while (at < text.size()) {
    std::string_view const pair = text.substr(at, 2);
    if (pair == "/*") ++depth;
    if (pair == "*/") --depth;
    at += pair == "/*" || pair == "*/" ? 2 : 1;
    if (depth == 0) return at;
  }
  return text.size();
}

// A doubled quote is two quoted pieces to the eye and one here: they touch, which is all that counts.
std::size_t end_of_quoted(std::string_view text, std::size_t at) {
  return std::min(text.find(text[at], at + 1), text.size() - 1) + 1;
}

// `$tag$ … $tag$`; the '$' alone where it opens nothing.
std::size_t end_of_dollar(std::string_view text, std::size_t at) {
  std::size_t tag = at + 1;
  while (tag < text.size() && (is_letter(text[tag]) || is_digit(text[tag]))) ++tag;
  if (tag == text.size() || text[tag] != '$') return at + 1;
  std::string_view const delimiter = text.substr(at, tag + 1 - at);
  std::size_t const close = text.find(delimiter, tag + 1);
  return close == std::string_view::npos ? text.size() : close + delimiter.size();
}

std::size_t end_of_piece(std::string_view text, std::size_t at) {
  std::string_view const pair = text.substr(at, 2);
  if (pair == "--") return std::min(text.find('\n', at), text.size());
  if (pair == "/*") return end_of_block_comment(text, at);
  if (text[at] == '\'' || text[at] == '"') return end_of_quoted(text, at);
  if (text[at] == '$') return end_of_dollar(text, at);
  std::size_t end = at + 1;
  if (is_letter(text[at]) || is_digit(text[at]))
    while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]))) ++end;
  return end;
}

}  // namespace

std::vector<Piece> split_pieces(std::string_view text) {
  std::vector<Piece> pieces;
  std::size_t at = text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  while (at < text.size()) {
    if (is_blank(text[at])) {
      ++at;
      continue;
    }
    std::size_t const end = end_of_piece(text, at);
    std::string_view const pair = text.substr(at, 2);
    pieces.push_back({pair == "--" || pair == "/*", static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    at = end;
  }
  return pieces;
}

}  // namespace retort::syntax
