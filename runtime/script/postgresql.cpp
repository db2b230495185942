// SPDX-License-Identifier: Apache-2.0
// Scripts for psql 10 and later: conditions are its own \if, so that every statement stands in the script as it is.
// https://www.postgresql.org/docs/15/app-psql.html
#include "runtime/script/clients.hpp"
#include "runtime/script/sql_text.hpp"
#include "runtime/words/concurrent_index.hpp"

namespace retort::script {
namespace {

// A text in dollar quotes, with a tag that it does not have.
std::string dollars(std::string const& text) {
  std::string tag = "$retort$";
  for (unsigned i = 1; text.find(tag) != std::string::npos; ++i) tag = "$retort" + std::to_string(i) + "$";
  return tag + "\n" + text + tag;
}

// psql puts the value of a variable in the place of `:name`, `:'name'`, `:"name"` and `:{?name}`; not inside quotes.
std::string for_psql(std::string_view text) {
  std::string out;
  for (auto const& piece : pieces_of(text, Quoting::postgresql)) {
    for (std::size_t i = 0; i < piece.text.size(); ++i) {
      char const c = piece.text[i], next = i + 1 < piece.text.size() ? piece.text[i + 1] : ' ';
      out += c;
      bool const name = next == '_' || next == '{' || (next >= '0' && next <= '9') || (next >= 'A' && next <= 'Z') ||
                        (next >= 'a' && next <= 'z') || static_cast<signed char>(next) < 0;
      bool const lone = c == ':' && !(out.size() > 1 && out[out.size() - 2] == ':');
      if (piece.what == sql_piece::kind::code && lone && name) out += ' ';
    }
    // A quote behind a colon: `:'name'`.
    bool const colon = piece.what == sql_piece::kind::code && out.ends_with(':') && !out.ends_with("::");
    if (colon) out += ' ';
  }
  return out;
}

std::string limit(std::string const& name, std::chrono::milliseconds time) {
  return time.count() > 0 ? "set " + name + " to " + std::to_string(time.count()) + ";\n" : "reset " + name + ";\n";
}

class psql final : public client {
 public:
  [[nodiscard]] words::vocabulary const& words() const override { return words::postgresql(); }
  [[nodiscard]] std::string_view run_with() const override { return "psql -X -q -f FILE DATABASE"; }
  [[nodiscard]] bool resumes_batches() const override { return true; }

  void open(std::string& out, opening const& with) const override {
    out +=
        "\\set ON_ERROR_STOP on\n"
        "set client_encoding to 'UTF8';\n"
        "set standard_conforming_strings to on;\n"
        "set client_min_messages to warning;\n";
    if (with.lock_timeout.count() > 0) out += limit("lock_timeout", with.lock_timeout);
    if (with.statement_timeout.count() > 0) out += limit("statement_timeout", with.statement_timeout);
    require_version(out, with);
    require(out, "not pg_is_in_recovery()", "the database is a read-only replica");
    // It is given up when psql ends.
    require(out, "pg_try_advisory_lock(" + words().lock_key(with.tables) + ")", "another migrator holds the lock");
  }

  [[nodiscard]] std::string limits(std::chrono::milliseconds lock, std::chrono::milliseconds statement) const override {
    return limit("lock_timeout", lock) + limit("statement_timeout", statement);
  }

  void require(std::string& out, std::string const& condition, std::string const& sentence) const override {
    out += "do " +
           dollars("begin\n  if not (" + condition +
                   ") then\n    raise exception using message = " + words().literal(sentence) + ";\n  end if;\nend\n") +
           ";\n";
  }

  void add(std::string& out, block const& what) const override {
    if (what.conditional) ask(out, what.expected, "retort_todo");
    if (!what.conditional && !what.parts.empty()) out += '\n';
    switch (what.kind) {
      case form::plain:
      case form::rebuild:
        out += "begin;\n";
        for (auto const& one : what.parts) add(out, one);
        statements(out, what.records);
        out += "commit;\n";
        break;
      case form::outside:
        add_outside(out, what);
        break;
      case form::batch:
        add_remarks(out, what.parts.front().remarks);
        out += what.parts.front().before;
        // The limit is for a statement, and the loop would be one.
        out +=
            "select set_config('retort.statement_timeout', current_setting('statement_timeout'), false) as "
            "retort_ignored \\gset\n";
        out += "set statement_timeout to 0;\n";
        out += "do " + dollars(loop(what)) + ";\n";
        out +=
            "select set_config('statement_timeout', current_setting('retort.statement_timeout'), false) as "
            "retort_ignored \\gset\n";
        out += what.parts.front().after;
        break;
    }
    if (what.conditional) out += "\\endif\n";
  }

  void close(std::string&, bool) const override {}

 private:
  static void add(std::string& out, part const& one) {
    add_remarks(out, one.remarks);
    out += one.before;
    add_statement(out, for_psql(one.text));
    out += one.after;
  }
  // The variable tells whether the condition holds, and what follows is read only then.
  static void ask(std::string& out, std::string const& condition, std::string const& variable) {
    out += "\nselect (" + condition + ") as " + variable + " \\gset\n\\if :" + variable + "\n";
  }

  void add_outside(std::string& out, block const& what) const {
    auto const& only = what.parts.front();
    auto const begin = begin_row(*this, what.tables, *what.row, "''");
    if (!what.begun.empty()) {
      out += "select (" + what.begun + ") as retort_begun \\gset\n\\if :retort_begun\n";
      if (what.probe.empty()) {
        require(out, "false", what.undecided);
      } else {
        out += "select coalesce((" + what.probe + ")::text, '') not in ('1', 't', 'true') as retort_missing \\gset\n";
      }
      out += "\\else\n\\set retort_missing true\n\\endif\n\\if :retort_missing\n";
    }
    out += "begin;\n";
    statements(out, begin);
    out += "commit;\n";
    // An index that was being built concurrently is left invalid, and in the way.
    if (auto const index = words::parse_concurrent_index(only.text); !what.begun.empty() && !index.name.empty())
      out +=
          "select format('drop index concurrently %I.%I', n.nspname, c.relname) from pg_catalog.pg_index i join "
          "pg_catalog.pg_class c on c.oid = i.indexrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
          "where i.indrelid = to_regclass(" +
          words().literal(index.table) + ") and c.relname = (parse_ident(" + words().literal(index.name) +
          "))[1] and not i.indisvalid \\gexec\n";
    add(out, only);
    if (!what.begun.empty()) out += "\\endif\n";
    out += "begin;\n";
    statements(out, what.records);
    out += "commit;\n";
  }

  // PL/pgSQL commits between the pieces: https://www.postgresql.org/docs/15/plpgsql-transactions.html
  [[nodiscard]] std::string loop(block const& what) const {
    auto const& texts = *what.loop;
    std::string lows, highs, key, taken;
    for (unsigned i = 1; i <= texts.key_columns; ++i) {
      auto const n = std::to_string(i);
      auto const between = i > 1 ? ", " : "";
      lows += between + ("retort_low" + n);
      highs += between + ("retort_high" + n);
      key +=
          (i > 1 ? " || " : "") + ("octet_length(convert_to(retort_high" + n + ", 'UTF8')) || ':' || retort_high" + n);
      taken += "    retort_low" + n + " := retort_high" + n + ";\n";
    }
    std::string declared, unpacked;
    for (unsigned i = 1; i <= texts.key_columns; ++i) {
      auto const n = std::to_string(i);
      declared += "  retort_low" + n + " text;\n  retort_high" + n + " text;\n";
      unpacked +=
          "    retort_size := split_part(convert_from(retort_key, 'UTF8'), ':', 1)::integer;\n"
          "    retort_key := substr(retort_key, length(retort_size::text) + 2);\n"
          "    retort_low" +
          n +
          " := convert_from(substr(retort_key, 1, retort_size), 'UTF8');\n"
          "    retort_key := substr(retort_key, retort_size + 1);\n";
    }
    auto const quoted = [&](std::string const& text) { return words().literal(text); };
    auto const each = [](std::vector<std::string> const& texts_of, std::string const& indent) {
      std::string out;
      for (auto const& text : texts_of) out += indent + text + ";\n";
      return out;
    };
    auto const& row = *what.row;
    std::string out = "declare\n" + declared + "  retort_key bytea;\n  retort_size integer;\nbegin\n";
    if (what.conditional) {
      out += "  select convert_to(batch_key, 'UTF8') into retort_key from " +
             words().qualified(what.tables.schema, what.tables.journal) + " where revision = " + quoted(row.revision) +
             " and direction = " + quoted(row.direction) + " and ordinal = " + std::to_string(row.ordinal) +
             " and batch_key <> '';\n  if found then\n" + unpacked + "  end if;\n";
    }
    out += "  loop\n    if retort_low1 is null then\n      execute " + quoted(texts.bound_first) + " into " + highs +
           ";\n    else\n      execute " + quoted(texts.bound_next) + " into " + highs + " using " + lows +
           ";\n    end if;\n    exit when retort_high1 is null;\n    if retort_low1 is null then\n      execute " +
           quoted(texts.apply_first) + " using " + highs + ";\n    else\n      execute " + quoted(texts.apply_next) +
           " using " + lows + ", " + highs + ";\n    end if;\n" +
           each(begin_row(*this, what.tables, row, key), "    ") + "    commit;\n" + taken;
    if (texts.pause_ms > 0) out += "    perform pg_sleep(" + std::to_string(texts.pause_ms) + " / 1000.0);\n";
    out += "  end loop;\n  if retort_low1 is null then\n    execute " + quoted(texts.apply_all) +
           ";\n  else\n    execute " + quoted(texts.apply_rest) + " using " + lows + ";\n  end if;\n" +
           each(what.records, "  ") + "end\n";
    return out;
  }
};

}  // namespace

client const& psql_client() noexcept {
  static psql const only;
  return only;
}

}  // namespace retort::script
