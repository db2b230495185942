// SPDX-License-Identifier: Apache-2.0
// Knows just enough of tokens to find the brace that closes a block: texts, names, and comments hide braces.
#include "compiler/syntax/outline.hpp"

#include <algorithm>

namespace retort::syntax {

namespace {

constexpr std::size_t nowhere = std::string_view::npos;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80U;
}

std::size_t behind(std::string_view text, std::string_view what, std::size_t from) {
  auto const found = text.find(what, from);
  return found == nowhere ? nowhere : found + what.size();
}

// Behind the comment that begins here; they nest.
std::size_t end_of_comment(std::string_view text, std::size_t at) {
  int depth = 0;
  do {
    at = text.find_first_of("*/", at);
    if (at == nowhere || at + 1 >= text.size()) return nowhere;
    auto const two = text.substr(at, 2);
    if (two == "/*") ++depth;
    if (two == "*/") --depth;
    at += two == "/*" || two == "*/" ? 2 : 1;
  } while (depth > 0);
  return at;
}

// Behind $tag$ … $tag$; behind the '$' alone where that opens nothing.
std::size_t end_of_dollar_text(std::string_view text, std::size_t at) {
  std::size_t tag = at + 1;
  while (tag < text.size() && is_word(text[tag])) ++tag;
  if (tag == text.size() || text[tag] != '$') return at + 1;
  return behind(text, text.substr(at, tag + 1 - at), tag + 1);
}

// Behind what hides a brace and begins here; `at` where nothing of that kind does; nowhere where it does not end.
// A doubled quote ends a text and begins the next one.
std::size_t end_of_hidden(std::string_view text, std::size_t at) {
  switch (text[at]) {
    case '\'':
      return behind(text, "'", at + 1);
    case '"':
      return behind(text, "\"", at + 1);
    case '$':
      return end_of_dollar_text(text, at);
    case '-':
      return text.substr(at, 2) == "--" ? std::min(text.find('\n', at), text.size()) : at;
    case '/':
      return text.substr(at, 2) == "/*" ? end_of_comment(text, at) : at;
    default:
      return at;
  }
}

}  // namespace

std::optional<std::string> outline(std::string_view text) {
  std::string out(text);
  std::size_t depth = 0, opened = 0;
  for (std::size_t at = 0;;) {
    at = text.find_first_of("{}'\"$-/", at);
    if (at == nowhere) break;
    auto const end = end_of_hidden(text, at);
    if (end == nowhere) return std::nullopt;
    if (end != at) {
      at = end;
      continue;
    }
    if (text[at] == '{' && depth++ == 0) opened = at + 1;
    if (text[at] == '}' && depth > 0 && --depth == 0)
      std::fill(out.begin() + static_cast<std::ptrdiff_t>(opened), out.begin() + static_cast<std::ptrdiff_t>(at), ' ');
    ++at;
  }
  if (depth > 0) return std::nullopt;
  return out;
}

}  // namespace retort::syntax
