// SPDX-License-Identifier: Apache-2.0
// What holds for every tree: its text reads back as the same tree.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/ast/print.hpp"
#include "tests/property/options.hpp"
#include "tests/property/random_ast.hpp"
#include "tests/property/roundtrip.hpp"
#include "tests/property/shrink.hpp"

namespace retort::test {
namespace {

ast::File random_file(std::uint64_t seed) {
  RandomAst random(seed);
  return seed % 4 == 0 ? random.schema() : random.revision();
}

// Shows the smallest file found for which the property fails.
void fail_with(std::uint64_t seed, ast::File const& file, Fails const& fails) {
  std::string const text = ast::print(shrink(file, fails));
  Parsed const parsed = parse(text);
  FAIL() << repeat_command(seed) << "\n"
         << text << "--- diagnostics\n"
         << parsed.diagnostics << "--- read back as\n"
         << ast::print(parsed.file);
}

void check_all(Fails const& fails) {
  std::uint64_t const last = first_seed() + case_count(400);
  for (std::uint64_t seed = first_seed(); seed < last; ++seed) {
    ast::File const file = random_file(seed);
    if (fails(file)) return fail_with(seed, file, fails);
  }
}

TEST(PrintedText, ReadsBackAsTheSameTreeWithoutDiagnostics) {
  check_all([](ast::File const& file) {
    Parsed const parsed = parse(ast::print(file));
    return !parsed.diagnostics.empty() || !(parsed.file == file);
  });
}

TEST(PrintedText, IsTheSameWhenItIsReadAndPrintedAgain) {
  check_all([](ast::File const& file) {
    std::string const text = ast::print(file);
    return ast::print(parse(text).file) != text;
  });
}

TEST(PrintedText, IsInCanonicalFormAlready) {
  check_all([](ast::File const& file) {
    std::string const text = ast::print(file);
    return format(text) != text;
  });
}

TEST(PrintedText, HasNoTrailingBlanksOutsideOfTexts) {
  RandomAst random(7);
  // A tree without texts: every blank at the end of a line would be the printer's own.
  ast::Revision revision;
  revision.id.text = "a1";
  revision.message.value = "m";
  for (int i = 0; i < 200; ++i) {
    ast::CreateTable table;
    table.name.name.text = "t" + std::to_string(i);
    for (std::size_t c = 0; c <= random.below(4); ++c) {
      ast::Column column;
      column.name.text = std::string(1 + random.below(20), 'c');
      column.type.base = ast::BuiltinType{};
      if (random.one_in(2)) column.nullability = ast::Nullability{true, {}};
      table.elements.push_back({column, {}});
    }
    revision.upgrade.statements.push_back({{}, table, {}});
  }
  ast::File file;
  file.content = revision;
  EXPECT_THAT(ast::print(file), testing::Not(testing::HasSubstr(" \n")));
}

TEST(RandomTrees, CoverEveryAlternativeThatTheGrammarCanExpress) {
  Coverage coverage;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    RandomAst random(seed);
    static_cast<void>(random.revision());
    static_cast<void>(random.schema());
    coverage.merge(random.coverage());
  }
  EXPECT_THAT(coverage.names(),
              testing::IsSupersetOf({"AlterAction", "Annotation", "CreateView", "Downgrade", "Expression", "File",
                                     "Insert", "Operation", "SchemaItem", "TableConstraint", "TableElement", "Type"}));
  // The first alternative of these is what is left of a fault.
  EXPECT_THAT(coverage.missing(), testing::UnorderedElementsAre("AlterAction[0]", "Expression[0]", "File[0]",
                                                                "Operation[0]", "TableElement[0]", "Type[0]"));
}

TEST(RandomTrees, AreTheSameForTheSameSeed) {
  EXPECT_EQ(ast::print(RandomAst(42).revision()), ast::print(RandomAst(42).revision()));
  EXPECT_NE(ast::print(RandomAst(42).revision()), ast::print(RandomAst(43).revision()));
}

}  // namespace
}  // namespace retort::test
