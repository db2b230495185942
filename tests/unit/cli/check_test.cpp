// SPDX-License-Identifier: Apache-2.0
// retort check: exit codes, formats, limits, colours.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/unit/cli/program.hpp"

namespace retort::cli::test {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Check : public Program {
 protected:
  static void put_mistake() {
    put_history();
    put("migrations/0003.mig", mistake);
  }
};

TEST_F(Check, OfASoundHistoryIsDone) {
  put_history();
  auto const ran = run({"check", "--dialect", "sqlite"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(ran.out, "2 revisions checked for sqlite\n");
}

TEST_F(Check, SaysWhichDatabaseItAssumes) {
  put_history();
  auto const ran = run({"check"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.err, StartsWith("retort: note: no dialect is named"));
}

TEST_F(Check, OfAMistakeIsNo) {
  put_mistake();
  auto const ran = run({"check", "--dialect", "sqlite"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, StartsWith("migrations/0003.mig:5:15: error: "));
  EXPECT_THAT(ran.err,
              HasSubstr("[RT0301]\n   5 |   alter table user add column age integer;\n     |               ^~~~"));
  EXPECT_THAT(ran.err, HasSubstr("did you mean 'users'?"));
  EXPECT_THAT(ran.err, HasSubstr("\nretort: 1 error; 'retort explain RT0301' says more\n"));
}

TEST_F(Check, AsJsonGoesToStandardOutput) {
  put_mistake();
  auto const ran = run({"check", "--dialect", "sqlite", "--diagnostics-format=json"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "");
  auto const list = json::parse(ran.out).at("diagnostics");
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list.at(0).at("file"), "migrations/0003.mig");
  EXPECT_EQ(list.at(0).at("line"), 5);
  EXPECT_EQ(list.at(0).at("column"), 15);
  EXPECT_EQ(list.at(0).at("code"), "RT0301");
  EXPECT_EQ(list.at(0).at("family"), "name");
}

TEST_F(Check, AsJsonOfASoundHistoryIsAnEmptyList) {
  put_history();
  auto const ran = run({"check", "--diagnostics-format", "json"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, "{\"diagnostics\":[]}\n");
  EXPECT_EQ(ran.err, "");
}

TEST_F(Check, AsSarifGoesToStandardOutput) {
  put_mistake();
  auto const ran = run({"check", "--dialect", "sqlite", "--diagnostics-format=sarif"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(json::parse(ran.out).at("runs").at(0).at("results").at(0).at("ruleId"), "RT0301");
}

TEST_F(Check, ReportsEveryFaultOfARunAndPrintsUpToTheLimit) {
  put("migrations/1.mig",
      "revision a100 'x';\nrevises base;\nupgrade {\n  drop table a;\n  drop table b;\n  drop table c;\n}\n"
      "downgrade irreversible 'x';\n");
  auto const all = run({"check", "--dialect", "sqlite"});
  EXPECT_THAT(all.err, HasSubstr("retort: 3 errors"));
  auto const some = run({"check", "--dialect", "sqlite", "--error-limit", "1"});
  EXPECT_EQ(some.code, 1);
  EXPECT_THAT(some.err, HasSubstr("1.mig:4:"));
  EXPECT_THAT(some.err, Not(HasSubstr("1.mig:5:")));
  EXPECT_THAT(some.err, HasSubstr("retort: 2 more errors; '--error-limit 0' shows all\n"));
}

// reference-length is a warning: a varchar(20) that points to a varchar(10).
std::string const warning =
    "revision a100 'x';\nrevises base;\nupgrade {\n  create table a (\n    k varchar(10) primary key\n  );\n"
    "  create table b (\n    id integer primary key,\n    k varchar(20) references a (k)\n  );\n}\n";

TEST_F(Check, WarningsAloneAreDone) {
  put("migrations/1.mig", warning);
  auto const ran = run({"check", "--dialect", "sqlite"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr(": warning: "));
  EXPECT_THAT(ran.err, HasSubstr("retort: 1 warning; 'retort explain RT0504' says more"));
}

TEST_F(Check, WarningsAreNoWhenTheyAreErrors) {
  put("migrations/1.mig", warning);
  auto const ran = run({"check", "--dialect", "sqlite", "--warnings-as-errors"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("warnings are errors here"));
}

TEST_F(Check, AnAcceptedFindingIsNone) {
  put("migrations/1.mig", "@allow(reference-length, 'the longer ones are never used')\n" + warning);
  auto const ran = run({"check", "--dialect", "sqlite", "--warnings-as-errors"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
}

TEST_F(Check, AnAnnotationThatAcceptsNothingIsAWarning) {
  put("migrations/1.mig", "@allow(data-loss, 'why')\n" + users);
  auto const ran = run({"check", "--dialect", "sqlite"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("1.mig:1:1: warning: "));
  EXPECT_THAT(ran.err, HasSubstr("[RT1001]"));
}

TEST_F(Check, AnAnnotationIsNotCalledUnusedBehindAFault) {
  put("migrations/1.mig", "revision a1 'x'; revises base; upgrade { creat table notes (id integer, text text); }");
  put("migrations/2.mig",
      "revision b2 'x'; revises a1; upgrade { @allow(data-loss, 'why') alter table notes drop column text; }");
  auto const ran = run({"check", "--dialect", "sqlite"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, Not(HasSubstr("RT1001")));
}

TEST_F(Check, AnUnknownRuleIsAnError) {
  put("migrations/1.mig", "@allow(data-los, 'why')\n" + users);
  auto const ran = run({"check", "--dialect", "sqlite"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("1.mig:1:8: error: there is no rule 'data-los' [RT0110]"));
  EXPECT_THAT(ran.err, HasSubstr("did you mean 'data-loss'?"));
}

TEST_F(Check, ColoursDependOnTheTerminalAndTheFlag) {
  put_mistake();
  std::vector<std::string> const args{"check", "--dialect", "sqlite"};
  auto const with = [&](std::string const& when) {
    auto out = args;
    out.insert(out.end(), {"--color", when});
    return out;
  };
  EXPECT_THAT(run(args, "", false).err, Not(HasSubstr("\x1b")));
  EXPECT_THAT(run(args, "", true).err, HasSubstr("\x1b[1;31merror:"));
  EXPECT_THAT(run(with("auto"), "", true).err, HasSubstr("\x1b"));
  EXPECT_THAT(run(with("always"), "", false).err, HasSubstr("\x1b"));
  EXPECT_THAT(run(with("never"), "", true).err, Not(HasSubstr("\x1b")));
}

TEST_F(Check, SeveralHeadsAreAnErrorUntilAllowed) {
  put_history();
  put("migrations/0003.mig", "revision b300 'Other';\nrevises a100;\nupgrade { }\n");
  EXPECT_EQ(run({"check", "--dialect", "sqlite"}).code, 1);
  EXPECT_THAT(run({"check", "--dialect", "sqlite"}).err, HasSubstr("[RT0205]"));
  EXPECT_EQ(run({"check", "--dialect", "sqlite", "--allow-heads"}).code, 0);
  put("migrations/retort.toml", "allow-heads = true\ndialects = ['sqlite']\n");
  EXPECT_EQ(run({"check"}).code, 0);
}

TEST_F(Check, TheDesiredSchemaOfTheDirectoryIsAlwaysChecked) {
  put("migrations/0001.mig", users);
  put("migrations/schema.mig",
      "schema;\ncreate table users (\n  id integer primary key,\n  email varchar(255) not null\n);\n");
  EXPECT_EQ(run({"check", "--dialect", "sqlite"}).code, 0) << run({"check"}).err;
  put("migrations/0002.mig", orders);
  auto const ran = run({"check", "--dialect", "sqlite"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("[RT0901]"));
}

TEST_F(Check, TheDesiredSchemaOfTheFlagIsChecked) {
  put_history();
  put("wanted.mig", "schema;\ncreate table users (\n  id integer primary key,\n  email varchar(255) not null\n);\n");
  EXPECT_EQ(run({"check", "--dialect", "sqlite", "--schema", "wanted.mig"}).code, 1);
  auto const wrong = run({"check", "--dialect", "sqlite", "--schema", "migrations/0001.mig"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_EQ(wrong.err, "retort: error: 'migrations/0001.mig' is a revision, not a desired schema [RT1101]\n");
}

TEST_F(Check, SeveralHeadsTogetherAreTheDesiredSchema) {
  put_history();
  put("migrations/0003.mig",
      "revision b300 'Other';\nrevises a100;\nupgrade {\n  create table notes (\n    id integer primary key\n  "
      ");\n}\n");
  put("migrations/schema.mig",
      "schema;\ncreate table users (\n  id integer primary key,\n  email varchar(255) not null\n);\n"
      "create table orders (\n  id integer primary key,\n  user_id integer not null references users (id)\n);\n"
      "create table notes (\n  id integer primary key\n);\n");
  auto const ran = run({"check", "--dialect", "sqlite", "--allow-heads"});
  EXPECT_EQ(ran.code, 0) << ran.err;
}

TEST_F(Check, EveryDatabaseThatHasANameCanBeCheckedFor) {
  put_history();
  for (auto const* name : {"sqlite", "postgresql", "mysql", "mariadb", "mssql"}) {
    auto const ran = run({"check", "--dialect", name, "--allow-heads"});
    EXPECT_EQ(ran.code, 0) << name << ran.err;
  }
}

TEST_F(Check, NoFileCanEndTheProgram) {
  std::string const nasty("\xFF\xFE\0\x01revision", 12);
  put("migrations/1.mig", nasty);
  put("migrations/2.mig", "");
  put("migrations/3.mig", std::string(20000, '('));
  put("migrations/4.mig", "revision a 'x'; revises base; upgrade { create table t (" + std::string(5000, '\t'));
  auto const ran = run({"check", "--dialect", "sqlite"});
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_EQ(ran.err.find('\0'), std::string::npos);
}

}  // namespace
}  // namespace retort::cli::test
