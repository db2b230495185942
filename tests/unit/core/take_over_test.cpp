// SPDX-License-Identifier: Apache-2.0
// From what another tool has recorded to heads of ours: what is clear, and all that is not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/core/take_over.hpp"
#include "runtime/core/targets.hpp"

namespace retort::core {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

// one (v1) -> two (v2_1) -> three; side (v9) on one; four, on three, has squashed `old`.
revision_graph history() {
  std::vector<graph_fault> faults;
  auto out = revision_graph::build({{"one", {}, {}, {"v1"}},
                                    {"two", {"one"}, {}, {"v2_1"}},
                                    {"three", {"two"}, {}, {}},
                                    {"side", {"one"}, {}, {"v9"}},
                                    {"four", {"three"}, {}, {}, {"old", "four"}}},
                                   faults);
  EXPECT_THAT(faults, IsEmpty());
  return out;
}

std::vector<std::string> heads(foreign_state const& state, mapping const& said = {}) {
  auto const graph = history();
  std::vector<std::string> out;
  for (auto const head : take_over(graph, state, said).heads) out.push_back(graph[head].id);
  return out;
}

std::string refusal(foreign_state const& state, mapping const& said = {}) {
  try {
    (void)heads(state, said);
    return "taken over";
  } catch (target_error const& refused) {
    return refused.what();
  }
}

foreign_state alembic(std::vector<std::string> ids) { return {"alembic_version", std::move(ids), true, {}}; }
foreign_state each(std::vector<std::string> ids, std::optional<std::string> up_to = {}) {
  return {"flyway_schema_history", std::move(ids), false, std::move(up_to)};
}

TEST(take_over, heads_are_the_revisions_of_their_ids) {
  EXPECT_THAT(heads(alembic({"three"})), ElementsAre("three"));
  EXPECT_THAT(heads(alembic({"side", "three"})), ElementsAre("three", "side"));
  EXPECT_THAT(heads(alembic({"1975ea83b712"}), {{"1975ea83b712", "two"}}), ElementsAre("two"));
  EXPECT_THAT(heads(alembic({"a", "b"}), {{"a", "three"}, {"b", "v1"}}), ElementsAre("three"))
      << "what another stands on is no head";
}

TEST(take_over, a_head_that_is_no_revision_is_not_clear) {
  EXPECT_THAT(refusal(alembic({"three", "ffff"})),
              AllOf(HasSubstr("alembic_version has 'ffff', which is no revision"), HasSubstr("--map")));
  EXPECT_THAT(refusal(alembic({"old"})), HasSubstr("'old', which was squashed into 'four'"));
  EXPECT_THAT(refusal(alembic({})), HasSubstr("nothing is applied"));
  EXPECT_THAT(refusal(alembic({"a"}), {{"a", "one"}, {"b", "one"}}), HasSubstr("leave the last of them"));
  EXPECT_THAT(refusal(alembic({"a"}), {{"a", "nosuch"}}), HasSubstr("nosuch"));
}

TEST(take_over, versions_are_labels_or_said) {
  EXPECT_THAT(heads(each({"1", "2.1"})), ElementsAre("two"));
  EXPECT_THAT(heads(each({"1"})), ElementsAre("one"));
  EXPECT_THAT(heads(each({"1", "2.1", "9"})), ElementsAre("two", "side"));
  EXPECT_THAT(heads(each({"1", "2.1", "7"}), {{"7", "three"}}), ElementsAre("three"));
}

TEST(take_over, what_is_older_is_part_of_the_first_revision) {
  EXPECT_THAT(heads(each({"0.1", "0.2", "1"})), ElementsAre("one"));
  EXPECT_THAT(heads(each({"0.1", "0.2", "0.3"}, "0.3"), {{"0.3", "one"}}), ElementsAre("one"));
}

TEST(take_over, what_is_newer_and_no_revision_is_more_than_would_be_recorded) {
  EXPECT_THAT(refusal(each({"1", "2.1", "10"})), AllOf(HasSubstr("has '10'"), HasSubstr("newer than '2.1'")));
  EXPECT_THAT(refusal(each({"1", "1.5", "2.1"})), HasSubstr("has '1.5'"));
  EXPECT_THAT(refusal(each({"1", "2", "3"}), {{"3", "two"}}), HasSubstr("has '2'")) << "1 is one by its label";
  EXPECT_THAT(refusal(each({"5", "6"})), HasSubstr("has '6', which is no revision"));
}

TEST(take_over, what_is_not_applied_is_less_than_would_be_recorded) {
  EXPECT_THAT(refusal(each({"2.1"})), HasSubstr("does not say that '1' was applied"));
  EXPECT_THAT(heads(each({"2.1"}, "2.1")), ElementsAre("two")) << "a baseline, or the only version that is kept";
  EXPECT_THAT(refusal(each({"3"}, "2"), {{"2", "one"}, {"2.5", "two"}, {"3", "three"}}),
              HasSubstr("does not say that '2.5' was applied"));
  // Two of the other tool are one of ours: a database that has the first only has not all of it.
  mapping const both{{"1", "one"}, {"2", "one"}};
  EXPECT_THAT(refusal(each({"1"}), both), HasSubstr("does not say that '2' was applied"));
  EXPECT_THAT(refusal(each({"1"}, "1"), both), HasSubstr("does not say that '2' was applied"));
  EXPECT_THAT(heads(each({"2"}, "2"), both), ElementsAre("one"));
  EXPECT_THAT(heads(each({"1", "2"}), both), ElementsAre("one"));
}

TEST(versions, are_ordered_by_their_numbers) {
  EXPECT_TRUE(is_before("1.9", "1.10"));
  EXPECT_TRUE(is_before("9", "10"));
  EXPECT_TRUE(is_before("1", "1.1"));
  EXPECT_TRUE(is_before("2_1", "2.2"));
  EXPECT_TRUE(is_before("0001_users.sql", "0002_orders.sql"));
  EXPECT_TRUE(is_before("20240101120000", "20240102090000"));
  EXPECT_FALSE(is_before("007", "7"));
  EXPECT_FALSE(is_before("7", "007"));
  EXPECT_FALSE(is_before("1.10", "1.9"));
  EXPECT_EQ(label_of_version("2.1"), "v2_1");
}

TEST(mappings, are_lines_of_two_words) {
  EXPECT_THAT(parse_mapping("# ours\n\n 1  one\n2.1\ttwo\r\n"), ElementsAre(Pair("1", "one"), Pair("2.1", "two")));
  auto const refused = [](std::string const& text) -> std::string {
    try {
      (void)parse_mapping(text);
      return "read";
    } catch (target_error const& wrong) {
      return wrong.what();
    }
  };
  EXPECT_THAT(refused("1 one\n2\n"), HasSubstr("line 2 of the mapping"));
  EXPECT_THAT(refused("1 one more\n"), HasSubstr("line 1 of the mapping"));
  EXPECT_THAT(refused("1 one\n1 two\n"), HasSubstr("'1'"));
}

}  // namespace
}  // namespace retort::core
