// SPDX-License-Identifier: Apache-2.0
// A bundle: the compiled history for one database. Opened in place, from a file or from what add_migrations() embedded;
// the index is verified when it is opened, the statements and the SQL of a revision before they are first used.
// docs/bundle.md has the format.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <retort/dialect.hpp>

namespace retort {

// Damaged, truncated, foreign or future: what() is one sentence that says which.
class bundle_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class direction { upgrade, downgrade };

enum class statement_kind {
  sql,    // one statement, sent as it is
  batch,  // a loop over the key of a table, committed piece by piece
  call,   // a step written in C++
};

enum class transaction_mode {
  inside,   // shares the transaction of its segment
  outside,  // must not run inside a transaction
  rebuild,  // inside the transaction of its segment, which is opened for a table rebuild (see the SQLite driver)
};

// One statement of a revision, without its text.
struct statement_info {
  direction way = direction::upgrade;
  statement_kind kind = statement_kind::sql;
  transaction_mode mode = transaction_mode::inside;
  std::uint32_t ordinal = 0;  // from 1, in each direction
  // From 1; statements with the same number share a transaction. Those outside of transactions with the same number are
  // announced together: whether one of them ran can be asked whatever became of the others.
  std::uint32_t segment = 0;
  std::string file;  // origin: as it was given to the compiler
  std::uint32_t line = 0;
  std::string summary;  // "create table users"
  std::string locks;    // what it locks and scans; may be empty
  // Its own limits, @timeout in the .mig file; nothing: those of the run.
  std::optional<std::chrono::milliseconds> lock_timeout, statement_timeout;
  std::uint64_t offset = 0;  // of its text, from the beginning of the bundle
  std::uint64_t length = 0;
  std::uint64_t probe_offset = 0;  // of the catalogue query that tells whether its effect is there (1) or not (0)
  std::uint64_t probe_length = 0;  // 0: none
};

// What the retort.toml of the history says for those who run it; empty, or nothing: it says nothing.
struct bundle_defaults {
  std::string version_table, history_table, journal_table;
  std::string schema;  // of these tables
  std::string oldest;  // version of the database that the history is for: "10.11"
  std::optional<std::chrono::milliseconds> lock_timeout, statement_timeout;
  bool store_downgrade = false;  // options::store_downgrade, where that says nothing
  friend bool operator==(bundle_defaults const&, bundle_defaults const&) = default;
};

class bundle_content;  // of the implementation

// The statements of a revision in one direction, in the order in which they run. They are read from the bundle when
// they are first looked at, and verified then: all members but size() and empty() may throw bundle_error. Copies share
// what was read and keep it alive; they may be used from several threads.
class statement_list {
 public:
  using value_type = statement_info;
  using const_iterator = statement_info const*;
  using iterator = const_iterator;

  statement_list() = default;
  statement_list(std::shared_ptr<bundle_content const> content, std::uint32_t revision, direction way,
                 std::uint32_t size)
      : content_(std::move(content)), revision_(revision), way_(way), size_(size) {}

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] const_iterator begin() const { return statements().data(); }
  [[nodiscard]] const_iterator end() const { return begin() + size_; }
  [[nodiscard]] statement_info const& front() const { return statements().front(); }
  [[nodiscard]] statement_info const& back() const { return statements().back(); }
  [[nodiscard]] statement_info const& operator[](std::size_t i) const { return statements()[i]; }

 private:
  [[nodiscard]] std::span<statement_info const> statements() const;

  std::shared_ptr<bundle_content const> content_;
  std::uint32_t revision_ = 0;
  direction way_ = direction::upgrade;
  std::uint32_t size_ = 0;
};

// What a revision takes from a database, whether that has to be allowed or not.
enum class loss_kind {
  rows,       // of a table
  values,     // of a column, or what they were before they were overwritten
  precision,  // a type that holds less
  guarantees  // a constraint, a unique index, not null: the data stay, what was known of them does not
};
struct loss_info {
  direction way = direction::upgrade;
  loss_kind kind = loss_kind::rows;
  std::string sentence;  // "drops table 'users' and its rows"
  friend bool operator==(loss_info const&, loss_info const&) = default;
};

// A revision that was squashed, as databases may have it.
struct replaced_revision {
  std::string id;
  std::string checksum;  // that it had; one revision may come with several
  friend bool operator==(replaced_revision const&, replaced_revision const&) = default;
};

struct revision_info {
  std::string id;
  std::vector<std::string> parents, depends_on, labels;
  std::vector<replaced_revision> replaces;  // of a squashed one: what it stands for, itself as it was among them
  std::vector<std::string> compatible;      // the oldest revisions whose programs work with it; empty: its own alone
  std::string message;
  std::string created;
  std::string checksum;                     // canonical meaning, chained over the parents
  std::string irreversible;                 // why there is no way back; empty when there is
  std::vector<loss_info> losses;            // of both directions
  std::vector<std::string> downgrade_loss;  // those for which options::allow_data_loss is asked, a sentence each
  statement_list upgrade, downgrade;
};

// The loop of statement_kind::batch; see docs/bundle.md for the order in which the texts are used. Parameters are the
// driver's own numbered placeholders, bound as text: `low` then `high`, key_columns each.
struct batch_text {
  std::uint32_t size = 0, pause_ms = 0, key_columns = 0;
  std::string bound_first, bound_next, apply_first, apply_next, apply_rest, apply_all;
};

// What generated code hands over: the bytes of a bundle in pieces of `piece_size` (the last may be shorter), none
// longer than a compiler takes as one literal. Static storage; a bundle made of it refers to it.
struct embedded_bundle {
  char const* const* pieces = nullptr;
  std::size_t piece_count = 0;
  std::size_t piece_size = 0;
  std::uint64_t size = 0;
};

// Immutable; copies share one opened bundle, and may be used from several threads.
class bundle {
 public:
  // Maps a file. Throws bundle_error; std::system_error where the file cannot be read.
  [[nodiscard]] static bundle open(std::filesystem::path const& file);
  // Refers to `embedded`, whose pieces must outlive the bundle. Throws bundle_error.
  [[nodiscard]] static bundle open(embedded_bundle const& embedded);
  // Copies. `called` begins the sentences of errors. Throws bundle_error.
  [[nodiscard]] static bundle from_text(std::string_view text, std::string called = "the bundle");

  [[nodiscard]] std::string const& name() const;  // of the history: "shop"
  [[nodiscard]] retort::dialect dialect() const;
  [[nodiscard]] std::string const& generator() const;  // "retort 0.1.0"
  [[nodiscard]] bundle_defaults const& defaults() const;
  // Full ids of what nothing stands on, dependencies counted, in the order of revisions(); known without reading them.
  [[nodiscard]] std::vector<std::string> const& heads() const;
  // In an order in which an upgrade may run them. The first call reads them, and throws bundle_error where the index
  // makes no sense.
  [[nodiscard]] std::span<revision_info const> revisions() const;

  // Text of a statement of kind sql, or the name of the step of kind call. Verifies the SQL of the revision the first
  // time. Throws bundle_error.
  [[nodiscard]] std::string text(revision_info const& revision, statement_info const& statement) const;
  [[nodiscard]] batch_text batch(revision_info const& revision, statement_info const& statement) const;
  [[nodiscard]] std::string probe(revision_info const& revision, statement_info const& statement) const;  // "" if none
  // A copy of upgrade or downgrade of a revision, of which nothing is kept here: for whoever goes through a long
  // history and needs each statement once. Throws bundle_error.
  [[nodiscard]] std::vector<statement_info> statements(revision_info const& revision, direction way) const;
  // Verifies the statements and the SQL of a revision now, if that was not done before. Throws bundle_error.
  void verify(revision_info const& revision) const;
  // Verifies everything now. Throws bundle_error.
  void verify() const;

 private:
  struct state;
  explicit bundle(std::shared_ptr<state const> opened);
  std::shared_ptr<state const> state_;
};

}  // namespace retort
