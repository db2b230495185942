// SPDX-License-Identifier: Apache-2.0
// retort squash: what it writes, what it refuses, and that what stands on the range does not notice.
#include <gmock/gmock.h>

#include <map>

#include "tests/unit/cli/program.hpp"

namespace retort::cli::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Squash : public Program {
 protected:
  void SetUp() override {
    Program::SetUp();
    put("retort.toml", "dialects = [\"sqlite\", \"postgresql\"]\n");
  }
  static void put_revision(std::string const& id, std::string const& parent, std::string const& upgrade,
                           std::string const& downgrade = "", std::string const& clauses = "") {
    put("migrations/" + id + ".mig", "revision " + id + " 'Message of " + id + "';\nrevises " + parent + ";\n" +
                                         clauses + "created '2026-11-26T10:00:00Z';\n\nupgrade {\n" + upgrade + "}\n" +
                                         downgrade);
  }
  // Three changes of the schema, and one that stands on them.
  static void put_schema() {
    put_revision("a100", "base", "  create table users (\n    id integer primary key,\n    mail varchar(100)\n  );\n");
    put_revision("b200", "a100", "  alter table users rename column mail to email, add column age integer;\n");
    put_revision("c300", "b200", "  alter table users alter column email type varchar(255);\n");
    put_revision("d400", "c300", "  create index on users (email);\n");
  }
  // "checksum" and "replaces" lines of a bundle, by revision.
  static std::map<std::string, std::string> lines(std::string const& key) {
    EXPECT_EQ(run({"compile", "--name", "shop", "--output", "out"}).code, 0);
    std::istringstream in(text_of("out/shop.sqlite.bundle"));
    std::map<std::string, std::string> out;
    std::string id;
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("revision ")) id = line.substr(9);
      if (line.starts_with(key + ' ')) out[id] = line.substr(key.size() + 1);
    }
    return out;
  }
};

TEST_F(Squash, MakesTheLeastOfChangesOfTheSchema) {
  put_schema();
  auto const before = lines("checksum");
  auto const ran = run({"squash", ":c300", "-m", "The users"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "3 revisions squashed into c300: migrations/c300_the_users.mig\n");
  EXPECT_EQ(text_of("migrations/c300_the_users.mig"),
            "revision c300 'The users';\nrevises base;\nreplaces a100 '" + before.at("a100") + "',\n         b200 '" +
                before.at("b200") + "',\n         c300 '" + before.at("c300") +
                "';\ncreated '2026-11-26T10:00:00Z';\n\nupgrade {\n"
                "  create table users (\n    id    integer not null,\n    email varchar(255),\n    age   integer,\n"
                "    constraint pk_users primary key (id)\n  );\n}\n\ndowngrade auto;\n");
  EXPECT_THAT(files(), ElementsAre("migrations/c300_the_users.mig", "migrations/d400.mig", "out/shop.postgresql.bundle",
                                   "out/shop.sqlite.bundle", "retort.toml"));
  auto const after = lines("checksum");
  EXPECT_EQ(after.at("d400"), before.at("d400")) << "what stands on it stands on what it was";
  EXPECT_NE(after.at("c300"), before.at("c300"));
  EXPECT_EQ(lines("replaces").at("c300"),
            "a100 " + before.at("a100") + " b200 " + before.at("b200") + " c300 " + before.at("c300"));
  EXPECT_THAT(text_of("out/shop.sqlite.bundle"), StartsWith("retort bundle 2\n"));
  EXPECT_EQ(run({"fmt", "--check", "migrations/c300_the_users.mig"}).code, 0);
}

TEST_F(Squash, KeepsStatementsWhereThereAreRows) {
  put_schema();
  put_revision("b200", "a100",
               "  -- the first of them\n  insert into users (id, mail) values (1, 'it''s');\n"
               "  alter table users rename column mail to email;\n",
               "downgrade {\n  alter table users rename column email to mail;\n  delete from users where id = 1;\n}\n");
  put_revision("c300", "b200", "  alter table users rename column email to address;\n");
  put_revision("d400", "c300", "  create index on users (address);\n");
  ASSERT_EQ(run({"check"}).code, 0) << run({"check"}).err;
  auto const ran = run({"squash", "a100:c300", "--json"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(
      ran.out,
      "{\"revision\":\"c300\",\"file\":\"migrations/c300_squash_of_a100_to_c300.mig\",\"replaces\":[\"a100\","
      "\"b200\",\"c300\"],\"removed\":[\"migrations/a100.mig\",\"migrations/b200.mig\",\"migrations/c300.mig\"]}\n");
  auto const text = text_of("migrations/c300_squash_of_a100_to_c300.mig");
  EXPECT_THAT(text,
              HasSubstr("upgrade {\n  -- a100: Message of a100\n  create table users (\n    id   integer primary key,\n"
                        "    mail varchar(100)\n  );\n"));
  EXPECT_THAT(text, HasSubstr("  -- b200: Message of b200\n  -- the first of them\n  insert into users"));
  EXPECT_THAT(text, HasSubstr("downgrade {\n  -- c300: Message of c300\n"
                              "  alter table users rename column address to email;\n"))
      << "what was derived stays what it was";
  EXPECT_THAT(text,
              HasSubstr("  -- b200: Message of b200\n  alter table users rename column email to mail;\n"
                        "  delete from users where id = 1;\n\n  -- a100: Message of a100\n  drop table users;\n}\n"));
  EXPECT_EQ(run({"check"}).code, 0) << run({"check"}).err;
}

TEST_F(Squash, KeepsStatementsWhenItIsAsked) {
  put_schema();
  ASSERT_EQ(run({"squash", ":c300", "--keep-statements"}).code, 0);
  auto const text = text_of("migrations/c300_squash_of_a100_to_c300.mig");
  EXPECT_THAT(text, AllOf(HasSubstr("  -- b200: Message of b200\n"), HasSubstr("rename column mail to email"),
                          HasSubstr("\ndowngrade auto;\n")));
}

TEST_F(Squash, KeepsStatementsAboveOtherRevisions) {
  put_schema();
  ASSERT_EQ(run({"squash", "b200:d400"}).code, 0);
  auto const text = text_of("migrations/d400_squash_of_b200_to_d400.mig");
  EXPECT_THAT(text, AllOf(HasSubstr("revises a100;\n"), HasSubstr("rename column mail to email"),
                          HasSubstr("create index on users (email);")))
      << "a table may have rows by then: a rename stays one";
}

TEST_F(Squash, HasNoWayBackWhereOneOfThemHasNone) {
  put_schema();
  put_revision("b200", "a100", "  alter table users rename column mail to email;\n",
               "downgrade irreversible 'it''s gone';\n");
  auto const ran = run({"squash", "a100:c300"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "retort: note: there is no way back from 'c300'\n");
  EXPECT_THAT(text_of("migrations/c300_squash_of_a100_to_c300.mig"),
              AllOf(HasSubstr("create table users"), Not(HasSubstr("rename")),
                    HasSubstr("downgrade irreversible 'b200: it''s gone';\n")));
  put_revision("d400", "c300", "  update users set email = '';\n", "downgrade irreversible 'overwritten';\n");
  ASSERT_EQ(run({"squash", ":d400", "-m", "more"}).code, 0);
  EXPECT_THAT(text_of("migrations/d400_more.mig"),
              HasSubstr("downgrade irreversible 'b200: it''s gone; d400: overwritten';\n"));
}

TEST_F(Squash, KeepsAWayBackThatSomebodyWrote) {
  put_schema();
  put_revision("b200", "a100", "  create table ages (age integer primary key);\n",
               "downgrade {\n  sql $$ select 1 $$ effect { drop table ages; };\n}\n");
  put_revision("c300", "b200", "  alter table users rename column mail to email;\n");
  ASSERT_EQ(run({"squash", ":c300", "-m", "x"}).code, 0) << run({"squash", ":c300", "-m", "x"}).err;
  EXPECT_THAT(text_of("migrations/c300_x.mig"),
              AllOf(HasSubstr("upgrade {\n  create table"), HasSubstr("sql $$ select 1 $$ effect"),
                    HasSubstr("-- c300: Message of c300\n  alter table users rename column email to mail;\n")));
}

TEST_F(Squash, KeepsWhatIsForAnotherDatabase) {
  put("retort.toml", "dialects = [\"sqlite\"]\n");
  put_schema();
  put_revision("b200", "a100", "  for postgresql {\n    create index ix_m on users (mail);\n  }\n");
  put_revision("c300", "b200", "  alter table users rename column mail to email;\n");
  ASSERT_EQ(run({"squash", ":c300", "-m", "x"}).code, 0);
  EXPECT_THAT(text_of("migrations/c300_x.mig"), HasSubstr("create index ix_m on users (mail);"));
  EXPECT_EQ(run({"check", "--dialect", "postgresql"}).code, 0);
  put_revision("d400", "c300", "  create index on users (email);\n", "downgrade {\n  drop index ix_users_email;\n}\n");
  auto const ran = run({"squash", ":d400", "-m", "y"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("'c300' has statements for a database that this history is not checked for"));
}

TEST_F(Squash, NeedsTheWholeHistory) {
  put("retort.toml", "dialects = [\"sqlite\"]\ndirectories = [\"migrations\", \"more\"]\n");
  put_schema();
  put("more/e500.mig", "revision e500 'E';\nrevises d400;\nupgrade {\n}\n");
  EXPECT_EQ(run({"squash", ":d400", "--dir", "migrations", "--config", "retort.toml"}).code, 2);
  EXPECT_EQ(run({"squash", ":c300", "--dir", "migrations/a100.mig", "--dir", "more"}).code, 2);
  fs::rename("migrations/a100.mig", "more/a100.mig");
  fs::create_symlink("../more/a100.mig", "migrations/a100.mig");
  fs::remove("more/e500.mig");
  put("retort.toml", "dialects = [\"sqlite\"]\n");
  auto const ran = run({"squash", ":c300"});
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("'migrations/a100.mig' is a symbolic link"));
  EXPECT_TRUE(fs::exists("migrations/b200.mig"));
}

TEST_F(Squash, TakesDescriptionsAlong) {
  put_schema();
  put_revision("b200", "a100", "  alter table users rename column mail to email;\n", "",
               "description $$\n  Because.\n  Two lines.\n$$;\n");
  ASSERT_EQ(run({"squash", ":c300", "-m", "x"}).code, 0);
  EXPECT_THAT(text_of("migrations/c300_x.mig"),
              HasSubstr("description $$\n  b200: Message of b200\n  Because.\n  Two lines.\n$$;\n"));
}

TEST_F(Squash, TakesLabelsDependenciesAndAnnotationsAlong) {
  put_revision("x100", "base", "  create table other (id integer primary key);\n", "", "labels other;\n");
  put_revision("a100", "base", "  create table users (id integer primary key, age integer);\n", "", "labels core;\n");
  put_revision("b200", "a100", "  insert into users (id) values (1);\n  alter table users drop column age;\n",
               "downgrade irreversible 'no';\n", "depends on other;\nlabels ages;\n");
  auto const text = text_of("migrations/b200.mig");
  put("migrations/b200.mig", "@allow(data-loss, 'nobody has one')\n@allow(unbatched, 'few')\n" + text);
  auto const ran = run({"squash", "core:ages"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(text_of("migrations/b200_squash_of_a100_to_b200.mig"),
              AllOf(StartsWith("@allow(data-loss, 'nobody has one')\nrevision b200 "),
                    HasSubstr("revises base;\ndepends on other;\n"), HasSubstr("\nlabels core, ages;\n")));
  EXPECT_EQ(run({"check"}).code, 0) << run({"check"}).err;
}

TEST_F(Squash, RefusesWhatCannotBecomeOne) {
  put_schema();
  put_revision("e500", "b200", "  create table apart (id integer primary key);\n", "", "labels apart;\n");
  put_revision("f600", "d400, e500", "");
  put_revision("z100", "base", "  create table z (id integer primary key);\n", "", "labels zed;\n");
  put_revision("z200", "f600, z100", "", "");
  auto const text = text_of("migrations/a100.mig");
  put("migrations/a100.mig", "revision a100 'U';\nrevises base;\nlabels core;\n" + text.substr(text.find("upgrade")));
  ASSERT_EQ(run({"check"}).code, 0) << run({"check"}).err;
  auto const there = files();
  auto const refused = [](std::string const& range) {
    auto const ran = run({"squash", range});
    EXPECT_EQ(ran.code, 1);
    return ran.err;
  };
  EXPECT_EQ(
      refused("a100:c300"),
      "retort: error: 'e500' stands on 'b200', which would be gone: let the range end at 'b200', or begin behind it\n");
  EXPECT_EQ(refused("a100:a100"), "retort: error: 'a100:a100' is only 'a100': there is nothing to squash\n");
  EXPECT_THAT(refused("d400:e500"), HasSubstr("leads nowhere"));
  EXPECT_EQ(refused("c300:f600"),
            "retort: error: 'f600' brings in what is no part of 'c300:f600': it revises 'd400' and 'e500'; begin the "
            "range where both sides come from\n");
  EXPECT_EQ(refused("f600:z200"),
            "retort: error: 'z200' brings in what is no part of 'f600:z200': it revises 'f600' and 'z100'; begin the "
            "range where both sides come from\n");
  EXPECT_THAT(refused("nobody:z200"), HasSubstr("there is no revision or label 'nobody'"));
  EXPECT_EQ(run({"squash", "a100"}).code, 2);
  EXPECT_EQ(run({"squash"}).code, 2);
  EXPECT_EQ(files(), there);
  EXPECT_EQ(run({"squash", "a100:f600"}).code, 0) << "both sides of the merge";
  EXPECT_EQ(run({"check"}).code, 0) << run({"check"}).err;
}

TEST_F(Squash, RefusesAHistoryWithFaults) {
  put_schema();
  put_revision("d400", "c300", "  create index on users (nothing);\n");
  auto const there = files();
  auto const ran = run({"squash", ":c300"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("[RT0302]"));
  EXPECT_EQ(files(), there);
}

TEST_F(Squash, OfReleasedRevisionsIsReleased) {
  put_schema();
  ASSERT_EQ(run({"release"}).code, 0);
  auto const lock_file = std::string("migrations/migrations.lock");
  auto const before = text_of(lock_file);
  ASSERT_EQ(run({"squash", ":c300", "-m", "Users"}).code, 0);
  ASSERT_EQ(run({"check"}).code, 0) << run({"check"}).err;
  EXPECT_THAT(text_of(lock_file), AllOf(HasSubstr("\nc300 "), HasSubstr("\nd400 "), Not(HasSubstr("\na100 "))));
  EXPECT_EQ(run({"release"}).out, "everything is released already\n");
  auto const file = std::string("migrations/c300_users.mig");
  auto const good = text_of(file);
  auto const change = [&](std::string const& from, std::string const& to) {
    auto changed = good;
    put(file, changed.replace(changed.find(from), from.size(), to));
    return run({"check"}).err;
  };
  EXPECT_THAT(change("varchar(255)", "varchar(100)"), HasSubstr("revision 'c300' was released and has changed since"));
  EXPECT_THAT(change("b200 'c1:", "b200 'c1:0").size() > 0 ? run({"check"}).err : "", HasSubstr("RT0009"));
  EXPECT_THAT(change("revision c300", "revision  c300"), "") << "how it is written does not matter";
  put(file, good);
  put(lock_file, before);
  EXPECT_THAT(run({"check"}).err, HasSubstr("revision 'c300' was released and has changed since"))
      << "nothing holds the squash to what the range did";
  auto without = before;
  auto const at = without.find("\nc300 ");
  put(lock_file, without.erase(at, without.find('\n', at + 1) - at));
  EXPECT_THAT(run({"check"}).err, HasSubstr("'c300' stands for 'a100', which was released, and is not in the lock file "
                                            "itself"));
}

TEST_F(Squash, KeepsTheLockFilesOfSeveralDirectories) {
  put("retort.toml", "dialects = [\"sqlite\"]\ndirectories = [\"migrations\", \"more\"]\n");
  put_schema();
  fs::create_directories("more");
  fs::rename("migrations/c300.mig", "more/c300.mig");
  ASSERT_EQ(run({"release"}).code, 0);
  auto const ran = run({"squash", ":c300", "-m", "x"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "3 revisions squashed into c300: more/c300_x.mig\n");
  EXPECT_THAT(text_of("more/migrations.lock"), HasSubstr("\nc300 "));
  EXPECT_THAT(text_of("migrations/migrations.lock"), AllOf(HasSubstr("\nd400 "), Not(HasSubstr("\na100 "))));
  EXPECT_EQ(run({"check"}).code, 0) << run({"check"}).err;
}

TEST_F(Squash, OfASquashStandsForAllOfThem) {
  put_schema();
  auto const first = lines("checksum");
  ASSERT_EQ(run({"squash", ":b200", "-m", "x"}).code, 0);
  auto const second = lines("checksum");
  ASSERT_EQ(run({"squash", ":c300", "-m", "y"}).code, 0) << run({"squash", ":c300", "-m", "y"}).err;
  EXPECT_EQ(lines("replaces").at("c300"), "a100 " + first.at("a100") + " b200 " + first.at("b200") + " b200 " +
                                              second.at("b200") + " c300 " + first.at("c300"));
  EXPECT_EQ(lines("checksum").at("d400"), first.at("d400"));
  EXPECT_THAT(run({"show", "c300"}).out, HasSubstr("  replaces a100, b200, c300\n"));
  EXPECT_THAT(run({"show", "a100"}).err,
              HasSubstr("'a100' was squashed into 'c300', and is no place to stop at any more"));
  EXPECT_THAT(run({"show", "b200", "--json"}).err, Not(HasSubstr("internal")));
}

TEST_F(Squash, OfTheOnlyHeadCanBeSquashedAgainLater) {
  put_schema();
  auto const first = lines("checksum");
  ASSERT_EQ(run({"squash", ":d400", "-m", "x"}).code, 0);
  put_revision("e500", "d400", "  alter table users add column city text;\n");
  auto const second = lines("checksum");
  ASSERT_EQ(run({"squash", "d400:e500", "-m", "y", "--keep-statements"}).code, 0);
  EXPECT_THAT(lines("replaces").at("e500"),
              HasSubstr(" d400 " + first.at("d400") + " d400 " + second.at("d400") + " e500 " + second.at("e500")));
}

TEST_F(Squash, RunsTheHooksAndTakesTheNameOfAFileThatGoes) {
  put("retort.toml",
      "dialects = [\"sqlite\"]\nfile-template = \"{rev}\"\n[hooks]\nafter-write = [\"echo wrote {file} > log\"]\n");
  put_schema();
  auto const ran = run({"squash", ":c300"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "3 revisions squashed into c300: migrations/c300.mig\n");
  EXPECT_EQ(text_of("log"), "wrote migrations/c300.mig\n");
  EXPECT_THAT(files(), ElementsAre("log", "migrations/c300.mig", "migrations/d400.mig", "retort.toml"));
}

}  // namespace
}  // namespace retort::cli::test
