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

}  // namespace
}  // namespace retort::plan::test
