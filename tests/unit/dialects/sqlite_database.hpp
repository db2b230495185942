// SPDX-License-Identifier: Apache-2.0
// For the tests of the SQLite dialect: a database in memory, run the way the runtime's driver does: statements in
// transactions, foreign keys off around a rebuild and checked before its commit, batches piece by piece.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/unit/dialects/lowered.hpp"

namespace retort::dialects::test {

using Rows = std::vector<std::vector<std::string>>;  // null is "NULL"

class SqliteDatabase {
 public:
  SqliteDatabase() {
    sqlite3* raw = nullptr;
    if (sqlite3_open(":memory:", &raw) != SQLITE_OK) throw std::runtime_error("no database");
    connection_.reset(raw);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);  // "x" is a name and nothing else
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    execute("pragma foreign_keys = on");
  }

  // Runs every statement of the text; throws with the words of SQLite.
  void execute(std::string const& sql) {
    char* message = nullptr;
    if (sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, &message) == SQLITE_OK) return;
    std::string const words = message == nullptr ? "?" : message;
    sqlite3_free(message);
    throw std::runtime_error(words);
  }
  // The words SQLite refuses the text with; empty when it takes it.
  std::string refusal(std::string const& sql) {
    try {
      execute(sql);
    } catch (std::runtime_error const& e) {
      return e.what();
    }
    return {};
  }
  Rows query(std::string const& sql, std::vector<std::string> const& parameters = {}) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(connection_.get(), sql.c_str(), -1, &raw, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(connection_.get()) + std::string(" in ") + sql);
    std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> const statement(raw, sqlite3_finalize);
    for (std::size_t i = 0; i < parameters.size(); ++i)
      sqlite3_bind_text(raw, static_cast<int>(i + 1), parameters[i].data(), static_cast<int>(parameters[i].size()),
                        SQLITE_TRANSIENT);
    Rows out;
    int code = sqlite3_step(raw);
    for (; code == SQLITE_ROW; code = sqlite3_step(raw)) {
      auto& row = out.emplace_back();
      for (int i = 0; i < sqlite3_column_count(raw); ++i) {
        auto const* text = reinterpret_cast<char const*>(sqlite3_column_text(raw, i));
        row.push_back(text == nullptr ? "NULL" : text);
      }
    }
    if (code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(connection_.get()));
    return out;
  }
  std::string value(std::string const& sql) {
    auto const rows = query(sql);
    return rows.empty() ? "nothing" : rows[0][0];
  }

  // One revision in one direction. Every probe must say 0 before its statement and 1 behind it.
  void apply(std::vector<Lowered> const& statements) {
    bool open = false, rebuilding = false, apart = false;
    auto const commit = [&] {
      if (!open) return;
      if (rebuilding) {
        auto const broken = query("select \"table\", count(*) from pragma_foreign_key_check group by 1");
        if (!broken.empty()) {
          execute("rollback; pragma legacy_alter_table = off; pragma foreign_keys = on");
          throw std::runtime_error("broken references in " + broken[0][0]);
        }
      }
      execute("commit");
      execute("pragma legacy_alter_table = off; pragma foreign_keys = on");
      open = rebuilding = apart = false;
    };
    try {
      for (std::size_t i = 0; i < statements.size(); ++i) {
        auto const& statement = statements[i];
        if (auto const* batch = std::get_if<BatchSql>(&statement.body)) {
          commit();
          run(*batch);
          continue;
        }
        auto const* sql = std::get_if<std::string>(&statement.body);
        if (sql == nullptr) continue;  // a step written in C++
        if (statement.transaction == Transaction::outside) {
          commit();
          execute(*sql);
          continue;
        }
        bool const rebuild = statement.transaction == Transaction::rebuild;
        bool const ends =
            split_rebuilds ? rebuild != rebuilding : (rebuild && apart) || (statement.apart_from_rebuild && rebuilding);
        if (open && ends) commit();
        if (!open) {
          rebuilding = split_rebuilds ? rebuild : joins_rebuild(statements, i);
          if (rebuilding) execute("pragma foreign_keys = off; pragma legacy_alter_table = on");
          execute("begin immediate");
          open = true;
        }
        apart = apart || statement.apart_from_rebuild;
        expect_probe(statement, "0");
        execute_lowered(*sql);
        expect_probe(statement, "1");
      }
      commit();
    } catch (...) {
      if (sqlite3_get_autocommit(connection_.get()) == 0) execute("rollback");
      execute("pragma legacy_alter_table = off; pragma foreign_keys = on");
      throw;
    }
  }
  // The words with which applying them fails.
  std::string apply_refusal(std::vector<Lowered> const& statements) {
    try {
      apply(statements);
    } catch (std::runtime_error const& e) {
      return e.what();
    }
    return {};
  }

 private:
  void expect_probe(Lowered const& statement, std::string const& answer) {
    if (statement.probe.empty()) return;
    EXPECT_EQ(value(statement.probe), answer) << sql_of(statement) << "\n" << statement.probe;
  }
  void execute_lowered(std::string const& sql) {
    try {
      execute(sql);
    } catch (std::runtime_error const& e) {
      throw std::runtime_error(std::string(e.what()) + "\n  in: " + sql);
    }
  }
  // Whether the transaction that begins at `first` will hold a rebuild.
  static bool joins_rebuild(std::vector<Lowered> const& statements, std::size_t first) {
    for (std::size_t i = first; i < statements.size(); ++i) {
      auto const& s = statements[i];
      if (s.transaction == Transaction::outside || std::holds_alternative<BatchSql>(s.body) || s.apart_from_rebuild)
        return false;
      if (s.transaction == Transaction::rebuild) return true;
    }
    return false;
  }
  void run(BatchSql const& batch) {
    std::vector<std::string> low;
    while (true) {
      auto const bound = query(low.empty() ? batch.bound_first : batch.bound_next, low);
      if (bound.empty()) {
        query(low.empty() ? batch.apply_all : batch.apply_rest, low);
        return;
      }
      auto both = low;
      both.insert(both.end(), bound[0].begin(), bound[0].end());
      query(low.empty() ? batch.apply_first : batch.apply_next, both);
      low = bound[0];
      ++pieces;
    }
  }

  struct Closer {
    void operator()(sqlite3* c) const { sqlite3_close(c); }
  };
  std::unique_ptr<sqlite3, Closer> connection_;

 public:
  int pieces = 0;               // of batches, without the last
  bool split_rebuilds = false;  // a rebuild has a transaction of its own; false: it shares one wherever it may
};

// Every revision of a history, lowered.
struct SqliteHistory {
  model::test::History history;
  std::vector<plan::RevisionPlan> plans;
  std::vector<std::vector<Lowered>> up, down;  // one a revision, in graph order
};
inline SqliteHistory lower_all(model::test::History history) {
  SqliteHistory out{std::move(history), {}, {}, {}};
  auto const& dialect = *find("sqlite");
  for (auto const& revision : out.history.revisions)
    out.plans.push_back(plan::plan(revision, dialect.capabilities(), out.history.sink));
  for (auto const& revision : out.plans) {
    auto& up = out.up.emplace_back();
    auto& down = out.down.emplace_back();
    for (auto const& action : revision.upgrade) lower(dialect, action, out.history.sink, up);
    for (auto const& action : revision.downgrade) lower(dialect, action, out.history.sink, down);
  }
  return out;
}
inline SqliteHistory sqlite_chain(std::vector<std::string> const& bodies) {
  return lower_all(model::test::chain(bodies, retort::dialect::sqlite));
}

// What was reported; losses of data aside, which `retort check` lets an annotation accept.
inline std::string faults(SqliteHistory const& h) {
  std::string out;
  for (auto const& d : h.history.sink.all())
    if (info(d.code).family != Family::data_loss) out += std::string(info(d.code).name) + " " + d.message + "\n";
  return out;
}

// Compares the catalogue with the model; every difference is a failure.
void expect_catalogue(SqliteDatabase& database, model::Schema const& schema);

}  // namespace retort::dialects::test
