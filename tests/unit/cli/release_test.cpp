// SPDX-License-Identifier: Apache-2.0
// retort release, and what check says of released revisions that have changed.
#include <gmock/gmock.h>

#include "tests/unit/cli/program.hpp"

namespace retort::cli::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string const lock = "migrations/migrations.lock";

class Release : public Program {
 protected:
  void SetUp() override {
    Program::SetUp();
    put("retort.toml", "dialects = [\"sqlite\"]\n");
    put_history();
  }
  static void change(std::string const& file, std::string const& from, std::string const& to) {
    auto text = text_of(file);
    auto const at = text.find(from);
    ASSERT_NE(at, std::string::npos);
    put(file, text.replace(at, from.size(), to));
  }
  static std::vector<std::string> released() {
    std::vector<std::string> out;
    std::istringstream in(text_of(lock));
    for (std::string line; std::getline(in, line);)
      if (!line.starts_with("#")) out.push_back(line.substr(0, line.find(' ')));
    return out;
  }
};

TEST_F(Release, RecordsTheHistory) {
  auto const ran = run({"release"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, "2 revisions released: migrations/migrations.lock\n");
  EXPECT_EQ(released(), (std::vector<std::string>{"a100", "b200"}));
  auto const text = text_of(lock);
  EXPECT_EQ(run({"release"}).out, "everything is released already\n");
  EXPECT_EQ(text_of(lock), text);
  EXPECT_EQ(run({"check"}).code, 0);
}

TEST_F(Release, RecordsWhatATargetStandsOn) {
  EXPECT_EQ(run({"release", "a100", "--json"}).out,
            "{\"released\":[\"a100\"],\"locks\":[\"migrations/migrations.lock\"]}\n");
  EXPECT_EQ(released(), (std::vector<std::string>{"a100"}));
  EXPECT_EQ(run({"release", "nowhere"}).code, 1);
  EXPECT_EQ(run({"release", "head"}).code, 0);
  EXPECT_EQ(released(), (std::vector<std::string>{"a100", "b200"}));
}

TEST_F(Release, DoesNotMindHowAFileIsWritten) {
  ASSERT_EQ(run({"release"}).code, 0);
  change("migrations/0001.mig", "create table users", "-- a comment\n  CREATE  TABLE users");
  change("migrations/0001.mig", "'Users'", "'The users'");
  fs::rename("migrations/0002.mig", "migrations/orders.mig");
  EXPECT_EQ(run({"check"}).code, 0);
}

TEST_F(Release, RefusesAChangeAndShowsIt) {
  ASSERT_EQ(run({"release"}).code, 0);
  change("migrations/0001.mig", "varchar(255)", "varchar(100)");
  auto const ran = run({"check"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, StartsWith("migrations/0001.mig:5:3: error: revision 'a100' was released and has changed since: "
                                  "statement 1 of its upgrade is another one [RT0902]\n"));
  EXPECT_THAT(ran.err, HasSubstr("migrations/migrations.lock#a100:"));
  EXPECT_THAT(ran.err, HasSubstr("email varchar(255) not null"));
  EXPECT_THAT(ran.err, Not(HasSubstr("b200"))) << "what stands on it is as it was";
  EXPECT_EQ(run({"release"}).code, 1);
  EXPECT_EQ(run({"compile", "--output", "out"}).code, 1);
  EXPECT_FALSE(fs::exists("out"));
}

TEST_F(Release, ShowsWhatStandsInAnotherOrder) {
  ASSERT_EQ(run({"release"}).code, 0);
  change("migrations/0001.mig", "id integer primary key,\n    email varchar(255) not null",
         "email varchar(255) not null,\n    id integer primary key");
  auto const ran = run({"check"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("statement 1 of its upgrade is another one: its parts are in another order [RT0902]"));
  auto const gone = ran.err.find("- id integer primary key"), came = ran.err.find("+ id integer primary key");
  EXPECT_LT(gone, came) << ran.err;
  EXPECT_NE(came, std::string::npos) << ran.err;
  EXPECT_THAT(ran.err, Not(HasSubstr("- email"))) << "it is where it was";
}

TEST_F(Release, TellsAdditionsAndRemovals) {
  ASSERT_EQ(run({"release"}).code, 0);
  change("migrations/0002.mig", "upgrade {\n", "upgrade {\n  create table early (id integer primary key);\n");
  EXPECT_THAT(run({"check"}).err, StartsWith("migrations/0002.mig:5:3: error: revision 'b200' was released and has "
                                             "changed since: a statement was added to its upgrade [RT0902]\n"));
  put("migrations/0002.mig", "revision b200 'Orders';\nrevises a100;\n\nupgrade {\n}\n");
  EXPECT_THAT(run({"check"}).err, HasSubstr("statement 1 of its upgrade is gone"));
  put("migrations/0002.mig", orders + "\ndowngrade irreversible 'no';\n");
  EXPECT_THAT(run({"check"}).err, HasSubstr("its downgrade is irreversible, not derived as it was"));
}

TEST_F(Release, LooksOnlyAtWhatDiffersInALongRevision) {
  std::string rows;
  for (int i = 0; i < 12'000; ++i) rows += "  insert into users (id, email) values (" + std::to_string(i) + ", 'x');\n";
  put("migrations/0002.mig", "revision b200 'Rows';\nrevises a100;\n\nupgrade {\n" + rows + "}\n");
  ASSERT_EQ(run({"release"}).code, 0);
  change("migrations/0002.mig", "(6000, 'x')", "(6000, 'y')");
  EXPECT_THAT(run({"check"}).err, StartsWith("migrations/0002.mig:6005:3: error: revision 'b200' was released and has "
                                             "changed since: statement 6001 of its upgrade is another one"));
}

TEST_F(Release, RefusesAnotherPlaceInTheHistory) {
  put("migrations/0003.mig", "revision c300 'More';\nrevises b200;\n\nupgrade {\n}\n");
  ASSERT_EQ(run({"release"}).code, 0);
  put("migrations/0003.mig", "revision c300 'More';\nrevises a100;\n\nupgrade {\n}\n");
  auto const ran = run({"check", "--allow-heads"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("it revises a100, not b200 as it did"));
}

TEST_F(Release, RefusesAHistoryThatLacksARevision) {
  ASSERT_EQ(run({"release"}).code, 0);
  fs::remove("migrations/0002.mig");
  auto const ran = run({"check"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, StartsWith("migrations/migrations.lock:3:1: error: revision 'b200' was released and is gone"));
}

TEST_F(Release, RefusesALockFileThatSomebodyChanged) {
  ASSERT_EQ(run({"release"}).code, 0);
  auto const good = text_of(lock);
  put(lock, good + "nonsense\n");
  EXPECT_THAT(run({"check"}).err, StartsWith("migrations/migrations.lock:4:1: error: this line of the lock file"));
  put(lock, good + good.substr(good.find("\na100 ") + 1));
  EXPECT_EQ(run({"check"}).code, 0) << "the same line twice: two branches released it";
  put(lock, "\xEF\xBB\xBF" + good);
  EXPECT_EQ(run({"check"}).code, 0);
  auto twice = good + good.substr(good.find("\na100 ") + 1);
  twice.insert(twice.rfind("downgrade auto"), " ");  // of b200
  put(lock, twice);
  EXPECT_THAT(run({"check"}).err, HasSubstr("revision 'b200' is released twice"));
  auto other = good;
  auto& digit = other[other.find("c1:") + 5];
  digit = digit == '0' ? '1' : '0';
  put(lock, other);
  EXPECT_THAT(run({"check"}).err, HasSubstr("the checksum of revision 'a100' is not that of what it says here"));
}

TEST_F(Release, KeepsALockFileForEachDirectory) {
  put("billing/0001.mig", "revision d400 'Billing';\nrevises b200;\n\nupgrade {\n}\n");
  put("retort.toml", "dialects = [\"sqlite\"]\ndirectories = [\"migrations\", \"billing\"]\n");
  EXPECT_EQ(run({"release"}).out, "3 revisions released: billing/migrations.lock, migrations/migrations.lock\n");
  EXPECT_EQ(released(), (std::vector<std::string>{"a100", "b200"}));
  fs::remove("billing/0001.mig");
  put("billing/0002.mig", "revision e500 'Other';\nrevises b200;\n\nupgrade {\n}\n");
  EXPECT_THAT(run({"check"}).err, StartsWith("billing/migrations.lock:2:1: error: revision 'd400'"));
}

TEST_F(Release, SeesWhatTheChecksumDoesNot) {
  put("migrations/0003.mig", "revision c300 'Label';\nrevises b200;\nlabels dep;\n\nupgrade {\n}\n");
  put("migrations/0004.mig", "revision d400 'More';\nrevises c300;\n\nupgrade {\n}\n");
  put("migrations/0005.mig", "revision e500 'User';\nrevises d400;\ndepends on dep;\n\nupgrade {\n}\n");
  ASSERT_EQ(run({"release"}).code, 0);
  EXPECT_EQ(run({"check"}).code, 0);
  change("migrations/0003.mig", "labels dep;\n", "");
  change("migrations/0004.mig", "revises c300;\n", "revises c300;\nlabels dep;\n");
  EXPECT_THAT(run({"check"}).err, HasSubstr("depends on label 'dep', which has moved to 'd400' since"));
}

TEST_F(Release, KnowsTheNamingConvention) {
  put("migrations/0001.mig",
      "revision a100 'T';\nrevises base;\n\nupgrade {\n  create table t (id integer unique);\n}\n");
  fs::remove("migrations/0002.mig");
  ASSERT_EQ(run({"release"}).code, 0);
  put("retort.toml", "dialects = [\"sqlite\"]\n[naming]\nunique = \"zz_{table}_{columns}\"\n");
  EXPECT_THAT(run({"check"}).err, HasSubstr("'a100' was released under another naming convention"));
  fs::remove(lock);
  ASSERT_EQ(run({"release"}).code, 0);
  EXPECT_EQ(run({"check"}).code, 0);
}

TEST_F(Release, AsksOnlyForFilesThatWereMeant) {
  ASSERT_EQ(run({"release"}).code, 0);
  EXPECT_EQ(run({"check", "migrations/0001.mig"}).code, 0);
  EXPECT_EQ(run({"check", "migrations/0001.mig", "migrations/0002.mig"}).code, 0);
  fs::remove("migrations/0002.mig");
  EXPECT_EQ(run({"check", "migrations/0001.mig"}).code, 1) << "nothing else is there";
}

TEST_F(Release, ReleasesNothingOfAFaultyHistory) {
  put("migrations/0003.mig", mistake);
  EXPECT_EQ(run({"release"}).code, 1);
  EXPECT_FALSE(fs::exists(lock));
}

}  // namespace
}  // namespace retort::cli::test
