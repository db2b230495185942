// SPDX-License-Identifier: Apache-2.0
// Where a database stands when something went wrong, and what was done about it: migrator::diagnose(), resume(),
// undo(), mark(), unlock(). In the normal case none of them is needed: an upgrade carries on where the last one was
// broken off.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <retort/bundle.hpp>

namespace retort {

// Who holds the lock that keeps other migrators out. Texts that the database does not tell are empty.
struct lock_holder {
  enum class means {
    session,  // a lock of the database, which dies with the connection
    file,     // beside a file of SQLite; dies with the process
    lease,    // a row with an end, where sessions cannot be trusted; stays when its owner dies, until it runs out
  } by = means::session;
  std::string process;  // "process 4711"; of MySQL and MariaDB "connection 17"
  std::string application, user, host;
  std::string since;                 // UTC; of a session: since when it is connected
  std::chrono::milliseconds left{};  // of a lease, by the clock of the server; negative: it ran out that long ago
  [[nodiscard]] bool ran_out() const { return by == means::lease && left.count() <= 0; }
};
// "process 4711 (shop-migrate) of user app from 10.0.0.7, since …"
[[nodiscard]] std::string to_string(lock_holder const& holder);

// What unlock() found and did.
struct unlock_result {
  std::optional<lock_holder> holder;  // nothing: nobody holds the lock
  bool removed = false;               // false: it is held, and was left alone
};

// How far a statement of a revision has come that was begun and not finished.
enum class progress_of_statement {
  done,       // committed, as the journal says; or in effect, as the catalogue says
  part_done,  // a loop in batches, of which pieces are committed
  open,       // begun, and not in effect; or the next one, of which nothing is there
  in_doubt,   // begun, and no query tells whether it took effect
  to_come,
};
[[nodiscard]] std::string_view to_string(progress_of_statement state) noexcept;  // "done", "part done", …

struct statement_standing {
  statement_info statement;
  progress_of_statement state = progress_of_statement::to_come;
  std::string known_by;  // "journal", "catalogue", "journal and catalogue"; empty where there is nothing to know
};

// A revision that was begun and not finished, in one direction.
struct unfinished_revision {
  std::string revision, message;
  direction way = direction::upgrade;
  std::vector<statement_standing> statements;  // in the order in which they run; empty where `problem` is not
  std::string problem;                         // why this bundle cannot go on with it; empty: it can
  std::vector<statement_info> undo;            // what undo() would run, in that order
  std::string no_undo;                         // why there is no undo(); empty: there is one
};

struct checksum_difference {
  std::string revision, applied, bundled;  // checksums
};

// Something a broken-off run left behind, or may have: an invalid index of PostgreSQL.
struct leftover {
  std::string object;       // as it is written in SQL
  std::string remedy;       // the statement that removes it
  bool being_made = false;  // somebody is at it now: leave it alone
};

struct diagnosis {
  std::vector<std::string> heads;    // recorded
  std::vector<std::string> unknown;  // those of them that the bundle does not have
  std::vector<unfinished_revision> unfinished;
  std::vector<checksum_difference> differences;
  std::vector<leftover> leftovers;
  std::optional<lock_holder> lock;  // who is at work now; what is unfinished may be under way then
  [[nodiscard]] bool in_order() const {
    return unknown.empty() && unfinished.empty() && differences.empty() && leftovers.empty();
  }
};

// What resume(), undo() and mark() did.
struct repair_result {
  std::string revision;
  direction way = direction::upgrade;      // of the revision as it was begun
  std::vector<std::string> heads;          // recorded now
  std::vector<statement_info> statements;  // undo(): those that were run
};

}  // namespace retort
