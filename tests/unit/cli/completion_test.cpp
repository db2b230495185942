// SPDX-License-Identifier: Apache-2.0
// retort completion, asked of the shells themselves. One that is not installed is a failure: nothing was shown then.
#include <gmock/gmock.h>

#include "compiler/cli/flags.hpp"
#include "compiler/cli/shell.hpp"
#include "tests/unit/cli/program.hpp"

namespace retort::cli::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class Completion : public Program {
 protected:
  // What a program prints and says, with the file in the working directory as `completion`.
  static std::string asked(std::string const& kind, std::string const& command, std::string const& of = "retort") {
    auto const written = run({"completion", kind, of});
    EXPECT_EQ(written.code, done) << written.err;
    put("completion", written.out);
    EXPECT_EQ(run_shell(command + " > answer 2>&1"), 0) << command << "\n" << text_of("answer");
    return text_of("answer");
  }
  static std::string bash(std::string const& words, std::string const& of = "retort") {
    put("ask", "source ./completion; COMP_WORDS=(" + words +
                   "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); $(complete -p " + of +
                   " | sed 's/.* -F \\([^ ]*\\) .*/\\1/'); echo \"${COMPREPLY[*]}\"");
    return asked("bash", "bash --norc ask", of);
  }
  static std::string zsh(std::string const& words, std::string const& of = "retort") {
    put("ask", "_describe() { print -l -- ${(P)2} }; _arguments() { print -l -- \"$@\" }; words=(" + words +
                   "); CURRENT=$#words; source ./completion");
    return asked("zsh", "zsh -f ask", of);
  }
  static std::string fish(std::string const& line, std::string const& of = "retort") {
    put("ask", "source completion; complete -C '" + line + "'");
    return asked("fish", "HOME=$PWD fish --no-config ask", of);
  }
};

TEST_F(Completion, OfBash) {
  put_history();
  EXPECT_EQ(bash("retort gra"), "graph\n");
  EXPECT_EQ(bash("retort graph --fo"), "--format\n");
  EXPECT_EQ(bash("retort graph --format d"), "dot\n");
  EXPECT_EQ(bash("retort plan up"), "upgrade\n");
  EXPECT_EQ(bash("retort check mig"), "migrations\n");
  EXPECT_EQ(bash("retort help ver"), "verify version\n");
}

TEST_F(Completion, OfZsh) {
  EXPECT_THAT(zsh("retort gra"), HasSubstr("\ngraph:draw the history\n"));
  EXPECT_THAT(
      zsh("retort graph ''"),
      HasSubstr("\n--format[text, dot, mermaid, or svg, which Graphviz draws]:FORMAT:(text dot mermaid svg)\n"));
  EXPECT_THAT(zsh("retort check ''"), HasSubstr("\n*--dialect["));
}

TEST_F(Completion, OfFish) {
  EXPECT_EQ(fish("retort gra"), "graph\tdraw the history\n");
  EXPECT_THAT(fish("retort graph --fo"), StartsWith("--format\t"));
  EXPECT_THAT(fish("retort graph --format d"), StartsWith("dot\t"));
  EXPECT_EQ(fish("retort new --spl"), "--splice\tit may stand on a revision that is no head\n");
}

TEST_F(Completion, OfAProgramOfAHistory) {
  auto const of = std::string("shop-migrate");
  EXPECT_EQ(bash(of + " upgr", of), "upgrade\n");
  EXPECT_EQ(bash(of + " upgrade --und", of), "--undecided\n");
  EXPECT_EQ(bash(of + " upgrade --undecided s", of), "skip\n");
  EXPECT_THAT(zsh(of + " cur", of), HasSubstr("\ncurrent:where the database is\n"));
  EXPECT_THAT(zsh(of + " current ''", of), HasSubstr("\n--check-heads[exit 1 unless at the heads]\n"));
  EXPECT_EQ(fish(of + " cur", of), "current\twhere the database is\n");
  EXPECT_EQ(fish(of + " stamp --pur", of), "--purge\tdo not look at what is recorded\n");
  EXPECT_EQ(asked("man", "groff -man -Tutf8 -ww -z completion", of), "") << "no warning";
  EXPECT_THAT(asked("man", "GROFF_NO_SGR=1 groff -man -Tascii -P-cbou completion", of),
              HasSubstr("   shop-migrate show REVISION\n       one revision, statement by statement\n"));
  for (auto const* wrong : {"shop", "-migrate", "a b-migrate", "$(x)-migrate"})
    EXPECT_EQ(run({"completion", "bash", wrong}).code, wrong_usage) << wrong;
}

TEST_F(Completion, TheManualPageIsOne) {
  EXPECT_EQ(asked("man", "groff -man -Tutf8 -ww -z completion"), "") << "no warning";
  auto const page = asked("man", "GROFF_NO_SGR=1 groff -man -Tascii -P-cbou completion");
  EXPECT_THAT(page, HasSubstr("   retort graph [DIR|FILE...] [RANGE]\n       draw the history\n"));
  EXPECT_THAT(page, HasSubstr("       --format FORMAT\n"));
}

std::vector<std::string> words_of(std::string_view text) {
  std::istringstream in{std::string(text)};
  return {std::istream_iterator<std::string>(in), {}};
}

// What the tables offer is what the commands take.
TEST_F(Completion, OffersNoWordThatIsRefused) {
  put_history();
  for (auto const& flag : flag_table)
    for (auto const& choice : words_of(flag.choices)) {
      auto const command = words_of(flag.commands).front();
      EXPECT_NE(run({command, "--" + std::string(flag.name), choice}).code, wrong_usage) << flag.name << " " << choice;
    }
  for (auto const& command : command_table)
    for (auto const& choice : words_of(command.choices))
      EXPECT_NE(run({std::string(command.name), choice}).code, wrong_usage) << command.name << " " << choice;
}

TEST_F(Completion, IsForWhatThereIs) {
  auto const unknown = run({"completion", "zhs"});
  EXPECT_EQ(unknown.code, wrong_usage);
  EXPECT_THAT(unknown.err, HasSubstr("'completion' takes bash, zsh, fish or man, not 'zhs'; did you mean 'zsh'?"));
  EXPECT_EQ(run({"completion"}).code, wrong_usage);
}

}  // namespace
}  // namespace retort::cli::test
