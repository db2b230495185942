// SPDX-License-Identifier: Apache-2.0
// What is said of some revisions of a history, looked up by revision: that one is a head, that one is current.
#pragma once

#include <vector>

#include "runtime/core/revision_graph.hpp"

namespace retort::cli {

struct Marks {
  // `indicated`: what a database is at, as the user says.
  explicit Marks(core::revision_graph const& graph, std::vector<core::revision_index> const& indicated = {})
      : head(graph.size()), current(graph.size()) {
    for (auto const r : graph.heads()) head[r] = true;
    for (auto const r : indicated) current[r] = true;
  }
  std::vector<bool> head, current;  // one for each revision of the graph
};

}  // namespace retort::cli
