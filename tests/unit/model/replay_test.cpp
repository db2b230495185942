// SPDX-License-Identifier: Apache-2.0
// Resolved steps, merges, dissolved `for` blocks, dependencies, and the schema file.
#include <gtest/gtest.h>

#include "compiler/ast/print.hpp"
#include "tests/unit/model/history.hpp"

namespace retort::model::test {
namespace {

std::string revision(std::string const& id, std::string const& parents, std::string const& body,
                     std::string const& head = "") {
  return "revision " + id + " 'x';\nrevises " + parents + ";\n" + head + "upgrade {\n" + body + "\n}\n";
}
std::string text(Step const& step) { return ast::print(step.statement); }

TEST(Replay, NamesWhatWasLeftUnnamed) {
  History const h = chain({R"(
    create table users (id integer primary key, a integer unique check (a > id), b integer unique,
                        u integer references users, unique (a), check (1 = 1));
    create index on users (lower('x'), b);)"});
  EXPECT_EQ(h.codes(), "") << h.report();
  Table const* t = h.head().table({"", "users"});
  ASSERT_NE(t, nullptr);
  std::vector<std::string> names;
  for (auto const& c : t->constraints) names.push_back(c.name);
  EXPECT_EQ(names, (std::vector<std::string>{"pk_users", "uq_users_a", "ck_users_a_id", "uq_users_b",
                                             "fk_users_u_users", "uq_users_a_2", "ck_users_expr"}));
  ASSERT_EQ(t->indexes.size(), 1U);
  EXPECT_EQ(t->indexes[0].name, "ix_users_expr_b");
  EXPECT_TRUE(t->column("id")->not_null);
  auto const* key = std::get_if<ast::ForeignKey>(&t->constraint("fk_users_u_users")->body);
  ASSERT_NE(key, nullptr);
  ASSERT_EQ(key->references.columns.size(), 1U);
  EXPECT_EQ(key->references.columns[0].text, "id");
}

TEST(Replay, GivesEveryActionAStepOfOneGroup) {
  History const h =
      chain({"create table t (id integer);", "alter table t add column a integer unique, add column b text;"});
  EXPECT_EQ(h.codes(), "");
  auto const& up = h.revisions[1].upgrade;
  ASSERT_EQ(up.size(), 3U);
  EXPECT_EQ(text(up[0]), "alter table t add column a integer;");
  EXPECT_EQ(text(up[1]), "alter table t add constraint uq_t_a unique (a);");
  EXPECT_EQ(up[0].group, up[2].group);
  EXPECT_EQ(up[0].before.table({"", "t"})->columns.size(), 1U);
  EXPECT_EQ(up[2].after.table({"", "t"})->columns.size(), 3U);
}

TEST(Replay, DissolvesForBlocks) {
  std::string const body =
      "for postgresql { create table p (id integer); } for sqlite { create table s (id integer); }";
  History const h = chain({body}, dialect::postgresql);
  EXPECT_NE(h.head().table({"", "p"}), nullptr);
  EXPECT_EQ(h.head().table({"", "s"}), nullptr);
}

TEST(Replay, RenamesFollowIntoConstraintsAndReferences) {
  History const h = chain(
      {"create table a (id integer primary key, n integer check (n > 0)); create table b (x integer references a);",
       "rename table a to c; alter table c rename column id to key; alter table c rename column n to m;"});
  EXPECT_EQ(h.codes(), "") << h.report();
  auto const* key = std::get_if<ast::ForeignKey>(&h.head().table({"", "b"})->constraints[0].body);
  EXPECT_EQ(key->references.table.name.text, "c");
  EXPECT_EQ(key->references.columns[0].text, "key");
  EXPECT_NE(h.head().table({"", "c"})->constraint("pk_a"), nullptr) << "names stay when a table is renamed";
}

TEST(Merge, TakesBothSides) {
  History const h = replay_texts({revision("a", "base", "create table t (id integer primary key);"),
                                  revision("b", "a", "alter table t add column b integer;"),
                                  revision("c", "a", "alter table t add column c integer;"),
                                  revision("d", "b, c", "create index i on t (b, c);")});
  EXPECT_EQ(h.codes(), "") << h.report();
  EXPECT_EQ(h.head().table({"", "t"})->columns.size(), 3U);
}
TEST(Merge, RefusesSidesThatTouchTheSameThing) {
  History const h =
      replay_texts({revision("a", "base", "create table t (id integer primary key, n integer);"),
                    revision("b", "a", "alter table t alter column n set default 1;"),
                    revision("c", "a", "alter table t alter column n set default 2;"), revision("d", "b, c", "")});
  EXPECT_EQ(h.codes(), "RT0211") << h.report();
  EXPECT_EQ(h.caret(), "c");
  EXPECT_EQ(h.sink.all().front().notes.size(), 2U);
}
TEST(Merge, RefusesASideThatFailsAfterTheOther) {
  History const h = replay_texts({revision("a", "base", "create table t (id integer, n integer);"),
                                  revision("b", "a", "@allow(data-loss, 'x') alter table t drop column n;"),
                                  revision("c", "a", "create index i on t (n);"), revision("d", "b, c", "")});
  EXPECT_EQ(h.codes(), "RT0702 RT0211") << h.report();
}
TEST(Merge, ARevisionMayUseWhatItDependsOn) {
  History const h = replay_texts(
      {revision("a", "base", "create table t (id integer primary key);", "labels one;\n"),
       revision("b", "base", "create table u (id integer references t);", "labels two;\ndepends on a;\n")});
  EXPECT_EQ(h.codes(), "") << h.report();
}

TEST(Dependencies, DroppingWhatIsUsedNamesTheUserAndTheDrop) {
  History const h = chain({"create table a (id integer primary key); create table b (x integer references a);",
                           "upgrade { @allow(data-loss, 'x') drop table a; } downgrade irreversible 'x';"});
  EXPECT_EQ(h.codes(), "RT0501 RT0701") << h.report();
  auto const& notes = h.sink.all().front().notes;
  ASSERT_EQ(notes.size(), 2U);
  EXPECT_EQ(h.sources.text(*notes[0].span), "references a");
  EXPECT_EQ(notes[1].message, "write before it: alter table b drop constraint fk_b_x_a;");
}
TEST(Dependencies, TextViewsCountByTheirWords) {
  History const h =
      chain({"create table a (id integer, n integer); for sqlite { create view v as $$ select n /* id */ from a $$; }",
             "upgrade { @allow(data-loss, 'x') alter table a drop column n; } downgrade irreversible 'x';",
             "upgrade { @allow(data-loss, 'x') alter table a drop column id; } downgrade irreversible 'x';"});
  EXPECT_EQ(h.codes(), "RT0501 RT0702 RT0321") << h.report();
}

TEST(Cascades, WhatIsBrokenStillExists) {
  History const h = chain({"create table a (id integer, s nope); create index i on b (x);",
                           "alter table a alter column s set not null; drop index i;"});
  EXPECT_EQ(h.codes(), "RT0303 RT0301") << h.report();
}

TEST(Desired, MixinsAreDissolvedAndOrderDoesNotMatter) {
  Sources sources;
  Sink sink;
  FileId const id = sources.add("schema.mig",
                                "schema; create index i on t (b); create table t (a integer references u, include m);"
                                "mixin m (b integer not null default 0); create table u (id integer primary key);");
  ast::File const file = syntax::parse(sources, id, sink);
  auto const* desired = std::get_if<ast::DesiredSchema>(&file.content);
  ASSERT_NE(desired, nullptr);
  ReplayOptions const options;
  Schema const schema = desired_schema(*desired, options, sink);
  EXPECT_TRUE(sink.all().empty());
  History const h = chain(
      {"create table u (id integer primary key); create table t (b integer not null default 0, a integer references u);"
       "create index i on t (b);"});
  auto const differences = compare(h.head(), schema);
  EXPECT_TRUE(differences.empty()) << differences.front().message;
  History const other = chain({"create table u (id bigint primary key);"});
  report_difference(other.head(), schema, {}, sink);
  ASSERT_EQ(sink.all().size(), 2U);
  EXPECT_EQ(sink.all()[0].message, "table 't' exists in the schema file but not in the history");
  EXPECT_EQ(sink.all()[1].message, "table 'u': column 'id' is bigint in the history, integer in the schema file");
}

}  // namespace
}  // namespace retort::model::test
