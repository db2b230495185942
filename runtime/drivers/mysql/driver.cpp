// SPDX-License-Identifier: Apache-2.0
// MySQL and MariaDB behind the driver interface, over the connection of the client library that SOCI's session owns.
#include <soci/mysql/soci-mysql.h>
#include <soci/soci.h>

#include <algorithm>
#include <utility>

#include "runtime/drivers/mysql/messages.hpp"
#include "runtime/drivers/mysql/mysql.hpp"
#include "runtime/words/mysql.hpp"

namespace retort::drivers::mysql {
namespace {

using setting = words::mysql_setting;

class mysql_driver final : public driver {
 public:
  mysql_driver(soci::session& session, bool wants_mariadb) : session_(session), wants_mariadb_(wants_mariadb) {}

  void enter(limits const& wanted) override {
    limits_ = wanted;
    locked_ = clustered_ = false;
    forget_waiting();
    if (mysql_set_server_option(connection(), MYSQL_OPTION_MULTI_STATEMENTS_ON) != 0) throw last_error();
    std::string names;
    each_setting(
        [&](setting const& one) { names += (names.empty() ? "@@session." : ", @@session.") + std::string(one.name); });
    before_ = ask_settings(names);
    send(own_settings());
    settings_hold_ = true;
  }

  void limit(limits const& wanted) override {
    limits_ = wanted;
    // Not the other settings: some cannot be set inside a transaction.
    std::string text;
    std::size_t at = 0;
    each_setting([&](setting const& one) {
      auto const& was = before_.at(at++);
      if (!one.value.empty()) return;
      auto const own = words::mysql_limit(one.name, limits_.lock, limits_.statement);
      text += (text.empty() ? "set session " : ", session ") + std::string(one.name) + " = " +
              (own.empty() ? value_text(was.value_or("0")) : own);
    });
    send(text);
  }

  void leave() noexcept override {
    forget_waiting();
    try {
      if (std::exchange(locked_, false)) send("do release_lock(" + key_ + ")");
      if (!before_.empty()) {
        std::string text;
        std::size_t at = 0;
        each_setting([&](setting const& one) {
          auto const& was = before_[at++];
          text += (text.empty() ? "set session " : ", session ") + std::string(one.name) + " = " +
                  (was ? value_text(*was) : "null");
        });
        if (clustered_) text += ", session wsrep_sync_wait = " + sync_before_;
        before_.clear();
        send(text);
      }
      mysql_set_server_option(connection(), MYSQL_OPTION_MULTI_STATEMENTS_OFF);
    } catch (std::exception const&) {
      // The session is gone, and the lock with it.
    }
  }

  [[nodiscard]] bool in_transaction() const override {
    if (waiting_.empty()) return (connection()->server_status & SERVER_STATUS_IN_TRANS) != 0;
    return waits_open_;
  }

  [[nodiscard]] lock_attempt try_lock(table_names const& names) override {
    if (is_mariadb() != wants_mariadb_)
      throw useless_session(std::string("the server is ") + (is_mariadb() ? "MariaDB" : "MySQL") + " " +
                            mysql_get_server_info(connection()) + ", and the bundle is made for " +
                            (wants_mariadb_ ? "MariaDB" : "MySQL"));
    key_ = words().lock_key(names);
    // On a cluster each node has locks of its own.
    auto const lock =
        clustered_ ? std::string("1") : "case when @@global.read_only then null else get_lock(" + key_ + ", 0) end";
    auto const rows = query("select @@global.read_only, " + lock + ", coalesce(nullif(" +
                                words().literal(names.schema) + ", ''), database())",
                            {});
    auto const& said = rows.at(0);
    if (said[0].value_or("0") != "0")
      throw useless_session("the database is a read-only replica; migrations are run on the primary");
    if (said[1].value_or("0") != "1") {
      auto const found = holder();
      return {false, found ? to_string(*found) : std::string(), {}};
    }
    locked_ = !clustered_;
    return {true, {}, said[2].value_or(""), clustered_};
  }
  [[nodiscard]] std::optional<lock_holder> holder_of_lock(table_names const& names) override {
    key_ = words().lock_key(names);
    return holder();
  }
  [[nodiscard]] std::optional<lease_support> lease(table_names const& names) const override {
    return lease_support{words::mysql_lease(words(), names), [this] { return connect_like(session_); }};
  }
  [[nodiscard]] bool transactions_look_again() const override { return false; }

  // What a statement set for the session ends with its transaction: each revision runs as it would in a run of its own.
  [[nodiscard]] bool try_begin(transaction_kind) override {
    opened_ = {waiting_.size(), waiting_count_, settings_hold_};
    if (!settings_hold_) await(own_settings(), 1);
    await("start transaction", 1);
    settings_hold_ = true;
    waits_open_ = true;
    return true;
  }

  void commit() override {
    if (!in_transaction())
      throw database_error("the transaction is not open any more: something in it committed or rolled it back",
                           error_kind::other, "25P01", 0);
    bool const hold = settings_hold_;
    try {
      send("commit");
      settings_hold_ = hold;
    } catch (database_error const&) {
      rollback();
      throw;
    }
  }
  void post(std::string_view sql, std::span<std::string const> parameters) override {
    if (!in_transaction()) {
      modify(sql, parameters);
      return;
    }
    auto const text = filled(sql, parameters, words());
    if (opened_ && ++opened_->posts == 1) opened_->only = text;
    await(text, 1);
    waits_open_ = true;
  }
  // The answer is asked for in the same message: what has no value then fails, and the commit behind it is not reached.
  // In a `do` MariaDB would pass over it.
  void post_for_one(std::string_view sql, std::span<std::string const> parameters) override {
    if (!in_transaction()) {
      driver::post_for_one(sql, parameters);
      return;
    }
    post(sql, parameters);
    post("set @retort_one = if(row_count() = 1, 0, (select 1 union all select 2))", {});
  }
  // On a cluster a commit may be refused because of what another node committed.
  void commit_with_next() override {
    if (clustered_ || !in_transaction()) {
      commit();
      return;
    }
    if (opened_ && opened_->posts == 1) {
      // A single statement of ours commits by itself, and has no need of settings that hold anyhow.
      waiting_.resize(opened_->begins);
      waiting_count_ = opened_->count;
      if (!opened_->settings_held) await(own_settings(), 1);
      await(opened_->only, 1);
    } else {
      await("commit", 1);
    }
    opened_.reset();
    waits_open_ = false;
    sure_ = waiting_.size();
    sure_count_ = waiting_count_;
  }
  // Whoever asks for it may use the session.
  void settle() override {
    if (!waiting_.empty()) send("do 0");
    settings_hold_ = false;
  }
  void rollback() noexcept override {
    waiting_.resize(sure_);
    waiting_count_ = sure_count_;
    waits_open_ = settings_hold_ = false;
    opened_.reset();
    try {
      settle();
    } catch (database_error const&) {
      // What follows finds out: nothing that relies on it is sent with it.
    }
    if (in_transaction()) mysql_real_query(connection(), "rollback", 8);
  }

  void execute(std::string_view sql) override { send(std::string(sql)); }
  void execute_outside(std::string_view sql) override {
    std::size_t done = 0;
    try {
      send(std::string(sql), done);
    } catch (database_error const& refused) {
      if (done == 0 || refused.kind() == error_kind::connection) throw;
      throw database_error(refused.what(), error_kind::partly_done, refused.sqlstate(), refused.native_code());
    }
  }
  // A single statement that changes the schema happens as a whole or not at all.
  // https://dev.mysql.com/doc/refman/8.4/en/atomic-ddl.html, https://mariadb.com/kb/en/atomic-ddl/
  void clear_leftovers(std::string_view) override {}
  [[nodiscard]] std::vector<leftover> leftovers() override { return {}; }

  [[nodiscard]] std::vector<row> query(std::string_view sql, std::span<std::string const> parameters) override {
    return send(with(parameters) + std::string(sql)).rows;
  }
  std::uint64_t modify(std::string_view sql, std::span<std::string const> parameters) override {
    return send(with(parameters) + std::string(sql)).affected;
  }

  [[nodiscard]] database_error as_error(soci::soci_error const& thrown) const override {
    auto const* own = dynamic_cast<soci::mysql_soci_error const*>(&thrown);
    unsigned const code = own == nullptr ? 0 : own->err_num_;
    return {thrown.get_error_message(), kind_of(code), own == nullptr ? "" : mysql_sqlstate(connection()),
            static_cast<long>(code)};
  }

  [[nodiscard]] words::vocabulary const& words() const override {
    return wants_mariadb_ ? words::mariadb() : words::mysql();
  }

 private:
  struct answer {
    std::vector<row> rows;       // of the last statement that has any
    std::uint64_t affected = 0;  // by the last statement
  };

  // Asked of the session each time: it may have been connected anew.
  [[nodiscard]] MYSQL* connection() const noexcept {
    return static_cast<soci::mysql_session_backend*>(session_.get_backend())->conn_;
  }
  [[nodiscard]] database_error last_error() const {
    auto const code = mysql_errno(connection());
    std::string words = mysql_error(connection());
    constexpr unsigned unknown_command = 1047;  // Galera gives it to all a node cannot do without its cluster
    if (code == unknown_command)
      words =
          "this node of the cluster takes no statements: the cluster has lost its quorum, or the node is still "
          "joining it (" +
          words + ")";
    return {words, kind_of(code), mysql_sqlstate(connection()), static_cast<long>(code)};
  }
  [[nodiscard]] bool is_mariadb() const {
    return std::string_view(mysql_get_server_info(connection())).find("MariaDB") != std::string_view::npos;
  }

  // The values of `names`; and whether the server is a node of a Galera cluster, which a server that is built without
  // it has no name for. https://mariadb.com/kb/en/galera-cluster-system-variables/#wsrep_on
  [[nodiscard]] row ask_settings(std::string const& names) {
    if (is_mariadb()) {
      try {
        auto out = query("select " + names + ", @@global.wsrep_on, @@session.wsrep_sync_wait", {}).at(0);
        sync_before_ = out.back().value_or("0");
        out.pop_back();
        clustered_ = out.back().value_or("0") == "1";
        out.pop_back();
        return out;
      } catch (database_error const& refused) {
        constexpr long unknown_variable = 1193;
        if (refused.native_code() != unknown_variable) throw;
      }
    }
    return query("select " + names, {}).at(0);
  }

  [[nodiscard]] std::string with(std::span<std::string const> parameters) const {
    std::string out;
    for (std::size_t i = 0; i < parameters.size(); ++i)
      out += (i == 0 ? "set @p" : ", @p") + std::to_string(i + 1) + " = " + words().literal(parameters[i]);
    return out.empty() ? out : out + "; ";
  }
  // Calls `f` for each that the server has.
  template <class F>
  void each_setting(F&& f) const {
    auto const other = is_mariadb() ? setting::on::mysql : setting::on::mariadb;
    for (auto const& one : words::mysql_settings)
      if (one.server != other) f(one);
  }
  // Numbers as they are, everything else as text.
  [[nodiscard]] std::string value_text(std::string const& value) const {
    bool const number = !value.empty() && value.find_first_not_of("0123456789.") == std::string::npos;
    return number ? value : words().literal(value);
  }
  [[nodiscard]] std::string own_settings() const {
    std::string out;
    each_setting([&](setting const& one) {
      auto const value =
          one.value.empty() ? words::mysql_limit(one.name, limits_.lock, limits_.statement) : std::string(one.value);
      if (!value.empty()) out += (out.empty() ? "set session " : ", session ") + std::string(one.name) + " = " + value;
    });
    // What was committed on another node is waited for: by reads, updates, deletes and inserts.
    // https://mariadb.com/kb/en/galera-cluster-system-variables/#wsrep_sync_wait
    if (clustered_) out += ", session wsrep_sync_wait = 7";
    return out;
  }
  [[nodiscard]] std::optional<lock_holder> holder() {
    auto const rows = query(
        "select cast(ID as char), coalesce(USER, ''), coalesce(HOST, '') from "
        "information_schema.PROCESSLIST where ID = is_used_lock(" +
            key_ + ")",
        {});
    if (rows.empty()) return std::nullopt;
    auto const& found = rows[0];
    return lock_holder{lock_holder::means::session,
                       "connection " + found[0].value_or("?"),
                       {},
                       found[1].value_or(""),
                       found[2].value_or(""),
                       {},
                       {}};
  }

  // `count`: how many statements the text has.
  void await(std::string const& text, std::size_t count) {
    waiting_ += text + "; ";
    waiting_count_ += count;
  }
  void forget_waiting() noexcept {
    waiting_.clear();
    waiting_count_ = 0;
    sure_ = sure_count_ = 0;
    waits_open_ = false;
    opened_.reset();
  }
  // The last error as that of a message of which `answered` statements succeeded, `ahead` of them waiting ones. What
  // had been reported as committed must not be tried again as if it were the statement behind it.
  [[nodiscard]] database_error error_in_message(std::size_t answered, std::size_t ahead, bool committed) const {
    auto const refused = last_error();
    constexpr long more_than_one_row = 1242;  // of post_for_one(): nothing else of ours has a query in its place
    if (answered < ahead && refused.native_code() == more_than_one_row)
      return {refused.what(), error_kind::not_one_row, refused.sqlstate(), refused.native_code()};
    if (answered >= ahead || !committed || refused.kind() == error_kind::connection) return refused;
    return {std::string("what was to be committed before it: ") + refused.what(), error_kind::other, refused.sqlstate(),
            refused.native_code()};
  }

  answer send(std::string const& text) {
    std::size_t done = 0;
    return send(text, done);
  }
  // The whole text in one message, behind what waits; the statements after one that fails are not run. `done`: how
  // many of `text` were.
  answer send(std::string const& text, std::size_t& done) {
    answer out;
    auto const ahead = waiting_count_;
    bool const committed = sure_ > 0;
    auto const whole = waiting_ + text;
    bool const kept = std::exchange(settings_hold_, false) && leaves_settings_alone(text);
    forget_waiting();
    std::size_t answered = 0;
    if (mysql_real_query(connection(), whole.data(), whole.size()) != 0)
      throw error_in_message(answered, ahead, committed);
    for (;;) {
      result_handle const result(mysql_store_result(connection()));
      if (result) {
        out.rows = rows_of(*result);
      } else if (mysql_field_count(connection()) != 0) {
        throw error_in_message(answered, ahead, committed);
      }
      out.affected = mysql_affected_rows(connection());
      if (++answered > ahead) ++done;
      int const more = mysql_next_result(connection());
      if (more < 0) {
        settings_hold_ = kept;
        return out;
      }
      if (more > 0) throw error_in_message(answered, ahead, committed);
    }
  }

  soci::session& session_;
  bool wants_mariadb_;
  limits limits_;
  bool locked_ = false, clustered_ = false;
  // Statements, each with its `; `, that go with the next message, and how many they are; up to the last commit among
  // them; whether a transaction is open behind them.
  std::string waiting_;
  std::size_t waiting_count_ = 0, sure_ = 0, sure_count_ = 0;
  bool waits_open_ = false;
  // Whether own_settings() are what the session has, once what waits is done.
  bool settings_hold_ = false;
  // The transaction that waits, if all of it does: where it begins, how many statements wait before it, and what was
  // posted.
  struct opened {
    std::size_t begins, count;
    bool settings_held;  // before it
    std::size_t posts = 0;
    std::string only{};
  };
  std::optional<opened> opened_;
  std::string sync_before_;  // wsrep_sync_wait, where it is clustered
  std::string key_;          // the name of the lock, as an expression
  row before_;               // what enter() found, in the order of each_setting()
};

}  // namespace

std::unique_ptr<driver> attach_mysql(soci::session& session) { return std::make_unique<mysql_driver>(session, false); }
std::unique_ptr<driver> attach_mariadb(soci::session& session) { return std::make_unique<mysql_driver>(session, true); }

}  // namespace retort::drivers::mysql
