// SPDX-License-Identifier: Apache-2.0
// Targets of upgrades and downgrades, on small graphs: where they lead, and why they are refused.
#include "runtime/core/targets.hpp"

#include "tests/unit/core/moves.hpp"

namespace retort::core::test {
namespace {

TEST(Upgrade, AlongAChain) {
  expect_all(chain, upgrade,
             {
                 {"", "head", "aaaa1 bbbb2 cccc3 dddd4 eeee5 -> eeee5"},
                 {"", "heads", "aaaa1 bbbb2 cccc3 dddd4 eeee5 -> eeee5"},
                 {"cccc3", "head", "dddd4 eeee5 -> eeee5"},
                 {"cccc3", "eeee5", "dddd4 eeee5 -> eeee5"},
                 {"", "cccc3", "aaaa1 bbbb2 cccc3 -> cccc3"},
                 {"", "cccc", "aaaa1 bbbb2 cccc3 -> cccc3"},
                 {"", "third", "aaaa1 bbbb2 cccc3 -> cccc3"},
                 {"", "Third", "aaaa1 bbbb2 cccc3 -> cccc3"},
                 {"eeee5", "head", "-> eeee5"},
                 {"eeee5", "aaaa1", "-> eeee5"},
                 {"cccc3", "base", "-> cccc3"},
                 {"cccc3", "current", "-> cccc3"},
                 {"", "current", "-> "},
                 {"aaaa1", "+2", "bbbb2 cccc3 -> cccc3"},
                 {"aaaa1", "+1", "bbbb2 -> bbbb2"},
                 {"", "+1", "aaaa1 -> aaaa1"},
                 {"", "base+1", "aaaa1 -> aaaa1"},
                 {"aaaa1", "current+2", "bbbb2 cccc3 -> cccc3"},
                 {"aaaa1", "bbbb2+2", "bbbb2 cccc3 dddd4 -> dddd4"},
                 {"aaaa1", "bbbb+2", "bbbb2 cccc3 dddd4 -> dddd4"},
                 {"aaaa1", "third+1", "bbbb2 cccc3 dddd4 -> dddd4"},
                 {"aaaa1", "dddd4-2", "bbbb2 -> bbbb2"},
                 {"", "head-2", "aaaa1 bbbb2 cccc3 -> cccc3"},
                 {"", "third@head", "aaaa1 bbbb2 cccc3 dddd4 eeee5 -> eeee5"},
                 {"", "third@head-1", "aaaa1 bbbb2 cccc3 dddd4 -> dddd4"},
                 {"", "third@+1", "aaaa1 -> aaaa1"},
                 {"cccc3", "third@+1", "dddd4 -> dddd4"},
                 {"", "third@bbbb2", "aaaa1 bbbb2 -> bbbb2"},
                 {"", "dddd@head", "aaaa1 bbbb2 cccc3 dddd4 eeee5 -> eeee5"},
             });
}

TEST(Upgrade, IsRefusedWithAReason) {
  expect_all(chain, upgrade,
             {
                 {"", "nope", "! there is no revision or label 'nope'"},
                 {"", "cccc4", "! there is no revision or label 'cccc4'; did you mean 'cccc3'?"},
                 {"", "thrd", "! did you mean 'third'?"},
                 {"", "haed", "! did you mean 'head'?"},
                 {"", "CCCC3", "! did you mean 'cccc3'?"},
                 {"", "ccc", "! an abbreviated id has at least 4 characters, and 'cccc3' begins with these"},
                 {"", "", "! the target is empty"},
                 {"", "+", "! behind the '+' belongs a number of steps"},
                 {"", "+x", "! behind the '+' belongs a number of steps"},
                 {"", "head-", "! behind the '-' belongs a number of steps"},
                 {"", "aaaa1+1+1", "! there is no revision 'aaaa1+1'"},
                 {"", "a.b", "! there is no revision or label 'a.b'; ids have no '.'"},
                 {"", "a:b", "! 'a:b' is a range"},
                 {"", "nope@head", "! there is no branch 'nope'"},
                 {"", "thid@head", "! there is no branch 'thid'; did you mean 'third'?"},
                 {"", "@head", "! nothing stands before the '@'"},
                 {"", "third@", "! nothing stands behind the '@'"},
                 {"", "head@third", "! belongs a label or a revision, not 'head'"},
                 {"bbbb2", "-2", "! '-2' leads down, and this is an upgrade"},
                 {"bbbb2", "third@-1", "! leads down"},
                 {"bbbb2", "+5", "! '+5' goes too far: there are only 3 revisions above 'bbbb2'"},
                 {"dddd4", "+2", "! there is only 1 revision above 'dddd4'"},
                 {"eeee5", "+1", "! goes too far: there is no revision above 'eeee5'"},
                 {"", "+6", "! there are only 5 revisions above base"},
                 {"", "+99999999999999999999999999", "! goes too far"},
                 {"", "head+1", "! goes too far"},
                 {"", "base-1", "! goes too far"},
                 {"", "bbbb2-3", "! from 'bbbb2' there are only 2 steps down to base"},
                 {"aaaa1 cccc3", "head", "! 'aaaa1' and 'cccc3' cannot both be current: 'aaaa1' is an ancestor"},
             });
  expect_all("abcd1 abcd2:abcd1 abcd3:abcd2 x:abcd3", upgrade,
             {
                 {"", "abcd", "! 'abcd' is ambiguous: 'abcd1', 'abcd2' and 'abcd3' begin with it"},
                 {"", "abcd2", "abcd1 abcd2 -> abcd2"},
                 {"", "x", "abcd1 abcd2 abcd3 x -> x"},  // a full id of any length
             });
  expect_all("abcd1 abcd2:abcd1 abcd3:abcd2 abcd4:abcd3 abcd5:abcd4 abcd6:abcd5", upgrade,
             {{"", "abcd", "! 'abcd1', 'abcd2', 'abcd3', 'abcd4', 'abcd5' and 1 more begin with it"}});
}

TEST(Upgrade, WithBranches) {
  expect_all(branched, upgrade,
             {
                 {"b", "d1", "c1 d1 -> d1"},
                 {"a", "heads", "b c1 d1 c2 d2 -> d1 d2"},
                 {"a", "head", "! there are several heads, 'd1' and 'd2'; name one of them, 'LABEL@head' for a branch"},
                 {"b", "c2branch@head", "c2 d2 -> d2"},
                 {"b", "c2branch@heads", "c2 d2 -> d2"},
                 {"b", "c2branch@head-1", "c2 -> c2"},
                 {"b", "c1@head", "c1 d1 -> d1"},
                 {"c1", "c2branch@+1", "c2 -> c1 c2"},
                 {"c1 c2", "c2branch@+1", "d2 -> c1 d2"},
                 {"c1 c2", "+1", "! ambiguous: it could begin at 'c1' and 'c2'; name a revision, or a branch"},
                 {"b", "+1", "! '+1' is ambiguous: above 'b' come 'c1' and 'c2'"},
                 {"a", "+2", "! ambiguous"},
                 {"a", "+1", "b -> b"},
                 {"a", "b+1", "! ambiguous"},
                 {"", "c2branch@base+3", "a b c2 -> c2"},
                 {"", "base+3", "! ambiguous"},
                 {"", "a@head", "! branch 'a' has several heads, 'd1' and 'd2'"},
                 {"", "a@heads", "a b c1 d1 c2 d2 -> d1 d2"},
                 {"", "a@+1", "a -> a"},
                 {"c1 c2", "a@+1", "! ambiguous: it could begin at 'c1' and 'c2'"},
                 {"", "c1branch@c2", "! 'c2' is not on branch 'c1branch'"},
                 {"", "c1branch@d2", "! not on branch"},
                 {"d1 d2", "heads", "-> d1 d2"},
                 {"d1", "d2", "c2 d2 -> d1 d2"},
             });
}

TEST(Upgrade, ThroughMerges) {
  expect_all(merged, upgrade,
             {
                 {"b", "f", "c1 d1 c2 d2 e f -> f"},
                 {"d1", "head", "c2 d2 e f -> f"},
                 {"d1 d2", "head", "e f -> f"},
                 {"d1 d2", "c2branch@+1", "e -> e"},
                 {"d1 d2", "c2branch@+2", "e f -> f"},
                 {"d1", "+1", "! '+1' is ambiguous: 'e' merges 'd1' with 'd2'"},
                 {"d2", "d2@+1", "! 'e' merges 'd2' with 'd1'"},
                 {"e", "+1", "f -> f"},
             });
  // One side of a merge goes on.
  expect_all("a1 b1:a1 c1:b1 a2 b2:a2 c2:b2 d1:c1,c2 d2:c2", upgrade,
             {
                 {"b1 d2", "d1", "c1 d1 -> d1 d2"},
                 {"b1 b2", "d1", "c1 c2 d1 -> d1"},
                 {"d1", "d2", "d2 -> d1 d2"},
             });
}

TEST(Upgrade, WithSeveralBases) {
  expect_all(forest, upgrade,
             {
                 {"", "heads", "a1 b1 a2 b2 -> b1 b2"},
                 {"", "+1", "! '+1' is ambiguous: above base come 'a1' and 'a2'"},
                 {"", "base+1", "! ambiguous"},
                 {"", "two@+1", "a2 -> a2"},
                 {"", "two@base+2", "a2 b2 -> b2"},
                 {"b1", "two@head", "a2 b2 -> b1 b2"},
                 {"b1", "one@base", "-> b1"},
                 {"b1", "one@b2", "! 'b2' is not on branch 'one'"},
             });
}

TEST(Upgrade, BringsDependencies) {
  expect_all("a1 b1:a1 c1:b1#lib a2 b2:a2 c2:b2+lib d1:c1", upgrade,
             {
                 {"a2", "c2", "a1 b1 c1 b2 c2 -> c2"},
                 {"b2", "+1", "a1 b1 c1 c2 -> c2"},
                 {"c2", "d1", "d1 -> c2 d1"},
                 {"", "heads", "a1 b1 c1 a2 b2 c2 d1 -> c2 d1"},
             });
  expect_all("a x+a", upgrade,
             {
                 {"", "head", "a x -> x"},  // a is no head, x stands on it
                 {"", "a@head", "a -> a"},  // but the end of its own branch
                 {"a x", "head", "! 'a' and 'x' cannot both be current"},
             });
}

TEST(Upgrade, OfNothing) {
  expect_all("", upgrade, {{"", "head", "-> "}, {"", "heads", "-> "}, {"", "base", "-> "}, {"", "+1", "! too far"}});
}

TEST(Downgrade, AlongAChain) {
  expect_all(chain, downgrade,
             {
                 {"eeee5", "cccc3", "eeee5 dddd4 -> cccc3"},
                 {"eeee5", "third", "eeee5 dddd4 -> cccc3"},
                 {"cccc3", "base", "cccc3 bbbb2 aaaa1 -> "},
                 {"", "base", "-> "},
                 {"aaaa1", "aaaa1", "-> aaaa1"},
                 {"eeee5", "eeee5", "-> eeee5"},
                 {"eeee5", "head", "-> eeee5"},
                 {"cccc3", "current", "-> cccc3"},
                 {"cccc3", "-1", "cccc3 -> bbbb2"},
                 {"eeee5", "-3", "eeee5 dddd4 cccc3 -> bbbb2"},
                 {"aaaa1", "-1", "aaaa1 -> "},
                 {"dddd4", "aaaa1+2", "dddd4 -> cccc3"},
                 {"dddd4", "cccc3-2", "dddd4 cccc3 bbbb2 -> aaaa1"},
                 {"dddd4", "head-2", "dddd4 -> cccc3"},
                 {"dddd4", "base+1", "dddd4 cccc3 bbbb2 -> aaaa1"},
                 {"dddd4", "third@base", "dddd4 cccc3 bbbb2 aaaa1 -> "},
                 {"dddd4", "third@-1", "dddd4 -> cccc3"},
                 {"dddd4", "current-2", "dddd4 cccc3 -> bbbb2"},
             });
}

TEST(Downgrade, IsRefusedWithAReason) {
  expect_all(chain, downgrade,
             {
                 {"bbbb2", "+2", "! '+2' leads up, and this is a downgrade"},
                 {"bbbb2", "third@+1", "! leads up"},
                 {"bbbb2", "-5", "! '-5' goes too far: from 'bbbb2' there are only 2 steps down to base"},
                 {"", "-1", "! goes too far"},
                 {"", "bbbb2", "! there is no way down to 'bbbb2', which is not applied; nothing is applied"},
                 {"bbbb2", "cccc", "! there is no way down to 'cccc3', which is not applied; current: 'bbbb2'"},
                 {"bbbb2", "head", "! not applied"},
                 {"bbbb2", "bbbb2:aaaa1", "! is a range"},
                 {"bbbb2", "bbb3", "! did you mean 'bbbb2'?"},
                 {"aaaa1 bbbb2", "base", "! cannot both be current"},
             });
}

TEST(Downgrade, OfBranches) {
  expect_all(
      branched, downgrade,
      {
          {"d1 d2", "a", "d2 c2 d1 c1 b -> a"},
          {"d1 d2", "b", "d2 c2 d1 c1 -> b"},
          {"d1 d2", "base+2", "d2 c2 d1 c1 -> b"},
          {"d1 d2", "c2branch@base+2", "d2 c2 -> d1"},
          {"d1 d2", "c2branch@base+3", "d2 -> d1 c2"},
          {"d1 d2", "c2", "d2 -> d1 c2"},
          {"d1 d2", "c1branch@-1", "d1 -> c1 d2"},
          {"d1 d2", "c1branch@-2", "d1 c1 -> d2"},
          {"d1 d2", "c1branch@-3", "! 'c1branch@-3' is ambiguous: 'b' would have to go, and 'c2' of another branch"},
          {"d1 d2", "-1", "! '-1' is ambiguous: it could begin at 'd1' and 'd2'"},
          {"c1 d2", "d2-1", "d2 -> c1 c2"},
          {"c1 d2", "c1-1", "c1 -> d2"},
          {"c1 d2", "c1branch@b", "c1 -> d2"},
          {"c1 d2", "c2branch@b", "d2 c2 -> c1"},
          {"d1 d2", "c2@b", "d2 c2 -> d1"},
          {"d1 d2", "d1@b", "d1 c1 -> d2"},
          {"d1 d2", "c1branch@head-1", "d1 -> c1 d2"},
          {"d1 c2", "c2", "-> d1 c2"},
          {"d1 c2", "d1", "-> d1 c2"},
          {"d1 c2", "c2branch@c2", "-> d1 c2"},
          {"b", "c1branch@b", "-> b"},
          {"d2", "c1branch@b", "! nothing above 'b' is applied on this branch; current: 'd2'"},
          {"d2", "c1-1", "! nothing above 'b' is applied"},
          {"d2", "c1", "! there is no way down to 'c1', which is not applied"},
          {"d2", "c1branch@-1", "! ambiguous: 'b' would have to go, and 'c2' of another branch stands on it"},
          {"d1 d2", "c1branch@c2", "! 'c2' is not on branch 'c1branch'"},
          {"d1", "-3", "d1 c1 b -> a"},
          {"d1 d2", "heads", "-> d1 d2"},
          {"d1 d2", "base", "d2 c2 d1 c1 b a -> "},
      });
}

TEST(Downgrade, ThroughMerges) {
  expect_all(merged, downgrade,
             {
                 {"f", "b", "f e d2 c2 d1 c1 -> b"},
                 {"f", "-1", "f -> e"},
                 {"f", "-2", "! '-2' is ambiguous: 'e' merges 'd1' and 'd2'; name one of them"},
                 {"e", "-1", "! ambiguous"},
                 {"e", "head-2", "! ambiguous"},
                 {"f", "d1", "f e -> d1 d2"},
                 {"f", "c1", "f e d1 -> c1 d2"},
                 {"f", "c2branch@-2", "f e -> d1 d2"},
             });
  std::string const goes_on = "a1 b1:a1 c1:b1 a2 b2:a2 c2:b2 d1:c1,c2 d2:c2";
  expect_all(goes_on, downgrade,
             {
                 {"d1 d2", "b1", "d1 c1 -> b1 d2"},
                 {"d1 d2", "c2", "d2 d1 -> c1 c2"},
             });
}

TEST(Downgrade, OfSeveralBases) {
  expect_all(forest, downgrade,
             {
                 {"b1 b2", "one@base", "b1 a1 -> b2"},
                 {"b1 b2", "one@a1", "b1 -> a1 b2"},
                 {"b1 b2", "base", "b2 a2 b1 a1 -> "},
                 {"b1", "two@base", "! nothing above base is applied on this branch; current: 'b1'"},
                 {"", "two@base", "-> "},
                 {"b1 b2", "a1", "b1 -> a1 b2"},
                 {"b1 b2", "b2-2", "b2 a2 -> b1"},
                 {"b1", "one@-1", "b1 -> a1"},
                 {"b1", "two@-1", "! goes too far"},
             });
}

TEST(Downgrade, TakesDependantsAlong) {
  expect_all(crossed, downgrade,
             {
                 {"d1 d2", "c2branch@b", "d2 c2 -> d1"},
                 {"d1 d2", "c1branch@b", "d2 d1 c1 -> c2"},
                 {"d1 d2", "c1branch@-2", "d2 d1 c1 -> c2"},
             });
  expect_all("a1 a2:a1 b1 b2:b1+a2 b3:b2 a3:a2+b1", downgrade,
             {
                 {"a3 b2", "b1", "b2 -> a3"},  // b1 stays, under a3
                 {"a3 b3", "b1", "b3 b2 -> a3"},
                 {"a3 b3", "b1@base", "a3 b3 b2 b1 -> a2"},
                 {"b3", "a1", "b3 b2 a2 -> a1 b1"},
             });
  expect_all("a x+a", downgrade,
             {
                 {"x", "-1", "x -> a"},
                 {"x", "x@base", "x -> a"},
                 {"x", "a", "! nothing above 'a' is applied"},  // what stands on it is of another branch
                 {"x", "base", "x a -> "},
                 {"x", "a@base", "x a -> "},
             });
  // One revision is current, so that it is clear from where it goes down.
  expect_all("a1#la a2:a1 b1:a1 b2:b1+a2", downgrade,
             {
                 {"b2", "la@-1", "b2 -> a2 b1"},
                 {"b2", "-1", "b2 -> a2 b1"},
                 {"b2", "a2", "! nothing above 'a2' is applied"},
             });
  // What a merge brings together is told apart again.
  std::string const knot = "a1#a b1+a1#b bmerge:a1,b1";
  expect_all(knot, downgrade, {{"bmerge", "a1", "bmerge -> b1"}, {"bmerge", "b1", "bmerge -> b1"}});
  expect_all("a1 a2:a1 a3:a2 b1 b2:b1+a3 b3:b2 b4:b3+a3", downgrade, {{"b4", "b3", "b4 -> b3"}});
  expect_all("a1 a2 a3 amerge:a1,a2,a3 b1 b2 bmerge:b1,b2 d1+a3,b2", downgrade,
             {
                 {"amerge bmerge d1", "b2", "bmerge -> amerge b1 d1"},
                 {"amerge b1 d1", "d1@base", "d1 -> amerge b1 b2"},
             });
}

TEST(Downgrade, OfNothing) {
  expect_all("", downgrade, {{"", "base", "-> "}, {"", "head", "-> "}, {"", "-1", "! goes too far"}});
}

TEST(TargetSize, LongChainsAreNoTrouble) {
  std::vector<revision_node> list;
  for (std::size_t i = 0; i < 100000; ++i) {
    list.push_back({"r" + std::to_string(i), {}, {}, {}});
    if (i > 0) list.back().parents = {list[i - 1].id};
  }
  std::vector<graph_fault> faults;
  auto const g = revision_graph::build(std::move(list), faults);
  EXPECT_EQ(plan_upgrade(g, {}, "head").steps.size(), 100000U);
  EXPECT_EQ(plan_upgrade(g, {}, "+99999").steps.size(), 99999U);
  EXPECT_EQ(plan_downgrade(g, g.heads(), "base").steps.size(), 100000U);
  EXPECT_EQ(plan_downgrade(g, g.heads(), "-99999").steps.size(), 99999U);
  EXPECT_EQ(resolve_range(g, {}, "r10:").size(), 99990U);
}

}  // namespace
}  // namespace retort::core::test
