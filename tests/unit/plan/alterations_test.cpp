// SPDX-License-Identifier: Apache-2.0
// Which changes of a table a database that cannot alter in place does natively, and which it does by one rebuild.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/plan/planned.hpp"

namespace retort::plan::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

std::string const users = "create table users (id integer primary key, name text not null, age integer default 0);";

TEST(Alterations, WhatTheDatabaseCanDoStaysNative) {
  auto const p = plan_chain({users, R"(
    alter table users add column a text, add column b boolean not null default false, add column c integer default -1;
    alter table users rename column name to full_name;)"});
  EXPECT_EQ(p.history.codes(), "") << p.history.report();
  EXPECT_THAT(texts(p.up()), ElementsAre("add column a text", "add column b boolean not null default false",
                                         "add column c integer default -1", "rename column name to full_name"));
  EXPECT_THAT(texts(p.down()),
              ElementsAre("rename column full_name to name", "drop column c", "drop column b", "drop column a"));
}

TEST(Alterations, ADefaultThatDiffersFromRowToRowNeedsARebuild) {
  auto const p = plan_chain({users, "alter table users add column made timestamptz not null default now();"});
  // `made` is filled by its default, row by row.
  EXPECT_THAT(texts(p.up()), ElementsAre("rebuild users (id = id, name = name, age = age)"));
}

TEST(Alterations, StoredGeneratedColumnsNeedARebuildVirtualOnesDoNot) {
  auto const p = plan_chain({users, "alter table users add column low text generated always as (lower(name)) virtual;",
                             "alter table users add column up text generated always as (upper(name)) stored;"});
  EXPECT_THAT(texts(p.plans[1].upgrade), ElementsAre(StartsWith("add column low")));
  EXPECT_THAT(texts(p.plans[2].upgrade), ElementsAre("rebuild users (id = id, name = name, age = age)"));
}

TEST(Alterations, ConsecutiveChangesOfOneTableAreOneRebuild) {
  auto const p = plan_chain({users, R"(
    alter table users alter column age set not null, add column mail text;
    alter table users rename column name to title, alter column age type bigint, add constraint ck check (age >= 0);
    alter table users alter column age drop default;)"});
  EXPECT_EQ(p.history.codes(), "") << p.history.report();
  ASSERT_THAT(texts(p.up()), ElementsAre("rebuild users (id = id, title = name, age = age)"));
  auto const& rebuild = std::get<RebuildTable>(p.up()[0].operation);
  EXPECT_EQ(*rebuild.before, *p.history.revisions[0].after.table({"", "users"}));
  EXPECT_EQ(*rebuild.after, *p.history.revisions[1].after.table({"", "users"}));
  EXPECT_EQ(p.up()[0].table.name, "users");
  // The way back is one rebuild as well.
  EXPECT_THAT(texts(p.down()), ElementsAre("rebuild users (id = id, name = title, age = age)"));
}

TEST(Alterations, WhatStandsBetweenChangesEndsTheRebuild) {
  auto const p = plan_chain({users, R"(
    alter table users alter column age set not null;
    update users set age = age + 1;
    alter table users alter column age drop default;)",
                             R"(alter table users alter column age drop not null;
    create table other (id integer primary key);
    alter table users alter column age set default 5;)"});
  EXPECT_THAT(texts(p.plans[1].upgrade),
              ElementsAre(StartsWith("rebuild users"), StartsWith("update users"), StartsWith("rebuild users")));
  EXPECT_THAT(texts(p.plans[2].upgrade),
              ElementsAre(StartsWith("rebuild users"), StartsWith("create table other"), StartsWith("rebuild users")));
}

TEST(Alterations, CommentsAreNothingAndEndNoRebuild) {
  auto const p = plan_chain({users, R"(
    alter table users alter column age set not null;
    comment on table users is 'x';
    comment on column users.age is 'y';
    alter table users alter column age drop default;)"});
  EXPECT_EQ(p.history.codes(), "");
  EXPECT_THAT(texts(p.up()), ElementsAre(StartsWith("rebuild users")));
}

TEST(Alterations, OldRowsKeepWhatTheyHadAtTheTime) {
  auto const p = plan_chain({users, R"(
    alter table users add column a integer default 1, alter column a set default 2, alter column age set not null,
      add column b integer, alter column b set default 3, add column c integer default 4;)"});
  // a was filled with 1 before its default became 2; b with nothing; c is filled by its default.
  EXPECT_THAT(texts(p.up()), ElementsAre("rebuild users (id = id, name = name, age = age, a = 1, b = null)"));
}

TEST(Alterations, TypesAreCastWhereTheKindOfValueChanges) {
  auto const p = plan_chain(
      {"create table t (id integer primary key, a varchar(20), b integer, c numeric(10,4), d text, e boolean);",
       R"(
    @allow(data-loss, 'test')
    alter table t alter column a type varchar(10), alter column b type bigint, alter column c type numeric(10,2),
      alter column d type integer, alter column e type text;)"});
  EXPECT_THAT(texts(p.up()),
              ElementsAre("rebuild t (id = id, a = a, b = b, c = cast(c as numeric(10,2)), d = cast(d as "
                          "integer), e = cast(e as text))"));
}

TEST(Alterations, UsingSeesTheColumnsAsTheyAreThere) {
  auto const p = plan_chain({users, R"(
    alter table users rename column name to title, alter column age type text using concat(title, age),
      add column twice text default 'x', alter column twice type varchar(9) using title;)"});
  EXPECT_THAT(texts(p.up()),
              ElementsAre("rebuild users (id = id, title = name, age = concat(name, age), twice = name)"));
}

TEST(Alterations, ARenameThatOtherTablesFollowIsDoneByTheDatabase) {
  auto const p = plan_chain(
      {"create table a (k integer primary key, y integer); "
       "create table b (id integer primary key, a_k integer references a (k));",
       R"(alter table a alter column y set not null, rename column k to key, alter column y set default 1;)"});
  EXPECT_EQ(p.history.codes(), "") << p.history.report();
  EXPECT_THAT(texts(p.up()),
              ElementsAre("rebuild a (k = k, y = y)", "rename column k to key", "rebuild a (key = key, y = y)"));
}

TEST(Alterations, WhatOtherTablesFollowGoesBeforeNoChangeOfTheirs) {
  std::string const two =
      "create type e as enum ('a', 'b'); create table p (a integer primary key, s e);"
      "create table q (id integer primary key, a integer references p (a), s e);";
  auto const p = plan_chain({two, "alter type e add value 'c'; alter table p rename column a to b;"});
  EXPECT_EQ(p.history.codes(), "") << p.history.report();
  EXPECT_THAT(texts(p.up()),
              ElementsAre("rebuild p (a = a, s = s)", "rebuild q (id = id, a = a, s = s)", "rename column a to b"));
  EXPECT_EQ(texts(p.down()).front(), "rename column b to a");
}

TEST(Alterations, AForeignKeyOfANewColumnIsWrittenBehindIt) {
  auto const p = plan_chain({users + "create table posts (id integer primary key);", R"(
    alter table posts add column author integer;
    alter table posts add constraint fk_author foreign key (author) references users (id) on delete set null;)"});
  ASSERT_THAT(texts(p.up()),
              ElementsAre("add column author integer constraint fk_author references users (id) on delete set null"));
  // Going back, the constraint may stand anywhere in the text of the table.
  EXPECT_THAT(texts(p.down()), ElementsAre("rebuild posts (id = id)"));
}

TEST(Alterations, AForeignKeyOfAColumnWithAValueNeedsARebuild) {
  auto const p = plan_chain({users + "create table posts (id integer primary key);",
                             "alter table posts add column author integer not null default 1 references users;"});
  EXPECT_THAT(texts(p.up()), ElementsAre("rebuild posts (id = id)"));
}

TEST(Alterations, IdentitiesAndKeysNeedARebuild) {
  auto const p = plan_chain({"create table log (line text);",
                             "alter table log add column id bigint generated by default as identity primary key;"});
  EXPECT_EQ(p.history.codes(), "") << p.history.report();
  EXPECT_THAT(texts(p.up()), ElementsAre("rebuild log (line = line)"));  // the numbers are the database's
}

TEST(Alterations, StayInPlaceWhereTheDatabaseCanDoThem) {
  Capabilities can;
  can.alter_in_place = can.comments = true;
  auto const p =
      plan_chain({users, R"(alter table users alter column age set not null, add column a integer references users;
                             comment on table users is 'x';)"},
                 can);
  EXPECT_THAT(texts(p.up()), ElementsAre("alter column age set not null", "add column a integer",
                                         StartsWith("add constraint fk_users_a_users foreign key (a)"),
                                         "comment on table users is 'x';"));
}

TEST(Plan, GivesTheTableOfEveryAction) {
  auto const p =
      plan_chain({users + "create index ix on users (name); drop index ix; delete from users where id = 1;"});
  std::vector<std::string> tables;
  for (auto const& a : p.up()) tables.push_back(a.table.name);
  EXPECT_THAT(tables, ElementsAre("", "users", "users", "users"));
}

TEST(Plan, ReportsWhatTheDatabaseDoesNotHave) {
  auto p =
      plan_chain({"create schema billing; create sequence numbers; create table billing.t (id integer default next "
                  "value for numbers);"});
  EXPECT_EQ(p.history.codes(), "RT0801 RT0801") << p.history.report();
  EXPECT_EQ(p.history.sources.text(p.history.sink.all()[0].span), "billing");
  EXPECT_EQ(p.history.sink.all()[0].message, "Testbase has no schemas");
  EXPECT_EQ(p.history.sources.text(p.history.sink.all()[1].span), "numbers");
  EXPECT_THAT(texts(p.up()), ElementsAre(StartsWith("create table")));
}

TEST(Plan, ReportsWhatAnEffectMakes) {
  auto const p =
      plan_chain({"upgrade { sql $$select 1$$ effect { create sequence s; }; } downgrade irreversible 'no';"});
  EXPECT_EQ(p.history.codes(), "RT0801");
}

TEST(Plan, ReportsNamesThatAreTooLongWhereTheyWereMade) {
  Capabilities can = rebuilding();
  can.identifier_limit = 8;
  auto const p =
      plan_chain({"create table a_long_name (short integer, a_long_column integer, constraint okay unique (short));"
                  "create index a_long_index on a_long_name (short);"},
                 can);
  EXPECT_EQ(p.history.codes(), "RT0804 RT0804 RT0804") << p.history.report();
  std::vector<std::string> spans;
  for (auto const& d : p.history.sink.all()) spans.emplace_back(p.history.sources.text(d.span));
  EXPECT_THAT(spans, ElementsAre("a_long_name", "a_long_column", "a_long_index"));
}

}  // namespace
}  // namespace retort::plan::test
