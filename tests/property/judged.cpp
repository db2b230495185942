// SPDX-License-Identifier: Apache-2.0
// Runs the pipeline of the program `retort` on texts, and compares the schemas of its steps.
#include "tests/property/judged.hpp"

#include <algorithm>
#include <atomic>

#include "compiler/cli/pipeline.hpp"
#include "compiler/model/replay.hpp"

namespace retort::test {

namespace {

using model::Schema;

void compare_steps(std::vector<model::Step> const& steps, Schema const& from, Schema const& to, std::string const& what,
                   std::vector<std::string>& broken) {
  Schema at = from;
  for (auto const& step : steps) {
    if (!model::compare(at, step.before).empty())
      broken.push_back(what + ": a step begins elsewhere than the last ended");
    at = step.after;
  }
  for (auto const& difference : model::compare(at, to)) broken.push_back(what + ": " + difference.message);
}

void look_at(model::ReplayedRevision const& revision, std::string const& name, std::vector<std::string>& broken) {
  compare_steps(revision.upgrade, revision.before, revision.after, "the upgrade of " + name, broken);
  if (!revision.irreversible)
    compare_steps(revision.downgrade, revision.after, revision.before, "the downgrade of " + name, broken);
}

}  // namespace

Judged judge(std::vector<std::string> const& texts, std::vector<dialect> const& dialects) {
  cli::Workspace workspace;
  workspace.dialects = dialects;
  for (std::size_t i = 0; i < texts.size(); ++i)
    workspace.files.push_back(workspace.sources.add(std::to_string(i + 1) + ".mig", texts[i]));
  auto const history = cli::read_history(workspace, cli::Rules::of_a_build);
  std::atomic<std::size_t> seen = 0;  // each database is lowered in a thread of its own
  auto const found = cli::check_history(workspace, history, [&](std::size_t, cli::LoweredRevision const&) { ++seen; });

  Judged out;
  for (auto const& d : found) {
    out.codes.emplace_back(info(d.code).name);
    out.messages.push_back(out.codes.back() + " " + d.message);
    auto const& source = workspace.sources[d.span.file];
    auto const at = source.position(d.span.begin);
    out.places.push_back(std::string(source.name()) + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) +
                         ": " + out.messages.back());
  }
  std::sort(out.codes.begin(), out.codes.end());
  std::sort(out.messages.begin(), out.messages.end());
  bool const errors =
      std::any_of(found.begin(), found.end(), [](Diagnostic const& d) { return d.severity == Severity::error; });
  if (errors) return out;
  if (seen != history.revisions.size() * dialects.size()) out.broken.emplace_back("not every revision was lowered");
  for (auto const target : dialects) {
    Sink sink;
    model::replay(history.graph, history.revisions, {target, {}}, sink, [&](model::ReplayedRevision const& revision) {
      look_at(revision, history.graph[revision.revision].id, out.broken);
    });
  }
  return out;
}

}  // namespace retort::test
