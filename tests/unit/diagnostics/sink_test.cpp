// SPDX-License-Identifier: Apache-2.0
// The sink keeps each finding once; the tables of codes.def answer by code and by name.
#include "compiler/diagnostics/sink.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace retort {
namespace {

using ::testing::Contains;

Span at(std::uint32_t begin, std::uint32_t end) { return {FileId{0}, begin, end}; }

TEST(Sink, CountsBySeverityOfTheCode) {
  Sink sink;
  sink.report(Code::RT0301, at(0, 1), "one");
  sink.report(Code::RT0209, at(0, 1), "two");
  sink.report(Code::RT0302, at(0, 1), "three");
  EXPECT_EQ(sink.error_count(), 2U);
  EXPECT_EQ(sink.warning_count(), 1U);
  EXPECT_EQ(sink.all().size(), 3U);
  EXPECT_EQ(sink.all()[1].message, "two");
}

TEST(Sink, KeepsTheSameFindingOnceWithTheNotesOfTheFirst) {
  Sink sink;
  sink.report(Code::RT0301, at(3, 7), "no table") | Note{"first", std::nullopt};
  sink.report(Code::RT0301, at(3, 7), "no table") | Note{"second", std::nullopt};
  ASSERT_EQ(sink.all().size(), 1U);
  EXPECT_EQ(sink.error_count(), 1U);
  ASSERT_EQ(sink.all()[0].notes.size(), 1U);
  EXPECT_EQ(sink.all()[0].notes[0].message, "first");
}

TEST(Sink, TakesFindingsOfAnotherOneOnceAndWhole) {
  Sink sink, other;
  sink.report(Code::RT0301, at(3, 7), "both") | Note{"mine", std::nullopt};
  other.report(Code::RT0301, at(3, 7), "both") | Note{"theirs", std::nullopt};
  other.report(Code::RT0209, at(1, 2), "new") | Note{"note", at(4, 5)} | Fix{at(1, 2), "fix"};
  for (auto const& found : other.all()) sink.add(found);
  ASSERT_EQ(sink.all().size(), 2U);
  EXPECT_EQ(sink.error_count(), 1U);
  EXPECT_EQ(sink.warning_count(), 1U);
  ASSERT_EQ(sink.all()[0].notes.size(), 1U);
  EXPECT_EQ(sink.all()[0].notes[0].message, "mine");
  ASSERT_EQ(sink.all()[1].notes.size(), 1U);
  EXPECT_EQ(sink.all()[1].fixes.size(), 1U);
}

TEST(Sink, AnotherCodePlaceOrMessageIsAnotherFinding) {
  Sink sink;
  sink.report(Code::RT0301, at(3, 7), "m");
  sink.report(Code::RT0302, at(3, 7), "m");
  sink.report(Code::RT0301, at(3, 8), "m");
  sink.report(Code::RT0301, at(2, 7), "m");
  sink.report(Code::RT0301, {FileId{1}, 3, 7}, "m");
  sink.report(Code::RT0301, at(3, 7), "n");
  EXPECT_EQ(sink.all().size(), 6U);
}

TEST(Sink, StaysRightWhileItGrows) {
  Sink sink;
  for (int round = 0; round < 2; ++round)
    for (std::uint32_t i = 0; i < 1000; ++i) sink.report(Code::RT0301, at(i, i + 1), "m" + std::to_string(i % 7));
  EXPECT_EQ(sink.all().size(), 1000U);
  EXPECT_EQ(sink.error_count(), 1000U);
}

TEST(Codes, AreFoundByNameInAnyCase) {
  EXPECT_EQ(find_code("RT0301"), Code::RT0301);
  EXPECT_EQ(find_code("rt0301"), Code::RT0301);
  EXPECT_EQ(find_code("RT9999"), std::nullopt);
  EXPECT_EQ(find_code("RT030"), std::nullopt);
  EXPECT_EQ(find_code(""), std::nullopt);
}

TEST(Codes, HaveTheFactsOfTheirRow) {
  EXPECT_EQ(info(Code::RT0701).name, "RT0701");
  EXPECT_EQ(info(Code::RT0701).family, Family::data_loss);
  EXPECT_EQ(info(Code::RT0701).severity, Severity::error);
  EXPECT_EQ(info(Code::RT0701).rule, "data-loss");
  for (Code const code : all_codes()) {
    EXPECT_EQ(find_code(info(code).name), code);
    EXPECT_FALSE(info(code).title.empty());
  }
}

TEST(Codes, AreInOrderAndUnlike) {
  std::string_view last;
  for (Code const code : all_codes()) {
    EXPECT_LT(last, info(code).name);
    last = info(code).name;
  }
}

TEST(Codes, FamiliesHaveTheNamesOfTheLanguage) {
  std::set<std::string_view> names;
  for (Code const code : all_codes()) names.insert(name(info(code).family));
  for (auto const& family : names)
    EXPECT_THAT((std::set<std::string_view>{"lexical", "syntax", "graph", "name", "type", "reference", "dependency",
                                            "reversibility", "data-loss", "dialect", "integrity", "schema-diff", "lint",
                                            "usage"}),
                Contains(family));
}

TEST(Rules, AreSortedAndEachOnce) {
  auto const all = rules();
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), all.size());
  EXPECT_THAT(all, Contains("data-loss"));
  EXPECT_THAT(all, Contains("unused-allow"));
}

}  // namespace
}  // namespace retort
