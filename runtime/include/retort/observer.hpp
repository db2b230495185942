// SPDX-License-Identifier: Apache-2.0
// Progress of a migrator, as events. Called on the thread that called the migrator; what an observer throws ends the
// run as a failure at that place would: the open transaction is rolled back.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <retort/bundle.hpp>

namespace retort {

struct run_event {
  direction way = direction::upgrade;
  std::size_t revisions = 0;       // how many there are to run
  std::vector<std::string> heads;  // recorded before (run_begins) and after (run_ends)
};
struct revision_event {
  direction way = direction::upgrade;
  revision_info const& revision;
  std::size_t number = 0, of = 0;        // from 1
  std::chrono::microseconds duration{};  // revision_ends only
};
struct statement_event {
  direction way = direction::upgrade;
  revision_info const& revision;
  statement_info const& statement;
  std::chrono::microseconds duration{};  // statement_ends only
  bool skipped = false;                  // statement_ends only: an earlier run had done it already
};
struct batch_event {
  direction way = direction::upgrade;
  revision_info const& revision;
  statement_info const& statement;
  std::uint64_t pieces = 0;             // committed in this run
  std::uint64_t rows = 0;               // affected in this run
  std::chrono::microseconds elapsed{};  // of this run, the pauses between batches counted
  // How much of the table lies behind, from 0 to 1, and how long the rest will take at this pace: guessed from where
  // the key of the last row lies between the first and the last one. Nothing where the key is no whole number; no time
  // where the keys lie so far apart that years would come out.
  std::optional<double> share{};
  std::optional<std::chrono::milliseconds> left{};
};
// Rows in a second so far; zero while nothing is known.
[[nodiscard]] inline std::uint64_t rows_per_second(batch_event const& event) {
  auto const ms = std::chrono::duration_cast<std::chrono::milliseconds>(event.elapsed).count();
  return ms > 0 ? event.rows * 1000 / static_cast<std::uint64_t>(ms) : 0;
}
struct wait_event {
  std::string holder;                  // as the database tells it; may be empty
  std::chrono::milliseconds waited{};  // so far
};
struct retry_event {
  revision_info const& revision;
  unsigned attempt = 0;  // the one that failed, from 1
  std::string reason;    // the database's words
};

class observer {
 public:
  virtual ~observer() = default;
  virtual void run_begins(run_event const&) {}  // not called where there is nothing to do
  virtual void run_ends(run_event const&) {}    // not called when the run failed
  virtual void revision_begins(revision_event const&) {}
  virtual void revision_ends(revision_event const&) {}  // committed
  virtual void statement_begins(statement_event const&) {}
  virtual void statement_ends(statement_event const&) {}  // done, not yet committed where it is inside a transaction
  virtual void batch_advances(batch_event const&) {}      // a piece was committed
  virtual void lock_awaited(wait_event const&) {}         // when the lock is not free, then about once a second
  virtual void segment_retried(retry_event const&) {}     // a transaction lost a lock and is tried again
  // Whether it works with the migrator's own session when it is called. Every statement has been answered then, and
  // none is on its way; otherwise several may be sent before the first is answered.
  [[nodiscard]] virtual bool uses_the_session() const { return false; }

 protected:
  observer() = default;
  observer(observer const&) = default;
  observer& operator=(observer const&) = default;
};

}  // namespace retort
