// SPDX-License-Identifier: Apache-2.0
// The statements for SQL Server, executed on the server of RETORT_TEST_MSSQL, where there is one: up, down to nothing,
// up again. Each is held against its catalogue query before and after, each downgrade against the catalogue before.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/dialects/run.hpp"
#include "tests/unit/dialects/mssql_histories.hpp"

namespace retort::dialects::test {
namespace {

std::vector<Target const*> mssql_servers() {
  auto out = servers();
  std::erase_if(out, [](Target const* target) { return target->which != dialect::mssql; });
  return out;
}

class MsSqlServer : public testing::TestWithParam<Target const*> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(MsSqlServer);

TEST_P(MsSqlServer, TakesEveryOperation) {
  for (auto const& bodies : mssql_histories()) {
    SCOPED_TRACE(bodies.front());
    auto const history = planned_chain(*GetParam(), bodies);
    EXPECT_EQ(faults(history, false), "");
    std::map<std::string, std::string> steps;
    for (auto const& revision : history.revisions)
      for (auto const* actions : {&revision.upgrade, &revision.downgrade})
        for (auto const& action : *actions)
          if (auto const* call = std::get_if<ast::CallStep>(&action.operation)) steps[call->name.text] = "select 1";
    Runner(history, steps).there_and_back_and_there();
  }
}

TEST_P(MsSqlServer, TakesTheShop) {
  auto const history = planned(*GetParam(), files_of(RETORT_SOURCE_DIR "/migrations"));
  EXPECT_EQ(faults(history, false), "");
  Runner(history, {{"number_invoices", "select 1"}}).there_and_back_and_there();
}

INSTANTIATE_TEST_SUITE_P(Servers, MsSqlServer, testing::ValuesIn(mssql_servers()), name_of);

}  // namespace
}  // namespace retort::dialects::test
