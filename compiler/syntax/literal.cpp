// SPDX-License-Identifier: Apache-2.0
// Values are read out of texts that the lexer let pass; the checks of forms take any text. Nothing here reports.
#include "compiler/syntax/literal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace retort::syntax {

namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string lowered(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

// The text between two quotes, doubled ones made single.
std::string unquoted(std::string_view token) {
  char const quote = token.front();
  std::string result;
  std::string_view const body = token.substr(1, token.size() - 2);
  result.reserve(body.size());
  for (std::size_t i = 0; i < body.size(); ++i) {
    result += body[i];
    if (body[i] == quote) ++i;
  }
  return result;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    std::size_t const end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

// Reads fixed forms: digits, and characters that have to be there.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}
  // A number of exactly `digits` digits within bounds.
  std::optional<int> number(std::size_t digits, int least, int most) {
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (text_.empty() || !is_digit(text_.front())) return std::nullopt;
      value = value * 10 + (text_.front() - '0');
      text_.remove_prefix(1);
    }
    return value >= least && value <= most ? std::optional(value) : std::nullopt;
  }
  bool one_of(std::string_view characters) {
    if (text_.empty() || characters.find(text_.front()) == std::string_view::npos) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::size_t skip_digits() {
    std::size_t const count = std::min(text_.find_first_not_of("0123456789"), text_.size());
    text_.remove_prefix(count);
    return count;
  }
  std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

int days_in(int year, int month) {
  constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool const leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : days[static_cast<std::size_t>(month - 1)];
}

}  // namespace

std::string identifier_value(std::string_view token) {
  if (token.front() == '"' || token.front() == '`') return unquoted(token);
  if (token.front() == '[') return std::string(token.substr(1, token.size() - 2));
  return lowered(token);
}

std::string with_line_feeds(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char const c : text) {
    while (c == '\n' && !out.empty() && out.back() == '\r') out.pop_back();
    out += c;
  }
  return out;
}

std::string string_value(std::string_view token) {
  if (token.front() == '\'') return with_line_feeds(unquoted(token));
  std::size_t const tag = token.find('$', 1) + 1;
  return with_line_feeds(token.substr(tag, token.size() - 2 * tag));
}

std::string bytes_value(std::string_view token) { return lowered(token.substr(2, token.size() - 3)); }

bool is_all_digits(std::string_view token) {
  return !token.empty() && std::all_of(token.begin(), token.end(), is_digit);
}

std::optional<std::uint64_t> integer_value(std::string_view token) {
  std::uint64_t value = 0;
  auto const [end, error] = std::from_chars(token.data(), token.data() + token.size(), value);
  if (error != std::errc() || end != token.data() + token.size()) return std::nullopt;
  return value;
}

std::string dedented(std::string_view text) {
  std::vector<std::string_view> lines = split_lines(text);
  // What all lines but the first and the empty ones begin with.
  std::optional<std::string_view> common;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    std::size_t const indent = lines[i].find_first_not_of(blanks);
    if (indent == std::string_view::npos) continue;
    std::string_view const margin = lines[i].substr(0, indent);
    std::size_t shared = 0;
    if (common) {
      while (shared < std::min(margin.size(), common->size()) && margin[shared] == (*common)[shared]) ++shared;
    }
    common = common ? common->substr(0, shared) : margin;
  }
  std::string result;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) result += '\n';
    if (lines[i].find_first_not_of(blanks) == std::string_view::npos) continue;
    result += i > 0 ? lines[i].substr(common->size()) : lines[i];
  }
  std::size_t const first = result.find_first_not_of(blanks);
  if (first == std::string::npos) return {};
  return result.substr(first, result.find_last_not_of(blanks) + 1 - first);
}

bool is_checksum(std::string_view text) {
  return text.starts_with("c1:") && text.size() == 67 && std::all_of(text.begin() + 3, text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

bool is_rfc3339(std::string_view text) {
  Scanner scan(text);
  auto const year = scan.number(4, 0, 9999);
  if (!year || !scan.one_of("-")) return false;
  auto const month = scan.number(2, 1, 12);
  if (!month || !scan.one_of("-")) return false;
  if (!scan.number(2, 1, days_in(*year, *month)) || !scan.one_of("Tt ")) return false;
  if (!scan.number(2, 0, 23) || !scan.one_of(":") || !scan.number(2, 0, 59) || !scan.one_of(":")) return false;
  if (!scan.number(2, 0, 60)) return false;  // 60: a leap second
  if (scan.one_of(".") && scan.skip_digits() == 0) return false;
  if (scan.one_of("Zz")) return scan.rest().empty();
  return scan.one_of("+-") && scan.number(2, 0, 23) && scan.one_of(":") && scan.number(2, 0, 59) && scan.rest().empty();
}

bool is_duration(std::string_view text) {
  Scanner scan(text);
  std::size_t const digits = scan.skip_digits();
  constexpr std::array<std::string_view, 4> units{"ms", "s", "min", "h"};
  return digits > 0 && digits <= 9 && std::find(units.begin(), units.end(), scan.rest()) != units.end();
}

bool is_rule_name(std::string_view text) {
  bool letter = false;
  for (char const c : text) {
    if (c == '-' ? !letter : c < 'a' || c > 'z') return false;
    letter = c != '-';
  }
  return letter;
}

}  // namespace retort::syntax
