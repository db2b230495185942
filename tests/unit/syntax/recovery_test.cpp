// SPDX-License-Identifier: Apache-2.0
// What is said about faults, where, and how much of the rest is still understood: independent faults give a diagnostic
// each, one fault gives one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/syntax/parsed.hpp"

namespace retort::syntax::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace ast;

TEST(Recovery, ThreeFaultsInThreeStatementsGiveThreeDiagnostics) {
  Parsed const parsed(R"(revision a1 'x';
revises base;
upgrade {
  create tabel a (id integer);
  drop table b;
  alter table c add column d;
  insert into e (f) values (1;
  drop table g;
}
downgrade auto;
)");
  EXPECT_THAT(parsed.findings(), ElementsAre("4:10 RT0101", "6:29 RT0101", "7:30 RT0101"));
  ASSERT_EQ(parsed.statements().size(), 5U);
  EXPECT_TRUE(std::holds_alternative<DropTable>(parsed.statements()[1].operation));
  EXPECT_TRUE(std::holds_alternative<DropTable>(parsed.statements()[4].operation));
}

TEST(Recovery, ThreeFaultsInOneListGiveThreeDiagnosticsAndKeepTheRest) {
  Parsed const parsed(in_upgrade(R"(create table t (
  a integer not nul,
  b integer,
  c varchar(x),
  constraint k foreign key (a) referenses u (a),
  d integer
);
drop table z;)"));
  EXPECT_THAT(parsed.findings(), ElementsAre("3:17 RT0101", "5:13 RT0101", "6:32 RT0101"));
  ASSERT_EQ(parsed.statements().size(), 2U);
  auto const& table = std::get<CreateTable>(parsed.statements()[0].operation);
  ASSERT_EQ(table.elements.size(), 5U);
  EXPECT_TRUE(std::holds_alternative<Column>(table.elements[1].node));
  EXPECT_TRUE(std::holds_alternative<Column>(table.elements[4].node));
}

TEST(Recovery, FaultsInActionsAndRowsAreIndependent) {
  EXPECT_THAT(findings_in("alter table t add colum a integer, drop column b, alter column c type, drop column d e;"),
              ElementsAre("1:19 RT0101", "1:70 RT0101", "1:86 RT0101"));
  Parsed const parsed(in_upgrade("insert into t (a, b) values (1 2), (3, 4), (5, );"));
  EXPECT_EQ(parsed.findings().size(), 2U);
  auto const& insert = std::get<Insert>(parsed.statements().front().operation);
  EXPECT_EQ(std::get<std::vector<Row>>(insert.source).size(), 1U);
}

TEST(Recovery, ListsGoOnBehindAnItemThatBeginsWrongly) {
  EXPECT_THAT(findings_in("create table t (a integer, desc text, , 2nd text, 'x' text, b integer c);"),
              ElementsAre("1:28 RT0109", "1:39 RT0101", "1:41 RT0109", "1:51 RT0109", "1:71 RT0101"));
  EXPECT_THAT(findings_in("alter table t foo, drop column b, modify c text, drop column d e;"),
              ElementsAre("1:15 RT0101", "1:35 RT0101", "1:64 RT0101"));
  EXPECT_THAT(findings_in("insert into t (a) values (1), 2, (3 4);"), ElementsAre("1:31 RT0101", "1:37 RT0101"));
  Parsed const parsed(in_upgrade("create table t ();"));
  EXPECT_THAT(parsed.findings(), ElementsAre("2:17 RT0101"));
  EXPECT_TRUE(std::holds_alternative<CreateTable>(parsed.statements().front().operation));
}

TEST(Recovery, FaultsInClausesOfTheHeaderAreIndependent) {
  Parsed const parsed(R"(revision a1 'x';
revises ;
labels a b;
created 5;
upgrade { drop tabel t; }
downgrade never;
)");
  EXPECT_THAT(parsed.findings(), ElementsAre("2:9 RT0101", "3:10 RT0101", "4:9 RT0101", "5:16 RT0101", "6:11 RT0101"));
}

TEST(Recovery, AMissingSemicolonIsInsertedAtTheEndOfItsLine) {
  std::string const text = R"(revision a1 'x'
revises base
upgrade {
  drop table a
  update t set b = 1
  alter table t add column c integer
  insert into t (a) values (1)
  drop table d
}
downgrade auto
)";
  Parsed const parsed(text);
  EXPECT_THAT(parsed.findings(), testing::Each(HasSubstr("RT0112")));
  EXPECT_EQ(parsed.findings().size(), 8U);
  EXPECT_EQ(parsed.statements().size(), 5U);
  EXPECT_THAT(Parsed(parsed.fixed()).findings(), IsEmpty());
}

TEST(Recovery, AMissingCommaIsInserted) {
  std::string const table = "create table t (\n  a integer\n  b text,\n  c text\n  constraint u unique (a)\n);";
  EXPECT_THAT(findings_in(table), ElementsAre("2:12 RT0101", "4:9 RT0101"));
  EXPECT_EQ(fixed_in(table), "create table t (\n  a integer,\n  b text,\n  c text,\n  constraint u unique (a)\n);");
}

TEST(Recovery, AMissingCommaBeforeAConstraintIsInserted) {
  for (std::string const constraint : {"unique (a)", "primary key (a)", "constraint k primary key (a)",
                                       "foreign key (a) references u", "constraint k foreign key (a) references u"}) {
    std::string const table = "create table t (\n  a integer\n  " + constraint + "\n);";
    EXPECT_THAT(findings_in(table), ElementsAre("2:12 RT0101")) << constraint;
    EXPECT_EQ(fixed_in(table), "create table t (\n  a integer,\n  " + constraint + "\n);");
  }
}

TEST(Recovery, ACommaTooManyIsTakenAway) {
  EXPECT_THAT(findings_in("create table t (a integer, );"), ElementsAre("1:26 RT0101"));
  EXPECT_EQ(fixed_in("create table t (a integer, );"), "create table t (a integer );");
}

TEST(Recovery, ASemicolonForACommaIsPutRight) {
  std::string const table = "create table t (\n  a integer;\n  b text;\n);\ndrop table u;";
  EXPECT_THAT(findings_in(table), ElementsAre("2:12 RT0101", "3:9 RT0101"));
  EXPECT_EQ(fixed_in(table), "create table t (\n  a integer,\n  b text\n);\ndrop table u;");
  EXPECT_THAT(findings_in("create table t (a integer;\ndrop table b;"), ElementsAre("1:26 RT0101"));
}

TEST(Recovery, ABlockWithoutItsBraceIsRead) {
  for (std::string const block : {"upgrade drop table a; }", "upgrade drop table a;", "upgrade ( drop table a; )",
                                  "upgrade begin drop table a; end;", "upgrade begin drop table a; end"}) {
    Parsed const parsed("revision a 'x'; revises base;\n" + block + "\ndowngrade auto;");
    EXPECT_THAT(parsed.findings(), testing::SizeIs(1)) << block;
    EXPECT_EQ(parsed.statements().size(), 1U) << block;
  }
}

TEST(Recovery, WhatIsLeftOpenIsShown) {
  Parsed const parsed(in_upgrade("create table t (\n  a integer check (a > 1\n);\ndrop table b;"));
  ASSERT_THAT(parsed.findings(), ElementsAre("4:2 RT0101"));
  ASSERT_EQ(parsed.sink.all().front().notes.size(), 1U);
  EXPECT_EQ(parsed.sources[parsed.id].position(parsed.sink.all().front().notes.front().span->begin).line, 2U);
}

TEST(Recovery, TheSecondRevisionOfAFileIsOneError) {
  EXPECT_THAT(Parsed("revision a 'x'; revises base; upgrade { }\nrevision b 'y'; revises a; upgrade { drop tabel t; }")
                  .findings(),
              ElementsAre("2:1 RT0105"));
}

TEST(Recovery, AnAnnotationWithASemicolonIsKept) {
  Parsed const parsed(in_upgrade("@allow(data-loss, 'x');\ndrop table t;"));
  EXPECT_THAT(parsed.findings(), ElementsAre("2:23 RT0101"));
  EXPECT_EQ(parsed.statements().front().annotations.size(), 1U);
}

// Words that a name may stand for are looked at when what follows them does not fit.
TEST(Suggestion, LooksAtTheWordThatWasReadAsAName) {
  for (auto const& [wrong, right] :
       {std::pair<std::string, std::string>{"create view v as select a form t;", "create view v as select a from t;"},
        {"create view v as select a from t jion orders on b;", "create view v as select a from t join orders on b;"},
        {"create view v as select a from t gruop by a;", "create view v as select a from t group by a;"},
        {"create index concurently i on t (a);", "create index concurrently i on t (a);"},
        {"create table t (constrant c unique (a));", "create table t (constraint c unique (a));"},
        {"create table t (foriegn key (a) references u);", "create table t (foreign key (a) references u);"}}) {
    EXPECT_THAT(findings_in(wrong), testing::SizeIs(1)) << wrong;
    EXPECT_EQ(fixed_in(wrong), right);
  }
}

TEST(Suggestion, IsNoneForAReservedWord) {
  EXPECT_EQ(fixed_in("create view v as select case when a then 1 as b from t;"),
            "create view v as select case when a then 1 as b from t;");
}

TEST(Recovery, AMissingBraceKeepsWhatIsInTheBlock) {
  Parsed const parsed("revision a 'x'; revises base;\nupgrade {\n  drop table a;\ndowngrade {\n  drop table b;\n}\n");
  EXPECT_THAT(parsed.findings(), ElementsAre("4:1 RT0101"));
  EXPECT_EQ(parsed.statements().size(), 1U);
  EXPECT_EQ(std::get<Block>(parsed.revision().downgrade.node).statements.size(), 1U);
  EXPECT_THAT(Parsed("revision a 'x'; revises base; upgrade { drop table a;").findings(), ElementsAre("1:54 RT0101"));
}

TEST(Recovery, AMissingParenthesisIsOneError) {
  EXPECT_THAT(findings_in("create table t (a integer;\ndrop table b;"), ElementsAre("1:26 RT0101"));
  EXPECT_THAT(findings_in("create table t (a integer default ((1), b text);\ndrop table c;"), testing::SizeIs(1));
  EXPECT_THAT(findings_in("create index on t (lower(a);\ndrop table c;"), testing::SizeIs(1));
}

TEST(Recovery, WhatEndsTheFileIsTheOnlyError) {
  for (std::string const text :
       {"insert into t (a) values ('abc);\ndrop tabel b;", "sql $$ drop\n;", "/* a comment", "drop table \"b;"}) {
    EXPECT_THAT(findings_in(text), testing::SizeIs(1)) << text;
  }
  EXPECT_THAT(Parsed("revision a 'x;\nupgrade { }").findings(), ElementsAre("1:12 RT0003"));
  // What is in strings and what is not have changed places behind it, and a comment hides a quote.
  EXPECT_THAT(Parsed("revision a 'x'; revises base; upgrade {\ninsert into a (b) values ('x);\n"
                     "create table t (c char(3) default 'a', d text comment '-- none', e text);\ncall y z;\n}")
                  .findings(),
              ElementsAre("2:27 RT0003"));
}

TEST(Suggestion, NamesTheOnlyKeywordThatIsNear) {
  EXPECT_EQ(fixed_in("crate table t (a integer);"), "create table t (a integer);");
  EXPECT_EQ(fixed_in("drop tabel t;"), "drop table t;");
  EXPECT_EQ(fixed_in("create table t (a integer primry key);"), "create table t (a integer primary key);");
  EXPECT_EQ(fixed_in("update t set a = 1 whre b;"), "update t set a = 1 where b;");
  EXPECT_EQ(fixed_in("create table t (a integer references u (b) on delete cascad);"),
            "create table t (a integer references u (b) on delete cascade);");
  EXPECT_EQ(Parsed("revison a 'x'; revises base; upgrade { }").fixed(), "revision a 'x'; revises base; upgrade { }");
  EXPECT_EQ(Parsed("revision a 'x'; revises base; upgrad { }").fixed(), "revision a 'x'; revises base; upgrade { }");
}

TEST(Message, SaysWhatIsExpectedAndWhatIsThere) {
  auto const message = [](std::string const& text) {
    Parsed const parsed(in_upgrade(text));
    return parsed.messages().empty() ? std::string() : parsed.messages().front();
  };
  EXPECT_EQ(message("drop 5;"), "expected 'table', 'schema', 'type', 'index', 'view' or 'sequence', found '5'");
  EXPECT_EQ(message("hello;"), "expected a statement, found 'hello'");
  EXPECT_EQ(message("create table t ();"), "expected a column or constraint, found ')'");
  EXPECT_EQ(message("update t set a = ;"), "expected an expression, found ';'");
  EXPECT_EQ(message("alter table t;"), "expected an action such as 'add column', found ';'");
  EXPECT_EQ(message("create view v as 5;"), "expected a 'select' or a text, found '5'");
  EXPECT_EQ(message("create type t as enum (5);"), "expected a text in quotes, found '5'");
}

TEST(Message, AdvisesThoseWhoComeFromADatabase) {
  for (std::string const text : {"truncate table t;", "begin;", "create function f() returns int;", "select 1;",
                                 "alter table t modify a integer;", "create trigger t;"}) {
    Parsed const parsed(in_upgrade(text));
    ASSERT_EQ(parsed.sink.all().size(), 1U) << text;
    EXPECT_FALSE(parsed.sink.all().front().notes.empty()) << text;
  }
}

TEST(ForeignSpelling, IsUnderstoodAndReportedOnce) {
  EXPECT_THAT(findings_in("drop table if exists a cascade;"), ElementsAre("1:12 RT0104", "1:24 RT0104"));
  EXPECT_EQ(fixed_in("drop table if exists a cascade;"), "drop table a;");
  EXPECT_EQ(fixed_in("create table if not exists t (a integer);"), "create table t (a integer);");
  EXPECT_EQ(fixed_in("alter table t add column if not exists a integer, drop column if exists b restrict;"),
            "alter table t add column a integer, drop column b;");
  EXPECT_EQ(fixed_in("alter table t add a integer, drop b, rename c to d, alter e type text;"),
            "alter table t add column a integer, drop column b, rename column c to d, alter column e type text;");
  EXPECT_EQ(fixed_in("drop index i on t;"), "drop index i;");
  EXPECT_EQ(fixed_in("create table t (a integer auto_increment);"),
            "create table t (a integer generated by default as identity);");
  EXPECT_THAT(findings_in("alter table t rename to u;"), ElementsAre("1:15 RT0104"));
  for (std::string const text :
       {"drop schema if exists a;", "drop type if exists a;", "drop view if exists a;", "drop sequence if exists a;",
        "drop index if exists a;", "create index if not exists i on t (a);", "create sequence if not exists s;",
        "create schema if not exists s;", "create type if not exists t as enum ('a');", "drop type a cascade;"})
    EXPECT_THAT(findings_in(text), ElementsAre(HasSubstr("RT0104"))) << text;
}

TEST(Names, ReservedWordsWantQuotes) {
  for (std::string const word :
       {"add",    "all",        "and",    "as",      "asc",   "between", "case", "cast",    "check",
        "column", "constraint", "create", "default", "desc",  "else",    "end",  "false",   "foreign",
        "from",   "in",         "is",     "like",    "not",   "null",    "or",   "primary", "references",
        "table",  "then",       "true",   "unique",  "using", "values",  "when", "where"}) {
    EXPECT_THAT(findings_in("drop table " + word + ";"), ElementsAre("1:12 RT0109")) << word;
    EXPECT_EQ(fixed_in("drop table " + word + ";"), "drop table \"" + word + "\";");
    EXPECT_THAT(findings_in("drop table \"" + word + "\";"), IsEmpty()) << word;
  }
  EXPECT_THAT(findings_in("create table t (a integer, \"\" text);"), ElementsAre("1:28 RT0109"));
  EXPECT_EQ(fixed_in("drop table 'a';"), "drop table \"a\";");
  EXPECT_EQ(fixed_in("drop table 1st;"), "drop table \"1st\";");
}

TEST(Names, AllOtherKeywordsAreNames) {
  std::vector<std::string> keywords, reserved;
#define RETORT_RESERVED(word) reserved.emplace_back(#word);
#include "compiler/ast/reserved.def"
#undef RETORT_RESERVED
#define RETORT_KEYWORD(enumerator, word) keywords.emplace_back(word);
#include "compiler/syntax/keywords.def"
#undef RETORT_KEYWORD
  for (std::string const& word : keywords) {
    bool const plain = std::find(reserved.begin(), reserved.end(), word) == reserved.end();
    EXPECT_EQ(findings_in("rename table " + word + " to " + word + ";").empty(), plain) << word;
  }
}

}  // namespace
}  // namespace retort::syntax::test
