// SPDX-License-Identifier: Apache-2.0
// The graph of a bundle, and the order of ids in it.
#include "runtime/core/lineage.hpp"

#include <algorithm>

namespace retort {

core::revision_graph const& lineage::graph() {
  if (graph_) return *graph_;
  std::vector<core::revision_node> nodes;
  nodes.reserve(content_.revisions().size());
  for (auto const& revision : content_.revisions()) {
    nodes.push_back({revision.id, revision.parents, revision.depends_on, revision.labels});
    for (auto const& replaced : revision.replaces) nodes.back().replaces.push_back(replaced.id);
  }
  std::vector<core::graph_fault> faults;
  auto built = core::revision_graph::build(std::move(nodes), faults);
  for (auto const& fault : faults)
    if (fault.kind != core::fault_kind::redundant_parent)
      throw bundle_error("the bundle's revision '" + content_.revisions()[fault.revision].id +
                         "' has no sound place in the history; compile the bundle again");
  graph_.emplace(std::move(built));
  return *graph_;
}

std::vector<std::string> lineage::sorted(std::vector<std::string> ids) {
  if (ids.size() < 2) return ids;
  auto const place = [&](std::string const& id) {
    return graph().find(id).value_or(static_cast<core::revision_index>(graph().size()));
  };
  std::sort(ids.begin(), ids.end(), [&](std::string const& a, std::string const& b) {
    auto const left = place(a);
    auto const right = place(b);
    return left != right ? left < right : a < b;
  });
  return ids;
}

}  // namespace retort
