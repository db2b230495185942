// SPDX-License-Identifier: Apache-2.0
// What the sides of a merge do not have in common. In: the graph. Out: the revisions of each side alone, without
// looking at what lies above their common ancestors, and which revisions a later merge still asks for. Replays nothing.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "runtime/core/revision_graph.hpp"

namespace retort::model {

class Sides {
 public:
  // `graph` must outlive it.
  explicit Sides(core::revision_graph const& graph);

  struct Apart {
    std::vector<core::revision_index> ours, theirs;  // in graph order
  };
  // The ancestry of any of `some` without that of `other`, and the other way round; each counts among its ancestry.
  [[nodiscard]] Apart apart(std::vector<core::revision_index> const& some, core::revision_index other);

 private:
  core::revision_graph const& graph_;
  std::vector<std::size_t> place_;    // of each revision in the graph's order
  std::vector<std::uint8_t> colour_;  // whose ancestry it is known to be in; 0 between two questions
};

// Parents, then dependencies, each once, of those that are `replayed`.
[[nodiscard]] std::vector<core::revision_index> sides_of(core::revision_graph const& graph,
                                                         core::revision_index revision,
                                                         std::vector<bool> const& replayed);

// By revision: those of which no merge behind it asks for the steps, so that they can go when it is done.
[[nodiscard]] std::vector<std::vector<core::revision_index>> last_asked_for(core::revision_graph const& graph,
                                                                            std::vector<bool> const& replayed,
                                                                            Sides& sides);

}  // namespace retort::model
