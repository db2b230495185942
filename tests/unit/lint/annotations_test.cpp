// SPDX-License-Identifier: Apache-2.0
// What @allow accepts, and what is said of one that accepts nothing or names no rule. Trees are made by hand: offsets
// stand for places, and the text behind them does not matter.
#include "compiler/lint/annotations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace retort::lint {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Span at(std::uint32_t begin, std::uint32_t end, std::uint32_t file = 0) { return {FileId{file}, begin, end}; }

ast::Annotation allow(std::string const& rule, Span where) {
  return {ast::Allow{{rule, Span{where.file, where.begin + 7, where.end - 7}}, {"why", where}}, where};
}
ast::Statement statement(Span where, std::vector<ast::Annotation> annotations = {},
                         ast::Operation operation = ast::DropTable{}) {
  return {std::move(annotations), std::move(operation), where};
}
ast::File revision(std::vector<ast::Statement> statements, std::vector<ast::Annotation> annotations = {},
                   std::uint32_t file = 0) {
  ast::Revision out;
  out.annotations = std::move(annotations);
  out.upgrade.statements = std::move(statements);
  return {FileId{file}, out};
}
Diagnostic finding(Code code, Span span) { return {code, info(code).severity, span, "m", {}, {}, {}}; }

Checked const everything{{true, true}, {"sqlite"}};

std::vector<std::string> codes(std::vector<Diagnostic> const& findings) {
  std::vector<std::string> out;
  for (auto const& d : findings) out.emplace_back(info(d.code).name);
  return out;
}

TEST(Accept, AFindingInsideTheStatementIsTakenAway) {
  auto const file = revision({statement(at(50, 80), {allow("data-loss", at(20, 48))})});
  EXPECT_THAT(accept({file}, {finding(Code::RT0701, at(50, 55)), finding(Code::RT0702, at(70, 80))}, everything),
              IsEmpty());
}

TEST(Accept, AFindingOfAnotherStatementStays) {
  auto const file = revision({statement(at(50, 80), {allow("data-loss", at(20, 48))}), statement(at(90, 99))});
  EXPECT_THAT(codes(accept({file}, {finding(Code::RT0701, at(60, 70)), finding(Code::RT0701, at(90, 99))}, everything)),
              ElementsAre("RT0701"));
}

TEST(Accept, AFindingOfAnotherRuleStays) {
  auto const file = revision({statement(at(50, 80), {allow("opaque-sql", at(20, 48))})});
  EXPECT_THAT(codes(accept({file}, {finding(Code::RT0701, at(60, 70))}, everything)), ElementsAre("RT0701"));
}

TEST(Accept, AFindingWithoutARuleIsNeverAccepted) {
  auto const file = revision({statement(at(50, 80))}, {allow("data-loss", at(0, 20))});
  EXPECT_THAT(codes(accept({file}, {finding(Code::RT0301, at(60, 70))}, everything)), ElementsAre("RT0301"));
}

TEST(Accept, BeforeRevisionItHoldsForTheWholeFileAndNoOther) {
  auto const one = revision({statement(at(50, 80))}, {allow("data-loss", at(0, 20))}, 0);
  auto const two = revision({statement(at(50, 80, 1))}, {}, 1);
  auto const left = accept(
      {one, two},
      {finding(Code::RT0701, at(50, 55)), finding(Code::RT0209, at(30, 35)), finding(Code::RT0701, at(50, 55, 1))},
      everything);
  EXPECT_THAT(codes(left), ElementsAre("RT0209", "RT0701"));
  EXPECT_EQ(left[1].span.file.index, 1U);
}

TEST(Accept, InsideAForBlockTheInnerAnnotationIsAskedFirst) {
  ast::ForDialects block;
  block.dialects = {{"sqlite", {}}};
  block.statements = {statement(at(60, 70), {allow("data-loss", at(55, 58))})};
  auto const file = revision({statement(at(50, 80), {allow("data-loss", at(20, 48))}, block)});
  auto const left = accept({file}, {finding(Code::RT0701, at(61, 62))}, everything);
  ASSERT_THAT(codes(left), ElementsAre("RT1001"));
  EXPECT_EQ(left[0].span, at(20, 48));
}

TEST(Accept, InADowngradeBlockItHolds) {
  auto file = revision({});
  ast::Block back;
  back.statements = {statement(at(50, 80), {allow("opaque-sql", at(20, 48))})};
  std::get<ast::Revision>(file.content).downgrade.node = back;
  EXPECT_THAT(accept({file}, {finding(Code::RT0510, at(50, 60))}, everything), IsEmpty());
}

TEST(Accept, WhatAcceptsNothingIsAWarningThatCanBeRemoved) {
  auto const file = revision({statement(at(50, 80), {allow("data-loss", at(20, 48))})});
  auto const left = accept({file}, {}, everything);
  ASSERT_THAT(codes(left), ElementsAre("RT1001"));
  EXPECT_EQ(left[0].severity, Severity::warning);
  EXPECT_EQ(left[0].span, at(20, 48));
  EXPECT_THAT(left[0].message, HasSubstr("'data-loss'"));
  ASSERT_EQ(left[0].fixes.size(), 1U);
  EXPECT_EQ(left[0].fixes[0].replacement, "");
}

TEST(Accept, TheSecondOfTwoAnnotationsForOneRuleIsUnused) {
  auto const file = revision({statement(at(50, 80), {allow("data-loss", at(20, 30)), allow("data-loss", at(31, 48))})});
  auto const left = accept({file}, {finding(Code::RT0701, at(60, 61))}, everything);
  ASSERT_THAT(codes(left), ElementsAre("RT1001"));
  EXPECT_EQ(left[0].span, at(31, 48));
}

TEST(Accept, UnusedIsNotSaidWhereSomethingElseIsWrong) {
  auto const file = revision({statement(at(50, 80), {allow("data-loss", at(20, 48))})});
  EXPECT_THAT(codes(accept({file}, {finding(Code::RT0301, at(90, 95))}, everything)), ElementsAre("RT0301"));
  EXPECT_THAT(accept({file}, {}, Checked{{false}, {"sqlite"}}), IsEmpty());
  EXPECT_THAT(accept({file}, {}, Checked{{}, {"sqlite"}}), IsEmpty());
}

TEST(Accept, UnusedIsNotSaidOfADatabaseThatWasNotAskedFor) {
  ast::ForDialects block;
  block.dialects = {{"postgresql", {}}};
  block.statements = {statement(at(60, 70), {allow("data-loss", at(55, 58))})};
  auto const file = revision({statement(at(50, 80), {}, block)});
  EXPECT_THAT(accept({file}, {}, everything), IsEmpty());
  EXPECT_THAT(codes(accept({file}, {}, Checked{{true}, {"sqlite", "postgresql"}})), ElementsAre("RT1001"));
}

TEST(Accept, AnUnusedAnnotationCanBeAcceptedItself) {
  auto const whole =
      revision({statement(at(50, 80), {allow("data-loss", at(20, 48))})}, {allow("unused-allow", at(0, 15))});
  EXPECT_THAT(accept({whole}, {}, everything), IsEmpty());
  auto const beside =
      revision({statement(at(50, 80), {allow("unused-allow", at(20, 30)), allow("data-loss", at(31, 48))})});
  EXPECT_THAT(accept({beside}, {}, everything), IsEmpty());
  auto const nothing = revision({statement(at(50, 80))}, {allow("unused-allow", at(0, 15))});
  EXPECT_THAT(codes(accept({nothing}, {}, everything)), ElementsAre("RT1001"));
}

TEST(Accept, AnUnknownRuleIsAnErrorWithASuggestion) {
  auto const file = revision({statement(at(50, 80), {allow("data-los", at(20, 48))})});
  auto const left = accept({file}, {finding(Code::RT0701, at(60, 61))}, everything);
  ASSERT_THAT(codes(left), ElementsAre("RT0701", "RT0110"));
  EXPECT_EQ(left[1].span, at(27, 41));
  EXPECT_EQ(left[1].label, "did you mean 'data-loss'?");
  ASSERT_EQ(left[1].fixes.size(), 1U);
  EXPECT_EQ(left[1].fixes[0].replacement, "data-loss");
}

TEST(Accept, OtherAnnotationsAreNoneOfItsBusiness) {
  auto const file = revision({statement(at(50, 80), {{ast::Online{}, at(20, 27)}, {ast::Timeout{}, at(28, 40)}})});
  EXPECT_THAT(accept({file}, {}, everything), IsEmpty());
}

TEST(Accept, ADesiredSchemaIsAFileLikeAnother) {
  ast::DesiredSchema schema;
  schema.annotations = {allow("reference-length", at(0, 15))};
  schema.items = {{statement(at(50, 80))}};
  ast::File const file{FileId{0}, schema};
  EXPECT_THAT(accept({file}, {finding(Code::RT0504, at(60, 61))}, everything), IsEmpty());
}

}  // namespace
}  // namespace retort::lint
