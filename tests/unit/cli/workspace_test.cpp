// SPDX-License-Identifier: Apache-2.0
// Which files are read: flags, retort.toml, defaults; and what is said of files that are not there.
#include <gmock/gmock.h>

#include "retort/bundle.hpp"
#include "tests/unit/cli/program.hpp"

namespace retort::cli::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Files : public Program {
 protected:
  static void missing(std::vector<std::string> const& args, std::string const& sentence) {
    auto const ran = run(args);
    EXPECT_EQ(ran.code, 3);
    EXPECT_EQ(ran.err, "retort: error: " + sentence + " [RT1102]\n");
    EXPECT_EQ(ran.out, "");
  }
  static std::string heads(std::vector<std::string> args = {}) {
    args.insert(args.begin(), {"heads", "--json"});
    auto const ran = run(args);
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.out;
  }
};

TEST_F(Files, OfTheDirectoryMigrationsAreTheDefault) {
  put_history();
  EXPECT_EQ(heads(), "{\"heads\":[\"b200\"]}\n");
}

TEST_F(Files, AreNamedByFlagsOrOperandsOrBoth) {
  put("a/1.mig", users);
  put("b/2.mig", orders);
  EXPECT_EQ(heads({"--dir", "a"}), "{\"heads\":[\"a100\"]}\n");
  EXPECT_EQ(heads({"--dir", "a", "--dir", "b"}), "{\"heads\":[\"b200\"]}\n");
  EXPECT_EQ(heads({"a", "b/2.mig"}), "{\"heads\":[\"b200\"]}\n");
  EXPECT_EQ(heads({"a/1.mig"}), "{\"heads\":[\"a100\"]}\n");
}

TEST_F(Files, NamedTwiceAreReadOnce) {
  put("a/1.mig", users);
  EXPECT_EQ(heads({"a", "a/1.mig", "./a/../a", "--dir", "a"}), "{\"heads\":[\"a100\"]}\n");
}

TEST_F(Files, HiddenOnesAndSubDirectoriesAreLeftOut) {
  put("m/1.mig", users);
  put("m/.2.mig", orders);
  put("m/sub/3.mig", orders);
  EXPECT_EQ(heads({"m"}), "{\"heads\":[\"a100\"]}\n");
}

TEST_F(Files, ADirectoryWithoutFilesIsZeroRevisions) {
  fs::create_directories("m");
  EXPECT_EQ(heads({"m"}), "{\"heads\":[]}\n");
}

TEST_F(Files, ThatAreMissingAreAnEnvironmentError) {
  put_history();
  missing({"heads", "none"}, "there is no file or directory 'none'");
  missing({"heads", "migratons"}, "there is no file or directory 'migratons'; did you mean 'migrations'?");
  missing({"heads", "--dir", "none"}, "there is no file or directory 'none'");
  missing({"check", "--schema", "none.mig"}, "the file 'none.mig' does not exist");
  missing({"check", "--config", "none.toml"}, "the file 'none.toml' does not exist");
}

TEST_F(Files, WithoutTheDefaultDirectoryTheUserIsAskedForOne) {
  missing({"heads"}, "there is no directory 'migrations' here; name the directory of the .mig files");
}

TEST_F(Files, AreSaidToBeMissingInJsonAsWell) {
  auto const ran = run({"check", "none", "--diagnostics-format=json"});
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.out, HasSubstr("\"code\":\"RT1102\""));
  EXPECT_THAT(ran.err, StartsWith("retort: error: there is no file"));
}

class Toml : public Files {
 protected:
  static Ran check_with(std::string const& toml) {
    put_history();
    put("migrations/retort.toml", toml);
    return run({"check"});
  }
};

TEST_F(Toml, NamesTheDirectoriesFromWhereItStands) {
  put("a/1.mig", users);
  put("b/2.mig", orders);
  put("retort.toml", "directories = ['a', 'b']\n");
  EXPECT_EQ(heads(), "{\"heads\":[\"b200\"]}\n");
  fs::create_directories("deep/er");
  fs::current_path("deep/er");
  EXPECT_EQ(heads(), "{\"heads\":[\"b200\"]}\n");
  EXPECT_THAT(run({"history", "--json"}).out, HasSubstr("\"file\":\"../../b/2.mig\""));
}

TEST_F(Toml, NamesTheDatabases) {
  auto const ran = check_with("dialects = ['sqlite >= 3.35']\n");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_THAT(ran.out, HasSubstr("2 revisions checked for sqlite\n"));
}

TEST_F(Toml, ThePolicyIsThatOfTheFlagElseOfTheFile) {
  put_history();
  put("migrations/0003.mig",
      "revision c300 'Index';\nrevises b200;\nupgrade {\n  create index ix on orders (user_id);\n}\n");
  auto const index = [](std::vector<std::string> const& flags) {
    std::vector<std::string> words{"sql", "--dialect", "postgresql"};
    words.insert(words.end(), flags.begin(), flags.end());
    auto const ran = run(words);
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.out.find("create index concurrently ix on orders") != std::string::npos;
  };
  put("migrations/retort.toml", "policy = 'zero-downtime'\n");
  EXPECT_TRUE(index({}));
  EXPECT_FALSE(index({"--policy", "standard"}));
  put("migrations/retort.toml", "policy = 'standard'\n");
  EXPECT_FALSE(index({}));
  EXPECT_TRUE(index({"--policy", "zero-downtime"}));
}

TEST_F(Toml, WritesForTheVersionsOfTheDatabases) {
  put("migrations/0001.mig",
      "revision a100 'Columns';\nrevises base;\nupgrade {\n  create table t (id uuid primary key, a integer,\n"
      "    b integer generated always as (a + 1) virtual);\n}\n");
  auto const sql = [](std::string const& choice, std::string const& name) {
    put("retort.toml", "directories = ['migrations']\ndialects = ['" + choice + "']\n");
    auto const ran = run({"sql", "--dialect", name});
    return ran.out + ran.err;
  };
  EXPECT_THAT(sql("postgresql >= 17", "postgresql"), HasSubstr("[RT0801]"));
  EXPECT_THAT(sql("postgresql >= 18.1", "postgresql"), HasSubstr("b integer generated always as (a + 1) virtual"));
  EXPECT_THAT(sql("mariadb >= 10.5.2", "mariadb"), HasSubstr("id char(36) character set ascii"));
  EXPECT_THAT(sql("mariadb >= 10.7", "mariadb"), HasSubstr("id uuid"));
  EXPECT_THAT(sql("mariadb", "mariadb"), HasSubstr("id uuid"));
  auto const all = check_with(
      "dialects = ['postgresql >= 18', 'mysql >= 8.0', 'mariadb >= 10.5', 'sqlite >= 3.35', 'mssql >= 2016']\n");
  EXPECT_EQ(all.err, "");
}

TEST_F(Toml, AVersionStandsInTheBundle) {
  put("migrations/1.mig",
      "revision a1 'A';\nrevises base;\nupgrade {\n  create table t (id integer primary key);\n}\n");
  put("retort.toml", "name = 'shop'\ndirectories = ['migrations']\ndialects = ['mariadb >= 10.6', 'mysql']\n");
  EXPECT_EQ(run({"compile", "-o", "out"}).code, 0);
  EXPECT_EQ(bundle::open("out/shop.mariadb.bundle").defaults().oldest, "10.6");
  EXPECT_THAT(text_of("out/shop.mariadb.bundle"), StartsWith("retort bundle 5\n"));
  EXPECT_EQ(bundle::open("out/shop.mysql.bundle").defaults().oldest, "");
  EXPECT_THAT(text_of("out/shop.mysql.bundle"), StartsWith("retort bundle 1\n"));
  put("retort.toml", "name = 'shop'\ndirectories = ['migrations']\ndialects = ['mysql']\nstore-downgrade = true\n");
  EXPECT_EQ(run({"compile", "-o", "out"}).code, 0);
  EXPECT_TRUE(bundle::open("out/shop.mysql.bundle").defaults().store_downgrade);
  EXPECT_THAT(text_of("out/shop.mysql.bundle"), StartsWith("retort bundle 6\n"));
}

TEST_F(Toml, IsFoundAboveTheDirectory) {
  put("sub/m/1.mig", users);
  put("retort.toml", "dialects = ['sqlite']\n");
  EXPECT_EQ(run({"check", "sub/m"}).err, "");
}

TEST_F(Toml, TheNearestOneIsTaken) {
  put("sub/m/1.mig", users);
  put("retort.toml", "oops = 1\n");
  put("sub/retort.toml", "dialects = ['sqlite']\n");
  EXPECT_EQ(run({"check", "sub/m"}).err, "");
}

TEST_F(Toml, AnUnknownSettingIsAnErrorInItsPlace) {
  auto const ran = check_with("name = 'shop'\ndialect = ['sqlite']\n");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, StartsWith("migrations/retort.toml:2:1: error: there is no setting 'dialect' [RT1103]\n"
                                  "   2 | dialect = ['sqlite']\n"
                                  "     | ^~~~~~~ did you mean 'dialects'?\n"));
}

TEST_F(Toml, AnUnknownPatternOfNamesIsAnError) {
  auto const ran = check_with("[naming]\nprimarykey = 'pk'\n");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("retort.toml:2:1: error: there is no setting 'naming.primarykey' [RT1103]"));
  EXPECT_THAT(ran.err, HasSubstr("did you mean 'primary_key'?"));
}

TEST_F(Toml, ValuesOfAnotherKindAreErrors) {
  for (std::string const line :
       {"name = 7", "name = 'a/b'", "name = ''", "dialects = 'sqlite'", "dialects = ['sqlite', 5]",
        "dialects = ['oracle']", "dialects = ['sqlite ~ 3']", "dialects = ['sqlite >= 3.24']",
        "dialects = ['mysql >= 5.7']", "dialects = ['sqlite', 'sqlite']", "allow-heads = 'yes'", "directories = 'm'",
        "naming = 'x'", "schema = false", "[naming]\nindex = 'ix_{tabel}'"}) {
    auto const ran = check_with(line + "\n");
    EXPECT_EQ(ran.code, 2) << line;
    EXPECT_THAT(ran.err, HasSubstr("[RT1104]")) << line;
  }
}

TEST_F(Toml, WhatIsNoTomlIsOneError) {
  auto const ran = check_with("name = \n");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("migrations/retort.toml:1:"));
  EXPECT_THAT(ran.err, HasSubstr("[RT1105]"));
  EXPECT_THAT(ran.err, HasSubstr("retort: 1 error;"));
}

TEST_F(Toml, FlagsComeBeforeIt) {
  put_history();
  put("migrations/retort.toml", "dialects = ['mssql']\n");
  EXPECT_EQ(run({"check", "--dialect", "sqlite"}).code, 0);
}

TEST_F(Toml, SaysHowTheBundlesAreRun) {
  put_history();
  put("retort.toml",
      "dialects = [\"sqlite\"]\npolicy = \"standard\"\ntimezone = \"Europe/Berlin\"\nversion-table = \"shop_version\"\n"
      "version-schema = \"ops\"\n[limits]\nlock-timeout = \"2s\"\nstatement-timeout = \"5min\"\n"
      "[tables.users]\nrows = 5000000\n");
  ASSERT_EQ(run({"compile", "--output", "out", "--name", "shop"}).code, 0);
  auto const bundle = text_of("out/shop.sqlite.bundle");
  EXPECT_THAT(bundle, ::testing::HasSubstr("\nversion_table shop_version\nversion_schema ops\nlock_timeout "
                                           "2000\nstatement_timeout 300000\nheads b200\n"));
}

TEST_F(Toml, RefusesWhatItCannotKeep) {
  put_history();
  for (auto const& [setting, sentence] :
       {std::pair{"policy = \"fast\"", "'policy' is \"standard\" or \"zero-downtime\""},
        {"version-table = \"a\"\nhistory-table = \"a\"", "are three tables"},
        {"journal-table = \"retort_version\"", "are three tables"},
        {"version-table = \"\"", "'version-table' is a text that is not empty"},
        {"[limits]\nlock-timeout = 5", "'limits.lock-timeout' is a time"},
        {"[limits]\nlock-timeot = \"5s\"", "there is no setting 'limits.lock-timeot'"},
        {"[lint]\nopaque-sql = \"maybe\"", "'lint.opaque-sql' is \"off\", \"warning\" or \"error\""},
        {"[lint]\nopaque-sq = \"off\"", "there is no setting 'lint.opaque-sq'"},
        {"[tables.users]\nrows = -1", "'tables.users.rows' is a whole number"},
        {"[tables.users]\nrow = 1", "there is no setting 'tables.users.row'"}}) {
    put("retort.toml", std::string(setting) + "\n");
    auto const ran = run({"check"});
    EXPECT_EQ(ran.code, 2) << setting;
    EXPECT_THAT(ran.err, ::testing::HasSubstr(sentence));
  }
}

TEST_F(Toml, SetsTheLevelOfARule) {
  put("migrations/0001.mig", users);
  put("migrations/0002.mig",
      "revision b200 'Raw';\nrevises a100;\n\nupgrade {\n  sql $$ drop table users $$;\n}\n\ndowngrade irreversible "
      "'raw';\n");
  auto const with = [&](std::string const& level) {
    put("retort.toml", "dialects = [\"sqlite\"]\n[lint]\nopaque-sql = \"" + level + "\"\n");
    return run({"check"});
  };
  EXPECT_THAT(with("warning").err, ::testing::HasSubstr("warning: "));
  EXPECT_EQ(with("warning").code, 0);
  EXPECT_EQ(with("off").err, "");
  EXPECT_EQ(with("error").code, 1);
}

}  // namespace
}  // namespace retort::cli::test
