// SPDX-License-Identifier: Apache-2.0
// The revisions of a bundle as a graph, made when it is first needed: the answer "already at head" does without it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <retort/bundle.hpp>

#include "runtime/core/revision_graph.hpp"

namespace retort {

class lineage {
 public:
  explicit lineage(bundle content) : content_(std::move(content)) {}

  // Positions are those of bundle::revisions(). Throws bundle_error where the graph has faults.
  [[nodiscard]] core::revision_graph const& graph();
  // The ids nothing stands on, dependencies counted, in the order of the bundle; without the graph.
  [[nodiscard]] std::vector<std::string> const& heads() const { return content_.heads(); }
  // Known ids in the order of the bundle, then the unknown ones sorted.
  [[nodiscard]] std::vector<std::string> sorted(std::vector<std::string> ids);

 private:
  bundle content_;
  std::optional<core::revision_graph> graph_;
};

}  // namespace retort
