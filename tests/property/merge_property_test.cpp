// SPDX-License-Identifier: Apache-2.0
// Random sides on one schema, which may get in each other's way: merges that replay only what their footprints call for
// find the same, and lead to the same schema, as merges that replay both sides on each other.
#include <gtest/gtest.h>

#include "compiler/cli/pipeline.hpp"
#include "compiler/model/footprint.hpp"
#include "compiler/model/replay.hpp"
#include "tests/property/options.hpp"
#include "tests/property/random.hpp"
#include "tests/property/random_history.hpp"

namespace retort::test {
namespace {

using Texts = std::vector<std::string>;

struct Replayed {
  std::vector<std::string> found;
  model::Schema merged;
  bool apart = false;  // the sides by their footprints
};

Replayed replayed(Texts const& texts, dialect target, bool all_sides) {
  cli::Workspace workspace;
  for (std::size_t i = 0; i < texts.size(); ++i)
    workspace.files.push_back(workspace.sources.add(std::to_string(i + 1) + ".mig", texts[i]));
  auto const history = cli::read_history(workspace, cli::Rules::of_a_build);
  Replayed out;
  Sink sink;
  model::Footprint left;
  model::replay(history.graph, history.revisions, {target, {}, all_sides}, sink,
                [&](model::ReplayedRevision const& revision) {
                  auto const& id = history.graph[revision.revision].id;
                  if (id == "left") left = model::footprint_of(revision.upgrade);
                  if (id == "right") out.apart = model::are_apart(left, model::footprint_of(revision.upgrade));
                  if (id == "merged") out.merged = revision.after;
                });
  for (auto const& found : {workspace.sink.all(), sink.all()})
    for (auto const& d : found) {
      out.found.push_back(std::string(info(d.code).name) + " " + d.message);
      for (auto const& note : d.notes) out.found.back() += "; " + note.message;
    }
  return out;
}

WrittenRevision side_on(WrittenHistory const& history, std::string const& id, std::uint64_t seed) {
  Random random(seed);
  for (int i = 0; i < 2000; ++i) (void)random.fresh("");  // names that the history does not have
  RandomStatements statements(random, history.dialects == std::vector{dialect::postgresql});
  auto schema = history.schema;
  for (auto& table : schema.tables) table.empty = false;
  WrittenRevision out;
  out.id = id;
  out.parents = {history.head};
  out.downgrade = WrittenRevision::Downgrade::irreversible;
  for (std::size_t i = 1 + random.below(4); i > 0; --i) out.upgrade.push_back(statements.statement(schema).up);
  return out;
}

std::string shown(Texts const& texts, std::vector<std::string> const& found) {
  std::string out;
  for (auto const& text : texts) out += "---\n" + text;
  for (auto const& line : found) out += "found: " + line + "\n";
  return out;
}

TEST(Merge, ThatTrustsFootprintsFindsWhatReplayingBothSidesFinds) {
  std::uint64_t const last = first_seed() + case_count(150);
  int apart = 0, clash = 0, together = 0;
  for (std::uint64_t seed = first_seed(); seed < last; ++seed) {
    auto const common = random_history(seed, nullptr);
    for (std::uint64_t pair = 0; pair < 6; ++pair) {
      auto history = common;
      WrittenRevision merged;
      merged.id = "merged";
      merged.parents = {"left", "right"};
      history.revisions.push_back(side_on(common, "left", seed * 1000 + pair));
      history.revisions.push_back(side_on(common, "right", seed * 1000 + 500 + pair));
      history.revisions.push_back(merged);
      auto const texts = history.texts();
      for (auto const target : history.dialects) {
        auto const quick = replayed(texts, target, false);
        auto const whole = replayed(texts, target, true);
        bool const clashes = std::any_of(whole.found.begin(), whole.found.end(),
                                         [](std::string const& line) { return line.starts_with("RT0211"); });
        ++(quick.apart ? apart : clashes ? clash : together);
        EXPECT_EQ(quick.found, whole.found);
        EXPECT_TRUE(model::compare(quick.merged, whole.merged).empty());
        EXPECT_FALSE(quick.apart && clashes);
        if (HasFailure()) {
          std::cerr << shown(texts, whole.found) << "pair " << pair << '\n' << repeat_command(seed) << '\n';
          return;
        }
      }
    }
  }
  EXPECT_GT(apart, 0);
  EXPECT_GT(clash, 0);
  EXPECT_GT(together, 0);
}

}  // namespace
}  // namespace retort::test
