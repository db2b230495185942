// SPDX-License-Identifier: Apache-2.0
// What MySQL and MariaDB are told, and where the two differ; what neither can do is an error at its place. No database:
// tests/dialects runs the words on a server.
#include <gmock/gmock.h>

#include "compiler/dialects/mysql/spelling.hpp"
#include "tests/unit/dialects/lowered.hpp"

namespace retort::dialects::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

LoweredHistory on(retort::dialect target, std::vector<std::string> const& bodies) {
  return lowered(*find(to_string(target)), bodies, target);
}
std::vector<std::string> upgrade_on(retort::dialect target, std::vector<std::string> const& bodies) {
  auto const result = on(target, bodies);
  EXPECT_EQ(result.faults() + result.codes(), "");
  return sql_of(result.upgrade);
}
std::vector<std::string> upgrade_on_both(std::vector<std::string> const& bodies) {
  auto const out = upgrade_on(dialect::mysql, bodies);
  auto others = upgrade_on(dialect::mariadb, bodies);
  std::string const theirs = "utf8mb4_nopad_bin";  // each has its own name for it
  for (auto& sql : others)
    if (auto const at = sql.find(theirs); at != std::string::npos) sql.replace(at, theirs.size(), "utf8mb4_0900_bin");
  EXPECT_EQ(out, others);
  return out;
}

std::string const plain_table =
    "create table t (id integer primary key, a integer, b varchar(20) not null default 'x' comment "
    "'a\\b', c integer);";

TEST(MySqlWords, Names) {
  Sink sink;
  model::Schema const schema;
  mysql::MySqlSpelling const my(mysql::mysql(), schema, {}, sink), maria(mysql::mariadb(), schema, {}, sink);
  EXPECT_EQ(my.identifier("users"), "users");
  EXPECT_EQ(my.identifier("Users"), "`Users`");
  EXPECT_EQ(my.identifier("a`b"), "`a``b`");
  EXPECT_EQ(my.identifier("rank"), "`rank`");  // reserved on MySQL 8, not on MariaDB
  EXPECT_EQ(maria.identifier("rank"), "rank");
  EXPECT_EQ(my.identifier("order"), "`order`");
  EXPECT_EQ(my.string("it's a\\"), "'it''s a\\\\'");
  EXPECT_EQ(my.string(std::string("a\0b", 3)), "'a\\0b'");
  EXPECT_EQ(my.like_pattern({"'a\\\\b'", Binds::primary, {}, true}), "'a\\\\\\\\b'");
}

TEST(MySqlWords, ATableHasItsEngineAndItsCharactersUnlessTheFileSaysOthers) {
  EXPECT_THAT(
      upgrade_on_both({"create table t (a integer);"}),
      ElementsAre(
          "create table t (\n  a int\n) engine = InnoDB default character set utf8mb4 collate utf8mb4_0900_bin"));
  EXPECT_THAT(upgrade_on_both({"create table t (a integer) options mysql, mariadb $$engine=MyISAM charset=latin1$$;"}),
              ElementsAre("create table t (\n  a int\n) engine=MyISAM charset=latin1"));
}

TEST(MySqlWords, WhatIsModifiedIsSaidInFull) {
  EXPECT_THAT(upgrade_on_both({plain_table, "alter table t alter column b type varchar(30);"}),
              ElementsAre("alter table t modify column b varchar(30) not null default 'x' comment 'a\\\\b'"));
  EXPECT_THAT(upgrade_on_both({plain_table, "comment on column t.b is null;"}),
              ElementsAre("alter table t modify column b varchar(20) not null default 'x'"));
  EXPECT_THAT(upgrade_on_both({plain_table, "alter table t alter column a set default 5;"}),
              ElementsAre("alter table t alter column a set default 5"));
  EXPECT_THAT(upgrade_on_both({plain_table, "alter table t alter column b drop default;"}),
              ElementsAre("alter table t modify column b varchar(20) not null comment 'a\\\\b'"));
}

TEST(MySqlWords, EnumsAreChangedWhereTheyAre) {
  EXPECT_THAT(upgrade_on_both({"create type mood as enum ('GOOD', 'BAD'); create table t (m mood default 'BAD');",
                               "alter type mood add value 'SO' after 'GOOD';"}),
              ElementsAre("alter table t modify column m enum('GOOD','SO','BAD') default 'BAD'"));
}

TEST(MySqlWords, ForeignKeysStandOnAnIndexOfTheirOwnWhereNoOtherServes) {
  std::string const parents = "create table p (id integer primary key);";
  EXPECT_THAT(upgrade_on_both({parents, "create table t (a integer, constraint fk foreign key (a) references p);"}),
              ElementsAre("create table t (\n  a int,\n  constraint fk foreign key (a) references p (id),\n  index fk "
                          "(a)\n) engine = InnoDB default character set utf8mb4 collate utf8mb4_0900_bin"));
  std::string const with_key =
      parents + "create table t (a integer, b integer, constraint fk foreign key (a) references p);";
  EXPECT_THAT(upgrade_on_both({with_key, "create index ix on t (a, b);"}),
              ElementsAre("alter table t add index ix (a, b), drop index fk"));
  EXPECT_THAT(upgrade_on_both({with_key + "create index ix on t (a, b);", "drop index ix;"}),
              ElementsAre("alter table t drop index ix, add index fk (a)"));
  EXPECT_THAT(upgrade_on_both({with_key, "alter table t drop constraint fk;"}),
              ElementsAre("alter table t drop foreign key fk, drop index fk"));
}

TEST(MySqlWords, ChecksAreDroppedByOtherWords) {
  std::string const checked = "create table t (a integer, constraint ck check (a > 0));";
  EXPECT_THAT(upgrade_on(dialect::mysql, {checked, "alter table t drop constraint ck;"}),
              ElementsAre("alter table t drop check ck"));
  EXPECT_THAT(upgrade_on(dialect::mariadb, {checked, "alter table t drop constraint ck;"}),
              ElementsAre("alter table t drop constraint ck"));
  EXPECT_THAT(upgrade_on(dialect::mysql, {checked, "alter table t rename column a to b;"}),
              ElementsAre("alter table t rename column a to b, drop check ck, add constraint ck check (b > 0)"));
  EXPECT_THAT(upgrade_on(dialect::mariadb, {checked, "alter table t rename column a to b;"}),
              ElementsAre("alter table t rename column a to b, drop constraint ck, add constraint ck check (b > 0)"));
}

TEST(MySqlWords, WhatDiffersFromRowToRowIsFilledByAnUpdate) {
  EXPECT_THAT(upgrade_on(dialect::mysql, {plain_table, "alter table t add column u uuid not null default gen_uuid();"}),
              ElementsAre("alter table t add column u char(36) character set ascii", "update t set u = uuid()",
                          "alter table t modify column u char(36) character set ascii not null default (uuid())"));
}

TEST(MySqlWords, OfExpressions) {
  EXPECT_THAT(upgrade_on_both({plain_table, "update t set a = a / 2, b = b || 'x' where b like 'a\\%' and id = 3;"}),
              ElementsAre("update t set a = a div 2, b = concat(b, 'x') where b like 'a\\\\\\\\%' and id = 3"));
  EXPECT_THAT(upgrade_on_both({plain_table, "update t set a = 1, c = a;"}), ElementsAre("update t set c = a, a = 1"));
  EXPECT_THAT(upgrade_on(dialect::mysql, {"create table t (j json, k text);", "update t set j = cast(k as json);"}),
              ElementsAre("update t set j = cast(k as json)"));
  EXPECT_THAT(upgrade_on(dialect::mariadb, {"create table t (j json, k text);", "update t set j = cast(k as json);"}),
              ElementsAre("update t set j = k"));
}

TEST(MySqlWords, RawSqlThatCommitsStandsOutsideOfTransactions) {
  auto const result = on(dialect::mysql, {"sql $$ create function f() returns int return 1; $$ effect { };"
                                          "sql $$ set @x = 1 $$ effect { };"});
  ASSERT_EQ(result.upgrade.size(), 2U);
  EXPECT_EQ(result.upgrade[0].transaction, Transaction::outside);
  EXPECT_EQ(result.upgrade[1].transaction, Transaction::inside);
}

TEST(MySqlWords, ATextBecomesAnEnumByItsLettersAndNotByAPlace) {
  EXPECT_THAT(
      upgrade_on_both({"create type mood as enum ('A', 'B'); create table t (m varchar(9));",
                       "alter table t alter column m type mood using cast(m as mood);"}),
      ElementsAre("alter table t add column m__new enum('A','B') after m",
                  "update t set m__new = case when m is null then null when m = 'A' then 'A' when m = 'B' then 'B' "
                  "else '' end",
                  "alter table t drop column m, change column m__new m enum('A','B')"));
}

TEST(MySqlWords, BytesBecomeTheirDigitsAndNotTheCharactersThatTheyMayBe) {
  EXPECT_THAT(upgrade_on(dialect::mysql, {"create table t (b bytes, s text);", "update t set s = cast(b as text);"}),
              ElementsAre("update t set s = cast(concat('\\\\x', lower(hex(b))) as char)"));
  EXPECT_THAT(upgrade_on_both({"create table t (b bytes, s text);", "update t set s = concat(b, '!');"}),
              ElementsAre("update t set s = concat(coalesce(concat('\\\\x', lower(hex(b))), ''), '!')"));
  // A text that is too long is refused by the server, not cut off, where nobody has written a cast.
  EXPECT_THAT(
      upgrade_on(dialect::mysql, {"create table t (b bytes);", "alter table t alter column b type varchar(9);"}),
      ElementsAre("alter table t add column b__new varchar(9) after b",
                  "update t set b__new = cast(concat('\\\\x', lower(hex(b))) as char)",
                  "alter table t drop column b, change column b__new b varchar(9)"));
}

TEST(MySqlWords, WhatToWriteInsteadHasTheNameOfTheColumn) {
  auto const h = on(dialect::mariadb,
                    {"create table t (a integer, \"Twice\" integer not null generated always as (a * 2) stored);"});
  ASSERT_EQ(h.codes(), "RT0801");
  EXPECT_THAT(h.sink.all().front().notes.front().message, HasSubstr("check (\"Twice\" is not null)"));
}

TEST(MySqlWords, AMomentOfAnotherYearIsLeftToWhatUsingSays) {
  std::string const table = "create table t (a date, b timestamp);";
  EXPECT_EQ(on(dialect::mysql, {table,
                                "alter table t alter column a type timestamptz using case when a > "
                                "'1970-01-01' then cast(a as timestamptz) end;"})
                .codes(),
            "");
  EXPECT_EQ(on(dialect::mysql, {table,
                                "alter table t alter column b type date; alter table t alter column a type "
                                "timestamp;"})
                .codes(),
            "");
}

TEST(MySqlWords, ChangesOfTheSchemaCommitAndChangesOfRowsDoNot) {
  auto const result = on(dialect::mysql, {plain_table + "insert into t (id) values (1); drop table t;"});
  ASSERT_EQ(result.upgrade.size(), 3U);
  EXPECT_EQ(result.upgrade[0].transaction, Transaction::outside);
  EXPECT_EQ(result.upgrade[1].transaction, Transaction::inside);
  EXPECT_EQ(result.upgrade[2].transaction, Transaction::outside);
  EXPECT_NE(result.upgrade[0].probe, "");
  EXPECT_EQ(result.upgrade[1].probe, "");
}

struct Refused {
  retort::dialect target;
  char const* statements;
  char const* code;
  char const* span;
  char const* message;
};
void PrintTo(Refused const& r, std::ostream* out) { *out << r.statements; }

class MySqlRefuses : public testing::TestWithParam<Refused> {};
TEST_P(MySqlRefuses, OnceAndAtItsPlace) {
  auto const h = on(GetParam().target, {GetParam().statements});
  EXPECT_EQ(h.faults(), "");
  EXPECT_EQ(h.codes(), GetParam().code);
  ASSERT_FALSE(h.sink.all().empty());
  auto const& d = h.sink.all().front();
  EXPECT_EQ(h.history.sources.text(d.span), GetParam().span);
  EXPECT_THAT(d.message, HasSubstr(GetParam().message));
  EXPECT_FALSE(d.notes.empty());
}
INSTANTIATE_TEST_SUITE_P(
    MySql, MySqlRefuses,
    testing::Values(
        Refused{dialect::mysql, "create table t (a varchar(9000), b varchar(9000));", "RT0801",
                "create table t (a varchar(9000), b varchar(9000))", "65535"},
        Refused{dialect::mariadb,
                "create type m as enum ('Z', 'A'); create table t (id integer primary key, e m); delete from t where e "
                "< 'A';",
                "RT0801", "delete from t where e < 'A'", "by their letters"},
        Refused{
            dialect::mysql,
            "create table p (x integer, y integer, unique (x, y)); create table t (a integer, b integer, constraint fk "
            "foreign key (a, b) references p (y, x));",
            "RT0801", "references p (y, x)", "in this order"},
        Refused{
            dialect::mysql,
            "upgrade { create table t (a varchar(100)); create index ix on t (a); alter table t alter column a type "
            "varchar(1000); } downgrade irreversible 'x';",
            "RT0801", "alter table t alter column a type varchar(1000)", "3072 bytes"},
        Refused{dialect::mysql,
                "create table p (id integer primary key); create table t (a integer, b integer, constraint same "
                "foreign key "
                "(a) references p); create index same on t (b);",
                "RT0801", "same", "name of a foreign key and of an index"},
        Refused{
            dialect::mysql,
            "create table t (id integer generated by default as identity primary key, b integer generated by default "
            "as identity unique);",
            "RT0805", "b", "counts one column of a table"},
        Refused{dialect::mariadb,
                "create table t (id integer generated by default as identity primary key); alter table t add column b "
                "integer; alter table t add constraint uq unique (b); alter table t alter column b add generated by "
                "default as identity; alter table t add column c integer;",
                "RT0805", "alter table t alter column b add generated by default as identity",
                "counts one column of a table"},
        // The check is the news; and it is said once, whatever the column is called later.
        Refused{
            dialect::mysql,
            "create table t (id integer primary key, boss integer, constraint fk foreign key (boss) references t on "
            "delete set null); alter table t add constraint ck check (boss > 0); alter table t rename column boss to "
            "manager; alter table t add column x integer;",
            "RT0801", "ck", "'boss', which the check 'ck' reads"},
        Refused{dialect::mysql,
                "create table t (id integer primary key, a bigint); insert into t (id, a) values (1, (select count(*) "
                "from t));",
                "RT0801", "(select count(*) from t)", "select from it in one statement"},
        Refused{dialect::mysql, "create table t (a interval);", "RT0802", "interval", "no type for a length of time"},
        Refused{dialect::mysql, "create table t (a integer array);", "RT0802", "integer array", "no arrays"},
        Refused{dialect::mysql, "create table t (a varchar(16384));", "RT0802", "varchar(16384)", "16383 characters"},
        Refused{dialect::mysql, "create table t (a char(256));", "RT0802", "char(256)", "255 characters"},
        Refused{dialect::mysql, "create table t (a numeric(66,2));", "RT0802", "numeric(66,2)", "65 digits"},
        Refused{dialect::mysql, "create table t (a timestamptz default '2039-01-01T00:00:00Z');", "RT0802",
                "create table t (a timestamptz default '2039-01-01T00:00:00Z')", "1970 to 2038"},
        Refused{dialect::mysql, "create table t (a text, constraint k unique (a));", "RT0801", "k",
                "'a' has no length"},
        Refused{dialect::mariadb, "create table t (a varchar(800), constraint k unique (a));", "RT0801", "k",
                "3072 bytes"},
        Refused{dialect::mysql,
                "upgrade { create table t (a date); alter table t alter column a type timestamptz; } downgrade "
                "irreversible 'x';",
                "RT0703", "timestamptz", "narrows column 't.a' from date to timestamptz on MySQL"},
        Refused{dialect::mariadb,
                "upgrade { create table t (a timestamp); alter table t alter column a type timestamptz using cast(a as "
                "timestamptz); } downgrade irreversible 'x';",
                "RT0703", "timestamptz", "narrows column 't.a' from timestamp to timestamptz on MariaDB"},
        Refused{dialect::mysql, "create table t (a integer); create index ix on t (a) where a > 0;", "RT0801", "a > 0",
                "part of the rows"},
        Refused{dialect::mysql, "create table t (a integer, b integer); create index ix on t (a) include (b);",
                "RT0801", "b", "include other columns"},
        Refused{dialect::mysql, "create table t (a integer); create index ix on t using hash (a);", "RT0801",
                "create index ix on t using hash (a)", "b-trees only"},
        Refused{dialect::mariadb, "create table t (b varchar(9)); create index ix on t (lower(b));", "RT0801",
                "lower(b)", "no indexes of an expression"},
        Refused{dialect::mariadb, "create table t (a integer, g integer not null generated always as (a + 1) stored);",
                "RT0801", "g", "cannot be `not null`"},
        Refused{
            dialect::mysql,
            "create table t (a integer, g integer generated always as (a + 1) virtual, constraint k primary key (g));",
            "RT0801", "k", "MySQL has no primary key over the generated column 'g'"},
        Refused{dialect::mysql,
                "create table p (a integer primary key, g integer generated always as (a + 1) virtual unique);"
                "create table t (a integer, constraint k foreign key (a) references p (g));",
                "RT0801", "references p (g)", "MySQL has no foreign key to the virtual column 'g'"},
        Refused{
            dialect::mysql,
            "create table p (a integer primary key); create table t (a integer, g integer generated always as (a + 1)"
            " virtual, constraint k foreign key (g) references p);",
            "RT0801", "k", "MySQL has no foreign key over the generated column 'g'"},
        Refused{
            dialect::mysql,
            "create table p (a integer primary key); create table t (a integer, g integer generated always as (a + 1)"
            " stored, constraint k foreign key (a) references p on delete cascade);",
            "RT0801", "k", "MySQL lets no foreign key change 'a', which the generated column 'g' reads"},
        Refused{dialect::mysql, "create sequence s;", "RT0801", "s", "MySQL has no sequences"},
        Refused{dialect::mysql, "create table t (id integer generated by default as identity, a integer primary key);",
                "RT0801", "id", "counts by itself"},
        Refused{
            dialect::mysql,
            "create table p (id integer primary key); create table t (a integer default 1, constraint fk foreign key "
            "(a) references p on delete set default);",
            "RT0801", "references p on delete set default", "set default"},
        Refused{dialect::mysql,
                "create table p (id integer primary key); create table t (a integer, constraint fk foreign key (a) "
                "references p deferrable initially deferred);",
                "RT0801", "references p deferrable initially deferred", "deferrable"},
        Refused{dialect::mysql,
                "create table p (id integer primary key); create table t (a integer, constraint fk foreign key (a) "
                "references p on delete set null, constraint ck check (a > 0));",
                "RT0801", "fk", "which the check 'ck' reads"},
        Refused{dialect::mysql, "create table t (a integer, b integer); update t set a = b, b = a;", "RT0801", "a",
                "one after the other"},
        Refused{dialect::mysql,
                "create table t (id integer primary key, a integer); update t set a = (select max(a) from t);",
                "RT0801", "(select max(a) from t)", "select from it in one statement"},
        Refused{dialect::mysql,
                "create table t (id integer primary key, a integer unique); insert into t (id, a) values (1, 2) on "
                "conflict "
                "(id) do nothing;",
                "RT0801", "on conflict (id) do nothing", "cannot say which key is meant"},
        Refused{
            dialect::mysql,
            "upgrade { create table t (a integer, g integer generated always as (a + 1) stored); alter table t rename "
            "column a to b; } downgrade irreversible 'x';",
            "RT0801", "a", "the generated column 'g' names it"}));

}  // namespace
}  // namespace retort::dialects::test
