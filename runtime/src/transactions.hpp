// SPDX-License-Identifier: Apache-2.0
// Transactions and waiting for a migrator: one place for begin, look again, commit, roll back, and try once more.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include <retort/migrator.hpp>

#include "runtime/drivers/driver.hpp"
#include "runtime/src/bookkeeping.hpp"
#include "runtime/src/lease.hpp"

namespace retort {

// Thrown inside the migrator: another one has worked on the database since the state was read. Plan anew.
struct state_moved {};

// What the parts of a migrator share during one run.
struct run_context {
  soci::session& session;
  drivers::driver& driver;
  bookkeeping& books;
  bundle const& content;
  std::span<call_entry const> calls;
  options const& settings;
  database_state state;             // as it was last read or written
  bool tells_of_revisions = false;  // the table of revisions is there, and kept up to date
  std::unique_ptr<lease> leased{};  // where the lock is one

  [[nodiscard]] observer& watcher() const;  // never null
};

// The limits of the run, as a driver takes them.
[[nodiscard]] drivers::limits limits_of(options const& settings);

// Sleeps for `time` or until a stop is asked for; then throws canceled.
void pause(options const& settings, std::chrono::milliseconds time);
// Throws canceled when a stop was asked for.
void check_stop(options const& settings);

// Tries that follow each other after a lock could not be had, with a longer pause before each.
class more_tries {
 public:
  // `revision` is for the observer, nullptr for our own tables. Both must outlive it.
  more_tries(run_context const& run, revision_info const* revision) : run_(run), revision_(revision) {}
  // Whether there is another try after this error: if so, it has told and waited. Throws canceled.
  [[nodiscard]] bool after(drivers::database_error const& refused);

 private:
  run_context const& run_;
  revision_info const* revision_;
  unsigned attempt_ = 1;
  std::chrono::milliseconds nap_{10};
};

// Takes the lock of the migrator, waiting for it up to options::lock_wait: that of the session, or a lease where the
// session cannot be trusted. Throws lock_timeout, unusable_session.
void take_lock(run_context& run);

// What the tables say, outside transactions. Waits for a database that somebody else has locked as a whole, up to
// options::lock_wait; throws lock_timeout.
[[nodiscard]] database_state read_state(run_context& run);

// When a transaction is to be committed: before transact() returns, or at the latest with the next message, where
// nothing is lost when it is not (drivers::driver::commit_with_next()).
enum class commits { now, with_next };

// Runs `body` in a transaction and commits it; on any exception rolls back and passes it on. Waits for a database that
// has one writer. With a lease, throws lock_lost unless it is still ours. Where transactions look again, throws
// state_moved when the state is not run.state any more. A drivers::database_error of kind lock is followed by another
// try, options::retries times; `revision` is for the observer, nullptr for our own tables.
void transact(run_context& run, drivers::transaction_kind kind, revision_info const* revision,
              std::function<void()> const& body, commits when = commits::now);

}  // namespace retort
