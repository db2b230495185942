// SPDX-License-Identifier: Apache-2.0
// Whether a file is UTF-8 text at all. What is not gives one error for the whole file: everything behind it would be
// noise.
#include <algorithm>

#include <fmt/format.h>

#include "compiler/syntax/lexer.hpp"

namespace retort::syntax {

namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

// Length of the well-formed sequence at `at` (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF), or
// 0.
std::size_t sequence_length(std::string_view text, std::size_t at) {
  unsigned const first = byte_at(text, at);
  auto const continues = [&](std::size_t i, unsigned least = 0x80, unsigned most = 0xBF) {
    unsigned const byte = byte_at(text, at + i);
    return byte >= least && byte <= most;
  };
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    unsigned const least = first == 0xE0 ? 0xA0 : 0x80;
    unsigned const most = first == 0xED ? 0x9F : 0xBF;
    return continues(1, least, most) && continues(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    unsigned const least = first == 0xF0 ? 0x90 : 0x80;
    unsigned const most = first == 0xF4 ? 0x8F : 0xBF;
    return continues(1, least, most) && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

bool is_utf16(std::string_view text) {
  if (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF") return true;
  // Without a mark: the first characters of every file are ASCII, so every other byte is a NUL.
  return text.size() >= 4 && ((text[0] == '\0' && text[1] != '\0' && text[2] == '\0' && text[3] != '\0') ||
                              (text[0] != '\0' && text[1] == '\0' && text[2] != '\0' && text[3] == '\0'));
}

// Offset of the first byte that is NUL or no UTF-8; the size of the text when there is none.
std::size_t first_fault(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (static_cast<signed char>(text[at]) > 0) {
      ++at;
      continue;
    }
    std::size_t const length = text[at] == '\0' ? 0 : sequence_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return at;
}

}  // namespace

bool check_encoding(std::string_view text, FileId file, Sink& sink) {
  if (is_utf16(text)) {
    sink.report(Code::RT0001, Span{file, 0, 0}, "the file is UTF-16: it has to be saved as UTF-8");
    return false;
  }
  std::size_t const fault = first_fault(text);
  if (fault == text.size()) return true;
  auto const at = static_cast<std::uint32_t>(fault);
  if (text[fault] == '\0') {
    sink.report(Code::RT0002, Span{file, at, at + 1}, "a NUL byte: no text holds one");
  } else {
    sink.report(
        Code::RT0001, Span{file, at, at + 1},
        fmt::format("the byte 0x{:02X} is not UTF-8 here: the file has to be saved as UTF-8", byte_at(text, fault)));
  }
  return false;
}

}  // namespace retort::syntax
