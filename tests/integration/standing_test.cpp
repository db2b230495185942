// SPDX-License-Identifier: Apache-2.0
// Where a database stands beside a bundle, and whether an older program may work with it.
#include <gmock/gmock.h>

#include <optional>

#include "tests/integration/fixture.hpp"

namespace retort::testing {
namespace {

using ::testing::HasSubstr;

class standing_beside : public conformance {
 protected:
  [[nodiscard]] migrator program(std::vector<test_revision> const& revisions) const {
    return {*session_, linked_bundle(make(revisions))};
  }
  [[nodiscard]] database_standing of(std::vector<test_revision> const& revisions) const {
    return program(revisions).where();
  }
  void expect(std::vector<test_revision> const& revisions, standing place, bool compatible) const {
    auto const found = of(revisions);
    EXPECT_EQ(found.place, place) << found.sentence;
    EXPECT_EQ(found.compatible, compatible) << found.sentence;
    auto const refused = [&](requirement what) -> std::optional<standing> {
      try {
        program(revisions).require(what);
        return std::nullopt;
      } catch (not_at_head const& no) {
        EXPECT_EQ(no.what(), found.sentence);
        return no.reason();
      }
    };
    EXPECT_EQ(refused(requirement::head), place == standing::head ? std::nullopt : std::optional(place));
    EXPECT_EQ(refused(requirement::compatible), compatible ? std::nullopt : std::optional(place));
  }
  // r1 … r5: r3 breaks what came before, r4 works with r3, r5 with r4 and no older one.
  [[nodiscard]] static std::vector<test_revision> releases(unsigned length) {
    auto out = chain(length);
    if (length > 3) out[3].compatible = {"r3"};
    if (length > 4) out[4].compatible = {"r4"};
    return out;
  }
};

TEST_P(standing_beside, a_database_behind_or_at_the_head) {
  expect(chain(2), standing::behind, false);
  program(chain(2)).upgrade();
  expect(chain(2), standing::head, true);
  expect(chain(3), standing::behind, false);
  EXPECT_EQ(of(chain(3)).sentence, "the database is at 'r2', and the head of 'test' is 'r3'");
  EXPECT_FALSE(has_table("retort_revision")) << "nobody needed it";
}

TEST_P(standing_beside, a_server_older_than_what_the_bundle_is_for_is_left_alone) {
  auto const for_servers_from = [&](std::string const& oldest) {
    bundle_defaults said;
    said.oldest = oldest;
    return migrator(*session_, linked_bundle(make_bundle(GetParam(), chain(1), said)));
  };
  auto refused = for_servers_from("9999");
  try {
    refused.upgrade();
    ADD_FAILURE() << "it was run";
  } catch (unusable_session const& told) {
    EXPECT_THAT(told.what(), ::testing::MatchesRegex("the bundle 'test' is for .* 9999 and newer, and the server is "
                                                     "[0-9]+[.0-9]*.*: nothing was run"));
  }
  EXPECT_FALSE(has_table("retort_version"));
  EXPECT_EQ(for_servers_from("1.0").upgrade().heads, (std::vector<std::string>{"r1"}));
  // At the head there is nothing that an old server could not do.
  EXPECT_EQ(for_servers_from("9999").upgrade().heads, (std::vector<std::string>{"r1"}));
}

TEST_P(standing_beside, a_newer_database_that_tells_nothing_is_unknown) {
  program(chain(3)).upgrade();
  expect(chain(2), standing::unknown, false);
  EXPECT_THAT(of(chain(2)).sentence, HasSubstr("does not tell what it stands on"));
}

TEST_P(standing_beside, each_release_says_how_old_a_program_may_be) {
  program(releases(3)).upgrade();
  program(releases(4)).upgrade();
  expect(releases(3), standing::ahead, true);
  EXPECT_EQ(of(releases(3)).sentence,
            "the database is at 'r4', ahead of 'test', whose head is 'r3'; programs of that still work with it");
  // r3 was applied before anything was told.
  expect(releases(2), standing::unknown, false);
  program(releases(5)).upgrade();
  expect(releases(4), standing::ahead, true);
  expect(releases(3), standing::ahead, false);
  EXPECT_THAT(of(releases(3)).sentence, HasSubstr("'r5' does not say that programs of that still work with it"));
  // What is taken back does not stand in the way any more.
  program(releases(5)).downgrade("r4");
  expect(releases(3), standing::ahead, true);
  program(releases(5)).downgrade("r3");
  expect(releases(3), standing::head, true);
}

TEST_P(standing_beside, a_revision_that_says_nothing_is_for_its_own_program) {
  program(releases(4)).upgrade();
  expect(releases(2), standing::ahead, false);
  EXPECT_THAT(of(releases(2)).sentence, HasSubstr("'r3' does not say"));
  expect(releases(3), standing::ahead, true);
}

TEST_P(standing_beside, what_a_program_lacks_and_what_a_database_lacks_are_told_apart) {
  auto newer = releases(4);
  program(newer).upgrade();
  auto other = chain(3);
  test_revision own;
  own.id = "own";
  own.parents = {"r3"};
  other.push_back(own);
  expect(other, standing::apart, false);
  EXPECT_EQ(of(other).sentence, "the database is at 'r4'; 'test' does not have 'r4', and the database lacks 'own'");
}

TEST_P(standing_beside, merges_and_several_heads) {
  auto all = chain(1);
  auto const add = [&](std::string const& id, std::vector<std::string> parents) {
    test_revision one;
    one.id = id;
    one.parents = std::move(parents);
    one.compatible = {"r1"};
    one.upgrade = {sql("create table t_" + id + " (id integer)")};
    one.downgrade = {sql("drop table t_" + id)};
    all.push_back(one);
  };
  add("a", {"r1"});
  add("b", {"r1"});
  add("m", {"a", "b"});
  program(all).upgrade();
  expect(chain(1), standing::ahead, true);
  expect({all[0], all[1]}, standing::ahead, true);
  all[3].compatible = {"a", "b"};
  program(all).downgrade("r1");
  program(all).upgrade();
  // A program of one side only.
  expect({all[0], all[1]}, standing::ahead, false);
  expect({all[0], all[1], all[2]}, standing::ahead, true);
}

TEST_P(standing_beside, what_is_stamped_is_told_of_as_well) {
  program(chain(3)).upgrade();
  run("create table r4 (id integer)");
  program(releases(4)).stamp("head");
  expect(releases(3), standing::ahead, true);
  EXPECT_TRUE(program(releases(3)).upgrade().steps.empty());
  program(releases(4)).stamp("r3");
  expect(releases(3), standing::head, true);
}

TEST_P(standing_beside, a_revision_that_is_half_way_is_neither) {
  auto broken = chain(2);
  broken[1].upgrade = {outside("create table r2 (id integer)", 1), sql("insert into nowhere values (1)", 2)};
  EXPECT_THROW(program(broken).upgrade(), statement_failed);
  expect(chain(1), standing::unfinished, false);
}

INSTANTIATE_TEST_SUITE_P(databases, standing_beside, ::testing::ValuesIn(tested_databases()),
                         [](auto const& tested) { return std::string(to_string(tested.param)); });

}  // namespace
}  // namespace retort::testing
