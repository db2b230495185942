// SPDX-License-Identifier: Apache-2.0
// Wrong usage is one sentence and exit code 2; help and version are there; nothing is written.
#include <gmock/gmock.h>

#include "tests/unit/cli/program.hpp"

namespace retort::cli::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class Usage : public Program {
 protected:
  static void refused(std::vector<std::string> const& args, std::string const& sentence) {
    auto const ran = run(args);
    EXPECT_EQ(ran.code, 2);
    EXPECT_EQ(ran.err, "retort: error: " + sentence + " [RT1101]\n");
    EXPECT_EQ(ran.out, "");
  }
};

TEST_F(Usage, WithoutACommandTheHelpIsShown) {
  auto const ran = run({});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("usage: retort COMMAND"));
}

TEST_F(Usage, HelpIsAnAnswer) {
  for (auto const& args : {std::vector<std::string>{"help"}, {"--help"}, {"-h"}}) {
    auto const ran = run(args);
    EXPECT_EQ(ran.code, 0);
    EXPECT_THAT(ran.out, HasSubstr("  check "));
    EXPECT_EQ(ran.err, "");
  }
  for (auto const& args :
       {std::vector<std::string>{"help", "compile"}, {"compile", "--help"}, {"compile", "x", "-h"}}) {
    auto const ran = run(args);
    EXPECT_EQ(ran.code, 0);
    EXPECT_THAT(ran.out, StartsWith("usage: retort compile "));
    EXPECT_THAT(ran.out, HasSubstr("--depfile FILE"));
    EXPECT_THAT(ran.out, Not(HasSubstr("--from")));
  }
}

TEST_F(Usage, VersionIsTheProgramAndItsNumber) {
  for (auto const& args : {std::vector<std::string>{"version"}, {"--version"}}) {
    auto const ran = run(args);
    EXPECT_EQ(ran.code, 0);
    EXPECT_THAT(ran.out, ::testing::MatchesRegex("retort [0-9]+\\.[0-9]+\\.[0-9]+\n"));
  }
}

TEST_F(Usage, AnUnknownCommandIsRefusedWithASuggestion) {
  refused({"chekc"}, "there is no command 'chekc'; did you mean 'check'?");
  refused({"deploy"}, "there is no command 'deploy'");
  refused({"help", "chekc"}, "there is no command 'chekc'; did you mean 'check'?");
}

TEST_F(Usage, AnUnknownFlagIsRefusedWithASuggestion) {
  refused({"check", "--dialekt", "sqlite"}, "there is no flag '--dialekt'; did you mean '--dialect'?");
  refused({"check", "--frobnicate"}, "there is no flag '--frobnicate'; 'retort help check' lists the flags");
  refused({"check", "-x"}, "there is no flag '-x'; 'retort help check' lists the flags");
}

TEST_F(Usage, AFlagOfAnotherCommandIsRefused) {
  refused({"fmt", "--output", "x"}, "'fmt' does not take the flag '--output'; 'retort help fmt' lists its flags");
}

TEST_F(Usage, FlagsAreNotGuessedFromTheirBeginnings) {
  refused({"check", "--dia", "sqlite"}, "there is no flag '--dia'; did you mean '--dir'?");
}

TEST_F(Usage, ValuesAreAskedForAndLookedAt) {
  refused({"check", "--dialect"}, "the flag '--dialect' needs a value: NAME");
  refused({"check", "--allow-heads=yes"}, "the flag '--allow-heads' does not take a value");
  refused({"check", "--schema", "a", "--schema", "b"}, "the flag '--schema' is given more than once");
  refused({"check", "--schema="}, "the flag '--schema' needs a value: FILE");
  refused({"check", "--error-limit", "-1x"}, "the flag '--error-limit' takes a whole number, not '-1x'");
  refused({"check", "--policy", "zero-downtim"},
          "the flag '--policy' takes standard, zero-downtime, not 'zero-downtim'; did you mean 'zero-downtime'?");
  refused({"check", "--error-limit", "many"}, "the flag '--error-limit' takes a whole number, not 'many'");
  refused({"check", "--color", "alway"},
          "the flag '--color' takes auto, always, never, not 'alway'; did you mean 'always'?");
  refused({"check", "--diagnostics-format", "xml"},
          "the flag '--diagnostics-format' takes text, json, sarif, not 'xml'");
}

TEST_F(Usage, AnUnknownDialectIsRefused) {
  put_history();
  refused({"check", "--dialect", "postgres"}, "there is no dialect 'postgres'; did you mean 'postgresql'?");
  refused({"check", "--dialect", "oracle"},
          "there is no dialect 'oracle'; the dialects are sqlite, postgresql, mysql, mariadb, mssql");
}

TEST_F(Usage, OperandsThatNoCommandTakesAreRefused) {
  refused({"version", "x"}, "'version' does not take 'x'");
  refused({"explain", "RT0301", "RT0302"}, "'explain' does not take 'RT0302'");
  refused({"plan", "head", "base"}, "'plan' takes one target, not 'base' as well");
}

TEST_F(Usage, AFlagMayStandBeforeTheCommand) {
  put("m/0001.mig", users);
  auto const ran = run({"--dir", "m", "heads"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("a100"));
}

TEST_F(Usage, AResponseFileHoldsOneArgumentALine) {
  put("m x/0001.mig", users);
  put("list.txt", "m x/0001.mig\r\n\n--json\n");
  for (auto const& args : {std::vector<std::string>{"heads", "@list.txt"},
                           {"heads", "--response-file", "list.txt"},
                           {"heads", "--response-file=list.txt"}}) {
    auto const ran = run(args);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(ran.out, "{\"heads\":[\"a100\"]}\n");
  }
  EXPECT_EQ(run({"heads", "@none.txt"}).code, 3);
  refused({"heads", "@"}, "'@' needs the name of a file behind it");
}

TEST_F(Usage, AnEmptyResponseFileIsNoFilesAndNotTheDefaultDirectory) {
  put_history();
  put("list.txt", "");
  EXPECT_EQ(run({"heads", "--json", "@list.txt"}).out, "{\"heads\":[]}\n");
}

TEST_F(Usage, NothingIsWritten) {
  put_history();
  auto const before = files();
  run({"compile", "--output", "out", "--dialect", "oracle"});
  run({"compile", "--output", "out", "--dialekt", "sqlite"});
  run({"compile", "--output", "out", "none"});
  EXPECT_EQ(files(), before);
  EXPECT_FALSE(fs::exists("out"));
}

}  // namespace
}  // namespace retort::cli::test
