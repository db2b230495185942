// SPDX-License-Identifier: Apache-2.0
// What the runtime sends to SQL Server and in which order, what it reads, and who has the lock.
#include <gmock/gmock.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "runtime/src/reading.hpp"
#include "tests/integration/mssql_fixture.hpp"

namespace retort::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(mssql, AnUpgradeFromNothing) {
  auto const done = upgrade(chain(2));
  EXPECT_THAT(done.heads, ElementsAre("r2"));
  EXPECT_THAT(server_.heads(), ElementsAre("r2"));
  EXPECT_THAT(server_.log(), ElementsAre("upgrade r1 done", "upgrade r2 done"));
  // What a revision does, that it is done, and its row of the history share a transaction. Each statement is asked
  // whether it left that open.
  EXPECT_EQ(server_.course(),
            "transaction? | enter | read | read | journal | server | lock | read | read | journal | begin | make "
            "tables | make tables | make tables | transaction? | commit | revision | begin | work: create table r1 "
            "(id integer primary key) | transaction? | work: insert into r1 values (1) | transaction? | version | "
            "history | commit | begin | work: create table r2 (id integer primary key) | transaction? | work: "
            "insert into r2 values (2) | transaction? | version | history | commit | rollback | leave and unlock");
  // Statements go as they are, and as batches: neither prepared nor as calls, nor in transactions of the driver.
  EXPECT_THAT(server_.server().other_messages(), ElementsAre());
}

TEST_F(mssql, TheSessionIsOneThatBundlesAreMadeForAndIsLeftAsItWas) {
  upgrade(chain(1));
  auto const batches = server_.server().batches();
  std::string enter, begin, leave;
  for (auto const& batch : batches) {
    if (purpose(batch) == "enter") enter = batch;
    if (purpose(batch) == "begin") begin = batch;
    if (purpose(batch) == "leave and unlock") leave = batch;
  }
  constexpr char settings[] =
      "set xact_abort, ansi_nulls, ansi_padding, ansi_warnings, arithabort, concat_null_yields_null, quoted_identifier "
      "on; set numeric_roundabort, implicit_transactions, nocount off; set textsize 2147483647; set lock_timeout "
      "10000;";
  EXPECT_THAT(enter, HasSubstr(settings));
  EXPECT_EQ(begin, std::string(settings) + " begin transaction");
  // 5496, what the session had, is all of these but xact_abort.
  EXPECT_EQ(leave,
            "exec sp_releaseapplock @Resource = N'retort dbo.retort_version', @LockOwner = 'Session'; set xact_abort "
            "off; set lock_timeout -1; set textsize 2147483647");
}

TEST_F(mssql, AtHeadNothingIsLocked) {
  upgrade(chain(1));
  server_.server().forget();
  upgrade(chain(1));
  EXPECT_EQ(server_.course(), "transaction? | enter | read | rollback | leave");
}

TEST_F(mssql, ADowngradeTakesBackInOneTransactionEach) {
  upgrade(chain(2));
  server_.server().forget();
  auto const session = connect();
  migrator(*session, make(chain(2))).downgrade("base");
  EXPECT_THAT(server_.heads(), ElementsAre());
  EXPECT_EQ(server_.course(),
            "transaction? | enter | read | rollback | leave | transaction? | enter | read | server | lock | read | "
            "history | revision | begin | work: drop table r2 | transaction? | version | history | commit | begin "
            "| work: drop table r1 | transaction? | version | history | commit | rollback | leave and unlock");
}

TEST_F(mssql, WhoHasTheLockIsTold) {
  server_.lock_away(true);
  course_of_run watcher;
  auto settings = impatient();
  settings.observer = &watcher;
  EXPECT_THAT(refusal<lock_timeout>(chain(1), settings),
              HasSubstr("another migrator holds the lock: session 61 (deploy) of user app from web1, connected since "
                        "2026-01-02 03:04:05 UTC; gave up"));
  EXPECT_THAT(server_.work(), ElementsAre());
  auto const session = connect();
  auto const holder = migrator(*session, make(chain(1))).who_holds_the_lock();
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->process, "session 61");
  server_.unlock();
  EXPECT_FALSE(migrator(*session, make(chain(1))).who_holds_the_lock());
}

TEST_F(mssql, ALoginThatMayNotSeeWhoHasTheLockIsToldThatItIsHeld) {
  server_.lock_away(false);
  EXPECT_THAT(refusal<lock_timeout>(chain(1), impatient()),
              HasSubstr("another migrator holds the lock: a session that this login may not see; gave up"));
}

TEST_F(mssql, TheLockIsWaitedFor) {
  server_.lock_away(true);
  course_of_run watcher;
  options settings;
  settings.observer = &watcher;
  int tries = 0;
  server_.answer_with([&](std::string const& batch) -> std::optional<tds_answer> {
    if (purpose(batch) == "lock" && ++tries == 3)
      return tds_answer().rows({tds_type::text, tds_type::integer, tds_type::text, tds_type::text},
                               {{"READ_WRITE", "0", "retort dbo.retort_version", "dbo"}});
    return std::nullopt;
  });
  upgrade(chain(1), settings);
  EXPECT_THAT(
      watcher.lines,
      ElementsAre("awaits: session 61 (deploy) of user app from web1, connected since 2026-01-02 03:04:05 UTC"));
  EXPECT_THAT(server_.heads(), ElementsAre("r1"));
}

TEST_F(mssql, AReplicaAndAnOldServerAreRefused) {
  server_.take_no_changes(true);
  EXPECT_THAT(refusal<unusable_session>(chain(1)), HasSubstr("migrations are run on the primary"));
  server_.take_no_changes(false);
  server_.version("12.0.6024.0", 3);
  EXPECT_EQ(refusal<unusable_session>(chain(1)),
            "the server is SQL Server 12.0.6024.0, and bundles are made for SQL Server 2016 (13) and newer");
  server_.version("12.0.2000.8", 5);  // Azure SQL Database has had this number for years
  EXPECT_THAT(upgrade(chain(1)).heads, ElementsAre("r1"));
}

TEST_F(mssql, OutsideOfTransactionsNoLockLimitHoldsAndTheStatementIsJournalled) {
  upgrade(one({sql("create table a (id int)"), outside("create index i on a (id)", 2), sql("drop table b", 3)}));
  auto course = server_.course();
  course.erase(0, course.find("work: "));
  // The note that the index is begun is committed with what stands before it.
  EXPECT_EQ(course,
            "work: create table a (id int) | transaction? | journal | journal | journal | journal "
            "| commit | limit | work: create index i on a (id) | transaction? | begin | journal | journal | commit "
            "| begin | work: drop table b | transaction? | version | journal | history | commit | rollback | leave "
            "and unlock");
  EXPECT_EQ(count_of(server_.server().batches(), "set lock_timeout -1"), 1U);
}

TEST_F(mssql, APieceOfABatchCountsItsRows) {
  batch_text loop{2, 0, 1, "first", "next", "apply first", "apply next", "apply rest", "apply all"};
  int pieces = 0;
  server_.answer_with([&](std::string const& batch) -> std::optional<tds_answer> {
    auto const part = [&](std::string const& text) { return batch.find("N'" + text + "'") != std::string::npos; };
    if (batch == "first") return tds_answer().rows({tds_type::long_text}, {{"k'\u00fc\U0001F600"}});
    if (part("next"))
      return ++pieces == 1 ? tds_answer().rows({tds_type::long_text}, {{"m"}})
                           : tds_answer().rows({tds_type::long_text}, {});
    if (part("apply first")) return tds_answer().done_in_procedure(2);
    // Triggers that count, before the statement that woke them.
    if (part("apply next")) return tds_answer().done_in_procedure(40).done_in_procedure(3);
    if (part("apply rest")) return tds_answer().done_in_procedure(0);
    return std::nullopt;
  });
  course_of_run watcher;
  options settings;
  settings.observer = &watcher;
  upgrade(one({batches(loop, 1)}), settings);
  EXPECT_THAT(watcher.lines, ElementsAre("1 pieces, 2 rows", "2 pieces, 5 rows", "3 pieces, 5 rows"));
  auto const work = server_.work();
  ASSERT_EQ(work.size(), 6U);
  EXPECT_EQ(work[1],
            "declare @retort_sql nvarchar(max) = cast(N'' as nvarchar(max)) + N'apply first', @retort_1 nvarchar(max) "
            "= cast(N'' as nvarchar(max)) + N'k''\u00fc\U0001F600'; exec sp_executesql @retort_sql, N'@p1 "
            "nvarchar(max)', @p1 = @retort_1");
}

TEST_F(mssql, LongTextsGoAndComeWhole) {
  std::string text;
  for (int i = 0; i < 30'000; ++i) text += i % 3 == 0 ? "a" : i % 3 == 1 ? "\u20ac" : "\U0001F600";
  server_.answer_with([&](std::string const& batch) -> std::optional<tds_answer> {
    if (batch == "ask")
      return tds_answer().rows(
          {tds_type::long_text, tds_type::text, tds_type::long_text, tds_type::text, tds_type::integer},
          {{text, "\u00fc", std::nullopt, "", "-7"}, {"", std::nullopt, "z", "y", std::nullopt}});
    return std::nullopt;
  });
  auto const session = open_database(database::from_url(server_.url()), true).query("ask");
  ASSERT_EQ(session.size(), 2U);
  EXPECT_EQ(session[0], (row{text, "\u00fc", std::nullopt, "", "-7"}));
  EXPECT_EQ(session[1], (row{"", std::nullopt, "z", "y", std::nullopt}));
  upgrade(one({sql("insert '" + text + "' -- :name ? {d x} {fn x}")}));
  EXPECT_THAT(server_.work(), ElementsAre("ask", "insert '" + text + "' -- :name ? {d x} {fn x}"));
}

TEST_F(mssql, StepsInCppHaveTheSession) {
  static constexpr call_entry calls[] = {{"fill", [](step& given) {
                                            given.session() << "insert into a values (1)";
                                            given.execute("insert into a values (':x')");
                                            std::string const values[] = {"v"};
                                            EXPECT_EQ(given.query("select @p1", values), std::vector<row>{{"answer"}});
                                          }}};
  server_.answer_with([&](std::string const& batch) -> std::optional<tds_answer> {
    if (batch.find("select @p1") == std::string::npos) return std::nullopt;
    return tds_answer().rows({tds_type::text}, {{"answer"}});
  });
  auto const session = connect();
  migrator(*session, linked_bundle(make(one({call("fill")})), calls)).upgrade();
  EXPECT_THAT(server_.work(), ElementsAre("insert into a values (':x')", HasSubstr("N'select @p1'")));
  // SOCI prepares what it is given: a call of sp_prepare, one of sp_execute.
  EXPECT_THAT(server_.server().other_messages(), Contains("3"));
}

class programs_on_mssql : public mssql {
 protected:
  programs_on_mssql() { std::filesystem::create_directories(folder_); }
  ~programs_on_mssql() override { std::filesystem::remove_all(folder_); }
  // Said to a shell in the root of the repository.
  void run(std::string const& program, std::string const& words) const {
    auto const log = (folder_ / "log").string();
    auto const command = "cd '" RETORT_SOURCE_DIR "' && '" + program + "' " + words + " >'" + log + "' 2>&1";
    int const code = std::system(command.c_str());
    std::ifstream said(log);
    EXPECT_EQ(code, 0) << std::string(std::istreambuf_iterator<char>(said), {});
  }
  [[nodiscard]] std::string file(std::string const& name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) / ("retort_mssql_" + std::to_string(getpid()));
};

// unixODBC is loaded with the first connection.
TEST_F(programs_on_mssql, TheDeployProgramSpeaksToIt) {
  std::ofstream(file("chain.bundle"), std::ios::binary) << bundle_text(retort::dialect::mssql, chain(2));
  auto const to = " --bundle '" + file("chain.bundle") + "' --db '" + server_.url() + "'";
  run(RETORT_MIGRATE_PROGRAM, "upgrade head" + to);
  EXPECT_THAT(server_.heads(), ElementsAre("r2"));
  run(RETORT_MIGRATE_PROGRAM, "check" + to);
  run(RETORT_MIGRATE_PROGRAM, "downgrade base" + to);
  EXPECT_THAT(server_.heads(), ElementsAre());
}

// The worked example, as the compiler compiles it.
TEST_F(programs_on_mssql, TheShopGoesUpAndDown) {
  run(RETORT_PROGRAM, "compile --dialect mssql --name shop --output '" + file("") + "' migrations");
  std::ifstream in(file("shop.mssql.bundle"), std::ios::binary);
  auto const shop = bundle::from_text(std::string(std::istreambuf_iterator<char>(in), {}));
  static constexpr call_entry calls[] = {{"number_invoices", [](step& given) { given.execute("the step"); }}};
  // There are no rows in any table.
  server_.answer_with([&](std::string const& batch) -> std::optional<tds_answer> {
    if (purpose(batch).starts_with("work: select")) return tds_answer().rows({tds_type::integer}, {});
    return std::nullopt;
  });
  options settings;
  settings.allow_data_loss = true;
  auto const session = connect();
  migrator migrate(*session, linked_bundle(shop, calls), settings);
  migrate.upgrade();
  EXPECT_EQ(server_.log().size(), shop.revisions().size());
  EXPECT_EQ(server_.heads().size(), migrate.heads().size());
  EXPECT_THAT(server_.work(), Contains("the step"));
  migrate.downgrade("base");
  EXPECT_THAT(server_.heads(), ElementsAre());
  EXPECT_THAT(server_.journal(), ElementsAre());
}

}  // namespace
}  // namespace retort::testing
