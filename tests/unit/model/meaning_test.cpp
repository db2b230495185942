// SPDX-License-Identifier: Apache-2.0
// What stops making sense when something else changes, and what no database would take: refused where it is written,
// not when it is applied.
#include <gtest/gtest.h>

#include "compiler/model/json_text.hpp"
#include "tests/unit/model/history.hpp"

namespace retort::model::test {
namespace {

struct Change {
  char const *before, *statement, *codes, *caret;
};
void PrintTo(Change const& c, std::ostream* out) { *out << c.statement; }

class Meaning : public testing::TestWithParam<Change> {};
TEST_P(Meaning, IsKept) {
  History const h = chain({"upgrade {\n" + std::string(GetParam().before) + "\n}\ndowngrade irreversible 'test';",
                           "upgrade {\n" + std::string(GetParam().statement) + "\n}\ndowngrade irreversible 'test';"});
  EXPECT_EQ(h.codes(), GetParam().codes) << h.report();
  if (h.sink.all().size() == 1) {
    EXPECT_EQ(h.caret(), GetParam().caret);
  }
}

constexpr char const* moods =
    "create type mood as enum ('a', 'b', 'c'); create table t (id integer primary key, m mood, n text, k integer);";
#define MOOD "create type mood as enum ('a', 'b'); create table t (id integer primary key, n text); "
#define MOODS \
  "create type mood as enum ('a', 'b'); create table t (id integer primary key, m mood, n text, k integer); "

INSTANTIATE_TEST_SUITE_P(
    Enums, Meaning,
    testing::Values(
        Change{MOODS "alter table t add constraint c check (m <> 'a');", "alter type mood drop value 'a';", "RT0501",
               "'a'"},
        Change{MOODS "create index i on t (id) where m in ('a', 'b');", "alter type mood drop value 'a';", "RT0501",
               "'a'"},
        Change{MOODS "create view v as select id from t where m = 'a';", "alter type mood drop value 'a';", "RT0501",
               "'a'"},
        Change{MOODS "create view v as select id, m from t; create view w as select id from v where m = 'a';",
               "alter type mood drop value 'a';", "RT0501", "'a'"},
        Change{MOODS "create view v as $$ select id from t where m = 'a' $$;", "alter type mood drop value 'a';",
               "RT0501", "'a'"},
        Change{MOODS "alter table t add column g boolean generated always as (m = 'a') stored;",
               "alter type mood drop value 'a';", "RT0501", "'a'"},
        Change{MOODS "alter table t alter column m set default 'a';", "alter type mood drop value 'a';", "RT0501",
               "'a'"},
        Change{MOODS "create view v as select id from t where m = 'b';", "alter type mood drop value 'a';", "", ""},
        Change{MOODS "create view v as select id from t where m = 'a';", "alter type mood rename value 'a' to 'x';",
               "RT0501", "'a'"},
        Change{MOODS "create view v as $$ select id from t where m = 'a' $$;",
               "alter type mood rename value 'a' to 'x';", "RT0501", "'a'"},
        // What a table says of a value follows its name, wherever it stands.
        Change{MOODS "alter table t add constraint c check (case m when 'a' then true else m between 'a' and 'b' end), "
                     "add constraint d check (coalesce(m, 'a') = 'b' or 'a' = m or cast('a' as mood) = m);",
               "alter type mood rename value 'a' to 'x';", "", ""},
        Change{MOODS "create view v as select id from t where cast(n as mood) = m;", "rename type mood to moods;",
               "RT0501", "mood"},
        Change{MOOD "create view v as select cast(n as mood) as m from t;", "drop type mood;", "RT0501", "mood"},
        Change{MOOD "alter table t add constraint c check (cast(n as mood) = 'a');", "drop type mood;", "RT0501",
               "mood"},
        Change{MOODS "alter table t add constraint c check (cast(n as mood) = 'a');", "rename type mood to moods;", "",
               ""}));

INSTANTIATE_TEST_SUITE_P(
    Types, Meaning,
    testing::Values(
        Change{moods,
               "alter table t add constraint c check (k > 3); alter table t alter column k type text using 'x' || "
               "cast(k as text);",
               "RT0501", "k"},
        Change{moods,
               "create index i on t ((k + 1)); alter table t alter column k type text using 'x' || cast(k as text);",
               "RT0501", "k"},
        Change{moods,
               "create index i on t (id) where n <> ''; alter table t alter column n type varchar(9) using 'a' || n;",
               "RT0703", "varchar(9)"},
        Change{moods, "alter table t add constraint c check (k > 3); alter table t alter column k type bigint;", "",
               ""},
        Change{moods, "create index i on t (k); alter table t alter column k type text using 'x' || cast(k as text);",
               "", ""},
        Change{moods, "alter table t add column x integer not null default null;", "RT0415", "x"},
        Change{moods, "insert into t (id, m) values (1, 'd');", "RT0405", "'d'"},
        Change{moods, "insert into t (id, m) select id + 1, 'd' from t;", "RT0405", "'d'"},
        Change{moods, "insert into t (id, m) select 1, 'a' union all select 2, 'd';", "RT0405", "'d'"},
        Change{moods, "insert into t (id, k) select id, 3000000000 from t;", "RT0403", "3000000000"},
        Change{moods, "insert into t (id, k) select null, k from t;", "RT0414", "null"},
        Change{moods, "insert into t (id, k) select id, '5' from t;", "RT0402", "'5'"},
        Change{moods, "update t set m = case when k > 1 then 'a' else 'd' end;", "RT0405", "'d'"},
        Change{moods, "update t set m = coalesce(m, case k when 1 then 'd' end);", "RT0405", "'d'"},
        Change{moods, "update t set k = case when k > 1 then 3000000000 else 1 end;", "RT0403", "3000000000"},
        Change{moods, "update t set m = case when k > 1 then 'a' else m end, n = coalesce(n, 'd');", "", ""},

        Change{moods, "alter table t add column x json default '{\"a\":}';", "RT0404", "'{\"a\":}'"},
        Change{moods, "alter table t add column x numeric(4,2) default 1.005;", "RT0403", "1.005"},
        Change{moods, "alter table t add column x numeric(4,2) default 1.500;", "", ""},
        Change{moods, "alter table t add column x real default 1e39;", "RT0403", "1e39"},
        Change{moods, "alter table t add column x double default 1e309;", "RT0403", "1e309"},
        Change{moods, "alter table t add column x double default 1e308;", "", ""},
        Change{moods, "alter table t add column x time default '24:30:00';", "RT0404", "'24:30:00'"},
        Change{moods, "alter table t add column x time default '24:00:00';", "", ""},
        Change{moods, "alter table t add column x date default '0000-01-01';", "RT0404", "'0000-01-01'"}));

constexpr char const* flags = "create table t (id integer primary key, o boolean, k bigint, d date, x text);";
INSTANTIATE_TEST_SUITE_P(
    Casts, Meaning,
    testing::Values(Change{flags, "update t set o = cast(k as boolean), k = cast(o as bigint), x = cast(o as text);",
                           "", ""},
                    Change{flags, "update t set d = cast(o as date);", "RT0407", "cast(o as date)"},
                    Change{flags, "update t set d = cast(k as date);", "RT0407", "cast(k as date)"},
                    Change{flags, "update t set o = o || o;", "RT0407", "o"}));

INSTANTIATE_TEST_SUITE_P(
    Keys, Meaning,
    testing::Values(
        Change{"create table p (id integer primary key); create table c (p integer references p on delete set null);",
               "alter table c add constraint k primary key (p);", "RT0505", "p"},
        Change{"create table p (id integer primary key); create table c (p integer references p on delete set null);",
               "alter table c alter column p add generated by default as identity;", "RT0505", "p"},
        Change{"create table t (id integer, n text, constraint k primary key (id)); create view v as select id, n, "
               "count(*) as c from t group by id;",
               "alter table t drop constraint k;", "RT0501", "k"}));

constexpr char const* times =
    "create table t (id integer primary key, d date, e date, s timestamp, z timestamptz, h time, k integer, x "
    "double precision, i interval);";
INSTANTIATE_TEST_SUITE_P(
    Times, Meaning,
    testing::Values(
        Change{times, "update t set s = s + 1;", "RT0407", "s + 1"},
        Change{times, "delete from t where z < now() - '1 day';", "RT0407", "now() - '1 day'"},
        Change{times, "update t set k = d * 2;", "RT0407", "d * 2"},
        Change{times, "update t set k = d + e;", "RT0407", "d + e"},
        Change{times, "update t set k = d + 7;", "RT0401", "d + 7"},
        Change{times, "update t set d = d + x;", "RT0407", "d + x"},
        Change{times, "update t set d = h - d;", "RT0407", "h - d"},
        Change{times,
               "update t set k = d - e, d = e + 7, e = 7 + d, s = s - i, z = now() + i * 2, i = z - s, h = h + i;", "",
               ""}));

constexpr char const* sales =
    "create table t (id integer primary key, n text, k integer); create table u (id integer primary key, t integer "
    "references t);";
INSTANTIATE_TEST_SUITE_P(
    Groups, Meaning,
    testing::Values(
        Change{sales, "create view v as select n, count(*) as c from t;", "RT0410", "n"},
        Change{sales, "create view v as select n, sum(k) as s from t group by k;", "RT0410", "n"},
        Change{sales, "create view v as select *, count(*) as c from t group by n;", "RT0410", "*"},
        Change{sales, "create view v as select k from t group by k having n = 'x';", "RT0410", "n"},
        Change{sales, "create view v as select k from t group by k order by n;", "RT0410", "n"},
        Change{sales, "create view v as select sum(count(k)) as s from t group by k;", "RT0410", "count(k)"},
        Change{sales, "create view v as select distinct n from t order by k;", "RT0410", "k"},
        Change{sales, "create view v as select n from t union select n from t order by lower(n);", "RT0410",
               "lower(n)"},
        Change{sales,
               "create view v as select t.id, t.n, lower(n) as l, count(u.id) as c from t left join u on u.t = t.id "
               "group by t.id order by n, count(*);",
               "", ""},
        Change{sales,
               "create view v as select lower(t.n) || 'x' as l, count(*) as c from t group by lower(n) having "
               "count(*) > 1 order by lower(n);",
               "", ""},
        Change{sales, "create view v as select lower(n) as l, (select max(k) from t) as m from t group by l;", "", ""},
        Change{sales, "create view v as select distinct n, k + 1 as m from t order by t.k + 1, n;", "", ""},
        Change{sales, "create view v as select n from t union select n from t order by n;", "", ""}));

INSTANTIATE_TEST_SUITE_P(
    Views, Meaning,
    testing::Values(
        Change{"create table t (id integer, k integer); create view v as select id, k from t; create view w as "
               "select k from v;",
               "create or replace view v as select id from t;", "RT0501", "v"},
        Change{"create table t (id integer, k integer); create view v as select id, k from t; create view w as "
               "select id from v;",
               "create or replace view v as select id from t;", "", ""}));

INSTANTIATE_TEST_SUITE_P(
    Case, Meaning,
    testing::Values(Change{"create table t (id integer, constraint k check (id > 0));",
                           "create table u (id integer, constraint \"K\" check (id > 0));", "RT0311", "\"K\""},
                    Change{"create table t (id integer);",
                           "create table u (id integer, constraint uq unique (id), constraint \"UQ\" unique (id));",
                           "RT0311", "\"UQ\""},
                    Change{"create table t (id integer); create index ix on t (id);",
                           "rename index ix to \"IX\"; rename index \"IX\" to ix;", "", ""},
                    Change{"create type m as enum ('a');", "rename type m to \"M\"; rename type \"M\" to m;", "", ""},
                    Change{"create table t (id integer, constraint k check (id > 0), constraint u unique (id));",
                           "alter table t rename constraint k to \"K\", rename constraint u to \"U\";", "", ""}));

TEST(Views, KeepTheColumnsThatAStarStoodFor) {
  History const h =
      chain({"create table t (id integer, k integer); create table u (id2 integer);",
             "create view v as select * from t; create view w as select u.*, t.k as x from t join u on id2 = id;",
             "alter table t add column n integer;"});
  EXPECT_EQ(h.codes(), "");
  auto const columns = [&](char const* name) {
    std::vector<std::string> out;
    for (auto const& item : std::get<ast::Select>(h.head().view({"", name})->body).cores.front().items)
      out.push_back(std::get<ast::ColumnReference>(item.expression->node).column.text);
    return out;
  };
  EXPECT_EQ(columns("v"), (std::vector<std::string>{"id", "k"}));
  EXPECT_EQ(columns("w"), (std::vector<std::string>{"id2", "k"}));
}

TEST(Json, IsWhatTheRfcSays) {
  for (char const* fine : {"{}", " [1, -2.5e+3, 0.1, true, false, null] ",
                           R"({"a": {"b": ["\u00e9\n\"\/", "\ud83d\ude00"]}})", "\"x\"", "0"})
    EXPECT_TRUE(is_json(fine)) << fine;
  for (char const* wrong : {"", "{", "[1,]", "{\"a\"}", "{a: 1}", "'x'", "01", "1.", "+1", "nul", "[1] x", "\"\n\"",
                            R"("\x")", R"("\u0000")", R"("\ud800")", "{\"a\":1,}"})
    EXPECT_FALSE(is_json(wrong)) << wrong;
  EXPECT_FALSE(is_json(std::string(100000, '[')));
}

}  // namespace
}  // namespace retort::model::test
