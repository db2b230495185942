// SPDX-License-Identifier: Apache-2.0
// Who can be reached from some revisions. In: a graph and where to begin. Out: one flag a revision, those to begin with
// included. Every walk is a loop over a list: a chain of any length leaves the stack alone.
#pragma once

#include <vector>

#include "runtime/core/revision_graph.hpp"

namespace retort::core {

using revisions = std::vector<revision_index>;
using flags = std::vector<bool>;  // one a revision

enum class edges {
  parents_only,     // what a branch is made of
  and_dependencies  // what has to be applied first
};

// They and everything above them (parents).
[[nodiscard]] flags ancestors(revision_graph const& graph, revisions const& from, edges follow);
// They and everything that stands on them (children).
[[nodiscard]] flags descendants(revision_graph const& graph, revisions const& from, edges follow);
// The revision with all its ancestors and descendants, by parents.
[[nodiscard]] flags branch_of(revision_graph const& graph, revision_index r);
// The revisions of `applied` on which nothing of it stands, dependencies counted, in the order of the graph's list.
[[nodiscard]] revisions heads_of(revision_graph const& graph, flags const& applied);

}  // namespace retort::core
