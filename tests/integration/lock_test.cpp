// SPDX-License-Identifier: Apache-2.0
// Several migrators at once: one works, the others wait and find nothing to do.
#include <gmock/gmock.h>

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

#include "tests/integration/fixture.hpp"

namespace retort::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Holds a run at the first statement until it is let go.
class gate final : public observer {
 public:
  void statement_begins(statement_event const&) override {
    std::unique_lock lock(mutex_);
    reached_ = true;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
  }
  void wait_until_reached() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return reached_; });
  }
  void let_go() {
    std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool reached_ = false, open_ = false;
};

class waits final : public observer {
 public:
  explicit waits(gate& door) : door_(door) {}
  void lock_awaited(wait_event const& event) override {
    holder = event.holder;
    ++count;
    door_.let_go();
  }
  std::string holder;
  unsigned count = 0;

 private:
  gate& door_;
};

TEST_P(conformance, of_two_at_once_one_works_and_the_other_finds_nothing_to_do) {
  auto const content = make(chain(1));
  gate door;
  std::thread first([&] {
    auto const own = database_.connect();
    options settings;
    settings.observer = &door;
    migrator(*own, content, settings).upgrade();
  });
  door.wait_until_reached();
  waits seen(door);
  options settings;
  settings.observer = &seen;
  auto const second = migrator(*session_, content, settings).upgrade();
  first.join();
  EXPECT_TRUE(second.steps.empty());
  EXPECT_THAT(second.heads, ElementsAre("r1"));
  EXPECT_GE(seen.count, 1U);
  EXPECT_THAT(seen.holder, ::testing::ContainsRegex("(process|connection) "));
  EXPECT_THAT(log(), ElementsAre("upgrade r1 done"));
}

TEST_P(conformance, of_many_at_once_one_runs_all_the_others_find_nothing_to_do) {
  auto const content = make(chain(12));
  std::vector<std::thread> threads;
  std::atomic<std::size_t> steps{0};
  std::atomic<unsigned> failures{0}, workers{0};
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      try {
        auto const own = database_.connect();
        auto const done = migrator(*own, content).upgrade().steps.size();
        steps += done;
        if (done > 0) ++workers;
      } catch (std::exception const& unexpected) {
        ADD_FAILURE() << unexpected.what();
        ++failures;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failures, 0U);
  EXPECT_EQ(steps, 12U);
  EXPECT_EQ(workers, 1U);
  EXPECT_EQ(log().size(), 12U);
}

// By hand, past the lock: what is recorded is not written over, and what goes together is taken back.
TEST_P(conformance, a_version_row_that_goes_while_its_successor_is_applied_is_told) {
  class meddler final : public observer {
   public:
    explicit meddler(std::function<void(std::string const&)> run) : run_(std::move(run)) {}
    void revision_begins(revision_event const& event) override {
      if (event.revision.id == "r2") run_("update retort_version set version_num = 'other'");
    }

   private:
    std::function<void(std::string const&)> run_;
  };
  auto const content = make(chain(3));
  for (auto const* way : {"upgrade", "downgrade"}) {
    SCOPED_TRACE(way);
    bool const up = std::string_view(way) == "upgrade";
    if (!up) {
      run("update retort_version set version_num = 'r1'");
      migrator(*session_, content).upgrade();
    }
    meddler by([&](std::string const& sql) { run(sql); });
    options settings;
    settings.observer = &by;
    settings.allow_data_loss = true;
    try {
      migrator move(*session_, content, settings);
      up ? move.upgrade() : move.downgrade("base");
      ADD_FAILURE() << "it went through";
    } catch (unknown_revision_in_database const&) {
      EXPECT_TRUE(is_sqlite());  // each transaction reads what is recorded before anything else
    } catch (version_table_changed const& told) {
      EXPECT_FALSE(is_sqlite());
      EXPECT_THAT(told.what(), HasSubstr("the table 'retort_version' was expected to hold '" +
                                         std::string(up ? "r1" : "r2") + "', once"));
    }
    EXPECT_THAT(recorded(), ElementsAre("other"));
    if (takes_tables_back()) {
      EXPECT_EQ(has_table("r2"), !up);
    }
  }
}

TEST_P(conformance, two_that_take_one_step_back_take_one_step_back) {
  auto const content = make(chain(3));
  migrator(*session_, content).upgrade();
  gate door;
  std::thread first([&] {
    auto const own = database_.connect();
    options settings;
    settings.observer = &door;
    migrator(*own, content, settings).downgrade("-1");
  });
  door.wait_until_reached();
  waits seen(door);
  options settings;
  settings.observer = &seen;
  EXPECT_TRUE(migrator(*session_, content, settings).downgrade("-1").steps.empty());
  first.join();
  EXPECT_THAT(recorded(), ElementsAre("r2"));
}

TEST_P(conformance, who_does_not_want_to_wait_is_told_who_holds_the_lock) {
  auto const content = make(chain(1));
  gate door;
  std::thread first([&] {
    auto const own = database_.connect();
    options settings;
    settings.observer = &door;
    migrator(*own, content, settings).upgrade();
  });
  door.wait_until_reached();
  for (auto const wait : {milliseconds{0}, milliseconds{120}}) {
    options settings;
    settings.lock_wait = wait;
    try {
      migrator(*session_, content, settings).upgrade();
      ADD_FAILURE() << "two at once";
    } catch (lock_timeout const& refused) {
      EXPECT_THAT(refused.holder(), ::testing::ContainsRegex("(process|connection) "));
      EXPECT_THAT(refused.what(), HasSubstr(refused.holder()));
    }
  }
  door.let_go();
  first.join();
  EXPECT_EQ(migrator(*session_, content).upgrade().steps.size(), 0U);
}

TEST_P(conformance_of_server, other_tables_are_another_lock) {
  gate door;
  std::thread first([&] {
    auto const own = database_.connect();
    options settings;
    settings.observer = &door;
    migrator(*own, make(chain(1)), settings).upgrade();
  });
  door.wait_until_reached();
  test_revision other;
  other.id = "other";
  other.upgrade = {sql("create table other (id integer)")};
  options settings;
  settings.version_table = "other_version";
  settings.history_table = "other_history";
  settings.journal_table = "other_journal";
  settings.lock_wait = milliseconds{0};
  EXPECT_EQ(migrator(*session_, make({other}), settings).upgrade().steps.size(), 1U);
  door.let_go();
  first.join();
}

// Between the transactions of a run as well: what runs outside them is nobody else's to take up.
TEST_P(conformance, a_statement_outside_a_transaction_that_is_running_is_not_taken_for_abandoned) {
  run("create table seen (id integer)");
  test_revision revision;
  revision.id = "r1";
  revision.upgrade = {outside("insert into seen values (1)", 1, "select count(*) from seen"),
                      sql("create table r1 (id integer)", 2)};
  auto const content = make({revision});
  gate door;
  std::thread first([&] {
    auto const own = database_.connect();
    options settings;
    settings.observer = &door;
    migrator(*own, content, settings).upgrade();
  });
  door.wait_until_reached();
  waits seen(door);
  options settings;
  settings.observer = &seen;
  EXPECT_NO_THROW(EXPECT_TRUE(migrator(*session_, content, settings).upgrade().steps.empty()));
  door.let_go();
  first.join();
  EXPECT_GE(seen.count, 1U);
  EXPECT_THAT(seen.holder, ::testing::ContainsRegex("(process|connection) "));
  EXPECT_EQ(value("select cast(count(*) as text) from seen"), "1");
  EXPECT_THAT(log(), ElementsAre("upgrade r1 done"));
  EXPECT_FALSE(std::filesystem::exists(database_.directory() + "/test.db-retort-lock"));
}

TEST_P(conformance, what_is_under_way_is_waited_for_before_it_is_called_broken_off) {
  test_revision revision;
  revision.id = "r2";
  revision.parents = {"r1"};
  revision.upgrade = {sql("create table r2 (id integer)", 1), sql("insert into r2 values (1)", 2)};
  revision.downgrade = {sql("drop table r2")};
  auto const content = make({chain(1)[0], revision});
  migrator(*session_, content).upgrade("r1");
  class second_part final : public observer {
   public:
    explicit second_part(gate& door) : door_(door) {}
    void statement_begins(statement_event const& event) override {
      if (event.statement.ordinal == 2) door_.statement_begins(event);
    }

   private:
    gate& door_;
  };
  gate door;
  std::thread first([&] {
    auto const own = database_.connect();
    second_part at(door);
    options settings;
    settings.observer = &at;
    migrator(*own, content, settings).upgrade();
  });
  door.wait_until_reached();
  waits seen(door);
  options settings;
  settings.observer = &seen;
  EXPECT_NO_THROW(EXPECT_THAT(migrator(*session_, content, settings).downgrade("r1").heads, ElementsAre("r1")));
  door.let_go();
  first.join();
  EXPECT_GE(seen.count, 1U);
  EXPECT_THAT(log(), ElementsAre("upgrade r1 done", "upgrade r2 done", "downgrade r2 done"));
}

// On SQLite the wait is for the transaction itself.
TEST_P(conformance_of_server, a_transaction_that_loses_a_lock_is_tried_again_a_bounded_number_of_times) {
  run("create table busy (id integer)");
  test_revision revision;
  revision.id = "r1";
  revision.upgrade = {sql("alter table busy add column more integer")};
  revision.downgrade = {sql("alter table busy drop column more")};
  class retries final : public observer {
   public:
    unsigned count = 0;
    std::function<void()> then = [] {};
    void segment_retried(retry_event const&) override {
      ++count;
      then();
    }
  } seen;
  options settings;
  settings.lock_timeout = milliseconds{50};
  settings.retries = 2;
  settings.observer = &seen;
  auto const reader = database_.connect();
  *reader << "begin";
  *reader << "lock table busy in access share mode";
  migrator migrate(*session_, make({revision}), settings);
  try {
    migrate.upgrade();
    ADD_FAILURE() << "it did not wait";
  } catch (statement_failed const& failed) {
    EXPECT_EQ(failed.facts().sqlstate, "55P03");
  }
  EXPECT_EQ(seen.count, 2U);
  seen.then = [&] { *reader << "rollback"; };
  EXPECT_EQ(migrate.upgrade().steps.size(), 1U);
}

// However the step spoke to the database.
TEST_P(conformance_of_server, a_step_that_loses_a_lock_over_soci_is_called_again) {
  run("create table busy (id integer)");
  test_revision revision;
  revision.id = "r1";
  revision.upgrade = {call("widen")};
  static constexpr call_entry calls[] = {
      {"widen", [](step& given) { given.session() << "alter table busy add column more integer"; }}};
  class frees final : public observer {
   public:
    explicit frees(soci::session& holder) : holder_(holder) {}
    void segment_retried(retry_event const&) override { holder_ << "rollback"; }

   private:
    soci::session& holder_;
  };
  auto const reader = database_.connect();
  *reader << "begin";
  *reader << "lock table busy in access share mode";
  options settings;
  settings.lock_timeout = milliseconds{50};
  settings.retries = 0;
  try {
    migrator(*session_, linked_bundle(make({revision}), calls), settings).upgrade();
    ADD_FAILURE() << "it did not wait";
  } catch (statement_failed const& failed) {
    EXPECT_EQ(failed.facts().sqlstate, "55P03");
    EXPECT_EQ(failed.facts().ordinal, 1U);
  }
  frees freeing(*reader);
  settings.retries = 1;
  settings.observer = &freeing;
  EXPECT_EQ(migrator(*session_, linked_bundle(make({revision}), calls), settings).upgrade().steps.size(), 1U);
}

}  // namespace
}  // namespace retort::testing
