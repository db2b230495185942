// SPDX-License-Identifier: Apache-2.0
// Each operation of tests/golden/operations on each database that takes it, by `retort verify`: up, down and up again,
// what the catalogue has against the model after each revision. Its rows are there meanwhile.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "compiler/cli/run.hpp"
#include "tests/integration/fixture.hpp"

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

// Under the policy zero-downtime, what is done in other steps than by the standard one.
class online_operations : public ::testing::TestWithParam<std::tuple<retort::dialect, fs::path>> {};

TEST_P(online_operations, lead_there_and_back) {
  auto const& [kind, file] = GetParam();
  scratch_database const scratch(kind);
  auto const directory = fs::path(scratch.directory()) / "migrations";
  write_history(file, directory, directory.parent_path().filename().string() + "_s");
  std::ofstream(directory / "retort.toml") << "policy = \"zero-downtime\"\n";
  std::ostringstream out, err;
  auto const code = cli::run({"verify", "--dir", directory.string(), "--db", scratch.url(), "--rows", "3"}, out, err);
  EXPECT_EQ(code, 0) << out.str() << err.str();
}

std::vector<std::tuple<retort::dialect, fs::path>> online_files() {
  std::vector<std::tuple<retort::dialect, fs::path>> out;
  for (auto const kind : tested_databases())
    for (auto const& file : operation_files()) {
      std::ifstream golden(fs::path(file).replace_extension(std::string(to_string(kind)) + ".online.sql"));
      std::string first;
      if (std::getline(golden, first) && first == "-- upgrade") out.emplace_back(kind, file);
    }
  return out;
}

INSTANTIATE_TEST_SUITE_P(databases, online_operations, ::testing::ValuesIn(online_files()),
                         [](::testing::TestParamInfo<std::tuple<retort::dialect, fs::path>> const& tested) {
                           return std::string(to_string(std::get<0>(tested.param))) + "_" +
                                  std::get<1>(tested.param).stem().string();
                         });

INSTANTIATE_TEST_SUITE_P(databases, operations,
                         ::testing::Combine(::testing::ValuesIn(tested_databases()),
                                            ::testing::ValuesIn(operation_files())),
                         [](::testing::TestParamInfo<std::tuple<retort::dialect, fs::path>> const& tested) {
                           return std::string(to_string(std::get<0>(tested.param))) + "_" +
                                  std::get<1>(tested.param).stem().string();
                         });

}  // namespace
}  // namespace retort::testing
