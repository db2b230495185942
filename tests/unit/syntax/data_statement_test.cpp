// SPDX-License-Identifier: Apache-2.0
// What statements on rows, escape hatches and annotations are read as.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/ast/print.hpp"
#include "tests/unit/syntax/parsed.hpp"

namespace retort::syntax::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace ast;

TEST(DataStatement, InsertsRows) {
  auto const insert = operation<Insert>("insert into s.t (a, \"B\") values (1, 'x'), (default, now());");
  EXPECT_EQ(print(insert.table), "s.t");
  EXPECT_EQ(insert.columns[1].text, "B");
  auto const& rows = std::get<std::vector<Row>>(insert.source);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<DefaultValue>(rows[1].values[0].node));
}

TEST(DataStatement, InsertsWhatASelectYields) {
  auto const insert = operation<Insert>("insert into t (a) select b from u where c on conflict (a) do nothing;");
  EXPECT_TRUE(std::holds_alternative<Select>(insert.source));
  ASSERT_TRUE(insert.on_conflict);
  EXPECT_THAT(insert.on_conflict->assignments, IsEmpty());
}

TEST(DataStatement, UpdatesOnConflict) {
  auto const insert = operation<Insert>(
      "insert into t (a, b) values (1, 2) on conflict (a, b) do update set b = excluded.b, c = default where t.b > 0;");
  ASSERT_TRUE(insert.on_conflict);
  EXPECT_EQ(insert.on_conflict->columns.size(), 2U);
  EXPECT_EQ(insert.on_conflict->assignments.size(), 2U);
  EXPECT_EQ(print(*insert.on_conflict->condition), "t.b > 0");
}

TEST(DataStatement, Updates) {
  auto const update = operation<Update>(
      "update t set a = a + 1, b = default where a in (1, 2) in batches of 500 by id, tenant pause 50 ms;");
  EXPECT_EQ(update.assignments.size(), 2U);
  EXPECT_EQ(print(*update.condition), "a in (1, 2)");
  ASSERT_TRUE(update.batches);
  EXPECT_EQ(update.batches->size, 500U);
  EXPECT_EQ(update.batches->key.size(), 2U);
  EXPECT_EQ(update.batches->pause_ms, 50U);
  auto const joined = operation<Update>("update t set a = u.b from u join v on v.id = u.id where u.id = t.id;");
  ASSERT_TRUE(joined.from);
  EXPECT_EQ(joined.from->joins.size(), 1U);
  EXPECT_TRUE(operation<Update>("update t set a = 1 in batches of 10;").batches);
}

TEST(DataStatement, Deletes) {
  EXPECT_FALSE(operation<Delete>("delete from t;").condition);
  auto const part = operation<Delete>("delete from t where a is not null in batches of 10 by pause pause 0 ms;");
  EXPECT_EQ(print(*part.condition), "a is not null");
  EXPECT_EQ(part.batches->key.front().text, "pause");
}

TEST(DataStatement, CallsSteps) { EXPECT_EQ(operation<CallStep>("call Fill_Totals;").name.text, "fill_totals"); }

TEST(EscapeHatch, SqlForAllAndForSome) {
  auto const all = operation<Sql>("sql $x$ a; $$ b $x$;");
  EXPECT_THAT(all.body.dialects, IsEmpty());
  EXPECT_EQ(all.body.text.value, " a; $$ b ");
  EXPECT_FALSE(all.outside_transaction);
  EXPECT_FALSE(all.effect);
  auto const some =
      operation<Sql>("sql postgresql, mysql 'x' outside transaction effect { create table t (a integer); ; };");
  EXPECT_EQ(some.body.dialects.size(), 2U);
  EXPECT_TRUE(some.outside_transaction);
  ASSERT_TRUE(some.effect);
  EXPECT_EQ(some.effect->size(), 1U);
  EXPECT_TRUE(operation<Sql>("sql 'x' effect { };").effect);
}

TEST(EscapeHatch, ForDialectsNeedsNoSemicolon) {
  Parsed const parsed(in_upgrade("for postgresql, sqlite { drop table a; } drop table b;"));
  EXPECT_THAT(parsed.findings(), IsEmpty());
  ASSERT_EQ(parsed.statements().size(), 2U);
  auto const& node = std::get<ForDialects>(parsed.statements()[0].operation);
  EXPECT_EQ(node.dialects.size(), 2U);
  EXPECT_EQ(node.statements.size(), 1U);
}

TEST(EscapeHatch, BlocksHoldOnlyWhatMayStandThere) {
  EXPECT_THAT(findings_in("for a { for b { drop table t; } }"), ElementsAre("1:9 RT0107"));
  EXPECT_THAT(findings_in("sql 'x' effect { update t set a = 1; drop table t; call f; };"),
              ElementsAre("1:18 RT0107", "1:52 RT0107"));
  EXPECT_THAT(findings_in("sql 'x' effect { for a { drop table t; } };"), ElementsAre("1:18 RT0107"));
  EXPECT_THAT(findings_in("mixin m (a integer);"), ElementsAre("1:1 RT0107"));
}

TEST(AnnotationOf, AStatement) {
  Statement const read = statement(
      "@allow(data-loss, 'it is empty') @allow(opaque-sql, $$why$$) @online @timeout(lock '2s', statement '5min') drop "
      "table t;");
  ASSERT_EQ(read.annotations.size(), 4U);
  auto const& allow = std::get<Allow>(read.annotations[0].node);
  EXPECT_EQ(allow.rule.text, "data-loss");
  EXPECT_EQ(allow.reason.value, "it is empty");
  EXPECT_TRUE(std::holds_alternative<Online>(read.annotations[2].node));
  auto const& timeout = std::get<Timeout>(read.annotations[3].node);
  EXPECT_EQ(timeout.lock->value, "2s");
  EXPECT_EQ(timeout.statement->value, "5min");
}

TEST(AnnotationOf, NoKnownSort) {
  EXPECT_THAT(findings_in("@alow(x, 'y') drop table t;"), ElementsAre("1:1 RT0110"));
  EXPECT_EQ(fixed_in("@alow(x, 'y') drop table t;"), "@allow(x, 'y') drop table t;");
  EXPECT_THAT(findings_in("@deprecated drop table t;"), ElementsAre("1:1 RT0110"));
  EXPECT_THAT(findings_in("@allow('data-loss', 'y') drop table t;"), ElementsAre("1:8 RT0110"));
}

TEST(AnnotationOf, AllowWantsAReason) {
  EXPECT_THAT(findings_in("@allow(data-loss) drop table t;"), ElementsAre("1:17 RT0106"));
  EXPECT_THAT(findings_in("@allow(data-loss, '  ') drop table t;"), ElementsAre("1:19 RT0106"));
}

TEST(AnnotationOf, FaultsLeaveTheStatementAlone) {
  Parsed const parsed(in_upgrade("@timeout(lock 5) drop table a;\n@allow(, 'x') drop table b;"));
  EXPECT_THAT(parsed.findings(), ElementsAre("2:15 RT0101", "3:8 RT0101"));
  ASSERT_EQ(parsed.statements().size(), 2U);
  EXPECT_TRUE(std::holds_alternative<DropTable>(parsed.statements()[0].operation));
  EXPECT_TRUE(std::holds_alternative<DropTable>(parsed.statements()[1].operation));
  EXPECT_THAT(parsed.statements()[0].annotations, IsEmpty());
}

TEST(AnnotationOf, TimesAreChecked) {
  EXPECT_THAT(findings_in("@timeout(lock '2 s') drop table t;"), ElementsAre("1:15 RT0009"));
  EXPECT_THAT(findings_in("@timeout(lock '2s', lock '3s') drop table t;"), ElementsAre("1:26 RT0105"));
  EXPECT_THAT(findings_in("@online @online drop table t;"), ElementsAre("1:9 RT0105"));
}

// ---- expressions

std::string printed(std::string const& expression) {
  return print(operation<Update>("update t set a = " + expression + ";").assignments.front().value);
}

TEST(ExpressionOf, EverySortReadsBackAsItWasWritten) {
  for (std::string const expression : {"1 + 2 * 3 - 4 / 5 % 6",
                                       "(1 + 2) * 3",
                                       "a || b || 'c'",
                                       "not a and b or c",
                                       "a is null",
                                       "a is not null",
                                       "a in (1, 2)",
                                       "a not in (select b from u)",
                                       "a between 1 and 2 and c",
                                       "a not between 1 and 2",
                                       "a like '%x'",
                                       "a not like b || '%'",
                                       "case a when 1 then 'x' else 'y' end",
                                       "case when a > 1 then b end",
                                       "cast(a as varchar(10))",
                                       "now()",
                                       "current_date",
                                       "count(*)",
                                       "count(distinct a)",
                                       "coalesce(a, b, null)",
                                       "exists (select 1)",
                                       "(select max(a) from u)",
                                       "native postgresql $$now()$$ mysql $$now()$$",
                                       "next value for s.q",
                                       "s.t.c",
                                       "-a",
                                       "- -1",
                                       "x'00ff'",
                                       "true",
                                       "null",
                                       "\"A b\"",
                                       "(select distinct a, t.*, count(*) as n from t left join u as w on w.id = t.id "
                                       "where a > 0 group by a, b having "
                                       "count(*) > 1 union all select 1, 2, 3 order by a desc, b limit 5)"})
    EXPECT_EQ(printed(expression), expression);
}

TEST(ExpressionOf, OtherSpellingsOfTheStandard) {
  EXPECT_EQ(printed("a != b"), "a <> b");
  EXPECT_EQ(printed("current_timestamp"), "now()");
  EXPECT_EQ(printed("(((a)))"), "a");
}

TEST(ExpressionOf, CastsOfPostgreSqlNameTheCast) {
  EXPECT_THAT(findings_in("update t set a = b::text;"), ElementsAre("1:19 RT0104"));
  EXPECT_EQ(fixed_in("update t set a = b::varchar(5);"), "update t set a = cast(b as varchar(5));");
}

TEST(ExpressionOf, ComparisonsDoNotChain) {
  EXPECT_THAT(findings_in("update t set a = b = c = d;"), ElementsAre("1:24 RT0101"));
}

TEST(DataStatement, SaysWhatIsMissing) {
  EXPECT_THAT(findings_in("insert into t values (1);"), ElementsAre("1:14 RT0106"));
  EXPECT_THAT(findings_in("insert into t select 1;"), ElementsAre("1:14 RT0106"));
  EXPECT_THAT(findings_in("insert into t (a) values (1) on conflict do nothing;"), ElementsAre("1:41 RT0106"));
  EXPECT_THAT(findings_in("update t set a = 1 in batches of 0;"), ElementsAre("1:34 RT0111"));
  EXPECT_EQ(fixed_in("update t set a = 1 in batches of 5 pause 50ms;"),
            "update t set a = 1 in batches of 5 pause 50 ms;");
  EXPECT_THAT(findings_in("call \"two words\";"), ElementsAre("1:6 RT0109"));
}

}  // namespace
}  // namespace retort::syntax::test
