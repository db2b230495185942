// SPDX-License-Identifier: Apache-2.0
// Statements outside of transactions that are announced together: one broken off, refused or stopped among them.
#include <gmock/gmock.h>
#include <signal.h>

#include "tests/integration/broken_off.hpp"
#include "tests/integration/fixture.hpp"
#include "tests/integration/spy.hpp"
#include "tests/integration/test_bundle.hpp"

namespace retort::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string noted(std::string const& part) { return "insert into seen values ('" + part + "')"; }
std::string is_noted(std::string const& part) { return "select count(*) from seen where part = '" + part + "'"; }

// `second` is the text of the second of three.
test_revision three_announced(std::string const& second = noted("b")) {
  test_revision out;
  out.id = "three";
  out.upgrade = {sql("delete from seen", 1), outside(noted("a"), 2, is_noted("a")), outside(second, 2, is_noted("b")),
                 outside(noted("c"), 2, is_noted("c"))};
  return out;
}

class announced : public conformance {
 protected:
  void SetUp() override {
    conformance::SetUp();
    run("create table seen (part varchar(10))");
  }
  std::vector<std::string> seen() { return column("select part from seen order by part"); }
};

TEST_P(announced, one_that_was_killed_is_found_by_its_query_and_those_behind_it_run) {
  auto const url = database_.url();
  auto const content = make({three_announced()});
  for (std::uint32_t at_ordinal = 2; at_ordinal <= 4; ++at_ordinal)
    for (bool const after : {false, true}) {
      SCOPED_TRACE((after ? "after " : "before ") + std::to_string(at_ordinal));
      ASSERT_TRUE(is_killed([&] {
        auto const own = database::from_url(url).open(true);
        spy at;
        auto const kill_here = [&](statement_event const& event) {
          if (event.statement.ordinal == at_ordinal) raise(SIGKILL);
        };
        if (after)
          at.after = kill_here;
        else
          at.before = kill_here;
        migrator(*own, content, watched(at)).upgrade();
      }));
      migrator(*session_, content).upgrade();
      EXPECT_THAT(seen(), ElementsAre("a", "b", "c"));
      EXPECT_THAT(column("select revision from retort_journal"), IsEmpty());
      migrator(*session_, content).stamp("base");
      run("delete from seen");
    }
}

TEST_P(announced, one_that_is_refused_leaves_nothing_begun_behind_it) {
  EXPECT_THROW(migrator(*session_, make({three_announced("insert into absent values (1)")})).upgrade(),
               statement_failed);
  EXPECT_THAT(seen(), ElementsAre("a"));
  EXPECT_THAT(column("select state from retort_journal order by ordinal"), ElementsAre("done", "done"));
  EXPECT_THAT(column("select cast(ordinal as char(1)) from retort_journal order by ordinal"), ElementsAre("1", "2"));
}

TEST_P(announced, one_that_is_refused_when_it_is_taken_up_leaves_nothing_begun_behind_it) {
  run("create unique index only_once on seen (part)");
  auto revision = three_announced();
  revision.upgrade[1] = outside(noted("x"), 2, is_noted("never"));
  auto const url = database_.url();
  auto const content = make({revision});
  ASSERT_TRUE(is_killed([&] {
    auto const own = database::from_url(url).open(true);
    spy at;
    at.after = [](statement_event const& event) {
      if (event.statement.ordinal == 2) raise(SIGKILL);
    };
    migrator(*own, content, watched(at)).upgrade();
  }));
  EXPECT_THAT(column("select state from retort_journal where ordinal > 1"), ElementsAre("intent", "intent", "intent"));
  run(noted("c"));  // by another hand: its query answers for it, but it cannot have run
  using progress = progress_of_statement;
  std::vector<progress> found;
  for (auto const& unfinished : migrator(*session_, content).diagnose().unfinished)
    for (auto const& one : unfinished.statements) found.push_back(one.state);
  EXPECT_THAT(found, ElementsAre(progress::done, progress::open, progress::to_come, progress::to_come));
  EXPECT_THROW(migrator(*session_, content).upgrade(), statement_failed);
  EXPECT_THAT(column("select state from retort_journal"), ElementsAre("done"));
}

TEST_P(announced, a_stop_among_them_leaves_nothing_begun_behind_it) {
  auto const content = make({three_announced()});
  std::stop_source stop;
  spy at;
  at.after = [&](statement_event const& event) {
    if (event.statement.ordinal == 2) stop.request_stop();
  };
  auto settings = watched(at);
  settings.stop = stop.get_token();
  EXPECT_THROW(migrator(*session_, content, settings).upgrade(), canceled);
  EXPECT_THAT(seen(), ElementsAre("a"));
  EXPECT_THAT(column("select state from retort_journal order by ordinal"), ElementsAre("done", "done"));
  migrator(*session_, content).upgrade();
  EXPECT_THAT(seen(), ElementsAre("a", "b", "c"));
}

INSTANTIATE_TEST_SUITE_P(databases, announced, ::testing::ValuesIn(tested_databases()),
                         [](auto const& tested) { return std::string(to_string(tested.param)); });

}  // namespace
}  // namespace retort::testing
