// SPDX-License-Identifier: Apache-2.0
// Cycles among the revisions that no order can take in. In: what each of them needs. Out: one cycle for every knot,
// the shortest through its first revision. Reports nothing itself.
#pragma once

#include <vector>

#include "runtime/core/revision_graph.hpp"

namespace retort::core {

using edge_list = std::vector<std::vector<revision_index>>;  // of each revision: what it needs

// Only revisions with `among[r]` are looked at; no revision needs itself. In each cycle every revision needs the next
// one, and the last needs the first, which comes first in the list. Cycles come in the order of their first revisions.
[[nodiscard]] std::vector<std::vector<revision_index>> find_cycles(edge_list const& needs,
                                                                   std::vector<bool> const& among);

}  // namespace retort::core
