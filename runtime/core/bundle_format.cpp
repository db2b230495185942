// SPDX-License-Identifier: Apache-2.0
// Spelling, and reading what was spelt. Nothing here trusts what it reads.
#include "runtime/core/bundle_format.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace retort::core::format {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

template <class Number>
bool whole_number(std::string_view text, Number& out, int base) noexcept {
  if (text.empty()) return false;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
  return error == std::errc() && end == text.data() + text.size();
}

template <class Value, std::size_t Count>
std::optional<Value> named(std::array<Value, Count> const& values, std::string_view text) noexcept {
  for (auto const value : values)
    if (word(value) == text) return value;
  return std::nullopt;
}

bool is_plain(char c) {
  auto const byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte != 0x7f && c != '\\';
}

void escape(std::string& out, std::string_view text, bool item) {
  if (item && text.empty()) out += "\\e";
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::size_t const begin = i;
    while (i < text.size() && is_plain(text[i]) && !(item && text[i] == ' ')) ++i;
    out += text.substr(begin, i - begin);
    if (i == text.size()) return;
    switch (char const c = text[i]) {
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case ' ':
        out += "\\s";
        break;
      default: {
        auto const byte = static_cast<unsigned char>(c);
        out += "\\x";
        out += hex_digits[byte >> 4U];
        out += hex_digits[byte & 15U];
      }
    }
  }
}

// The six texts and their names, in the order of the file.
using BatchMember = std::string batch_text::*;
constexpr std::array<std::pair<std::string_view, BatchMember>, 6> batch_members{{
    {"bound_first", &batch_text::bound_first},
    {"bound_next", &batch_text::bound_next},
    {"apply_first", &batch_text::apply_first},
    {"apply_next", &batch_text::apply_next},
    {"apply_rest", &batch_text::apply_rest},
    {"apply_all", &batch_text::apply_all},
}};
constexpr std::array<std::pair<std::string_view, std::uint32_t batch_text::*>, 3> batch_numbers{{
    {"size ", &batch_text::size},
    {"pause_ms ", &batch_text::pause_ms},
    {"key_columns ", &batch_text::key_columns},
}};

using LimitMember = std::optional<std::chrono::milliseconds> statement_info::*;
constexpr std::array<std::pair<std::string_view, LimitMember>, 2> limit_members{{
    {"lock", &statement_info::lock_timeout},
    {"statement", &statement_info::statement_timeout},
}};

// Takes the line at the front of `rest`, without its end.
bool take_line(std::string_view& rest, std::string_view& line) {
  auto const end = rest.find('\n');
  if (end == std::string_view::npos) return false;
  line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return true;
}

}  // namespace

std::string_view word(direction way) noexcept {
  switch (way) {
    case direction::upgrade:
      return "upgrade";
    case direction::downgrade:
      return "downgrade";
  }
  return {};
}

std::string_view word(statement_kind kind) noexcept {
  switch (kind) {
    case statement_kind::sql:
      return "sql";
    case statement_kind::batch:
      return "batch";
    case statement_kind::call:
      return "call";
  }
  return {};
}

std::string_view word(loss_kind kind) noexcept {
  switch (kind) {
    case loss_kind::rows:
      return "rows";
    case loss_kind::values:
      return "values";
    case loss_kind::precision:
      return "precision";
    case loss_kind::guarantees:
      return "guarantees";
  }
  return {};
}

std::string_view word(transaction_mode mode) noexcept {
  switch (mode) {
    case transaction_mode::inside:
      return "inside";
    case transaction_mode::outside:
      return "outside";
    case transaction_mode::rebuild:
      return "rebuild";
  }
  return {};
}

std::optional<direction> parse_direction(std::string_view text) noexcept {
  return named(std::array{direction::upgrade, direction::downgrade}, text);
}
std::optional<statement_kind> parse_kind(std::string_view text) noexcept {
  return named(std::array{statement_kind::sql, statement_kind::batch, statement_kind::call}, text);
}
std::optional<loss_kind> parse_loss(std::string_view text) noexcept {
  return named(std::array{loss_kind::rows, loss_kind::values, loss_kind::precision, loss_kind::guarantees}, text);
}
std::optional<transaction_mode> parse_mode(std::string_view text) noexcept {
  return named(std::array{transaction_mode::inside, transaction_mode::outside, transaction_mode::rebuild}, text);
}

void add_escaped(std::string& out, std::string_view text) { escape(out, text, false); }
std::string escape(std::string_view text) {
  std::string out;
  escape(out, text, false);
  return out;
}
std::string escape_item(std::string_view text) {
  std::string out;
  escape(out, text, true);
  return out;
}

bool unescape(std::string_view text, std::string& out) {
  auto const first = text.find('\\');
  out.assign(text, 0, first);
  if (first == std::string_view::npos) return true;
  for (std::size_t i = first; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    if (++i == text.size()) return false;
    switch (text[i]) {
      case '\\':
        out += '\\';
        break;
      case 'n':
        out += '\n';
        break;
      case 'r':
        out += '\r';
        break;
      case 't':
        out += '\t';
        break;
      case 's':
        out += ' ';
        break;
      case 'e':
        break;
      case 'x': {
        std::uint8_t byte = 0;
        if (text.size() - i < 3 || !whole_number(text.substr(i + 1, 2), byte, 16)) return false;
        out += static_cast<char>(byte);
        i += 2;
        break;
      }
      default:
        return false;
    }
  }
  return true;
}

bool parse_number(std::string_view text, std::uint64_t& out) noexcept { return whole_number(text, out, 10); }
bool parse_number(std::string_view text, std::uint32_t& out) noexcept { return whole_number(text, out, 10); }

std::string spell_xxh64(std::uint64_t value) {
  std::string out = "xxh64:";
  for (unsigned shift = 64; shift > 0; shift -= 4) out += hex_digits[(value >> (shift - 4)) & 15U];
  return out;
}

bool parse_xxh64(std::string_view text, std::uint64_t& out) noexcept {
  constexpr std::string_view prefix = "xxh64:";
  if (text.size() != prefix.size() + 16 || !text.starts_with(prefix)) return false;
  auto const digits = text.substr(prefix.size());
  return digits.find_first_not_of(hex_digits) == std::string_view::npos && whole_number(digits, out, 16);
}

std::string spell_limits(statement_info const& statement) {
  std::string out;
  for (auto const& [name, member] : limit_members)
    if (auto const& limit = statement.*member)
      out += (out.empty() ? "" : " ") + std::string(name) + ' ' + std::to_string(limit->count());
  return out;
}

bool parse_limits(std::string_view text, statement_info& out) {
  constexpr std::uint64_t longest = 9'999'999'999'999;
  for (auto const& [name, member] : limit_members) {
    if (!text.starts_with(name) || !text.substr(name.size()).starts_with(' ')) continue;
    auto const number = text.substr(name.size() + 1, text.find(' ', name.size() + 1) - name.size() - 1);
    std::uint64_t value = 0;
    if (!parse_number(number, value) || value > longest) return false;
    out.*member = std::chrono::milliseconds(value);
    text.remove_prefix(name.size() + 1 + number.size());
    if (text.empty()) return true;
    text.remove_prefix(1);
  }
  return false;  // of another kind, none at all, or a blank at the end
}

void add_to_sql_checksum(sha256& checksum, statement_info const& statement, std::string_view text,
                         std::string_view probe) {
  std::string head;
  for (auto const part : {word(statement.way), word(statement.kind), word(statement.mode)}) {
    head += part;
    head += ' ';
  }
  head += std::to_string(statement.ordinal) + ' ' + std::to_string(statement.segment) + ' ' +
          std::to_string(text.size()) + ' ' + std::to_string(probe.size());
  if (auto const limits = spell_limits(statement); !limits.empty()) head += ' ' + limits;
  head += '\n';
  checksum.update(head).update(text).update(probe);
}

std::string spell_batch(batch_text const& batch) {
  std::string out;
  for (auto const& [name, number] : batch_numbers) {
    out += name;
    out += std::to_string(batch.*number) + '\n';
  }
  for (auto const& [name, member] : batch_members) {
    out += name;
    out += ' ' + std::to_string((batch.*member).size()) + '\n' + batch.*member + '\n';
  }
  return out;
}

std::optional<batch_text> parse_batch(std::string_view text) {
  batch_text out;
  std::string_view line;
  for (auto const& [name, number] : batch_numbers)
    if (!take_line(text, line) || !line.starts_with(name) || !parse_number(line.substr(name.size()), out.*number))
      return std::nullopt;
  for (auto const& [name, member] : batch_members) {
    std::uint64_t size = 0;
    if (!take_line(text, line) || line.size() <= name.size() || !line.starts_with(name) || line[name.size()] != ' ' ||
        !parse_number(line.substr(name.size() + 1), size) || size >= text.size() || text[size] != '\n')
      return std::nullopt;
    out.*member = text.substr(0, size);
    text.remove_prefix(size + 1);
  }
  return text.empty() ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace retort::core::format
