// SPDX-License-Identifier: Apache-2.0
// What the sides of a merge do not share, beside an answer that is slow and plain; and when steps are asked for last.
#include "compiler/model/sides.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>

namespace retort::model {
namespace {

using core::revision_index;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Revision i has the parents named, which may stand behind it in the list.
core::revision_graph graph_of(std::vector<std::vector<int>> const& parents) {
  std::vector<core::revision_node> nodes;
  for (std::size_t r = 0; r < parents.size(); ++r) {
    core::revision_node node;
    node.id = "r" + std::to_string(r);
    for (int const p : parents[r]) node.parents.push_back("r" + std::to_string(p));
    nodes.push_back(std::move(node));
  }
  std::vector<core::graph_fault> faults;
  return core::revision_graph::build(std::move(nodes), faults);
}

std::vector<bool> ancestry(core::revision_graph const& graph, std::vector<revision_index> open) {
  std::vector<bool> out(graph.size(), false);
  while (!open.empty()) {
    auto const r = open.back();
    open.pop_back();
    if (out[r]) continue;
    out[r] = true;
    for (auto const p : graph.parents(r)) open.push_back(p);
  }
  return out;
}

TEST(Sides, AreApartFromTheForkOn) {
  // 0 - 1 - 2 - 3 -- 6
  //      \- 4 - 5 --/
  auto const graph = graph_of({{}, {0}, {1}, {2}, {1}, {4}, {3, 5}});
  Sides sides(graph);
  auto const apart = sides.apart({3}, 5);
  EXPECT_THAT(apart.ours, ElementsAre(2, 3));
  EXPECT_THAT(apart.theirs, ElementsAre(4, 5));
}

TEST(Sides, OneThatStandsOnTheOtherHasNothingOfItsOwn) {
  auto const graph = graph_of({{}, {0}, {1}, {2}});
  Sides sides(graph);
  EXPECT_THAT(sides.apart({3}, 1).theirs, IsEmpty());
  EXPECT_THAT(sides.apart({3}, 1).ours, ElementsAre(2, 3));
  EXPECT_THAT(sides.apart({1}, 3).theirs, ElementsAre(2, 3));
}

TEST(Sides, StepsGoWithTheirLastMerge) {
  auto const graph = graph_of({{}, {0}, {0}, {1, 2}, {3}, {2}, {4, 5}});
  Sides sides(graph);
  std::vector<bool> const all(graph.size(), true);
  auto const last = last_asked_for(graph, all, sides);
  // Side 2 belongs to the ancestry of both sides of the later merge; 1, 3, 4 and 5 do not.
  EXPECT_THAT(last[0], ElementsAre(0));
  EXPECT_THAT(last[3], ElementsAre(2));
  EXPECT_THAT(last[6], ElementsAre(1, 3, 4, 5, 6));
}

TEST(Sides, AgreeWithBothAncestries) {
  std::mt19937 random(20261126);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::vector<int>> parents(30);
    for (int r = 1; r < 30; ++r)
      for (int i = std::uniform_int_distribution(0, 2)(random); i >= 0; --i)
        parents[static_cast<std::size_t>(r)].push_back(
            std::uniform_int_distribution(std::max(0, r - 8), r - 1)(random));
    auto const graph = graph_of(parents);
    Sides sides(graph);
    for (int question = 0; question < 20; ++question) {
      auto const any = [&] { return std::uniform_int_distribution<revision_index>(0, 29)(random); };
      std::vector<revision_index> const some{any(), any()};
      auto const other = any();
      auto const ours = ancestry(graph, some), theirs = ancestry(graph, {other});
      Sides::Apart expected;
      for (auto const r : graph.order()) {
        if (ours[r] && !theirs[r]) expected.ours.push_back(r);
        if (theirs[r] && !ours[r]) expected.theirs.push_back(r);
      }
      auto const apart = sides.apart(some, other);
      EXPECT_EQ(apart.ours, expected.ours);
      EXPECT_EQ(apart.theirs, expected.theirs);
    }
  }
}

}  // namespace
}  // namespace retort::model
