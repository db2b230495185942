// SPDX-License-Identifier: Apache-2.0
// Random graphs with fixed seeds, against an oracle that knows nothing but edges: sets of names, closed step by step.
// Up and down are valid orders that end with the right heads, and lead back to where they began.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "runtime/core/targets.hpp"
#include "tests/property/options.hpp"

namespace retort::core {
namespace {

using Set = std::set<std::string>;

// The same graph twice: as the one under test, and as plain lists of names.
class Twin {
 public:
  explicit Twin(unsigned seed) : random_(seed) {
    std::size_t const count = below(31);
    std::vector<revision_node> nodes;
    for (std::size_t i = 0; i < count; ++i) {
      revision_node node;
      node.id = "r" + std::to_string(1000 + i);
      for (std::size_t n = below(4); i > 0 && n-- > 0;) {
        auto const& other = nodes[i - 1 - below(std::min<std::size_t>(i, 5))].id;
        auto& into = below(4) == 0 ? node.depends_on : node.parents;
        if (std::find(into.begin(), into.end(), other) == into.end()) into.push_back(other);
      }
      if (below(3) == 0) node.labels.push_back("label" + std::to_string(i));
      nodes.push_back(node);
    }
    for (auto const& node : nodes) {
      parents[node.id] = {node.parents.begin(), node.parents.end()};
      needs[node.id] = parents[node.id];
      needs[node.id].insert(node.depends_on.begin(), node.depends_on.end());
      if (!node.labels.empty()) labels[node.labels.front()] = node.id;
    }
    std::shuffle(nodes.begin(), nodes.end(), random_);  // files come in any order
    std::vector<graph_fault> faults;
    graph = revision_graph::build(std::move(nodes), faults);
    for (auto const& fault : faults) EXPECT_EQ(fault.kind, fault_kind::redundant_parent);
  }

  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
  Set all() const {
    Set out;
    for (auto const& [id, edges] : needs) out.insert(id);
    return out;
  }
  std::string any(Set const& of) { return *std::next(of.begin(), static_cast<std::ptrdiff_t>(below(of.size()))); }

  // With everything that is needed.
  static Set up(std::map<std::string, Set> const& edges, Set from) {
    for (std::size_t before = 0; before != from.size();) {
      before = from.size();
      for (auto const& id : Set(from)) from.insert(edges.at(id).begin(), edges.at(id).end());
    }
    return from;
  }
  // With everything that needs it.
  static Set down(std::map<std::string, Set> const& edges, Set from) {
    for (std::size_t before = 0; before != from.size();) {
      before = from.size();
      for (auto const& [id, list] : edges)
        if (std::any_of(list.begin(), list.end(), [&](auto const& n) { return from.contains(n); })) from.insert(id);
    }
    return from;
  }
  Set heads(Set const& applied) const {
    Set out = applied;
    for (auto const& id : applied)
      for (auto const& needed : needs.at(id)) out.erase(needed);
    return out;
  }
  // Something that a database may have: any revisions, and what they need.
  Set state() {
    Set some;
    auto const ids = all();
    for (std::size_t n = ids.empty() ? 0 : below(4); n-- > 0;) some.insert(any(ids));
    return up(needs, some);
  }

  std::vector<revision_index> indexes(Set const& ids) const {
    std::vector<revision_index> out;
    for (auto const& id : ids) out.push_back(graph.find(id).value());
    return out;
  }
  template <class List>
  Set names(List const& list) const {
    Set out;
    for (auto const r : list) out.insert(graph[r].id);
    return out;
  }

  // Runs the steps on `applied`: each must be possible where it stands.
  void run(planned_move const& move, Set& applied) const {
    for (auto const& step : move.steps) {
      auto const& id = graph[step.revision].id;
      if (step.way == direction::upgrade) {
        EXPECT_FALSE(applied.contains(id)) << id << " is applied twice";
        for (auto const& needed : needs.at(id)) EXPECT_TRUE(applied.contains(needed)) << id << " before " << needed;
        applied.insert(id);
      } else {
        EXPECT_TRUE(applied.contains(id)) << id << " was not there";
        for (auto const& [other, list] : needs)
          EXPECT_FALSE(applied.contains(other) && list.contains(id)) << id << " before " << other;
        applied.erase(id);
      }
    }
    EXPECT_EQ(names(move.heads), heads(applied));
    EXPECT_TRUE(std::is_sorted(move.heads.begin(), move.heads.end()));
  }

  revision_graph graph;
  std::map<std::string, Set> parents, needs;
  std::map<std::string, std::string> labels;

 private:
  std::mt19937 random_;
};

class RandomGraph : public testing::TestWithParam<unsigned> {
  testing::ScopedTrace trace_{__FILE__, __LINE__, test::repeat_command(GetParam())};
};

TEST_P(RandomGraph, HasAnOrderHeadsAndBases) {
  Twin twin(GetParam());
  Set seen;
  for (auto const r : twin.graph.order()) {
    for (auto const& needed : twin.needs.at(twin.graph[r].id)) EXPECT_TRUE(seen.contains(needed));
    seen.insert(twin.graph[r].id);
    EXPECT_TRUE(twin.graph.is_whole(r));
  }
  EXPECT_EQ(seen, twin.all());
  EXPECT_EQ(twin.names(twin.graph.heads()), twin.heads(twin.all()));
  Set bases;
  for (auto const& [id, list] : twin.parents)
    if (list.empty()) bases.insert(id);
  EXPECT_EQ(twin.names(twin.graph.bases()), bases);
}

TEST_P(RandomGraph, GoesUpAndComesBack) {
  Twin twin(GetParam() + 1000);
  if (twin.all().empty()) return;
  for (int round = 0; round < 20; ++round) {
    Set const before = twin.state();
    auto const current = twin.indexes(twin.heads(before));
    EXPECT_EQ(twin.names(twin.graph.order()).size(), twin.graph.size());

    Set applied = before;
    auto const target = twin.any(twin.all());
    auto const move = plan_upgrade(twin.graph, current, target);
    twin.run(move, applied);
    Set expected = Twin::up(twin.needs, {target});
    expected.insert(before.begin(), before.end());
    EXPECT_EQ(applied, expected) << target;
    // Once more does nothing.
    EXPECT_TRUE(plan_upgrade(twin.graph, move.heads, target).steps.empty());
    EXPECT_EQ(plan_upgrade(twin.graph, move.heads, "current").heads, move.heads);

    // Everything, and back to nothing.
    Set all = before;
    auto const to_heads = plan_upgrade(twin.graph, current, "heads");
    twin.run(to_heads, all);
    EXPECT_EQ(all, twin.all());
    auto const to_base = plan_downgrade(twin.graph, to_heads.heads, "base");
    twin.run(to_base, all);
    EXPECT_TRUE(all.empty());

    // From nothing to a state of one head and back down again: the steps are the same, the other way round.
    Set from_nothing;
    auto const up = plan_upgrade(twin.graph, {}, target);
    twin.run(up, from_nothing);
    auto back = plan_downgrade(twin.graph, up.heads, "base");
    twin.run(back, from_nothing);
    std::reverse(back.steps.begin(), back.steps.end());
    ASSERT_EQ(back.steps.size(), up.steps.size());
    for (std::size_t i = 0; i < up.steps.size(); ++i) EXPECT_EQ(back.steps[i].revision, up.steps[i].revision);
  }
}

TEST_P(RandomGraph, ComesDownToAnyRevisionThatIsApplied) {
  Twin twin(GetParam() + 2000);
  if (twin.all().empty()) return;
  for (int round = 0; round < 30; ++round) {
    Set applied = twin.state();
    auto const current = twin.indexes(twin.heads(applied));
    auto const target = twin.any(twin.all());
    if (!applied.contains(target)) {
      EXPECT_THROW(static_cast<void>(plan_downgrade(twin.graph, current, target)), target_error) << target;
      continue;
    }
    Set children;
    for (auto const& [id, list] : twin.parents)
      if (list.contains(target)) children.insert(id);
    Set expected = applied;
    for (auto const& gone : Twin::down(twin.needs, children)) expected.erase(gone);
    if (expected == applied && !twin.heads(applied).contains(target)) {
      // It is there for another branch alone, which stands on it: nothing of its own is to go.
      EXPECT_THROW(static_cast<void>(plan_downgrade(twin.graph, current, target)), target_error) << target;
      continue;
    }
    auto const move = plan_downgrade(twin.graph, current, target);
    twin.run(move, applied);
    EXPECT_EQ(applied, expected) << target;
    EXPECT_TRUE(applied.contains(target));
    if (twin.heads(applied).contains(target)) {
      EXPECT_TRUE(plan_downgrade(twin.graph, move.heads, target).steps.empty());
    }
  }
}

TEST_P(RandomGraph, MovesWithinABranch) {
  Twin twin(GetParam() + 3000);
  for (auto const& [label, id] : twin.labels) {
    Set branch = Twin::up(twin.parents, {id});
    for (auto const& below : Twin::down(twin.parents, {id})) branch.insert(below);
    Set ends = branch;
    for (auto const& one : branch)
      for (auto const& parent : twin.parents.at(one)) ends.erase(parent);

    Set applied = twin.state();
    auto const before = applied;
    auto const current = twin.indexes(twin.heads(applied));
    auto const up = plan_upgrade(twin.graph, current, label + "@heads");
    twin.run(up, applied);
    Set expected = Twin::up(twin.needs, ends);
    expected.insert(before.begin(), before.end());
    EXPECT_EQ(applied, expected) << label;

    for (auto const& other : twin.all()) {
      auto const target = label + "@" + other;
      if (branch.contains(other)) {
        auto const there = plan_upgrade(twin.graph, {}, target);
        EXPECT_EQ(twin.names(there.heads), twin.heads(Twin::up(twin.needs, {other})));
      } else {
        EXPECT_THROW(static_cast<void>(plan_upgrade(twin.graph, current, target)), target_error) << target;
        EXPECT_THROW(static_cast<void>(plan_downgrade(twin.graph, up.heads, target)), target_error) << target;
      }
    }

    auto const down = plan_downgrade(twin.graph, up.heads, label + "@base");
    twin.run(down, applied);
    for (auto const& one : branch) EXPECT_FALSE(applied.contains(one)) << label << " still has " << one;
    Set bases;
    for (auto const& one : branch)
      if (twin.parents.at(one).empty()) bases.insert(one);
    Set rest = expected;
    for (auto const& gone : Twin::down(twin.needs, bases)) rest.erase(gone);
    EXPECT_EQ(applied, rest) << label;
  }
}

TEST_P(RandomGraph, StampsWhatIsNamed) {
  Twin twin(GetParam() + 4000);
  if (twin.all().empty()) return;
  for (int round = 0; round < 20; ++round) {
    Set const heads = twin.heads(twin.state());
    auto const current = twin.indexes(heads);
    auto const target = twin.any(twin.all());
    Set const above = Twin::up(twin.needs, {target});
    Set const below = Twin::down(twin.needs, {target});
    Set expected{target};
    for (auto const& head : heads)
      if (!above.contains(head) && !below.contains(head)) expected.insert(head);
    EXPECT_EQ(twin.names(plan_stamp(twin.graph, current, {target})), expected) << target;
    EXPECT_TRUE(plan_stamp(twin.graph, current, {"base"}).empty());
    EXPECT_EQ(twin.names(plan_stamp(twin.graph, current, {"heads"})), twin.heads(twin.all()));
  }
}

TEST_P(RandomGraph, WalksAlongParents) {
  Twin twin(GetParam() + 5000);
  for (int round = 0; round < 40; ++round) {
    Set const applied = twin.state();
    Set const heads = twin.heads(applied);
    if (heads.size() > 1) continue;  // ambiguous, and tested elsewhere
    auto const current = twin.indexes(heads);
    auto const steps = 1 + twin.below(3);

    // Up: one child at each step, and nothing else that it merges.
    auto at = heads;
    bool possible = true;
    for (std::size_t i = 0; i < steps && possible; ++i) {
      Set next;
      for (auto const& [id, list] : twin.parents)
        if (at.empty() ? list.empty() : list.contains(*at.begin())) next.insert(id);
      possible = next.size() == 1;
      if (!possible) break;
      auto const have = Twin::up(twin.needs, at);
      for (auto const& parent : twin.parents.at(*next.begin()))
        possible = possible && (have.contains(parent) || applied.contains(parent));
      at = next;
    }
    auto const up = "+" + std::to_string(steps);
    if (possible) {
      Set after = applied;
      twin.run(plan_upgrade(twin.graph, current, up), after);
      Set expected = Twin::up(twin.needs, at);
      expected.insert(applied.begin(), applied.end());
      EXPECT_EQ(after, expected) << up;
    } else {
      EXPECT_THROW(static_cast<void>(plan_upgrade(twin.graph, current, up)), target_error) << up;
    }

    // Down: one parent at each step, and nothing else that stands on what is passed.
    at = heads;
    Set passed, last;
    possible = true;
    for (std::size_t i = 0; i < steps && possible; ++i) {
      possible = at.size() == 1;
      if (!possible) break;
      for (auto const& [id, list] : twin.parents)
        if (list.contains(*at.begin()) && applied.contains(id)) possible = possible && passed.contains(id);
      passed.insert(*at.begin());
      last = at;
      at = twin.parents.at(*at.begin());
      possible = possible && at.size() < 2;
    }
    auto const down = "-" + std::to_string(steps);
    if (possible) {
      Set after = applied;
      twin.run(plan_downgrade(twin.graph, current, down), after);
      Set expected = applied;
      for (auto const& gone : Twin::down(twin.needs, last)) expected.erase(gone);
      EXPECT_EQ(after, expected) << down;
    } else {
      EXPECT_THROW(static_cast<void>(plan_downgrade(twin.graph, current, down)), target_error) << down;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomGraph,
                         testing::Range(static_cast<unsigned>(test::first_seed()),
                                        static_cast<unsigned>(test::first_seed() + test::case_count(59))));

}  // namespace
}  // namespace retort::core
