// SPDX-License-Identifier: Apache-2.0
// retort sql: what it takes and refuses. That its scripts do what they should, tests/integration shows on databases.
#include <gmock/gmock.h>

#include <sstream>

#include "tests/unit/cli/program.hpp"

namespace retort::cli::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Script : public Program {
 protected:
  void SetUp() override {
    Program::SetUp();
    put_history();
  }
};

TEST_F(Script, GoesFromThePlaceToThePlace) {
  auto const whole = run({"sql", "--dialect", "postgresql"});
  EXPECT_EQ(whole.code, 0) << whole.err;
  EXPECT_THAT(whole.out, StartsWith("-- migrations: upgrade of postgresql from base to b200, 2 revisions"));
  EXPECT_THAT(whole.out, HasSubstr("-- migrations/0001.mig:5: create table users\ncreate table users ("));
  EXPECT_THAT(whole.out, HasSubstr("update \"retort_version\" set version_num = 'b200' where version_num = 'a100'"));
  EXPECT_EQ(run({"sql", "head", "--dialect", "postgresql"}).out, whole.out);
  EXPECT_EQ(run({"sql", "base:b200", "--dialect", "postgresql"}).out, whole.out);

  auto const second = run({"sql", "a100:+1", "--dialect", "postgresql"});
  EXPECT_EQ(second.code, 0) << second.err;
  EXPECT_THAT(second.out, Not(HasSubstr("create table users (")));
  EXPECT_THAT(second.out, HasSubstr("create table orders ("));
}

TEST_F(Script, GoesDownWhereTheTargetIsBelow) {
  auto const refused = run({"sql", "head:a100"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("--allow-data-loss"));
  EXPECT_EQ(refused.out, "");
  for (auto const* range : {"head:a100", "b200:-1"}) {
    auto const down = run({"sql", range, "--allow-data-loss"});
    EXPECT_EQ(down.code, 0) << down.err;
    EXPECT_THAT(down.out, HasSubstr("-- loses data: drops table 'orders' and its rows"));
    EXPECT_THAT(down.out, HasSubstr("drop table orders;"));
    EXPECT_THAT(down.out, Not(HasSubstr("drop table users;")));
  }
}

TEST_F(Script, IsWrittenToAFile) {
  auto const printed = run({"sql", "--idempotent"}).out;
  auto const ran = run({"sql", "--idempotent", "--output", "out/shop.sql"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(text_of("out/shop.sql"), printed);
}

TEST_F(Script, WhatIsRefused) {
  put("retort.toml", "directories = ['migrations']\ndialects = ['sqlite', 'postgresql']\n");
  auto const several = run({"sql"});
  EXPECT_EQ(several.code, 2);
  EXPECT_THAT(several.err, HasSubstr("--dialect"));
  for (auto const* range : {"nope", "base:nope", "nope:head", "a100:nope", "a100,b200:head"}) {
    auto const ran = run({"sql", range, "--dialect", "sqlite"});
    EXPECT_EQ(ran.code, 1) << range;
    EXPECT_THAT(ran.err, StartsWith("retort: error: "));
    EXPECT_EQ(ran.out, "");
  }
  put("migrations/0003.mig", "revision c300 'A step';\nrevises b200;\nupgrade {\n  call fill;\n}\ndowngrade { }\n");
  auto const step = run({"sql", "--dialect", "sqlite"});
  EXPECT_EQ(step.code, 1);
  EXPECT_THAT(step.err, HasSubstr("(migrations/0003.mig:4) calls 'fill', a step written in C++"));
  EXPECT_EQ(run({"sql", "a100:b200", "--dialect", "sqlite"}).code, 0) << "the step is not on the way";
  put("migrations/0004.mig", mistake);
  EXPECT_EQ(run({"sql", "a100:b200", "--dialect", "sqlite"}).code, 1) << "nothing is written of a faulty history";
}

TEST_F(Script, ConditionsThatAServerRefuses) {
  put("migrations/0003.mig",
      "revision c300 'A procedure';\nrevises b200;\nupgrade {\n"
      "  sql mariadb $$create or replace procedure tidy() begin delete from orders; end$$;\n}\n"
      "downgrade {\n  sql mariadb 'drop procedure tidy';\n}\n");
  auto const plain = run({"sql", "--dialect", "mariadb"});
  EXPECT_EQ(plain.code, 0) << plain.err;
  EXPECT_THAT(plain.out, HasSubstr("delimiter //\ncreate or replace procedure tidy() begin delete from orders; end//"));
  auto const again = run({"sql", "--dialect", "mariadb", "--idempotent"});
  EXPECT_EQ(again.code, 1);
  EXPECT_THAT(again.err, HasSubstr("has `create procedure`"));
}

// psql would put values of its own into the places of names behind a colon.
TEST_F(Script, NamesBehindColonsAreLeftToTheServer) {
  put("migrations/0003.mig",
      "revision c300 'Raw';\nrevises b200;\nupgrade {\n"
      "  sql postgresql $x$select a[1:PORT], b::text, c:'d', ':HOST', \":USER\", $$:ENCODING$$ -- :DBNAME$x$;\n}\n"
      "downgrade { }\n");
  auto const ran = run({"sql", "b200:head", "--dialect", "postgresql"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out,
              HasSubstr("select a[1: PORT], b::text, c: 'd', ':HOST', \":USER\", $$:ENCODING$$ -- :DBNAME\n;\n"));
}

TEST_F(Script, CommentsOfRawSqlDoNotEndConditions) {
  put("migrations/0003.mig",
      "revision c300 'Raw';\nrevises b200;\nupgrade {\n"
      "  sql mariadb $x$/* create the event rows */ insert into orders (id) values (1);\n-- done$x$;\n}\n"
      "downgrade { }\n");
  auto const ran = run({"sql", "--dialect", "mariadb", "--idempotent"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("\ninsert into orders (id) values (1);\n"));
}

TEST_F(Script, GoesDownToABranch) {
  EXPECT_THAT(run({"sql", "head:b200@-1", "--allow-data-loss"}).out, HasSubstr("drop table orders;"));
}

// No server here runs what sqlcmd is given. What is known of sqlcmd: a line `go` ends a batch wherever it stands, and
// other words at the beginning of a line are commands. What is known of batches: a variable is declared once in each.
void expect_batches_of_sqlcmd(std::string const& script) {
  std::istringstream lines(script);
  std::string batch;
  int batches = 0;
  auto const count = [&](std::string_view word) {
    int found = 0;
    for (auto at = batch.find(word); at != std::string::npos; at = batch.find(word, at + 1)) ++found;
    return found;
  };
  for (std::string line; std::getline(lines, line);) {
    if (line != "go") {
      for (auto const* command : {"exit", "quit", "reset", "!!", "go "})
        EXPECT_FALSE(line.starts_with(command)) << line;
      batch += line + "\n";
      continue;
    }
    ++batches;
    EXPECT_LE(count("declare @retort_text "), 1) << batch;
    EXPECT_EQ(count("@retort_text") > 0, count("declare @retort_text ") > 0) << batch;
    EXPECT_EQ(count("'") % 2, 0) << "a text is cut: " << batch;
    batch.clear();
  }
  EXPECT_EQ(batch.find_first_not_of(" \n"), std::string::npos) << "behind the last go: " << batch;
  EXPECT_GT(batches, 5);
}

TEST_F(Script, OfSqlServerIsMadeOfBatches) {
  put("migrations/0003.mig",
      "revision c300 'Raw';\nrevises b200;\nupgrade {\n"
      "  sql mssql $x$print 'a\ngo\nexit\nb'$x$;\n  sql mssql $x$print 'c\ngo\nd'$x$;\n"
      "  update users set email = 'x' where id > 0 in batches of 100 pause 1500 ms;\n"
      "  create index concurrently ix on orders (user_id);\n}\ndowngrade irreversible 'x';\n");
  for (auto const& flags : {std::vector<std::string>{}, {"--idempotent"}}) {
    std::vector<std::string> words{"sql", "--dialect", "mssql"};
    words.insert(words.end(), flags.begin(), flags.end());
    auto const ran = run(words);
    ASSERT_EQ(ran.code, 0) << ran.err;
    expect_batches_of_sqlcmd(ran.out);
    EXPECT_THAT(ran.out, HasSubstr("''a' + nchar(10) + N'go' + nchar(10) + N'exit' + nchar(10) + N'b''"));
    EXPECT_THAT(ran.out, HasSubstr("waitfor delay '00:00:01.500';"));
  }
}

}  // namespace
}  // namespace retort::cli::test
