// SPDX-License-Identifier: Apache-2.0
// What a database is to the migrator: native execution over the handle that a soci::session owns (never SOCI's own
// statement parser, which rewrites `:name`), transactions, the migrator lock, and the words of the bookkeeping
// statements. One folder a database implements it. Knows no bundle and no revision.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <retort/dialect.hpp>
#include <retort/repair.hpp>
#include <retort/step.hpp>

#include "runtime/drivers/url.hpp"
#include "runtime/words/lease.hpp"
#include "runtime/words/words.hpp"

namespace soci {
class session;
class soci_error;
}  // namespace soci

namespace retort::drivers {

enum class error_kind {
  other,
  missing_table,      // the statement names a table that is not there
  lock,               // waited for a lock as long as it was allowed to, or lost a deadlock: another try may succeed
  statement_timeout,  // ran longer than it was allowed to
  connection,         // the connection is gone, or could not be made; a file that cannot be opened or written
  not_one_row,        // see post_for_one()
  partly_done,        // a text of several statements failed outside a transaction, and what came before it stays
};

// What a database said. what() is its own words, with detail and hint; never SQL text, never a password.
class database_error : public std::runtime_error {
 public:
  database_error(std::string const& words, error_kind kind, std::string sqlstate, long native_code)
      : std::runtime_error(words), kind_(kind), sqlstate_(std::move(sqlstate)), native_code_(native_code) {}
  [[nodiscard]] error_kind kind() const noexcept { return kind_; }
  [[nodiscard]] std::string const& sqlstate() const noexcept { return sqlstate_; }  // empty where there is none
  [[nodiscard]] long native_code() const noexcept { return native_code_; }          // 0 where there is none

 private:
  error_kind kind_;
  std::string sqlstate_;
  long native_code_;
};

enum class transaction_kind {
  plain,
  rebuild,  // for a table rebuild: references between tables are checked once, before the commit
};

// This session is not one to migrate over (a replica, a server that only reads, one of another kind): one sentence.
class useless_session : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The longest limit that every database takes.
constexpr std::chrono::milliseconds longest_limit{2'147'483'647};
struct limits {
  std::chrono::milliseconds lock{}, statement{};  // from zero, as the session has it, to longest_limit
};

using words::table_names;

struct lock_attempt {
  bool acquired = false;
  std::string holder;  // when it was not: who holds it; empty where the database cannot tell
  std::string schema;  // when it was: the schema the tables are in, or will be made in; empty where there is none
  bool by_lease =
      false;  // a lock of this session would mean nothing: none was taken, and a lease has to be (see lease())
};

// From the answer to lease_statements::read; nothing: nobody has it.
[[nodiscard]] std::optional<lock_holder> lease_holder(std::vector<row> const& read);

// What a lease is made with.
struct lease_support {
  words::lease_statements says;
  // A session of its own to the same server, with the same login, to renew the lease over. Throws database_error of
  // kind connection.
  std::function<std::unique_ptr<soci::session>()> connect_again;
};

class driver {
 public:
  virtual ~driver() = default;
  driver(driver const&) = delete;
  driver& operator=(driver const&) = delete;

  // Makes the session one on which UTF-8 text means what the compiler meant; asks the server only where it has to
  // change something. Throws database_error; useless_session where the session is one of another kind of database.
  virtual void enter(limits const& wanted) = 0;
  // Other limits than those of enter(), from here on, inside a transaction or not. Throws database_error; they count
  // all the same for the transactions that follow.
  virtual void limit(limits const& wanted) = 0;
  // Puts back what enter() and try_lock() changed of the session, and gives up the lock.
  virtual void leave() noexcept = 0;
  // Whether a transaction is open on the session; asks the client library only.
  [[nodiscard]] virtual bool in_transaction() const = 0;

  // One try for the lock that keeps other migrators of the same tables out; it dies with the session or the process.
  // The limits of enter() hold from here on. Where this session cannot keep a lock (a proxy hands each transaction to
  // another connection, a cluster has locks by node) it says so, and sets nothing that outlives a transaction. A live
  // lease of somebody else counts as a lock. Throws database_error, useless_session.
  [[nodiscard]] virtual lock_attempt try_lock(table_names const& names) = 0;
  // Who holds the lock that try_lock() tries for; nothing: nobody. Leases aside. Throws database_error.
  [[nodiscard]] virtual std::optional<lock_holder> holder_of_lock(table_names const& names) = 0;
  // Nothing where the lock is never a lease.
  [[nodiscard]] virtual std::optional<lease_support> lease(table_names const& names) const = 0;
  // Whether somebody may see another lock than we do, so that each transaction has to look again at what it relies on.
  [[nodiscard]] virtual bool transactions_look_again() const = 0;

  // Opens a transaction that may write; false where somebody else is writing and this database has one writer.
  [[nodiscard]] virtual bool try_begin(transaction_kind kind) = 0;
  // Throws database_error when the transaction was not committed; it is rolled back then.
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;

  // Sends the text as it is; it may hold several statements.
  virtual void execute(std::string_view sql) = 0;
  // How many of `texts`, from the first on, execute_together() takes; what it would send one by one is none.
  [[nodiscard]] virtual std::size_t go_together(std::span<std::string const> /*texts*/) const { return 0; }
  // Inside a transaction: execute() of each, without waiting for one before the next is sent. `answered` is called with
  // the place of each as it is done; what it throws cancels the rest and is passed on. Throws database_error of the
  // first that fails; none behind it was run.
  virtual void execute_together(std::span<std::string const> texts, std::function<void(std::size_t)> const& answered) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      execute(texts[i]);
      answered(i);
    }
  }
  // The same as execute() for what must run outside a transaction: without a limit on the wait for locks. An error that
  // is neither of kind connection nor partly_done means that nothing of it took effect, but for what clear_leftovers()
  // removes.
  virtual void execute_outside(std::string_view sql) = 0;
  // Removes what a failed or broken-off `sql`, which ran outside a transaction, left behind and would trip over.
  virtual void clear_leftovers(std::string_view sql) = 0;
  // What there is in the database that statements outside of transactions leave when they are broken off. Throws
  // database_error.
  [[nodiscard]] virtual std::vector<leftover> leftovers() = 0;
  // One statement, with its parameters as text.
  [[nodiscard]] virtual std::vector<row> query(std::string_view sql, std::span<std::string const> parameters = {}) = 0;
  // One statement; the number of rows it affected.
  virtual std::uint64_t modify(std::string_view sql, std::span<std::string const> parameters = {}) = 0;

  // Inside a transaction: the same for a statement whose answer nobody looks at. Where the protocol lets several
  // statements share a message it waits for the next one, at the latest for that of commit(), which then throws what
  // this one failed with; nothing behind it was run.
  virtual void post(std::string_view sql, std::span<std::string const> parameters = {}) { modify(sql, parameters); }
  // The same for a statement that has to affect exactly one row: the transaction fails where it does not, with an error
  // of kind not_one_row.
  virtual void post_for_one(std::string_view sql, std::span<std::string const> parameters) {
    if (modify(sql, parameters) != 1) throw database_error("not one row", error_kind::not_one_row, {}, 0);
  }
  // commit(), which may wait for the next message as well. That message then fails as a whole where the transaction
  // does, with an error of kind other, and nothing behind it was run.
  virtual void commit_with_next() { commit(); }
  // What waits is sent now. Throws database_error.
  virtual void settle() {}

  // What SOCI threw over the database session, with the kind and the codes the database gave it.
  [[nodiscard]] virtual database_error as_error(soci::soci_error const& thrown) const = 0;

  // The words of the bookkeeping statements.
  [[nodiscard]] virtual words::vocabulary const& words() const = 0;

 protected:
  driver() = default;
};

// How a driver is found and made; runtime/src/drivers_table.cpp has the list of those that were built.
struct entry {
  std::string_view backend;  // the name SOCI has for it: session::get_backend_name()
  // Over a session of that backend, which must outlive it.
  std::unique_ptr<driver> (*attach)(soci::session& session);
  // Opens a session. `create`: a database file that is not there is made; otherwise an empty database in memory stands
  // for it. Throws database_error of kind connection.
  std::unique_ptr<soci::session> (*connect)(database_url const& url, bool create);
  // Whether there is a database to open at all; false only for a file that does not exist.
  bool (*exists)(database_url const& url);
  // Whether another try of connect() may succeed where it was refused like this: a server that is starting, or not
  // there yet. A login that was refused stays refused. May ask the server, without the password.
  bool (*may_pass)(database_url const& url, database_error const& refused);
  // Before the first session, in a process that only migrates: sets what an application decides for itself elsewhere.
  // Null: nothing.
  void (*own_process)() noexcept = nullptr;
};

}  // namespace retort::drivers
