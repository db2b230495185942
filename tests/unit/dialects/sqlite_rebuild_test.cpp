// SPDX-License-Identifier: Apache-2.0
// Tables made anew by SQLite: what has to survive it, and what must not happen without a word.
#include <gmock/gmock.h>

#include "tests/unit/dialects/sqlite_database.hpp"

namespace retort::dialects::test {
namespace {

using testing::HasSubstr;

// Runs the first revision, then `rows`, then the second one; the catalogue is compared behind both.
struct Changed {
  Changed(std::string const& first, std::string const& rows, std::string const& second)
      : h(sqlite_chain({first, second})) {
    EXPECT_EQ(faults(h), "");
    db.apply(h.up.at(0));
    expect_catalogue(db, h.history.revisions[0].after);
    db.execute(rows);
    before = dump();
    refusal = db.apply_refusal(h.up.at(1));
    if (refusal.empty()) expect_catalogue(db, h.history.revisions[1].after);
  }
  // Back to where the first revision left the database.
  void back() {
    db.apply(h.down.at(1));
    expect_catalogue(db, h.history.revisions[1].before);
  }
  std::string dump() {
    std::string out;
    for (auto const& one :
         db.query("select name, printf('\"%w\"', name) from sqlite_master where type = 'table' order by 1"))
      for (auto const& row : db.query("select * from " + one[1] + " order by 1")) {
        out += one[0] + ":";
        for (auto const& cell : row) out += " " + cell;
        out += "\n";
      }
    return out;
  }
  SqliteHistory h;
  SqliteDatabase db;
  std::string before, refusal;
};

// A cast shows 15 digits, which are another number for most.
TEST(SqliteRebuild, NumbersComeBackFromTextsAsTheyWere) {
  Changed c("create table t (id integer primary key, y double precision);",
            "insert into t values (1, 123456789.12345679), (2, 0.1), (3, 1e300), (4, null);",
            "alter table t alter column y type text;");
  EXPECT_EQ(c.refusal, "");
  EXPECT_EQ(c.db.query("select y from t where id = 2"), (Rows{{"0.1"}}));
  c.back();
  EXPECT_EQ(c.db.query("select id from t where y in (123456789.12345679, 0.1, 1e300) or (id = 4 and y is null)"),
            (Rows{{"1"}, {"2"}, {"3"}, {"4"}}));
}

// Others write more digits than Retort does; a moment near the end of a second or of a day must not become the next
// one.
TEST(SqliteRebuild, MomentsKeepTheDigitsThatOthersWrote) {
  Changed c("create table t (id integer primary key, a timestamp, b timestamptz);",
            "insert into t values (1, '2026-03-02T09:30:00.123456', '2026-03-02T09:30:00.123456Z'),"
            "(2, '2026-12-31T23:59:59.9999999', '2026-12-31 23:59:59.99951-02:30'),"
            "(3, '2026-03-02 09:30:00.120000', '2026-03-02T09:30:00.1200+00:00'),"
            "(4, '2026-03-02 09:30', '2026-03-02 09:30:05+01:00'), (5, '2026-03-02', null);",
            "alter table t alter column a type timestamptz; alter table t alter column b type timestamp;");
  EXPECT_EQ(c.refusal, "");
  EXPECT_EQ(c.db.query("select a, b from t order by id"),
            (Rows{{"2026-03-02T09:30:00.123456Z", "2026-03-02T09:30:00.123456"},
                  {"2026-12-31T23:59:59.9999999Z", "2027-01-01T02:29:59.99951"},
                  {"2026-03-02T09:30:00.120Z", "2026-03-02T09:30:00.120"},
                  {"2026-03-02T09:30:00.000Z", "2026-03-02T08:30:05.000"},
                  {"2026-03-02T00:00:00.000Z", "NULL"}}));
  c.back();
  EXPECT_EQ(c.db.query("select a, b from t where id < 3 order by id"),
            (Rows{{"2026-03-02T09:30:00.123456", "2026-03-02T09:30:00.123456Z"},
                  {"2026-12-31T23:59:59.9999999", "2027-01-01T02:29:59.99951Z"}}));
}

TEST(SqliteRebuild, TextsBecomeMomentsWithAllTheirDigits) {
  Changed c("create table t (id integer primary key, a text, b timestamp);",
            "insert into t values (1, '2026-03-02 09:30:00.123456+01', null), (2, '2026-03-02T09:30:00.1234567Z', "
            "'2026-03-02T09:30:00.654321');",
            "upgrade { alter table t alter column a type timestamptz using cast(a as timestamptz); update t set a = b "
            "where id = 2; } downgrade irreversible 'x';");
  EXPECT_THAT(c.refusal, HasSubstr("1 rows of t have a text in a that cannot be converted"));  // SQLite wants minutes
  c.db.execute("update t set a = '2026-03-02 09:30:00.123456+01:00' where id = 1");
  c.db.apply(c.h.up.at(1));
  EXPECT_EQ(c.db.query("select a from t order by id"),
            (Rows{{"2026-03-02T08:30:00.123456Z"}, {"2026-03-02T09:30:00.654321Z"}}));
}

// A number would be a day of the Julian calendar, and a day a time at midnight.
TEST(SqliteRebuild, RefusesTextsThatAreNoMomentsAndNoUuids) {
  for (auto const& [text, type] : {std::pair{"42", "date"},
                                   {"0", "timestamp"},
                                   {"12:30", "timestamptz"},
                                   {"2024-02-29", "time"},
                                   {"true", "uuid"}}) {
    Changed c("create table t (id integer primary key, a text);",
              std::string("insert into t values (1, '") + text + "'), (2, null);",
              std::string("upgrade { alter table t alter column a type ") + type + "; } downgrade irreversible 'x';");
    EXPECT_THAT(c.refusal, HasSubstr("1 rows of t have a text in a that cannot be converted")) << type;
  }
  Changed c("create table t (id integer primary key, a text, b text);",
            "insert into t values (1, '6F9619FF-8B86-D011-B42D-00CF4FC964FF', '12:30:15');",
            "upgrade { alter table t alter column a type uuid; alter table t alter column b type time; } downgrade "
            "irreversible 'x';");
  EXPECT_EQ(c.refusal, "");
  EXPECT_EQ(c.db.query("select a, b from t"), (Rows{{"6f9619ff-8b86-d011-b42d-00cf4fc964ff", "12:30:15.000"}}));
}

// The rebuild that the enum asks for would write the reference as it was before the column got another name.
TEST(SqliteRebuild, AReferenceFollowsAColumnThatIsRenamedBesideAChangeOfValues) {
  Changed c(
      "create type e as enum ('a', 'b');"
      "create table p (a integer primary key, s e, u integer unique, w integer unique);"
      "create table q (id integer primary key, a integer references p (u), s e);",
      "insert into p values (1, 'a', 10, 20); insert into q values (1, 10, 'b');",
      "alter type e add value 'c'; alter table p rename column u to x, rename column w to u;");
  EXPECT_EQ(c.refusal, "");
  EXPECT_EQ(c.db.query("select \"to\" from pragma_foreign_key_list('q')"), (Rows{{"x"}}));
  EXPECT_EQ(c.db.query("pragma foreign_key_check"), (Rows{}));
  c.back();
  EXPECT_EQ(c.db.query("select \"to\" from pragma_foreign_key_list('q')"), (Rows{{"u"}}));
}

TEST(SqliteRebuild, KeepsRowsReferencesAndNumbers) {
  Changed c(R"(create table parent (id integer generated by default as identity primary key, name text);
               create table child (id integer primary key,
                 parent_id integer not null references parent on delete cascade on update cascade);
               create index ix_parent_name on parent (name desc);
               create unique index ix_part on parent (lower(name)) where name is not null;
               create view names as select name from parent where id > 0;)",
            "insert into parent (name) values ('a'), ('b'), ('c'); delete from parent where id = 3;"
            "insert into child select id * 10, id from parent;",
            "alter table parent alter column name set not null, alter column name set default 'x';");
  EXPECT_EQ(c.refusal, "");
  EXPECT_EQ(c.dump(), c.before);
  EXPECT_EQ(c.db.query("select name from names order by 1"), (Rows{{"a"}, {"b"}}));
  c.db.execute("insert into parent default values");
  EXPECT_EQ(c.db.query("select id, name from parent where id > 2"), (Rows{{"4", "x"}}));  // 3 was given out
  c.db.execute("update parent set id = 5 where id = 1; delete from parent where id = 2");
  EXPECT_EQ(c.db.query("select * from child"), (Rows{{"10", "5"}}));
  c.back();
  EXPECT_EQ(c.db.query("select * from child"), (Rows{{"10", "5"}}));
}

TEST(SqliteRebuild, WorksOnATableThatRefersToItself) {
  Changed c(
      R"(create table tree (id integer primary key, parent integer references tree on delete restrict, n integer);)",
      "insert into tree values (1, null, 1), (2, 1, 2), (3, 2, 3)", "alter table tree alter column n set not null;");
  EXPECT_EQ(c.refusal, "");
  EXPECT_EQ(c.dump(), c.before);
  EXPECT_THAT(c.db.refusal("delete from tree where id = 1"), HasSubstr("FOREIGN KEY"));
  c.back();
  c.db.apply(c.h.down.at(0));  // drops it although every row but the last holds another
  EXPECT_EQ(c.db.value("select count(*) from sqlite_master where name not like 'sqlite!_%' escape '!'"), "0");
}

TEST(SqliteRebuild, RefusesWhatTheRowsDoNotTake) {
  Changed c("create table t (id integer primary key, a text, b integer);",
            "insert into t values (1, null, 1), (2, 'x', 1)", "alter table t alter column a set not null;");
  EXPECT_THAT(c.refusal, HasSubstr("NOT NULL"));
  EXPECT_EQ(c.dump(), c.before);  // rolled back
  Changed d("create table t (id integer primary key, b integer); create table p (id integer primary key);",
            "insert into t values (1, 7)", "alter table t add constraint fk foreign key (b) references p;");
  EXPECT_THAT(d.refusal, HasSubstr("broken references"));
  Changed e("create table t (id integer primary key, b integer);", "insert into t values (1, 7), (2, 7)",
            "alter table t add constraint uq unique (b);");
  EXPECT_THAT(e.refusal, HasSubstr("UNIQUE"));
}

TEST(SqliteRebuild, RefusesToLoseATriggerItDoesNotKnow) {
  Changed c("create table t (id integer primary key, a text);",
            "create trigger log_t after insert on t begin select 1; end; create index ix_own on t (a)",
            "alter table t alter column a set default 'x';");
  EXPECT_THAT(c.refusal, HasSubstr("making t anew would lose what the history does not know: "));
  EXPECT_THAT(c.refusal, HasSubstr("log_t"));
  EXPECT_THAT(c.refusal, HasSubstr("ix_own"));
  EXPECT_EQ(c.db.value("select count(*) from sqlite_master where name in ('log_t', 'ix_own', 't')"), "3");
}

TEST(SqliteRebuild, RenamedColumnsAndTablesAreFollowed) {
  Changed c(R"(create table a (id integer primary key, k varchar(5) unique, v integer default 1, check (a.v > 0));
               create table b (id integer primary key, k varchar(5) references a (k) on update cascade);)",
            "insert into a (id, k) values (1, 'x'); insert into b values (1, 'x')",
            "alter table a alter column v set not null, rename column k to key; rename table a to c;"
            "alter table c alter column v drop default;");
  EXPECT_EQ(c.refusal, "");
  c.db.execute("update c set key = 'y'");
  EXPECT_EQ(c.db.value("select k from b"), "y");
  c.back();
  c.db.execute("update a set k = 'z'");
  EXPECT_EQ(c.db.value("select k from b"), "z");
}

TEST(SqliteRebuild, ColumnsComeAndGo) {
  Changed c(
      R"(create table t (id integer primary key, a integer, b text generated always as (upper(c)) stored, c text);)",
      "insert into t (id, a, c) values (1, 5, 'x'), (2, null, 'y')",
      R"(alter table t add column made timestamptz not null default now(), add column n integer default 3,
                 alter column n set default 4, add column key uuid default gen_uuid() unique,
                 add column low text generated always as (lower(c)) stored, alter column a set default 9;)");
  EXPECT_EQ(c.refusal, "");
  EXPECT_EQ(c.db.query("select a, b, c, n, low, length(key) from t order by id"),
            (Rows{{"5", "X", "x", "3", "x", "36"}, {"NULL", "Y", "y", "3", "y", "36"}}));
  EXPECT_EQ(c.db.value("select count(distinct key) from t"), "2");
  EXPECT_EQ(c.db.value("select count(*) from t where made like '____-__-__T__:__:__.___Z'"), "2");
  c.back();
  EXPECT_EQ(c.dump(), c.before);
}

TEST(SqliteRebuild, AnIdentityCanComeLater) {
  Changed c("create table log (line text);", "insert into log values ('a'), ('b')",
            "alter table log add column id bigint generated by default as identity primary key;");
  EXPECT_EQ(c.refusal, "");
  EXPECT_EQ(c.db.query("select id, line from log order by id"), (Rows{{"1", "a"}, {"2", "b"}}));
  c.back();
  EXPECT_EQ(c.dump(), c.before);
}

TEST(SqliteRebuild, ConvertsValues) {
  Changed c(
      R"(create table t (id integer primary key, a text, b integer, c numeric(10,4), d text, e boolean, f text, g date,
                 h real);)",
      "insert into t values (1, ' 42 ', 7, 1.23456, '2026-03-02 10:00:00+02:00', 1, 'yes', '2026-03-02', 1.5),"
      "(2, null, null, null, null, null, null, null, null), (3, '-1', 8, 2.5, '2026-03-02', 0, 'F', '2026-12-31', 2)",
      R"(alter table t alter column a type integer, alter column b type varchar(20),
                 alter column c type numeric(10,2), alter column d type timestamptz, alter column e type text,
                 alter column f type boolean, alter column g type timestamp, alter column h type integer;)");
  EXPECT_EQ(c.refusal, "");
  EXPECT_EQ(c.db.query("select a, typeof(a), b, typeof(b), c, d, e, f, g, h from t order by id"),
            (Rows{{"42", "integer", "7", "text", "1.23", "2026-03-02T08:00:00.000Z", "true", "1",
                   "2026-03-02T00:00:00.000", "2"},
                  {"NULL", "null", "NULL", "null", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL"},
                  {"-1", "integer", "8", "text", "2.5", "2026-03-02T00:00:00.000Z", "false", "0",
                   "2026-12-31T00:00:00.000", "2"}}));
}

TEST(SqliteRebuild, RefusesToMakeNothingOfAText) {
  for (auto const& [type, text] : std::vector<std::pair<std::string, std::string>>{{"integer", "12a"},
                                                                                   {"integer", "1.5"},
                                                                                   {"numeric(5,2)", "a"},
                                                                                   {"double", "x"},
                                                                                   {"boolean", "maybe"},
                                                                                   {"date", "soon"},
                                                                                   {"timestamptz", "02.03.2026"}}) {
    Changed c("create table t (id integer primary key, a text);",
              "insert into t values (1, '" + text + "'), (2, null), (3, '" + text + "')",
              "alter table t alter column a type " + type + ";");
    EXPECT_THAT(c.refusal, HasSubstr("2 rows of t have a text in a that cannot be converted: " + text)) << type;
    EXPECT_EQ(c.dump(), c.before);
  }
}

TEST(SqliteRebuild, UsingDecides) {
  Changed c("create table t (id integer primary key, a text, b integer not null);",
            "insert into t values (1, 'x', 2), (2, 'yy', 3)",
            "alter table t alter column a type integer using length(a) * b;");
  EXPECT_EQ(c.refusal, "");
  EXPECT_EQ(c.db.query("select a from t order by id"), (Rows{{"2"}, {"6"}}));
}

std::string const moods =
    "create type mood as enum ('good', 'bad', 'odd');"
    "create table a (id integer primary key, m mood not null default 'good');"
    "create table b (id integer primary key, m mood, check (m <> 'odd'));";
std::string const mood_rows =
    "insert into a values (1, 'good'), (2, 'bad'), (3, 'odd'); insert into b values (1, null), (2, 'bad')";

TEST(SqliteEnums, ValuesComeAndGo) {
  Changed c(moods, mood_rows, "alter type mood add value 'fine' before 'bad';");
  EXPECT_EQ(c.refusal, "");
  c.db.execute("insert into a values (4, 'fine'), (5, 'fine')");
  EXPECT_THAT(c.db.apply_refusal(c.h.down.at(1)),
              HasSubstr("2 rows of a have a value in m that mood does not have: fine"));
  c.db.execute("delete from a where m = 'fine'");
  c.back();
  EXPECT_EQ(c.dump(), c.before);
  EXPECT_THAT(c.db.refusal("insert into a values (4, 'fine')"), HasSubstr("CHECK"));
}

TEST(SqliteEnums, RenamedValuesAreRewritten) {
  Changed c(moods, mood_rows,
            "alter type mood rename value 'odd' to 'strange'; alter type mood rename value 'good' to 'fine';");
  EXPECT_EQ(c.refusal, "");
  EXPECT_EQ(c.db.query("select m from a order by id"), (Rows{{"fine"}, {"bad"}, {"strange"}}));
  c.db.execute("insert into a (id) values (4)");
  EXPECT_EQ(c.db.value("select m from a where id = 4"), "fine");
  EXPECT_THAT(c.db.refusal("insert into b values (3, 'strange')"), HasSubstr("CHECK"));
  c.db.execute("delete from a where id = 4");
  c.back();
  EXPECT_EQ(c.dump(), c.before);
}

TEST(SqliteEnums, DroppedValuesAreReplacedOrRefused) {
  Changed c(moods, mood_rows,
            "upgrade { alter type mood drop value 'bad' using 'good'; } "
            "downgrade irreversible 'gone';");
  EXPECT_EQ(c.refusal, "");
  EXPECT_EQ(c.db.query("select m from a order by id"), (Rows{{"good"}, {"good"}, {"odd"}}));
  EXPECT_EQ(c.db.query("select m from b order by id"), (Rows{{"NULL"}, {"good"}}));
  Changed d(moods, mood_rows, "alter type mood drop value 'bad';");
  EXPECT_THAT(d.refusal, HasSubstr("1 rows of a have a value in m that mood does not have: bad"));
  EXPECT_EQ(d.dump(), d.before);
}

TEST(SqliteEnums, ATextBecomesAnEnum) {
  Changed c("create type mood as enum ('good', 'bad'); create table t (id integer primary key, m text);",
            "insert into t values (1, 'good'), (2, null), (3, 'odd')", "alter table t alter column m type mood;");
  EXPECT_THAT(c.refusal, HasSubstr("1 rows of t have a value in m that mood does not have: odd"));
}

TEST(SqliteNames, AreQuotedWhereTheyNeedIt) {
  Changed c(
      R"(create table "Order ""x""" (id integer primary key, "group" text, "select" integer default 1, "it's" text,
                 constraint "Ck 1" check ("select" > 0));
               create index "Ix 1" on "Order ""x""" ("group");)",
      R"(insert into "Order ""x""" values (1, 'a', 2, 'b'))",
      R"(alter table "Order ""x""" alter column "group" set not null, rename column "it's" to "don't";
               alter table "Order ""x""" add column "Add" text; rename index "Ix 1" to "Ix 2";)");
  EXPECT_EQ(c.refusal, "");
  EXPECT_EQ(c.db.query(R"(select * from "Order ""x""")"), (Rows{{"1", "a", "2", "b", "NULL"}}));
  c.back();
  EXPECT_EQ(c.dump(), c.before);
}

TEST(SqliteNames, MayChangeTheirCaseAlone) {
  Changed c(R"(create table a (id integer primary key, k integer, u integer default 1); create index ix on a (k);
               create table b (a_id integer references a);)",
            "insert into a (id, k) values (1, 2); insert into b values (1)",
            R"(rename table a to "A"; alter table "A" rename column k to "K";
               alter table "A" rename column u to "U", alter column "U" set not null;)");
  EXPECT_EQ(c.refusal, "");
  c.back();
  EXPECT_EQ(c.dump(), c.before);
}

TEST(SqliteTables, DataInTheRevisionOfARebuildKeepsItsReferences) {
  Changed c(
      "create table p (id integer primary key, a integer); create table q (id integer primary key, "
      "p integer references p on delete cascade);",
      "insert into p values (1, 1), (2, 2); insert into q values (1, 1), (2, 2)",
      R"(upgrade { alter table p alter column a set not null; delete from p where id = 1;
               alter table p alter column a set default 0; } downgrade irreversible 'gone';)");
  EXPECT_EQ(c.refusal, "");
  EXPECT_EQ(c.db.query("select id from q"), (Rows{{"2"}}));
}

// Values that change places, by way of another: each row is mapped once, from its first value to its last.
TEST(SqliteRebuild, EnumValuesThatAreRenamedInTurnAreMappedOnce) {
  Changed c("create type mood as enum ('good', 'bad', 'odd'); create table t (id integer primary key, m mood);",
            "insert into t values (1, 'good'), (2, 'bad'), (3, 'odd'), (4, null)",
            "alter type mood rename value 'good' to 'new'; alter type mood rename value 'bad' to 'good';"
            "alter type mood rename value 'new' to 'bad'; alter type mood rename value 'odd' to 'even';"
            "alter type mood rename value 'even' to 'odd';");
  EXPECT_EQ(c.refusal, "");
  EXPECT_EQ(c.db.query("select m from t order by id"), (Rows{{"bad"}, {"good"}, {"odd"}, {"NULL"}}));
  c.back();
  EXPECT_EQ(c.dump(), c.before);
}

// What would double with every change: 2^40 parts, were it one expression.
TEST(SqliteRebuild, ValuesMadeOfValuesDoNotGrowWithoutEnd) {
  std::string renames, values, again;
  for (int i = 0; i < 40; ++i) {
    values += (i == 0 ? "'v" : ", 'v") + std::to_string(i) + "'";
    renames += "alter type mood rename value 'v" + std::to_string(i) + "' to 'w" + std::to_string(i) + "';";
    again += "alter table t alter column a type bigint using a + a - a;";
  }
  Changed c("create type mood as enum (" + values + "); create table t (id integer primary key, a bigint, m mood);",
            "insert into t values (1, 7, 'v3'), (2, -7, 'v39')",
            "upgrade { " + renames + again + " } downgrade irreversible 'no way back';");
  EXPECT_EQ(c.refusal, "");
  EXPECT_EQ(c.db.query("select a, m from t order by id"), (Rows{{"7", "w3"}, {"-7", "w39"}}));
}

}  // namespace
}  // namespace retort::dialects::test
