// SPDX-License-Identifier: Apache-2.0
// Steps written in C++: what they can do, and what becomes of a run when they do what they must not.
#include <gmock/gmock.h>

#include <stdexcept>

#include "tests/integration/fixture.hpp"

namespace retort::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

test_revision calling(std::string const& step) {
  test_revision out;
  out.id = "c1";
  out.upgrade = {sql("create table c1 (v text)"), call(step), sql("insert into c1 values ('after')")};
  return out;
}

TEST_P(conformance, a_step_in_cpp_works_inside_the_transaction_of_its_segment) {
  static constexpr call_entry calls[] = {{"fill", [](step& given) {
                                            EXPECT_EQ(given.revision(), "c1");
                                            EXPECT_EQ(given.direction(), direction::upgrade);
                                            given.execute("insert into c1 values ('a:b')");
                                            std::string const with_soci = "soci";
                                            given.session() << "insert into c1 values (:v)", soci::use(with_soci);
                                            auto const rows = given.query("select count(*) from c1");
                                            EXPECT_EQ(rows.at(0).at(0), "2");
                                          }}};
  migrator(*session_, linked_bundle(make({calling("fill")}), calls)).upgrade();
  EXPECT_THAT(column("select v from c1 order by v"), ElementsAre("a:b", "after", "soci"));
}

TEST_P(conformance, a_step_that_throws_fails_its_revision) {
  static constexpr call_entry calls[] = {{"fill", [](step& given) {
                                            given.execute("insert into c1 values ('gone')");
                                            throw std::runtime_error("no more paper");
                                          }}};
  try {
    migrator(*session_, linked_bundle(make({calling("fill")}), calls)).upgrade();
    FAIL() << "it went through";
  } catch (statement_failed const& failed) {
    EXPECT_EQ(failed.facts().ordinal, 2U);
    EXPECT_EQ(failed.facts().message, "no more paper");
  }
  EXPECT_EQ(has_table("c1"), !takes_tables_back());
  if (!takes_tables_back()) {
    EXPECT_THAT(column("select v from c1"), IsEmpty());
  }
}

TEST_P(conformance, a_step_that_swallows_an_error_or_commits_is_found_out) {
  static constexpr call_entry commits[] = {{"fill", [](step& given) { given.session().commit(); }}};
  EXPECT_THROW(migrator(*session_, linked_bundle(make({calling("fill")}), commits)).upgrade(), statement_failed);
  EXPECT_THAT(recorded(), IsEmpty());
  if (!is_postgresql()) return;
  run("drop table if exists c1");
  test_revision ending = calling("fill");
  ending.upgrade.pop_back();
  static constexpr call_entry swallows[] = {{"fill", [](step& given) {
                                               try {
                                                 given.execute("select nothing from nowhere");
                                               } catch (error const&) {
                                               }
                                             }}};
  EXPECT_THROW(migrator(*session_, linked_bundle(make({ending}), swallows)).upgrade(), statement_failed);
  EXPECT_THAT(recorded(), IsEmpty());
  EXPECT_FALSE(has_table("c1"));
}

TEST_P(conformance, a_step_this_program_does_not_have_stops_the_run_before_it_begins) {
  auto revisions = chain(2);
  auto calls = calling("fill_names");
  calls.parents = {"r2"};
  revisions.push_back(calls);
  try {
    migrator(*session_, make(revisions)).upgrade();
    FAIL() << "it went through";
  } catch (missing_step const& refused) {
    EXPECT_EQ(refused.revision(), "c1");
    EXPECT_EQ(refused.step(), "fill_names");
  }
  EXPECT_FALSE(has_table("r1"));
  EXPECT_FALSE(has_table("retort_version"));
  EXPECT_EQ(migrator(*session_, make(revisions)).upgrade("r2").steps.size(), 2U) << "it is not on the way";
}

}  // namespace
}  // namespace retort::testing
