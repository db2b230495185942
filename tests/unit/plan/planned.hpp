// SPDX-License-Identifier: Apache-2.0
// For the tests of the plan: statements in, the actions of the last revision out, as short text.
#pragma once

#include "compiler/plan/plan.hpp"
#include "tests/unit/model/history.hpp"

namespace retort::plan::test {

// A database like SQLite.
inline Capabilities rebuilding() {
  Capabilities out;
  out.title = "Testbase";
  out.rename_column = out.drop_column = out.add_column = out.add_references = true;
  return out;
}

struct Planned {
  model::test::History history;
  std::vector<RevisionPlan> plans;
  [[nodiscard]] std::vector<Action> const& up() const { return plans.back().upgrade; }
  [[nodiscard]] std::vector<Action> const& down() const { return plans.back().downgrade; }
};

inline Planned plan_chain(std::vector<std::string> const& bodies, Capabilities const& capabilities = rebuilding()) {
  Planned out{model::test::chain(bodies), {}};
  for (auto const& revision : out.history.revisions)
    out.plans.push_back(plan(revision, capabilities, out.history.sink));
  return out;
}

// "rebuild t (a = x, b = coalesce(y, 0))", "add column c text", "create table …".
std::vector<std::string> texts(std::vector<Action> const& actions);

}  // namespace retort::plan::test
