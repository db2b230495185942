// SPDX-License-Identifier: Apache-2.0
// What SQL Server would keep of a schema of the model is read back as that schema: for each revision of the shop, of
// the histories that have every operation, and of tests/golden/operations. No SQL Server has said so.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "compiler/dialects/mssql/catalogue_queries.hpp"
#include "compiler/inspect/inspect.hpp"
#include "tests/unit/dialects/mssql_histories.hpp"
#include "tests/unit/inspect/mssql_server.hpp"
#include "tests/unit/model/history.hpp"

namespace retort::inspect::test {
namespace {

namespace fs = std::filesystem;

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
  MsSqlServer server(schema);
  auto const known = read(server, &schema);
  auto const found = differences(schema, known);
  EXPECT_EQ(found, "") << schema_text(known, "mssql");
  auto const alone = read(server, nullptr);
  EXPECT_EQ(differences(alone.schema, read(server, &alone.schema)), "") << schema_text(alone, "mssql");
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

}  // namespace
}  // namespace retort::inspect::test
