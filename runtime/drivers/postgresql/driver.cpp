// SPDX-License-Identifier: Apache-2.0
// PostgreSQL behind the driver interface, over the libpq connection that SOCI's session owns.
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "runtime/drivers/postgresql/messages.hpp"
#include "runtime/drivers/postgresql/postgresql.hpp"
#include "runtime/words/concurrent_index.hpp"
#include "runtime/words/postgresql.hpp"

namespace retort::drivers::postgresql {
namespace {

std::string milliseconds_text(std::chrono::milliseconds time) { return std::to_string(time.count()) + "ms"; }

class postgresql_driver final : public driver {
 public:
  explicit postgresql_driver(soci::session& session) : session_(session) {}

  // A bundle is UTF-8, and a backslash in it is a backslash. The server tells of both settings by itself.
  // https://www.postgresql.org/docs/current/libpq-status.html#LIBPQ-PQPARAMETERSTATUS
  void enter(limits const& wanted) override {
    limits_ = wanted;
    locked_ = pooled_ = false;
    waiting_.clear();
    changed_.clear();
    for (auto const& [name, needed] : {std::pair{"client_encoding", "UTF8"}, {"standard_conforming_strings", "on"}}) {
      char const* now = PQparameterStatus(connection(), name);
      if (now == nullptr || std::string_view(now) == needed) continue;
      changed_.emplace_back(name, now);
      set(name, needed);
    }
  }

  void limit(limits const& wanted) override {
    limits_ = wanted;
    bool const inside = in_transaction();
    // Behind a proxy it would be set for others.
    if (locked_ || (pooled_ && inside))
      run("select " + limit_settings(own_lock_limit(), own_statement_limit(), inside));
  }

  void leave() noexcept override {
    try {
      for (auto const& [name, value] : std::exchange(changed_, {})) set(name, value);
      if (!std::exchange(locked_, false)) return;
      run("select " + settings(lock_before_, statement_before_, false) + ", pg_advisory_unlock('" + key_ +
          "'::bigint)");
    } catch (std::exception const&) {
      // The session is gone, and the lock with it.
    }
  }

  [[nodiscard]] bool in_transaction() const override {
    auto const status = PQtransactionStatus(connection());
    return !waiting_.empty() || status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
  }

  [[nodiscard]] lock_attempt try_lock(table_names const& names) override {
    // pg_backend_pid() is not libpq's where a proxy hands each transaction to another backend.
    std::string const values[] = {std::to_string(PQbackendPID(connection()))};
    auto const rows = fetch(
        "select case when pg_is_in_recovery() then 'replica' when current_setting('transaction_read_only')::boolean "
        "then 'read-only' when pg_backend_pid() <> $1::integer then 'pooled' "
        "when pg_try_advisory_lock(key) then 'locked' else 'busy' end, key, place, "
        "current_setting('lock_timeout'), current_setting('statement_timeout'), current_setting('search_path') "
        "from (select " +
            words::postgresql_place(words(), names) + " as place, " + words().lock_key(names) + " as key) as keyed",
        values);
    auto const& answer = rows.at(0);
    std::string const verdict = answer[0].value_or("");
    key_ = answer[1].value_or("0");
    if (verdict == "replica")
      throw useless_session("the database is a read-only replica; migrations are run on the primary");
    if (verdict == "read-only")
      throw useless_session(
          "the database takes no changes over this connection (transaction_read_only is on); migrations are run on the "
          "primary, by a login that may write");
    auto placed = names;
    placed.schema = answer[2].value_or("");
    if (verdict == "busy") {
      auto const found = holder();
      return {false, found ? to_string(*found) : std::string(), {}};
    }
    locked_ = verdict == "locked";
    pooled_ = !locked_;
    lock_before_ = answer[3].value_or("0");
    statement_before_ = answer[4].value_or("0");
    path_before_ = answer[5].value_or("");
    if (pooled_) return {true, {}, placed.schema, true};
    if (auto const other = living_lease(placed); !other.empty()) {
      locked_ = false;
      run("select pg_advisory_unlock('" + key_ + "'::bigint)");
      return {false, other, {}};
    }
    run("select " + settings(own_lock_limit(), own_statement_limit(), false));
    return {true, {}, placed.schema};
  }
  [[nodiscard]] bool transactions_look_again() const override { return false; }
  [[nodiscard]] std::optional<lock_holder> holder_of_lock(table_names const& names) override {
    key_ = fetch("select " + words().lock_key(names), {}).at(0)[0].value_or("0");
    return holder();
  }
  [[nodiscard]] std::optional<lease_support> lease(table_names const& names) const override {
    return lease_support{words::postgresql_lease(names), [this] { return connect_like(session_); }};
  }

  // What a statement set for the session (the scripts of pg_dump do so) is to end with its transaction: each revision
  // runs as it would in a run of its own.
  [[nodiscard]] bool try_begin(transaction_kind) override {
    waiting_.push_back({"begin"});
    if (locked_ || pooled_) waiting_.push_back({"select " + settings(own_lock_limit(), own_statement_limit(), true)});
    return true;
  }

  void commit() override {
    // The server answers a commit of a failed transaction with a rollback and no error.
    if (PQtransactionStatus(connection()) == PQTRANS_INERROR) {
      rollback();
      throw database_error("a statement of the transaction had failed, so that it could not be committed",
                           error_kind::other, "25P02", 0);
    }
    if (!in_transaction())
      throw database_error("the transaction is not open any more: something in it committed or rolled it back",
                           error_kind::other, "25P01", 0);
    // What a statement set for the session would stay with a connection that others are given next.
    if (pooled_) run("select " + settings(lock_before_, statement_before_, false));
    std::string tag;
    try {
      waiting_.push_back({"commit"});
      tag = send_waiting();
    } catch (database_error const&) {
      rollback();
      throw;
    }
    if (tag != "COMMIT")
      throw database_error("the server rolled the transaction back instead of committing it", error_kind::other,
                           "25P02", 0);
  }

  void rollback() noexcept override {
    waiting_.clear();
    // What canceled a statement may come late, and hit this one.
    for (int tries = 0; tries < 2 && in_transaction(); ++tries)
      result_handle const ignored(PQexec(connection(), "rollback"));
  }

  void execute(std::string_view sql) override { run(std::string(sql)); }
  [[nodiscard]] std::size_t go_together(std::span<std::string const> texts) const override {
    auto bytes = bytes_of(waiting_);
    std::size_t count = 0;
    for (; count < texts.size() && is_plain(texts[count]); ++count) {
      bytes += texts[count].size() + bytes_around;
      if (bytes > most_bytes_ahead) break;
    }
    return count;
  }
  void execute_together(std::span<std::string const> texts, std::function<void(std::size_t)> const& answered) override {
    auto commands = std::exchange(waiting_, {});
    auto const ahead = commands.size();
    for (auto const& text : texts) commands.push_back({text});
    send_together(connection(), commands, [&](std::size_t place) {
      if (place >= ahead) answered(place - ahead);
    });
  }
  void post(std::string_view sql, std::span<std::string const> parameters) override {
    if (!in_transaction()) {
      modify(sql, parameters);
      return;
    }
    waiting_.push_back({std::string(sql), {parameters.begin(), parameters.end()}});
    if (bytes_of(waiting_) > most_bytes_ahead) settle();
  }
  // The statement itself fails where it is not one row.
  void post_for_one(std::string_view sql, std::span<std::string const> parameters) override {
    if (!in_transaction()) {
      driver::post_for_one(sql, parameters);
      return;
    }
    post("with changed as (" + std::string(sql) + " returning 1) select case count(*) when 1 then 1 else ('" +
             std::string(not_one_row) + "' || count(*))::integer end from changed",
         parameters);
  }
  void settle() override {
    if (!waiting_.empty()) send_waiting();
  }

  void execute_outside(std::string_view sql) override {
    // `concurrently` waits for old transactions while it blocks nobody: only statement_timeout bounds that wait. What
    // is set here holds until the next transaction, which sets its own. Behind a proxy it would be set for others.
    if (locked_) run("select " + settings("0", own_statement_limit(), false));
    run(std::string(sql));
  }

  void clear_leftovers(std::string_view sql) override {
    auto const index = words::parse_concurrent_index(sql);
    if (index.name.empty()) return;
    // An index is made in the schema of its table. Only an invalid one is ours to remove.
    std::string const values[] = {index.table, index.name};
    auto const found = fetch(
        "select format('%I.%I', n.nspname, c.relname) from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = "
        "i.indexrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace where i.indrelid = to_regclass($1) and "
        "c.relname = (parse_ident($2))[1] and not i.indisvalid",
        values);
    for (auto const& invalid : found) execute_outside("drop index concurrently if exists " + invalid[0].value_or(""));
  }

  // Those that are being made have a row in the view of what is under way.
  [[nodiscard]] std::vector<leftover> leftovers() override {
    std::vector<leftover> out;
    auto const found = fetch(
        "select format('%I.%I', n.nspname, c.relname), exists (select 1 from pg_catalog.pg_stat_progress_create_index "
        "p "
        "where p.index_relid = i.indexrelid)::int from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = "
        "i.indexrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace where not i.indisvalid and c.relkind = "
        "'i' and n.nspname <> 'pg_toast' order by 1",
        {});
    for (auto const& one : found) {
      auto const name = one[0].value_or("");
      out.push_back({name, "drop index concurrently " + name, one[1].value_or("0") == "1"});
    }
    return out;
  }

  [[nodiscard]] std::vector<row> query(std::string_view sql, std::span<std::string const> parameters) override {
    return fetch(sql, parameters);
  }
  std::uint64_t modify(std::string_view sql, std::span<std::string const> parameters) override {
    auto const result = send(sql, parameters);
    char const* affected = PQcmdTuples(result.get());
    return *affected == '\0' ? 0U : std::strtoull(affected, nullptr, 10);
  }

  [[nodiscard]] database_error as_error(soci::soci_error const& thrown) const override {
    auto const* own = dynamic_cast<soci::postgresql_soci_error const*>(&thrown);
    auto const sqlstate = own == nullptr ? std::string() : trimmed(own->sqlstate());
    bool const lost = PQstatus(connection()) != CONNECTION_OK;
    return {trimmed(thrown.get_error_message()), lost ? error_kind::connection : kind_of(sqlstate), sqlstate, 0};
  }

  [[nodiscard]] words::vocabulary const& words() const override { return words::postgresql(); }

 private:
  // Asked of the session each time: it may have been connected anew.
  [[nodiscard]] PGconn* connection() const noexcept {
    return static_cast<soci::postgresql_session_backend*>(session_.get_backend())->conn_;
  }
  void set(std::string const& name, std::string const& value) {
    std::string const values[] = {name, value};
    fetch("select set_config($1, $2, false)", values);
  }
  // The limits of enter(); the session's own where they are zero.
  [[nodiscard]] std::string own_lock_limit() const {
    return limits_.lock.count() > 0 ? milliseconds_text(limits_.lock) : lock_before_;
  }
  [[nodiscard]] std::string own_statement_limit() const {
    return limits_.statement.count() > 0 ? milliseconds_text(limits_.statement) : statement_before_;
  }
  // A text as a literal, for statements sent together, which take no parameters.
  [[nodiscard]] std::string literal(std::string const& text) const {
    std::unique_ptr<char, decltype(&PQfreemem)> const quoted(PQescapeLiteral(connection(), text.data(), text.size()),
                                                             &PQfreemem);
    if (!quoted) throw database_error(trimmed(PQerrorMessage(connection())), error_kind::other, {}, 0);
    return quoted.get();
  }
  // What `select` sets. `local`: until the transaction ends.
  [[nodiscard]] std::string setting(char const* name, std::string const& value, bool local) const {
    return std::string("set_config('") + name + "', " + literal(value) + (local ? ", true)" : ", false)");
  }
  [[nodiscard]] std::string limit_settings(std::string const& lock, std::string const& statement, bool local) const {
    return setting("lock_timeout", lock, local) + ", " + setting("statement_timeout", statement, local);
  }
  // The limits, and the search path as it was.
  [[nodiscard]] std::string settings(std::string const& lock, std::string const& statement, bool local) const {
    return limit_settings(lock, statement, local) + ", " + setting("search_path", path_before_, local);
  }

  // Who has a lease that has not run out; empty: nobody.
  [[nodiscard]] std::string living_lease(table_names const& names) {
    try {
      auto const found = lease_holder(fetch(words::postgresql_lease(names).read, {}));
      return found && !found->ran_out() ? to_string(*found) : std::string();
    } catch (database_error const& refused) {
      if (refused.kind() != error_kind::missing_table) throw;
      return {};
    }
  }

  [[nodiscard]] std::optional<lock_holder> holder() {
    std::string const values[] = {key_};
    auto const rows = fetch(
        "select l.pid::text, coalesce(a.application_name, ''), coalesce(a.usename::text, ''), "
        "coalesce(host(a.client_addr), ''), to_char(a.backend_start at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS') "
        "from pg_catalog.pg_locks l left join pg_catalog.pg_stat_activity a on a.pid = l.pid where l.locktype = "
        "'advisory' and l.granted and l.objsubid = 1 and l.database = (select oid from pg_catalog.pg_database where "
        "datname = current_database()) and l.classid::bigint = (($1::bigint >> 32) & 4294967295) and l.objid::bigint = "
        "($1::bigint & 4294967295)",
        values);
    if (rows.empty()) return std::nullopt;
    auto const& found = rows[0];
    return lock_holder{lock_holder::means::session,
                       "process " + found[0].value_or("?"),
                       found[1].value_or(""),
                       found[2].value_or(""),
                       found[3].value_or(""),
                       found[4].value_or(""),
                       {}};
  }

  std::string send_waiting() { return send_all(connection(), std::exchange(waiting_, {})); }

  // The whole text in one message, behind what waits; the first error of it, after all results were read.
  void run(std::string const& text) {
    if (!waiting_.empty() && is_plain(text) && bytes_of(waiting_) + text.size() <= most_bytes_ahead) {
      waiting_.push_back({text});
      send_waiting();
      return;
    }
    settle();
    if (PQsendQuery(connection(), text.c_str()) == 0) throw error_of(connection(), nullptr);
    std::optional<database_error> first;
    for (;;) {
      result_handle const result(PQgetResult(connection()));
      if (!result) break;
      auto const status = PQresultStatus(result.get());
      if (status == PGRES_COPY_IN) {
        PQputCopyEnd(connection(), "copy from standard input has no input in a migration");
      } else if (status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
        char* line = nullptr;
        while (PQgetCopyData(connection(), &line, 0) > 0) PQfreemem(line);
      } else if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY && !first) {
        first.emplace(error_of(connection(), result.get()));
      }
    }
    if (!first && PQstatus(connection()) != CONNECTION_OK) first.emplace(error_of(connection(), nullptr));
    if (first) throw database_error(*first);
  }

  [[nodiscard]] result_handle send(std::string_view sql, std::span<std::string const> parameters) {
    settle();
    std::vector<char const*> values;
    values.reserve(parameters.size());
    for (auto const& value : parameters) values.push_back(value.c_str());
    std::string const text(sql);
    result_handle result(PQexecParams(connection(), text.c_str(), static_cast<int>(values.size()), nullptr,
                                      values.data(), nullptr, nullptr, 0));
    auto const status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
      throw error_of(connection(), result.get());
    return result;
  }

  std::vector<row> fetch(std::string_view sql, std::span<std::string const> parameters) {
    auto const result = send(sql, parameters);
    std::vector<row> out;
    int const rows = PQntuples(result.get());
    int const columns = PQnfields(result.get());
    for (int r = 0; r < rows; ++r) {
      row cells;
      for (int c = 0; c < columns; ++c) {
        if (PQgetisnull(result.get(), r, c) != 0)
          cells.emplace_back(std::nullopt);
        else
          cells.emplace_back(std::in_place, PQgetvalue(result.get(), r, c),
                             static_cast<std::size_t>(PQgetlength(result.get(), r, c)));
      }
      out.push_back(std::move(cells));
    }
    return out;
  }

  soci::session& session_;
  std::vector<command> waiting_;  // of the transaction that is open, or is opened by the first of them
  limits limits_;
  bool locked_ = false;
  bool pooled_ = false;  // each transaction may be another connection's: what is set is set for it alone
  std::string key_, lock_before_, statement_before_, path_before_;
  std::vector<std::pair<std::string, std::string>> changed_;  // by enter(): what the settings were
};

}  // namespace

std::unique_ptr<driver> attach(soci::session& session) { return std::make_unique<postgresql_driver>(session); }

}  // namespace retort::drivers::postgresql
