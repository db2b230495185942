// SPDX-License-Identifier: Apache-2.0
// For the tests of the dialects: statements of a .mig file in, what a dialect makes of them out. No database.
#pragma once

#include <string>
#include <vector>

#include "compiler/dialects/dialect.hpp"
#include "tests/unit/model/history.hpp"

namespace retort::dialects::test {

struct LoweredHistory {
  model::test::History history;
  Sink sink;
  std::vector<plan::RevisionPlan> plans;
  std::vector<Lowered> upgrade, downgrade;  // of the last revision

  // Errors of the history itself, losses of data aside; empty when the statements are right.
  [[nodiscard]] std::string faults() const {
    std::string out;
    for (auto const& d : history.sink.all())
      if (d.severity == Severity::error && info(d.code).family != Family::data_loss &&
          info(d.code).family != Family::reversibility)
        out += std::string(info(d.code).name) + " " + d.message + "\n";
    return out;
  }
  // What the plan and the dialect reported: "RT0801 RT0803".
  [[nodiscard]] std::string codes() const {
    std::string out;
    for (auto const& d : sink.all()) out += (out.empty() ? "" : " ") + std::string(info(d.code).name);
    return out;
  }
};

// The SQL of a statement; "call name" for a step, "batch" for a batch.
[[nodiscard]] inline std::string sql_of(Lowered const& lowered) {
  if (auto const* sql = std::get_if<std::string>(&lowered.body)) return *sql;
  if (auto const* call = std::get_if<Lowered::Call>(&lowered.body)) return "call " + call->name;
  return "batch";
}
[[nodiscard]] inline std::vector<std::string> sql_of(std::vector<Lowered> const& lowered) {
  std::vector<std::string> out;
  for (auto const& statement : lowered) out.push_back(sql_of(statement));
  return out;
}

// `bodies`: the statements of one revision after another.
[[nodiscard]] inline LoweredHistory lowered(Dialect const& dialect, std::vector<std::string> const& bodies,
                                            retort::dialect target) {
  LoweredHistory out;
  out.history = model::test::chain(bodies, target);
  for (auto const& revision : out.history.revisions)
    out.plans.push_back(plan::plan(revision, dialect.capabilities(), out.sink));
  if (out.plans.empty()) return out;
  for (auto const& action : out.plans.back().upgrade) lower(dialect, action, out.sink, out.upgrade);
  for (auto const& action : out.plans.back().downgrade) lower(dialect, action, out.sink, out.downgrade);
  return out;
}

}  // namespace retort::dialects::test
