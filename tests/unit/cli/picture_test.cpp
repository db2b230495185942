// SPDX-License-Identifier: Apache-2.0
// Pictures of histories: lanes that begin, end and cross, and texts that Graphviz and Mermaid would misread.
#include "compiler/cli/picture.hpp"

#include <gtest/gtest.h>

namespace retort::cli::test {
namespace {

PictureNode node(std::string id, std::vector<std::size_t> parents, std::vector<std::size_t> dependencies = {}) {
  PictureNode out;
  out.id = std::move(id);
  out.message = "does " + out.id;
  out.parents = std::move(parents);
  out.dependencies = std::move(dependencies);
  return out;
}

TEST(Picture, OfAChainHasOneLane) {
  Picture picture{"shop", {node("c", {1}), node("b", {2}), node("a", {})}};
  picture.nodes[0].head = true;
  picture.nodes[1].current = true;
  picture.nodes[2].labels = {"shop", "core"};
  EXPECT_EQ(picture_text(picture),
            "*  c (head), does c\n"
            "@  b (current), does b\n"
            "*  a (shop, core), does a\n");
}

TEST(Picture, OfNothingIsEmpty) { EXPECT_EQ(picture_text({"shop", {}}), ""); }

TEST(Picture, ADiamondOpensAndCloses) {
  EXPECT_EQ(picture_text({"shop", {node("m", {1, 2}), node("b", {3}), node("c", {3}), node("a", {})}}),
            "*  m, does m\n"
            "|-.\n"
            "* |  b, does b\n"
            "| *  c, does c\n"
            "|-'\n"
            "*  a, does a\n");
}

TEST(Picture, SeveralHeadsHaveALaneEach) {
  EXPECT_EQ(picture_text({"shop", {node("d", {3}), node("c", {2}), node("b", {}), node("a", {})}}),
            "*  d, does d\n"
            "| *  c, does c\n"
            "| *  b, does b\n"
            "*  a, does a\n");
}

TEST(Picture, AnEndedLaneIsUsedAgain) {
  // x is a history of its own; m does not stand below it, for it is not x's parent.
  Picture const picture{
      "shop", {node("h", {5}), node("x", {}), node("m", {3, 4}), node("b", {5}), node("c", {5}), node("a", {})}};
  EXPECT_EQ(picture_text(picture),
            "*  h, does h\n"
            "| *  x, does x\n"
            "|   *  m, does m\n"
            "| .-|\n"
            "| | *  b, does b\n"
            "|-+-'\n"
            "| *  c, does c\n"
            "|-'\n"
            "*  a, does a\n");
}

TEST(Picture, HistoriesOfTheirOwnAreNoChain) {
  EXPECT_EQ(picture_text({"shop", {node("c", {}), node("b", {}), node("a", {})}}),
            "*  c, does c\n"
            "  *  b, does b\n"
            "*  a, does a\n");
}

TEST(Picture, ABranchEndsWhereItsParentIsWaitedFor) {
  // A main line that takes in two branches of its base: no lane is kept down to it for each.
  Picture const picture{
      "shop", {node("m", {1, 2}), node("l", {3, 4}), node("y", {5}), node("k", {5}), node("x", {5}), node("a", {})}};
  EXPECT_EQ(picture_text(picture),
            "*  m, does m\n"
            "|-.\n"
            "* |  l, does l\n"
            "|-+-.\n"
            "| * |  y, does y\n"
            "* | |  k, does k\n"
            "'-| |\n"
            "  | *  x, does x\n"
            "  |-'\n"
            "  *  a, does a\n");
}

TEST(Picture, ALineMayEndInALaneThatGoesOn) {
  // m's second parent is waited for already, by b.
  EXPECT_EQ(picture_text({"shop", {node("b", {3}), node("m", {2, 3}), node("c", {3}), node("a", {})}}),
            "*  b, does b\n"
            "| *  m, does m\n"
            "|-|\n"
            "| *  c, does c\n"
            "|-'\n"
            "*  a, does a\n");
}

TEST(Picture, DependenciesAreSaidInWords) {
  EXPECT_EQ(picture_text({"shop", {node("c", {2}, {1}), node("b", {}), node("a", {})}}),
            "*  c (depends on b), does c\n"
            "| *  b, does b\n"
            "*  a, does a\n");
}

TEST(Picture, ALineCrossesTheLanesThatGoOn) {
  // The first and the third lane end in b while the second goes on to a.
  EXPECT_EQ(picture_text({"shop", {node("d", {3}), node("e", {4}), node("f", {3}), node("b", {4}), node("a", {})}}),
            "*  d, does d\n"
            "| *  e, does e\n"
            "| | *  f, does f\n"
            "|-+-'\n"
            "* |  b, does b\n"
            "'-|\n"
            "  *  a, does a\n");
}

TEST(Picture, AMergeOfThreeHasThreeLanes) {
  EXPECT_EQ(picture_text({"shop", {node("m", {1, 2, 3}), node("b", {}), node("c", {}), node("d", {})}}),
            "*  m, does m\n"
            "|-.-.\n"
            "* | |  b, does b\n"
            "  * |  c, does c\n"
            "    *  d, does d\n");
}

TEST(Picture, ForGraphvizIsQuoted) {
  Picture picture{"a \"shop\"", {node("b", {1}, {1}), node("a", {})}};
  picture.nodes[0].message = "says \"no\" \\ &lt; and\nmore";
  picture.nodes[0].head = true;
  EXPECT_EQ(picture_dot(picture),
            "digraph \"a \\\"shop\\\"\" {\n"
            "  node [shape=box, fontname=\"sans-serif\"];\n"
            "  \"a\" [label=\"a\\ndoes a\"];\n"
            "  \"b\" [label=\"b (head)\\nsays \\\"no\\\" \\\\ &amp;lt; and\\\\x0amore\", style=bold];\n"
            "  \"a\" -> \"b\";\n"
            "  \"a\" -> \"b\" [style=dashed];\n"
            "}\n");
}

TEST(Picture, ForMermaidIsQuoted) {
  Picture picture{"shop", {node("end", {1}), node("a", {})}};
  picture.nodes[0].message = "\"<b>\" & #1 `x` %%{init: y}%% __z__, ä";
  picture.nodes[0].head = true;
  EXPECT_EQ(picture_mermaid(picture),
            "flowchart TB\n"
            "  r1[\"a<br/>does a\"]\n"
            "  r2[\"end #40;head#41;<br/>#34;#60;b#62;#34; #38; #35;1 #96;x#96; #37;#37;#123;init#58; "
            "y#125;#37;#37; #95;#95;z#95;#95;, ä\"]\n"
            "  r1 --> r2\n");
}

}  // namespace
}  // namespace retort::cli::test
