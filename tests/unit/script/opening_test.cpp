// SPDX-License-Identifier: Apache-2.0
// A script looks at the version of the server before it does anything there. What the servers make of the conditions,
// tests/integration sees; of SQL Server there is the text alone.
#include <gmock/gmock.h>

#include "runtime/script/client.hpp"

namespace retort::script {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string opened(dialect database, std::string const& oldest) {
  std::string out;
  client_of(database).open(out, {{"", "v", "h", "j", "r"}, {}, {}, oldest});
  return out;
}

TEST(Opening, RefusesAnOlderServerBeforeTheLockIsTaken) {
  for (auto const database : {dialect::sqlite, dialect::postgresql, dialect::mysql, dialect::mariadb, dialect::mssql}) {
    auto const text = opened(database, "2019");
    auto const refused = text.find("the server is older than 2019, which the script is for");
    EXPECT_LT(refused, text.find("another migrator holds the lock")) << to_string(database);
    EXPECT_NE(refused, std::string::npos) << to_string(database);
    EXPECT_THAT(opened(database, ""), Not(HasSubstr("is older than"))) << to_string(database);
  }
  EXPECT_THAT(opened(dialect::mssql, "2019"),
              HasSubstr("as int), 9999) >= 2019) begin; throw 50000, N'the server is older than 2019"));
}

TEST(Opening, ReadsTheNumbersOfAVersion) {
  EXPECT_THAT(words::numbers_of_version("10.11.6-MariaDB"), ElementsAre(10, 11, 6));
  EXPECT_THAT(words::numbers_of_version("8.0"), ElementsAre(8, 0));
  EXPECT_THAT(words::numbers_of_version("3.40.1.5"), ElementsAre(3, 40, 1));
  EXPECT_THAT(words::numbers_of_version("12beta1"), ElementsAre(12));
  EXPECT_THAT(words::numbers_of_version("new"), IsEmpty());
  EXPECT_EQ(words::not_below({"a", "b"}, {10, 2}), "(a, b) >= (10, 2)");
}

}  // namespace
}  // namespace retort::script
