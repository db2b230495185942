// SPDX-License-Identifier: Apache-2.0
// What can be announced together.
#include "compiler/plan/touched.hpp"

#include <gtest/gtest.h>

#include "tests/unit/plan/planned.hpp"

namespace retort::plan::test {
namespace {

// Of each action of a revision behind `before`: '+' where it joins those before it, '|' where it does not.
std::string joined(std::string const& before, std::string const& body) {
  Capabilities can;
  can.alter_in_place = can.sequences = can.comments = can.enum_types = true;
  auto const planned = plan_chain({before, body}, can);
  std::string out;
  Neighbours neighbours;
  for (auto const& action : planned.up()) out += neighbours.joins(action) ? '+' : '|';
  return out;
}

std::string const table =
    "create table t (id bigint not null, a integer, b integer, c integer, constraint ck check (c > 0));"
    "create index ix on t (a);";

TEST(Neighbours, WhatIsMadeAnewJoins) {
  EXPECT_EQ(joined(table,
                   "create table u (id integer primary key); create table v (id integer primary key);"
                   "create index iu on u (id); alter table u add column x integer; create index ix2 on t (b);"),
            "|++++");
}

TEST(Neighbours, OtherPartsOfATableJoin) {
  EXPECT_EQ(joined(table,
                   "alter table t add column d integer, rename column a to e, alter column b type bigint,"
                   " add constraint cb check (b > 0);"),
            "|+++");
}

TEST(Neighbours, TheSamePartDoesNot) {
  EXPECT_EQ(joined(table, "alter table t alter column b type bigint, alter column b set default 1;"), "||");
  EXPECT_EQ(joined(table, "alter table t rename column a to d, rename column b to a;"), "||");
  EXPECT_EQ(joined(table, "rename index ix to iy; create index ix on t (b);"), "||");
  EXPECT_EQ(joined(table, "@allow(data-loss, 'test') alter table t drop column b; alter table t add column b text;"),
            "||");
  // It joins the last one, and not the one before that.
  EXPECT_EQ(joined(table,
                   "alter table t add column d integer; create table u (id integer primary key);"
                   "alter table t alter column d set default 1; create table v (id integer primary key);"),
            "|+|+");
}

TEST(Neighbours, TheWholeTableMeetsAllOfIt) {
  EXPECT_EQ(joined(table, "alter table t add column d integer; rename table t to u;"), "||");
  EXPECT_EQ(joined(table, "rename table t to u; alter table u add column d integer;"), "|+");
  EXPECT_EQ(joined(table, "@allow(data-loss, 'test') drop table t; create table t (id integer primary key);"), "||");
}

TEST(Neighbours, APrimaryKeyIsOneByAnyNameAndMeetsItsColumns) {
  std::string const keyed = "create table k (a integer not null, b integer not null, constraint pk primary key (a));";
  EXPECT_EQ(joined(keyed, "alter table k drop constraint pk, add constraint other primary key (b);"), "||");
  EXPECT_EQ(joined(table, "alter table t alter column id set default 1, add constraint pk primary key (id);"), "||");
}

TEST(Neighbours, ObjectsOfASchemaMeetByTheirNames) {
  EXPECT_EQ(joined(table, "create sequence s; create sequence r; create view v as select a from t;"), "|++");
  EXPECT_EQ(joined(table + "create sequence s;", "drop sequence s; create sequence s;"), "||");
  EXPECT_EQ(joined(table + "create view v as select a from t;", "drop view v; create view v as select b from t;"),
            "||");
  EXPECT_EQ(joined(table, "comment on table t is 'x'; comment on column t.a is 'y'; comment on column t.a is 'z';"),
            "|+|");
  EXPECT_EQ(joined(table, "alter table t rename constraint ck to ck2, add constraint ck check (c > 1);"), "||");
}

TEST(Neighbours, AnIndexIsOneOfItsSchema) {
  EXPECT_EQ(joined(table + "create table u (id integer primary key);", "drop index ix; create index ix on u (id);"),
            "||");
}

TEST(Neighbours, AnIndexThatGoesMayBringThatOfAForeignKey) {
  std::string const referring =
      "create table p (id integer primary key); create table r (a integer, b integer, constraint fk foreign key (a) "
      "references p); create index one on r (a); create index two on r (a, b); create index three on r (b);";
  EXPECT_EQ(joined(referring, "drop index one; drop index two; drop index three;"), "|++");
  EXPECT_EQ(joined(referring, "alter table r drop constraint fk; create index fk on r (a); drop index one;"), "||+");
  EXPECT_EQ(joined(referring, "drop index one; create index fk on r (b); drop index two;"), "|+|");
}

TEST(Neighbours, NothingJoinsRowsAndFreeText) {
  EXPECT_EQ(joined(table,
                   "create table u (id integer primary key); insert into u (id) values (1);"
                   "create table v (id integer primary key); sql $$select 1$$ effect { };"
                   "create table w (id integer primary key);"),
            "|||||");
}

TEST(Neighbours, WhatIsPartedBeginsAnew) {
  auto const planned = plan_chain({"create table a (x integer); create table b (x integer);"});
  Neighbours neighbours;
  EXPECT_FALSE(neighbours.joins(planned.up()[0]));
  EXPECT_TRUE(neighbours.joins(planned.up()[1]));
  neighbours.part();
  EXPECT_FALSE(neighbours.joins(planned.up()[1]));
}

}  // namespace
}  // namespace retort::plan::test
