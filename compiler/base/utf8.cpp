// SPDX-License-Identifier: Apache-2.0
// The table of well-formed sequences of the Unicode standard (3.9, table 3-7), as ranges of the second byte.
#include "compiler/base/utf8.hpp"

#include <fmt/format.h>

namespace retort {

namespace {
bool is_harmful(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) ||                           // C0, delete, C1
         c == 0x200E || c == 0x200F || c == 0x061C ||                     // marks of direction
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||  // embeddings, overrides, isolates
         c == 0x2028 || c == 0x2029 || c == 0xFEFF ||  // line and paragraph separators, byte order mark
         c == 0x00AD || c == 0x200B || c == 0x2060;    // what is not seen at all
}

struct Range {
  char32_t first, last;
};
// The blocks that matter in names, comments and data; an unlisted code point is one column wide, and a caret behind it
// stands where it stands.
constexpr Range wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},   {0xAC00, 0xD7A3},
                          {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
                          {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
constexpr Range combining[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x064B, 0x065F},
                               {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200D}, {0x20D0, 0x20FF},
                               {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}};
}  // namespace

std::size_t terminal_width(char32_t c) {
  for (auto const& range : combining)
    if (c >= range.first && c <= range.last) return 0;
  for (auto const& range : wide)
    if (c >= range.first && c <= range.last) return 2;
  return 1;
}

CodePoint decode(std::string_view text, std::size_t offset) {
  auto const byte = [&](std::size_t i) -> unsigned {
    return offset + i < text.size() ? static_cast<unsigned char>(text[offset + i]) : 0U;
  };
  unsigned const first = byte(0);
  CodePoint const invalid{first, 1, false};
  if (first < 0x80) return {first, 1, true};
  if (first < 0xC2 || first > 0xF4) return invalid;
  std::size_t const length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  unsigned const low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  unsigned const high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < low || byte(1) > high) return invalid;
  char32_t value = first & (length == 2 ? 0x1FU : length == 3 ? 0x0FU : 0x07U);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return invalid;
    value = value << 6U | (byte(i) & 0x3FU);
  }
  return {value, length, true};
}

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); i += decode(text, i).length) ++count;
  return count;
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    CodePoint const c = decode(text, i);
    out += c.valid ? text.substr(i, c.length) : std::string_view("\xEF\xBF\xBD");
    i += c.length;
  }
  return out;
}

std::string_view beginning(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

std::string printable(std::string_view text, std::string_view tab) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    CodePoint const c = decode(text, i);
    if (c.value == U'\t')
      out += tab;
    else if (!c.valid || (is_harmful(c.value) && c.value < 0x100))
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(c.value));
    else if (is_harmful(c.value))
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c.value));
    else
      out += text.substr(i, c.length);
    i += c.length;
  }
  return out;
}

}  // namespace retort
