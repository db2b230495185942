// SPDX-License-Identifier: Apache-2.0
// Scripts for sqlcmd. `go` ends a batch; what stands under a condition is one batch, with each statement in an `exec`:
// some must be the first of theirs, and all are compiled when they are run.
// https://learn.microsoft.com/en-us/sql/tools/sqlcmd/sqlcmd-utility
#include <algorithm>
#include <cctype>

#include "runtime/script/clients.hpp"

namespace retort::script {
namespace {

constexpr std::string_view go = "go\n";
constexpr char declaration[] = "declare @retort_text nvarchar(max);\n";

// sqlcmd takes such a line for its own wherever it stands, in the middle of a text as well; a few too many are found.
bool has_go_line(std::string_view text) {
  for (std::size_t begin = 0; begin <= text.size();) {
    auto const end = std::min(text.find('\n', begin), text.size());
    std::string word;
    for (char const c : text.substr(begin, end - begin))
      if (c != ' ' && c != '\t' && c != '\r') word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    for (std::string_view const command : {"go", ":", "exit", "quit", "reset", "ed", "!!", "list", "serverlist"})
      if (word.starts_with(command)) return true;
    begin = end + 1;
  }
  return false;
}

class sqlcmd final : public client {
 public:
  [[nodiscard]] words::vocabulary const& words() const override { return words::mssql(); }
  [[nodiscard]] std::string_view run_with() const override { return "sqlcmd -b -I -x -f 65001 -d DATABASE -i FILE"; }
  [[nodiscard]] bool resumes_batches() const override { return true; }

  void open(std::string& out, opening const& with) const override {
    out +=
        ":on error exit\n"
        "set nocount, xact_abort, ansi_nulls, ansi_padding, ansi_warnings, arithabort, concat_null_yields_null, "
        "quoted_identifier on;\nset numeric_roundabort off;\n";
    if (with.lock_timeout.count() > 0) out += limits(with.lock_timeout, with.statement_timeout);
    out += go;
    require_version(out, with);
    // It is given up when sqlcmd ends.
    out += "declare @retort_key nvarchar(255) = " + words().lock_key(with.tables) +
           ", @retort_locked int;\nexec @retort_locked = sp_getapplock @Resource = @retort_key, @LockMode = "
           "'Exclusive', @LockOwner = 'Session', @LockTimeout = 0;\n"
           "if @retort_locked < 0 begin; throw 50000, N'another migrator holds the lock', 1; end\n";
    out += go;
  }

  // The server bounds no statement. https://learn.microsoft.com/sql/t-sql/statements/set-lock-timeout-transact-sql
  [[nodiscard]] std::string limits(std::chrono::milliseconds lock, std::chrono::milliseconds) const override {
    return "set lock_timeout " + (lock.count() > 0 ? std::to_string(lock.count()) : "-1") + ";\n";
  }

  void statements(std::string& out, std::vector<std::string> const& texts) const override {
    for (auto const& text : texts) {
      add_statement(out, text);
      out += go;
    }
  }

  void require(std::string& out, std::string const& condition, std::string const& sentence) const override {
    out += refusal("not (" + condition + ")", sentence);
    out += go;
  }

  void add(std::string& out, block const& what) const override {
    out += '\n';
    if (!what.conditional && what.kind != form::batch) {
      bool const outside = what.kind == form::outside;
      if (outside) {
        records(out, begin_row(*this, what.tables, *what.row, "N''"));
        out += go;
      } else {
        out += "begin transaction;\n";
        out += go;
      }
      for (auto const& one : what.parts) {
        add_remarks(out, one.remarks);
        out += apart(one.before);
        if (has_go_line(one.text))
          out += declaration + executed(one.text);
        else
          add_statement(out, one.text);
        out += go;
        out += apart(one.after);
      }
      if (outside) out += "begin transaction;\n";
      records(out, what.records);
      out += "commit;\n";
      out += go;
      return;
    }
    if (what.conditional) out += "if " + what.expected + "\nbegin\n";
    out += declaration;
    switch (what.kind) {
      case form::plain:
      case form::rebuild:
        out += "begin transaction;\n";
        for (auto const& one : what.parts) add_executed(out, one);
        break;
      case form::outside:
        add_outside(out, what);
        out += "begin transaction;\n";
        break;
      case form::batch:
        add_remarks(out, what.parts.front().remarks);
        out += what.parts.front().before + loop(what) + what.parts.front().after;
        break;
    }
    records(out, what.records);
    out += "commit;\n";
    if (what.conditional) out += "end\n";
    out += go;
  }

  void close(std::string&, bool) const override {}

 private:
  static void records(std::string& out, std::vector<std::string> const& texts) {
    for (auto const& text : texts) add_statement(out, text);
  }
  [[nodiscard]] std::string refusal(std::string const& unless, std::string const& sentence) const {
    return "if " + unless + " begin; throw 50000, " + words().literal(sentence) + ", 1; end\n";
  }

  // A line that the client would take for its own is taken apart. Pieces are as long together as they are alone.
  [[nodiscard]] std::string text_of(std::string const& text) const {
    auto out = words().literal(text);
    if (has_go_line(text))
      for (auto at = out.find('\n'); at != std::string::npos; at = out.find('\n', at)) {
        constexpr std::string_view line_end = "' + nchar(10) + N'";
        out.replace(at, 1, line_end);
        at += line_end.size();
      }
    return "cast(N'' as nvarchar(max)) + " + out;
  }
  // In a batch that has the declaration.
  [[nodiscard]] std::string executed(std::string const& text) const {
    return "set @retort_text = " + text_of(text) + ";\nexec (@retort_text);\n";
  }
  // What must have a batch of its own beside it.
  [[nodiscard]] static std::string apart(std::string const& lines) {
    return lines.empty() ? lines : lines + std::string(go);
  }
  void add_executed(std::string& out, part const& one) const {
    add_remarks(out, one.remarks);
    out += one.before + executed(one.text) + one.after;
  }

  void add_outside(std::string& out, block const& what) const {
    auto const& only = what.parts.front();
    out += "declare @retort_missing bit = 1;\n";
    if (!what.begun.empty()) {
      if (what.probe.empty())
        out += refusal(what.begun, what.undecided);
      else
        out += "if " + what.begun + " set @retort_missing = case when coalesce((" + what.probe +
               "), 0) = 1 then 0 else 1 end;\n";
    }
    out += "if @retort_missing = 1\nbegin\n";
    records(out, begin_row(*this, what.tables, *what.row, "N''"));
    add_executed(out, only);
    out += "end\n";
  }

  // The parameters of the texts are @p1 …, all of them text: the key that was done last, and behind it the one that
  // ends the piece. The size of a part counts its characters, which are its bytes where they are of ASCII.
  [[nodiscard]] std::string loop(block const& what) const {
    auto const& texts = *what.loop;
    auto const& row = *what.row;
    std::string variables, columns, taken, moved, key = "concat(", unpacked;
    for (unsigned i = 1; i <= texts.key_columns; ++i) {
      auto const n = std::to_string(i);
      std::string const comma = i == 1 ? "" : ", ";
      variables += comma + "@retort_low" + n + " nvarchar(max), @retort_high" + n + " nvarchar(max)";
      columns += comma + "k" + n + " nvarchar(max)";
      taken += comma + "@retort_high" + n + " = k" + n;
      moved += comma + "@retort_low" + n + " = @retort_high" + n;
      key += comma + "len(@retort_high" + n + " + N'.') - 1, N':', @retort_high" + n;
      unpacked +=
          "set @retort_at = charindex(N':', @retort_key);\nset @retort_size = left(@retort_key, @retort_at - "
          "1);\nset @retort_low" +
          n + " = substring(@retort_key, @retort_at + 1, @retort_size);\n" +
          "set @retort_key = substring(@retort_key, @retort_at + @retort_size + 1, len(@retort_key + N'.'));\n";
    }
    key += ")";
    auto const run = [&](std::string const& text, std::vector<std::string> const& prefixes,
                         std::string const& before = {}) {
      std::string names, values;
      unsigned number = 0;
      for (auto const& prefix : prefixes)
        for (unsigned i = 1; i <= texts.key_columns; ++i) {
          ++number;
          names += (number == 1 ? "@p" : ", @p") + std::to_string(number) + " nvarchar(max)";
          values += ", @p" + std::to_string(number) + " = " + prefix + std::to_string(i);
        }
      return "begin set @retort_text = " + text_of(text) + "; " + before + "exec sp_executesql @retort_text" +
             (number == 0 ? std::string() : ", " + words().literal(names) + values) + "; end\n";
    };
    std::string const low = "@retort_low", high = "@retort_high", bound = "insert into @retort_bound ";
    std::string out = "declare " + variables + ";\ndeclare @retort_bound table (" + columns + ");\n";
    if (what.conditional)
      out += "declare @retort_at int, @retort_size int, @retort_key nvarchar(max) = (select batch_key from " +
             words().qualified(what.tables.schema, what.tables.journal) +
             " where revision = " + words().literal(row.revision) +
             " and direction = " + words().literal(row.direction) + " and ordinal = " + std::to_string(row.ordinal) +
             " and batch_key <> N'');\nif @retort_key is not null\nbegin\n" + unpacked + "end\n";
    out += "while 1 = 1\nbegin\nbegin transaction;\ndelete from @retort_bound;\nif @retort_low1 is null\n" +
           run(texts.bound_first, {}, bound) + "else\n" + run(texts.bound_next, {low}, bound) +
           "if not exists (select 1 from @retort_bound) break;\nselect " + taken +
           " from @retort_bound;\nif @retort_low1 is null\n" + run(texts.apply_first, {high}) + "else\n" +
           run(texts.apply_next, {low, high});
    for (auto const& text : begin_row(*this, what.tables, row, key)) add_statement(out, text);
    out += "commit;\nselect " + moved + ";\n";
    if (texts.pause_ms > 0) {
      auto const ms = texts.pause_ms % 1000, seconds = texts.pause_ms / 1000;
      auto const two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
      out += "waitfor delay '" + two(seconds / 3600 % 24) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60) +
             "." + (ms < 100 ? "0" : "") + two(ms) + "';\n";
    }
    return out + "end\nif @retort_low1 is null\n" + run(texts.apply_all, {}) + "else\n" + run(texts.apply_rest, {low});
  }
};

}  // namespace

client const& sqlcmd_client() noexcept {
  static sqlcmd const only;
  return only;
}

}  // namespace retort::script
