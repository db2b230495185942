// SPDX-License-Identifier: Apache-2.0
// Words of SQL: names, numbers, strings, signs.
#include <algorithm>
#include <utility>

#include "compiler/dialects/sql_reader.hpp"

namespace retort::dialects {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

class Scanner {
 public:
  Scanner(std::string_view text, SqlWords const& words) : text_(text), words_(words) {}

  std::optional<std::vector<SqlToken>> run() {
    while (skip()) {
      auto const begin = at_;
      if (!next()) return std::nullopt;
      out_.back().begin = begin;
      out_.back().end = at_;
    }
    if (broken_) return std::nullopt;
    out_.push_back({SqlTokenKind::end, {}, text_.size(), text_.size()});
    return std::move(out_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void put(SqlTokenKind kind, std::string text) { out_.push_back({kind, std::move(text), 0, 0}); }

  // Blanks and comments; false at the end.
  bool skip() {
    while (at_ < text_.size()) {
      char const c = peek();
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
        ++at_;
      } else if (c == '-' && peek(1) == '-') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '/' && peek(1) == '*') {
        auto const end = text_.find("*/", at_ + 2);
        broken_ = end == std::string_view::npos;
        if (broken_) return false;
        at_ = end + 2;
      } else {
        return true;
      }
    }
    return false;
  }

  bool next() {
    char const c = peek();
    if (c == '\'') return quoted('\'', SqlTokenKind::string, words_.backslash_escapes);
    if (c == '"')
      return quoted('"', words_.double_quotes_are_text ? SqlTokenKind::string : SqlTokenKind::quoted,
                    words_.double_quotes_are_text && words_.backslash_escapes);
    if (c == '[' && words_.brackets_quote) return quoted(']', SqlTokenKind::quoted, false);
    if (c == '`') return quoted('`', SqlTokenKind::quoted, false);
    if (words_.transact && (c == 'n' || c == 'N') && peek(1) == '\'') {
      ++at_;
      return quoted('\'', SqlTokenKind::string, false);
    }
    if ((c == 'x' || c == 'X') && peek(1) == '\'') {
      ++at_;
      return bytes();
    }
    if (words_.bits_are_bytes && (c == 'b' || c == 'B') && peek(1) == '\'') {
      ++at_;
      return bits();
    }
    if ((c == 'e' || c == 'E') && peek(1) == '\'') {  // PostgreSQL writes a string with a backslash so
      ++at_;
      return quoted('\'', SqlTokenKind::string, true);
    }
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (is_letter(c)) return word();
    return symbol();
  }

  bool quoted(char quote, SqlTokenKind kind, bool escapes) {
    std::string value;
    for (++at_; at_ < text_.size(); ++at_) {
      char const c = peek();
      if (c == quote && peek(1) == quote) {
        value += quote;
        ++at_;
      } else if (c == quote) {
        ++at_;
        put(kind, std::move(value));
        return true;
      } else if (escapes && c == '\\' && at_ + 1 < text_.size()) {
        ++at_;
        value += escaped(peek());
      } else {
        value += c;
      }
    }
    return false;
  }
  // https://dev.mysql.com/doc/refman/8.4/en/string-literals.html, table 11.1
  static char escaped(char c) {
    switch (c) {
      case '0':
        return '\0';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'b':
        return '\b';
      case 'Z':
        return '\x1a';
      default:
        return c;
    }
  }
  bool bytes() {
    if (!quoted('\'', SqlTokenKind::bytes, false)) return false;
    auto& digits = out_.back().text;
    std::transform(digits.begin(), digits.end(), digits.begin(), lower);
    return std::all_of(digits.begin(), digits.end(), is_hex);
  }
  // b'101' as its bytes.
  bool bits() {
    if (!quoted('\'', SqlTokenKind::bytes, false)) return false;
    constexpr std::size_t in_digit = 4, in_byte = 8;
    constexpr char digits[] = "0123456789abcdef";
    auto signs = std::exchange(out_.back().text, {});
    if (signs.find_first_not_of("01") != std::string::npos) return false;
    signs.insert(0, (in_byte - signs.size() % in_byte) % in_byte, '0');
    for (std::size_t i = 0; i < signs.size(); i += in_digit) {
      unsigned value = 0;
      for (std::size_t k = 0; k < in_digit; ++k) value = value * 2 + (signs[i + k] == '1' ? 1U : 0U);
      out_.back().text += digits[value];
    }
    return true;
  }
  bool number() {
    std::string value;
    if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X')) {  // MySQL writes bytes so
      at_ += 2;
      while (is_hex(lower(peek()))) value += lower(text_[at_++]);
      put(SqlTokenKind::bytes, std::move(value));
      return true;
    }
    auto const digits = [&] {
      while (is_digit(peek())) value += text_[at_++];
    };
    digits();
    if (peek() == '.') {
      value += text_[at_++];
      digits();
    }
    bool const sign = peek(1) == '+' || peek(1) == '-';
    if (lower(peek()) == 'e' && is_digit(peek(sign ? 2 : 1))) {
      value += 'e';
      ++at_;
      if (sign) value += text_[at_++];
      digits();
    }
    // So SQL Server writes a whole number that is too long for an int.
    constexpr std::size_t digits_of_int = 10;
    if (words_.transact && value.ends_with('.') && value.size() > digits_of_int) value.pop_back();
    put(SqlTokenKind::number, std::move(value));
    return true;
  }
  bool word() {
    std::string value;
    while (is_letter(peek()) || is_digit(peek()) || peek() == '$') value += lower(text_[at_++]);
    put(SqlTokenKind::word, std::move(value));
    return true;
  }
  bool symbol() {
    static constexpr std::string_view longer[] = {"!~~*", "!~~", "~~*", "!~*", "!~", "~*",  "::", "<=>", "<>",
                                                  "!=",   "<=",  ">=",  "||",  "~~", "->>", "->", "#>>", "#>",
                                                  "@>",   "<@",  "@@",  "&&",  "?|", "?&",  "<<", ">>"};
    for (auto const sign : longer)
      if (text_.substr(at_).starts_with(sign) && !(words_.transact && sign == "::")) {
        at_ += sign.size();
        put(SqlTokenKind::symbol, std::string(sign));
        return true;
      }
    static constexpr std::string_view known = "()[],.;=<>+-*/%~!&|^#@?:{}";
    if (known.find(peek()) == std::string_view::npos) return false;
    put(SqlTokenKind::symbol, std::string(1, text_[at_++]));
    return true;
  }

  std::string_view text_;
  SqlWords const& words_;
  std::size_t at_ = 0;
  bool broken_ = false;
  std::vector<SqlToken> out_;
};

}  // namespace

std::optional<std::vector<SqlToken>> sql_tokens(std::string_view text, SqlWords const& words) {
  return Scanner(text, words).run();
}

bool has_returns(std::string_view text) { return text.find("\r\n") != std::string_view::npos; }

std::string without_returns(std::string_view text) {
  std::string out;
  for (char const c : text) {
    while (c == '\n' && out.ends_with('\r')) out.pop_back();
    out += c;
  }
  return out;
}

std::string with_line_feeds(std::string const& text, SqlWords const& words) {
  if (!has_returns(text)) return text;
  auto const tokens = sql_tokens(text, words);
  if (!tokens) return without_returns(text);
  std::string out;
  std::size_t at = 0;
  for (auto const& token : *tokens) {
    bool const spelt = token.kind == SqlTokenKind::string && has_returns(token.text);
    if (!spelt) continue;
    out += without_returns(std::string_view(text).substr(at, token.begin - at)) + words.text_with_returns(token.text);
    at = token.end;
  }
  return out + without_returns(std::string_view(text).substr(at));
}

}  // namespace retort::dialects
