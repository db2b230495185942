// SPDX-License-Identifier: Apache-2.0
// The values of tokens, and the forms that texts may have to have.
#include "compiler/syntax/literal.hpp"

#include <gtest/gtest.h>

#include <string>

namespace retort::syntax {
namespace {

TEST(Literal, FoldsNamesUnlessTheyAreQuoted) {
  EXPECT_EQ(identifier_value("Users"), "users");
  EXPECT_EQ(identifier_value("\"Users\""), "Users");
  EXPECT_EQ(identifier_value("\"a\"\"b\""), "a\"b");
}

TEST(Literal, ReadsStrings) {
  EXPECT_EQ(string_value("'it''s'"), "it's");
  EXPECT_EQ(string_value("''"), "");
  EXPECT_EQ(string_value("'a\\b'"), "a\\b");
  EXPECT_EQ(string_value("'a\r\nb\rc'"), "a\nb\rc");
  EXPECT_EQ(string_value("'a\r\r\n\rb\r'"), "a\n\rb\r") << "written and read again it is the same";
  EXPECT_EQ(string_value("$$it's$$"), "it's");
  EXPECT_EQ(string_value("$tag$ $$ $tag$"), " $$ ");
  EXPECT_EQ(bytes_value("X'00fF'"), "00ff");
}

TEST(Literal, ReadsWholeNumbersThatFit) {
  EXPECT_EQ(integer_value("0"), 0U);
  EXPECT_EQ(integer_value("007"), 7U);
  EXPECT_EQ(integer_value("18446744073709551615"), 18446744073709551615U);
  EXPECT_EQ(integer_value("18446744073709551616"), std::nullopt);
  EXPECT_EQ(integer_value("1.5"), std::nullopt);
  EXPECT_EQ(integer_value("1e3"), std::nullopt);
}

TEST(Literal, DedentsAndTrims) {
  EXPECT_EQ(dedented("  one line  "), "one line");
  EXPECT_EQ(dedented("\n    a\n      b\n\n    c\n  "), "a\n  b\n\nc");
  EXPECT_EQ(dedented("first\n    a\n    b"), "first\na\nb");
  EXPECT_EQ(dedented(" \n \t "), "");
  EXPECT_EQ(dedented("\n\ta\n    b\n"), "a\n    b");
}

TEST(Literal, KnowsTimesOfRfc3339ThatExist) {
  for (char const* const right :
       {"2026-11-22T11:00:00Z", "2024-02-29T00:00:00Z", "2026-11-22T11:00:00.25+02:00", "2026-11-22t11:00:00z"})
    EXPECT_TRUE(is_rfc3339(right)) << right;
  for (char const* const wrong :
       {"", "2026-11-22", "2026-11-22T11:00:00", "2026-13-22T11:00:00Z", "2026-02-29T11:00:00Z", "2026-11-22T25:00:00Z",
        "2026-11-22T11:00:00.Z", "2026-11-22T11:00:00+2", "2026-11-22T11:00:00Z ", "yesterday"})
    EXPECT_FALSE(is_rfc3339(wrong)) << wrong;
}

TEST(Literal, KnowsLengthsOfTime) {
  for (char const* const right : {"500ms", "2s", "5min", "1h"}) EXPECT_TRUE(is_duration(right)) << right;
  for (char const* const wrong : {"", "5", "s", "5 s", "-5s", "1.5s", "5d", "5mins"})
    EXPECT_FALSE(is_duration(wrong)) << wrong;
}

TEST(Literal, KnowsNamesOfRules) {
  for (char const* const right : {"a", "data-loss", "a-b-c"}) EXPECT_TRUE(is_rule_name(right)) << right;
  for (char const* const wrong : {"", "-a", "a-", "a--b", "Data-loss", "a_b", "a1"})
    EXPECT_FALSE(is_rule_name(wrong)) << wrong;
}

}  // namespace
}  // namespace retort::syntax
