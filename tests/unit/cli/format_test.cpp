// SPDX-License-Identifier: Apache-2.0
// retort fmt and retort explain.
#include <gmock/gmock.h>

#include "compiler/diagnostics/diagnostic.hpp"
#include "tests/unit/cli/program.hpp"

namespace retort::cli::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class Format : public Program {};

std::string const crooked = "REVISION a100 'Users'; revises base;\nupgrade{create table users(id int primary key);;}";

TEST_F(Format, WritesInPlaceOnceAndForAll) {
  put("migrations/1.mig", crooked);
  EXPECT_EQ(run({"fmt", "--check"}).code, 1);
  EXPECT_EQ(text_of("migrations/1.mig"), crooked);
  EXPECT_EQ(run({"fmt"}).code, 0);
  auto const canonical = text_of("migrations/1.mig");
  EXPECT_NE(canonical, crooked);
  EXPECT_THAT(canonical, StartsWith("revision a100 'Users';\nrevises base;\n"));
  EXPECT_EQ(run({"fmt", "--check"}).code, 0);
  EXPECT_EQ(run({"fmt"}).code, 0);
  EXPECT_EQ(text_of("migrations/1.mig"), canonical);
}

TEST_F(Format, CheckListsWhatIsNotCanonical) {
  put("migrations/1.mig", crooked);
  put("migrations/2.mig", crooked);
  ASSERT_EQ(run({"fmt", "migrations/2.mig"}).code, 0);
  auto const ran = run({"fmt", "--check"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "migrations/1.mig\n");
  EXPECT_EQ(ran.err, "");
}

TEST_F(Format, ALeavesAFileWithErrorsAlone) {
  std::string const broken = "revision a100 'Users' revises base;\nupgrade{}";
  put("migrations/1.mig", broken);
  put("migrations/2.mig", crooked);
  auto const ran = run({"fmt"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("migrations/1.mig:1:"));
  EXPECT_EQ(text_of("migrations/1.mig"), broken);
  EXPECT_NE(text_of("migrations/2.mig"), crooked);
}

TEST_F(Format, ReadsStandardInput) {
  auto const ran = run({"fmt", "-"}, crooked);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith("revision a100 'Users';\n"));
  EXPECT_EQ(run({"fmt", "-"}, ran.out).out, ran.out);
  EXPECT_EQ(run({"fmt", "--check", "-"}, ran.out).code, 0);
  EXPECT_EQ(run({"fmt", "--check", "-"}, crooked).code, 1);
  auto const broken = run({"fmt", "-"}, "revision");
  EXPECT_EQ(broken.code, 1);
  EXPECT_EQ(broken.out, "");
  EXPECT_THAT(broken.err, StartsWith("<stdin>:1:"));
  EXPECT_EQ(run({"fmt", "-", "migrations"}, crooked).code, 2);
}

class Explain : public Program {};

TEST_F(Explain, PrintsThePageOfACode) {
  for (auto const* word : {"RT0301", "rt0301", "301", "RT301"}) {
    auto const ran = run({"explain", word});
    EXPECT_EQ(ran.code, 0) << word;
    EXPECT_THAT(ran.out, StartsWith("# RT0301: unknown table or view\n")) << word;
    EXPECT_THAT(ran.out, HasSubstr("## How to fix"));
  }
}

TEST_F(Explain, AnUnknownCodeIsNo) {
  for (auto const* word : {"RT9999", "x", "", "03010", "RT0301x"}) {
    auto const ran = run({"explain", word});
    EXPECT_EQ(ran.code, 1) << word;
    EXPECT_THAT(ran.err, HasSubstr(std::string("there is no code '") + word + "'")) << word;
  }
  EXPECT_THAT(run({"explain", "RT030l"}).err, HasSubstr("there is no code 'RT030l'"));
}

TEST_F(Explain, ListsRulesWithTheirCodes) {
  auto const ran = run({"explain", "--rules"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("data-loss\n  RT0701  "));
  EXPECT_THAT(ran.out, HasSubstr("\nunused-allow\n  RT1001  "));
}

TEST_F(Explain, ListsAllCodes) {
  auto const ran = run({"explain"});
  EXPECT_EQ(ran.code, 0);
  for (Code const code : all_codes()) EXPECT_THAT(ran.out, HasSubstr(std::string(info(code).name) + "  "));
}

}  // namespace
}  // namespace retort::cli::test
