// SPDX-License-Identifier: Apache-2.0
// What a migrator is made of, for the files that implement it: the session in use, the state read and locked, moves,
// stamps, and repairs. Everything here throws drivers::database_error; translated() makes it what error.hpp has.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <retort/migrator.hpp>

#include "runtime/core/lineage.hpp"
#include "runtime/src/move_planner.hpp"
#include "runtime/src/transactions.hpp"

namespace retort {

// How often a run may find that somebody else has been at work before it gives up.
inline constexpr int most_plans = 100'000;

struct migrator::state {
  soci::session& session;
  linked_bundle migrations;
  options settings;
  std::unique_ptr<drivers::driver> driver;
  bookkeeping books;
  lineage line;
  move_planner planner;

  // `beyond`: revisions of `m` that are the database's own word, of which no step in C++ is run.
  state(soci::session& s, linked_bundle m, options o, std::vector<std::string> beyond = {});

  // The session between enter() and leave(), with no transaction open on it.
  class visit {
   public:
    explicit visit(state& owner);
    ~visit();
    visit(visit const&) = delete;
    visit& operator=(visit const&) = delete;

   private:
    drivers::driver& driver_;
  };

  // The state as it is now is read.
  [[nodiscard]] run_context context();
  [[nodiscard]] std::span<revision_info const> revisions() const { return migrations.content.revisions(); }
  // The lock, and the state as it is under it, with the tables made.
  void lock_and_read(run_context& run);

  // What was applied with another content than the bundle has, in the order of the history. `all`: each of them, not
  // the first alone.
  [[nodiscard]] std::vector<checksum_difference> differences(std::vector<std::string> const& heads, bool all);
  // Throws checksum_mismatch.
  void check_checksums(database_state const& current);
  // Throws unusable_session where the server is older than what the bundle was compiled for.
  void refuse_older_server();

  // Where something is told of revisions it is kept up to date; an upgrade that has more to tell makes the table.
  // Throws state_moved.
  void prepare_to_tell(run_context& run, planned_way const& planned);
  // For a downgrade from revisions that the bundle does not have, which the database keeps the way back from. Nothing
  // where the bundle has them all.
  [[nodiscard]] std::unique_ptr<state> beyond();
  // The same for what is unfinished; nothing as well where too little is kept to repair by.
  [[nodiscard]] std::unique_ptr<state> beyond_what_is_unfinished();
  // What a stamp records as applied that was not, in the order of the history. `purge`: nothing was.
  [[nodiscard]] std::vector<core::revision_index> stamped_anew(database_state const& before,
                                                               std::vector<std::string> const& heads, bool purge);
  void untell_what_is_gone(std::vector<std::string> const& heads);

  [[nodiscard]] move_plan planned(direction way, std::string_view target);
  move_result move(direction way, std::string_view target);
  // Runs `planned` to its end; `plan_again` makes it anew where somebody else has worked on the database.
  move_result run_steps(run_context& run, planned_way planned,
                        std::function<planned_way(database_state const&)> const& plan_again);
  std::vector<std::string> stamp(std::vector<std::string> const& targets, bool purge);
  void write_stamp(database_state const& before, std::vector<std::string> const& heads, bool purge);
  void log(std::string const& revision, std::string const& action, std::string const& outcome,
           std::string const& checksum, std::string const& detail);

  // repair.cpp
  [[nodiscard]] diagnosis diagnose();
  [[nodiscard]] unfinished_revision explain(run_context& run, std::string const& revision, direction way);
  // The revision that is unfinished: the one that `named` says, or the only one. Throws unknown_target.
  [[nodiscard]] std::pair<std::string, direction> pick_unfinished(database_state const& current,
                                                                  std::string_view named);
  repair_result resume(std::string_view named);
  repair_result undo(std::string_view named);
  repair_result mark(std::string_view named, bool done);
  // Who has the lock of either kind now: a living lease counts more, for its owner has the other in its transactions.
  [[nodiscard]] std::optional<lock_holder> holder();
  unlock_result unlock(bool force);
};

// "'a', 'b'", or "nothing".
[[nodiscard]] std::string joined(std::vector<std::string> const& ids);
// The name of its backend. Throws unusable_session.
std::string check_connected(soci::session& session);
// What a driver said, as what error.hpp has.
[[noreturn]] void rethrow(drivers::database_error const& refused);

template <class Function>
auto translated(Function&& function) {
  try {
    return function();
  } catch (drivers::database_error const& refused) {
    rethrow(refused);
  } catch (drivers::useless_session const& refused) {
    throw unusable_session(refused.what());
  } catch (state_moved const&) {
    // Moves and stamps plan again; a repair has to be looked at anew.
    throw error("somebody else has worked on the database meanwhile; what was committed stays, look again ('repair')");
  }
}

}  // namespace retort
