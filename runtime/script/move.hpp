// SPDX-License-Identifier: Apache-2.0
// FROM:TO as steps, and the heads that a database records before and after each. In: a graph, text. Out: a move.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/core/targets.hpp"

namespace retort::script {

struct step {
  core::revision_index revision = 0;
  std::vector<std::string> before, after;  // recorded heads, sorted
};
struct move {
  direction way = direction::upgrade;
  std::vector<std::string> from, to;  // recorded heads, sorted
  std::vector<step> steps;
};

// Throws core::target_error.
[[nodiscard]] move move_of(core::revision_graph const& graph, std::string_view range);

}  // namespace retort::script
