// SPDX-License-Identifier: Apache-2.0
// Brings the database behind a soci::session to a revision of a bundle. In: a session, a bundle, settings. Out: the
// migrated database and the tables of the runtime (retort_version, retort_history, retort_journal; retort_revision
// where it was needed). Reads no .mig files, parses no SQL, keeps nothing global: two migrators in two threads, each
// with a session of its own, do not know of each other.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <retort/bundle.hpp>
#include <retort/error.hpp>
#include <retort/observer.hpp>
#include <retort/options.hpp>
#include <retort/repair.hpp>
#include <retort/step.hpp>

namespace soci {
class session;
}

namespace retort {

struct move_step {
  direction way = direction::upgrade;
  std::string revision;  // the full id
  friend bool operator==(move_step const&, move_step const&) = default;
};
// What upgrade() and downgrade() did.
struct move_result {
  std::vector<move_step> steps;    // in the order they were run; empty: there was nothing to do
  std::vector<std::string> heads;  // recorded now
};
// What a move would do; see migrator::plan().
struct planned_revision {
  direction way = direction::upgrade;
  std::string revision;
  std::string message;
  std::string irreversible;         // of a downgrade: why it is refused; empty when it is not
  std::vector<std::string> losses;  // of a downgrade: what needs allow_data_loss
  statement_list statements;
};
struct move_plan {
  std::vector<planned_revision> steps;
  std::vector<std::string> heads;  // afterwards
};
// A revision of the bundle beside what the database says of it.
struct revision_status {
  std::string id;
  std::string message;
  bool applied = false;
  bool current = false;  // recorded in the version table
  bool head = false;     // of the bundle
};
// Where the database stands beside the bundle; see migrator::where().
struct database_standing {
  retort::standing place = standing::head;
  // Programs of this bundle work with it: it is at the heads, or ahead of them by revisions that all say so
  // (`compatible with` in the .mig file).
  bool compatible = false;
  std::string sentence;                         // "the database is at …, and the head of 'shop' is …"
  std::vector<std::string> recorded, expected;  // the heads of the database, and of the bundle
};
// What a program needs of its database.
enum class requirement {
  head,        // the revisions of its bundle, no fewer and no more
  compatible,  // these, or more, where those on top say that it works with them
};
// A row of retort_history.
struct log_entry {
  std::string revision;
  std::string action;   // upgrade, downgrade, stamp, repair
  std::string outcome;  // done, failed; of a repair: undone
  std::string started;  // RFC 3339, UTC
  std::chrono::milliseconds duration{};
  std::string who;
  std::string checksum;
  std::string generator;  // the Retort that made the bundle
  std::string detail;     // of a failure: the statement and the database's words
};

// Not thread safe; every method may throw what error.hpp lists, and connection_failed. The session must have no open
// transaction and has none afterwards; its timeouts and its search path are put back.
class migrator {
 public:
  // `session` must outlive the migrator. Throws unusable_session where the session's database is not the bundle's.
  // Reads nothing from the database yet.
  migrator(soci::session& session, linked_bundle migrations, options settings = {});
  ~migrator();
  migrator(migrator&&) noexcept;
  migrator& operator=(migrator&&) noexcept;

  // Runs what is missing up to `target` (docs: revisions on a command line). When the database is there already this
  // is one query, and nothing is written. Otherwise the lock is taken, the state read again, and the revisions are
  // run, each with its version row in the transaction of its last segment. To the heads, on a database that is ahead
  // of them: nothing to do where programs of this bundle work with it, else unknown_revision_in_database with the
  // reason.
  move_result upgrade(std::string_view target = "head");
  // The same downwards. Before anything is run: irreversible, data_loss_refused. Where the database has revisions that
  // the bundle does not, it goes by what the database keeps of them (options::store_downgrade);
  // unknown_revision_in_database where it keeps too little, checksum_mismatch where it was changed.
  move_result downgrade(std::string_view target = "-1");
  // What upgrade() or downgrade() would do now. Never refuses for irreversible or lossy revisions: it tells of them.
  [[nodiscard]] move_plan plan(direction way, std::string_view target);
  // Throws what upgrade() or downgrade() would throw now before they run anything. Never writes.
  void check_move(direction way, std::string_view target);

  // The recorded heads, sorted as the bundle sorts them, unknown ones last; empty: nothing is applied. Never writes.
  [[nodiscard]] std::vector<std::string> current();
  // The heads of the bundle: what nothing stands on, dependencies counted. Asks no database.
  [[nodiscard]] std::vector<std::string> heads() const;
  // All revisions of the bundle, newest first. Never writes.
  [[nodiscard]] std::vector<revision_status> history();
  // What was done to this database, oldest first. Never writes.
  [[nodiscard]] std::vector<log_entry> log();

  // Records `targets` (one, or several heads) without running anything, and forgets what was under way. `purge` does
  // not look at what is recorded, so it heals a table with unknown revisions. Returns the recorded heads.
  std::vector<std::string> stamp(std::vector<std::string> const& targets, bool purge = false);
  std::vector<std::string> stamp(std::string_view target) {
    return stamp(std::vector<std::string>{std::string(target)});
  }
  // Where the database stands. One query, and a second where it has revisions that the bundle does not. Never writes.
  [[nodiscard]] database_standing where();
  // Throws not_at_head unless the database is what `what` says. As many queries as where(); never writes.
  void require(requirement what);
  void require_head() { require(requirement::head); }
  // Throws checksum_mismatch or unknown_revision_in_database where an upgrade would. Never writes.
  void check_applied();
  // Makes the runtime's tables where they are missing.
  void ensure_version();

  // Where the database stands: what is unfinished, unknown, different, left behind. Asks the journal and, for what was
  // begun, the catalogue. Never writes.
  [[nodiscard]] diagnosis diagnose();
  // Of the unfinished revision `revision` (empty: the only one). All three take the lock, read again, and throw
  // unknown_target where there is no such revision.
  // Runs what is missing of it, in the direction in which it was begun.
  repair_result resume(std::string_view revision = {});
  // Takes back what is done of it, with the statements of the other direction that the compiler derived for just that.
  // Throws cannot_undo with nothing run where that is not known to be safe, data_loss_refused as downgrade() does. One
  // that is broken off itself is taken up again by another undo(), or by resume() in the first direction.
  repair_result undo(std::string_view revision = {});
  // Records it as done, or as never begun, and forgets its journal. Nothing is run: the schema has to be right.
  repair_result mark(bool done, std::string_view revision = {});
  // Who holds the lock of the migrators. Never writes.
  [[nodiscard]] std::optional<lock_holder> who_holds_the_lock();
  // Removes a lease that ran out, or, with `force`, one that has not: its owner, should it live, finds out at its next
  // transaction and stops, but a statement that it runs outside of transactions goes on. A lock that dies with its
  // owner is left alone.
  unlock_result unlock(bool force = false);

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace retort
