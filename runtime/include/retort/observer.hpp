// SPDX-License-Identifier: Apache-2.0
// Progress of a migrator, as events. Called on the thread that called the migrator; what an observer throws ends the
// run as a failure at that place would: the open transaction is rolled back.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
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
  std::uint64_t pieces = 0;  // committed in this run
  std::uint64_t rows = 0;    // affected in this run
};
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

 protected:
  observer() = default;
  observer(observer const&) = default;
  observer& operator=(observer const&) = default;
};

}  // namespace retort
