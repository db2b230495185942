// SPDX-License-Identifier: Apache-2.0
// Every operation there is, lowered by a dialect that is the skeleton with a handful of spellings, and run.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "compiler/dialects/sixth/dialect.hpp"
#include "tests/dialects/run.hpp"

namespace retort::dialects::test {
namespace {

namespace fs = std::filesystem;

// It writes for PostgreSQL, whose name it borrows: a name of its own is a line in retort/dialect.hpp.
Target const& target() {
  static Target const one{dialect::postgresql, postgresql().open, sixth::dialects().at(0)};
  return one;
}

std::vector<fs::path> operations() {
  std::vector<fs::path> out;
  for (auto const& entry : fs::directory_iterator(fs::path(RETORT_SOURCE_DIR) / "tests/golden/operations"))
    if (entry.path().extension() == ".mig") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

// The revisions of a file.
std::vector<std::string> revisions_of(fs::path const& file) {
  std::ifstream in(file);
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("revision ")) out.emplace_back();
    if (!out.empty()) out.back() += line + "\n";
  }
  return out;
}

// What takes more than other spellings, and how far the skeleton brings it: to a refusal when it is compiled, or to
// words that PostgreSQL has otherwise. All else has to run.
bool is_refused(std::string const& operation) {
  return operation == "index_create_partial" || operation == "insert_conflict";
}
bool is_said_otherwise(std::string const& operation) {
  static std::set<std::string> const all{"column_add_condition",    // a default that is a condition wants parentheses
                                         "column_add_virtual",      // PostgreSQL 15 has only stored ones
                                         "column_type_checked",     // the check keeps the casts of the old type
                                         "column_type_float_text",  // whose way back wants `using`
                                         "column_type_enum_char",   // wants `using`
                                         "enum_add_value",          // whose way back drops a value
                                         "enum_drop_value"};
  return all.contains(operation);
}

std::string refusals(Planned const& history) {
  Sink sink;
  for (auto const& revision : history.revisions) {
    for (auto const& statement : lowered(target(), revision.upgrade, sink)) EXPECT_FALSE(statement.summary.empty());
    for (auto const& statement : lowered(target(), revision.downgrade, sink)) EXPECT_FALSE(statement.summary.empty());
  }
  std::string out = faults(history, true);
  for (auto const& d : sink.all()) out += std::string(info(d.code).name) + " " + d.message + "\n";
  return out;
}

class NewDialect : public testing::TestWithParam<fs::path> {};

TEST_P(NewDialect, LeadsThereAndBack) {
  auto const history = planned(target(), revisions_of(GetParam()));
  auto const operation = GetParam().stem().string();
  if (is_refused(operation)) {
    EXPECT_THAT(refusals(history), testing::StartsWith("RT0801 Sixth "));
    return;
  }
  ASSERT_EQ(refusals(history), "");
  if (is_said_otherwise(operation)) return;
  Runner runner(history, {{"fill", "select 1"}, {"empty", "select 2"}});
  runner.there_and_back_and_there();
}

INSTANTIATE_TEST_SUITE_P(Operations, NewDialect, testing::ValuesIn(operations()),
                         [](testing::TestParamInfo<fs::path> const& tested) { return tested.param.stem().string(); });

}  // namespace
}  // namespace retort::dialects::test
