// SPDX-License-Identifier: Apache-2.0
// The table of dialects, and that the template for the next one lowers everything there is.
#include <gtest/gtest.h>

#include <algorithm>

#include "compiler/dialects/skeleton/dialect.hpp"
#include "tests/unit/dialects/lowered.hpp"

namespace retort::dialects {
namespace {

TEST(Dialects, AreSortedByName) {
  auto const& known = all();
  EXPECT_TRUE(
      std::is_sorted(known.begin(), known.end(), [](auto const* a, auto const* b) { return a->name() < b->name(); }));
  for (auto const* dialect : known) EXPECT_EQ(find(dialect->name()), dialect);
}

TEST(Dialects, AreThoseOfTheFolders) {
  EXPECT_NE(find("postgresql"), nullptr);
  EXPECT_NE(find("sqlite"), nullptr);
  EXPECT_EQ(find("postgres"), nullptr);
  EXPECT_EQ(find(""), nullptr);
}

TEST(Dialects, HaveNamesThatABundleCanHave) {
  for (auto const* dialect : all()) EXPECT_TRUE(parse_dialect(dialect->name()).has_value()) << dialect->name();
}

TEST(Skeleton, IsOfferedToNobody) { EXPECT_EQ(find("skeleton"), nullptr); }

TEST(Skeleton, SaysEverythingInTheStandardsWords) {
  auto const offered = skeleton::dialects();
  ASSERT_EQ(offered.size(), 1U);
  auto const result = test::lowered(*offered[0], {R"(create schema s;
    create type mood as enum ('GOOD', 'BAD');
    create table t (id integer primary key, a varchar(5) default 'x', check (a <> ''), t integer references t)
      comment 'c';
    create index ix on t (a desc);
    create sequence q start 3;
    create view v as select a from t limit 3;
    insert into t (id, a) values (1, 'y');
    update t set a = 'z' where id > 1 in batches of 10;
    drop view v;
    alter table t add column b uuid, alter column a type text, rename column b to c;
    call step_of_c;)"},
                                    dialect::postgresql);
  EXPECT_EQ(result.faults(), "");
  EXPECT_EQ(result.codes(), "");
  ASSERT_FALSE(result.upgrade.empty());
  EXPECT_EQ(test::sql_of(result.upgrade.front()), "create schema \"s\"");
  EXPECT_EQ(test::sql_of(result.upgrade.back()), "call step_of_c");
  for (auto const& statement : result.upgrade) EXPECT_FALSE(test::sql_of(statement).empty()) << statement.summary;
}

}  // namespace
}  // namespace retort::dialects
