// SPDX-License-Identifier: Apache-2.0
// The heads a database records while revisions are applied or taken back one after another. In: a graph, a state,
// steps. Out: the heads after each. Asks no database.
#pragma once

#include <string>
#include <vector>

#include "runtime/core/targets.hpp"

namespace retort::core {

class head_walk {
 public:
  // `current`: the recorded heads. The graph must outlive the walk.
  head_walk(revision_graph const& graph, std::vector<revision_index> const& current);

  // False where the step is not possible from here (what it stands on is missing, or something stands on it): nothing
  // has changed then.
  [[nodiscard]] bool take(planned_step const& step);
  [[nodiscard]] std::vector<std::string> const& heads() const { return heads_; }  // full ids, sorted

 private:
  [[nodiscard]] std::vector<revision_index> needs(revision_index r) const;
  [[nodiscard]] bool carries(revision_index r) const;

  revision_graph const& graph_;
  std::vector<bool> done_;
  std::vector<std::string> heads_;
};

}  // namespace retort::core
