// SPDX-License-Identifier: Apache-2.0
// Random histories, branches and merges among them, on servers: what compiles is taken by the database, and leads back.
// What the database cannot do is refused by the compiler, and then the history is passed over.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "tests/dialects/run.hpp"
#include "tests/property/options.hpp"
#include "tests/property/random_history.hpp"

namespace retort::dialects::test {
namespace {

bool is_refused(Planned const& planned) {
  Sink sink;
  for (auto const& revision : planned.revisions)
    for (auto const* actions : {&revision.upgrade, &revision.downgrade}) (void)lowered(*planned.target, *actions, sink);
  for (Sink const* found : {&planned.history.sink, &planned.sink, static_cast<Sink const*>(&sink)})
    for (auto const& d : found->all())
      if (d.severity == Severity::error && info(d.code).family != Family::data_loss && d.code != Code::RT0807)
        return true;
  return false;
}

// Steps in C++ that do nothing.
std::map<std::string, std::string> steps_of(Planned const& planned) {
  std::map<std::string, std::string> out;
  for (auto const& revision : planned.revisions)
    for (auto const* actions : {&revision.upgrade, &revision.downgrade})
      for (auto const& action : *actions)
        if (auto const* call = std::get_if<ast::CallStep>(&action.operation)) out[call->name.text] = "select 1";
  return out;
}

// What MariaDB has no statement for stands in raw SQL.
std::vector<std::string> without_analyze(std::vector<std::string> texts) {
  for (auto& text : texts)
    for (auto at = text.find("analyze"); at != std::string::npos; at = text.find("analyze"))
      text.replace(at, 7, "select 1");
  return texts;
}

// Tables that raw SQL makes and the model changes afterwards have the types that it says.
bool makes_tables_by_raw_sql(std::vector<std::string> const& texts) {
  return std::any_of(texts.begin(), texts.end(),
                     [](std::string const& text) { return text.find("sql $x$") != std::string::npos; });
}

// Random rows do not keep random constraints, and views given as text quote names as the standard does: what the
// database says of that ends the history, and is no fault.
bool is_about_rows(std::string const& words) {
  for (auto const* part : {"violates",
                           "is violated",
                           "contains null values",
                           "could not create unique index",
                           "CONSTRAINT `",
                           "Duplicate entry",
                           "cannot be null",
                           "foreign key constraint fails",
                           "out of range",
                           "too long",
                           "invalid input",
                           "rows have it",
                           "Incorrect ",
                           "Data truncated",
                           "Out of range",
                           "division by zero",
                           "Division by 0",
                           "Invalid use of NULL",
                           "cannot cast",
                           "overflow",
                           "Truncated",
                           "near '\"",
                           "ALGORITHM=",
                           "LOCK=NONE"})
    if (words.find(part) != std::string::npos) return true;
  return false;
}

class RandomHistories : public testing::TestWithParam<Target const*> {};

TEST_P(RandomHistories, GoUpAndDownAsFarAsTheyCan) {
  auto const first = retort::test::first_seed();
  auto const last = first + retort::test::case_count(25);
  int ran = 0;
  for (auto seed = first; seed < last; ++seed) {
    auto const texts = without_analyze(retort::test::random_history(seed, nullptr).texts());
    // Every other one while others could work: what the database does not take so is its word, not a fault.
    auto const history =
        planned(*GetParam(), texts, seed % 2 == 0 ? plan::Policy::standard : plan::Policy::zero_downtime);
    if (is_refused(history) || makes_tables_by_raw_sql(texts)) continue;
    try {
      Runner runner(history, steps_of(history));
      std::vector<std::string> before;
      for (std::size_t i = 0; i < history.revisions.size(); ++i) {
        before.push_back(runner.database.catalogue());
        runner.go_up(i);
      }
      runner.expect_schema(history.history.revisions.back().after);
      if (history.history.graph.heads().size() == 1) runner.expect_read_back(history.history.revisions.back().after);
      auto const head = runner.database.catalogue();
      std::size_t i = history.revisions.size();
      for (; i > 0 && !history.revisions[i - 1].irreversible; --i) {
        runner.downgrade(i - 1);
        EXPECT_EQ(runner.database.catalogue(), before[i - 1]) << "after the downgrade of revision " << i;
      }
      for (; i < history.revisions.size(); ++i) runner.go_up(i);
      EXPECT_EQ(runner.database.catalogue(), head);
      ++ran;
    } catch (Refused const& refused) {
      if (!is_about_rows(refused.what())) ADD_FAILURE() << refused.what();
    }
    if (HasFailure()) {
      for (auto const& text : texts) std::cerr << "---\n" << text;
      std::cerr << "RETORT_SEED=" << seed
                << " RETORT_CASES=1 build/dev/bin/dialects --gtest_filter='*RandomHistories*'\n";
      return;
    }
  }
  EXPECT_GT(ran, 0);
}

INSTANTIATE_TEST_SUITE_P(Servers, RandomHistories, testing::ValuesIn(servers()), name_of);

}  // namespace
}  // namespace retort::dialects::test
