// SPDX-License-Identifier: Apache-2.0
// Random valid histories: the whole compiler finds nothing in them, every step begins where the last one ended, and
// every downgrade gives back the schema before.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/ast/print.hpp"
#include "tests/property/judged.hpp"
#include "tests/property/options.hpp"
#include "tests/property/random_ast.hpp"
#include "tests/property/random_history.hpp"
#include "tests/property/roundtrip.hpp"
#include "tests/property/shrink_history.hpp"

namespace retort::test {
namespace {

std::string lines(std::vector<std::string> const& list) {
  std::string out;
  for (auto const& line : list) out += line + "\n";
  return out;
}

// What the trees print, which is what people see after `retort fmt`.
Texts printed(Texts texts) {
  for (auto& text : texts) {
    Parsed const parsed = parse(text);
    if (parsed.diagnostics.empty()) text = ast::print(parsed.file);
  }
  return texts;
}

TEST(ValidHistory, IsAcceptedAndEveryDowngradeLeadsBack) {
  std::uint64_t const last = first_seed() + case_count(250);
  for (std::uint64_t seed = first_seed(); seed < last; ++seed) {
    auto const history = random_history(seed, nullptr);
    Texts const texts = seed % 3 == 0 ? history.texts() : printed(history.texts());
    Judged const wrong = judge(texts, history.dialects);
    if (wrong.codes.empty() && wrong.broken.empty()) continue;
    Texts const small =
        shrink_history(texts, [&](Texts const& smaller) { return judge(smaller, history.dialects) == wrong; });
    Judged const last_seen = judge(small, history.dialects);
    ADD_FAILURE() << show_files(small) << "--- found\n"
                  << lines(last_seen.places) << lines(last_seen.broken) << "--- again\n"
                  << repeat_command(seed);
    if (testing::Test::HasFatalFailure()) return;
  }
}

void note_statements(std::vector<ast::Statement> const& statements, Coverage& coverage) {
  for (auto const& statement : statements) {
    coverage.note("Operation", ast::Operations::Variant(statement.operation));
    if (auto const* alter = std::get_if<ast::AlterTable>(&statement.operation))
      for (auto const& action : alter->actions)
        coverage.note("AlterAction", ast::AlterActionNodes::Variant(action.node));
  }
}

TEST(ValidHistory, CoversTheLanguage) {
  Coverage coverage;
  for (std::uint64_t seed = 1; seed <= 300; ++seed)
    for (auto const& text : random_history(seed, nullptr).texts()) {
      Parsed const parsed = parse(text);
      auto const& revision = std::get<ast::Revision>(parsed.file.content);
      note_statements(revision.upgrade.statements, coverage);
      if (auto const* block = std::get_if<ast::Block>(&revision.downgrade.node))
        note_statements(block->statements, coverage);
      coverage.note("Downgrade", revision.downgrade.node);
      coverage.note("parents", std::min<std::size_t>(revision.parents.size(), 3), 4);
      coverage.note("dependencies", std::min<std::size_t>(revision.depends_on.size(), 1), 2);
      coverage.note("labels", std::min<std::size_t>(revision.labels.size(), 1), 2);
    }
  // The first alternative is what is left of a fault. An identity is given and taken away by faults alone.
  EXPECT_THAT(coverage.missing(),
              testing::UnorderedElementsAre("Operation[0]", "AlterAction[0]", "AlterAction[9]", "AlterAction[10]"));
}

}  // namespace
}  // namespace retort::test
