// SPDX-License-Identifier: Apache-2.0
// Expressions and selects as SQL: the tree decides the parentheses, the types of the model decide what a literal is.
#include <gtest/gtest.h>

#include "compiler/dialects/expression_sql.hpp"
#include "compiler/dialects/postgresql/expressions.hpp"
#include "tests/unit/model/history.hpp"

namespace retort::dialects {
namespace {

std::string const tables =
    "create type mood as enum ('GOOD', 'BAD'); create sequence s;"
    "create table t (a integer, b integer, x text, f double precision, m mood, d timestamptz, ok boolean, u uuid);"
    "create table other (a integer, name text);";

// The expression as the value of a check, rendered for PostgreSQL.
std::string condition(std::string const& text) {
  auto const history = model::test::chain({tables + "delete from t where " + text + ";"}, dialect::postgresql);
  for (auto const& d : history.sink.all())
    if (info(d.code).family != Family::data_loss && d.code != Code::RT0601) return history.report();
  auto const& step = history.revisions.back().upgrade.back();
  auto const& operation = std::get<ast::Delete>(step.statement.operation);
  Sink sink;
  Renderer const renderer(postgresql::spelling(), step.before, sink);
  return renderer.condition(*operation.condition, Renderer::scope_of(*step.before.table({"", "t"})));
}
// The expression as what `column` of t is set to.
std::string value(std::string const& text, std::string const& column = "a") {
  auto const history =
      model::test::chain({tables + "update t set " + column + " = " + text + ";"}, dialect::postgresql);
  for (auto const& d : history.sink.all())
    if (d.code != Code::RT0601) return history.report();
  auto const& step = history.revisions.back().upgrade.back();
  auto const& operation = std::get<ast::Update>(step.statement.operation);
  Sink sink;
  Renderer const renderer(postgresql::spelling(), step.before, sink);
  auto const* table = step.before.table({"", "t"});
  return renderer.expression(operation.assignments[0].value, Renderer::scope_of(*table), table->column(column)->type);
}

TEST(Expressions, KeepWhatTheTreeSays) {
  EXPECT_EQ(value("a + b * 2"), "a + b * 2");
  EXPECT_EQ(value("(a + b) * 2"), "(a + b) * 2");
  EXPECT_EQ(value("a - (b - 1)"), "a - (b - 1)");
  EXPECT_EQ(value("a - b - 1"), "a - b - 1");
  EXPECT_EQ(value("a / (b / 2) / 2"), "a / (b / 2) / 2");
  EXPECT_EQ(value("-(-a)"), "-(-a)");
  EXPECT_EQ(value("a - -1"), "a - -1");
  EXPECT_EQ(value("-(a + b)"), "-(a + b)");
  EXPECT_EQ(value("x || (x || x)", "x"), "x || (x || x)");
  EXPECT_EQ(value("x || x || x", "x"), "x || x || x");
  EXPECT_EQ(value("x || (a + b)", "x"), "x || (a + b)::text");
}

TEST(Conditions, KeepWhatTheTreeSays) {
  EXPECT_EQ(condition("a = 1 or b = 2 and ok"), "a = 1 or b = 2 and ok");
  EXPECT_EQ(condition("(a = 1 or b = 2) and ok"), "(a = 1 or b = 2) and ok");
  EXPECT_EQ(condition("not (a = 1)"), "not (a = 1)");
  EXPECT_EQ(condition("not ok and ok"), "not ok and ok");
  EXPECT_EQ(condition("(not ok) = ok"), "(not ok) = ok");
  EXPECT_EQ(condition("(a = 1) = (b = 2)"), "(a = 1) = (b = 2)");
  EXPECT_EQ(condition("(a > 1) is null"), "(a > 1) is null");
  EXPECT_EQ(condition("a + 1 > b * 2"), "a + 1 > b * 2");
  EXPECT_EQ(condition("a between 1 + 1 and 3 and ok"), "a between 1 + 1 and 3 and ok");
  EXPECT_EQ(condition("a not between (case when ok then 1 else 2 end) and 3"),
            "a not between case when ok then 1 else 2 end and 3");
  EXPECT_EQ(condition("a not in (1, 2) and x not like 'a%'"), "a not in (1, 2) and x not like 'a%'");
  EXPECT_EQ(condition("a != 1"), "a <> 1");
}

TEST(Literals, AreWhatTheirPlaceWants) {
  EXPECT_EQ(condition("m = 'GOOD'"), "m = 'GOOD'");
  EXPECT_EQ(condition("d > '2026-01-01T00:00:00Z'"), "d > '2026-01-01T00:00:00Z'");
  // The server would take the arms of a case for text.
  EXPECT_EQ(value("case when ok then 'GOOD' else 'BAD' end", "m"),
            "case when ok then 'GOOD'::mood else 'BAD'::mood end");
  EXPECT_EQ(value("coalesce(m, 'BAD')", "m"), "coalesce(m, 'BAD')");
  EXPECT_EQ(value("case when ok then 'a' end", "x"), "case when ok then 'a' end");
  EXPECT_EQ(value("x'00FF'", "x").find("RT"), 0U);
  EXPECT_EQ(value("null"), "null");
  EXPECT_EQ(value("'GOOD'", "m"), "'GOOD'");
  EXPECT_EQ(value("(select 'GOOD')", "m"), "(select 'GOOD'::mood)");
}

TEST(Functions, HaveTheServersNames) {
  EXPECT_EQ(value("gen_uuid()", "u"), "gen_random_uuid()");
  EXPECT_EQ(value("now()", "d"), "now()");
  EXPECT_EQ(value("next value for s"), "nextval('s')");
  EXPECT_EQ(value("cast(x as integer)"), "x::integer");
  EXPECT_EQ(value("cast(a + 1 as bigint)"), "(a + 1)::bigint");
  EXPECT_EQ(value("cast(m as text)", "x"), "m::text");
  EXPECT_EQ(value("round(f, 2)", "f"), "round(f::text::numeric, 2)::double precision");
  EXPECT_EQ(value("f % 2", "f"), "(f::numeric % 2::numeric)::double precision");
  EXPECT_EQ(value("concat(x, a)", "x"), "concat(x, a)");
  EXPECT_EQ(value("native postgresql $$random()$$", "f"), "random()");
  EXPECT_EQ(value("native postgresql $$a over b$$ + 1", "a"), "(a over b) + 1");
}

TEST(Selects, HaveTheirPartsInOrder) {
  EXPECT_EQ(condition("a in (select a from other)"), "a in (select a from other)");
  EXPECT_EQ(condition("exists (select 1 from other as o where o.a = t.a)"),
            "exists (select 1 from other as o where o.a = t.a)");
  EXPECT_EQ(value("(select max(o.a) from other o left join t on t.a = o.a where o.name is not null group by o.name "
                  "having count(*) > 1 order by max(o.a) desc limit 1)"),
            "(select max(o.a) from other as o left join t on t.a = o.a where o.name is not null group by o.name having "
            "count(*) > 1 order by max(o.a) desc limit 1)");
  EXPECT_EQ(value("(select distinct a from other union all select 1 union select b from t)"),
            "(select distinct a from other union all select 1 union select b from t)");
  EXPECT_EQ(value("(select count(distinct o.a) from other o)"), "(select count(distinct o.a) from other as o)");
}

TEST(Natives, WithoutASpellingAreReported) {
  auto const history = model::test::chain({tables + "update t set a = native sqlite $$x$$;"}, dialect::postgresql);
  auto const& step = history.revisions.back().upgrade.back();
  auto const& operation = std::get<ast::Update>(step.statement.operation);
  Sink sink;
  Renderer const renderer(postgresql::spelling(), step.before, sink);
  auto const scope = Renderer::scope_of(*step.before.table({"", "t"}));
  auto const text = renderer.expression(operation.assignments[0].value, scope);
  ASSERT_EQ(sink.all().size(), 1U);
  EXPECT_EQ(sink.all()[0].code, Code::RT0803);
  EXPECT_EQ(history.sources.text(sink.all()[0].span), "native sqlite $$x$$");
}

}  // namespace
}  // namespace retort::dialects
