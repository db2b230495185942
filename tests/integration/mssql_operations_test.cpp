// SPDX-License-Identifier: Apache-2.0
// Every statement for SQL Server, those of the compiler and those of the runtime: all get there through SOCI, unixODBC
// and FreeTDS as they are, and a grammar of Transact-SQL reads them. RETORT_TEST_TSQL is the folder where npm has put
// that grammar, or `none`, which is said.
#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <utility>

#include <nlohmann/json.hpp>

#include "compiler/cli/run.hpp"
#include "compiler/dialects/mssql/catalogue_queries.hpp"
#include "tests/integration/mssql_fixture.hpp"

namespace retort::testing {
namespace {

namespace fs = std::filesystem;

std::string text_of(fs::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// As it is read: values make no difference, and `with values`, which a default of a new column has, the grammar does
// not know. https://learn.microsoft.com/en-us/sql/t-sql/statements/alter-table-column-constraint-transact-sql
std::string readable(std::string text) {
  constexpr std::string_view unknown = " with values";
  if (auto const at = text.rfind(unknown); at != std::string::npos && text.starts_with("alter table "))
    text.erase(at, unknown.size());
  static std::regex const value(
      R"((@retort_[0-9]+ nvarchar\(max\) = cast\(N'' as nvarchar\(max\)\) \+ N')([^']|'')*')");
  return text.starts_with("declare @retort_sql") ? std::regex_replace(text, value, "$1v'") : text;
}

class operations_on_mssql : public ::testing::Test {
 protected:
  operations_on_mssql() { fs::create_directories(folder_); }
  ~operations_on_mssql() override { fs::remove_all(folder_); }

  // Of tests/golden/operations, and the worked example.
  [[nodiscard]] std::vector<bundle> bundles() const {
    std::vector<fs::path> files;
    for (auto const& entry : fs::directory_iterator(fs::path(RETORT_SOURCE_DIR) / "tests/golden/operations"))
      if (entry.path().extension() == ".mig") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<bundle> out{compiled(fs::path(RETORT_SOURCE_DIR) / "migrations").value()};
    for (auto const& file : files) {
      auto const history = history_of(file);
      if (auto found = compiled(history)) out.push_back(std::move(*found));
    }
    return out;
  }
  // A file of tests/golden/operations as a history, whose files have one revision each.
  [[nodiscard]] fs::path history_of(fs::path const& file) const {
    auto history = folder_ / "history";
    fs::remove_all(history);
    fs::create_directories(history);
    auto const text = text_of(file);
    int number = 0;
    for (auto at = text.find("\nrevision "); at != std::string::npos;) {
      auto const end = text.find("\nrevision ", at + 1);
      std::ofstream(history / (std::to_string(++number) + ".mig")) << text.substr(at + 1, end - at);
      at = end;
    }
    return history;
  }
  // The batches of scripts for sqlcmd, each once: what stands between the lines "go", but for its own commands.
  [[nodiscard]] std::vector<std::string> scripts() const {
    std::vector<std::string> out;
    for (auto const* name : {"index_create_concurrently", "update_batches"}) {
      auto const history =
          history_of(fs::path(RETORT_SOURCE_DIR) / "tests/golden/operations" / (std::string(name) + ".mig"));
      for (auto const* way : {"base:head", "head:base"}) {
        std::ostringstream said, err;
        EXPECT_EQ(
            cli::run({"sql", way, "--dialect", "mssql", "--dir", history.string(), "--idempotent", "--allow-data-loss"},
                     said, err),
            0)
            << name << err.str();
        std::istringstream lines(said.str());
        std::string batch;
        for (std::string line; std::getline(lines, line);) {
          if (line == "go")
            out.push_back(std::exchange(batch, {}));
          else if (!line.starts_with(':') && !line.starts_with("--"))
            batch += line + "\n";
        }
      }
    }
    std::erase_if(out, [](std::string const& one) { return one.find_first_not_of(" \n") == std::string::npos; });
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  // Up and down; what was sent.
  [[nodiscard]] static std::vector<std::string> sent(bundle const& content, standin& server) {
    server.answer_with([](std::string const& batch) -> std::optional<tds_answer> {
      // There are no rows for a loop in batches.
      if (purpose(batch).starts_with("work: select")) return tds_answer().rows({tds_type::integer}, {});
      return std::nullopt;
    });
    static constexpr auto nothing = [](step&) {};
    static constexpr call_entry calls[] = {{"number_invoices", nothing}, {"fill", nothing}, {"empty", nothing}};
    options settings;
    settings.allow_data_loss = true;
    auto const session = database::from_url(server.url()).open(true);
    migrator migrate(*session, linked_bundle(content, calls), settings);
    migrate.upgrade();
    migrate.downgrade("base");
    return server.work();
  }

  // All that is said, of the runtime as well; see readable().
  [[nodiscard]] std::set<std::string> everything() const {
    std::set<std::string> texts;
    for (auto const& content : bundles()) {
      standin server;
      static_cast<void>(sent(content, server));
      for (auto const& batch : server.server().batches()) texts.insert(readable(batch));
      for (auto const& revision : content.revisions())
        for (auto const* way : {&revision.upgrade, &revision.downgrade})
          for (auto const& statement : *way) {
            texts.insert(content.probe(revision, statement));
            if (statement.kind != statement_kind::batch) continue;
            auto const loop = content.batch(revision, statement);
            for (auto const* one : {&loop.bound_next, &loop.apply_first, &loop.apply_next, &loop.apply_rest})
              texts.insert(*one);
          }
    }
    for (auto const& question : questions()) texts.insert(question);
    texts.erase("");
    return texts;
  }
  // What `inspect`, `diff` and `verify` ask the catalogue.
  [[nodiscard]] static std::vector<std::string> questions() {
    namespace queries = dialects::mssql::queries;
    std::vector<std::string> out{queries::session, queries::wait_seconds, std::string(queries::wait_as_before) + "-1",
                                 queries::server,  queries::schemas,      queries::tables,
                                 queries::columns, queries::checks,       queries::references,
                                 queries::indexes, queries::sequences,    queries::views};
    out.insert(out.end(), std::begin(queries::others), std::end(queries::others));
    return out;
  }

  fs::path folder_ = fs::path(::testing::TempDir()) / ("retort_tsql_" + std::to_string(::getpid()));

 private:
  // Nothing: it is refused, as its golden file says.
  [[nodiscard]] std::optional<bundle> compiled(fs::path const& history) const {
    std::ostringstream out, err;
    auto const code = cli::run(
        {"compile", history.string(), "--dialect", "mssql", "--name", "own", "--output", folder_.string()}, out, err);
    if (code != 0) return std::nullopt;
    return bundle::from_text(text_of(folder_ / "own.mssql.bundle"));
  }
};

TEST_F(operations_on_mssql, ArriveAsTheyAre) {
  auto const all = bundles();
  EXPECT_GT(all.size(), 60U);
  for (auto const& content : all) {
    std::vector<std::string> expected;
    auto const expect = [&](revision_info const& revision, statement_list const& statements) {
      for (auto const& statement : statements) {
        if (statement.kind == statement_kind::sql) expected.push_back(content.text(revision, statement));
        if (statement.kind != statement_kind::batch) continue;
        auto const loop = content.batch(revision, statement);
        expected.insert(expected.end(), {loop.bound_first, loop.apply_all});
      }
    };
    auto const revisions = content.revisions();
    for (auto const& revision : revisions) expect(revision, revision.upgrade);
    standin server;
    auto const found = sent(content, server);
    // Where the history has branches, its way down is another than up.
    ASSERT_GE(found.size(), expected.size());
    EXPECT_EQ(std::vector<std::string>(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(expected.size())),
              expected);
    expected.clear();
    for (auto at = revisions.rbegin(); at != revisions.rend(); ++at) expect(*at, at->downgrade);
    auto rest = std::vector<std::string>(found.end() - static_cast<std::ptrdiff_t>(expected.size()), found.end());
    std::sort(rest.begin(), rest.end());
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(rest, expected);
  }
}

// What is wrong with each of the texts, as the grammar says it; empty: nothing.
std::vector<std::string> judged(fs::path const& folder, std::string const& grammar,
                                std::vector<std::string> const& texts) {
  std::ofstream(folder / "texts.json") << nlohmann::json(texts);
  auto const command = "NODE_PATH='" + grammar +
                       "/node_modules' node '" RETORT_SOURCE_DIR "/tests/servers/tsql_grammar.js' '" +
                       (folder / "texts.json").string() + "' >'" + (folder / "verdicts.json").string() + "'";
  EXPECT_EQ(std::system(command.c_str()), 0) << command;
  return nlohmann::json::parse(text_of(folder / "verdicts.json")).get<std::vector<std::string>>();
}

// Words that are called: functions, procedures with brackets, and types with a size.
// https://learn.microsoft.com/en-us/sql/t-sql/functions/functions, in SQL Server 2016.
TEST_F(operations_on_mssql, CallWhatThereIs) {
  std::set<std::string> const known{"cast",
                                    "coalesce",
                                    "col_name",
                                    "columnproperty",
                                    "concat",
                                    "convert",
                                    "count",
                                    "databasepropertyex",
                                    "datetimeoffset",
                                    "db_name",
                                    "decimal",
                                    "float",
                                    "format",
                                    "identity",
                                    "isjson",
                                    "lower",
                                    "max",
                                    "nchar",
                                    "newid",
                                    "nullif",
                                    "nvarchar",
                                    "object_id",
                                    "object_schema_name",
                                    "quotename",
                                    "schema_id",
                                    "schema_name",
                                    "serverproperty",
                                    "sysdatetimeoffset",
                                    "type_name",
                                    "upper",
                                    "varbinary",
                                    "varchar"};
  static std::regex const text(R"('([^']|'')*'|\[([^\]]|\]\])*\])"), call(R"(([A-Za-z_0-9@]+)\()");
  std::set<std::string> unknown;
  for (auto const& said : everything()) {
    auto const bare = std::regex_replace(said, text, "''");
    for (std::sregex_iterator at(bare.begin(), bare.end(), call), end; at != end; ++at)
      if (!known.contains((*at)[1].str())) unknown.insert((*at)[1].str());
  }
  EXPECT_THAT(unknown, ::testing::IsEmpty()) << "look it up, then list it here";
}

TEST_F(operations_on_mssql, AreTransactSql) {
  char const* grammar = std::getenv("RETORT_TEST_TSQL");
  ASSERT_NE(grammar, nullptr) << "RETORT_TEST_TSQL is not set: the folder where npm has put @dbml/core (./bootstrap "
                                 "test puts it in build/tsql), or none";
  if (std::string_view(grammar) == "none") GTEST_SKIP() << "no grammar of Transact-SQL is here: it is NOT read";

  auto const texts = everything();
  std::vector<std::string> const all(texts.begin(), texts.end());
  EXPECT_GT(all.size(), 400U);
  auto const verdicts = judged(folder_, grammar, all);
  ASSERT_EQ(verdicts.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(verdicts[i], "") << all[i];

  auto const batches = scripts();
  EXPECT_GT(batches.size(), 10U);
  auto const of_scripts = judged(folder_, grammar, batches);
  ASSERT_EQ(of_scripts.size(), batches.size());
  for (std::size_t i = 0; i < batches.size(); ++i) EXPECT_EQ(of_scripts[i], "") << batches[i];

  // It does see what is wrong.
  std::vector<std::string> const wrong{"create tabel t (a int)",
                                       "select a from t limit 3",
                                       "alter table t drop colum a",
                                       "update t set a = where b = 1",
                                       "select (a from t",
                                       "insert into t (a) valus (1)",
                                       "drop index on t"};
  auto const seen = judged(folder_, grammar, wrong);
  ASSERT_EQ(seen.size(), wrong.size());
  for (std::size_t i = 0; i < wrong.size(); ++i) EXPECT_NE(seen[i], "") << wrong[i];
}

}  // namespace
}  // namespace retort::testing
