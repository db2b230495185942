// SPDX-License-Identifier: Apache-2.0
// retort new --autogenerate, and what check says of a head that is not the desired schema.
#include <gmock/gmock.h>

#include "tests/unit/cli/program.hpp"

namespace retort::cli::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Autogenerate : public Program {
 protected:
  void SetUp() override {
    Program::SetUp();
    put_history();
  }
  static void desired(std::string const& user_columns, std::string const& more = "") {
    put("migrations/schema.mig",
        "schema;\ncreate table users (id integer primary key, " + user_columns +
            ");\ncreate table orders (id integer primary key, user_id integer not null references users);\n" + more);
  }
  static Ran generate(std::vector<std::string> const& more = {}, std::string const& in = "", bool asks = false) {
    std::vector<std::string> args{"new", "--autogenerate", "-m", "Next", "--rev-id", "c300"};
    args.insert(args.end(), more.begin(), more.end());
    return run(args, in, false, asks);
  }
  static std::string upgrade() {
    auto const text = text_of("migrations/c300_next.mig");
    auto const begin = text.find("upgrade {\n") + 10;
    return text.substr(begin, text.find("\n}\n", begin) - begin);
  }
  static std::string downgrade() {
    auto const text = text_of("migrations/c300_next.mig");
    return text.substr(std::min(text.find("\ndowngrade") + 1, text.size()));
  }
};

TEST_F(Autogenerate, WritesWhatIsMissing) {
  desired("email varchar(300) not null default '', age integer",
          "create table notes (id integer primary key, order_id integer references orders);\n"
          "create index on users (age);\n");
  auto const check = run({"check", "--dialect", "sqlite"});
  EXPECT_EQ(check.code, 1);
  EXPECT_THAT(check.err, HasSubstr("missing in the history: alter table users add column age integer;"));
  ASSERT_EQ(generate().code, 0);
  EXPECT_EQ(upgrade(),
            "  create table notes (\n"
            "    id       integer not null,\n"
            "    order_id integer,\n"
            "    constraint pk_notes primary key (id),\n"
            "    constraint fk_notes_order_id_orders foreign key (order_id) references orders (id)\n"
            "  );\n"
            "  alter table users alter column email type varchar(300);\n"
            "  alter table users alter column email set default '';\n"
            "  alter table users add column age integer;\n"
            "  create index ix_users_age on users (age);");
  EXPECT_EQ(downgrade(), "downgrade auto;\n");
  EXPECT_EQ(run({"check", "--dialect", "sqlite"}).code, 0);
}

TEST_F(Autogenerate, WritesNothingWhereNothingIsMissing) {
  desired("email varchar(255) not null");
  auto const before = files();
  auto const ran = generate();
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.err, HasSubstr("the head is the desired schema"));
  EXPECT_EQ(files(), before);
}

TEST_F(Autogenerate, DropsOnlyWhenItMay) {
  desired("mail varchar(255) not null default ''");
  auto const before = files();
  auto const refused = generate();
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("--allow-drop"));
  EXPECT_THAT(refused.err, HasSubstr("  alter table users drop column email;\n"));
  EXPECT_EQ(files(), before);

  ASSERT_EQ(generate({"--allow-drop"}).code, 0);
  EXPECT_THAT(upgrade(), HasSubstr("@allow(data-loss, '--allow-drop')\n  alter table users drop column email;"));
  EXPECT_EQ(run({"check", "--dialect", "sqlite"}).code, 0);
}

TEST_F(Autogenerate, WritesTheDowngradeThatCannotBeDerived) {
  desired("name text");
  ASSERT_EQ(generate({"--allow-drop"}).code, 0);
  EXPECT_EQ(downgrade(),
            "downgrade {\n"
            "  alter table users add column email varchar(255);\n"
            "  -- fails where there are rows; give them a value here: update users set email = …;\n"
            "  alter table users alter column email set not null;\n"
            "  alter table users drop column name;\n"
            "}\n");
  EXPECT_EQ(run({"check", "--dialect", "sqlite"}).code, 0);
}

TEST_F(Autogenerate, RenamesWhenTold) {
  desired("mail varchar(255) not null");
  ASSERT_EQ(generate({"--rename", "users.email=users.mail"}).code, 0);
  EXPECT_EQ(upgrade(), "  alter table users rename column email to mail;");
  EXPECT_EQ(run({"check", "--dialect", "sqlite"}).code, 0);
}

TEST_F(Autogenerate, RefusesARenameThatMeansNothing) {
  desired("mail varchar(255) not null");
  auto const unknown = generate({"--rename", "users.maill=mail"});
  EXPECT_EQ(unknown.code, 1);
  EXPECT_THAT(unknown.err, HasSubstr("there is no 'users.maill' at the head"));
  EXPECT_EQ(generate({"--rename", "users.email"}).code, 2);
  EXPECT_EQ(generate({"--rename", "=users.email"}).code, 2);
  EXPECT_EQ(run({"new", "-m", "x", "--rename", "a=b"}).code, 2) << "without --autogenerate";
}

TEST_F(Autogenerate, AsksWhereSomebodyIsThere) {
  desired("mail varchar(255) not null");
  auto const yes = generate({}, "y\n", true);
  EXPECT_EQ(yes.code, 0);
  EXPECT_EQ(yes.err, "Is users.mail what was users.email? [y/N] ");
  EXPECT_EQ(upgrade(), "  alter table users rename column email to mail;");
  fs::remove("migrations/c300_next.mig");
  EXPECT_EQ(generate({}, "n\n", true).code, 1) << "a drop nobody allowed";
}

TEST_F(Autogenerate, MakesANotNullColumnInTwoSteps) {
  desired("email varchar(255) not null, age integer not null");
  ASSERT_EQ(generate().code, 0);
  EXPECT_EQ(upgrade(),
            "  alter table users add column age integer;\n"
            "  -- fails where there are rows; give them a value here: update users set age = …;\n"
            "  alter table users alter column age set not null;");
}

TEST_F(Autogenerate, KeepsToTheDatabaseWhatIsForIt) {
  put("retort.toml", "dialects = [\"sqlite\", \"postgresql\"]\n");
  desired("email varchar(255) not null, age integer",
          "for postgresql { create sequence s; create index ix_age on users using brin (age); }\n"
          "for sqlite { create index ix_age on users (age); }\n");
  ASSERT_EQ(generate().code, 0);
  EXPECT_EQ(upgrade(),
            "  for postgresql {\n"
            "    create sequence s;\n"
            "  }\n"
            "  alter table users add column age integer;\n"
            "  for sqlite {\n"
            "    create index ix_age on users (age);\n"
            "  }\n"
            "  for postgresql {\n"
            "    create index ix_age on users using brin (age);\n"
            "  }");
  EXPECT_EQ(run({"check"}).code, 0);
}

TEST_F(Autogenerate, LeavesAloneWhatIsFilteredOut) {
  put("retort.toml", "dialects = [\"sqlite\"]\n[objects]\nexclude = [\"orders\", \"users.old_*\"]\n");
  put("migrations/0003.mig",
      "revision c1 'Old';\nrevises b200;\nupgrade {\n  alter table users add column old_age integer;\n}\n");
  put("migrations/schema.mig", "schema;\ncreate table users (id integer primary key, email varchar(255) not null);\n");
  EXPECT_EQ(run({"check"}).code, 0);
  EXPECT_EQ(run({"check", "--exclude", "nothing"}).code, 1);
  EXPECT_EQ(run({"check", "--include", "users", "--exclude", "*.old_age"}).code, 0);
  put("migrations/schema.mig",
      "schema;\ncreate table users (id integer primary key, email varchar(255) not null, x text);\n");
  ASSERT_EQ(generate().code, 0);
  EXPECT_EQ(upgrade(), "  alter table users add column x text;");
}

TEST_F(Autogenerate, NeedsADesiredSchemaAndOneHead) {
  EXPECT_EQ(generate().code, 2);
  desired("email varchar(255) not null, x text");
  put("migrations/0003.mig", "revision d400 'Other';\nrevises a100;\nupgrade {\n}\n");
  EXPECT_EQ(generate({"--head", "b200"}).code, 1) << "the other head is left out";
  EXPECT_EQ(generate({"--head", "b200", "--head", "d400"}).code, 0);
  EXPECT_EQ(run({"check", "--dialect", "sqlite"}).code, 0);
}

TEST_F(Autogenerate, BringsATypeIntoAnotherOrder) {
  put("migrations/0003.mig",
      "revision c1 'State';\nrevises b200;\nupgrade {\n  create type state as enum ('a', 'b');\n"
      "  alter table users add column state state not null default 'a';\n}\n");
  desired("email varchar(255) not null, state state not null default 'a'", "create type state as enum ('b', 'a');\n");
  ASSERT_EQ(generate().code, 0) << "no value is lost";
  EXPECT_EQ(upgrade(),
            "  create type state_new as enum ('b', 'a');\n"
            "  @allow(data-loss, 'the same values in another order')\n"
            "  alter table users alter column state type state_new;\n"
            "  drop type state;\n"
            "  rename type state_new to state;");
  EXPECT_EQ(run({"check", "--dialect", "sqlite", "--dialect", "postgresql"}).code, 0);
}

TEST_F(Autogenerate, KeepsWhatNothingCanComputeAgain) {
  put("migrations/0003.mig",
      "revision c1 'Lower';\nrevises b200;\nupgrade {\n"
      "  alter table users add column low text generated always as (lower(email)) virtual;\n}\n");
  desired("email varchar(255) not null, low text");
  auto const refused = generate();
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("alter table users drop column low;"));
  desired("email varchar(255) not null, low text generated always as (upper(email)) virtual");
  EXPECT_EQ(generate().code, 0) << "computed anew";
}

TEST_F(Autogenerate, RemarksAreOneLine) {
  desired("email varchar(255) not null, \"a\ninsert into users (id) values (9);\n--\" integer not null");
  ASSERT_EQ(generate().code, 0);
  ASSERT_EQ(run({"compile", "--dialect", "sqlite", "--output", "out", "--name", "x"}).code, 0);
  EXPECT_THAT(text_of("out/x.sqlite.bundle"), Not(HasSubstr("\tinsert into users\t")));
  EXPECT_THAT(upgrade(), HasSubstr("\\x0ainsert into users"));
}

TEST_F(Autogenerate, TurnsARenameAround) {
  desired("mail varchar(255) not null");
  auto const ran = generate({"--rename", "users.mail=users.email"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("there is no 'users.mail' at the head of the history that could be renamed; the old "
                                 "name comes first: --rename users.email=users.mail"));
  EXPECT_EQ(generate({"--rename", "users.email=users.mail"}).code, 0);
}

TEST_F(Autogenerate, ARenameIsNoMove) {
  desired("mail varchar(255) not null");
  EXPECT_EQ(generate({"--rename", "users.email=orders.mail"}).code, 1);
  EXPECT_EQ(generate({"--rename", "users.email=b=c"}).code, 2);
}

TEST_F(Autogenerate, ARenameMayBeForOneDatabaseOnly) {
  put("retort.toml", "dialects = [\"sqlite\", \"postgresql\"]\n");
  put("migrations/0003.mig",
      "revision c1 'P';\nrevises b200;\nupgrade {\n  for postgresql { create table p (id integer, a text); }\n}\n");
  desired("email varchar(255) not null", "for postgresql { create table p (id integer, c text); }\n");
  ASSERT_EQ(generate({"--rename", "p.a=p.c"}).code, 0);
  EXPECT_EQ(upgrade(), "  for postgresql {\n    alter table p rename column a to c;\n  }");
  fs::remove("migrations/c300_next.mig");
  EXPECT_EQ(generate({"--rename", "p.x=p.c"}).code, 1) << "no database has it";
}

TEST_F(Autogenerate, KeepsTheSchemaOfWhatIsFilteredOut) {
  put("retort.toml", "dialects = [\"postgresql\"]\n[objects]\nexclude = [\"billing.*\"]\n");
  put("migrations/0003.mig",
      "revision c1 'Billing';\nrevises b200;\nupgrade {\n  create schema billing;\n"
      "  create table billing.invoices (id integer);\n}\n");
  desired("email varchar(255) not null");
  EXPECT_EQ(run({"check"}).code, 0);
}

TEST_F(Autogenerate, BeginsNoSequenceAnewUnasked) {
  put("retort.toml", "dialects = [\"postgresql\"]\n");
  put("migrations/0003.mig", "revision c1 'S';\nrevises b200;\nupgrade {\n  create sequence s start with 5;\n}\n");
  desired("email varchar(255) not null", "create sequence s start with 5 increment by 2;\n");
  auto const refused = generate();
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("drop sequence s;"));
  EXPECT_EQ(generate({"--allow-drop"}).code, 0);
}

TEST_F(Autogenerate, FollowsTheLevelsOfTheRules) {
  put("retort.toml", "dialects = [\"sqlite\"]\n[lint]\ndata-loss = \"warning\"\n");
  put("migrations/0003.mig",
      "revision c1 'Less';\nrevises b200;\nupgrade {\n  alter table users add column x text;\n"
      "  alter table users drop column x;\n}\n");
  desired("email varchar(255) not null, y text");
  EXPECT_EQ(generate().code, 0) << "a loss that is a warning here stops nothing";
}

TEST_F(Autogenerate, MovesWhatCountsAfterItsKey) {
  put("retort.toml", "dialects = [\"mariadb\"]\n");
  put("migrations/0003.mig",
      "revision c1 'T';\nrevises b200;\nupgrade {\n  create table t (a integer generated by default as identity, b "
      "integer not null, constraint pk_t primary key (a));\n}\n");
  desired("email varchar(255) not null",
          "create table t (a integer not null, b integer generated by default as identity, constraint pk_t primary key "
          "(b));\n");
  EXPECT_THAT(generate().err, HasSubstr("alter table t alter column a drop identity"));
  ASSERT_EQ(generate({"--allow-drop"}).code, 0);
  EXPECT_THAT(upgrade(), HasSubstr("  alter table t alter column a drop identity;\n"
                                   "  alter table t drop constraint pk_t;\n"
                                   "  alter table t add constraint pk_t primary key (b);\n"
                                   "  alter table t alter column b add generated by default as identity;"));
}

TEST_F(Autogenerate, SaysWhatNoStatementDoes) {
  put("migrations/schema.mig",
      "schema;\ncreate table users (id integer primary key, email varchar(255) not null) options sqlite $$strict$$;\n"
      "create table orders (id integer primary key, user_id integer not null references users);\n");
  auto const ran = generate();
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("table 'users': its options differ"));
}

TEST_F(Autogenerate, ShowsTheFaultsOfTheHistoryAsCheckDoes) {
  desired("email varchar(255) not null");
  put("migrations/0003.mig", mistake);
  auto const ran = run({"new", "--autogenerate", "-m", "Next"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("0003.mig:5:"));
  EXPECT_THAT(ran.err, Not(HasSubstr("RT0901")));
}

}  // namespace
}  // namespace retort::cli::test
