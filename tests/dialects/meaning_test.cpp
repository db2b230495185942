// SPDX-License-Identifier: Apache-2.0
// One history means the same on every server: expressions, updates by way of other tables, moments, batches.
#include <gmock/gmock.h>

#include <optional>

#include "tests/dialects/run.hpp"

namespace retort::dialects::test {
namespace {

class Meaning : public testing::TestWithParam<Target const*> {
 protected:
  [[nodiscard]] static Planned planned_chain(std::vector<std::string> const& bodies) {
    return test::planned_chain(*GetParam(), adapted(*GetParam(), bodies));
  }
  [[nodiscard]] static bool is_postgresql() { return GetParam()->which == dialect::postgresql; }
  // How a boolean that is true is shown.
  [[nodiscard]] static std::string yes() { return is_postgresql() ? "t" : "1"; }
  // A timestamptz in UTC, with six digits.
  [[nodiscard]] static std::string moment(std::string const& column) {
    return is_postgresql() ? "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')" : column;
  }
};
INSTANTIATE_TEST_SUITE_P(Servers, Meaning, testing::ValuesIn(servers()), name_of);

TEST_P(Meaning, Expressions) {
  auto const history = planned_chain({R"(
    create type mood as enum ('GOOD', 'BAD');
    create sequence s;
    create table t (id integer primary key, a integer, b double precision, c text, d timestamptz, e mood, f numeric(6,2),
      g text, ok boolean);
    insert into t (id, a, b, c) values (1, 7, 7.5, 'abc'), (2, -7, 2.25, null);
    insert into t (id, e, ok) select 3, 'GOOD', true;
    insert into t (id, e) select id + 3, case when a > 0 then 'GOOD' else 'BAD' end from t where id < 3;
    insert into t (id, c) values (1, 'twice') on conflict (id) do nothing;
    insert into t (id, c) values (next value for s, 'new') on conflict (id)
      do update set c = excluded.c || t.c, g = 'conflict' where t.a > 0;
    update t set a = a / 2, b = b % 2, f = round(b, 1), c = coalesce(c, 'none') || '!', d = '2026-01-31T12:00:00Z',
      e = case a when 7 then 'BAD' else coalesce(e, 'GOOD') end, ok = not (a > 0 and c is null)
      where id in (1, 2) and exists (select 1 from t x where x.id = t.id) and (e is null or e not in ('BAD'));
    update t set g = concat(c, null, a, '-', length('äö'), upper('x'), replace('aba', 'a', 'c'), substring('hello', 2, 3),
      trim('  y '), cast(abs(-3) as text), nullif('a', 'a')) where id = 2;
    delete from t where id > 3 and e in (select 'GOOD');)"});
  ASSERT_EQ(faults(history, false), "");
  Runner runner(history, {});
  runner.upgrade(0);
  auto& db = runner.database;
  EXPECT_EQ(db.run("select id, a, b, c, e, f, g, ok from t order by id"),
            (std::vector<Row>{{"1", "3", "1.5", "newabc!", "BAD", "7.50", "conflict", yes()},
                              {"2", "-3", "0.25", "none!", "GOOD", "2.30", "none!-3-2Xcbcelly3", yes()},
                              {"3", "∅", "∅", "∅", "GOOD", "∅", "∅", yes()},
                              {"5", "∅", "∅", "∅", "BAD", "∅", "∅", "∅"}}));
  EXPECT_EQ(db.value("select " + moment("d") + " from t where id = 1"), "2026-01-31 12:00:00.000000");
}

TEST_P(Meaning, MeansWhatTheOthersMean) {
  auto const history =
      planned_chain({R"(
    create table t (
      id integer primary key, f double precision, o boolean, s text, k integer, p bigint, w double precision, u varchar(5),
      d date, n text, x text
    );
    insert into t (id, f, o, s, w, u, d, k) values (1, 2.5, true, '100\%', 3.5, 'abc', '2026-02-28', 7);
    insert into t (id, u) values (2, 'ABC'), (3, 'a\bc');
    update t set k = cast(f as integer), f = round(f), p = cast(o as bigint), s = concat(o, '-', true, '-', s, null)
      where s like '100\%' and '100%' not like s;
    update t set n = u where u = 'ABC' or u like 'a\b_';
    update t set x = substring('hello', -1, 4) || substring('hello', 0) || substring('hello', 4, 9), d = d + 1
      where id = 1;)",
                     "upgrade { alter table t alter column w type integer; } downgrade irreversible 'x';"});
  ASSERT_EQ(faults(history, false), "");
  Runner runner(history, {});
  runner.upgrade(0);
  runner.upgrade(1);
  EXPECT_EQ(runner.database.run("select k, f, p, s, w, d, n, x from t where id = 1"),
            (std::vector<Row>{{"3", "3", "1", "true-true-100\\%", "4", "2026-03-01", "∅", "hehellolo"}}));
  EXPECT_EQ(runner.database.run("select n from t where id > 1 order by id"), (std::vector<Row>{{"ABC"}, {"a\\bc"}}));
}

TEST_P(Meaning, TheSessionDoesNotSayWhatAMomentMeans) {
  auto const history = planned_chain({R"(
    create table t (
      id integer primary key, a timestamptz default '2026-01-31', b timestamptz, d date, k bigint,
      constraint c check (b < '2030-01-01 12:00')
    );
    insert into t (id, b, d, k) values (1, '2026-01-31 12:00:00', '2026-01-31', 2),
      (2, '2026-01-31T12:00:00.5+02', '2026-01-31', 3);
    update t set d = d + k where b < '2026-01-31 11:00:00';
    insert into t (id, b) select 3, case when id = 1 then '2026-01-31 12:00' end from t where id = 1;)"});
  ASSERT_EQ(faults(history, false), "");
  Runner runner(history, {});
  // The driver of the others sets the zone of its session.
  if (is_postgresql()) runner.database.run("set time zone 'America/New_York'");
  runner.upgrade(0);
  EXPECT_EQ(runner.database.run("select " + moment("a") + ", " + moment("b") + ", d from t order by id"),
            (std::vector<Row>{{"2026-01-31 00:00:00.000000", "2026-01-31 12:00:00.000000", "2026-01-31"},
                              {"2026-01-31 00:00:00.000000", "2026-01-31 10:00:00.500000", "2026-02-03"},
                              {"2026-01-31 00:00:00.000000", "2026-01-31 12:00:00.000000", "∅"}}));
}

TEST_P(Meaning, UpdatesFromOtherTables) {
  auto const history = planned_chain({R"(
    create table t (id integer primary key, a integer, b text);
    create table u (id integer primary key, t_id integer, v_id integer);
    create table v (id integer primary key, name text);
    insert into t (id, a) values (1, 1), (2, 2), (3, 3);
    insert into u (id, t_id, v_id) values (10, 1, 100), (20, 2, 200);
    insert into v (id, name) values (100, 'x'), (200, 'y');
    update t set b = v.name from u join v on v.id = u.v_id where u.t_id = t.id and t.a < 2;
    update t set b = v.name, a = t.a + 10 from u as other join v on v.id = other.v_id and other.t_id = t.id where t.a = 2;
    update t set b = 'left' from u left join v on v.id = 0 where u.t_id = 1 and t.id = 3;)"});
  ASSERT_EQ(faults(history, false), "");
  Runner runner(history, {});
  runner.upgrade(0);
  EXPECT_EQ(runner.database.run("select id, a, b from t order by id"),
            (std::vector<Row>{{"1", "1", "x"}, {"2", "12", "y"}, {"3", "3", "left"}}));
}

TEST_P(Meaning, BatchesSeeEveryRowOnce) {
  auto const history = planned_chain({R"(
    create type mood as enum ('GOOD', 'BAD');
    create table one (id uuid primary key default gen_uuid(), n integer not null default 0, a integer);
    create table two (x integer, y mood, n integer not null default 0, primary key (x, y));
    create table gaps (x integer, y timestamptz, n integer not null default 0);
    create table other (id uuid primary key, step integer not null);
    sql postgresql $$insert into one (a) select i from generate_series(1, 25) i;
      insert into two (x, y) select i % 5, case when i % 2 = 0 then 'GOOD'::mood else 'BAD' end from generate_series(1, 10) i;
      insert into gaps (x, y) select nullif(i % 4, 0), case when i % 3 > 0 then '2026-01-01'::timestamptz + i * interval '1.5 s' end
        from generate_series(1, 40) i;
      insert into other select id, 1 from one where a > 5$$ effect { };
    sql mariadb $$insert into one (a) with recursive n(seq) as (select 1 union all select seq + 1 from n where seq < 25) select seq from n$$ effect { };
    sql mariadb $$insert into two (x, y) with recursive n(seq) as (select 1 union all select seq + 1 from n where seq < 10) select seq % 5, if(seq % 2 = 0, 'GOOD', 'BAD') from n$$ effect { };
    sql mariadb $$insert into gaps (x, y) with recursive n(seq) as (select 1 union all select seq + 1 from n where seq < 40) select nullif(seq % 4, 0), if(seq % 3 > 0, timestamp('2026-01-01') + interval seq * 1.5
      second, null) from n$$ effect { };
    sql mariadb $$insert into other select id, 1 from one where a > 5$$ effect { };)",
                                      R"(
    update one set n = n + 1 in batches of 4;
    update one set n = n + 1 where a <= 10 or a > 20 in batches of 3 pause 1 ms;
    update two set n = n + 1 in batches of 3;
    update gaps set n = n + 1 in batches of 7 by x, y;
    update gaps set n = n + 1 in batches of 7 by x;
    update one set n = n + other.step from other where other.id = one.id in batches of 5;
    delete from one where a = 3 in batches of 2;)",
                                      "delete from two in batches of 4;"});
  ASSERT_EQ(faults(history, false), "");
  Runner runner(history, {});
  runner.upgrade(0);
  runner.upgrade(1);
  auto& db = runner.database;
  EXPECT_EQ(db.run("select n, count(*) from one group by n order by n"), (std::vector<Row>{{"2", "14"}, {"3", "10"}}));
  EXPECT_EQ(db.run("select n, count(*) from gaps group by n"), (std::vector<Row>{{"2", "40"}}));
  EXPECT_EQ(db.run("select n, count(*) from two group by n"), (std::vector<Row>{{"1", "10"}}));
  runner.upgrade(2);
  EXPECT_EQ(db.value("select count(*) from two"), "0");
  EXPECT_EQ(db.value("select count(*) from one"), "24");
}

// The last body on rows that were put in behind the first.
class Conversion : public Meaning {
 protected:
  void given(std::string const& table, std::string const& rows, std::string const& change) {
    history_ = planned_chain({"create table t (" + table + ");",
                              "upgrade { @allow(data-loss, 'test') " + change + " } downgrade irreversible 'x';"});
    ASSERT_EQ(faults(history_, false), "");
    runner_.emplace(history_, std::map<std::string, std::string>{});
    runner_->upgrade(0);
    runner_->database.run("insert into t values " + rows);
  }
  [[nodiscard]] bool is_refused() {
    try {
      runner_->go_up(1);
    } catch (Refused const&) {
      return true;
    }
    return false;
  }
  [[nodiscard]] std::string value(std::string const& sql) { return runner_->database.value(sql); }

  Planned history_;
  std::optional<Runner> runner_;
};
INSTANTIATE_TEST_SUITE_P(Servers, Conversion, testing::ValuesIn(servers()), name_of);

TEST_P(Conversion, ANumberAsTextIsNotCutOff) {
  given("id integer primary key, r real", "(1, 1234567)", "alter table t alter column r type varchar(5);");
  EXPECT_TRUE(is_refused());
  given("id integer primary key, r real", "(1, 1234567)", "alter table t alter column r type varchar(20);");
  EXPECT_FALSE(is_refused());
  EXPECT_THAT(value("select r from t"), testing::AnyOf("1234567", "1.234567e+06"));
}
TEST_P(Conversion, ATruthAsTextIsNotCutOff) {
  given("id integer primary key, b boolean", "(1, true)", "alter table t alter column b type varchar(3);");
  EXPECT_TRUE(is_refused());
}
TEST_P(Conversion, AWordThatIsNoTruthIsRefused) {
  for (auto const* word : {"No thanks", "42", ""}) {
    SCOPED_TRACE(word);
    given("id integer primary key, b varchar(20)", "(1, '" + std::string(word) + "'), (2, null)",
          "alter table t alter column b type boolean;");
    EXPECT_TRUE(is_refused());
  }
  given("id integer primary key, b varchar(20)", "(1, 'No'), (2, null)", "alter table t alter column b type boolean;");
  EXPECT_FALSE(is_refused());
  EXPECT_EQ(value("select count(*) from t where (id = 1 and not b) or (id = 2 and b is null)"), "2");
}
TEST_P(Conversion, ATextThatIsNoTimeIsRefused) {
  for (auto const* word : {"42", "1.5", "", "25:00", "12:60"}) {
    SCOPED_TRACE(word);
    given("id integer primary key, b varchar(20)", "(1, '" + std::string(word) + "')",
          "alter table t alter column b type time;");
    EXPECT_TRUE(is_refused());
  }
  given("id integer primary key, b varchar(20)", "(1, '12:30'), (2, null)", "alter table t alter column b type time;");
  EXPECT_FALSE(is_refused());
  EXPECT_EQ(value("select count(*) from t where b = '12:30:00' or b is null"), "2");
}
TEST_P(Conversion, AFloatingPointNumberKeepsItsDigits) {
  given("id integer primary key, r real, d double precision, n real", "(1, 1234567, 9007199254740991, 16777216)",
        "alter table t alter column r type integer, alter column d type bigint, alter column n type numeric(12,2);");
  EXPECT_FALSE(is_refused());
  EXPECT_EQ(runner_->database.run("select r, d, n from t"),
            (std::vector<Row>{{"1234567", "9007199254740991", "16777216.00"}}));
}

TEST_P(Meaning, ARenameMayChangeTheCaseAlone) {
  auto const history =
      planned_chain({"create table users (id integer primary key, name text, v integer, constraint ck check (v > 0));"
                     "create index ix on users (v);",
                     "rename index ix to \"IX\"; alter table users rename column name to \"Name\"; rename table users "
                     "to \"Users\";"});
  ASSERT_EQ(faults(history, true), "");
  Runner runner(history, {});
  runner.there_and_back_and_there();
}

TEST_P(Meaning, AColumnOfAForeignKeyThatACheckReadsIsRenamed) {
  auto const history = planned_chain(
      {"create table p (u integer primary key, constraint ck check (u > 0));"
       "create table q (id integer primary key, pu integer references p (u), constraint cq check (pu > 0));"
       "insert into p (u) values (1); insert into q (id, pu) values (1, 1);",
       "alter table p rename column u to v; alter table q rename column pu to pv;"});
  ASSERT_EQ(faults(history, true), "");
  Runner runner(history, {});
  runner.upgrade(0);
  runner.upgrade(1);
  EXPECT_THROW(runner.database.run("insert into p values (0)"), Refused);
  EXPECT_THROW(runner.database.run("insert into q values (2, 7)"), Refused);
  runner.downgrade(1);
  EXPECT_EQ(runner.database.value("select count(*) from q where pu = 1"), "1");
}

// The catalogue of MariaDB takes one for the other; the database does not. That of MySQL shows them in its own way.
TEST_P(Meaning, ALetterWithAnAccentIsAnother) {
  auto const history = planned_chain(
      {"create table t (id integer primary key, e integer, x text default 'é' || 'ü', y varchar(9) default 'é名',"
       " z integer generated always as (case when y = 'é名' then 1 else 2 end) stored, constraint cy check (y <> "
       "'ñ'));",
       R"(alter table t add column "é" integer, add constraint "cé" check ("é" > 0); create index "ix_é" on t ("é");
          alter table t add constraint ce check (e > 0); create index ix_e on t (e);)",
       R"(alter table t rename column "é" to "è"; alter table t rename column e to "ê"; alter table t add column e integer;)"});
  ASSERT_EQ(faults(history, true), "");
  Runner runner(history, {});
  runner.there_and_back_and_there();
}

TEST_P(Meaning, NamesAreCutBetweenCharacters) {
  std::string name = "ab";
  for (int i = 0; i < 20; ++i) name += "名";
  auto const history = planned_chain({"create type \"" + name +
                                          "\" as enum ('a', 'b');"
                                          "create table t (id integer primary key, \"" +
                                          name + "\" boolean, e \"" + name + "\");",
                                      "@allow(data-loss, 'test') alter type \"" + name +
                                          "\" drop value 'b';"
                                          "alter table t alter column \"" +
                                          name + "\" type text;"});
  ASSERT_EQ(faults(history, false), "");
  Runner runner(history, {});
  runner.upgrade(0);
  runner.upgrade(1);
}

}  // namespace
}  // namespace retort::dialects::test
