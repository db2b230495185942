// SPDX-License-Identifier: Apache-2.0
// What SQL Server would keep of a schema of the model is read back as that schema: for each revision of the shop, of
// the histories that have every operation, and of tests/golden/operations. No SQL Server has said so.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "compiler/dialects/mssql/catalogue.hpp"
#include "compiler/dialects/mssql/catalogue_queries.hpp"
#include "compiler/inspect/inspect.hpp"
#include "tests/property/options.hpp"
#include "tests/property/random_history.hpp"
#include "tests/unit/dialects/mssql_histories.hpp"
#include "tests/unit/inspect/mssql_server.hpp"
#include "tests/unit/model/history.hpp"

namespace retort::inspect::test {
namespace {

namespace fs = std::filesystem;
namespace queries = dialects::mssql::queries;

std::string text_of(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
std::vector<std::string> revisions_of(fs::path const& file) {
  std::vector<std::string> out;
  auto const text = text_of(file);
  for (auto at = text.find("\nrevision "); at != std::string::npos;) {
    auto const end = text.find("\nrevision ", at + 1);
    out.push_back(text.substr(at + 1, end - at));
    at = end;
  }
  return out;
}
std::vector<fs::path> files(fs::path const& folder) {
  std::vector<fs::path> out;
  for (auto const& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".mig" && entry.path().filename() != "schema.mig") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

Inspected read(MsSqlServer& server, model::Schema const* known) {
  model::ReplayOptions options;
  options.target = dialect::mssql;
  return inspect([&](std::string const& sql) { return server.ask(sql); }, {}, *dialects::find("mssql"), options, known);
}
std::string differences(model::Schema const& schema, Inspected const& read) {
  std::string out;
  for (auto const& d : model::compare(schema, read.schema, "in the model", "in the database")) out += d.message + "\n";
  for (auto const& [object, what] : read.unsaid) out += "unsaid: " + object + ": " + what + "\n";
  return out;
}
// With the history known; and what a schema file made of the database alone says of it.
void expect_read_back(model::Schema const& schema) {
  for (bool const keeps_coalesce : {false, true}) {
    MsSqlServer server(schema, keeps_coalesce);
    auto const known = read(server, &schema);
    auto const found = differences(schema, known);
    EXPECT_EQ(found, "") << schema_text(known, "mssql");
    auto const alone = read(server, nullptr);
    EXPECT_EQ(differences(alone.schema, read(server, &alone.schema)), "") << schema_text(alone, "mssql");
    // What is made of that file is the same again.
    MsSqlServer made(alone.schema, keeps_coalesce);
    EXPECT_EQ(differences(alone.schema, read(made, &alone.schema)), "") << schema_text(alone, "mssql");
  }
}
// Whether the dialect can write the revision at all: what it refuses is in no database.
bool is_taken(model::ReplayedRevision const& revision) {
  auto const& dialect = *dialects::find("mssql");
  Sink sink;
  std::vector<dialects::Lowered> statements;
  for (auto const& action : plan::plan(revision, dialect.capabilities(), sink).upgrade)
    dialects::lower(dialect, action, sink, statements);
  return std::none_of(sink.all().begin(), sink.all().end(), [](Diagnostic const& d) {
    return d.severity == Severity::error && info(d.code).family == Family::dialect;
  });
}
void expect_history(model::test::History const& history, std::size_t& schemas) {
  for (auto const& revision : history.revisions) {
    if (!is_taken(revision)) return;
    ++schemas;
    SCOPED_TRACE("after revision " + std::to_string(schemas));
    expect_read_back(revision.after);
  }
}

TEST(MsSqlCatalogue, TheShop) {
  std::vector<std::string> texts;
  for (auto const& file : files(fs::path(RETORT_SOURCE_DIR) / "migrations")) texts.push_back(text_of(file));
  auto const history = model::test::replay_texts(texts, dialect::mssql);
  std::size_t schemas = 0;
  expect_history(history, schemas);
  EXPECT_GT(schemas, 4U);
}

TEST(MsSqlCatalogue, EveryOperation) {
  std::size_t schemas = 0;
  for (auto const& bodies : dialects::test::mssql_histories()) {
    SCOPED_TRACE(bodies.front());
    expect_history(model::test::chain(bodies, dialect::mssql), schemas);
  }
  EXPECT_GT(schemas, 15U);
}

TEST(MsSqlCatalogue, TheOperationsOfTheDocuments) {
  std::size_t schemas = 0;
  for (auto const& file : files(fs::path(RETORT_SOURCE_DIR) / "tests/golden/operations")) {
    SCOPED_TRACE(file.filename().string());
    expect_history(model::test::replay_texts(revisions_of(file), dialect::mssql), schemas);
  }
  EXPECT_GT(schemas, 100U);
}

// No check holds a generated column to its type.
TEST(MsSqlCatalogue, GeneratedColumns) {
  auto const history = model::test::chain({R"(
    create type mood as enum ('GOOD', 'BAD');
    create table t (
      a integer not null, b text, m mood generated always as (case when a > 1 then 'GOOD' else 'BAD' end) stored,
      j json generated always as (cast(b as json)) virtual, o boolean generated always as (a > 1 or b is null) stored,
      d date generated always as (cast('2026-01-31' as date)) virtual, n numeric(10,2) generated always as (a / 3) stored,
      s varchar(9) not null generated always as (coalesce(cast(b as varchar(9)), 'none')) stored
    );
    create view v as $$select t.a from dbo.t as t where dbo.t.a > 1$$;)"},
                                          dialect::mssql);
  ASSERT_EQ(history.report(), "");
  std::size_t schemas = 0;
  expect_history(history, schemas);
  EXPECT_EQ(schemas, 1U);
}

// One cell that is otherwise is a difference.
TEST(MsSqlCatalogue, WhatIsOtherwiseIsSeen) {
  auto const history = model::test::chain({R"(
    create type mood as enum ('GOOD', 'BAD');
    create sequence s start with 5;
    create table p (id integer primary key);
    create table t (
      id integer not null generated by default as identity primary key, a integer unique, b varchar(20) not null default 'x' comment 'c',
      m mood, j json, g integer generated always as (a * 2) stored, p integer references p on delete cascade,
      constraint ck check (a in (1, 2) and b <> 'y')
    ) comment 'of it';
    create unique index ux on t (b desc, a) include (m) where a > 5;
    create view v as select a, b from t where a > 1;)"},
                                          dialect::mssql);
  ASSERT_EQ(history.report(), "");
  auto const& schema = history.head();
  struct Other {
    std::string query;
    std::size_t cell;
    std::string is, becomes;
  };
  for (auto const& other :
       std::vector<Other>{{queries::tables, 3, "of it", "of them"},
                          {queries::tables, 1, "p", "q"},
                          {queries::columns, 1, "a", "z"},
                          {queries::columns, 2, "nvarchar", "varchar"},
                          {queries::columns, 5, "40", "42"},
                          {queries::columns, 8, "1", "0"},
                          {queries::columns, 9, "Latin1_General_100_BIN2", "Latin1_General_100_BIN"},
                          {queries::columns, 11, "(N'x')", "(N'X')"},
                          {queries::columns, 13, "(CONVERT([int],[a]*(2)))", "([a]*(3))"},
                          {queries::columns, 14, "1", "0"},
                          {queries::columns, 15, "1", "0"},
                          {queries::columns, 16, "1", "2"},
                          {queries::columns, 19, "c", "d"},
                          {queries::checks, 1, "ck", "ck_"},
                          {queries::checks, 1, "ck_t__m", "ck_m"},
                          {queries::checks, 2, "([m]=N'BAD' OR [m]=N'GOOD')", "([m]=N'BAD')"},
                          {queries::checks, 2, "(isjson([j])=(1))", "(isjson([j])=(0))"},
                          {queries::checks, 2, "([a]=(2) OR [a]=(1)) AND [b]<>N'y'", "[a]=(2)"},
                          {queries::checks, 3, "0", "1"},
                          {queries::references, 2, "p", "a"},
                          {queries::references, 6, "1", "0"},
                          {queries::references, 7, "0", "2"},
                          {queries::references, 9, "0", "1"},
                          {queries::indexes, 1, "ux", "ix"},
                          {queries::indexes, 2, "1", "2"},
                          {queries::indexes, 6, "([a] IS NOT NULL)", "∅"},
                          {queries::indexes, 6, "([a] IS NOT NULL AND [a]>(5))", "([a]>(6))"},
                          {queries::indexes, 7, "m", "j"},
                          {queries::indexes, 8, "1", "0"},
                          {queries::indexes, 9, "1", "0"},
                          {queries::sequences, 2, "5", "6"},
                          {queries::sequences, 4, "1", "0"},
                          {queries::views, 2, "create view v as select a, b from t where a > 1",
                           "create view v as select a, b from t where a > 2"}}) {
    MsSqlServer server(schema);
    ASSERT_EQ(differences(schema, read(server, &schema)), "");
    bool found = false;
    for (auto& row : server[other.query]) {
      auto& cell = row.at(other.cell);
      auto const at = cell && !other.is.starts_with('(') && other.cell != 2
                          ? (*cell == other.is ? 0 : std::string::npos)
                      : cell ? cell->find(other.is)
                             : std::string::npos;
      if (found || at == std::string::npos) continue;
      found = true;
      if (other.becomes == "∅")
        cell.reset();
      else
        cell->replace(at, other.is.size(), other.becomes);
    }
    EXPECT_TRUE(found) << other.query << other.is;
    EXPECT_NE(differences(schema, read(server, &schema)), "") << other.query << "\n"
                                                              << other.is << " " << other.becomes;
  }
}

// Histories that nobody has written by hand, with branches; each revision alone, where it is the schema of one.
TEST(MsSqlCatalogue, BodiesOfViews) {
  using dialects::mssql::view_body, dialects::mssql::without_schema_of_tables;
  EXPECT_EQ(view_body("create view v as select 1 as a;"), "select 1 as a");
  EXPECT_EQ(view_body("create view v(x) as select a from t -- note"), "select * from (select a from t) as named (x)");
  EXPECT_EQ(view_body("create view v(x) as select a from t; -- note"), "select * from (select a from t) as named (x)");
  EXPECT_EQ(view_body("create view v /* /* */ as select 1 as a -- */ as select 2 as a"), "select 2 as a");
  EXPECT_EQ(view_body("create view v /* without an end"), std::nullopt);
  EXPECT_EQ(without_schema_of_tables("select dbo.t.a from dbo.t", "dbo"), "select t.a from t");
  auto const* const alias = "select dbo.id from app.a as dbo join app.b as b on b.id = dbo.id";
  EXPECT_EQ(without_schema_of_tables(alias, "dbo"), alias);
}

TEST(MsSqlCatalogue, NumbersWithAPoint) {
  auto const read = [](std::string const& text) {
    return dialects::read_expression(text, dialects::mssql::catalogue().sql());
  };
  EXPECT_TRUE(read("(3000000000.)") == read("(3000000000)"));
  EXPECT_FALSE(read("([a]/(2.))") == read("([a]/(2))"));
}

TEST(MsSqlCatalogue, RandomHistories) {
  std::size_t schemas = 0;
  auto const first = retort::test::first_seed();
  for (auto seed = first; seed < first + retort::test::case_count(150); ++seed) {
    SCOPED_TRACE(retort::test::repeat_command(seed));
    auto const history = model::test::replay_texts(retort::test::random_history(seed, nullptr).texts(), dialect::mssql);
    if (std::any_of(history.sink.all().begin(), history.sink.all().end(),
                    [](Diagnostic const& d) { return d.severity == Severity::error; }))
      continue;
    expect_history(history, schemas);
  }
  EXPECT_GT(schemas, 100U);
}

}  // namespace
}  // namespace retort::inspect::test
