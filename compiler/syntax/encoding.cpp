// SPDX-License-Identifier: Apache-2.0
// Whether a file is UTF-8 text at all. What is not gives one error for the whole file: everything behind it would be
// noise.
#include <fmt/format.h>

#include "compiler/base/utf8.hpp"
#include "compiler/syntax/lexer.hpp"

namespace retort::syntax {

namespace {

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
    CodePoint const c = decode(text, at);
    if (!c.valid || c.value == 0) return at;
    at += c.length;
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
    sink.report(Code::RT0001, Span{file, at, at + 1},
                fmt::format("the byte 0x{:02X} is not UTF-8 here: the file has to be saved as UTF-8",
                            static_cast<unsigned char>(text[fault])));
  }
  return false;
}

}  // namespace retort::syntax
