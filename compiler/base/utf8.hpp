// SPDX-License-Identifier: Apache-2.0
// UTF-8, one code point at a time. Never fails: a byte that belongs to no code point stands for itself and says so.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace retort {

struct CodePoint {
  char32_t value = 0;      // of an invalid byte: the byte
  std::size_t length = 1;  // bytes
  bool valid = true;       // shortest form, no surrogate, at most U+10FFFF
};

// The code point at `offset`, which must be inside the text.
[[nodiscard]] CodePoint decode(std::string_view text, std::size_t offset);

// Code points of a text; an invalid byte counts as one.
[[nodiscard]] std::size_t code_points(std::string_view text);

// The text with U+FFFD for every invalid byte.
[[nodiscard]] std::string valid_utf8(std::string_view text);

// The longest beginning of at most so many bytes that cuts no code point.
[[nodiscard]] std::string_view beginning(std::string_view text, std::size_t bytes);

// The text as it may be sent to a terminal: control characters, marks that turn the direction of writing and invalid
// bytes are spelt out (\x1b, \u202e); a tab is `tab`.
[[nodiscard]] std::string printable(std::string_view text, std::string_view tab = " ");

// Columns of a terminal that a code point takes: 0 for a combining one, 2 for a wide one (East Asian, emoji), else 1.
[[nodiscard]] std::size_t terminal_width(char32_t c);

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace retort
