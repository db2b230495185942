// SPDX-License-Identifier: Apache-2.0
// kill -9 at every place a run passes, and at random moments: a rerun comes to the same end, with the data right and
// nothing run twice. Each run that is killed is a process of its own.
#include <gmock/gmock.h>
#include <signal.h>

#include "tests/integration/broken_off.hpp"

namespace retort::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Counts the places a run passes, and ends the process at the one that is wanted.
class deadly final : public observer {
 public:
  explicit deadly(unsigned wanted) : wanted_(wanted) {}
  void run_begins(run_event const&) override { pass(); }
  void run_ends(run_event const&) override { pass(); }
  void revision_begins(revision_event const&) override { pass(); }
  void revision_ends(revision_event const&) override { pass(); }      // after a commit
  void statement_begins(statement_event const&) override { pass(); }  // after the commit of what came before
  void statement_ends(statement_event const& event) override {        // before the commit
    if (!event.skipped) pass();
  }
  void batch_advances(batch_event const&) override { pass(); }  // after a commit
  void pass() {
    if (++passed_ == wanted_) raise(SIGKILL);
  }

 private:
  unsigned wanted_, passed_ = 0;
};

// The step in C++ passes two places of its own: before and behind what it writes.
deadly* step_passes = nullptr;
void count_up(step& given) {
  if (step_passes != nullptr) step_passes->pass();
  given.execute("insert into ran values ('call')");
  if (step_passes != nullptr) step_passes->pass();
}
constexpr call_entry own_steps[] = {{"count_up", &count_up}};

class killed : public broken_off {
 protected:
  bundle content_ = make(history_in_parts(kind(), true));

  // Whether it died: not, where the run passes fewer places.
  [[nodiscard]] bool dies(direction way, unsigned place) const { return dies(way, place, content_); }
  [[nodiscard]] bool dies(direction way, unsigned place, bundle const& content) const {
    return is_killed([&] {
      auto const own = database_.connect();
      deadly watch(place);
      step_passes = &watch;
      options settings;
      settings.observer = &watch;
      migrator migrate(*own, linked_bundle(content, own_steps), settings);
      way == direction::upgrade ? migrate.upgrade() : migrate.downgrade("start");
    });
  }
  [[nodiscard]] migrator survivor() const { return {*session_, linked_bundle(content_, own_steps)}; }
  // Downgrades by the program of `older`.
  void take_back_at_every_place(bundle const& older);
};

TEST_P(killed, at_every_place_of_an_upgrade_and_taken_up_again) {
  unsigned places = 0;
  for (bool died = true; died; ++places) {
    SCOPED_TRACE("killed at place " + std::to_string(places + 1));
    wipe();
    died = dies(direction::upgrade, places + 1);
    EXPECT_THAT(survivor().upgrade().heads, ElementsAre("renewed"));
    expect_up();
    if (HasFailure()) return;
  }
  EXPECT_GT(places, is_mariadb() ? 35U : 45U) << "the run passes more places than that";
}

TEST_P(killed, again_and_again_and_taken_up_again) {
  unsigned runs = 0;
  while (dies(direction::upgrade, 3 + runs % 5 * 5) && runs < 200) ++runs;
  EXPECT_GT(runs, is_mariadb() ? 3U : 5U);
  EXPECT_LT(runs, 200U) << "it does not come to an end";
  expect_up();
}

void killed::take_back_at_every_place(bundle const& older) {
  unsigned places = 0;
  for (bool died = true; died; ++places) {
    SCOPED_TRACE("killed at place " + std::to_string(places + 1));
    wipe();
    options keeps;
    keeps.store_downgrade = true;
    migrator(*session_, linked_bundle(content_, own_steps), keeps).upgrade();
    died = dies(direction::downgrade, places + 1, older);
    EXPECT_THAT(migrator(*session_, linked_bundle(older, own_steps)).downgrade("start").heads, ElementsAre("start"));
    EXPECT_THAT(column("select part from ran order by part"),
                ElementsAre("back", "between", "call", "first", "last", "outside"));
    EXPECT_EQ(value("select cast(count(*) as text) from items where done = 2"), "8");
    EXPECT_FALSE(has_table("first"));
    EXPECT_THAT(recorded(), ElementsAre("start"));
    EXPECT_THAT(column("select revision from retort_journal"), IsEmpty());
    EXPECT_THAT(column("select revision from retort_history where action = 'downgrade' order by id"),
                ElementsAre("renewed", "parts"));
    EXPECT_THAT(column("select revision from retort_revision"), ElementsAre("start"));
    if (HasFailure()) return;
  }
  EXPECT_GT(places, 20U);
}

TEST_P(killed, at_every_place_of_a_downgrade_and_taken_up_again) { take_back_at_every_place(content_); }

TEST_P(killed, at_every_place_of_a_downgrade_that_the_database_keeps) {
  auto const all = history_in_parts(kind(), true);
  take_back_at_every_place(make({all.front()}));
}

// Begun by the program that has the revisions, finished by one that has not, and the other way round.
TEST_P(killed, a_downgrade_is_taken_up_by_an_older_program) {
  auto const older = make({history_in_parts(kind(), true).front()});
  for (bool const older_begins : {false, true})
    for (unsigned place = 6; place <= 12; place += 3) {
      SCOPED_TRACE("killed at place " + std::to_string(place));
      wipe();
      options keeps;
      keeps.store_downgrade = true;
      migrator(*session_, linked_bundle(content_, own_steps), keeps).upgrade();
      ASSERT_TRUE(dies(direction::downgrade, place, older_begins ? older : content_));
      migrator(*session_, linked_bundle(older_begins ? content_ : older, own_steps)).downgrade("start");
      EXPECT_THAT(column("select part from ran order by part"),
                  ElementsAre("back", "between", "call", "first", "last", "outside"));
      EXPECT_EQ(value("select cast(count(*) as text) from items where done = 2"), "8");
      EXPECT_THAT(recorded(), ElementsAre("start"));
    }
}

TEST_P(killed, at_any_moment_and_taken_up_again) {
  unsigned deaths = 0;
  for (int i = 0; i < 20; ++i) {
    SCOPED_TRACE("round " + std::to_string(i));
    wipe();
    bool const died = is_killed(
        [&] {
          auto const own = database_.connect();
          step_passes = nullptr;
          migrator(*own, linked_bundle(content_, own_steps)).upgrade();
        },
        std::chrono::microseconds{1000 + i * 3000});
    if (died) ++deaths;
    EXPECT_THAT(survivor().upgrade().heads, ElementsAre("renewed"));
    expect_up();
    if (HasFailure()) return;
  }
  EXPECT_GT(deaths, 0U);
}

INSTANTIATE_TEST_SUITE_P(databases, killed, ::testing::ValuesIn(tested_databases()),
                         [](auto const& tested) { return std::string(to_string(tested.param)); });

}  // namespace
}  // namespace retort::testing
