// SPDX-License-Identifier: Apache-2.0
// Characters that come along when text is copied from a formatted page, and what they stood for there. A table; who
// reports is the lexer.
#pragma once

#include <string_view>

namespace retort::syntax {

struct CopiedCharacter {
  std::string_view bytes;  // UTF-8
  std::string_view meant;  // what to write instead: an ASCII character, a blank, a comment mark, or nothing at all
  std::string_view name;   // "a no-break space"
};
// The one that `text` begins with; null where it begins with something else.
[[nodiscard]] CopiedCharacter const* find_copied(std::string_view text);

// Bytes of the typographic quote that `text` begins with, and 0 for everything else.
[[nodiscard]] std::size_t typographic_quote(std::string_view text);

}  // namespace retort::syntax
