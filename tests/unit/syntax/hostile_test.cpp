// SPDX-License-Identifier: Apache-2.0
// Texts that nobody writes: deep, long, broken off. Each ends with a diagnostic or a tree, soon and without using up
// the stack.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "compiler/ast/print.hpp"
#include "tests/unit/syntax/parsed.hpp"

namespace retort::syntax::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string repeated(std::string_view text, std::size_t count) {
  std::string result;
  result.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}
std::string update(std::string const& expression) {
  return in_upgrade("update t set a = " + expression + ";\ndrop table b;");
}

constexpr std::size_t many = 100'000;

// One error of that code, and the statement behind it is understood.
void expect_too_deep(std::string const& expression) {
  Parsed const parsed(update(expression));
  ASSERT_THAT(parsed.findings(), SizeIs(1)) << expression.substr(0, 40);
  EXPECT_THAT(parsed.findings().front(), HasSubstr("RT0102"));
  ASSERT_EQ(parsed.statements().size(), 2U);
  EXPECT_TRUE(std::holds_alternative<ast::DropTable>(parsed.statements()[1].operation));
}

TEST(Hostile, DeepNestingIsRefused) {
  expect_too_deep(repeated("(", many) + "1" + repeated(")", many));
  expect_too_deep(repeated("(", many));
  expect_too_deep(repeated("- ", many) + "1");
  expect_too_deep(repeated("not ", many) + "a");
  expect_too_deep(repeated("f(", many) + "1" + repeated(")", many));
  expect_too_deep(repeated("(select ", many) + "1" + repeated(")", many));
  expect_too_deep(repeated("case when ", many) + "a");
  expect_too_deep(repeated("cast(", many) + "a");
  expect_too_deep(repeated("a in (", many) + "1");
  expect_too_deep(repeated("exists (select ", many) + "1");
}

TEST(Hostile, TallTreesAreRefused) {
  expect_too_deep("1" + repeated(" + 1", many));
  expect_too_deep("a" + repeated(" and a", many));
  expect_too_deep("a" + repeated(" || a", many));
  expect_too_deep("a" + repeated(" is null", many));
}

TEST(Hostile, CastsOfPostgreSqlInARow) {
  Parsed const parsed(update("a" + repeated("::text", 2000)));
  EXPECT_THAT(parsed.findings(), testing::Not(IsEmpty()));
}

TEST(Hostile, NestedBlocksAreRefused) {
  EXPECT_THAT(Parsed(in_upgrade(repeated("for a { ", many))).findings(), testing::Not(IsEmpty()));
  EXPECT_THAT(Parsed(in_upgrade(repeated("sql 'x' effect { ", many))).findings(), testing::Not(IsEmpty()));
}

TEST(Hostile, WideTextsAreTaken) {
  EXPECT_THAT(Parsed(update("a in (1" + repeated(", 1", many) + ")")).findings(), IsEmpty());
  EXPECT_THAT(Parsed(update("coalesce(a" + repeated(", b", many) + ")")).findings(), IsEmpty());
  EXPECT_THAT(Parsed(in_upgrade("insert into t (a) values (1)" + repeated(", (1)", many) + ";")).findings(), IsEmpty());
  EXPECT_THAT(Parsed(in_upgrade(repeated("drop table a;", many))).findings(), IsEmpty());
  EXPECT_THAT(Parsed(in_upgrade(repeated(";", many))).findings(), IsEmpty());
}

TEST(Hostile, LongWordsAreTaken) {
  std::string const word(many, 'a');
  EXPECT_THAT(findings_in("drop table " + word + ";"), IsEmpty());
  EXPECT_THAT(Parsed("revision " + word + " 'x'; revises base; upgrade { }").findings(), SizeIs(1));
  EXPECT_THAT(findings_in("drop " + word + ";"), SizeIs(1));
  EXPECT_THAT(findings_in("sql '" + repeated("x''", many) + "';"), IsEmpty());
}

TEST(Hostile, FaultsInEveryStatementAreAllReportedSoon) {
  auto const begin = std::chrono::steady_clock::now();
  EXPECT_EQ(Parsed(in_upgrade(repeated("drop tabel a;\n", 2000))).findings().size(), 2000U);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST(Hostile, OpenBracketsInEveryStatement) {
  EXPECT_THAT(findings_in(repeated("create table t (a integer, (;\n", 500)), SizeIs(500));
  EXPECT_THAT(findings_in(repeated("insert into t (a) values ((1;\n", 500)), SizeIs(500));
  EXPECT_THAT(Parsed(repeated("{", many)).findings(), SizeIs(1));
  EXPECT_THAT(Parsed(repeated("(", many)).findings(), SizeIs(1));
  EXPECT_THAT(Parsed(repeated("@", many)).findings(), testing::Not(IsEmpty()));
  EXPECT_THAT(Parsed("schema;" + repeated("}", 10)).findings(), testing::Not(IsEmpty()));
}

TEST(Hostile, TenMegabytesOnOneLine) {
  auto const begin = std::chrono::steady_clock::now();
  std::string const row = "('" + std::string(190, 'x') + "', 1), ";
  std::string const text =
      in_upgrade("insert into t (a) values " + repeated(row, 10'000'000 / row.size() + 1) + "('d', 2);");
  ASSERT_GT(text.size(), 10'000'000U);
  EXPECT_THAT(Parsed(text).findings(), IsEmpty());
  EXPECT_THAT(Parsed("revision a '" + std::string(10'000'000, 'x')).findings(), SizeIs(1));
  EXPECT_THAT(Parsed(std::string(10'000'000, 'x')).findings(), SizeIs(1));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));
}

TEST(Hostile, EveryPrefixOfAFileIsReported) {
  std::string const text = R"(@allow(data-loss, 'x') revision a1 'x'; revises base; depends on b; labels l;
created '2026-11-22T11:00:00Z'; description $$ why $$;
upgrade {
  create table t (a integer default (1 + 2) check (a in (1, 2)), b native postgresql 'x', unique (a)) comment 'c';
  alter table t add column c text, alter column a type bigint using cast(a as bigint);
  @timeout(lock '2s') create index concurrently i on t (lower(b) desc) where a is not null;
  insert into t (a) values (1), (2) on conflict (a) do update set a = excluded.a;
  update t set a = case when a > 1 then 2 end from u where exists (select 1) in batches of 5 by a pause 5 ms;
  sql postgresql $x$ $$ $x$ outside transaction effect { drop table t; };
  for mysql { call f; }
}
downgrade irreversible 'no';)";
  EXPECT_THAT(Parsed(text).findings(), IsEmpty());
  std::size_t const complete = text.rfind("downgrade");
  for (std::size_t length = 0; length < text.size(); ++length) {
    Parsed const parsed(text.substr(0, length));
    // What ends with the upgrade is whole; the downgrade may be left out.
    bool const whole = length <= complete && length >= text.rfind('}', complete) + 1;
    EXPECT_EQ(parsed.sink.error_count() == 0, whole) << text.substr(0, length);
    for (Diagnostic const& d : parsed.sink.all()) EXPECT_LE(d.span.end, length);
  }
}

TEST(Hostile, EveryFileWithAWordLeftOutOrDoubledComesBack) {
  std::string const text = in_upgrade(
      "create table t ( a integer default ( 1 ) , unique ( a ) ) ; alter table t add column b text , drop column c ; "
      "insert into t ( a ) values ( 1 , 2 ) ; sql 'x' effect { drop table t ; } ; for mysql { call f ; }");
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t const end = std::min(text.find(' ', begin), text.size() - 1) + 1;
    Parsed const without(text.substr(0, begin) + text.substr(end));
    Parsed const twice(text.substr(0, end) + ' ' + text.substr(begin));
    EXPECT_LE(without.sink.error_count(), 4U) << text.substr(0, begin) << "<>" << text.substr(end);
    EXPECT_LE(twice.sink.error_count(), 4U) << text.substr(begin, end - begin);
    begin = end;
  }
}

TEST(LineEnds, CrLfAndLfAreTheSame) {
  std::string const text = "revision a 'two\nlines'; -- c\nrevises base;\nupgrade {\n  sql $$a\nb$$;\n}\n";
  std::string dos;
  for (char const c : text) dos += c == '\n' ? std::string("\r\n") : std::string(1, c);
  Parsed const unix_file(text);
  Parsed const dos_file("\xEF\xBB\xBF" + dos);
  EXPECT_THAT(dos_file.findings(), IsEmpty());
  EXPECT_EQ(dos_file.file, unix_file.file);
}

TEST(Encoding, OneErrorAFile) {
  EXPECT_THAT(Parsed(std::string("revision a\0 'x'; \0", 18)).findings(), testing::ElementsAre("1:11 RT0002"));
  EXPECT_THAT(Parsed("revision a '\xC3\x28' \x80\x80").findings(), testing::ElementsAre("1:13 RT0001"));
  EXPECT_THAT(Parsed(std::string("\xFF\xFEr\0e\0", 6)).findings(), testing::ElementsAre("1:1 RT0001"));
}

TEST(Columns, AreCountedInCodePoints) {
  EXPECT_THAT(findings_in("/* \xC3\xA4\xE2\x82\xAC\xF0\x9F\x8E\x89 */\tdrop 5;"), testing::ElementsAre("1:16 RT0101"));
}

}  // namespace
}  // namespace retort::syntax::test
