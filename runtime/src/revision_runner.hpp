// SPDX-License-Identifier: Apache-2.0
// Runs one revision in one direction: its segments, outside statements and batch loops, with their journal, and the
// version row in the transaction of the last of them. Carries on where an earlier run was broken off.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "runtime/core/key_range.hpp"
#include "runtime/core/unit.hpp"
#include "runtime/src/transactions.hpp"
#include "runtime/src/undo_plan.hpp"

namespace retort {

class revision_runner {
 public:
  // Throws bundle_error.
  revision_runner(run_context& run, revision_info const& revision, direction way)
      : run_(run), revision_(revision), way_(way), statements_(run.content.statements(revision, way)) {}

  // Afterwards `heads` are recorded; run.state is kept up to date with every commit. Throws statement_failed,
  // interrupted, checksum_mismatch, canceled, connection_failed, lock_timeout, state_moved.
  void run(std::vector<std::string> const& heads);
  // With the runner of the other direction: takes back what is done of `begun`, piece by piece, each with its journal,
  // and forgets that it was begun. Calls `ran` for each statement. Throws as run().
  void take_back(direction begun, std::vector<undo_piece> const& pieces,
                 std::function<void(statement_info const&)> const& ran);
  // How far each unit has come: by the journal, and by the catalogue where that has an intent. Throws interrupted and
  // checksum_mismatch where the journal is of another content; drivers::database_error.
  [[nodiscard]] std::vector<unit_standing> standings();
  // Whether a statement of either direction is in effect, as its query says. Throws drivers::database_error.
  [[nodiscard]] bool in_effect(statement_info const& statement);
  // From the first statement on.
  [[nodiscard]] std::chrono::microseconds duration() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun_);
  }

 private:
  using unit = core::unit;
  [[nodiscard]] journal_entry entry(unit const& part, bool done, std::vector<std::string> key = {}) const;
  [[nodiscard]] journal_entry const* journalled(unit const& part) const;
  void check_journal(std::vector<unit> const& parts) const;

  // `ahead`: the unit to run, and those behind it.
  void run_segment(std::span<unit const> ahead, std::vector<std::string> const* heads);
  void run_outside(std::span<unit const> ahead, std::vector<std::string> const* heads);
  // The statement of an outside unit, whose intent is written. Where it fails without effect the intent is forgotten.
  void try_outside(unit const& part);
  [[nodiscard]] std::optional<core::key_range> key_range(batch_text const& texts);
  void run_batch(unit const& part, std::vector<std::string> const* heads);
  void execute(statement_info const& statement, bool outside);
  // As many of them, from the first on, as the driver can send without waiting for each; how many, zero for none.
  [[nodiscard]] std::size_t execute_together(std::span<statement_info const* const> statements);
  void call(std::string const& name);
  [[nodiscard]] bool took_effect(statement_info const& statement);
  void report_skipped(unit const& part);
  void transact(drivers::transaction_kind kind, std::function<void()> const& body, commits when = commits::now);
  // The intents of the first unit of `ahead` and of those behind it that are announced with it; none unless that is an
  // outside statement of which nothing is journalled.
  [[nodiscard]] std::vector<journal_entry> intents(std::span<unit const> ahead) const;
  // The intents of an earlier run of those that were announced with the first unit of `ahead`.
  [[nodiscard]] std::vector<journal_entry> begun_behind(std::span<unit const> ahead) const;
  // Whether what ends a unit may be committed together with what follows: with `heads` nothing follows, and where
  // others may work on the database meanwhile it must be known.
  [[nodiscard]] bool may_wait(std::vector<std::string> const* heads) const;
  // conclude() and remember() in a transaction of their own.
  void conclude_alone(unit const& part, std::vector<std::string> const* heads);
  // What a run that ends here leaves in the journal: what waits is done, what is announced was not begun.
  void leave_journal_true() noexcept;

  // In the open transaction: `part` is done, and with `heads` so is the revision; `next` is announced. remember() after
  // the commit.
  void conclude(unit const& part, std::vector<std::string> const* heads, std::vector<journal_entry> const& next = {});
  void remember(unit const& part, std::vector<std::string> const* heads, std::vector<journal_entry> const& next = {});
  // In the open transaction: these, behind what waits; remember() after the commit.
  void write(std::vector<journal_entry> entries);
  void remember(std::vector<journal_entry> const& written);
  void remember(journal_entry const& written);
  void note_taken_back(direction begun, undo_piece const& piece);
  [[nodiscard]] std::string aftermath(bool partly_done) const;
  void record_failure(std::string const& detail) noexcept;
  [[noreturn]] void break_off(std::string const& words) const;
  [[noreturn]] void fail(drivers::database_error const& refused);

  run_context& run_;
  revision_info const& revision_;
  direction way_;
  std::vector<statement_info> const statements_;
  statement_info const* at_ = nullptr;    // the statement being run
  std::vector<journal_entry> waiting_;    // done, and written with the next transaction
  std::vector<journal_entry> announced_;  // intents of this run that are written, of what was not begun yet; in order
  bool sent_ = false;                     // whether anything of it may have reached the database
  std::string started_ = utc_now();
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

// user@host, or options::who.
[[nodiscard]] std::string who(options const& settings);

}  // namespace retort
