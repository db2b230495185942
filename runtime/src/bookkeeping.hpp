// SPDX-License-Identifier: Apache-2.0
// The tables of the runtime: what is applied (version), what was done (history), what is under way (journal), and what
// is told of revisions to programs that do not have them (revisions; only where it was needed). Statements only;
// transactions and the lock are the caller's. Throws drivers::database_error.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <retort/migrator.hpp>

#include "runtime/drivers/driver.hpp"
#include "runtime/words/rows.hpp"

namespace retort {

// One segment, outside statement or batch loop of a revision that is under way.
struct journal_entry {
  std::string revision;
  direction way = direction::upgrade;
  std::uint32_t ordinal = 0;           // of its last statement
  bool done = false;                   // false: begun (intent)
  std::vector<std::string> batch_key;  // of a batch loop: the key of the last row done; empty: none yet
  std::string checksum;                // of the revision as it was begun, a space, and that of the statements
  friend bool operator==(journal_entry const&, journal_entry const&) = default;
};

struct database_state {
  bool tables = false;                 // those of these two are there; see has_history()
  std::vector<std::string> heads;      // sorted by text
  std::vector<journal_entry> journal;  // sorted by revision, direction, ordinal
  friend bool operator==(database_state const&, database_state const&) = default;
};

// What is applied, for the check of checksums.
struct applied_checksum {
  std::string revision, checksum;
};

// What a program without this revision can know of it: a row of the table of revisions.
struct told_revision {
  std::string id;
  std::vector<std::string> parents;     // what it stands on, dependencies counted; ids
  std::vector<std::string> compatible;  // the oldest revisions whose programs work with it; empty: none but its own
  std::string downgrade;                // core::way_back(); empty: not stored
  // Over all of these. What is stored may be read without the downgrade, and says nothing then.
  [[nodiscard]] std::string checksum() const;
};

class bookkeeping {
 public:
  bookkeeping(drivers::driver& driver, drivers::table_names names)
      : driver_(driver), names_(std::move(names)), rows_(driver.words(), names_) {}

  // From here on the tables are looked for in `schema`.
  void place(std::string schema) {
    names_.schema = std::move(schema);
    rows_ = words::rows(driver_.words(), names_);
  }
  [[nodiscard]] drivers::table_names const& names() const { return names_; }

  // One query where the tables are there; tables that are not count as empty. Outside transactions.
  [[nodiscard]] database_state read();
  // Whether the history table is there: nothing of it is in the state, and it may have been named anew.
  [[nodiscard]] bool has_history();
  void create_tables();

  // From one set of heads to another, by the fewest updates, deletes and inserts. Where a row is not there the
  // transaction fails with an error of kind not_one_row, which version_row_missing() has the words for.
  void move_heads(std::vector<std::string> const& before, std::vector<std::string> const& after);
  [[nodiscard]] version_table_changed version_row_missing() const;
  void delete_heads();

  // In the place of what is written of them; no two are of the same unit.
  void write(std::vector<journal_entry> const& entries);
  void forget(std::string const& revision, direction way);
  void forget(journal_entry const& entry);
  void forget_all();

  [[nodiscard]] bool has_revisions();  // whether the table of revisions is there
  void create_revisions();
  void tell(told_revision const& revision);  // in the place of what is told of it
  void untell(std::string const& id);
  // All of them, without their downgrades; none where there is no table.
  [[nodiscard]] std::vector<told_revision> told();
  // One of them with its downgrade. Throws checksum_mismatch where it is not as it was written.
  [[nodiscard]] told_revision told(std::string const& id);

  void log(log_entry const& entry);
  [[nodiscard]] std::vector<log_entry> read_log();
  // The checksums with which `revisions` (all, when empty) were last applied or stamped.
  [[nodiscard]] std::vector<applied_checksum> checksums(std::vector<std::string> const& revisions);

 private:
  void create(std::vector<std::string> const& tables);
  [[nodiscard]] std::string p(unsigned number) const { return driver_.words().parameter(number); }
  void post(std::string const& sql, std::vector<std::string> const& parameters);

  drivers::driver& driver_;
  drivers::table_names names_;
  words::rows rows_;
  std::vector<std::string> expected_;  // by the last move_heads()
};

[[nodiscard]] std::string_view to_string(direction way) noexcept;  // "upgrade", "downgrade"

// Several texts as one, and back: "3:abc2:xy".
[[nodiscard]] std::string pack(std::vector<std::string> const& parts);
[[nodiscard]] std::vector<std::string> unpack(std::string_view packed);

// Now, UTC, RFC 3339 with milliseconds.
[[nodiscard]] std::string utc_now();

}  // namespace retort
