// SPDX-License-Identifier: Apache-2.0
// retort compile: what is written, when, and what is not.
#include <gmock/gmock.h>

#include "retort/bundle.hpp"
#include "tests/unit/cli/program.hpp"

namespace retort::cli::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Compile : public Program {
 protected:
  void SetUp() override {
    Program::SetUp();
    put_history();
  }
  static std::vector<std::string> written() {
    std::vector<std::string> out;
    for (auto const& file : files())
      if (file.starts_with("out/")) out.push_back(file);
    return out;
  }
};

TEST_F(Compile, WritesABundleForEachDatabase) {
  auto const ran =
      run({"compile", "--output", "out", "--dialect", "sqlite", "--dialect", "postgresql", "--name", "shop"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(written(), ElementsAre("out/shop.postgresql.bundle", "out/shop.sqlite.bundle"));
}

TEST_F(Compile, TakesTheNameFromTheFlagTheSettingsOrTheDirectory) {
  EXPECT_EQ(run({"compile", "-o", "out", "--dialect", "sqlite"}).code, 0);
  EXPECT_THAT(written(), ElementsAre("out/migrations.sqlite.bundle"));
  fs::remove_all("out");
  put("migrations/retort.toml", "name = 'store'\n");
  EXPECT_EQ(run({"compile", "-o", "out", "--dialect", "sqlite"}).code, 0);
  EXPECT_THAT(written(), ElementsAre("out/store.sqlite.bundle"));
  EXPECT_EQ(run({"compile", "-o", "out", "--dialect", "sqlite", "--name", "../x"}).code, 2);
}

TEST_F(Compile, WritesTheCodeWithTheBundles) {
  auto const ran =
      run({"compile", "-o", "out", "--dialect", "sqlite", "--name", "shop", "--cpp", "--namespace", "a::b"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(written(), ElementsAre("out/shop.cpp", "out/shop.hpp", "out/shop.sqlite.bundle", "out/shop.sqlite.cpp"));
  EXPECT_THAT(text_of("out/shop.hpp"), HasSubstr("namespace a::b"));
  EXPECT_EQ(run({"compile", "-o", "out", "--cpp", "--namespace", "a.b"}).code, 2);
}

TEST_F(Compile, LimitsOfAStatementCountForItsWayBackToo) {
  put("migrations/limits.mig",
      "revision c300 'Limits';\nrevises b200;\nupgrade {\n"
      "  @timeout(lock '2s', statement '5min')\n  create table first_one (id int primary key);\n"
      "  create table second_one (id int primary key);\n"
      "  @timeout(lock '300ms')\n  for sqlite, postgresql {\n    create table third_one (id int primary key);\n"
      "    @timeout(statement '1h')\n    create table fourth_one (id int primary key);\n  }\n}\n");
  auto const ran = run({"compile", "-o", "out", "--dialect", "sqlite"});
  ASSERT_EQ(ran.code, 0) << ran.out << ran.err;
  auto const opened = bundle::open("out/migrations.sqlite.bundle");
  opened.verify();
  std::vector<std::string> said;
  for (auto const& revision : opened.revisions())
    for (auto const* list : {&revision.upgrade, &revision.downgrade})
      for (auto const& one : *list) {
        auto const ms = [](auto const& time) { return time ? std::to_string(time->count()) : std::string("-"); };
        if (one.summary.find("_one") != std::string::npos)
          said.push_back(one.summary + " " + ms(one.lock_timeout) + " " + ms(one.statement_timeout));
      }
  EXPECT_THAT(said, ElementsAre("create table first_one 2000 300000", "create table second_one - -",
                                "create table third_one 300 -", "create table fourth_one 300 3600000",
                                "drop table fourth_one 300 3600000", "drop table third_one 300 -",
                                "drop table second_one - -", "drop table first_one 2000 300000"));
}

TEST_F(Compile, WritesTheSameBytesAgainAndLeavesThemAlone) {
  std::vector<std::string> const args{"compile", "-o", "out", "--dialect", "sqlite", "--cpp"};
  ASSERT_EQ(run(args).code, 0);
  auto const before = text_of("out/migrations.sqlite.bundle");
  auto const then = fs::file_time_type::clock::now() - std::chrono::hours(1);
  for (auto const& file : written()) fs::last_write_time(file, then);
  ASSERT_EQ(run(args).code, 0);
  EXPECT_EQ(text_of("out/migrations.sqlite.bundle"), before);
  for (auto const& file : written()) EXPECT_EQ(fs::last_write_time(file), then) << file;
}

TEST_F(Compile, PutsNoAbsolutePathIntoItsOutputs) {
  auto const here = fs::current_path().string();
  ASSERT_EQ(run({"compile", "-o", here + "/out", "--dialect", "sqlite", "--cpp", here + "/migrations"}).code, 0);
  for (auto const& file : written()) EXPECT_THAT(text_of(file), Not(HasSubstr(here))) << file;
}

TEST_F(Compile, WhatIsAcceptedTakesNothingOutOfTheBundle) {
  put("migrations/0003.mig",
      "revision c300 'Loss';\nrevises b200;\nupgrade {\n  @allow(data-loss, 'gone')\n  drop table orders;\n}\n");
  put("migrations/0004.mig",
      "revision d400 'More';\nrevises c300;\nupgrade {\n  create table notes (id integer);\n}\n");
  auto const ran = run({"compile", "-o", "out", "--dialect", "sqlite", "--dialect", "postgresql", "--name", "shop"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  for (auto const* name : {"out/shop.sqlite.bundle", "out/shop.postgresql.bundle"}) {
    auto const opened = bundle::from_text(text_of(name));
    EXPECT_THAT(opened.heads(), ElementsAre("d400"));
    EXPECT_EQ(opened.revisions().size(), 4U);
  }
}

TEST_F(Compile, WritesNothingForAGraphThatIsBroken) {
  put("migrations/0003.mig", "revision c300 'Nowhere';\nrevises zzzz;\nupgrade { drop table nothing; }\n");
  put("migrations/0004.mig", "revision d400 'Round';\nrevises e500;\nupgrade { }\n");
  put("migrations/0005.mig", "revision e500 'Round';\nrevises d400;\nupgrade { }\n");
  auto const ran = run({"compile", "-o", "out", "--dialect", "sqlite", "--dialect", "postgresql"});
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_FALSE(fs::exists("out"));
}

TEST_F(Compile, WritesNothingWhenAnythingIsWrong) {
  put("migrations/0003.mig", mistake);
  auto const ran = run({"compile", "-o", "out", "--dialect", "sqlite", "--cpp", "--depfile", "out/d"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("[RT0301]"));
  EXPECT_FALSE(fs::exists("out"));
}

TEST_F(Compile, LeavesEarlierOutputsWhenAnythingIsWrong) {
  ASSERT_EQ(run({"compile", "-o", "out", "--dialect", "sqlite"}).code, 0);
  auto const before = text_of("out/migrations.sqlite.bundle");
  put("migrations/0003.mig", mistake);
  EXPECT_EQ(run({"compile", "-o", "out", "--dialect", "sqlite"}).code, 1);
  EXPECT_EQ(text_of("out/migrations.sqlite.bundle"), before);
}

TEST_F(Compile, WhatCannotBeWrittenIsAnEnvironmentError) {
  put("file", "");
  auto const ran = run({"compile", "-o", "file/out", "--dialect", "sqlite"});
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, StartsWith("retort: error: "));
  EXPECT_THAT(ran.err, HasSubstr("file/out"));
  EXPECT_EQ(text_of("file"), "");
}

TEST_F(Compile, WantsAnOutputDirectory) {
  auto const ran = run({"compile", "--dialect", "sqlite"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.err, "retort: error: 'compile' needs --output DIR [RT1101]\n");
}

TEST_F(Compile, TheDepfileNamesWhatWasRead) {
  put("migrations/retort.toml", "dialects = ['sqlite']\n");
  put("with space/0003.mig", "revision c300 'x';\nrevises b200;\nupgrade { }\n");
  ASSERT_EQ(run({"compile", "-o", "out", "--depfile", "d", "migrations", "with space"}).code, 0);
  EXPECT_EQ(text_of("d"),
            "out/migrations.sqlite.bundle: \\\n  migrations/retort.toml \\\n  migrations/0001.mig \\\n"
            "  migrations/0002.mig \\\n  with\\ space/0003.mig\n");
}

TEST_F(Compile, OfZeroRevisionsIsABundleWithNone) {
  fs::create_directories("empty");
  EXPECT_EQ(run({"compile", "-o", "out", "--dialect", "sqlite", "empty"}).code, 0);
  EXPECT_THAT(written(), ElementsAre("out/empty.sqlite.bundle"));
}

}  // namespace
}  // namespace retort::cli::test
