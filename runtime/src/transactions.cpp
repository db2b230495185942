// SPDX-License-Identifier: Apache-2.0
// Waiting, and transactions with another try.
#include "runtime/src/transactions.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <string_view>

namespace retort {
namespace {

using std::chrono::milliseconds;
using clock = std::chrono::steady_clock;

constexpr milliseconds first_pause{10};
constexpr milliseconds longest_pause{250};
constexpr milliseconds between_reports{1000};

constexpr std::string_view other_migrator = "another migrator holds the lock";
constexpr std::string_view other_writer = "another process writes to the database and holds its lock";

// Calls `attempt` until it answers true; it fills in the holder otherwise.
void wait_for(run_context const& run, std::string_view reason, std::function<bool(std::string&)> const& attempt) {
  auto const begun = clock::now();
  auto const waited = [&] { return std::chrono::duration_cast<milliseconds>(clock::now() - begun); };
  auto next_report = milliseconds{0};
  auto nap = first_pause;
  std::string holder;
  while (!attempt(holder)) {
    auto const so_far = waited();
    if (so_far >= run.settings.lock_wait)
      throw lock_timeout(std::string(reason) + (holder.empty() ? "" : ": " + holder) + "; gave up after " +
                             std::to_string(so_far.count()) + " ms",
                         holder);
    if (so_far >= next_report) {
      run.watcher().lock_awaited({holder, so_far});
      next_report = so_far + between_reports;
    }
    pause(run.settings, std::min(nap, std::max(milliseconds{1}, run.settings.lock_wait - so_far)));
    nap = std::min(nap * 2, longest_pause);
  }
}

void begin(run_context const& run, drivers::transaction_kind kind) {
  wait_for(run, other_writer, [&](std::string&) { return run.driver.try_begin(kind); });
}

}  // namespace

observer& run_context::watcher() const {
  struct silent final : observer {};
  static silent nobody;  // without state
  return settings.observer == nullptr ? nobody : *settings.observer;
}

drivers::limits limits_of(options const& settings) {
  auto const bounded = [](std::optional<milliseconds> time) {
    return std::clamp(time.value_or(milliseconds{0}), milliseconds{0}, drivers::longest_limit);
  };
  return {bounded(settings.lock_timeout), bounded(settings.statement_timeout)};
}

void check_stop(options const& settings) {
  if (settings.stop.stop_requested()) throw canceled("canceled; what was committed stays, and a later run carries on");
}

void pause(options const& settings, milliseconds time) {
  std::mutex mutex;
  std::condition_variable_any sleeper;
  std::unique_lock lock(mutex);
  sleeper.wait_for(lock, settings.stop, time, [] { return false; });
  check_stop(settings);
}

void take_lock(run_context& run) {
  wait_for(run, other_migrator, [&](std::string& holder) {
    drivers::lock_attempt attempt;
    try {
      attempt = run.driver.try_lock(run.books.names());
    } catch (drivers::useless_session const& refused) {
      throw unusable_session(refused.what());
    }
    holder = attempt.holder;
    if (!attempt.acquired) return false;
    run.books.place(attempt.schema);
    if (attempt.by_lease)
      run.leased = lease::try_take(run.driver, run.content.dialect(), run.books.names(), run.settings, holder);
    return !attempt.by_lease || run.leased != nullptr;
  });
}

database_state read_state(run_context& run) {
  database_state out;
  wait_for(run, other_writer, [&](std::string&) {
    try {
      out = run.books.read();
      return true;
    } catch (drivers::database_error const& refused) {
      if (refused.kind() != drivers::error_kind::lock) throw;
      return false;
    }
  });
  return out;
}

bool more_tries::after(drivers::database_error const& refused) {
  if (refused.kind() != drivers::error_kind::lock || attempt_ > run_.settings.retries) return false;
  if (revision_ != nullptr) run_.watcher().segment_retried({*revision_, attempt_, refused.what()});
  pause(run_.settings, nap_);
  ++attempt_;
  nap_ = std::min(nap_ * 4, milliseconds{2000});
  return true;
}

void transact(run_context& run, drivers::transaction_kind kind, revision_info const* revision,
              std::function<void()> const& body, commits when) {
  more_tries tries(run, revision);
  for (;;) {
    try {
      begin(run, kind);
      if (run.leased) run.leased->fence();
      if (run.driver.transactions_look_again() && run.books.read() != run.state) throw state_moved{};
      if (run.watcher().uses_the_session()) run.driver.settle();
      body();
      if (when == commits::now)
        run.driver.commit();
      else
        run.driver.commit_with_next();
      return;
    } catch (drivers::database_error const& refused) {
      run.driver.rollback();
      if (refused.kind() == drivers::error_kind::not_one_row) throw run.books.version_row_missing();
      if (!tries.after(refused)) throw;
    } catch (...) {
      run.driver.rollback();
      throw;
    }
  }
}

}  // namespace retort
