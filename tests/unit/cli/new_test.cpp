// SPDX-License-Identifier: Apache-2.0
// retort init, new, merge, branches and show.
#include <gmock/gmock.h>

#include <cstdlib>

#include "compiler/cli/draft.hpp"
#include "tests/unit/cli/program.hpp"

namespace retort::cli::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

std::string name_of(std::string message, std::string const& file_template = "{rev}_{slug}", std::size_t length = 40) {
  Draft draft;
  draft.id = "a1";
  draft.message = std::move(message);
  draft.created = "2026-11-25T22:30:59Z";
  return draft_file_name(draft, file_template, length);
}

TEST(Draft, NamesItsFileByItsMessage) {
  EXPECT_EQ(name_of("Users have an age"), "a1_users_have_an_age.mig");
  EXPECT_EQ(name_of("  It's /etc/passwd; (really)  "), "a1_it_s_etc_passwd_really.mig");
  EXPECT_EQ(name_of("Größe der Straße"), "a1_größe_der_straße.mig");
  EXPECT_EQ(name_of("…"), "a1_….mig");
  EXPECT_EQ(name_of("?!"), "a1.mig");
  EXPECT_EQ(name_of("?!", "{slug}"), "a1.mig") << "no hidden file";
}

TEST(Draft, CutsALongNameWhereAWordEnds) {
  EXPECT_EQ(name_of("one two three", "{slug}", 8), "one_two.mig");
  EXPECT_EQ(name_of("one two three", "{slug}", 7), "one_two.mig");
  EXPECT_EQ(name_of("one two three", "{slug}", 6), "one.mig");
  EXPECT_EQ(name_of("extraordinary", "{slug}", 5), "extra.mig");
  EXPECT_EQ(name_of("ääää", "{slug}", 5), "ää.mig") << "characters stay whole";
}

TEST(Draft, FillsInATemplate) {
  EXPECT_EQ(name_of("X", "{year}{month}{day}-{hour}{minute}{second}_{rev}.mig"), "20261125-223059_a1.mig");
  EXPECT_EQ(unknown_token("{year}{slug}"), "");
  EXPECT_EQ(unknown_token("{year}{number}{word}"), "{number}");
  EXPECT_EQ(unknown_token("{slug"), "");
}

TEST(Draft, HasAnIdOfItsOwn) {
  EXPECT_THAT(random_id(), MatchesRegex("[0-9a-f]{12}"));
  EXPECT_NE(random_id(), random_id());
}

class Authoring : public Program {
 protected:
  static std::string only_file(std::string const& ending) {
    for (auto const& file : files())
      if (file.ends_with(ending)) return file;
    return {};
  }
};

TEST_F(Authoring, BeginsAHistory) {
  auto const ran = run({"init", "--dialect", "postgresql", "--dialect", "sqlite", "--name", "shop"});
  EXPECT_EQ(ran.code, done) << ran.err;
  EXPECT_EQ(text_of("migrations/retort.toml"), "name = \"shop\"\ndialects = [\"postgresql\", \"sqlite\"]\n");
  EXPECT_THAT(ran.out, HasSubstr("add_migrations(shop_migrations DIRECTORY migrations DIALECTS postgresql sqlite"));
  EXPECT_EQ(run({"heads"}).code, done);

  auto const again = run({"init"});
  EXPECT_EQ(again.code, environment);
  EXPECT_THAT(again.err, HasSubstr("there is a history already: 'migrations/retort.toml'"));
  EXPECT_EQ(run({"init", "other", "--name", "a/b"}).code, wrong_usage);
  EXPECT_THAT(run({"init", "other", "--dialect", "postgres"}).err, HasSubstr("there is no dialect 'postgres'"));
  EXPECT_THAT(files(), ElementsAre("migrations/retort.toml"));
}

TEST_F(Authoring, WhatItWritesIsCanonicalAndCompiles) {
  ASSERT_EQ(run({"init"}).code, done);
  auto const first = run({"new", "-m", "It's users"});
  EXPECT_EQ(first.code, done) << first.err;
  auto const file = only_file("_it_s_users.mig");
  EXPECT_EQ(first.out, "revision " + file.substr(11, 12) + ": " + file + "\n");
  auto const second = run({"new", "-m", "Orders", "--rev-id", "b200", "--label", "shop"});
  EXPECT_EQ(second.code, done) << second.err;
  EXPECT_THAT(text_of("migrations/b200_orders.mig"), HasSubstr("revises " + file.substr(11, 12) + ";\nlabels shop;\n"));
  EXPECT_EQ(run({"fmt", "--check"}).code, done);
  auto const checked = run({"check"});
  EXPECT_EQ(checked.code, done) << checked.err;
  EXPECT_EQ(checked.out, "2 revisions checked for sqlite\n");
}

TEST_F(Authoring, TheTimeCanBeGiven) {
  put_history();
  setenv("SOURCE_DATE_EPOCH", "1764110000", 1);
  EXPECT_EQ(run({"new", "-m", "It's time", "--rev-id", "c300"}).code, done);
  setenv("SOURCE_DATE_EPOCH", "99999999999999", 1);  // no time: that of the clock
  EXPECT_EQ(run({"new", "-m", "Now", "--rev-id", "d400"}).code, done);
  unsetenv("SOURCE_DATE_EPOCH");
  EXPECT_EQ(text_of("migrations/c300_it_s_time.mig"),
            "revision c300 'It''s time';\nrevises b200;\ncreated '2025-11-25T22:33:20Z';\n\nupgrade { }\n\ndowngrade "
            "auto;\n");
  EXPECT_THAT(text_of("migrations/d400_now.mig"), HasSubstr("\ncreated '20"));
}

TEST_F(Authoring, TheTimeIsThatOfAPlace) {
  put_history();
  put("retort.toml", "timezone = \"Asia/Kathmandu\"\nfile-template = \"{year}{month}{day}-{hour}{minute}_{slug}\"\n");
  setenv("SOURCE_DATE_EPOCH", "1764110000", 1);
  EXPECT_EQ(run({"new", "-m", "Late", "--rev-id", "c300"}).code, done);
  unsetenv("SOURCE_DATE_EPOCH");
  EXPECT_THAT(text_of("migrations/20251126-0418_late.mig"), HasSubstr("created '2025-11-26T04:18:20+05:45';"));
  EXPECT_EQ(run({"check", "--dialect", "sqlite"}).code, 0);
}

TEST_F(Authoring, ATimeZoneThatIsNoneIsRefusedWhereItIsNeeded) {
  put_history();
  put("retort.toml", "timezone = \"Europe/Nowhere\"\n");
  auto const refused = run({"new", "-m", "Late"});
  EXPECT_EQ(refused.code, wrong_usage);
  EXPECT_THAT(refused.err, HasSubstr("'Europe/Nowhere', the timezone of retort.toml, is none"));
  EXPECT_EQ(run({"check", "--dialect", "sqlite"}).code, 0) << "a machine that builds need not know it";
}

TEST_F(Authoring, ARevisionStandsOnTheHeadOrOnWhatIsNamed) {
  put_history();
  EXPECT_EQ(run({"new", "-m", "Third", "--rev-id", "c300"}).code, done);
  EXPECT_THAT(text_of("migrations/c300_third.mig"), HasSubstr("revises b200;"));

  auto const refused = run({"new", "-m", "Other", "--head", "b200"});
  EXPECT_EQ(refused.code, answer_is_no);
  EXPECT_THAT(refused.err, HasSubstr("revision 'b200' is not a head: 'c300' stands on it"));
  EXPECT_EQ(run({"new", "-m", "Other", "--head", "b200", "--splice", "--rev-id", "d300"}).code, done);

  auto const several = run({"new", "-m", "Which"});
  EXPECT_EQ(several.code, answer_is_no);
  EXPECT_THAT(several.err, HasSubstr("there are several heads: 'c300', 'd300'"));
  EXPECT_EQ(run({"new", "-m", "This", "--head", "d300", "--rev-id", "d400", "--depends-on", "c300"}).code, done);
  EXPECT_THAT(text_of("migrations/d400_this.mig"), HasSubstr("revises d300;\ndepends on c300;\n"));
  EXPECT_THAT(run({"new", "-m", "Twice", "--head", "d400", "--head", "d400"}).err, HasSubstr("named twice"));
}

TEST_F(Authoring, AnotherBaseNeedsLabels) {
  put("migrations/1.mig", users);
  EXPECT_THAT(run({"new", "-m", "Base", "--head", "base", "--rev-id", "e100"}).err,
              HasSubstr("there is a base already: 'a100'; another one needs a label of its own, --label NAME"));
  EXPECT_THAT(run({"new", "-m", "Base", "--head", "base", "--rev-id", "e100", "--label", "other"}).err,
              HasSubstr("'a100' has none; give it one"));
  auto labelled = std::string(users);
  labelled.insert(labelled.find("\nupgrade"), "labels core;\n");
  put("migrations/1.mig", labelled);
  EXPECT_EQ(run({"new", "-m", "Base", "--head", "base", "--rev-id", "e100", "--label", "Other"}).code, done);
  EXPECT_THAT(text_of("migrations/e100_base.mig"), HasSubstr("revises base;\nlabels other;")) << "folded";
  EXPECT_THAT(run({"new", "-m", "Again", "--head", "e100", "--label", "OTHER"}).err, HasSubstr("other"));
}

TEST_F(Authoring, WhatWouldNotCompileIsNotWritten) {
  put_history();
  auto const before = files();
  auto const there = run({"new", "-m", "Users", "--rev-id", "b200"});
  EXPECT_EQ(there.code, answer_is_no);
  EXPECT_THAT(there.err, HasSubstr("migrations/b200_users.mig:1:10: error: there is another revision 'b200' [RT0202]"));
  EXPECT_EQ(run({"new", "-m", "X", "--rev-id", "no-id"}).code, answer_is_no);
  EXPECT_EQ(run({"new", "-m", "X", "--label", "a100"}).code, answer_is_no);
  EXPECT_EQ(run({"new", "-m", "X", "--depends-on", "nothing"}).code, answer_is_no);
  EXPECT_EQ(run({"new", "-m", "X", "--head", "nothing"}).code, answer_is_no);
  EXPECT_EQ(run({"new", "-m", "X", "--path", "elsewhere"}).code, wrong_usage);
  EXPECT_EQ(run({"new"}).code, wrong_usage);
  EXPECT_EQ(files(), before);
  put("migrations/b200_orders.mig", "-- not a revision yet\n");
  EXPECT_EQ(run({"new", "-m", "Orders", "--rev-id", "b200", "--dir", "migrations"}).code, answer_is_no);
  EXPECT_EQ(text_of("migrations/b200_orders.mig"), "-- not a revision yet\n");
}

TEST_F(Authoring, SettingsNameTheFile) {
  put_history();
  put("migrations/retort.toml", "file-template = \"{slug}\"\nslug-length = 7\n");
  EXPECT_EQ(run({"new", "-m", "One two three"}).code, done);
  EXPECT_NE(text_of("migrations/one_two.mig"), "");
  auto const there = run({"new", "-m", "One two four"});
  EXPECT_EQ(there.code, environment);
  EXPECT_THAT(there.err, HasSubstr("the file 'migrations/one_two.mig' is there already"));
  for (std::string const wrong :
       {"file-template = \"x\"", "file-template = \"{number}{slug}\"", "file-template = \"../{slug}\"",
        "file-template = \".{slug}\"", "slug-length = 0", "slug-length = \"7\""}) {
    put("migrations/retort.toml", wrong + "\n");
    EXPECT_EQ(run({"new", "-m", "X"}).code, wrong_usage) << wrong;
  }
}

TEST_F(Authoring, AFileGoesBesideItsParent) {
  auto labelled = std::string(users);
  labelled.insert(labelled.find("\nupgrade"), "labels core;\n");
  put("core/1.mig", labelled);
  put("shop/2.mig", orders);
  auto const ran = run({"new", "-m", "X", "--rev-id", "c1", "--dir", "core", "--dir", "shop"});
  EXPECT_EQ(ran.out, "revision c1: shop/c1_x.mig\n") << ran.err;
  EXPECT_EQ(run({"new", "-m", "X", "--rev-id", "c2", "--path", "core", "--dir", "core", "--dir", "shop", "--json"}).out,
            "{\"revision\":\"c2\",\"file\":\"core/c2_x.mig\"}\n");
  EXPECT_THAT(run({"new", "-m", "X", "--head", "base", "--label", "x", "--dir", "core", "--dir", "shop"}).err,
              HasSubstr("several directories; name one with --path"));
}

TEST_F(Authoring, BranchesAreShownAndMerged) {
  put_history();
  put("migrations/0003.mig", "revision b300 'Notes';\nrevises a100;\nlabels notes;\nupgrade { }\n");
  EXPECT_EQ(run({"branches"}).out, "base -> a100 (branchpoint), Users\n  -> b200, Orders\n  -> b300 (notes), Notes\n");
  EXPECT_EQ(run({"branches", "--json"}).out,
            "{\"branches\":[{\"id\":\"a100\",\"message\":\"Users\",\"children\":[\"b200\",\"b300\"]}]}\n");
  EXPECT_THAT(run({"show", "notes@head", "a100"}).out, HasSubstr("revision b300 Notes (head)\n  revises a100\n"));
  EXPECT_THAT(run({"show", "heads"}).out, HasSubstr("revision b200 Orders (head)\n"));
  EXPECT_THAT(run({"show", "a100", "--json"}).out, HasSubstr("{\"revisions\":[{\"id\":\"a100\","));
  EXPECT_EQ(run({"show", "nothing"}).code, answer_is_no);
  EXPECT_EQ(run({"show"}).code, wrong_usage);

  EXPECT_EQ(run({"merge"}).code, wrong_usage);
  EXPECT_EQ(run({"merge", "b200"}).code, answer_is_no);
  auto const merged = run({"merge", "heads", "--rev-id", "m400"});
  EXPECT_EQ(merged.code, done) << merged.err;
  EXPECT_EQ(merged.out, "revision m400: migrations/m400_merge_b200_b300.mig\n");
  EXPECT_THAT(text_of("migrations/m400_merge_b200_b300.mig"), HasSubstr("revises b200, b300;"));
  EXPECT_EQ(run({"check"}).code, done);
  EXPECT_THAT(run({"merge", "heads"}).err, HasSubstr("'m400' is the only one"));
  EXPECT_THAT(run({"merge", "b200", "b300"}).err, HasSubstr("'b200' is not a head"));
  EXPECT_EQ(run({"merge", "b200", "b300", "--splice", "--rev-id", "m500", "-m", "Again"}).out,
            "revision m500: migrations/m500_again.mig\n");
}

}  // namespace
}  // namespace retort::cli::test
