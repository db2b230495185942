// SPDX-License-Identifier: Apache-2.0
// Faults of the graph as a user sees them: code, place, the other party, what to write instead. One fault, one error.
#include "compiler/model/history_graph.hpp"

#include <gmock/gmock.h>

#include "compiler/syntax/parse.hpp"

namespace retort::model::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Built {
 public:
  explicit Built(std::vector<std::string> const& texts, GraphOptions options = {}) {
    std::vector<FileId> ids;
    for (std::size_t i = 0; i < texts.size(); ++i) ids.push_back(sources.add(std::to_string(i + 1) + ".mig", texts[i]));
    for (auto const id : ids) files_.push_back(syntax::parse(sources, id, sink));
    for (auto const& file : files_)
      if (auto const* revision = std::get_if<ast::Revision>(&file.content)) {
        revisions_.push_back(revision);
      } else {
        options.unread_files = true;
      }
    graph = build_graph(revisions_, options, sink);
  }

  // "RT0201 2.mig 'nope'": code, file and the text under the caret.
  [[nodiscard]] std::vector<std::string> findings() const {
    std::vector<std::string> out;
    for (auto const& d : sink.all())
      out.push_back(std::string(info(d.code).name) + " " + sources[d.span.file].name() + " '" +
                    std::string(sources.text(d.span)) + "'");
    return out;
  }
  [[nodiscard]] Diagnostic const& only() const {
    static Diagnostic const none{};
    EXPECT_EQ(sink.all().size(), 1U) << ::testing::PrintToString(findings());
    return sink.all().empty() ? none : sink.all().front();
  }
  // What the file says once its fix is applied; "" without one.
  [[nodiscard]] std::string fixed() const {
    auto const& d = only();
    if (d.fixes.size() != 1) return "";
    auto const& fix = d.fixes.front();
    std::string text(sources[fix.span.file].text());
    return text.replace(fix.span.begin, fix.span.end - fix.span.begin, fix.replacement);
  }
  // Notes with the text they point at: "message [text]".
  [[nodiscard]] std::vector<std::string> notes() const {
    std::vector<std::string> out;
    for (auto const& note : only().notes)
      out.push_back(note.message + (note.span ? " [" + sources[note.span->file].name() + ": " +
                                                    std::string(sources.text(*note.span)) + "]"
                                              : ""));
    return out;
  }

  Sources sources;
  Sink sink;
  core::revision_graph graph;

 private:
  std::vector<ast::File> files_;
  std::vector<ast::Revision const*> revisions_;
};

std::string file(std::string const& id, std::string const& parents, std::string const& rest = "") {
  return "revision " + id + " 'About " + id + "'; revises " + parents + "; " + rest + "upgrade { }";
}

TEST(HistoryGraph, OfASoundHistorySaysNothing) {
  EXPECT_THAT(Built({}).findings(), IsEmpty());
  Built const b({file("a", "base"), file("b", "a"), file("c", "a"), file("m", "b, c", "labels done; ")});
  EXPECT_THAT(b.findings(), IsEmpty());
  EXPECT_EQ(b.graph.size(), 4U);
  EXPECT_EQ(b.graph.heads(), (std::vector<core::revision_index>{3}));
  EXPECT_EQ(b.graph.find_label("done"), 3U);
}

TEST(HistoryGraph, UnknownParent) {
  Built const far({file("abc100", "base"), file("abc200", "nowhere")});
  EXPECT_THAT(far.findings(), ElementsAre("RT0201 2.mig 'nowhere'"));
  EXPECT_EQ(far.only().message, "there is no revision 'nowhere'");
  EXPECT_EQ(far.only().label, "");
  EXPECT_THAT(far.only().fixes, IsEmpty());

  Built const near({file("3f9a10", "base"), file("77c200", "3f9b10")});
  EXPECT_EQ(near.only().label, "did you mean '3f9a10'?");
  EXPECT_EQ(near.fixed(), file("77c200", "3f9a10"));

  Built const in_case({file("ABCDEF", "base"), file("x", "abcdef")});
  EXPECT_EQ(in_case.fixed(), file("x", "ABCDEF"));

  Built const begun({file("xyz12345", "base"), file("b", "xyz")});
  EXPECT_THAT(begun.findings(), ElementsAre("RT0201 2.mig 'xyz'"));
  EXPECT_EQ(begun.fixed(), file("b", "xyz12345"));

  Built const several({file("abcd1", "base"), file("abcd2", "abcd1"), file("b", "abcd")});
  EXPECT_THAT(several.notes(), ElementsAre("the ids 'abcd1' and 'abcd2' begin with it"));

  Built const label({file("abc100", "base", "labels billing; "), file("x", "billing")});
  EXPECT_THAT(label.findings(), ElementsAre("RT0201 2.mig 'billing'"));
  EXPECT_EQ(label.fixed(), file("x", "abc100"));
}

TEST(HistoryGraph, DuplicateId) {
  Built const b({file("a", "base"), file("a", "base")});
  EXPECT_THAT(b.findings(), ElementsAre("RT0202 2.mig 'a'"));
  EXPECT_THAT(b.notes(), ElementsAre("the other one is here [1.mig: a]"));
  EXPECT_THAT(Built({file("a", "base"), file("b", "a"), file("b", "b")}).findings(), ElementsAre("RT0202 3.mig 'b'"));
  EXPECT_THAT(Built({file("ab", "base"), file("AB", "ab")}).findings(), ElementsAre("RT0202 2.mig 'AB'"));
}

TEST(HistoryGraph, CycleIsShownRevisionByRevision) {
  Built const b({file("a", "c"), file("b", "a"), file("c", "b"), file("d", "c")});
  EXPECT_THAT(b.findings(), ElementsAre("RT0203 1.mig 'c'"));
  EXPECT_THAT(b.notes(),
              ElementsAre("'a' revises 'c' [1.mig: c]", "'c' revises 'b' [3.mig: b]", "'b' revises 'a' [2.mig: a]"));
  Built const dependency({file("a", "base", "depends on late; "), file("b", "a", "labels late; ")});
  EXPECT_THAT(dependency.findings(), ElementsAre("RT0203 1.mig 'late'"));
  EXPECT_THAT(dependency.notes(), ElementsAre("'a' depends on 'b' [1.mig: late]", "'b' revises 'a' [2.mig: a]"));
  Built const self({file("a", "base", "depends on a; ")});
  EXPECT_THAT(self.findings(), ElementsAre("RT0203 1.mig 'a'"));
  EXPECT_EQ(self.only().message, "revision 'a' depends on itself");
}

TEST(HistoryGraph, LongCycleIsCutShort) {
  std::vector<std::string> texts;
  for (int i = 0; i < 100; ++i) texts.push_back(file("r" + std::to_string(i), "r" + std::to_string((i + 99) % 100)));
  Built const b(texts);
  EXPECT_THAT(b.only().message, HasSubstr("a cycle of 100 revisions"));
  EXPECT_EQ(b.only().notes.size(), 21U);
  EXPECT_EQ(b.only().notes.back().message, "'r1' revises 'r0'");
}

TEST(HistoryGraph, SelfParent) {
  Built const b({file("a", "base"), file("b", "b")});
  EXPECT_THAT(b.findings(), ElementsAre("RT0204 2.mig 'b'"));
}

TEST(HistoryGraph, SeveralHeads) {
  std::vector<std::string> const texts{file("a", "base"), file("b1", "a"), file("b2", "a")};
  Built const b(texts);
  EXPECT_THAT(b.findings(), ElementsAre("RT0205 3.mig 'b2'"));
  EXPECT_EQ(b.only().message, "the history has 2 heads: 'b1' and 'b2'");
  auto const notes = b.notes();
  ASSERT_EQ(notes.size(), 4U);
  EXPECT_EQ(notes[0], "'b1' (About b1): a head [2.mig: b1]");
  EXPECT_EQ(notes[1], "'b2' (About b2): a head [3.mig: b2]");
  EXPECT_THAT(notes[2], HasSubstr("retort merge b1 b2"));
  EXPECT_THAT(Built(texts, {true, false, false}).findings(), IsEmpty());
  // A head that another branch depends on is none.
  EXPECT_THAT(Built({file("a", "base", "labels one; "), file("x", "base", "labels two; depends on a; ")}).findings(),
              IsEmpty());
}

TEST(HistoryGraph, SeveralBases) {
  std::vector<std::string> const texts{file("a", "base", "labels core; "), file("x", "base"), file("m", "a, x")};
  Built const b(texts);
  EXPECT_THAT(b.findings(), ElementsAre("RT0206 2.mig 'x'"));
  EXPECT_EQ(b.only().message, "2 revisions revise base, and 'x' has no label");
  EXPECT_EQ(b.notes().at(0), "'a' (About a): label 'core' [1.mig: a]");
  EXPECT_EQ(b.notes().at(1), "'x' (About x): no label [2.mig: x]");
  EXPECT_THAT(Built(texts, {false, true, false}).findings(), IsEmpty());
  EXPECT_THAT(
      Built({file("a", "base", "labels core; "), file("x", "base", "labels other; "), file("m", "a, x")}).findings(),
      IsEmpty());
  EXPECT_THAT(Built({file("a", "base")}).findings(), IsEmpty()) << "one base needs no label";
}

TEST(HistoryGraph, UnknownDependency) {
  Built const b({file("a", "base", "depends on bilingo; "), file("b", "a", "labels billing; ")});
  EXPECT_THAT(b.findings(), ElementsAre("RT0207 1.mig 'bilingo'"));
  EXPECT_EQ(b.only().message, "there is no revision or label 'bilingo'");
  EXPECT_EQ(b.only().label, "did you mean 'billing'?");
}

TEST(HistoryGraph, Labels) {
  Built const twice({file("a", "base", "labels core; "), file("b", "a", "labels x, core; ")});
  EXPECT_THAT(twice.findings(), ElementsAre("RT0208 2.mig 'core'"));
  EXPECT_THAT(twice.notes(), ElementsAre("it has it here [1.mig: core]"));
  Built const id({file("a", "base", "labels b; "), file("b", "a")});
  EXPECT_THAT(id.findings(), ElementsAre("RT0208 1.mig 'b'"));
  EXPECT_THAT(id.notes(), ElementsAre("the revision of that id is here [2.mig: b]"));
}

TEST(HistoryGraph, RedundantParentIsAWarning) {
  Built const last({file("a", "base"), file("b", "a"), file("c", "b, a")});
  EXPECT_THAT(last.findings(), ElementsAre("RT0209 3.mig 'a'"));
  EXPECT_EQ(last.only().severity, Severity::warning);
  EXPECT_EQ(last.fixed(), file("c", "b"));
  Built const first({file("a", "base"), file("b", "a"), file("c", "a, b")});
  EXPECT_EQ(first.fixed(), file("c", "b"));
}

TEST(HistoryGraph, AbbreviatedId) {
  Built const parent({file("3f9a1c2b7d4e", "base"), file("b", "3f9a1c")});
  EXPECT_THAT(parent.findings(), ElementsAre("RT0210 2.mig '3f9a1c'"));
  EXPECT_EQ(parent.only().label, "did you mean '3f9a1c2b7d4e'?");
  EXPECT_EQ(parent.fixed(), file("b", "3f9a1c2b7d4e"));
  EXPECT_TRUE(parent.graph.is_whole(1)) << "what is meant is plain, so the history is replayed";
  Built const dependency({file("abcd1234", "base", "labels x; "), file("b", "base", "labels y; depends on abcd; ")});
  EXPECT_THAT(dependency.findings(), ElementsAre("RT0210 2.mig 'abcd'"));
}

// ---- no cascades

TEST(HistoryGraph, AMissingEdgeMakesNoHeadsAndBases) {
  EXPECT_THAT(Built({file("a", "base"), file("b", "a"), file("c", "nowhere")}).findings(),
              ElementsAre("RT0201 3.mig 'nowhere'"));
  EXPECT_THAT(Built({file("a", "base"), file("b", "b"), file("c", "b")}).findings(), ElementsAre("RT0204 2.mig 'b'"));
  EXPECT_THAT(Built({file("a", "base"), file("b", "a", "depends on nowhere; "), file("c", "a")}).findings(),
              ElementsAre("RT0207 2.mig 'nowhere'"));
}

TEST(HistoryGraph, EveryFaultIsReported) {
  EXPECT_THAT(
      Built({file("a", "base"), file("a", "x1"), file("b", "x2"), file("c", "c"), file("d", "x3, x4")}).findings(),
      ElementsAre("RT0202 2.mig 'a'", "RT0201 2.mig 'x1'", "RT0201 3.mig 'x2'", "RT0204 4.mig 'c'", "RT0201 5.mig 'x3'",
                  "RT0201 5.mig 'x4'"));
}

TEST(HistoryGraph, WhatIsReservedIsReportedOnce) {
  Built const b({file("a", "base"), file("b", "head")});
  ASSERT_EQ(b.sink.all().size(), 1U) << ::testing::PrintToString(b.findings());
  EXPECT_EQ(b.sink.all().front().code, Code::RT0109);
}

TEST(HistoryGraph, WhatStandsOnAnIdThatIsNoneIsNotBlamedForIt) {
  Built const b({file("a", "base"), file("head", "a"), file("c", "b")});
  ASSERT_EQ(b.sink.all().size(), 1U) << ::testing::PrintToString(b.findings());
  EXPECT_EQ(b.sink.all().front().code, Code::RT0109);
}

TEST(HistoryGraph, AFileThatIsCutOffIsNotWhole) {
  for (auto const* text :
       {"revision b 'x'; revises a; upgrade { drop table \"t", "revision b 'x'; revises a; upgrade { /*",
        "revision b 'x'; revises a; upgrade { sql $$ ", "revision b 'x'; revises a; upgrade { call 'x"}) {
    Built const b({file("a", "base"), text, file("c", "b")});
    EXPECT_EQ(b.sink.all().size(), 1U) << ::testing::PrintToString(b.findings());
    EXPECT_TRUE(b.graph.is_whole(0));
    EXPECT_FALSE(b.graph.is_whole(1)) << text;
    EXPECT_FALSE(b.graph.is_whole(2)) << text;
  }
}

TEST(HistoryGraph, AHeaderWithoutParentsIsReportedOnce) {
  Built const b({file("a", "base"), "revision b 'x'; upgrade { }", file("c", "b")});
  EXPECT_EQ(b.sink.all().size(), 1U) << ::testing::PrintToString(b.findings());
  EXPECT_FALSE(b.graph.is_whole(1)) << "it cannot be told what it stands on";
  EXPECT_FALSE(b.graph.is_whole(2));
  // A fault elsewhere in a header says nothing about the parents.
  Built const message({"revision a ''; revises base; upgrade { }", file("b", "a")});
  EXPECT_EQ(message.sink.all().size(), 1U) << ::testing::PrintToString(message.findings());
  EXPECT_TRUE(message.graph.is_whole(1));
}

TEST(HistoryGraph, AFileThatCouldNotBeReadMayBeTheParent) {
  Built const b({file("a", "base"), "(((", file("c", "b")});
  for (auto const& d : b.sink.all()) EXPECT_NE(info(d.code).family, Family::graph) << d.message;
  EXPECT_GE(b.sink.all().size(), 1U);
}

}  // namespace
}  // namespace retort::model::test
