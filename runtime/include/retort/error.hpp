// SPDX-License-Identifier: Apache-2.0
// What the runtime throws: one type for each situation a program may want to tell apart, what() a sentence to print.
// None of them ever carries a password. bundle_error, of a damaged bundle, stands in bundle.hpp.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <retort/bundle.hpp>

namespace retort {

// The base of all of them.
class error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The database cannot be reached, refused the login, or went away. Also: a file of SQLite that cannot be opened.
class connection_failed : public error {
 public:
  using error::error;
};

// The session cannot be used: its database is not the one the bundle was made for, this program was built without the
// driver, a transaction is open on it, it is one of a read-only replica or cannot write.
class unusable_session : public error {
 public:
  using error::error;
};

// A target that is unknown or ambiguous, or a move that cannot be made.
class unknown_target : public error {
 public:
  using error::error;
};

// Another migrator holds the lock for longer than options::lock_wait.
class lock_timeout : public error {
 public:
  lock_timeout(std::string const& sentence, std::string holder) : error(sentence), holder_(std::move(holder)) {}
  // Who holds it, as the database tells it ("process 4711 (shop-migrate) …"); empty where it cannot tell.
  [[nodiscard]] std::string const& holder() const noexcept { return holder_; }

 private:
  std::string holder_;
};

// A revision of the way has no downgrade. Nothing was run.
class irreversible : public error {
 public:
  irreversible(std::string const& sentence, std::string revision, std::string reason)
      : error(sentence), revision_(std::move(revision)), reason_(std::move(reason)) {}
  [[nodiscard]] std::string const& revision() const noexcept { return revision_; }
  [[nodiscard]] std::string const& reason() const noexcept { return reason_; }  // the words of the .mig file

 private:
  std::string revision_, reason_;
};

// A downgrade would lose data and options::allow_data_loss is not set. Nothing was run.
class data_loss_refused : public error {
 public:
  data_loss_refused(std::string const& sentence, std::vector<std::string> losses)
      : error(sentence), losses_(std::move(losses)) {}
  [[nodiscard]] std::vector<std::string> const& losses() const noexcept { return losses_; }  // "revision: what is lost"

 private:
  std::vector<std::string> losses_;
};

// The database records revisions that the bundle does not have: it was migrated by a newer program, or another one.
class unknown_revision_in_database : public error {
 public:
  unknown_revision_in_database(std::string const& sentence, std::vector<std::string> revisions)
      : error(sentence), revisions_(std::move(revisions)) {}
  [[nodiscard]] std::vector<std::string> const& revisions() const noexcept { return revisions_; }

 private:
  std::vector<std::string> revisions_;
};

// A revision was applied, or begun, with another content than the bundle has for it.
class checksum_mismatch : public error {
 public:
  checksum_mismatch(std::string const& sentence, std::string revision, std::string applied, std::string bundled)
      : error(sentence), revision_(std::move(revision)), applied_(std::move(applied)), bundled_(std::move(bundled)) {}
  [[nodiscard]] std::string const& revision() const noexcept { return revision_; }
  [[nodiscard]] std::string const& applied() const noexcept { return applied_; }  // checksum, from retort_history
  [[nodiscard]] std::string const& bundled() const noexcept { return bundled_; }  // checksum, from the bundle

 private:
  std::string revision_, applied_, bundled_;
};

// Where a database stands beside a bundle.
enum class standing {
  head,        // at the heads of the bundle
  behind,      // it lacks revisions of the bundle, and has no others
  ahead,       // it has all revisions of the bundle, and others on top of them
  apart,       // it has revisions that the bundle does not, and lacks some that it has
  unknown,     // it has revisions that the bundle does not, and does not tell what they stand on
  unfinished,  // a revision is half-way up or down
};

// migrator::require(), require_head(): the database is not where the program needs it.
class not_at_head : public error {
 public:
  not_at_head(std::string const& sentence, standing reason, std::vector<std::string> recorded,
              std::vector<std::string> expected)
      : error(sentence), reason_(reason), recorded_(std::move(recorded)), expected_(std::move(expected)) {}
  [[nodiscard]] standing reason() const noexcept { return reason_; }
  [[nodiscard]] std::vector<std::string> const& recorded() const noexcept { return recorded_; }
  [[nodiscard]] std::vector<std::string> const& expected() const noexcept { return expected_; }

 private:
  standing reason_;
  std::vector<std::string> recorded_, expected_;
};

// A revision has a step written in C++ that this program does not have. Nothing was run.
class missing_step : public error {
 public:
  missing_step(std::string const& sentence, std::string revision, std::string step)
      : error(sentence), revision_(std::move(revision)), step_(std::move(step)) {}
  [[nodiscard]] std::string const& revision() const noexcept { return revision_; }
  [[nodiscard]] std::string const& step() const noexcept { return step_; }

 private:
  std::string revision_, step_;
};

// A revision was broken off half-way and the wanted move would go another way; or a statement of it that runs outside
// transactions may or may not have run and no query can tell (see options::undecided).
class interrupted : public error {
 public:
  interrupted(std::string const& sentence, std::string revision, direction way)
      : error(sentence), revision_(std::move(revision)), way_(way) {}
  [[nodiscard]] std::string const& revision() const noexcept { return revision_; }
  [[nodiscard]] direction way() const noexcept { return way_; }

 private:
  std::string revision_;
  direction way_;
};

// The lease of this run ran out and somebody else has taken it: the transaction that was open is rolled back. A later
// run carries on.
class lock_lost : public error {
 public:
  using error::error;
};

// migrator::undo(): what is done of the revision cannot be taken back safely. Nothing was run.
class cannot_undo : public error {
 public:
  using error::error;
};

// options::stop was asked for; what was committed before stays, and a later run carries on there.
class canceled : public error {
 public:
  using error::error;
};

// The version table changed while it was being written, though the lock was held: somebody writes to it by hand.
class version_table_changed : public error {
 public:
  using error::error;
};

// The facts of statement_failed.
struct failed_statement {
  std::string revision;
  direction way = direction::upgrade;
  std::uint32_t ordinal = 0;  // from 1; 0: not a statement of the revision but what stands around it (begin, commit,
                              // the check after a table rebuild, our own tables)
  std::string file;           // origin, as it was given to the compiler
  std::uint32_t line = 0;
  std::string summary;   // "create table users"
  std::string message;   // the database's own words, with its detail and hint
  std::string sqlstate;  // five characters; empty on SQLite
  long native_code = 0;  // SQLite: the extended result code; 0 on PostgreSQL
};

// The database refused a statement. What the revision had committed before stays (see retort_journal); all else of it
// was rolled back, and a later run carries on there.
class statement_failed : public error {
 public:
  statement_failed(std::string const& sentence, failed_statement facts) : error(sentence), facts_(std::move(facts)) {}
  [[nodiscard]] failed_statement const& facts() const noexcept { return facts_; }

 private:
  failed_statement facts_;
};

}  // namespace retort
