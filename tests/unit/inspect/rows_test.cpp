// SPDX-License-Identifier: Apache-2.0
// What rows have lost in a move, and what was allowed to happen to them.
#include "compiler/inspect/rows.hpp"

#include <gmock/gmock.h>

#include "tests/unit/model/history.hpp"

namespace retort::inspect {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

model::Schema schema_of(std::string const& statements) {
  auto const history = model::test::chain({statements}, dialect::sqlite);
  EXPECT_EQ(history.report(), "");
  return history.revisions.at(0).after;
}
Contents contents(std::vector<std::string> columns, std::vector<dialects::CatalogueRow> rows) {
  Contents out;
  out.tables[{"", "t"}] = {std::move(columns), std::move(rows)};
  return out;
}

TEST(Rows, ThatAreGoneAreLost) {
  auto const schema = schema_of("create table t (id integer primary key, n integer);");
  auto const two = contents({"id", "n"}, {{"1", "5"}, {"2", std::nullopt}});
  EXPECT_THAT(lost(two, schema, two, schema, {}), IsEmpty());
  EXPECT_THAT(lost(two, schema, contents({"id", "n"}, {{"1", "5"}}), schema, {}),
              ElementsAre("table 't' had 2 rows and has 1, and no loss is said"));
  EXPECT_THAT(lost(two, schema, contents({"id", "n"}, {{"1", "5"}}), schema, {.rows = true}), IsEmpty());
  EXPECT_THAT(lost(two, schema, {}, {}, {}), ElementsAre("table 't' had 2 rows and is gone, and no loss is said"));
  EXPECT_THAT(lost(two, schema, {}, {}, {.names = true}), IsEmpty());
}

TEST(Rows, ValuesAreThoseOfColumnsThatNothingWasDoneTo) {
  auto const before = schema_of("create table t (id integer primary key, n integer, s varchar(5));");
  auto const after = schema_of("create table t (s varchar(3), id integer primary key, more integer);");
  auto const rows = contents({"id", "n", "s"}, {{"1", "5", "abcde"}, {"2", "6", "x"}});
  EXPECT_THAT(lost(rows, before, contents({"s", "id", "more"}, {{"abc", "1", "0"}, {"x", "2", "0"}}), after, {}),
              IsEmpty());
  auto const swapped = contents({"s", "id", "more"}, {{"abc", "1", "0"}, {"x", "3", "0"}});
  EXPECT_THAT(lost(rows, before, swapped, after, {}),
              ElementsAre("table 't' has other values than before, and no loss is said"));
  EXPECT_THAT(lost(rows, before, swapped, after, {.values = true}), IsEmpty());
}

// What is asked of a database, without one: every insert is taken, or none.
TEST(Rows, OfATableThatTakesNoneAreSaid) {
  auto const schema = schema_of(
      "create table a (id integer primary key); create table b (id integer primary key, a integer not null "
      "references a (id));");
  std::vector<std::string> inserts;
  bool takes = true;
  Place const place{*dialects::find("sqlite"),
                    [](std::string const&) { return std::vector<dialects::CatalogueRow>{{"0"}}; },
                    [&](std::string const& sql) -> std::optional<std::string> {
                      if (takes) inserts.push_back(sql);
                      return takes ? std::nullopt : std::optional<std::string>("no");
                    }};
  auto const filled = SampleRows(place, 2).fill(schema);
  EXPECT_EQ(filled.added, 4U);
  EXPECT_THAT(filled.without, IsEmpty());
  EXPECT_THAT(inserts,
              ElementsAre("insert into a (id) values (1000001)", "insert into a (id) values (1000002)",
                          "insert into b (id, a) values (1000003, (select id from a order by id limit 1 offset 0))",
                          "insert into b (id, a) values (1000004, (select id from a order by id limit 1 offset 1))"));
  takes = false;
  EXPECT_THAT(
      SampleRows(place, 2).fill(schema).without,
      ElementsAre("table 'a' has no rows: none that was tried fits: no", "table 'b' refers to one that has no rows"));
}

}  // namespace
}  // namespace retort::inspect
