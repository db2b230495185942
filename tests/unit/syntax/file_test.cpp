// SPDX-License-Identifier: Apache-2.0
// Headers, blocks, and schema files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/syntax/parsed.hpp"

namespace retort::syntax::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace ast;

std::vector<std::string> ids(std::vector<RevisionId> const& list) {
  std::vector<std::string> result;
  for (RevisionId const& id : list) result.push_back(id.text);
  return result;
}

// What is found in a header whose last clause is given.
std::vector<std::string> findings_with(std::string const& clause) {
  return Parsed("revision a1 'x'; revises base;\n" + clause + "\nupgrade { }").findings();
}

TEST(Header, IsReadInAnyOrder) {
  Parsed const parsed(R"(@allow(data-loss, 'all of it')
REVISION 3f9a1c2b7d4e $$It's first$$;
description $$
    Why.
      More.
  $$;
labels Core, shop;
Compatible WITH 77ab01cd, Mixed_Case;
created '2026-11-22T11:00:00Z';
depends on 77ab01cd, billing_0002;
revises 1e10, 007, upgrade, Mixed_Case;
upgrade { }
)");
  EXPECT_THAT(parsed.findings(), IsEmpty());
  Revision const& revision = parsed.revision();
  EXPECT_EQ(revision.id.text, "3f9a1c2b7d4e");
  EXPECT_EQ(revision.message.value, "It's first");
  EXPECT_THAT(ids(revision.parents), ElementsAre("1e10", "007", "upgrade", "Mixed_Case"));
  EXPECT_THAT(ids(revision.depends_on), ElementsAre("77ab01cd", "billing_0002"));
  EXPECT_THAT(ids(revision.compatible), ElementsAre("77ab01cd", "Mixed_Case"));
  ASSERT_EQ(revision.labels.size(), 2U);
  EXPECT_EQ(revision.labels[0].text, "core");
  EXPECT_EQ(revision.created->value, "2026-11-22T11:00:00Z");
  EXPECT_EQ(revision.description->value, "Why.\n  More.");
  EXPECT_EQ(revision.annotations.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<DowngradeAuto>(revision.downgrade.node));
}

TEST(Header, IdsAreLexedByTheGrammar) {
  for (std::string const id :
       {"1e10", "007", "upgrade", "3f9a", "select", "CREATE", "_", "0x1f", "1E5", "01234567890123456789012345678901"}) {
    Parsed const parsed("revision " + id + " 'x'; revises " + id + ", b; upgrade { }");
    EXPECT_THAT(parsed.findings(), IsEmpty()) << id;
    EXPECT_EQ(parsed.revision().id.text, id);
    EXPECT_THAT(ids(parsed.revision().parents), ElementsAre(id, "b"));
  }
}

TEST(Header, WhatIsNoIdIsAnError) {
  for (std::string const id : {"a-b", "1.5", "5.", "base", "HEAD", "heads", "current", "'a1'", "\"a1\"", "1e+5",
                               "012345678901234567890123456789012",
                               "gr\xC3\xBC"
                               "n"})
    EXPECT_THAT(Parsed("revision " + id + " 'x'; revises base; upgrade { }").findings(), ElementsAre("1:10 RT0109"))
        << id;
  EXPECT_THAT(Parsed("revision a 'x'; revises head; upgrade { }").findings(), ElementsAre("1:25 RT0109"));
  EXPECT_EQ(Parsed("revision 'a1' 'x'; revises \"b2\"; upgrade { }").fixed(),
            "revision a1 'x'; revises b2; upgrade { }");
}

TEST(Header, BaseStandsAlone) {
  EXPECT_THAT(Parsed("revision a 'x'; revises BASE; upgrade { }").revision().parents, IsEmpty());
  EXPECT_THAT(Parsed("revision a 'x'; revises base, b; upgrade { }").findings(), ElementsAre("1:25 RT0107"));
  EXPECT_THAT(Parsed("revision a 'x'; revises b, base; upgrade { }").findings(), ElementsAre("1:28 RT0109"));
}

TEST(Header, EveryClauseStandsOnceAndBeforeTheBlocks) {
  EXPECT_THAT(findings_with("revises base;"), ElementsAre("2:1 RT0105"));
  EXPECT_THAT(findings_with("labels a, b, A;"), ElementsAre("2:14 RT0105"));
  EXPECT_THAT(findings_with("depends on b, b;"), ElementsAre("2:15 RT0105"));
  EXPECT_THAT(findings_with("compatible with b, b;"), ElementsAre("2:20 RT0105"));
  EXPECT_THAT(findings_with("compatible with b;\ncompatible with c;"), ElementsAre("3:1 RT0105"));
  EXPECT_THAT(Parsed("revision a 'x'; revises base; upgrade { } upgrade { }").findings(), ElementsAre("1:43 RT0105"));
  EXPECT_THAT(Parsed("revision a 'x'; revises base; upgrade { } labels b;").findings(), ElementsAre("1:43 RT0107"));
  EXPECT_THAT(Parsed("revises base;\nrevision a 'x'; upgrade { }").findings(), ElementsAre("2:1 RT0107"));
}

TEST(Header, WhatIsMissingIsSaidOnce) {
  EXPECT_THAT(Parsed("revision a 'x'; upgrade { }").findings(), ElementsAre("1:16 RT0106"));
  EXPECT_THAT(Parsed("revision a 'x'; revises base;").findings(), ElementsAre("1:30 RT0106"));
  EXPECT_THAT(Parsed("revision a; revises base; upgrade { }").findings(), ElementsAre("1:11 RT0106"));
  EXPECT_THAT(Parsed("revision a ''; revises base; upgrade { }").findings(), ElementsAre("1:12 RT0106"));
  EXPECT_THAT(Parsed("revision 'a message'; revises base; upgrade { }").findings(), ElementsAre("1:10 RT0101"));
  EXPECT_THAT(Parsed("drop table a; drop table b;").findings(), ElementsAre("1:1 RT0106"));
}

TEST(Header, ChecksWhatClausesHold) {
  EXPECT_THAT(findings_with("created 'yesterday';"), ElementsAre("2:9 RT0009"));
  EXPECT_THAT(findings_with("labels head;"), ElementsAre("2:8 RT0109"));
  EXPECT_THAT(findings_with("labels \"a b\";"), ElementsAre("2:8 RT0109"));
  EXPECT_THAT(findings_with("labelz a;"), ElementsAre("2:1 RT0101"));
}

TEST(Header, AnnotationsForTheFileAreOfOneSort) {
  EXPECT_THAT(Parsed("@online revision a 'x'; revises base; upgrade { }").findings(), ElementsAre("1:1 RT0107"));
  EXPECT_THAT(findings_with("@allow(data-loss, 'x')"), ElementsAre("2:1 RT0107"));
}

TEST(Blocks, DowngradesOfAllSorts) {
  auto const downgrade = [](std::string const& text) {
    Parsed const parsed("revision a 'x'; revises base; upgrade { } " + text);
    EXPECT_THAT(parsed.findings(), IsEmpty()) << text;
    return parsed.revision().downgrade.node;
  };
  EXPECT_TRUE(std::holds_alternative<DowngradeAuto>(downgrade("downgrade auto;")));
  EXPECT_TRUE(std::holds_alternative<DowngradeAuto>(downgrade("")));
  EXPECT_EQ(std::get<DowngradeIrreversible>(downgrade("downgrade irreversible 'why';")).reason.value, "why");
  EXPECT_EQ(std::get<Block>(downgrade("downgrade { drop table a; ; }")).statements.size(), 1U);
  EXPECT_THAT(std::get<Block>(downgrade("downgrade { };")).statements, IsEmpty());
  EXPECT_THAT(Parsed("revision a 'x'; revises base; upgrade { } downgrade irreversible;").findings(),
              ElementsAre("1:65 RT0106"));
  EXPECT_THAT(Parsed("revision a 'x'; revises base; upgrade { } downgrade maybe;").findings(),
              ElementsAre("1:53 RT0101"));
}

TEST(Blocks, EmptyStatementsAreNothing) {
  Parsed const parsed(in_upgrade(";; drop table a;; ;"));
  EXPECT_THAT(parsed.findings(), IsEmpty());
  EXPECT_EQ(parsed.statements().size(), 1U);
}

TEST(Blocks, StatementsOutsideAreSaidOnce) {
  EXPECT_THAT(
      Parsed("revision a 'x'; revises base; upgrade { drop table a; }\ndrop table b;\ndrop table c; }").findings(),
      ElementsAre("2:1 RT0107"));
}

TEST(EmptyFile, IsOneError) {
  for (std::string const text : {"", " \n\t", "-- nothing", "/* nothing */ -- more\n", "\xEF\xBB\xBF"})
    EXPECT_THAT(Parsed(text).findings(), ElementsAre("1:1 RT0103")) << text;
}

TEST(SchemaFile, HoldsWhatIsToBeThere) {
  Parsed const parsed(R"(@allow(data-loss, 'x')
schema;
create type s as enum ('a');
mixin stamps (created_at timestamptz not null default now(), updated_at timestamptz);
create table t (id integer, include stamps, note text);
comment on table t is 'T';
for postgresql { create index i on t using gin (note); }
)");
  EXPECT_THAT(parsed.findings(), IsEmpty());
  DesiredSchema const& schema = parsed.schema();
  EXPECT_EQ(schema.annotations.size(), 1U);
  ASSERT_EQ(schema.items.size(), 5U);
  EXPECT_EQ(std::get<Mixin>(schema.items[1].node).elements.size(), 2U);
  auto const& table = std::get<CreateTable>(std::get<Statement>(schema.items[2].node).operation);
  EXPECT_EQ(std::get<IncludeMixin>(table.elements[1].node).mixin.text, "stamps");
}

TEST(SchemaFile, HoldsNothingElse) {
  EXPECT_THAT(Parsed("schema;\ndrop table t;\nupdate t set a = 1;").findings(),
              ElementsAre("2:1 RT0107", "3:1 RT0107"));
  EXPECT_THAT(Parsed("schema;\nfor mysql { drop table t; }").findings(), ElementsAre("2:13 RT0107"));
  EXPECT_THAT(Parsed("schema;\nupgrade { drop table t; }\nrevises base;").findings(), ElementsAre("2:1 RT0107"));
  EXPECT_THAT(Parsed("schema;\nmixin m (a integer, unique (a));").findings(), ElementsAre("2:21 RT0107"));
}

TEST(SchemaFile, MixinsAreTakenUpNowhereElse) {
  EXPECT_THAT(findings_in("create table t (a integer, include m);"), ElementsAre("1:28 RT0107"));
}

}  // namespace
}  // namespace retort::syntax::test
