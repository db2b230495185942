// SPDX-License-Identifier: Apache-2.0
// Migrations on a thread of their own: what the future gives, what it throws, events from there, and a stop.
#include <gmock/gmock.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <retort/async.hpp>

#include "tests/integration/fixture.hpp"

namespace retort::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class counting final : public observer {
 public:
  void revision_begins(revision_event const&) override {
    std::unique_lock lock(mutex_);
    thread_ = std::this_thread::get_id();
    ++begun_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return begun_ < held_; });
  }
  // Returns once the revision of that number has begun, which goes on with let_go().
  void hold(unsigned number) { held_ = number; }
  void wait_for_it() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return begun_ == held_; });
  }
  void let_go() {
    std::lock_guard const lock(mutex_);
    held_ = 1000;
    changed_.notify_all();
  }
  [[nodiscard]] std::thread::id thread() const { return thread_; }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  unsigned begun_ = 0, held_ = 1000;
  std::thread::id thread_;
};

TEST_P(conformance, a_migration_on_a_thread_of_its_own_goes_there_and_back) {
  auto const migrations = linked_bundle(make(chain(3)));
  counting watcher;
  options settings;
  settings.observer = &watcher;
  auto up = upgrade_async(database_.url(), migrations, settings);
  auto const result = up.get();
  EXPECT_THAT(result.steps, SizeIs(3));
  EXPECT_THAT(result.heads, ElementsAre("r3"));
  EXPECT_THAT(recorded(), ElementsAre("r3"));
  EXPECT_NE(watcher.thread(), std::this_thread::get_id());
  EXPECT_THAT(downgrade_async(database_.url(), migrations, {}, "base").get().heads, IsEmpty());
  EXPECT_FALSE(has_table("r1"));
}

TEST_P(conformance, several_at_a_time_do_every_revision_once) {
  auto const migrations = linked_bundle(make(chain(4)));
  std::vector<std::future<move_result>> all;
  for (int i = 0; i < 4; ++i) all.push_back(upgrade_async(database_.url(), migrations));
  std::size_t steps = 0;
  for (auto& one : all) steps += one.get().steps.size();
  EXPECT_EQ(steps, 4U);
  EXPECT_THAT(recorded(), ElementsAre("r4"));
}

TEST_P(conformance, a_stop_ends_it_between_statements_and_keeps_what_was_committed) {
  auto const migrations = linked_bundle(make(chain(3)));
  counting watcher;
  watcher.hold(2);
  std::stop_source stop;
  options settings;
  settings.observer = &watcher;
  settings.stop = stop.get_token();
  auto running = upgrade_async(database_.url(), migrations, settings);
  watcher.wait_for_it();
  stop.request_stop();
  watcher.let_go();
  EXPECT_THROW(running.get(), canceled);
  EXPECT_THAT(recorded(), ElementsAre("r1"));
  EXPECT_THAT(upgrade_async(database_.url(), migrations).get().steps, SizeIs(2));
}

TEST(async, what_goes_wrong_is_thrown_by_the_future) {
  auto const migrations = linked_bundle(make_bundle(retort::dialect::sqlite, chain(1)));
  auto wrong = upgrade_async("nonsense", migrations);
  EXPECT_THROW(wrong.get(), error);
  auto away = upgrade_async("sqlite:////nonexistent/folder/x.db", migrations);
  EXPECT_THROW(away.get(), connection_failed);
}

}  // namespace
}  // namespace retort::testing
