// SPDX-License-Identifier: Apache-2.0
// The caret stands under the marked characters, whatever is in front of them.
#include "compiler/diagnostics/snippet.hpp"

#include <gtest/gtest.h>

#include "compiler/base/utf8.hpp"

namespace retort {
namespace {

std::string both(std::string_view line, std::size_t begin, std::size_t end, std::size_t width = 100) {
  auto const snippet = make_snippet(line, begin, end, width);
  return "\n" + snippet.line + "\n" + snippet.underline;
}

TEST(Snippet, MarksTheExactRange) {
  EXPECT_EQ(both("drop table user;", 11, 15), "\ndrop table user;\n           ^~~~");
}
TEST(Snippet, OneCharacterIsACaret) { EXPECT_EQ(both("a b c", 2, 3), "\na b c\n  ^"); }
TEST(Snippet, APointIsACaretInItsPlace) { EXPECT_EQ(both("a b c", 2, 2), "\na b c\n  ^"); }
TEST(Snippet, ThePlaceBehindTheLineCanBeMarked) { EXPECT_EQ(both("abc", 3, 3), "\nabc\n   ^"); }
TEST(Snippet, AnEmptyLineHasAPlace) { EXPECT_EQ(both("", 0, 0), "\n\n^"); }
TEST(Snippet, ATabTakesItsRoom) { EXPECT_EQ(both("\tx\ty", 3, 4), "\n    x   y\n        ^"); }
TEST(Snippet, CountsCodePointsNotBytes) { EXPECT_EQ(both("é€ x", 6, 7), "\né€ x\n   ^"); }
TEST(Snippet, WideCharactersTakeTwoColumns) { EXPECT_EQ(both("漢字 x", 7, 8), "\n漢字 x\n     ^"); }
TEST(Snippet, WhatIsSpeltOutTakesItsRoom) { EXPECT_EQ(both("\x1b x", 2, 3), "\n\\x1b x\n     ^"); }
TEST(Snippet, AnInvalidByteIsMarkedAsItIsShown) { EXPECT_EQ(both("a\xFFz", 1, 2), "\na\\xffz\n ^~~~"); }

TEST(Snippet, AWideLineIsCutAroundTheMark) {
  std::string const line = std::string(300, 'a') + "XYZ" + std::string(300, 'b');
  auto const snippet = make_snippet(line, 300, 303, 40);
  EXPECT_TRUE(snippet.line.starts_with("…a"));
  EXPECT_TRUE(snippet.line.ends_with("b…"));
  EXPECT_EQ(code_points(snippet.line), 42U);
  EXPECT_EQ(snippet.line.find("XYZ") - std::string_view("…").size() + 1, snippet.indent);
  EXPECT_EQ(snippet.underline.substr(snippet.indent), "^~~");
}

TEST(Snippet, AWideLineIsShownFromItsBeginningWhenTheMarkIsThere) {
  auto const snippet = make_snippet(std::string(300, 'a'), 0, 2, 40);
  std::string expected(40, 'a');
  expected += "…";
  EXPECT_EQ(snippet.line, expected);
  EXPECT_EQ(snippet.underline, "^~");
}

TEST(Snippet, AtTheEndOfAWideLineTheEndIsShown) {
  auto const snippet = make_snippet(std::string(300, 'a') + "Z", 300, 301, 40);
  EXPECT_EQ(snippet.line, "…" + std::string(39, 'a') + "Z");
  EXPECT_EQ(snippet.indent, 40U);
}

TEST(Snippet, OfAVeryLongLineTheSameIsShown) {
  for (std::string const unit : {"a", "é", "漢"}) {
    auto const line = [&](std::size_t count) {
      std::string out;
      for (std::size_t i = 0; i < count; ++i) out += unit;
      return out + "XYZ" + out;
    };
    auto const mark = [&](std::string const& text) {
      auto const at = text.find('X');
      return make_snippet(text, at, at + 3, 40);
    };
    auto const near = mark(line(300));
    auto const far = mark(line(100'000));
    EXPECT_EQ(far.line, near.line);
    EXPECT_EQ(far.underline, near.underline);
  }
}

TEST(Snippet, AMarkWiderThanTheRoomEndsWithIt) {
  auto const snippet = make_snippet(std::string(300, 'a'), 100, 300, 40);
  EXPECT_LE(snippet.underline.size(), 41U);
  EXPECT_GE(snippet.underline.size(), 30U);
}

}  // namespace
}  // namespace retort
