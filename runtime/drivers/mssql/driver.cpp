// SPDX-License-Identifier: Apache-2.0
// SQL Server behind the driver interface, over the ODBC connection that SOCI's session owns. Transactions are
// statements: a connection of ODBC cannot be asked whether one is open, so that the server is.
#include <soci/odbc/soci-odbc.h>
#include <soci/soci.h>

#include <sqlucode.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "runtime/drivers/mssql/mssql.hpp"
#include "runtime/drivers/mssql/odbc.hpp"
#include "runtime/words/mssql.hpp"

namespace retort::drivers::mssql {
namespace {

using std::chrono::milliseconds;

long number(std::optional<std::string> const& cell) {
  auto const text = cell.value_or("");
  long out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

// Whether a text is more than one statement, as far as semicolons tell; what the compiler writes for outside
// transactions is one.
bool may_be_several(std::string_view sql) {
  char until = '\0';
  bool ended = false;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    char const c = sql[i];
    auto const rest = sql.substr(i);
    if (until != '\0') {
      if (c == until) until = '\0';
    } else if (rest.starts_with("--")) {
      i = std::min(sql.find('\n', i), sql.size());
    } else if (rest.starts_with("/*")) {
      i = std::min(sql.find("*/", i + 2), sql.size() - 2) + 1;
    } else if (c == ';') {
      ended = true;
    } else if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
      if (ended) return true;
      if (c == '\'' || c == '"') until = c;
      if (c == '[') until = ']';
    }
  }
  return false;
}

class mssql_driver final : public driver {
 public:
  explicit mssql_driver(soci::session& session) : session_(session) {}

  void enter(limits const& wanted) override {
    limits_ = wanted;
    locked_ = false;
    before_.reset();
    check_kind();
    auto const rows = ask("declare @o int = @@options, @l int = @@lock_timeout, @t int = @@textsize; " +
                          own_settings() + " select @o, @l, @t");
    auto const& was = rows.at(0);
    before_ = session_settings{number(was.at(0)), number(was.at(1)), number(was.at(2))};
  }

  void limit(limits const& wanted) override {
    limits_ = wanted;
    run("set lock_timeout " + own_lock_limit());
  }

  void leave() noexcept override {
    try {
      std::string text;
      if (std::exchange(locked_, false))
        text = "exec sp_releaseapplock @Resource = " + words().literal(key_) + ", @LockOwner = 'Session'; ";
      if (auto const was = std::exchange(before_, std::nullopt)) {
        for (auto const& one : words::mssql_settings)
          if (one.on != ((was->options & one.bit) != 0))
            text += std::string("set ").append(one.name).append(one.on ? " off; " : " on; ");
        text += "set lock_timeout " + std::to_string(was->lock_timeout) + "; set textsize " +
                std::to_string(was->text_size);
      }
      if (!text.empty()) run(text);
    } catch (std::exception const&) {
      // The session is gone, and the lock with it.
    }
  }

  [[nodiscard]] bool in_transaction() const override {
    // Where an application has begun one by SOCI, the driver has, or will with the next statement.
    SQLUINTEGER commits = SQL_AUTOCOMMIT_ON;
    SQLGetConnectAttr(connection(), SQL_ATTR_AUTOCOMMIT, &commits, SQL_IS_UINTEGER, nullptr);
    if (commits == SQL_AUTOCOMMIT_OFF) return true;
    return number(send(connection(), "select @@trancount", limits_.statement).rows.at(0).at(0)) > 0;
  }

  [[nodiscard]] lock_attempt try_lock(table_names const& names) override {
    check_version();
    auto const rows =
        ask("declare @key nvarchar(255) = " + words().lock_key(names) +
            ", @can nvarchar(60) = convert(nvarchar(60), databasepropertyex(db_name(), N'Updateability')), @got int = "
            "-999; "
            "if @can = N'READ_WRITE' exec @got = sp_getapplock @Resource = @key, @LockMode = 'Exclusive', @LockOwner = "
            "'Session', @LockTimeout = 0; select @can, @got, @key, coalesce(nullif(" +
            words().literal(names.schema) + ", N''), schema_name(), N'')");
    auto const& said = rows.at(0);
    if (said.at(0).value_or("") != "READ_WRITE")
      throw useless_session(
          "the database is a read-only replica, or takes no changes; migrations are run on the primary");
    key_ = said.at(2).value_or("");
    if (number(said.at(1)) < 0) {
      auto const found = holder();
      return {false, found ? to_string(*found) : std::string(), {}};
    }
    locked_ = true;
    return {true, {}, said.at(3).value_or("")};
  }
  [[nodiscard]] std::optional<lock_holder> holder_of_lock(table_names const& names) override {
    key_ = ask("select " + words().lock_key(names)).at(0).at(0).value_or("");
    return holder();
  }
  [[nodiscard]] std::optional<lease_support> lease(table_names const&) const override { return std::nullopt; }
  [[nodiscard]] bool transactions_look_again() const override { return false; }

  // What a statement set for the session ends with its transaction: each revision runs as it would in a run of its own.
  [[nodiscard]] bool try_begin(transaction_kind) override {
    run(own_settings() + " begin transaction");
    return true;
  }

  // A commit ends one of the transactions that were begun; only the last of them commits.
  // https://learn.microsoft.com/en-us/sql/t-sql/language-elements/commit-transaction-transact-sql
  void commit() override {
    long open = 0;
    try {
      open = number(ask("declare @open int = @@trancount; if @open = 1 commit transaction; select @open").at(0).at(0));
    } catch (database_error const&) {
      rollback();
      throw;
    }
    if (open == 1) return;
    rollback();
    throw database_error(open == 0 ? "the transaction is not open any more: something in it committed or rolled it back"
                                   : "something in the transaction began another one and did not end it",
                         error_kind::other, "25000", 0);
  }
  void rollback() noexcept override {
    try {
      run("if @@trancount > 0 rollback transaction");
    } catch (std::exception const&) {
      // The session is gone, and the transaction with it.
    }
  }

  void execute(std::string_view sql) override { run(sql); }
  void execute_outside(std::string_view sql) override {
    // What is set here holds until the next transaction, which sets its own.
    run("set lock_timeout -1");
    std::size_t done = 0;
    try {
      send(connection(), sql, limits_.statement, &done);
    } catch (database_error const& refused) {
      if (refused.kind() == error_kind::connection || (done == 0 && !may_be_several(sql))) throw;
      throw database_error(refused.what(), error_kind::partly_done, refused.sqlstate(), refused.native_code());
    }
  }
  // A single statement happens as a whole or not at all.
  void clear_leftovers(std::string_view) override {}
  [[nodiscard]] std::vector<leftover> leftovers() override { return {}; }

  [[nodiscard]] std::vector<row> query(std::string_view sql, std::span<std::string const> parameters) override {
    return ask(with(sql, parameters));
  }
  std::uint64_t modify(std::string_view sql, std::span<std::string const> parameters) override {
    return send(connection(), with(sql, parameters), limits_.statement).affected;
  }

  [[nodiscard]] database_error as_error(soci::soci_error const& thrown) const override {
    auto const* own = dynamic_cast<soci::odbc_soci_error const*>(&thrown);
    if (own == nullptr) return {thrown.get_error_message(), error_kind::other, {}, 0};
    std::string const state = reinterpret_cast<char const*>(own->odbc_error_code());
    auto const code = static_cast<long>(own->native_error_code());
    return {without_senders(from_latin1(reinterpret_cast<char const*>(own->odbc_error_message()))),
            is_dead(connection()) ? error_kind::connection : kind_of(code, state), state, code};
  }

  [[nodiscard]] words::vocabulary const& words() const override { return words::mssql(); }

 private:
  struct session_settings {
    long options, lock_timeout, text_size;
  };

  // Asked of the session each time: it may have been connected anew.
  [[nodiscard]] SQLHDBC connection() const noexcept {
    return static_cast<soci::odbc_session_backend*>(session_.get_backend())->hdbc_;
  }
  void run(std::string_view sql) { send(connection(), sql, limits_.statement); }
  [[nodiscard]] std::vector<row> ask(std::string_view sql) { return send(connection(), sql, limits_.statement).rows; }

  // As every bundle expects it. Waits of zero are the session's own.
  [[nodiscard]] std::string own_settings() const {
    return words::mssql_session() + " set textsize 2147483647; set lock_timeout " + own_lock_limit() + ";";
  }
  [[nodiscard]] std::string own_lock_limit() const {
    if (limits_.lock.count() > 0) return std::to_string(limits_.lock.count());
    return before_ ? std::to_string(before_->lock_timeout) : std::string("-1");
  }

  // A session by ODBC may be one of any database; the driver knows which.
  void check_kind() const {
    std::array<char16_t, 128> name{};
    SQLSMALLINT bytes = 0;
    SQLGetInfoW(connection(), SQL_DBMS_NAME, name.data(), static_cast<SQLSMALLINT>(sizeof name), &bytes);
    auto const said = to_utf8(std::u16string_view(name.data()));
    if (said.find("SQL Server") == std::string::npos)
      throw useless_session("the session is one of " + said + ", and the bundle is made for SQL Server");
  }

  // The engine of Azure SQL Database counts its versions otherwise.
  // https://learn.microsoft.com/en-us/sql/t-sql/functions/serverproperty-transact-sql
  void check_version() {
    constexpr auto oldest = words::mssql_oldest;
    auto const rows =
        ask("select convert(nvarchar(128), serverproperty('ProductVersion')), convert(int, "
            "serverproperty('EngineEdition'))");
    auto const version = rows.at(0).at(0).value_or("");
    auto const edition = number(rows.at(0).at(1));
    auto const& azure = words::mssql_azure_editions;
    if (std::find(std::begin(azure), std::end(azure), edition) != std::end(azure) || number(version) >= oldest.number)
      return;
    throw useless_session("the server is SQL Server " + version + ", and bundles are made for SQL Server " +
                          std::string(oldest.year) + " (" + std::to_string(oldest.number) + ") and newer");
  }

  // Who has the lock of key_. Its resource is shown with 32 characters of its name; that nobody has it the server says
  // by itself. Who has it is told to logins that may see the state of the server.
  // https://learn.microsoft.com/en-us/sql/relational-databases/system-dynamic-management-views/sys-dm-tran-locks-transact-sql
  [[nodiscard]] std::optional<lock_holder> holder() {
    auto const key = words().literal(key_);
    if (number(ask("select applock_test(N'public', " + key + ", N'Exclusive', N'Session')").at(0).at(0)) != 0)
      return std::nullopt;
    lock_holder out{lock_holder::means::session, "a session that this login may not see", {}, {}, {}, {}, {}};
    try {
      auto const rows = ask(
          "select top (1) l.request_session_id, s.program_name, s.login_name, s.host_name, convert(nvarchar(19), "
          "dateadd(minute, datediff(minute, getdate(), getutcdate()), s.login_time), 120) from sys.dm_tran_locks l "
          "left "
          "join sys.dm_exec_sessions s on s.session_id = l.request_session_id where l.resource_type = N'APPLICATION' "
          "and l.resource_database_id = db_id() and l.request_status = N'GRANT' and charindex(left(" +
          key + ", 32), l.resource_description) > 0");
      if (rows.empty()) return out;
      auto const& found = rows[0];
      return lock_holder{lock_holder::means::session,
                         "session " + found.at(0).value_or("?"),
                         found.at(1).value_or(""),
                         found.at(2).value_or(""),
                         found.at(3).value_or(""),
                         found.at(4).value_or(""),
                         {}};
    } catch (database_error const& refused) {
      if (refused.kind() == error_kind::connection) throw;
      return out;
    }
  }

  // By sp_executesql, all of them text. An argument is no expression: literals go through variables.
  // https://learn.microsoft.com/en-us/sql/relational-databases/system-stored-procedures/sp-executesql-transact-sql
  [[nodiscard]] std::string with(std::string_view sql, std::span<std::string const> parameters) const {
    if (parameters.empty()) return std::string(sql);
    // Pieces of a literal are as long together as they are alone.
    auto const text = [&](std::string_view value) { return "cast(N'' as nvarchar(max)) + " + words().literal(value); };
    std::string declared = "declare @retort_sql nvarchar(max) = " + text(sql), names, given;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      auto const n = std::to_string(i + 1);
      declared += ", @retort_" + n + " nvarchar(max) = " + text(parameters[i]);
      names += (i == 0 ? "@p" : ", @p") + n + " nvarchar(max)";
      given += ", @p" + n + " = @retort_" + n;
    }
    return declared + "; exec sp_executesql @retort_sql, N'" + names + "'" + given;
  }

  soci::session& session_;
  limits limits_;
  bool locked_ = false;
  std::string key_;                         // the name of the lock
  std::optional<session_settings> before_;  // what enter() found
};

}  // namespace

std::unique_ptr<driver> attach(soci::session& session) { return std::make_unique<mssql_driver>(session); }

}  // namespace retort::drivers::mssql
