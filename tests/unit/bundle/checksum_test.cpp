// SPDX-License-Identifier: Apache-2.0
// What changes the checksum of a revision, and what does not.
#include "compiler/bundle/checksum.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "compiler/syntax/parse.hpp"
#include "runtime/core/sha256.hpp"

namespace retort::bundle_writer {
namespace {

using ::testing::Each;
using ::testing::StartsWith;

std::vector<std::string> sums(std::vector<std::string> const& texts) {
  Sources sources;
  Sink sink;
  std::vector<ast::File> files;
  for (auto const& text : texts) {
    auto const id = sources.add("x.mig", text);
    files.push_back(syntax::parse(sources, id, sink));
  }
  EXPECT_TRUE(sink.all().empty()) << sink.all().front().message;
  std::vector<ast::Revision const*> revisions;
  std::vector<core::revision_node> nodes;
  for (auto const& file : files) {
    auto const& revision = std::get<ast::Revision>(file.content);
    revisions.push_back(&revision);
    auto& node = nodes.emplace_back();
    node.id = revision.id.text;
    for (auto const& parent : revision.parents) node.parents.push_back(parent.text);
    for (auto const& dependency : revision.depends_on) node.depends_on.push_back(dependency.text);
    for (auto const& label : revision.labels) node.labels.push_back(label.text);
  }
  std::vector<core::graph_fault> faults;
  auto const graph = core::revision_graph::build(std::move(nodes), faults);
  return checksums(graph, revisions);
}
std::string sum(std::string const& text) { return sums({text}).front(); }

std::string const plain =
    "revision a100 'Users';\nrevises base;\nupgrade {\n  create table users (id integer primary key, name text default "
    "'it''s');\n  update users set name = $$x$$ where id >= 1.5;\n}\ndowngrade { drop table users; }\n";

TEST(Checksum, IsTheSameForTheSameMeaning) {
  for (auto const* other : {
           // comments, blanks, line ends, the case of keywords, spellings of types and strings
           "-- A remark\r\nREVISION a100 'Users';\r\nrevises BASE;\r\n\r\nUpgrade{CREATE TABLE Users(ID INT PRIMARY "
           "KEY,/* what */name TEXT DEFAULT $$it's$$);UPDATE users SET name='x' WHERE id>=1.5;;}\r\ndowngrade\r\n{ "
           "drop "
           "table users; }\r\n",
           // message, date, description, labels, annotations, quotes around a plain name
           "@allow(data-loss, 'none')\nrevision a100 'Another message';\nrevises base;\nlabels core;\ncreated "
           "'2026-01-02T03:04:05Z';\ndescription $$ Why. $$;\nupgrade {\n  create table \"users\" (id integer primary "
           "key, name text default 'it''s');\n  @timeout(lock '2s')\n  update users set name = 'x' where id >= "
           "1.5;\n}\ndowngrade {\n  @allow(data-loss, 'meant')\n  drop table users;\n}\n",
       })
    EXPECT_EQ(sum(other), sum(plain)) << other;
}

std::string replaced(std::string text, std::string const& what, std::string const& by) {
  auto const at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

TEST(Checksum, IsAnotherForAnotherMeaning) {
  std::vector<std::string> all{sum(plain)};
  for (auto const& [what, by] : std::vector<std::pair<std::string, std::string>>{
           {"a100", "a101"},
           {"'it''s'", "'it'' s'"},
           {"'it''s'", "'It''s'"},
           {"1.5", "1.6"},
           {"name text", "name varchar(9)"},
           {"primary key", "unique"},
           {"downgrade { drop table users; }", "downgrade auto;"},
           {"downgrade { drop table users; }", "downgrade irreversible 'no';"},
           {"downgrade { drop table users; }", "downgrade { }"},
           {"  update users", "  delete from users where id = 1;\n  update users"},
           {"$$x$$", "$$x $$"},
           {"users (id", "\"Users\" (id"}})
    all.push_back(sum(replaced(plain, what, by)));
  EXPECT_THAT(all, Each(StartsWith("c1:")));
  auto sorted = all;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(std::unique(sorted.begin(), sorted.end()), sorted.end());
}

TEST(Checksum, ReasonsAreNoPartOfIt) {
  auto const with = [](std::string const& why) {
    return sum("revision a 'x';\nrevises base;\nupgrade { sql $$x$$; }\ndowngrade irreversible '" + why + "';\n");
  };
  EXPECT_EQ(with("one"), with("other"));
}

TEST(Checksum, CommentsWithinRawSqlAreContent) {
  auto const of = [](std::string const& sql) {
    return sum("revision a 'x';\nrevises base;\nupgrade { sql $$" + sql + "$$; }\n");
  };
  EXPECT_NE(of("select 1"), of("select 1 -- one"));
  EXPECT_NE(of("select 1"), of("select  1"));
  EXPECT_EQ(of("select\n1"), of("select\r\n1"));
}

TEST(Checksum, TextsCannotLookLikeTokens) {
  auto const of = [](std::string const& statements) {
    return sum("revision a 'x';\nrevises base;\nupgrade { " + statements + " }\n");
  };
  EXPECT_NE(of("sql $$a$$; sql $$b$$;"), of("sql $$a\n;\nsql\n'1:b$$;"));
  EXPECT_NE(of("sql 'a' outside transaction;"), of("sql 'a\noutside\ntransaction';"));
}

std::string revision(std::string const& id, std::string const& revises, std::string const& sql) {
  return "revision " + id + " 'x';\nrevises " + revises + ";\nupgrade { sql $$" + sql + "$$; }\n";
}

TEST(Checksum, IsChainedOverTheParents) {
  auto const before = sums({revision("a", "base", "1"), revision("b", "a", "2"), revision("c", "b", "3")});
  auto const after = sums({revision("a", "base", "1x"), revision("b", "a", "2"), revision("c", "b", "3")});
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NE(before[i], after[i]);
  auto const tail = sums({revision("a", "base", "1"), revision("b", "a", "2"), revision("c", "b", "3x")});
  EXPECT_EQ(before[0], tail[0]);
  EXPECT_EQ(before[1], tail[1]);
  EXPECT_NE(before[2], tail[2]);
}

TEST(Checksum, DoesNotCareInWhichOrderParentsAreNamed) {
  std::vector<std::string> files{revision("a", "base", "1"), revision("b", "a", "2"), revision("c", "a", "3"),
                                 revision("d", "b, c", "4")};
  auto const one = sums(files);
  files[3] = revision("d", "c, b", "4");
  EXPECT_EQ(sums(files)[3], one[3]);
}

TEST(Checksum, CountsDependencies) {
  auto const alone = sums({revision("a", "base", "1"), revision("b", "base", "2")});
  auto const leaning = sums({revision("a", "base", "1"), revision("b", "base;\ndepends on a", "2")});
  EXPECT_THAT(leaning[1], StartsWith("c1:"));
  EXPECT_NE(alone[1], leaning[1]);
}

TEST(Checksum, IsEmptyWhereTheAncestryIsNotWhole) {
  auto const out = sums({revision("a", "base", "1"), revision("c", "gone", "3")});
  EXPECT_THAT(out[0], StartsWith("c1:"));
  EXPECT_EQ(out[1], "");
}

// c1 is frozen. Should one of these fail, every database that was migrated before would be refused: the cause has to be
// undone, not the expectation.
TEST(Checksum, OfFormatC1IsFrozen) {
  EXPECT_EQ(sum(revision("a100", "base", "select 1")),
            "c1:" + core::sha256_hex("c1\na100\n{upgrade}\nsql\n'8:select 1\n;\n{downgrade auto}\n"));
  auto const chain = sums({revision("a100", "base;\nlabels core", "select 1"),
                           "revision b200 'x';\nrevises a100;\ndepends on core;\nupgrade { create table \"T x\" (a int "
                           "not null, b numeric(10,2) default -1.5); }\ndowngrade { drop table \"T x\"; }\n"});
  EXPECT_EQ(chain[1], "c1:" + core::sha256_hex("c1\nb200\ndepends on core\nparent a100 " + chain[0] +
                                               "\n{upgrade}\ncreate\ntable\n\"3:T x\n(\na\ninteger\nnot\nnull\n,\nb\n"
                                               "numeric\n(\n10\n,\n2\n)\ndefault\n-\n1\n.\n5\n)\n;\n{downgrade}\ndrop\n"
                                               "table\n\"3:T x\n;\n"));
}

}  // namespace
}  // namespace retort::bundle_writer
