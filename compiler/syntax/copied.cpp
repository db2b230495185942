// SPDX-License-Identifier: Apache-2.0
// The table. Word processors make an en dash of a '-' and an em dash of a '--'.
#include "compiler/syntax/copied.hpp"

#include <algorithm>
#include <array>

namespace retort::syntax {

namespace {

constexpr std::array<CopiedCharacter, 15> characters{{
    {"\xC2\xA0", " ", "a no-break space"},
    {"\xC2\xAD", "", "a soft hyphen"},
    {"\xE2\x80\x8B", "", "a space of no width"},
    {"\xE2\x80\x90", "-", "a hyphen of typography"},
    {"\xE2\x80\x93", "-", "an en dash"},
    {"\xE2\x80\x94", "--", "an em dash"},
    {"\xE2\x80\xAF", " ", "a narrow no-break space"},
    {"\xE2\x81\xA0", "", "a word joiner"},
    {"\xE2\x88\x92", "-", "a minus sign of typography"},
    {"\xE3\x80\x80", " ", "an ideographic space"},
    {"\xEF\xBB\xBF", "", "a byte-order mark inside of the text"},
    {"\xEF\xBC\x88", "(", "a fullwidth parenthesis"},
    {"\xEF\xBC\x89", ")", "a fullwidth parenthesis"},
    {"\xEF\xBC\x8C", ",", "a fullwidth comma"},
    {"\xEF\xBC\x9B", ";", "a fullwidth semicolon"},
}};

constexpr std::array<std::string_view, 5> quotes{"\xE2\x80\x98", "\xE2\x80\x99", "\xE2\x80\x9C", "\xE2\x80\x9D",
                                                 "\xE2\x80\x9E"};

}  // namespace

CopiedCharacter const* find_copied(std::string_view text) {
  auto const found = std::find_if(characters.begin(), characters.end(),
                                  [&](CopiedCharacter const& c) { return text.substr(0, c.bytes.size()) == c.bytes; });
  return found == characters.end() ? nullptr : &*found;
}

std::size_t typographic_quote(std::string_view text) {
  bool const found = std::any_of(quotes.begin(), quotes.end(),
                                 [&](std::string_view quote) { return text.substr(0, quote.size()) == quote; });
  return found ? quotes.front().size() : 0;
}

}  // namespace retort::syntax
