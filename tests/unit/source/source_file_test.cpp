// SPDX-License-Identifier: Apache-2.0
// Lines and columns: from 1, in code points, a tab is one, CRLF is one line end, a byte order mark is nothing.
#include "compiler/source/source_file.hpp"

#include <gtest/gtest.h>

namespace retort {
namespace {

TEST(SourceFile, CountsLinesAndColumnsFromOne) {
  SourceFile const file("a.mig", "one\ntwo\n\nfour");
  EXPECT_EQ(file.position(0), (LineColumn{1, 1}));
  EXPECT_EQ(file.position(3), (LineColumn{1, 4}));
  EXPECT_EQ(file.position(4), (LineColumn{2, 1}));
  EXPECT_EQ(file.position(8), (LineColumn{3, 1}));
  EXPECT_EQ(file.position(12), (LineColumn{4, 4}));
}

TEST(SourceFile, APlacePastTheEndIsTheEnd) {
  SourceFile const file("a.mig", "ab\nc");
  EXPECT_EQ(file.position(4), (LineColumn{2, 2}));
  EXPECT_EQ(file.position(400), (LineColumn{2, 2}));
  EXPECT_EQ(SourceFile("a", "").position(7), (LineColumn{1, 1}));
  EXPECT_EQ(SourceFile("a", "x\n").position(2), (LineColumn{2, 1}));
}

TEST(SourceFile, ColumnsAreCodePoints) {
  SourceFile const file("a.mig", "\té€😀x");
  EXPECT_EQ(file.position(1).column, 2U);
  EXPECT_EQ(file.position(3).column, 3U);
  EXPECT_EQ(file.position(6).column, 4U);
  EXPECT_EQ(file.position(10).column, 5U);
}

TEST(SourceFile, AnInvalidByteIsOneColumn) { EXPECT_EQ(SourceFile("a", "\xFF\xFEx").position(2).column, 3U); }

TEST(SourceFile, LinesComeWithoutTheirEnds) {
  SourceFile const file("a.mig", "one\r\ntwo\n\nfour\r");
  EXPECT_EQ(file.line(1), "one");
  EXPECT_EQ(file.line(2), "two");
  EXPECT_EQ(file.line(3), "");
  EXPECT_EQ(file.line(4), "four\r");  // no line end behind it: the character belongs to the line
  EXPECT_EQ(file.line(5), "");
  EXPECT_EQ(file.line(0), "");
}

TEST(SourceFile, LinesBeginWhereTheLastOneEnds) {
  SourceFile const file("a.mig", "one\r\ntwo\n");
  EXPECT_EQ(file.line_start(1), 0U);
  EXPECT_EQ(file.line_start(2), 5U);
  EXPECT_EQ(file.line_start(3), 9U);
  EXPECT_EQ(file.line_start(9), 9U);
}

TEST(SourceFile, AByteOrderMarkIsNotOnTheFirstLine) {
  SourceFile const file("a.mig", "\xEF\xBB\xBFrevision");
  EXPECT_EQ(file.line(1), "revision");
  EXPECT_EQ(file.position(3), (LineColumn{1, 1}));
  EXPECT_EQ(file.position(4), (LineColumn{1, 2}));
  EXPECT_EQ(file.position(0), (LineColumn{1, 1}));
}

TEST(Sources, KeepTheOrderAndGiveTheTextOfASpan) {
  Sources sources;
  auto const a = sources.add("a.mig", "alpha");
  auto const b = sources.add("b.mig", "beta");
  EXPECT_EQ(sources.size(), 2U);
  EXPECT_EQ(sources[b].name(), "b.mig");
  EXPECT_EQ(sources.text({a, 1, 3}), "lp");
  EXPECT_EQ(sources.text({b, 2, 99}), "ta");
  EXPECT_EQ(sources.text({b, 50, 99}), "");
  EXPECT_EQ(sources.text({}), "");
}

}  // namespace
}  // namespace retort
