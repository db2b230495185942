// SPDX-License-Identifier: Apache-2.0
// The settings of a migrator. The defaults are for production: every wait has an end.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>

namespace retort {

class observer;

// What is done with a statement outside transactions that was begun by a run which died, where no query can tell
// whether it took effect.
enum class undecided { refuse, run_again, skip };

struct options {
  // The tables of the runtime. The version table has the shape of alembic_version and may be one. Two histories in one
  // database need tables of their own, all three of them.
  std::string version_table = "retort_version";
  std::string history_table = "retort_history";
  std::string journal_table = "retort_journal";
  std::string schema;  // where they are; empty: where the session's search path finds them

  std::chrono::milliseconds lock_wait{60'000};  // for another migrator; zero: do not wait at all
  // For a lock the database holds for somebody else (an `alter table` behind a long read), each statement; zero: the
  // session's own setting stays. Statements that run outside transactions wait as long as statement_timeout lets them.
  std::chrono::milliseconds lock_timeout{10'000};
  std::chrono::milliseconds statement_timeout{3'600'000};  // each statement; zero: the session's own setting stays
  unsigned retries = 3;                                    // of a transaction that ran into lock_timeout or a deadlock

  std::string who;  // for retort_history; empty: user@host of this process
  bool allow_data_loss = false;
  retort::undecided undecided = undecided::refuse;
  std::stop_token stop{};                // asked between statements and between batches
  retort::observer* observer = nullptr;  // must outlive the migrator
};

}  // namespace retort
