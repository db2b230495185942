// SPDX-License-Identifier: Apache-2.0
// Code points, and what of a text may reach a terminal.
#include "compiler/base/utf8.hpp"

#include <gtest/gtest.h>

namespace retort {
namespace {

TEST(Decode, ReadsOneToFourBytes) {
  EXPECT_EQ(decode("a", 0).value, U'a');
  EXPECT_EQ(decode("é", 0).value, U'é');
  EXPECT_EQ(decode("€", 0).value, U'€');
  EXPECT_EQ(decode("😀", 0).value, U'😀');
  EXPECT_EQ(decode("😀", 0).length, 4U);
  EXPECT_EQ(decode("a€", 1).value, U'€');
}

TEST(Decode, WhatIsNoCodePointIsOneInvalidByte) {
  for (std::string_view const text : {"\x80", "\xC0\x80", "\xC3", "\xE2\x82", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                      "\xFF", "\xE0\x80\x80", "\xF0\x80\x80\x80", "\xC3(", "\xE2\x28\xA1"}) {
    EXPECT_FALSE(decode(text, 0).valid);
    EXPECT_EQ(decode(text, 0).length, 1U);
  }
}

TEST(CodePoints, CountsInvalidBytesOneByOne) {
  EXPECT_EQ(code_points("naïve"), 5U);
  EXPECT_EQ(code_points("a\x80\x80z"), 4U);
  EXPECT_EQ(code_points(""), 0U);
}

TEST(ValidUtf8, ReplacesWhatIsNone) { EXPECT_EQ(valid_utf8("a\xFFz€"), "a\xEF\xBF\xBDz€"); }

TEST(Printable, SpellsOutWhatWouldSteerATerminal) {
  EXPECT_EQ(printable("\x1b[31mred"), "\\x1b[31mred");
  EXPECT_EQ(printable("a\rb\bc\x7f"), "a\\x0db\\x08c\\x7f");
  EXPECT_EQ(printable("\xC2\x9B"), "\\x9b");
  EXPECT_EQ(printable("\u202Eevil"), "\\u202eevil");
  EXPECT_EQ(printable("\u2066x\u2069"), "\\u2066x\\u2069");
  EXPECT_EQ(printable("bad \xFF byte"), "bad \\xff byte");
}

TEST(Printable, LeavesTextAlone) { EXPECT_EQ(printable("naïve €😀 'x'"), "naïve €😀 'x'"); }
TEST(Printable, ATabIsWhatTheCallerSays) { EXPECT_EQ(printable("a\tb", "    "), "a    b"); }

TEST(TerminalWidth, KnowsWideAndCombiningCharacters) {
  EXPECT_EQ(terminal_width(U'a'), 1U);
  EXPECT_EQ(terminal_width(U'漢'), 2U);
  EXPECT_EQ(terminal_width(U'😀'), 2U);
  EXPECT_EQ(terminal_width(U'\u0301'), 0U);
}

}  // namespace
}  // namespace retort
