// SPDX-License-Identifier: Apache-2.0
// Scripts for sqlite3. It knows no conditions: what has one is written to a file by a select, and read from there.
// https://www.sqlite.org/cli.html
#include "runtime/script/clients.hpp"

namespace retort::script {
namespace {

constexpr std::string_view scratch = "retort-script.tmp", inner_scratch = "retort-script-part.tmp";
constexpr char faster[] = "another migrator was faster";

class sqlite3_program final : public client {
 public:
  [[nodiscard]] words::vocabulary const& words() const override { return words::sqlite(); }
  [[nodiscard]] std::string_view run_with() const override { return "sqlite3 -batch -init /dev/null DATABASE < FILE"; }
  [[nodiscard]] bool resumes_batches() const override { return false; }

  void open(std::string& out, opening const& with) const override {
    out += ".bail on\n.headers off\n.mode list\n";
    if (with.lock_timeout.count() > 0) out += limits(with.lock_timeout, with.statement_timeout);
    out += "pragma foreign_keys = on;\n";
    require_version(out, with);
    out += "create temp table retort_run as select hex(randomblob(16)) as token;\n";
  }

  // The program bounds no statement.
  [[nodiscard]] std::string limits(std::chrono::milliseconds lock, std::chrono::milliseconds) const override {
    return ".timeout " + std::to_string(lock.count()) + "\n";
  }

  // The name of the constraint is what the error says.
  void require(std::string& out, std::string const& condition, std::string const& sentence) const override {
    out += "create temp table retort_check (holds integer, constraint " + words().quote(sentence) +
           " check (holds));\ninsert into temp.retort_check select " + condition + ";\ndrop table temp.retort_check;\n";
  }

  void add(std::string& out, block const& what) const override {
    if (!what.conditional) {
      out += '\n';
      out += text_of(what);
      return;
    }
    add_if(out, what.expected, text_of(what), scratch);
  }

  void close(std::string& out, bool idempotent) const override {
    if (idempotent) out.append(".shell rm -f ").append(scratch).append(" ").append(inner_scratch).append("\n");
  }

 private:
  void add_if(std::string& out, std::string const& condition, std::string const& text, std::string_view file) const {
    // Another script may write to the same file: what is read has to be of this run.
    std::string check;
    require(check, "(select token from temp.retort_run) = '@'", "another script writes to the same file");
    auto const token = check.find('@');
    out.append("\n.output ").append(file).append("\nselect ").append(words().literal(check.substr(0, token)));
    out += " || (select token from temp.retort_run) || " + words().literal(check.substr(token + 1) + text);
    out.append(" where ").append(condition).append(";\n.output stdout\n.read ").append(file).append("\n");
  }

  [[nodiscard]] std::string text_of(block const& what) const {
    std::string out;
    if (what.kind == form::outside) return outside(what);
    bool const rebuild = what.kind == form::rebuild;
    // Neither has an effect inside a transaction; what they are for, the driver says.
    if (rebuild) out += "pragma foreign_keys = off;\npragma legacy_alter_table = on;\n";
    out += "begin immediate;\n";
    // It may have changed since the script looked.
    require(out, what.expected, faster);
    if (rebuild)
      out +=
          "create temp table retort_violations as select \"table\" as name, count(*) as n from "
          "pragma_foreign_key_check group by 1;\n";
    for (auto const& one : what.parts) {
      add_remarks(out, one.remarks);
      out += one.before;
      add_statement(out, what.loop ? std::string_view(what.loop->apply_all) : std::string_view(one.text));
      out += one.after;
    }
    if (rebuild) {
      require(out,
              "not exists (select 1 from (select \"table\" as name, count(*) as n from pragma_foreign_key_check group "
              "by 1) as now where n > coalesce((select n from temp.retort_violations as before where before.name = "
              "now.name), 0))",
              "after the rebuild there are rows whose foreign key refers to nothing");
      out += "drop table temp.retort_violations;\n";
    }
    statements(out, what.records);
    out += "commit;\n";
    if (rebuild) out += "pragma legacy_alter_table = off;\npragma foreign_keys = on;\n";
    return out;
  }

  [[nodiscard]] std::string outside(block const& what) const {
    std::string out, statement;
    add_remarks(statement, what.parts.front().remarks);
    statement += what.parts.front().before;
    add_statement(statement, what.parts.front().text);
    statement += what.parts.front().after;
    if (!what.begun.empty() && what.probe.empty()) require(out, "not " + what.begun, what.undecided);
    bool const asks = !what.begun.empty() && !what.probe.empty();
    if (asks) out += "create temp table retort_begun as select 1 as begun where " + what.begun + ";\n";
    out += "begin immediate;\n";
    require(out, what.expected, faster);
    statements(out, begin_row(*this, what.tables, *what.row, "''"));
    out += "commit;\n";
    if (asks) {
      add_if(out, "not exists (select 1 from temp.retort_begun) or coalesce((" + what.probe + "), 0) = 0", statement,
             inner_scratch);
      out += "drop table temp.retort_begun;\n";
    } else {
      out += statement;
    }
    out += "begin immediate;\n";
    statements(out, what.records);
    out += "commit;\n";
    return out;
  }
};

}  // namespace

client const& sqlite3_client() noexcept {
  static sqlite3_program const only;
  return only;
}

}  // namespace retort::script
