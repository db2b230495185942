// SPDX-License-Identifier: Apache-2.0
// Stamps, single revisions and ranges, on small graphs: where they lead, and why they are refused.
#include "runtime/core/targets.hpp"

#include "tests/unit/core/moves.hpp"

namespace retort::core::test {
namespace {

TEST(Stamp, RecordsHeads) {
  expect_all(chain, stamp,
             {
                 {"dddd4", "base", ""},
                 {"", "head", "eeee5"},
                 {"", "heads", "eeee5"},
                 {"eeee5", "third", "cccc3"},
                 {"aaaa1", "cccc", "cccc3"},
                 {"aaaa1", "+1", "bbbb2"},
                 {"bbbb2", "-1", "aaaa1"},
                 {"aaaa1", "-1", ""},
                 {"aaaa1 cccc3", "dddd4", "dddd4"},  // whatever was there
                 {"", "nope", "! there is no revision or label 'nope'"},
                 {"", "aaaa1 cccc3", "! 'aaaa1' is an ancestor of 'cccc3'; stamp 'cccc3' alone"},
                 {"", "base cccc3", "! 'base' means that nothing is applied, and goes with no other target"},
                 {"", "cccc3 cccc3", "cccc3"},
                 {"", "a:b", "! is a range"},
             });
  EXPECT_EQ(outcome([] { return ids(sound("a"), plan_stamp(sound("a"), {}, {})); }).substr(0, 20),
            "! there is no target");
}

TEST(Stamp, LeavesOtherBranches) {
  expect_all(branched, stamp,
             {
                 {"d1 c2", "b", "b"},
                 {"d1 c2", "c1branch@base", "c2"},
                 {"c1", "c1branch@base", ""},
                 {"d1 c2", "c2branch@head", "d1 d2"},
                 {"c1 c2", "c1branch@b", "c2"},  // b is implied by c2
                 {"d1", "d2", "d1 d2"},
                 {"d1", "a@d2", "d1 d2"},
                 {"d1", "d1 d2", "d1 d2"},
                 {"", "heads", "d1 d2"},
                 {"d1 d2", "head", "! several heads"},
                 {"d1 d2", "heads", "d1 d2"},
                 {"d1 d2", "c1branch@c2", "! not on branch"},
             });
  expect_all(merged, stamp,
             {
                 {"e", "c2", "c2"},
                 {"e", "a", "a"},
                 {"c2", "e", "e"},
                 {"d1 c2", "c2branch@head", "f"},
                 {"d1 c2", "e", "e"},
                 {"b", "e", "e"},
             });
  expect_all(forest, stamp, {{"", "heads", "b1 b2"}, {"b1 b2", "one@base", "b2"}, {"b1", "a2", "b1 a2"}});
  expect_all("a1 b1:a1 c1:b1 a2 b2:a2 c2:b2+c1 d1:c1 e1:d1", stamp, {{"e1 c2", "b1", "b1"}});
  expect_all("a x+a", stamp, {{"x", "x@base", "a"}, {"a", "x", "x"}, {"x", "a", "a"}});
}

TEST(ResolveOne, FindsARevision) {
  expect_all(chain, one,
             {
                 {"", "head", "eeee5"},
                 {"", "third", "cccc3"},
                 {"", "bbbb", "bbbb2"},
                 {"", "base+2", "bbbb2"},
                 {"", "head-1", "dddd4"},
                 {"bbbb2", "current", "bbbb2"},
                 {"bbbb2", "+1", "cccc3"},
                 {"bbbb2", "-1", "aaaa1"},
                 {"", "third@head", "eeee5"},
                 {"", "base", "! 'base' is no revision"},
                 {"", "current", "! 'current' is no revision: nothing is applied there"},
                 {"", "aaaa1:bbbb2", "! is a range"},
             });
  expect_all(branched, one,
             {
                 {"", "heads", "! 'heads' means several revisions, 'd1' and 'd2'; name one of them"},
                 {"", "c1branch@heads", "d1"},
                 {"c1 c2", "current", "! means several revisions"},
                 {"c1 c2", "c2branch@current", "c2"},
             });
  expect_all("", one, {{"", "head", "! there are no revisions"}});
}

TEST(ResolveRange, IsNewestFirst) {
  expect_all("aaaa bbbb:aaaa cccc:bbbb#last", range,
             {
                 {"", "aaaa:bbbb", "bbbb aaaa"},
                 {"", ":bbbb", "bbbb aaaa"},
                 {"", "bbbb:", "cccc bbbb"},
                 {"", ":", "cccc bbbb aaaa"},
                 {"", "base:head", "cccc bbbb aaaa"},
                 {"", "aaaa:+2", "cccc bbbb aaaa"},
                 {"", "aaaa:+1", "bbbb aaaa"},
                 {"", "aaaa:+9", "cccc bbbb aaaa"},
                 {"", "-2:cccc", "cccc bbbb aaaa"},
                 {"", "-1:cccc", "cccc bbbb"},
                 {"", "-5:cccc", "cccc bbbb aaaa"},
                 {"", "-1:", "cccc bbbb"},
                 {"", ":+2", "bbbb aaaa"},
                 {"bbbb", "current:", "cccc bbbb"},
                 {"", "current:", "cccc bbbb aaaa"},
                 {"bbbb", ":current", "bbbb aaaa"},
                 {"", ":current", ""},
                 {"bbbb", "-3:current", "bbbb aaaa"},
                 {"aaaa", "current:last@+2", "cccc bbbb aaaa"},
                 {"aaaa", "current:last@+1", "bbbb aaaa"},
                 {"", ":last@head", "cccc bbbb aaaa"},
                 {"", "bbbb:head-1", "bbbb"},
                 {"", "cccc:aaaa", "! 'cccc' is no ancestor of 'aaaa'; did you mean 'aaaa:cccc'?"},
                 {"", "aaaa", "! 'aaaa' is no range; write 'FROM:TO', 'FROM:' or ':TO'"},
                 {"", "a:b:c", "! is no range"},
                 {"", "nope:", "! there is no revision or label 'nope'"},
                 {"", "aaaa:nope", "! there is no revision or label 'nope'"},
             });
}

TEST(ResolveRange, WithBranchesAndDependencies) {
  expect_all(branched, range,
             {
                 {"", "b:d1", "d1 c1 b"},
                 {"", ":c2branch@head", "d2 c2 b a"},
                 {"", "c2branch@base:", "d2 c2 d1 c1 b a"},
                 {"", "c1:", "d1 c1"},
                 {"", "c1:d2", "! 'c1' is no ancestor of 'd2'"},
                 {"c1 c2", "current:", "d2 c2 d1 c1"},
                 {"", "-1:", "! ambiguous"},
             });
  expect_all(forest, range, {{"", "two@base:", "b2 a2"}, {"", ":b1", "b1 a1"}});
  expect_all("a b:a x+a y:x", range, {{"", ":y", "y x a"}, {"", "a:y", "y x a"}, {"", "b:", "b"}});
  expect_all("", range, {{"", ":", ""}, {"", ":head", ""}});
}

TEST(Applied, IsEverythingThatAHeadStandsOn) {
  auto const g = sound(crossed);
  EXPECT_EQ(applied(g, indexes(g, "d2")), (std::vector<bool>{true, true, true, false, true, true}));
  EXPECT_EQ(applied(g, {}), std::vector<bool>(6, false));
}

TEST(Labels, MayHoldSigns) {
  std::vector<revision_node> list{{"a", {}, {}, {"my-label-2"}}, {"b", {"a"}, {}, {"x@y"}}};
  std::vector<graph_fault> faults;
  auto const g = revision_graph::build(std::move(list), faults);
  EXPECT_EQ(one(g, "", "my-label-2"), "a");
  EXPECT_EQ(one(g, "", "my-label-2+1"), "b");
  EXPECT_EQ(one(g, "", "x@y"), "b");
  EXPECT_EQ(one(g, "", "my-label-2@head"), "b");
}

}  // namespace
}  // namespace retort::core::test
