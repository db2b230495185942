// SPDX-License-Identifier: Apache-2.0
// Scripts for mysql and mariadb. The servers know conditions inside stored programs only: MariaDB has nameless ones,
// MySQL gets a procedure that is dropped again.
// https://mariadb.com/kb/en/begin-end/, https://dev.mysql.com/doc/refman/8.4/en/stored-programs-defining.html
#include "runtime/words/mysql.hpp"
#include "runtime/script/clients.hpp"
#include "runtime/script/sql_text.hpp"

namespace retort::script {
namespace {

class mysql_program final : public client {
 public:
  explicit mysql_program(bool mariadb) : mariadb_(mariadb) {}

  [[nodiscard]] words::vocabulary const& words() const override { return mariadb_ ? words::mariadb() : words::mysql(); }
  [[nodiscard]] std::string_view run_with() const override {
    return mariadb_ ? "mariadb --batch DATABASE < FILE" : "mysql --batch DATABASE < FILE";
  }
  [[nodiscard]] bool resumes_batches() const override { return true; }

  void open(std::string& out, opening const& with) const override {
    out += "set names utf8mb4;\n";
    for (auto const& one : words::mysql_settings) {
      if (is_other(one)) continue;
      auto const value = one.value.empty() ? words::mysql_limit(one.name, with.lock_timeout, with.statement_timeout)
                                           : std::string(one.value);
      if (!value.empty()) out += "set session " + std::string(one.name) + " = " + value + ";\n";
    }
    require(out, mariadb_ ? "version() like '%MariaDB%'" : "version() not like '%MariaDB%'",
            mariadb_ ? "the script is for MariaDB, and the server is MySQL"
                     : "the script is for MySQL, and the server is MariaDB");
    require_version(out, with);
    require(out, "@@global.read_only = 0", "the database is a read-only replica");
    // It is given up when the client ends.
    require(out, "get_lock(" + words().lock_key(with.tables) + ", 0) = 1", "another migrator holds the lock");
  }

  [[nodiscard]] std::string limits(std::chrono::milliseconds lock, std::chrono::milliseconds statement) const override {
    std::string out;
    for (auto const& one : words::mysql_settings) {
      if (!one.value.empty() || is_other(one)) continue;
      auto const value = words::mysql_limit(one.name, lock, statement);
      out += "set session " + std::string(one.name) + " = " + (value.empty() ? "default" : value) + ";\n";
    }
    return out;
  }

  void require(std::string& out, std::string const& condition, std::string const& sentence) const override {
    program(out, ensure(condition, sentence));
  }

  void add(std::string& out, block const& what) const override {
    std::string body;
    switch (what.kind) {
      case form::plain:
      case form::rebuild:
        body += "start transaction;\n";
        for (auto const& one : what.parts) add(body, one, !what.conditional);
        statements(body, what.records);
        body += "commit;\n";
        break;
      case form::outside:
        add_outside(body, what);
        break;
      case form::batch:
        add_remarks(body, what.parts.front().remarks);
        body += what.parts.front().before + loop(what) + what.parts.front().after;
        break;
    }
    out += '\n';
    if (what.conditional)
      program(out, "if " + what.expected + " then\n" + body + "end if;\n");
    else if (what.kind == form::batch)
      program(out, body);
    else
      out += body;
  }

  void close(std::string& out, bool) const override {
    if (!mariadb_) out += "drop procedure if exists retort_script;\n";
  }

  // https://dev.mysql.com/doc/refman/8.4/en/stored-program-restrictions.html
  [[nodiscard]] std::string refuses_condition(std::string_view text) const override {
    auto const why = [](std::string const& what) {
      return what +
             ", which the server refuses under a condition; write the script without --idempotent, or use "
             "retort-migrate";
    };
    constexpr std::size_t enough = 12;  // create or replace definer = a@b aggregate function if not exists
    for (auto const& statement : statements_of(text)) {
      auto const words = first_words(statement, enough);
      if (words.empty()) continue;
      auto const& verb = words.front();
      if (verb == "lock" || verb == "unlock" || verb == "use" || verb == "load") return why("has `" + verb + "`");
      if (verb != "create" && verb != "alter" && verb != "drop") continue;
      for (std::size_t i = 1; i < words.size(); ++i) {
        auto const& word = words[i];
        if (word == "procedure" || word == "function" || word == "event" || (word == "trigger" && verb == "create") ||
            (word == "view" && verb == "alter"))
          return why("has `" + verb + " " + word + "`");
        if (word == "table" || word == "view" || word == "index" || word == "sequence" || word == "database") break;
      }
    }
    return {};
  }

 private:
  [[nodiscard]] bool is_other(words::mysql_setting const& one) const {
    return one.server == (mariadb_ ? words::mysql_setting::on::mysql : words::mysql_setting::on::mariadb);
  }
  [[nodiscard]] std::string ensure(std::string const& condition, std::string const& sentence) const {
    return "if not coalesce((" + condition +
           "), false) then\n  signal sqlstate '45000' set message_text = " + words().literal(sentence) + ";\nend if;\n";
  }

  // What ends a statement for the client, and is not in the text.
  static std::string delimiter_for(std::string const& text) {
    std::string out = "//";
    while (text.find(out) != std::string::npos) out += out.size() % 2 == 0 ? "$" : "/";
    return out;
  }

  void program(std::string& out, std::string const& body) const {
    auto const end = delimiter_for(body);
    out += "delimiter " + end + "\n";
    if (mariadb_) {
      out += "begin not atomic\n" + body + "end" + end + "\ndelimiter ;\n";
      return;
    }
    out += "drop procedure if exists retort_script" + end + "\ncreate procedure retort_script()\nbegin\n" + body +
           "end" + end + "\ndelimiter ;\ncall retort_script();\n";
  }

  // `alone`: for the client, which takes a text apart at its semicolons.
  static void add(std::string& out, part const& one, bool alone) {
    add_remarks(out, one.remarks);
    out += one.before;
    if (!alone) {
      for (auto const& statement : statements_of(one.text)) add_statement(out, statement);
    } else if (one.text.find(';') == std::string::npos) {
      add_statement(out, one.text);
    } else {
      auto const end = delimiter_for(one.text);
      out += "delimiter " + end + "\n";
      add_statement(out, one.text, end);
      out += "delimiter ;\n";
    }
    out += one.after;
  }

  void add_outside(std::string& out, block const& what) const {
    auto const& only = what.parts.front();
    std::string run;
    statements(run, begin_row(*this, what.tables, *what.row, "''"));
    add(run, only, !what.conditional);
    if (what.begun.empty()) {
      out += run;
    } else {
      out += "set @retort_missing = 1;\nif " + what.begun + " then\n";
      out += what.probe.empty() ? ensure("false", what.undecided)
                                : "  set @retort_missing = coalesce((" + what.probe + "), 0) = 0;\n";
      out += "end if;\nif @retort_missing then\n" + run + "end if;\n";
    }
    out += "start transaction;\n";
    statements(out, what.records);
    out += "commit;\n";
  }

  // The parameters of the texts are @p1 …: the key that was done last, and behind it the one that ends the piece.
  [[nodiscard]] std::string loop(block const& what) const {
    auto const& texts = *what.loop;
    auto const& row = *what.row;
    auto const assign = [&](std::string_view to, unsigned to_first, std::string_view from, unsigned from_first) {
      std::string out;
      for (unsigned i = 0; i < texts.key_columns; ++i)
        out += (i == 0 ? "set " : ", ") + std::string(to) + std::to_string(to_first + i) + " = " + std::string(from) +
               std::to_string(from_first + i);
      return out + ";\n";
    };
    std::string into, cleared, key = "concat(", unpacked;
    for (unsigned i = 1; i <= texts.key_columns; ++i) {
      auto const n = std::to_string(i);
      into += (i == 1 ? "" : ", ") + ("@retort_high" + n);
      cleared += (i == 1 ? "set @retort_high" : ", @retort_high") + n + " = null";
      key += (i == 1 ? "" : ", ") + ("octet_length(@retort_high" + n + "), ':', @retort_high" + n);
      unpacked +=
          "set @retort_size = cast(substring_index(@retort_key, ':', 1) as unsigned);\n"
          "set @retort_key = substr(@retort_key, char_length(@retort_size) + 2);\n"
          "set @retort_low" +
          n +
          " = convert(substr(@retort_key, 1, @retort_size) using utf8mb4);\n"
          "set @retort_key = substr(@retort_key, @retort_size + 1);\n";
    }
    key += ")";
    auto const count = texts.key_columns;
    std::string out = "set @retort_low1 = null;\n";
    if (what.conditional)
      out += "set @retort_key = (select cast(batch_key as binary) from " +
             words().qualified(what.tables.schema, what.tables.journal) +
             " where revision = " + words().literal(row.revision) +
             " and direction = " + words().literal(row.direction) + " and ordinal = " + std::to_string(row.ordinal) +
             " and batch_key <> '');\nif @retort_key is not null then\n" + unpacked + "end if;\n";
    std::string turn = "start transaction;\n" + cleared + ";\nif @retort_low1 is null then\n  " + texts.bound_first +
                       " into " + into + ";\nelse\n" + assign("@p", 1, "@retort_low", 1) + "  " + texts.bound_next +
                       " into " + into +
                       ";\nend if;\nif @retort_high1 is null then\n  leave retort_pieces;\nend if;\n"
                       "if @retort_low1 is null then\n" +
                       assign("@p", 1, "@retort_high", 1) + "  " + texts.apply_first + ";\nelse\n" +
                       assign("@p", 1, "@retort_low", 1) + assign("@p", count + 1, "@retort_high", 1) + "  " +
                       texts.apply_next + ";\nend if;\n";
    statements(turn, begin_row(*this, what.tables, row, key));
    turn += "commit;\n" + assign("@retort_low", 1, "@retort_high", 1);
    if (texts.pause_ms > 0) turn += "do sleep(" + std::to_string(texts.pause_ms) + " / 1000);\n";
    out += "retort_pieces: loop\n" + turn + "end loop;\nif @retort_low1 is null then\n  " + texts.apply_all +
           ";\nelse\n" + assign("@p", 1, "@retort_low", 1) + "  " + texts.apply_rest + ";\nend if;\n";
    statements(out, what.records);
    return out + "commit;\n";
  }

  bool mariadb_;
};

}  // namespace

client const& mysql_client() noexcept {
  static mysql_program const only(false);
  return only;
}
client const& mariadb_client() noexcept {
  static mysql_program const only(true);
  return only;
}

}  // namespace retort::script
