// SPDX-License-Identifier: Apache-2.0
// What goes wrong on SQL Server: errors wherever they stand among the results, locks, lines that are cut.
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "tests/integration/mssql_fixture.hpp"

namespace retort::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(mssql, AnErrorHasTheLineOfTheStatementAndAllWordsOfTheServer) {
  server_.answer_with([](std::string const& batch) -> std::optional<tds_answer> {
    if (batch != "alter table a add constraint fk") return std::nullopt;
    return tds_answer()
        .error(1785, "Introducing FOREIGN KEY constraint 'fk' on table 'a' may cause cycles or multiple cascade paths.")
        .error(1750, "Could not create constraint or index. See previous errors.");
  });
  try {
    upgrade(one({sql("create table a (id int)"), sql("alter table a add constraint fk")}));
    FAIL();
  } catch (statement_failed const& refused) {
    EXPECT_EQ(refused.facts().file, "r1.mig");
    EXPECT_EQ(refused.facts().line, 2U);
    EXPECT_EQ(refused.facts().native_code, 1785);
    EXPECT_EQ(refused.facts().message,
              "Introducing FOREIGN KEY constraint 'fk' on table 'a' may cause cycles or multiple cascade paths.; Could "
              "not create constraint or index. See previous errors.");
    EXPECT_THAT(refused.what(), StartsWith("r1.mig:2: statement 2 of the upgrade of 'r1' (statement 2) failed: Intro"));
    EXPECT_THAT(refused.what(), HasSubstr("before it: statement 1, rolled back with its transaction"));
  }
  EXPECT_THAT(server_.heads(), ElementsAre());
  EXPECT_THAT(server_.log(), ElementsAre("upgrade r1 failed"));
}

TEST_F(mssql, AnErrorBehindResultsIsNotLost) {
  server_.answer_with([](std::string const& batch) -> std::optional<tds_answer> {
    if (batch == "changes") return tds_answer().done(3).done().done(0).error(547, "The row is in use.");
    if (batch == "rows")
      return tds_answer().rows({tds_type::integer}, {{"1"}, {"2"}}).done(1).error(8134, "Divide by zero error.");
    if (batch == "words") return tds_answer().info("hello").done().info("again").done().error(50000, "own words");
    if (batch == "two") return tds_answer().error(50001, "the first").done(1).error(50002, "the second");
    return std::nullopt;
  });
  for (auto const& [text, words] : std::vector<std::pair<std::string, std::string>>{{"changes", "The row is in use."},
                                                                                    {"rows", "Divide by zero error."},
                                                                                    {"words", "own words"},
                                                                                    {"two", "the first"}})
    EXPECT_THAT(refusal<statement_failed>(one({sql(text)})), HasSubstr("failed: " + words)) << text;
  EXPECT_THAT(server_.heads(), ElementsAre());
  // What was not read any more is in nobody's way: the failure is recorded over the same connection.
  EXPECT_EQ(server_.log(), std::vector<std::string>(4, "upgrade r1 failed"));
}

TEST_F(mssql, ALostLockAndADeadlockAreTriedAgain) {
  int tries = 0;
  server_.answer_with([&](std::string const& batch) -> std::optional<tds_answer> {
    if (batch != "insert into r1 values (1)") return std::nullopt;
    switch (++tries) {
      case 1:
        return tds_answer().error(1222, "Lock request time out period exceeded.");
      case 2:
        return tds_answer().error(1205, "Transaction was deadlocked.", 13);
      default:
        return std::nullopt;
    }
  });
  course_of_run watcher;
  options settings;
  settings.observer = &watcher;
  upgrade(chain(1), settings);
  EXPECT_THAT(watcher.lines, ElementsAre("retries 1: Lock request time out period exceeded.",
                                         "retries 2: Transaction was deadlocked."));
  EXPECT_EQ(count_of(server_.work(), "create table r1 (id integer primary key)"), 3U);
  EXPECT_THAT(server_.heads(), ElementsAre("r1"));
}

TEST_F(mssql, ALockIsNotWaitedForWithoutEnd) {
  server_.answer_with([&](std::string const& batch) -> std::optional<tds_answer> {
    if (batch != "insert into r1 values (1)") return std::nullopt;
    return tds_answer().error(1222, "Lock request time out period exceeded.");
  });
  options settings;
  settings.retries = 1;
  EXPECT_THAT(refusal<statement_failed>(chain(1), settings), HasSubstr("Lock request time out"));
  EXPECT_EQ(count_of(server_.work(), "insert into r1 values (1)"), 2U);
}

TEST_F(mssql, AStatementThatTakesTooLongIsStopped) {
  server_.answer_with([&](std::string const& batch) -> std::optional<tds_answer> {
    if (batch != "insert into r1 values (1)") return std::nullopt;
    return tds_answer().silence();
  });
  options settings;
  settings.statement_timeout = std::chrono::milliseconds{10};  // a second: ODBC counts no parts of one
  EXPECT_THAT(refusal<statement_failed>(chain(1), settings), HasSubstr("imeout"));
  EXPECT_THAT(server_.heads(), ElementsAre());
}

TEST_F(mssql, ALineThatIsCutIsToldAndTheNextRunCarriesOn) {
  bool cuts = true;
  std::string at;
  server_.answer_with([&](std::string const& batch) -> std::optional<tds_answer> {
    if (!cuts || purpose(batch) != at) return std::nullopt;
    cuts = false;
    return tds_answer().cut();
  });
  for (auto const* const where : {"work: insert into r1 values (1)", "commit", "begin", "version", "history"}) {
    cuts = true;
    at = where;
    upgrade({});
    auto const words = refusal<connection_failed>(chain(1));
    EXPECT_EQ(words.find("Pa55word"), std::string::npos);
    EXPECT_THAT(server_.heads(), ElementsAre()) << where;
  }
  EXPECT_THAT(upgrade(chain(1)).heads, ElementsAre("r1"));
}

TEST_F(mssql, ALineThatIsCutInTheMiddleOfAnAnswer) {
  server_.answer_with([&](std::string const& batch) -> std::optional<tds_answer> {
    if (batch != "insert into r1 values (1)") return std::nullopt;
    return tds_answer().rows({tds_type::integer}, {{"1"}}).done(1).cut();
  });
  EXPECT_THAT(refusal<connection_failed>(chain(1)),
              StartsWith("the upgrade of 'r1' was broken off at statement 2 (statement 2, r1.mig:2): "));
}

TEST_F(mssql, OutsideOfTransactionsAPartMayBeInEffect) {
  server_.answer_with([&](std::string const& batch) -> std::optional<tds_answer> {
    if (batch.starts_with("one")) return tds_answer().error(1505, "duplicate key");
    if (batch.starts_with("counted")) return tds_answer().done(2).error(1505, "duplicate key");
    return std::nullopt;
  });
  constexpr char partly[] = "of the failed statement a part is in effect";
  EXPECT_THAT(refusal<statement_failed>(one({outside("one ';x' [;y] -- ; z\n;", 1)})), Not(HasSubstr(partly)));
  EXPECT_THAT(server_.journal(), ElementsAre());
  EXPECT_THAT(refusal<statement_failed>(one({outside("one; two", 1)})), HasSubstr(partly));
  EXPECT_THAT(server_.journal(), ElementsAre("r1 upgrade 1 intent"));
}

TEST_F(mssql, AStatementThatEndsItsTransactionIsFound) {
  bool ended = false;
  server_.answer_with([&](std::string const& batch) -> std::optional<tds_answer> {
    ended = ended || batch == "commit";
    if (ended && batch == "select @@trancount") return tds_answer().rows({tds_type::integer}, {{"0"}});
    return std::nullopt;
  });
  EXPECT_THAT(refusal<statement_failed>(one({sql("commit")})), HasSubstr("ended the transaction it was run in"));
}

}  // namespace
}  // namespace retort::testing
