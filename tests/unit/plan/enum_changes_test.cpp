// SPDX-License-Identifier: Apache-2.0
// Enum types for databases that have none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/plan/planned.hpp"

namespace retort::plan::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

std::string const two_tables =
    "create type mood as enum ('good', 'bad');"
    "create table a (id integer primary key, m mood not null default 'good');"
    "create table b (id integer primary key, m mood, n mood);";

TEST(EnumChanges, TheTypeItselfIsNothing) {
  auto const p =
      plan_chain({"create type mood as enum ('good', 'bad'); rename type mood to humour; drop type humour;"});
  EXPECT_THAT(texts(p.up()), IsEmpty());
  EXPECT_THAT(texts(p.down()), IsEmpty());
}

TEST(EnumChanges, ANewValueMakesEveryTableAnewOnce) {
  auto const p = plan_chain({two_tables,
                             "alter type mood add value 'fine'; alter type mood add value 'odd';"
                             "alter table a add column x integer;"});
  EXPECT_THAT(texts(p.up()), ElementsAre("rebuild a (id = id, m = m)", "rebuild b (id = id, m = m, n = n)"));
  EXPECT_EQ(p.up()[0].after.enum_type({"", "mood"})->values.size(), 4U);
  EXPECT_NE(std::get<RebuildTable>(p.up()[0].operation).after->column("x"), nullptr);
}

TEST(EnumChanges, ARenamedValueIsRewrittenInTheRows) {
  auto const p = plan_chain({two_tables, "alter type mood rename value 'bad' to 'sad';"});
  EXPECT_THAT(texts(p.up()),
              ElementsAre("rebuild a (id = id, m = case m when 'bad' then 'sad' else m end)",
                          "rebuild b (id = id, m = case m when 'bad' then 'sad' else m end, n = case n when 'bad' then "
                          "'sad' else n end)"));
}

TEST(EnumChanges, ADroppedValueIsReplacedOrLeftToTheCheck) {
  auto const p = plan_chain({two_tables, "@allow(data-loss, 'test') alter type mood drop value 'bad' using 'good';",
                             "alter type mood add value 'bad';"});
  EXPECT_THAT(texts(p.plans[1].upgrade)[0], "rebuild a (id = id, m = case m when 'bad' then 'good' else m end)");
  EXPECT_THAT(texts(p.plans[2].downgrade)[0], "rebuild a (id = id, m = m)");
}

TEST(EnumChanges, WhereColumnsAreAlteredInPlaceTheValueIsWrittenBetweenTwoChanges) {
  Capabilities can;
  can.alter_in_place = true;
  auto const p = plan_chain({two_tables, "alter type mood rename value 'bad' to 'sad';",
                             "@allow(data-loss, 'test') alter type mood drop value 'sad' using 'good';"},
                            can);
  auto const up = texts(p.plans[1].upgrade);
  ASSERT_EQ(up.size(), 9U);
  EXPECT_EQ(up[0], "alter column m type mood");
  EXPECT_EQ(up[1], "update a set m = 'sad' where m = 'bad';");
  EXPECT_EQ(up[2], "alter column m type mood");
  EXPECT_EQ(p.plans[1].upgrade[0].after.enum_type({"", "mood"})->values.size(), 3U);
  EXPECT_EQ(p.plans[1].upgrade[2].after.enum_type({"", "mood"})->values.size(), 2U);
  // 'good' is there already: nothing has to be widened first.
  EXPECT_EQ(texts(p.plans[2].upgrade).size(), 6U);
}

TEST(EnumChanges, WhatNamesTheValueOrHoldsTheColumnIsNotThereMeanwhile) {
  Capabilities can;
  can.alter_in_place = true;
  auto const p = plan_chain(
      {"create type mood as enum ('good', 'bad');"
       "create table a (id integer primary key, m mood not null, g boolean generated always as (m = 'bad') stored,"
       "  constraint ck check (m <> 'bad'), constraint ci check (id > 0),"
       "  constraint um unique (m)); create index ig on a (g); create index ii on a (id);"
       "create table b (id integer primary key, m mood, constraint fk foreign key (m) references a (m));",
       "alter type mood rename value 'bad' to 'sad'; alter table a rename constraint ck to ck2;"},
      can);
  EXPECT_THAT(
      texts(p.up()),
      ElementsAre("drop constraint fk", "drop index ig;", "drop constraint ck", "drop column g",
                  "alter column m type mood", "update a set m = 'sad' where m = 'bad';", "alter column m type mood",
                  "alter column m type mood", "update b set m = 'sad' where m = 'bad';", "alter column m type mood",
                  "add column g boolean generated always as (m = 'sad') stored", "add constraint ck check (m <> 'sad')",
                  "create index ig on a (g);", "add constraint fk foreign key (m) references a (m)",
                  "rename constraint ck to ck2"));
  // Each finds the schema that the one before it has left.
  auto const& up = p.plans[1].upgrade;
  for (std::size_t i = 1; i < 4; ++i) EXPECT_TRUE(up[i].before.objects == up[i - 1].after.objects) << i;
  EXPECT_EQ(up[3].after.table({"", "a"})->constraints.size(), 3U) << "the keys and the other check";
  EXPECT_EQ(up[3].after.enum_type({"", "mood"})->values, up[0].before.enum_type({"", "mood"})->values);
  EXPECT_EQ(texts(p.down())[3], "drop constraint ck");
}
TEST(EnumChanges, AValueBehindTheOthersLeavesForeignKeysAlone) {
  Capabilities can;
  can.alter_in_place = true;
  std::string const made =
      "create type mood as enum ('good', 'bad'); create table a (m mood primary key); create table b (m mood "
      "references a);";
  EXPECT_THAT(texts(plan_chain({made, "alter type mood add value 'odd';"}, can).up()),
              ElementsAre("alter column m type mood", "alter column m type mood"));
  EXPECT_THAT(texts(plan_chain({made, "alter type mood add value 'odd' before 'bad';"}, can).up()),
              ElementsAre(StartsWith("drop constraint"), "alter column m type mood", "alter column m type mood",
                          StartsWith("add constraint")));
}

}  // namespace
}  // namespace retort::plan::test
