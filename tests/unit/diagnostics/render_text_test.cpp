// SPDX-License-Identifier: Apache-2.0
// Diagnostics as text: GCC's first line, the source with its caret, notes, fixes, the limits and the summary.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/diagnostics/render.hpp"
#include "compiler/diagnostics/sink.hpp"

namespace retort {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Text : public ::testing::Test {
 protected:
  Text() {
    first_ = sources_.add("0001.mig", "create table users (\n  id integer\n);\n");
    second_ = sources_.add("0002.mig", "drop table user;\n");
  }
  [[nodiscard]] std::string text(TextOptions const& options = {}) const {
    return render_text(sources_, sink_.all(), options);
  }
  Sources sources_;
  Sink sink_;
  FileId first_, second_;
};

TEST_F(Text, OfNothingIsNothing) { EXPECT_EQ(text(), ""); }

TEST_F(Text, IsAFirstLineForEditorsAndTheSourceForPeople) {
  auto& d = sink_.report(Code::RT0301, {second_, 11, 15}, "there is no table 'user'");
  d.label = "did you mean 'users'?";
  d | Fix{{second_, 11, 15}, "users"} | Note{"'users' is made here", Span{first_, 13, 18}};
  EXPECT_EQ(text(),
            "0002.mig:1:12: error: there is no table 'user' [RT0301]\n"
            "   1 | drop table user;\n"
            "     |            ^~~~ did you mean 'users'?\n"
            "0001.mig:1:14: note: 'users' is made here\n"
            "   1 | create table users (\n"
            "     |              ^~~~~\n"
            "retort: 1 error; 'retort explain RT0301' says more\n");
}

TEST_F(Text, AFixThatTheLabelDoesNotSayIsHelp) {
  sink_.report(Code::RT0101, {second_, 0, 4}, "m") | Fix{{second_, 0, 4}, "create"} | Fix{{second_, 4, 4}, " x"} |
      Fix{{second_, 4, 5}, ""};
  EXPECT_THAT(text(), HasSubstr("  = help: write 'create' instead of 'drop'\n"
                                "  = help: write ' x' here\n"
                                "  = help: remove ' '\n"));
}

TEST_F(Text, ANoteWithoutAPlaceStandsBelow) {
  sink_.report(Code::RT0101, {second_, 0, 4}, "m") | Note{"a hint", std::nullopt};
  EXPECT_THAT(text(), HasSubstr("^~~~\n  = note: a hint\n"));
}

TEST_F(Text, WhatIsAboutNoFileSaysWhoSpeaks) {
  sink_.report(Code::RT1101, {}, "there is no flag");
  EXPECT_THAT(text(), StartsWith("retort: error: there is no flag [RT1101]\nretort: 1 error"));
}

TEST_F(Text, ASpanOfSeveralLinesIsMarkedToTheEndOfTheFirst) {
  sink_.report(Code::RT0321, {first_, 7, 36}, "m");
  EXPECT_THAT(text(), HasSubstr("   1 | create table users (\n     |        ^~~~~~~~~~~~~\n"));
}

TEST_F(Text, TheEndOfTheFileHasAPlace) {
  sink_.report(Code::RT0106, {second_, 17, 17}, "m");
  EXPECT_THAT(text(), StartsWith("0002.mig:2:1: error: m [RT0106]\n   2 |\n     | ^\n"));
}

TEST_F(Text, ComesInTheOrderOfTheFilesAndTheirText) {
  sink_.report(Code::RT0301, {second_, 5, 6}, "third");
  sink_.report(Code::RT0209, {first_, 20, 21}, "second");
  sink_.report(Code::RT0301, {first_, 3, 4}, "first");
  sink_.report(Code::RT1101, {}, "zeroth");
  auto const out = text();
  EXPECT_LT(out.find("zeroth"), out.find("first"));
  EXPECT_LT(out.find("first"), out.find("second"));
  EXPECT_LT(out.find("second"), out.find("third"));
}

TEST_F(Text, SumsUpAndNamesTheFirstError) {
  sink_.report(Code::RT0209, {first_, 0, 1}, "w");
  sink_.report(Code::RT0201, {second_, 0, 1}, "e");
  sink_.report(Code::RT0301, {second_, 1, 2}, "e");
  EXPECT_THAT(text(), HasSubstr("\nretort: 2 errors, 1 warning; 'retort explain RT0201' says more\n"));
}

TEST_F(Text, OfWarningsAloneSaysWhenTheyAreErrors) {
  sink_.report(Code::RT0209, {first_, 0, 1}, "w");
  EXPECT_THAT(text(), HasSubstr("0001.mig:1:1: warning: w [RT0209]"));
  EXPECT_THAT(text(), HasSubstr("retort: 1 warning; "));
  TextOptions options;
  options.warnings_as_errors = true;
  EXPECT_THAT(text(options), HasSubstr("retort: 1 warning (warnings are errors here); "));
}

TEST_F(Text, PrintsNoMoreThanTheLimit) {
  for (std::uint32_t i = 0; i < 5; ++i) sink_.report(Code::RT0301, {first_, i, i + 1}, "e" + std::to_string(i));
  sink_.report(Code::RT0209, {first_, 6, 7}, "w");
  TextOptions options;
  options.error_limit = 3;
  EXPECT_THAT(text(options), HasSubstr(": e2 ["));
  EXPECT_THAT(text(options), Not(HasSubstr(": e3 [")));
  EXPECT_THAT(text(options), HasSubstr(": w ["));
  EXPECT_THAT(text(options),
              HasSubstr("\nretort: 2 more errors; '--error-limit 0' shows all\nretort: 5 errors, 1 warning"));
  options.error_limit = 4;
  EXPECT_THAT(text(options), HasSubstr("\nretort: 1 more error; "));
  options.error_limit = 5;
  EXPECT_THAT(text(options), Not(HasSubstr(" more error")));
  options.error_limit = 0;
  EXPECT_THAT(text(options), HasSubstr(": e4 ["));
}

TEST_F(Text, HasColoursOnlyWhenAsked) {
  sink_.report(Code::RT0301, {second_, 11, 15}, "m") | Note{"n", std::nullopt};
  EXPECT_THAT(text(), Not(HasSubstr("\x1b")));
  TextOptions options;
  options.colour = true;
  auto const coloured = text(options);
  EXPECT_THAT(coloured, HasSubstr("\x1b[1;31merror:\x1b[0m m [RT0301]"));
  EXPECT_THAT(coloured, HasSubstr("\x1b[1;32m^~~~\x1b[0m"));
}

TEST_F(Text, NothingOfTheUserSteersTheTerminal) {
  auto const bad = sources_.add("a\x1b[2J.mig", "drop \x1b[31m\xFF\r\x07 table;\n");
  auto& d = sink_.report(Code::RT0007, {bad, 5, 6}, "a character '\x1b'");
  d.label = "\x1b]0;title\x07";
  d | Fix{{bad, 5, 6}, "\x1b"} | Note{"\x9b", Span{bad, 0, 1}};
  auto const out = text();
  EXPECT_EQ(out.find('\x1b'), std::string::npos);
  EXPECT_EQ(out.find('\x07'), std::string::npos);
  EXPECT_EQ(out.find('\r'), std::string::npos);
  EXPECT_EQ(out.find('\xFF'), std::string::npos);
  EXPECT_THAT(out, HasSubstr("   1 | drop \\x1b[31m\\xff\\x0d\\x07 table;\n"));
}

}  // namespace
}  // namespace retort
