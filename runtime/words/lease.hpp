// SPDX-License-Identifier: Apache-2.0
// The statements of the lease: the lock of the migrators as a row with an end, for where sessions cannot be trusted.
// In: names, and what a database spells its own way. Out: SQL with numbered parameters. All times are milliseconds by
// the clock of the server.
//
// The table has two rows. 'lease' says who has the lock and until when; the owner renews it all the time. 'fence' names
// the owner too, and every transaction of the owner writes it: so nobody can take the lock over while such a
// transaction is open (or, on a cluster, the transaction fails), and none of a former owner is committed.
#pragma once

#include <string>

#include "runtime/words/words.hpp"

namespace retort::words {

// The name of the table, beside that of the version table.
[[nodiscard]] inline std::string lock_table(std::string const& version_table) { return version_table + "_lock"; }

struct lease_statements {
  std::string create;  // the table; takes no parameters
  std::string fill;    // its two rows, where they are missing
  std::string read;    // gives owner, holder, since, milliseconds that are left; no row: nobody ever had it
  std::string guard;   // in a transaction: 1 unless a migrator with a lock of its session is at work; empty: none can
  std::string take;    // owner, holder, since, milliseconds; one row: it was free or had run out
  std::string take_fence;  // owner
  std::string renew;       // owner, milliseconds; no row: it is another's
  std::string fence;       // owner; no row: it is another's
  std::string release;     // owner
  std::string remove;      // owner; no row: it has not run out
};

[[nodiscard]] lease_statements postgresql_lease(table_names const& names);
[[nodiscard]] lease_statements mysql_lease(vocabulary const& words, table_names const& names);

}  // namespace retort::words
