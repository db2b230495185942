// SPDX-License-Identifier: Apache-2.0
// Names: suggestions for misspelt ones, and the naming convention for what was left unnamed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.hpp"
#include "compiler/model/replay.hpp"

namespace retort::model {

// If exactly one candidate is within edit distance 2 of `wrong`: adds the label "did you mean 'x'?" and a fix at
// `span`.
void suggest(Diagnostic& diagnostic, Span span, std::string_view wrong, std::vector<std::string> const& candidates);

// The pattern with {table}, {columns} and {ref_table} filled in; columns are joined by '_'.
[[nodiscard]] std::string fill_pattern(std::string_view pattern, std::string_view table,
                                       std::vector<std::string> const& columns, std::string_view ref_table);

// The longest name that the convention may make, in bytes: PostgreSQL's limit, the shortest of the databases that have
// one (https://www.postgresql.org/docs/15/limits.html), so that a history means the same everywhere.
inline constexpr std::size_t longest_made_name = 63;

}  // namespace retort::model
