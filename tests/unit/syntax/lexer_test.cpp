// SPDX-License-Identifier: Apache-2.0
// Text to tokens: kinds, ends, comments, and each fault once.
#include "compiler/syntax/lexer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace retort::syntax {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Kind = TokenKind;

struct Result {
  Sink sink;
  Lexed lexed;
  std::string text;

  explicit Result(std::string source) : text(std::move(source)) {
    if (check_encoding(text, FileId{0}, sink)) lexed = lex(text, FileId{0}, sink);
  }
  std::vector<Kind> kinds() const {
    std::vector<Kind> result;
    for (Token const& token : lexed.tokens) result.push_back(token.kind);
    return result;
  }
  std::vector<std::string> texts() const {
    std::vector<std::string> result;
    for (Token const& token : lexed.tokens) result.push_back(text.substr(token.offset, token.length));
    return result;
  }
  std::vector<Code> codes() const {
    std::vector<Code> result;
    for (Diagnostic const& diagnostic : sink.all()) result.push_back(diagnostic.code);
    return result;
  }
};

TEST(Lexer, KnowsKeywordsInAnyCaseAndNothingElse) {
  EXPECT_THAT(Result("create CREATE Create creates \"create\"").kinds(),
              ElementsAre(Kind::create, Kind::create, Kind::create, Kind::identifier, Kind::quoted_identifier,
                          Kind::end_of_file));
}

TEST(Lexer, EveryKeywordIsFoundByItsText) {
#define RETORT_KEYWORD(enumerator, word)                   \
  EXPECT_EQ(keyword_kind(word), Kind::enumerator) << word; \
  EXPECT_EQ(spelling(Kind::enumerator), word);
#include "compiler/syntax/keywords.def"
#undef RETORT_KEYWORD
}

TEST(Lexer, CutsNumbersAsPostgreSqlDoes) {
  Result const result("1 .5 5. 1e6 1E-6 2.5e+3 1..2 007 1e10");
  EXPECT_THAT(result.texts(), ElementsAre("1", ".5", "5.", "1e6", "1E-6", "2.5e+3", "1", ".", ".2", "007", "1e10", ""));
  EXPECT_THAT(result.codes(), IsEmpty());
}

TEST(Lexer, KeepsWordsThatBeginWithADigitTogether) {
  Result const result("3f9a1c2b7d4e 1e 2x");
  EXPECT_THAT(result.kinds(), ElementsAre(Kind::digits_word, Kind::digits_word, Kind::digits_word, Kind::end_of_file));
}

TEST(Lexer, ReadsStringsOverLinesWithDoubledQuotes) {
  Result const result("'it''s' 'a\nb' '' $$ ' $$ $x$ $$ $x$");
  EXPECT_THAT(result.texts(), ElementsAre("'it''s'", "'a\nb'", "''", "$$ ' $$", "$x$ $$ $x$", ""));
  EXPECT_THAT(result.codes(), IsEmpty());
}

TEST(Lexer, KeepsCommentsApartAndNestsThem) {
  Result const result("a -- one\r\nb /* two /* in */ two */ c -- end");
  EXPECT_THAT(result.texts(), ElementsAre("a", "b", "c", ""));
  ASSERT_EQ(result.lexed.comments.size(), 3U);
  Span const first = result.lexed.comments[0];
  EXPECT_EQ(result.text.substr(first.begin, first.end - first.begin), "-- one");
}

// As PostgreSQL has it; what stands behind it is on another line in an editor, and would be a comment unseen.
TEST(Lexer, ACarriageReturnEndsAComment) {
  EXPECT_THAT(Result("a -- one\rb -- two\r\nc").texts(), ElementsAre("a", "b", "c", ""));
}

TEST(Lexer, ReadsOperators) {
  EXPECT_THAT(Result("<> != <= >= < > = || :: @ . * / % + -").kinds(),
              ElementsAre(Kind::not_equal, Kind::not_equal, Kind::less_equal, Kind::greater_equal, Kind::less,
                          Kind::greater, Kind::equal, Kind::concat, Kind::double_colon, Kind::at, Kind::dot, Kind::star,
                          Kind::slash, Kind::percent, Kind::plus, Kind::minus, Kind::end_of_file));
}

TEST(Lexer, DividesBeforeAComment) {
  Result const result("a //* half */ 2");
  EXPECT_THAT(result.texts(), ElementsAre("a", "/", "2", ""));
  EXPECT_THAT(result.codes(), IsEmpty());
}

TEST(Lexer, SkipsAByteOrderMark) {
  Result const result("\xEF\xBB\xBFrevision");
  EXPECT_THAT(result.kinds(), ElementsAre(Kind::revision, Kind::end_of_file));
  EXPECT_EQ(result.lexed.tokens[0].offset, 3U);
}

TEST(LexerFault, WhatDoesNotEndIsOneErrorAndEndsTheTokens) {
  struct Case {
    std::string text;
    Code code;
  };
  for (Case const& fault :
       {Case{"a 'b ; c", Code::RT0003}, Case{"a /* b /* c */", Code::RT0004}, Case{"a $x$ b $$ c", Code::RT0005},
        Case{"a \"b c", Code::RT0006}, Case{"a x'00", Code::RT0003}, Case{"a E'\\' b", Code::RT0003}}) {
    Result const result(fault.text);
    EXPECT_THAT(result.codes(), ElementsAre(fault.code)) << fault.text;
    EXPECT_TRUE(result.lexed.truncated) << fault.text;
    EXPECT_THAT(result.kinds(), ElementsAre(Kind::identifier, Kind::end_of_file)) << fault.text;
  }
}

TEST(LexerFault, CharactersThatStartNothingAreOneTokenForTheParserToRefuse) {
  for (std::string const text : {"?", "!", "|", "&", "~", "~*", "!~", "!~*", "^", "\\", "$", ":", "->", "->>",
                                 "\xE2\x80\x9Cx y\xE2\x80\x9D", "\xE2\x80\x98it\xE2\x80\x99", "\xE2\x80\x9C"}) {
    Result const result("a " + text + " b");
    EXPECT_THAT(result.codes(), IsEmpty()) << text;
    EXPECT_THAT(result.texts(), ElementsAre("a", text, "b", "")) << text;
    EXPECT_EQ(result.lexed.tokens[1].kind, Kind::bad) << text;
  }
}

TEST(LexerFault, CopiedCharactersAreReadAsWhatTheyStoodFor) {
  Result const result("a\xC2\xA0\xC2\xA0 b \xE2\x80\x93 c\xEF\xBC\x8C d \xE2\x80\x94 a comment\ne\xE2\x80\x8B");
  EXPECT_THAT(result.codes(), testing::Each(Code::RT0007));
  EXPECT_EQ(result.codes().size(), 5U);
  EXPECT_THAT(result.kinds(), ElementsAre(Kind::identifier, Kind::identifier, Kind::minus, Kind::identifier,
                                          Kind::comma, Kind::identifier, Kind::identifier, Kind::end_of_file));
}

TEST(LexerFault, NamesInBracketsAreNamesAndBoundsOfArraysAreNone) {
  Result const result("[order] [a b] int[] int[3] [x");
  EXPECT_THAT(result.codes(), ElementsAre(Code::RT0104, Code::RT0104));
  EXPECT_THAT(result.texts(), ElementsAre("[order]", "[a b]", "int", "[", "]", "int", "[", "3", "]", "[", "x", ""));
}

// Where a quote inside of a string makes the last string of the file run on, that quote is meant.
TEST(LexerFault, AnApostropheIsBlamedWhereItStands) {
  Result const result("a 'it's so'; b");
  EXPECT_THAT(result.codes(), ElementsAre(Code::RT0003));
  EXPECT_EQ(result.sink.all().front().span, (Span{FileId{0}, 5, 6}));
  EXPECT_THAT(result.texts(), ElementsAre("a", ""));
  Result const other("a 'x'y;\n b 'c");
  EXPECT_THAT(other.codes(), ElementsAre(Code::RT0003));
  EXPECT_EQ(other.sink.all().front().span.begin, 4U);
  Result const lines("(a 'b);\nc 'd';");
  EXPECT_THAT(lines.codes(), ElementsAre(Code::RT0003));
  EXPECT_EQ(lines.sink.all().front().span, (Span{FileId{0}, 3, 4}));
  for (auto const* text : {"(a 'b);\nc '[]';", "(a 'b);\nc '!';", "(a 'b);\nc '{}';"}) {
    Result const sign(text);
    EXPECT_THAT(sign.codes(), ElementsAre(Code::RT0003)) << text;
    EXPECT_EQ(sign.sink.all().front().span, (Span{FileId{0}, 3, 4})) << text;
  }
  EXPECT_EQ(Result("a 'x'!='y' \n 'c").sink.all().front().span.begin, 13U);
  Result const prefixed("('it's', 'b');\n'x';");
  EXPECT_THAT(prefixed.codes(), ElementsAre(Code::RT0003));
}

TEST(LexerFault, PrefixesOfOtherDatabases) {
  EXPECT_THAT(Result("E'a'").codes(), ElementsAre(Code::RT0008));
  EXPECT_THAT(Result("N'a'").codes(), ElementsAre(Code::RT0008));
  EXPECT_THAT(Result("b'01'").codes(), ElementsAre(Code::RT0008));
  Result const escaped("E'it\\'s' x");
  EXPECT_THAT(escaped.kinds(), ElementsAre(Kind::string, Kind::identifier, Kind::end_of_file));
}

TEST(LexerFault, MalformedLiterals) {
  EXPECT_THAT(Result("x'0'").codes(), ElementsAre(Code::RT0009));
  EXPECT_THAT(Result("x'0g'").codes(), ElementsAre(Code::RT0009));
  EXPECT_THAT(Result("1.5x").codes(), ElementsAre(Code::RT0009));
  EXPECT_THAT(Result("x'00FF'").codes(), IsEmpty());
}

TEST(LexerFault, SpellingsOfOtherDatabases) {
  EXPECT_THAT(Result("`a` && b == c # d\n// e").codes(), testing::Each(Code::RT0104));
  EXPECT_EQ(Result("`a` && b == c # d\n// e").codes().size(), 5U);
}

TEST(LexerFault, LettersThatOnlyQuotedNamesHave) {
  Result const result(
      "gr\xC3\xB6\xC3\x9F"
      "e \"gr\xC3\xB6\xC3\x9F"
      "e\"");
  EXPECT_THAT(result.codes(), ElementsAre(Code::RT0109));
  EXPECT_THAT(result.kinds(), ElementsAre(Kind::identifier, Kind::quoted_identifier, Kind::end_of_file));
}

TEST(Encoding, RefusesWhatIsNoUtf8WithOneError) {
  for (std::string const text : {"\xFF\xFE"
                                 "a",
                                 "\xFE\xFF"
                                 "a",
                                 "a\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC3", "\xE2\x82"})
    EXPECT_THAT(Result(text).codes(), ElementsAre(Code::RT0001));
  EXPECT_THAT(Result(std::string("r\0e\0v\0", 6)).codes(), ElementsAre(Code::RT0001));
  EXPECT_THAT(Result(std::string("-- a\0b\0", 7)).codes(), ElementsAre(Code::RT0002));
  EXPECT_THAT(Result("-- \xF0\x9F\x8E\x89 \xE2\x82\xAC \xC3\xA4").codes(), IsEmpty());
}

}  // namespace
}  // namespace retort::syntax
