// SPDX-License-Identifier: Apache-2.0
// Expressions mean in SQLite what they mean in the language (and in PostgreSQL): each is computed by SQLite.
#include <gmock/gmock.h>

#include "tests/unit/dialects/sqlite_database.hpp"

namespace retort::dialects::test {
namespace {

std::string const every_type = R"(create type mood as enum ('good', 'bad');
  create table t (id integer primary key, i integer, n numeric(10,2), d double, s text, b boolean, u uuid, m mood,
    day date, clock time, local timestamp, utc timestamptz, j json, x bytes);)";
std::string const its_row =
    "insert into t (id, i, n, d, s, b, u, m, day, clock, local, utc, j, x) values (1, 7, 3, 2.5, 'aBc', true, "
    "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'good', '2026-03-02', '09:30', '2026-03-02 09:30', '2026-03-02 "
    "23:30:00.5-02', '{\"a\": 1}', x'00ff');";

struct Case {
  char const* expression;
  char const* value;
};
void PrintTo(Case const& c, std::ostream* out) { *out << c.expression; }

class SqliteValue : public testing::TestWithParam<Case> {};

TEST_P(SqliteValue, IsWhatTheLanguageSays) {
  auto const e = sqlite_chain(
      {every_type, its_row + "create view v as select " + std::string(GetParam().expression) + " as v from t;"});
  ASSERT_EQ(faults(e), "");
  SqliteDatabase db;
  db.apply(e.up[0]);
  db.apply(e.up[1]);
  EXPECT_EQ(db.value("select v from v"), GetParam().value)
      << db.value("select sql from sqlite_master where name = 'v'");
}

INSTANTIATE_TEST_SUITE_P(
    Expressions, SqliteValue,
    testing::Values(Case{"i / 2", "3"}, Case{"-i / 2", "-3"}, Case{"n / 2", "1.5"}, Case{"i / 2.0", "3.5"},
                    Case{"1 + n / 2", "2.5"}, Case{"i % 4", "3"}, Case{"n % 2", "1"}, Case{"d % 2", "0.5"},
                    Case{"i - (2 - 3)", "8"}, Case{"i * (1 + 2)", "21"}, Case{"s || 'x' || i", "aBcx7"},
                    Case{"s || b", "aBctrue"}, Case{"concat(s, null, i)", "aBc7"}, Case{"concat(null)", ""},
                    Case{"concat('a', s) || '!'", "aaBc!"}, Case{"lower(s)", "abc"}, Case{"upper(s)", "ABC"},
                    Case{"length('h\u00e4')", "2"}, Case{"trim('  a b ')", "a b"},
                    Case{"substring('abcdef', 2, 3)", "bcd"}, Case{"substring('abcdef', 3)", "cdef"},
                    Case{"substring('abcdef', -1, 4)", "ab"}, Case{"substring('abcdef', 0)", "abcdef"},
                    Case{"substring('abcdef', i - 8, i)", "abcde"}, Case{"substring('abcdef', i - 5, 2)", "bc"},
                    Case{"substring('abcdef', 2, i)", "bcdef"}, Case{"replace('abcabc', 'b', '')", "acac"},
                    Case{"round(2.567, 1)", "2.6"}, Case{"round(d)", "3.0"}, Case{"round(i)", "7"},
                    Case{"round(1234.5, -2)", "1200.0"}, Case{"abs(-i)", "7"}, Case{"coalesce(null, s, 'x')", "aBc"},
                    Case{"nullif(i, 7)", "NULL"}, Case{"i between 1 and 7", "1"}, Case{"not (i = 7 or i = 8)", "0"},
                    Case{"i not in (1, 2)", "1"}, Case{"s is not null and b", "1"}, Case{"s not like 'a%'", "0"},
                    Case{"case when i > 5 then 'big' else 'small' end", "big"},
                    Case{"case i when 7 then 'seven' end", "seven"}, Case{"cast(n as integer)", "3"},
                    Case{"cast(d as integer)", "3"}, Case{"cast(i as text)", "7"}, Case{"cast(b as text)", "true"},
                    Case{"cast('42' as integer) + 1", "43"}, Case{"cast(b as integer)", "1"},
                    Case{"cast(concat('abc', 'def') as varchar(3))", "abc"}, Case{"cast(d as numeric(10,1))", "2.5"},
                    Case{"cast(m as text)", "good"}, Case{"u", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"},
                    Case{"u = 'A0EEBC999C0B4EF8BB6D6BB9BD380A11'", "1"}, Case{"utc", "2026-03-03T01:30:00.500Z"},
                    Case{"local", "2026-03-02T09:30:00.000"}, Case{"day", "2026-03-02"}, Case{"clock", "09:30:00.000"},
                    Case{"utc = '2026-03-03T01:30:00.5Z'", "1"}, Case{"utc > '2026-03-03 02:00:00+01:00'", "1"},
                    Case{"day < local", "1"}, Case{"cast(utc as date)", "2026-03-03"},
                    Case{"cast(day as timestamptz)", "2026-03-02T00:00:00.000Z"}, Case{"day + 30", "2026-04-01"},
                    Case{"day - 2", "2026-02-28"}, Case{"day = '2026-03-02'", "1"}, Case{"x = x'00FF'", "1"},
                    Case{"m = 'good'", "1"}, Case{"m in ('bad', 'good')", "1"}, Case{"(select max(i) from t)", "7"},
                    Case{"exists (select i from t where i > 7)", "0"}, Case{"i in (select i from t)", "1"},
                    Case{"native sqlite $$typeof(i)$$ postgresql $$pg_typeof(i)$$", "integer"},
                    Case{"now() > utc or now() <= utc", "1"}, Case{"length(concat(current_date))", "10"}));

TEST(SqliteValues, NowHasTheFormOfItsColumn) {
  auto const h =
      sqlite_chain({"create table t (id integer primary key, a timestamptz default now(), b timestamp default now(), "
                    "c date default current_date, d date default now());",
                    "upgrade { insert into t (id) values (1); update t set a = now(), b = now(), c = now(); } "
                    "downgrade irreversible 'test';"});
  ASSERT_EQ(faults(h), "");
  SqliteDatabase db;
  db.apply(h.up[0]);
  db.apply(h.up[1]);
  EXPECT_EQ(db.value("select a like '____-__-__T__:__:__.___Z' and b like '____-__-__T__:__:__.___' and c like "
                     "'____-__-__' and d like '____-__-__' from t"),
            "1");
}

TEST(SqliteValues, MomentsAreStoredInUtcAndOneWidth) {
  for (auto const& [text, stored] :
       std::vector<std::pair<std::string, std::string>>{{"2026-03-02", "2026-03-02T00:00:00.000Z"},
                                                        {"2024-12-31 23:59:59.9-00:30", "2025-01-01T00:29:59.900Z"},
                                                        {"2024-03-01T00:30+0100", "2024-02-29T23:30:00.000Z"},
                                                        {"1969-12-31T24:00:00Z", "1970-01-01T00:00:00.000Z"},
                                                        {"0001-01-01 00:00:00.123000", "0001-01-01T00:00:00.123Z"}}) {
    auto const h = sqlite_chain({"create table t (a timestamptz default '" + text + "');"});
    EXPECT_EQ(faults(h), "") << text;
    SqliteDatabase db;
    db.apply(h.up[0]);
    db.execute("insert into t default values");
    EXPECT_EQ(db.value("select a from t"), stored);
  }
}

}  // namespace
}  // namespace retort::dialects::test
