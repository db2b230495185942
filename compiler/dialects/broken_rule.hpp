// SPDX-License-Identifier: Apache-2.0
// Rules of a database that parts of a schema break together, whichever came first: found in schemas, reported once, by
// the statement that makes the last of them or by the merge that brings them together.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/sink.hpp"
#include "compiler/plan/plan.hpp"

namespace retort::dialects {

struct BrokenRule {
  struct Part {
    std::string what;  // "check 'ck'"
    Span made;         // may have no file; a part that is renamed is made where it was
    friend bool operator==(Part const&, Part const&) = default;
  };
  Code code = Code::RT0801;
  std::string message;
  Part part;
  std::optional<Part> other;  // the one that it does not go with
  std::string instead;        // what to do
};

// The rule that at most one column of a table counts by itself.
[[nodiscard]] std::optional<BrokenRule> two_identities(std::string_view title, model::Table const& table,
                                                       std::string_view instead);

// Reports what is broken after the action and was not before it. A derived way back goes through the schemas of the way
// there, and reports nothing.
void report_new(std::vector<BrokenRule> const& before, std::vector<BrokenRule> const& after,
                model::Table const* table_before, plan::Action const& action, Sink& sink);
// Reports what is broken where the sides of a merge meet, at `merge`, unless a finding of `sink` speaks of it already.
void report_together(std::vector<BrokenRule> const& rules, Span merge, Sink& sink);

}  // namespace retort::dialects
