// SPDX-License-Identifier: Apache-2.0
// Each operation of tests/golden/operations on each database that takes it, by `retort verify`: up, down and up again,
// what the catalogue has against the model after each revision. Its rows are there meanwhile.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "compiler/cli/run.hpp"
#include "tests/integration/fixture.hpp"
#include "tests/integration/standin.hpp"

namespace retort::testing {
namespace {

namespace fs = std::filesystem;

// Steps in C++ have no program here: they are matters of step_test.cpp.
std::vector<fs::path> operation_files() {
  std::vector<fs::path> out;
  for (auto const& entry : fs::directory_iterator(fs::path(RETORT_SOURCE_DIR) / "tests/golden/operations"))
    if (entry.path().extension() == ".mig" && entry.path().stem() != "call") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

// A schema of MariaDB and MySQL is a database, the same for all tests.
constexpr std::string_view schema = "billing";

void write_history(fs::path const& file, fs::path const& directory, std::string const& instead) {
  fs::create_directories(directory);
  std::ifstream in(file);
  std::ofstream out;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("revision ")) {
      out.close();
      out.open(directory / (std::to_string(++number) + ".mig"));
    }
    if (auto const at = line.find(schema); at != std::string::npos) line.replace(at, schema.size(), instead);
    if (number > 0) out << line << '\n';
  }
}

class operations : public ::testing::TestWithParam<std::tuple<retort::dialect, fs::path>> {};

TEST_P(operations, lead_there_and_back) {
  auto const& [kind, file] = GetParam();
  scratch_database const scratch(kind);
  auto const directory = fs::path(scratch.directory()) / "migrations";
  auto const own_schema = directory.parent_path().filename().string() + "_s";
  write_history(file, directory, own_schema);
  std::ostringstream out, err;
  auto const name = std::string(to_string(kind));
  if (cli::run({"check", directory.string(), "--dialect", name}, out, err) == 1) {
    // Refused when it is compiled: the golden file says so.
    std::ifstream golden(fs::path(file).replace_extension(name + ".sql"));
    std::string const blessed(std::istreambuf_iterator<char>(golden), {});
    EXPECT_NE(blessed.find(" error: "), std::string::npos) << err.str();
    EXPECT_TRUE(blessed.starts_with("-- ") && blessed.find("-- upgrade") == std::string::npos) << err.str();
    return;
  }
  out.str({});
  err.str({});
  if (kind == retort::dialect::mssql) {  // whose catalogue is not read
    ASSERT_EQ(
        cli::run({"compile", directory.string(), "--dialect", name, "--name", "own", "--output", scratch.directory()},
                 out, err),
        0)
        << err.str();
    auto const session = scratch.connect();
    options settings;
    settings.allow_data_loss = true;
    migrator migrate(*session, bundle::open(fs::path(scratch.directory()) / "own.mssql.bundle"), settings);
    migrate.upgrade();
    migrate.downgrade("base");
    migrate.upgrade();
    return;
  }
  auto const code = cli::run({"verify", "--dir", directory.string(), "--db", scratch.url()}, out, err);
  EXPECT_EQ(code, 0) << out.str() << err.str();
  if (kind == retort::dialect::mariadb || kind == retort::dialect::mysql)
    *scratch.connect() << "drop database if exists " + own_schema;
}

// Every statement that the compiler writes for SQL Server gets there through SOCI, unixODBC and FreeTDS as it is.
class operations_on_the_wire : public ::testing::TestWithParam<fs::path> {};

TEST_P(operations_on_the_wire, arrive_as_they_are) {
  auto const folder = fs::path(::testing::TempDir()) / ("retort_wire_" + std::to_string(::getpid()));
  fs::remove_all(folder);
  write_history(GetParam(), folder / "migrations", "billing");
  std::ostringstream out, err;
  if (cli::run({"compile", (folder / "migrations").string(), "--dialect", "mssql", "--name", "own", "--output",
                folder.string()},
               out, err) == 1)
    return;  // refused when it is compiled, see above
  auto const content = bundle::open(folder / "own.mssql.bundle");
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
  for (auto at = revisions.rbegin(); at != revisions.rend(); ++at) expect(*at, at->downgrade);
  standin server;
  server.answer_with([](std::string const& batch) -> std::optional<tds_answer> {
    // There are no rows for a loop in batches.
    if (purpose(batch).starts_with("work: select")) return tds_answer().rows({tds_type::integer}, {});
    return std::nullopt;
  });
  auto const session = database::from_url(server.url()).open(true);
  options settings;
  settings.allow_data_loss = true;
  migrator migrate(*session, content, settings);
  migrate.upgrade();
  migrate.downgrade("base");
  EXPECT_EQ(server.work(), expected);
  fs::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(mssql, operations_on_the_wire, ::testing::ValuesIn(operation_files()),
                         [](auto const& tested) { return tested.param.stem().string(); });

INSTANTIATE_TEST_SUITE_P(databases, operations,
                         ::testing::Combine(::testing::ValuesIn(tested_databases()),
                                            ::testing::ValuesIn(operation_files())),
                         [](::testing::TestParamInfo<std::tuple<retort::dialect, fs::path>> const& tested) {
                           return std::string(to_string(std::get<0>(tested.param))) + "_" +
                                  std::get<1>(tested.param).stem().string();
                         });

}  // namespace
}  // namespace retort::testing
