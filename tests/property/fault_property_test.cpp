// SPDX-License-Identifier: Apache-2.0
// One fault put into a random valid history gives the finding that the documents say, and no other.
#include <gtest/gtest.h>

#include "tests/property/faults.hpp"
#include "tests/property/judged.hpp"
#include "tests/property/options.hpp"
#include "tests/property/shrink_history.hpp"

namespace retort::test {
namespace {

Faulty with_statement(StatementFault const& kind, std::uint64_t seed) {
  Injection injection;
  injection.write = [&](KnownSchema const& schema, RandomStatements& statements, Random& random) {
    return fill(kind.text, schema, statements, random);
  };
  injection.irreversible = kind.where == StatementFault::without_inverse;
  injection.both_databases = kind.where == StatementFault::both_databases;
  auto const history = random_history(seed, &injection);
  return {history.texts(), history.dialects, kind.code, injection.text};
}

Faulty with_last_revision(StatementFault const& kind, std::uint64_t seed) {
  auto history = random_history(seed, nullptr);
  Random random(seed);
  RandomStatements statements(random, false);
  std::string const between = "\n-- the way back\n";
  auto const text =
      fill(kind.text + between + (kind.downgrade == nullptr ? "" : kind.downgrade), history.schema, statements, random);
  if (!text) return {};
  WrittenRevision last;
  last.id = "last_one";
  last.parents = {history.head};
  last.upgrade = {text->substr(0, text->find(between))};
  if (kind.downgrade != nullptr) {
    last.downgrade = WrittenRevision::Downgrade::block;
    last.block = {text->substr(text->find(between) + between.size())};
  }
  history.revisions.push_back(last);
  return {history.texts(), history.dialects, kind.code, last.text()};
}

Faulty with_graph(HistoryFault const& kind, std::uint64_t seed) {
  auto history = random_history(seed, nullptr);
  Random random(seed);
  auto const text = kind.make(history, random);
  if (!text) return {};
  return {history.texts(), history.dialects, kind.code, *text};
}

Faulty with_text(TextFault const& kind, std::uint64_t seed) {
  auto history = random_history(seed, nullptr);
  Random random(seed);
  auto const at = random.below(history.revisions.size());
  auto texts = history.texts();
  auto& revision = history.revisions[at];
  // A block would have to undo what is understood of the fault.
  if (revision.downgrade == WrittenRevision::Downgrade::block)
    revision.downgrade = WrittenRevision::Downgrade::irreversible;
  auto const text = kind.make(revision, random);
  if (!text) return {};
  // An empty file is none of the revisions.
  texts.insert(texts.begin() + static_cast<std::ptrdiff_t>(at), *text);
  if (kind.code != std::string_view("RT0103")) texts.erase(texts.begin() + static_cast<std::ptrdiff_t>(at) + 1);
  return {std::move(texts), history.dialects, kind.code, *text};
}

bool as_expected(Judged const& judged, std::string const& code) {
  return judged.codes == (code.empty() ? std::vector<std::string>{} : std::vector{code}) && judged.broken.empty();
}

void expect_code(Faulty const& faulty, std::string const& what, std::uint64_t seed) {
  Judged const wrong = judge(faulty.texts, faulty.dialects);
  if (as_expected(wrong, faulty.code)) return;
  Texts const small = shrink_history(faulty.texts, [&](Texts const& smaller) {
    if (wrong.codes.empty()) return false;  // whatever is taken away, it may be what made it a fault
    return judge(smaller, faulty.dialects) == wrong;
  });
  std::string found;
  for (auto const& place : judge(small, faulty.dialects).places) found += place + "\n";
  for (auto const& line : wrong.broken) found += line + "\n";
  ADD_FAILURE() << show_files(small) << "--- the fault, " << what << ", is " << faulty.code << "\n"
                << faulty.fault << "\n--- found\n"
                << (found.empty() ? "nothing\n" : found) << "--- again\n"
                << repeat_command(seed);
}

// Every kind once, with `count` seeds each.
template <class Kinds, class Make>
void expect_codes(Kinds const& kinds, std::uint64_t count, Make const& make) {
  std::uint64_t const last = first_seed() + case_count(count);
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    std::size_t done = 0;
    for (std::uint64_t seed = first_seed(); seed < last; ++seed) {
      auto const [faulty, what] = make(kinds[k], seed + 1000 * k);
      if (faulty.texts.empty() || (faulty.fault.empty() && !faulty.code.empty() && faulty.code != "RT0103")) continue;
      ++done;
      expect_code(faulty, what, seed);
    }
    bool const enough = last > first_seed() + 10;
    EXPECT_TRUE(done != 0 || !enough) << "never tried: " << make(kinds[k], 1).second;
  }
}

using Named = std::pair<Faulty, std::string>;
Named statement(StatementFault const& kind, std::uint64_t seed) {
  bool const last = kind.where == StatementFault::at_the_end;
  return {last ? with_last_revision(kind, seed) : with_statement(kind, seed), kind.text};
}

TEST(FaultOfNames, HasItsCodeAlone) { expect_codes(name_faults(), 12, statement); }
TEST(FaultOfValues, HasItsCodeAlone) { expect_codes(value_faults(), 12, statement); }
TEST(FaultOfDatabases, HasItsCodeAlone) { expect_codes(database_faults(), 12, statement); }
TEST(FaultOfGraphs, HasItsCodeAlone) {
  expect_codes(graph_faults(), 40, [](HistoryFault const& kind, std::uint64_t seed) {
    return Named{with_graph(kind, seed), kind.name};
  });
}
TEST(FaultOfTexts, HasItsCodeAlone) {
  expect_codes(text_faults(), 30, [](TextFault const& kind, std::uint64_t seed) {
    return Named{with_text(kind, seed), kind.name};
  });
}

}  // namespace
}  // namespace retort::test
