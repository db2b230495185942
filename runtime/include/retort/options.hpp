// SPDX-License-Identifier: Apache-2.0
// The settings of a migrator. The defaults are for production: every wait has an end.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

namespace retort {

class observer;

// What is done with a statement outside transactions that was begun by a run which died, where no query can tell
// whether it took effect.
enum class undecided { refuse, run_again, skip };

struct options {
  // The tables of the runtime. The version table has the shape of alembic_version and may be one. Two histories in one
  // database need tables of their own, all three of them. Empty: what the retort.toml of the history says, else
  // retort_version, retort_history, retort_journal.
  std::string version_table, history_table, journal_table;
  // Where they are. Empty: what retort.toml says, else where the session's search path finds them.
  std::string schema;

  std::chrono::milliseconds lock_wait{60'000};  // for another migrator; zero: do not wait at all
  // How long the lock holds without being renewed, where sessions cannot be trusted (a proxy that pools transactions, a
  // Galera cluster) and it is a row of a table. It is renewed all the time; after a crash others wait that long.
  std::chrono::milliseconds lease{30'000};
  // For a lock the database holds for somebody else (an `alter table` behind a long read), each statement; zero: the
  // session's own setting stays. Statements that run outside transactions wait as long as statement_timeout lets them.
  // Nothing: what retort.toml says, else ten seconds.
  std::optional<std::chrono::milliseconds> lock_timeout;
  // Each statement; zero: the session's own setting stays. Nothing: what retort.toml says, else an hour.
  std::optional<std::chrono::milliseconds> statement_timeout;
  unsigned retries = 3;  // of a transaction that ran into lock_timeout or a deadlock

  std::string who;  // for retort_history; empty: user@host of this process
  bool allow_data_loss = false;
  // With each revision of an upgrade the database keeps the statements of its downgrade, so that a program which does
  // not have the revision can take it back. The table is named after the version table: retort_revision.
  // Nothing: what retort.toml says (store-downgrade), else not.
  std::optional<bool> store_downgrade;
  // Whether a downgrade may run what a database keeps, where it has revisions that the bundle does not. Who may write
  // to that table decides what is run then: false where only signed statements may be.
  bool run_stored_downgrades = true;
  retort::undecided undecided = undecided::refuse;
  std::stop_token stop{};                // asked between statements and between batches
  retort::observer* observer = nullptr;  // must outlive the migrator
};

}  // namespace retort
