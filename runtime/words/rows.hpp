// SPDX-License-Identifier: Apache-2.0
// The statements over the rows of these tables, for the migrator and for scripts. In: values as expressions,
// parameters or literals. Out: SQL.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "runtime/words/words.hpp"

namespace retort::words {

// A row of the journal table; `state` is 'intent' or 'done'.
struct journal_values {
  std::string revision, direction, ordinal, state, batch_key, checksum, since;
};
struct history_values {
  std::string revision, action, outcome, started_at, duration_ms, who, checksum, generator, detail;
};

// A row of the table of revisions.
struct revision_values {
  std::string revision, parents, compatible, downgrade, checksum, since;
};

// How one set of recorded heads becomes another: rows that change, rows that go, rows that come.
struct head_changes {
  std::vector<std::pair<std::string, std::string>> renamed;  // from, to
  std::vector<std::string> gone, come;
};
[[nodiscard]] head_changes changes_of_heads(std::vector<std::string> const& before,
                                            std::vector<std::string> const& after);

class rows {
 public:
  // `words` must outlive it.
  rows(vocabulary const& words, table_names const& names);

  [[nodiscard]] std::string const& version() const { return version_; }  // the tables, quoted
  [[nodiscard]] std::string const& history() const { return history_; }
  [[nodiscard]] std::string const& journal() const { return journal_; }
  [[nodiscard]] std::string const& revisions() const { return revisions_; }

  [[nodiscard]] std::string rename_head(std::string const& from, std::string const& to) const;
  [[nodiscard]] std::string delete_head(std::string const& id) const;
  [[nodiscard]] std::string insert_head(std::string const& id) const;

  [[nodiscard]] std::string insert_journal(journal_values const& values) const;
  // These rows in the place of those that are there for them; empty where that takes more than one statement.
  [[nodiscard]] std::string put_journal(std::vector<journal_values> const& values) const;
  [[nodiscard]] std::string delete_journal(std::string const& revision, std::string const& direction) const;
  [[nodiscard]] std::string delete_journal(std::string const& revision, std::string const& direction,
                                           std::string const& ordinal) const;
  [[nodiscard]] std::string insert_history(history_values const& values) const;
  [[nodiscard]] std::string insert_revision(revision_values const& values) const;
  [[nodiscard]] std::string delete_revision(std::string const& id) const;

 private:
  [[nodiscard]] std::string into_journal(std::vector<journal_values> const& values) const;
  vocabulary const* words_;
  std::string version_, history_, journal_, revisions_;
};

}  // namespace retort::words
