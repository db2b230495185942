// SPDX-License-Identifier: Apache-2.0
// Edit distance and the rule for suggestions: exactly one candidate within two edits.
#include "compiler/base/edit_distance.hpp"

#include <gtest/gtest.h>

namespace retort {
namespace {

TEST(EditDistance, CountsInsertionsDeletionsChangesAndSwaps) {
  EXPECT_EQ(edit_distance("users", "users", 2), 0U);
  EXPECT_EQ(edit_distance("user", "users", 2), 1U);
  EXPECT_EQ(edit_distance("uusers", "users", 2), 1U);
  EXPECT_EQ(edit_distance("uzers", "users", 2), 1U);
  EXPECT_EQ(edit_distance("usesr", "users", 2), 1U);
  EXPECT_EQ(edit_distance("suesr", "users", 2), 2U);
  EXPECT_EQ(edit_distance("", "ab", 2), 2U);
}

TEST(EditDistance, IsTheSameBothWays) {
  for (auto const& [a, b] : {std::pair("kitten", "sitting"), std::pair("", "x"), std::pair("ca", "abc")})
    EXPECT_EQ(edit_distance(a, b, 9), edit_distance(b, a, 9)) << a << " " << b;
}

TEST(EditDistance, BeyondTheLimitIsOneMoreThanTheLimit) {
  EXPECT_EQ(edit_distance("kitten", "sitting", 9), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting", 2), 3U);
  EXPECT_EQ(edit_distance("abcdefgh", "zyxwvuts", 2), 3U);
  EXPECT_EQ(edit_distance("a", "abcdefgh", 2), 3U);
}

TEST(Suggest, NamesTheOnlyNearWord) { EXPECT_EQ(suggest("usres", {"orders", "users", "products"}), "users"); }
TEST(Suggest, IsSilentWhenSeveralAreNear) { EXPECT_EQ(suggest("user", {"users", "usera"}), std::nullopt); }
TEST(Suggest, TheNearestOfSeveralIsMeant) {
  EXPECT_EQ(suggest("GOD", {"GOOD", "BAD"}), "GOOD");
  EXPECT_EQ(suggest("jion", {"union", "join"}), "join");
  EXPECT_EQ(suggest("jion", {"join", "union"}), "join");
}
TEST(Suggest, ARepeatedCandidateIsOne) { EXPECT_EQ(suggest("user", {"users", "users"}), "users"); }
TEST(Suggest, IsSilentWhenNoneIsNear) { EXPECT_EQ(suggest("customers", {"users", "orders"}), std::nullopt); }
TEST(Suggest, DoesNotReplaceAWholeShortWord) { EXPECT_EQ(suggest("ab", {"xy"}), std::nullopt); }
TEST(Suggest, TheWordItselfIsNoSuggestion) { EXPECT_EQ(suggest("users", {"users"}), std::nullopt); }

TEST(DidYouMean, IsTheEndOfASentence) {
  EXPECT_EQ(did_you_mean("chekc", {"check", "compile"}), "; did you mean 'check'?");
  EXPECT_EQ(did_you_mean("deploy", {"check", "compile"}), "");
}

}  // namespace
}  // namespace retort
