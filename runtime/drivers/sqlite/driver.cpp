// SPDX-License-Identifier: Apache-2.0
// SQLite behind the driver interface. soci-sqlite3.h includes <sqlite3.h> inside a namespace of its own, so that this
// is the one file that may include either.
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <chrono>
#include <filesystem>
#include <map>

#include "runtime/drivers/sqlite/file_lock.hpp"
#include "runtime/drivers/sqlite/sqlite.hpp"

namespace retort::drivers::sqlite {
namespace {

namespace api = sqlite_api;
using clock = std::chrono::steady_clock;

// How long one try for the write lock waits inside SQLite, which polls more finely than the migrator does.
constexpr int begin_wait_ms = 50;
// Virtual-machine steps between two looks at the clock.
constexpr int steps_between_looks = 10'000;

struct finalizer {
  void operator()(api::sqlite3_stmt* statement) const noexcept { api::sqlite3_finalize(statement); }
};
using statement_handle = std::unique_ptr<api::sqlite3_stmt, finalizer>;

error_kind kind_of(int code, std::string_view words) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return error_kind::lock;
    case SQLITE_INTERRUPT:
      return error_kind::statement_timeout;
    case SQLITE_CANTOPEN:
    case SQLITE_NOTADB:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return error_kind::connection;
    default:
      return words.starts_with("no such table") ? error_kind::missing_table : error_kind::other;
  }
}

// Rows that refer to nothing, by table.
using violation_counts = std::map<std::string, std::uint64_t>;

class sqlite_driver final : public driver {
 public:
  explicit sqlite_driver(soci::session& session) : session_(session) {}

  void enter(limits const& wanted) override {
    limits_ = wanted;
    auto const before = query("pragma busy_timeout");
    busy_before_ = before.empty() || !before[0][0] ? 0 : std::stoi(*before[0][0]);
    set_busy_timeout();
    // Off unless asked for (https://www.sqlite.org/foreignkeys.html#fk_enable); what a history declares is to hold.
    enforced_before_ = pragma("foreign_keys");
    run("pragma foreign_keys = on");
  }
  void limit(limits const& wanted) override {
    limits_ = wanted;
    set_busy_timeout();
  }
  void leave() noexcept override {
    lock_.release();
    if (!enforced_before_.empty()) set_pragma("foreign_keys", enforced_before_);
    api::sqlite3_busy_timeout(connection(), busy_before_);
  }
  [[nodiscard]] bool in_transaction() const override { return api::sqlite3_get_autocommit(connection()) == 0; }

  [[nodiscard]] lock_attempt try_lock(table_names const& names) override {
    lock_attempt out{false, {}, names.schema};
    out.acquired = lock_.try_acquire(file(), out.holder);
    return out;
  }
  [[nodiscard]] std::optional<lock_holder> holder_of_lock(table_names const&) override {
    return file_lock::holder_of(file());
  }
  // A file lock dies with its process, wherever it is held.
  [[nodiscard]] std::optional<lease_support> lease(table_names const&) const override { return std::nullopt; }
  // The same database may have other names, as in two containers, and a lock beside each. Its one write lock is the
  // same for all: BEGIN IMMEDIATE.
  [[nodiscard]] bool transactions_look_again() const override { return true; }

  [[nodiscard]] bool try_begin(transaction_kind kind) override {
    if (kind == transaction_kind::rebuild) {
      // foreign_keys is without effect inside a transaction. Off: dropping the old table must not delete what refers to
      // it. legacy_alter_table: giving the new one its name must not change the text of what refers to it.
      foreign_keys_before_ = pragma("foreign_keys");
      legacy_before_ = pragma("legacy_alter_table");
      rebuilding_ = true;
      run("pragma foreign_keys = off");
      run("pragma legacy_alter_table = on");
    }
    api::sqlite3_busy_timeout(connection(), begin_wait_ms);
    try {
      run("begin immediate");
      set_busy_timeout();
      if (rebuilding_) violations_before_ = violations();
    } catch (database_error const& refused) {
      set_busy_timeout();
      rollback();
      if (refused.kind() != error_kind::lock) throw;
      return false;
    }
    return true;
  }

  void commit() override {
    try {
      if (!in_transaction())
        throw database_error("the transaction is not open any more: something in it committed or rolled it back",
                             error_kind::other, {}, 0);
      if (rebuilding_) check_references();
      run("commit");
    } catch (...) {
      rollback();
      throw;
    }
    restore_pragmas();
  }

  void rollback() noexcept override {
    if (in_transaction()) api::sqlite3_exec(connection(), "rollback", nullptr, nullptr, nullptr);
    restore_pragmas();
  }

  void execute(std::string_view sql) override {
    deadline guard(*this);
    run(sql);
  }
  void execute_outside(std::string_view sql) override {
    deadline guard(*this);
    std::size_t done = 0;
    try {
      run(sql, &done);
    } catch (database_error const& refused) {
      if (done == 0 || refused.kind() == error_kind::connection) throw;
      throw database_error(std::string(refused.what()) + "; " + std::to_string(done) +
                               (done == 1 ? " statement" : " statements") + " of the text before it took effect",
                           error_kind::partly_done, {}, refused.native_code());
    }
  }
  void clear_leftovers(std::string_view) override {}
  [[nodiscard]] std::vector<leftover> leftovers() override { return {}; }

  [[nodiscard]] std::vector<row> query(std::string_view sql, std::span<std::string const> parameters) override {
    deadline guard(*this);
    return fetch(sql, parameters);
  }
  [[nodiscard]] std::vector<row> query(std::string_view sql) { return query(sql, {}); }
  std::uint64_t modify(std::string_view sql, std::span<std::string const> parameters) override {
    deadline guard(*this);
    auto const before = api::sqlite3_total_changes64(connection());
    fetch(sql, parameters);
    // Rows changed by triggers and cascades count in total_changes, not in changes.
    return api::sqlite3_total_changes64(connection()) == before
               ? 0U
               : static_cast<std::uint64_t>(api::sqlite3_changes64(connection()));
  }

  [[nodiscard]] database_error as_error(soci::soci_error const& thrown) const override {
    auto const* own = dynamic_cast<soci::sqlite3_soci_error const*>(&thrown);
    auto const words = thrown.get_error_message();
    auto const code = own == nullptr ? SQLITE_OK : own->result();
    return {words, kind_of(code, words), {}, code};
  }

  [[nodiscard]] words::vocabulary const& words() const override { return words::sqlite(); }

 private:
  // While one is alive, statements that run longer than limits::statement are interrupted.
  class deadline {
   public:
    explicit deadline(sqlite_driver& owner) : connection_(owner.connection()) {
      if (owner.limits_.statement.count() == 0) return;
      end_ = clock::now() + owner.limits_.statement;
      api::sqlite3_progress_handler(
          connection_, steps_between_looks,
          [](void* self) { return clock::now() > static_cast<deadline*>(self)->end_ ? 1 : 0; }, this);
      armed_ = true;
    }
    ~deadline() {
      if (armed_) api::sqlite3_progress_handler(connection_, 0, nullptr, nullptr);
    }
    deadline(deadline const&) = delete;
    deadline& operator=(deadline const&) = delete;

   private:
    api::sqlite3* connection_;
    clock::time_point end_{};
    bool armed_ = false;
  };

  // Asked of the session each time: it may have been connected anew.
  [[nodiscard]] api::sqlite3* connection() const noexcept {
    return static_cast<soci::sqlite3_session_backend*>(session_.get_backend())->conn_;
  }
  // The path of the database; empty where it is in memory.
  [[nodiscard]] std::string file() const {
    char const* path = api::sqlite3_db_filename(connection(), "main");
    return path == nullptr ? std::string() : std::string(path);
  }

  void set_busy_timeout() const noexcept {
    auto const wait = limits_.lock.count() > 0 ? static_cast<int>(limits_.lock.count()) : busy_before_;
    api::sqlite3_busy_timeout(connection(), wait);
  }

  [[noreturn]] void fail() const {
    std::string words = api::sqlite3_errmsg(connection());
    auto const code = api::sqlite3_extended_errcode(connection());
    auto const kind = kind_of(code, words);
    if (kind == error_kind::connection) words = "the database file '" + file() + "': " + words;
    if (kind == error_kind::statement_timeout && limits_.statement.count() > 0)
      words += " (statements may run for " + std::to_string(limits_.statement.count()) + " ms)";
    throw database_error(words, kind, {}, code);
  }

  // Prepares the first statement of `text` and moves `text` behind it; nothing where only blanks and comments are left.
  [[nodiscard]] statement_handle prepare(std::string_view& text) const {
    api::sqlite3_stmt* raw = nullptr;
    char const* tail = nullptr;
    if (api::sqlite3_prepare_v2(connection(), text.data(), static_cast<int>(text.size()), &raw, &tail) != SQLITE_OK)
      fail();
    text = tail == nullptr ? std::string_view{} : text.substr(static_cast<std::size_t>(tail - text.data()));
    return statement_handle(raw);
  }

  // `done`: counts the statements that ran.
  void run(std::string_view text, std::size_t* done = nullptr) const {
    while (!text.empty()) {
      auto const statement = prepare(text);
      if (!statement) continue;
      // An unbound parameter would silently be null.
      if (api::sqlite3_bind_parameter_count(statement.get()) > 0) {
        char const* name = api::sqlite3_bind_parameter_name(statement.get(), 1);
        throw database_error(std::string("the statement has a parameter '") + (name != nullptr ? name : "?") +
                                 "' and nothing to put there",
                             error_kind::other, {}, 0);
      }
      int code = SQLITE_ROW;
      while (code == SQLITE_ROW) code = api::sqlite3_step(statement.get());
      if (code != SQLITE_DONE) fail();
      if (done != nullptr) ++*done;
    }
  }

  std::vector<row> fetch(std::string_view sql, std::span<std::string const> parameters) const {
    auto const statement = prepare(sql);
    if (!statement) return {};
    int number = 0;
    for (auto const& value : parameters)
      if (api::sqlite3_bind_text(statement.get(), ++number, value.data(), static_cast<int>(value.size()),
                                 SQLITE_STATIC) != SQLITE_OK)
        fail();
    std::vector<row> out;
    int code = api::sqlite3_step(statement.get());
    for (; code == SQLITE_ROW; code = api::sqlite3_step(statement.get())) {
      row cells;
      int const columns = api::sqlite3_column_count(statement.get());
      for (int i = 0; i < columns; ++i) {
        auto const* bytes =
            static_cast<char const*>(static_cast<void const*>(api::sqlite3_column_text(statement.get(), i)));
        auto const size = static_cast<std::size_t>(api::sqlite3_column_bytes(statement.get(), i));
        cells.push_back(bytes == nullptr ? std::nullopt : std::optional<std::string>(std::in_place, bytes, size));
      }
      out.push_back(std::move(cells));
    }
    if (code != SQLITE_DONE) fail();
    return out;
  }

  [[nodiscard]] std::string pragma(std::string const& name) const {
    auto const rows = fetch("pragma " + name, {});
    return rows.empty() || !rows[0][0] ? "0" : *rows[0][0];
  }

  void restore_pragmas() noexcept {
    if (!rebuilding_) return;
    rebuilding_ = false;
    violations_before_.clear();
    set_pragma("foreign_keys", foreign_keys_before_);
    set_pragma("legacy_alter_table", legacy_before_);
  }
  void set_pragma(char const* name, std::string const& value) noexcept {
    std::string const text = std::string("pragma ") + name + " = " + value;
    api::sqlite3_exec(connection(), text.c_str(), nullptr, nullptr, nullptr);
  }

  [[nodiscard]] violation_counts violations() const {
    violation_counts out;
    for (auto const& found : fetch("select \"table\", count(*) from pragma_foreign_key_check group by 1", {}))
      out[found[0].value_or("")] = std::stoull(found[1].value_or("0"));
    return out;
  }

  // What was violated before (nothing checks while foreign_keys is off, which is SQLite's default) is not ours to
  // judge.
  void check_references() const {
    std::string found;
    for (auto const& [table, count] : violations()) {
      auto const before = violations_before_.find(table);
      auto const known = before == violations_before_.end() ? 0U : before->second;
      if (count <= known) continue;
      found += (found.empty() ? "" : ", ") + std::to_string(count - known) + " of table '" + table + "'";
    }
    if (!found.empty())
      throw database_error("after the rebuild there are rows whose foreign key refers to nothing: " + found,
                           error_kind::other, {}, SQLITE_CONSTRAINT_FOREIGNKEY);
  }

  soci::session& session_;
  file_lock lock_;
  limits limits_;
  int busy_before_ = 0;
  bool rebuilding_ = false;
  std::string enforced_before_;                      // between enter() and leave()
  std::string foreign_keys_before_, legacy_before_;  // around a rebuild
  violation_counts violations_before_;
};

}  // namespace

std::unique_ptr<driver> attach(soci::session& session) { return std::make_unique<sqlite_driver>(session); }

bool exists(database_url const& url) {
  std::error_code ignored;
  return url.database == ":memory:" || std::filesystem::exists(url.database, ignored);
}

// A file is there or it is not.
bool may_pass(database_url const&, database_error const&) { return false; }

std::unique_ptr<soci::session> connect(database_url const& url, bool create) {
  auto const fail = [&](std::string const& why) {
    throw database_error("the database file " + display(url) + " cannot be opened: " + why, error_kind::connection, {},
                         SQLITE_CANTOPEN);
  };
  std::filesystem::path const path(url.database);
  std::error_code ignored;
  if (url.database != ":memory:") {
    if (path.has_parent_path() && !std::filesystem::is_directory(path.parent_path(), ignored))
      fail("there is no directory '" + path.parent_path().string() + "'");
    if (std::filesystem::is_directory(path, ignored)) fail("it is a directory");
  }
  std::string const opened = create || exists(url) ? url.database : ":memory:";
  // SOCI has no way to write a quote inside a value.
  if (opened.find('"') != std::string::npos) fail("a '\"' in its name cannot be passed on");
  try {
    return std::make_unique<soci::session>(*soci::factory_sqlite3(), "dbname=\"" + opened + "\"");
  } catch (soci::soci_error const& refused) {
    fail(refused.get_error_message());
  }
  return nullptr;
}

void own_process() noexcept { sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

}  // namespace retort::drivers::sqlite
