// SPDX-License-Identifier: Apache-2.0
// The servers that there are, and what one of them does not take.
#include <cstdlib>
#include <iostream>

#include "tests/dialects/run.hpp"

namespace retort::dialects::test {

std::vector<Target const*> const& servers() {
  static std::vector<Target const*> const all = [] {
    std::vector<Target const*> out{&postgresql(), &mariadb()};
    if (std::getenv("RETORT_TEST_MYSQL") != nullptr)
      out.push_back(&mysql());
    else
      std::cerr << "MySQL is NOT tested: RETORT_TEST_MYSQL is not set; MariaDB is.\n";
    if (std::getenv("RETORT_TEST_MSSQL") != nullptr)
      out.push_back(&mssql());
    else
      std::cerr << "SQL Server is NOT tested: RETORT_TEST_MSSQL is not set.\n";
    return out;
  }();
  return all;
}

std::string name_of(testing::TestParamInfo<Target const*> const& tested) {
  return std::string(to_string(tested.param->which));
}

std::vector<std::string> adapted(Target const& target, std::vector<std::string> texts) {
  if (target.which != dialect::mysql) return texts;
  auto const replace = [](std::string& text, std::string const& from, std::string const& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
      text.replace(at, from.size(), to);
  };
  for (auto& text : texts) {
    replace(text, "sql mysql", "sql sqlite");
    for (auto const* before : {"sql ", "native ", "for ", "options "})
      replace(text, std::string(before) + "mariadb", std::string(before) + "mysql");
    for (auto const* sequence :
         {"create sequence numbers start with 5 increment by 2;", "create sequence down start 10 increment -1;",
          "create sequence below start -5;", " default next value for numbers", ", alter column n drop default",
          "drop sequence numbers;", "drop sequence down;", "drop sequence below;", "create sequence \"Counter\";",
          "create sequence s;"})
      replace(text, sequence, "");
    replace(text, "next value for s", "1");
    replace(text, "exists (select 1 from t x where x.id = t.id)", "true");  // refused: it changes t
  }
  return texts;
}

}  // namespace retort::dialects::test
