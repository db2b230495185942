// SPDX-License-Identifier: Apache-2.0
// The graph: order, heads, bases, and every fault with who and whom. What is still whole beside a fault, and sizes that
// would overflow a stack.
#include "runtime/core/revision_graph.hpp"

#include <gtest/gtest.h>

#include <retort/dialect.hpp>

#include "tests/unit/core/history.hpp"

namespace retort::core::test {
namespace {

char const* name(fault_kind kind) {
  switch (kind) {
    case fault_kind::duplicate_id:
      return "duplicate_id";
    case fault_kind::case_clash:
      return "case_clash";
    case fault_kind::unknown_parent:
      return "unknown_parent";
    case fault_kind::abbreviated_parent:
      return "abbreviated_parent";
    case fault_kind::self_parent:
      return "self_parent";
    case fault_kind::unknown_dependency:
      return "unknown_dependency";
    case fault_kind::abbreviated_dependency:
      return "abbreviated_dependency";
    case fault_kind::cycle:
      return "cycle";
    case fault_kind::duplicate_label:
      return "duplicate_label";
    case fault_kind::label_is_id:
      return "label_is_id";
    case fault_kind::redundant_parent:
      return "redundant_parent";
    case fault_kind::replaced_is_there:
      return "replaced_is_there";
    case fault_kind::replaced_twice:
      return "replaced_twice";
  }
  return "?";
}

// "kind revision/item others…; …"; revisions by position, as ids may clash.
std::string text(std::vector<graph_fault> const& faults) {
  std::string out;
  for (auto const& fault : faults) {
    out += (out.empty() ? "" : "; ") + std::string(name(fault.kind)) + " " + std::to_string(fault.revision) + "/" +
           std::to_string(fault.item);
    for (auto const other : fault.others) out += " " + std::to_string(other);
  }
  return out;
}

std::string faults_of(std::string const& history) {
  std::vector<graph_fault> faults;
  auto const built = graph(history, faults);
  EXPECT_EQ(built.size(), nodes(history).size());
  return text(faults);
}

std::string whole(std::string const& history) {
  std::vector<graph_fault> faults;
  auto const built = graph(history, faults);
  std::string out;
  for (revision_index r = 0; r < built.size(); ++r) out += built.is_whole(r) ? '1' : '0';
  return out;
}

TEST(Graph, OfNothing) {
  auto const empty = sound("");
  EXPECT_EQ(empty.size(), 0U);
  EXPECT_TRUE(empty.order().empty());
  EXPECT_TRUE(empty.heads().empty());
  EXPECT_TRUE(empty.bases().empty());
  EXPECT_FALSE(empty.find("a"));
  EXPECT_FALSE(empty.find_label("a"));
}

TEST(Graph, KnowsItsEdges) {
  auto const g = sound("a b:a c:a#left m:b,c+x x#other");
  auto const at = [&](char const* id) { return g.find(id).value(); };
  EXPECT_EQ(ids(g, g.parents(at("m"))), "b c");
  EXPECT_EQ(ids(g, g.dependencies(at("m"))), "x");
  EXPECT_EQ(ids(g, g.children(at("a"))), "b c");
  EXPECT_EQ(ids(g, g.dependants(at("x"))), "m");
  EXPECT_EQ(ids(g, g.children(at("x"))), "");
  EXPECT_EQ(g.find_label("left"), g.find("c"));
  EXPECT_FALSE(g.find("left")) << "a label is no id";
  EXPECT_FALSE(g.find_label("a")) << "an id is no label";
  EXPECT_EQ(ids(g, g.heads()), "m");
  EXPECT_EQ(ids(g, g.bases()), "a x");
}

TEST(Graph, OrderPutsFirstWhatIsNeededAndElseKeepsTheList) {
  struct {
    char const *history, *order;
  } const cases[] = {
      {"a b:a c:b", "a b c"},     {"c:b b:a a", "a b c"},         {"z y x", "z y x"},
      {"b:a a d:c c", "a b c d"}, {"a m:b,c c:a b:a", "a c b m"}, {"x+y y", "y x"},
      {"x+lib y#lib", "y x"},     {"a x b:a+x y:x+b", "a x b y"}, {"d:b e:c a b:a c:a", "a b d c e"},
  };
  for (auto const& c : cases) {
    auto const g = sound(c.history);
    EXPECT_EQ(ids(g, g.order()), c.order) << c.history;
  }
}

TEST(Graph, HeadsCountDependencies) {
  struct {
    char const *history, *heads, *bases;
  } const cases[] = {
      {"a", "a", "a"},
      {"a b:a", "b", "a"},
      {"a b:a c:a", "b c", "a"},
      {"c:a b:a a", "c b", "a"},
      {"a x+a", "x", "a x"},
      {"a b:a x+a", "b x", "a x"},
      {"a#lib x+lib", "x", "a x"},
      {"a b:a+a", "b", "a"},  // a dependency on its own parent changes nothing
      {"a b:a c:a m:b,c", "m", "a"},
  };
  for (auto const& c : cases) {
    auto const g = sound(c.history);
    EXPECT_EQ(ids(g, g.heads()), c.heads) << c.history;
    EXPECT_EQ(ids(g, g.bases()), c.bases) << c.history;
  }
}

TEST(GraphFaults, AreFound) {
  struct {
    char const *history, *faults;
  } const cases[] = {
      {"a b:a a", "duplicate_id 2/0 0"},
      {"a a a", "duplicate_id 1/0 0; duplicate_id 2/0 0"},
      {"a a:a", "duplicate_id 1/0 0"},  // it revises the other one, most likely
      {"ab AB:ab", "case_clash 1/0 0"},
      {"a b:x", "unknown_parent 1/0"},
      {"a b:a,x c:b", "unknown_parent 1/1"},
      {"abcd1234 b:abcd", "abbreviated_parent 1/0 0"},
      {"abcd1234 b:abc", "unknown_parent 1/0"},  // too short for an abbreviation
      {"abcd1 abcd2 b:abcd", "unknown_parent 2/0"},
      {"abcd abcd2 b:abcd", ""},  // a full id, whatever else begins with it
      {"a:a", "self_parent 0/0 0"},
      {"abcd1234:abcd", "self_parent 0/0 0"},
      {"a b:a,b", "self_parent 1/1 1"},
      {"a+x", "unknown_dependency 0/0"},
      {"a b+a,x,y", "unknown_dependency 1/1; unknown_dependency 1/2"},
      {"abcd1234 b+abcd", "abbreviated_dependency 1/0 0"},
      {"a+a", "cycle 0/0 0"},
      {"a#l+l", "cycle 0/0 0"},
      {"a:b b:a", "cycle 0/0 0 1"},
      {"a:c b:a c:b", "cycle 0/0 0 2 1"},
      {"r a:c,r b:a c:b d:c", "cycle 1/0 1 3 2"},
      {"a:b b+a", "cycle 0/0 0 1"},
      {"a+b b+a", "cycle 0/0 0 1"},
      {"a:b b:a c:d d:c", "cycle 0/0 0 1; cycle 2/0 2 3"},
      {"a:b,c b:a c:b", "cycle 0/0 0 1"},  // the shortest one of a knot
      {"a#x b:a#x", "duplicate_label 1/0 0"},
      {"a#x b:a#y,x", "duplicate_label 1/1 0"},
      {"a#b b:a", "label_is_id 0/0 1"},
      {"a#a", "label_is_id 0/0 0"},
      {"a#x a#x", "duplicate_id 1/0 0"},  // a copy, labels and all
      {"a b:a c:a,b", "redundant_parent 2/0 1"},
      {"a b:a c:b d:c,a", "redundant_parent 3/1 2"},
      {"a b:a c:a,a", "redundant_parent 2/1 0"},
      {"a b:a x+a m:x,a", ""},  // an ancestor by a dependency only
      {"b:x a#k,k c:a,b", "unknown_parent 0/0; duplicate_label 1/1 1"},
      {"m:a,b b:a a", "redundant_parent 0/0 1"},
      {"c=a,b,c d:c", ""},
      {"c=a,b,c b:a a", "replaced_is_there 0/0 2; replaced_is_there 0/1 1"},
      {"c=a,c d:c=a,d", "replaced_twice 1/0 0"},
      {"c=a,c d:a", "unknown_parent 1/0 0"},
      {"c=a,c d:c+x,a", "unknown_dependency 1/0; unknown_dependency 1/1 0"},
      {"c=abcd,c d:abc", "unknown_parent 1/0"},
  };
  for (auto const& c : cases) EXPECT_EQ(faults_of(c.history), c.faults) << c.history;
}

TEST(GraphFaults, LeaveTheRestStanding) {
  struct {
    char const *history, *whole;
  } const cases[] = {
      {"a b:a c:b", "111"},
      {"a b:x c:b d:a", "1001"},
      {"a b:a,x c:b", "100"},
      {"a b+x c:b", "100"},
      {"a:b b:a c:b d", "0001"},
      {"a b:b c:b", "100"},
      {"a+a b:a", "00"},
      {"c=a,b,c a b:a d:c", "1001"},  // what was squashed is not done again
      {"c=a,c d:a e:c", "101"},
      {"a a b:a", "110"},  // which of them is meant?
      {"abcd1234 b:abcd c:b", "111"},
      {"ab AB:ab c:AB", "111"},
      {"a#x b:a#x c+x", "110"},
      {"a b:a c:a,b d:c", "1111"},
  };
  for (auto const& c : cases) EXPECT_EQ(whole(c.history), c.whole) << c.history;
}

TEST(GraphFaults, LeaveCyclesAndWhatStandsOnThemOutOfTheOrder) {
  std::vector<graph_fault> faults;
  auto const g = graph("a b:c c:b d:c e:a f+d", faults);
  EXPECT_EQ(ids(g, g.order()), "a e");
}

TEST(GraphFaults, AreAddedBehindWhatIsThere) {
  std::vector<graph_fault> faults;
  static_cast<void>(graph("a:x", faults));
  static_cast<void>(graph("b a:y", faults));
  EXPECT_EQ(text(faults), "unknown_parent 0/0; unknown_parent 1/0");
}

TEST(GraphFaults, UnknownParentsAreDropped) {
  std::vector<graph_fault> faults;
  auto const g = graph("a b:x,a", faults);
  EXPECT_EQ(ids(g, g.parents(1)), "a");
  EXPECT_EQ(ids(g, g.order()), "a b");
}

revision_node numbered(std::size_t i) { return {"r" + std::to_string(i), {}, {}, {}}; }

TEST(GraphSize, LongChainsAreNoTrouble) {
  std::size_t const count = 100000;
  std::vector<revision_node> chain;
  for (std::size_t i = 0; i < count; ++i) {
    chain.push_back(numbered(i));
    if (i > 0) chain.back().parents = {chain[i - 1].id};
  }
  std::vector<graph_fault> faults;
  auto const g = revision_graph::build(std::move(chain), faults);
  EXPECT_TRUE(faults.empty());
  EXPECT_EQ(g.order().size(), count);
  EXPECT_TRUE(g.is_whole(static_cast<revision_index>(count - 1)));
}

TEST(GraphSize, LongCyclesAreNoTrouble) {
  std::size_t const count = 100000;
  std::vector<revision_node> round;
  for (std::size_t i = 0; i < count; ++i) {
    round.push_back(numbered(i));
    round.back().parents = {numbered((i + 1) % count).id};
  }
  std::vector<graph_fault> faults;
  auto const g = revision_graph::build(std::move(round), faults);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults.front().others.size(), count);
  EXPECT_EQ(faults.front().others.front(), 0U);
  EXPECT_EQ(faults.front().others.back(), count - 1);
  EXPECT_TRUE(g.order().empty());
}

TEST(GraphSize, ManyMergesAreNoTrouble) {
  std::vector<revision_node> ladder{numbered(0)};
  for (std::size_t i = 1; i + 2 < 30000; i += 3) {  // a branch point, two sides, a merge, and so on
    ladder.push_back(numbered(i));
    ladder.push_back(numbered(i + 1));
    ladder.push_back(numbered(i + 2));
    ladder[i].parents = ladder[i + 1].parents = {numbered(i - 1).id};
    ladder[i + 2].parents = {numbered(i).id, numbered(i + 1).id};
  }
  std::vector<graph_fault> faults;
  auto const g = revision_graph::build(std::move(ladder), faults);
  EXPECT_TRUE(faults.empty());
  EXPECT_EQ(g.heads().size(), 1U);
}

TEST(Dialect, NamesLeadThereAndBack) {
  for (auto const d : {dialect::sqlite, dialect::postgresql, dialect::mysql, dialect::mariadb, dialect::mssql})
    EXPECT_EQ(parse_dialect(to_string(d)), d) << to_string(d);
  EXPECT_EQ(to_string(dialect::mssql), "mssql");
  EXPECT_FALSE(parse_dialect("oracle"));
  EXPECT_FALSE(parse_dialect("SQLite"));
  EXPECT_FALSE(parse_dialect(""));
}

}  // namespace
}  // namespace retort::core::test
