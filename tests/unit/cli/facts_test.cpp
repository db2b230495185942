// SPDX-License-Identifier: Apache-2.0
// retort heads, history and plan.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/unit/cli/program.hpp"

namespace retort::cli::test {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class Facts : public Program {
 protected:
  void SetUp() override {
    Program::SetUp();
    put_history();
  }
  static void put_branch() {
    put("migrations/0003.mig",
        "revision b300 'Notes';\nrevises a100;\nlabels notes;\ndescription $$\n  Two\n  lines.\n$$;\nupgrade { }\n"
        "downgrade irreversible 'no way';\n");
  }
};

TEST_F(Facts, HeadsAreTheEnds) {
  EXPECT_EQ(run({"heads"}).out, "b200 (head) Orders\n");
  put_branch();
  auto const ran = run({"heads"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "b200 (head) Orders\nb300 (head) Notes\n");
  EXPECT_EQ(run({"heads", "--json"}).out, "{\"heads\":[\"b200\",\"b300\"]}\n");
}

TEST_F(Facts, HistoryIsNewestFirst) {
  put_branch();
  auto const ran = run({"history"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("a100 -> b200 (head), Orders\n"));
  EXPECT_THAT(ran.out, HasSubstr("a100 -> b300 (notes) (head), Notes\n"));
  EXPECT_TRUE(ran.out.ends_with("\nbase -> a100 (branchpoint), Users\n")) << ran.out;
}

TEST_F(Facts, HistoryAsJsonHasTheMembersOfTheLanguage) {
  put_branch();
  auto const list = json::parse(run({"history", "--json"}).out).at("revisions");
  ASSERT_EQ(list.size(), 3U);
  auto const& first = list.at(2);
  EXPECT_EQ(first.at("id"), "a100");
  EXPECT_EQ(first.at("message"), "Users");
  EXPECT_EQ(first.at("parents"), json::array());
  EXPECT_EQ(first.at("depends_on"), json::array());
  EXPECT_EQ(first.at("labels"), json::array());
  EXPECT_EQ(first.at("file"), "migrations/0001.mig");
  EXPECT_EQ(first.at("head"), false);
  for (auto const& entry : list)
    if (entry.at("id") == "b300") {
      EXPECT_EQ(entry.at("labels"), json::array({"notes"}));
      EXPECT_EQ(entry.at("parents"), json::array({"a100"}));
      EXPECT_EQ(entry.at("irreversible"), "no way");
      EXPECT_EQ(entry.at("head"), true);
    }
}

TEST_F(Facts, HistoryOfARange) {
  put("migrations/0003.mig", "revision c300 'Third';\nrevises b200;\nupgrade { }\n");
  auto const ids = [](std::vector<std::string> args) {
    args.insert(args.begin(), {"history", "--json"});
    std::string out;
    auto const ran = run(args);
    EXPECT_EQ(ran.code, 0) << ran.err;
    auto const parsed = json::parse(ran.out);
    for (auto const& entry : parsed.at("revisions")) out += entry.at("id").get<std::string>() + " ";
    return out;
  };
  EXPECT_EQ(ids({}), "c300 b200 a100 ");
  EXPECT_EQ(ids({"b200:"}), "c300 b200 ");
  EXPECT_EQ(ids({":b200"}), "b200 a100 ");
  EXPECT_EQ(ids({"--range", ":b200"}), "b200 a100 ");
  EXPECT_EQ(ids({"migrations", "b200:c300"}), "c300 b200 ");
  auto const refused = run({"history", "nope:"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("nope"));
}

TEST_F(Facts, HistoryInDetail) {
  put_branch();
  EXPECT_THAT(run({"history", "-v"}).out,
              HasSubstr("revision b300 Notes (head)\n  revises a100\n  labels notes\n  file migrations/0003.mig\n"
                        "  irreversible: no way\n    Two\n    lines.\n"));
}

TEST_F(Facts, PlanOfAnUpgradeAndADowngrade) {
  EXPECT_EQ(run({"plan", "upgrade", "head", "--from", "base"}).out, "upgrade a100 Users\nupgrade b200 Orders\n");
  EXPECT_EQ(run({"plan"}).out, "upgrade a100 Users\nupgrade b200 Orders\n");
  EXPECT_EQ(run({"plan", "upgrade", "+1", "--from", "a100"}).out, "upgrade b200 Orders\n");
  EXPECT_EQ(run({"plan", "downgrade", "-1", "--from", "b200"}).out,
            "downgrade b200 Orders -- loses rows: drops table 'orders' and its rows\n");
  EXPECT_EQ(run({"plan", "downgrade", "base", "--from", "b200"}).out,
            "downgrade b200 Orders -- loses rows: drops table 'orders' and its rows\n"
            "downgrade a100 Users -- loses rows: drops table 'users' and its rows\n");
  auto const nothing = run({"plan", "upgrade", "head", "--from", "b200"});
  EXPECT_EQ(nothing.code, 0);
  EXPECT_EQ(nothing.out, "nothing to do\n");
}

TEST_F(Facts, PlanShowsTheStatementsOfADatabaseAndWhatTheyCost) {
  put("migrations/0003.mig",
      "revision c300 'Sums';\nrevises b200;\nupgrade {\n  create index on users (email);\n"
      "  create table sums (id integer primary key, user_id integer, n integer);\n"
      "  create index on sums (n);\n"
      "  alter table sums add constraint fk foreign key (user_id) references users;\n}\n");
  std::vector<std::string> const asked{"plan", "upgrade", "head", "--from", "b200", "--dialect", "postgresql"};
  // Nobody waits for what is done with a new table; a foreign key of it is another matter.
  EXPECT_EQ(run(asked).out,
            "upgrade c300 Sums\n"
            "  1. create index ix_users_email; share on users; scans users  (migrations/0003.mig:4)\n"
            "  2. create table sums  (migrations/0003.mig:5)\n"
            "  3. create index ix_sums_n  (migrations/0003.mig:6)\n"
            "  4. alter table sums add constraint fk; share row exclusive on sums, users; scans sums  "
            "(migrations/0003.mig:7)\n");
  auto as_json = asked;
  as_json.push_back("--json");
  auto const steps = json::parse(run(as_json).out).at("steps");
  EXPECT_EQ(steps[0].at("statements").size(), 4U);
  EXPECT_EQ(steps[0].at("statements")[0],
            json::parse(R"({"ordinal":1,"kind":"sql","transaction":"inside","segment":1,"file":"migrations/0003.mig",)"
                        R"("line":4,"summary":"create index ix_users_email","locks":"share on users; scans users"})"));
  EXPECT_EQ(run({"plan", "--dialect", "sqlite", "--dialect", "mysql"}).code, wrong_usage);
  auto const no_statements = run({"plan", "--policy", "zero-downtime"});
  EXPECT_EQ(no_statements.code, wrong_usage);
  EXPECT_THAT(no_statements.err, HasSubstr("name it with --dialect"));
  put("migrations/0003.mig", mistake);
  EXPECT_EQ(run({"plan", "--dialect", "sqlite"}).code, answer_is_no) << "what does not build has no statements";
}

TEST_F(Facts, PlanAsJson) {
  auto const plan = json::parse(run({"plan", "upgrade", "head", "--from", "a100", "--json"}).out);
  EXPECT_EQ(plan.at("steps"),
            json::parse(R"([{"direction":"upgrade","revision":"b200","message":"Orders","losses":[]}])"));
  EXPECT_EQ(plan.at("heads"), json::array({"b200"}));
}

TEST_F(Facts, PlanShowsAlsoWhatCannotBeTakenBack) {
  put_branch();
  auto const ran = run({"plan", "downgrade", "a100", "--from", "b300"});
  EXPECT_EQ(ran.code, answer_is_no);
  EXPECT_EQ(ran.out, "downgrade b300 Notes -- cannot be taken back: no way\n");
  EXPECT_EQ(ran.err, "retort: error: 'b300' cannot be taken back: no way\n");
  auto const as_json = run({"plan", "downgrade", "a100", "--from", "b300", "--json"});
  EXPECT_EQ(as_json.code, answer_is_no);
  EXPECT_EQ(json::parse(as_json.out).at("steps").at(0).at("irreversible"), "no way");
}

TEST_F(Facts, WhatIsCurrentIsWhatIsIndicated) {
  EXPECT_EQ(run({"history", "-r", ":current", "-i", "a100"}).out, run({"history", "-r", ":a100", "-i", "a100"}).out);
  EXPECT_EQ(run({"history", "-r", "current:", "-i", "b200"}).out, run({"history", "-r", "b200:", "-i", "b200"}).out);
  for (auto const* range : {":current", "current:", ":-1"}) {
    auto const refused = run({"history", "-r", range});
    EXPECT_EQ(refused.code, answer_is_no);
    EXPECT_THAT(refused.err, HasSubstr("say where, --indicate REVISION"));
  }
}

TEST_F(Facts, WhatIsRefusedIsNo) {
  for (auto const& args : {std::vector<std::string>{"plan", "upgrade", "nope"},
                           {"plan", "upgrade", "head", "--from", "nope"},
                           {"plan", "upgrade", "head", "--from", "a100,b200"},
                           {"plan", "upgrade", "head", "--from", "a100,,b200"},
                           {"plan", "downgrade", "b200", "--from", "a100"}}) {
    auto const ran = run(args);
    EXPECT_EQ(ran.code, 1) << ran.out;
    EXPECT_THAT(ran.err, StartsWith("retort: error: "));
    EXPECT_EQ(ran.out, "");
  }
}

TEST_F(Facts, AFaultyGraphIsNo) {
  put("migrations/0003.mig", "revision c300 'x';\nrevises nope;\nupgrade { }\n");
  for (auto const* command : {"heads", "history", "plan"}) {
    auto const ran = run({command});
    EXPECT_EQ(ran.code, 1) << command;
    EXPECT_THAT(ran.err, HasSubstr("[RT0201]")) << command;
    EXPECT_EQ(ran.out, "") << command;
  }
}

TEST_F(Facts, BelieveTheEffectOfRawSql) {
  fs::remove("migrations/0002.mig");
  put("migrations/0001.mig",
      "revision a100 'Raw';\nrevises base;\n\nupgrade {\n  sql $$create table t (id integer)$$ effect { create table t "
      "(id "
      "integer); };\n}\n\ndowngrade {\n  sql $$drop table t$$ effect { drop table t; };\n}\n");
  EXPECT_EQ(run({"plan", "downgrade", "base"}).out, "downgrade a100 Raw -- loses rows: drops table 't' and its rows\n");
  ASSERT_EQ(run({"compile", "--dialect", "sqlite", "--output", "out", "--name", "x"}).code, 0);
  EXPECT_THAT(text_of("out/x.sqlite.bundle"), ::testing::HasSubstr("\ndowngrade_loss drops table 't' and its rows\n"));
}

TEST_F(Facts, TellWhatIsLost) {
  put_history();
  put("migrations/0003.mig",
      "revision c300 'Less';\nrevises b200;\n\nupgrade {\n"
      "  @allow(data-loss, 'they are short') alter table users alter column email type varchar(50);\n"
      "  alter table users alter column email drop not null;\n"
      "  update users set email = lower(email);\n"
      "  create unique index uq_email on users (email);\n"
      "  insert into users (id, email) values (1, 'a') on conflict (id) do update set email = excluded.email;\n}\n\n"
      "downgrade {\n  drop index uq_email;\n  alter table users alter column email set not null;\n"
      "  alter table users alter column email type varchar(255);\n}\n");
  EXPECT_EQ(
      run({"plan", "upgrade", "head", "--from", "b200"}).out,
      "upgrade c300 Less -- loses precision: narrows column 'users.email' from varchar(255) to varchar(50); loses "
      "guarantees: lets column 'users.email' be null; loses values: overwrites values of 'email' in table "
      "'users'; loses values: overwrites values of rows that are in table 'users' already\n");
  EXPECT_EQ(run({"plan", "downgrade", "-1", "--from", "c300"}).out,
            "downgrade c300 Less -- loses guarantees: drops unique index 'uq_email' of table 'users'\n");
  EXPECT_THAT(run({"show", "c300"}).out, ::testing::HasSubstr("\n  downgrade loses guarantees: drops unique index"));
  auto const shown = json::parse(run({"show", "a100", "--json"}).out);
  EXPECT_EQ(shown.at("revisions").at(0).at("losses"),
            json::parse(R"([{"direction":"downgrade","kind":"rows","sentence":"drops table 'users' and its rows"}])"));
}

TEST_F(Facts, PlanTellsOfValuesThatAnExpressionRewrites) {
  put_history();
  put("migrations/0003.mig",
      "revision c300 'Texts';\nrevises b200;\nupgrade {\n"
      "  alter table users alter column email type varchar(300) using cast(email as varchar(300));\n"
      "  alter table users alter column email type text using substring(email, 1, 2);\n"
      "}\ndowngrade irreversible 'no';\n");
  EXPECT_EQ(run({"plan", "upgrade", "head", "--from", "b200"}).out,
            "upgrade c300 Texts -- loses values: rewrites the values of column 'users.email' by an expression\n");
}

}  // namespace
}  // namespace retort::cli::test
