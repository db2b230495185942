// SPDX-License-Identifier: Apache-2.0
// For the tests of the plan: statements in, the actions of the last revision out, as short text.
#pragma once

#include "compiler/ast/print.hpp"
#include "compiler/base/overloaded.hpp"
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
inline std::string text(Action const& action) {
  auto const alter = [](auto const& a) { return ast::print(ast::AlterAction{a, {}}); };
  auto const statement = [](auto const& o) {
    ast::Statement out;
    out.operation = o;
    return ast::print(out);
  };
  return std::visit(
      [&](auto const& o) -> std::string {
        using T = std::decay_t<decltype(o)>;
        if constexpr (std::is_same_v<T, RebuildTable>) {
          std::string out = "rebuild " + to_string(o.after.name) + " (";
          for (std::size_t i = 0; i < o.columns.size(); ++i)
            out += (i == 0 ? "" : ", ") + o.columns[i] + " = " + ast::print(o.sources[i]);
          return out + ")";
        } else if constexpr (std::is_constructible_v<decltype(ast::AlterAction::node), T>) {
          return alter(o);
        } else {
          return statement(o);
        }
      },
      action.operation);
}
inline std::vector<std::string> texts(std::vector<Action> const& actions) {
  std::vector<std::string> out;
  for (auto const& a : actions) out.push_back(text(a));
  return out;
}

}  // namespace retort::plan::test
