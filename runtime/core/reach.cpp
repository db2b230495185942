// SPDX-License-Identifier: Apache-2.0
// Breadth is of no matter here: a list of what is still to be looked at, and a flag for what was seen.
#include "runtime/core/reach.hpp"

#include <algorithm>
#include <span>

namespace retort::core {

namespace {

template <class Next>
flags reached(revision_graph const& graph, revisions const& from, Next next) {
  flags seen(graph.size(), false);
  revisions open;
  auto const look_at = [&](std::span<revision_index const> all) {
    for (auto const r : all) {
      if (seen[r]) continue;
      seen[r] = true;
      open.push_back(r);
    }
  };
  look_at(from);
  while (!open.empty()) {
    auto const r = open.back();
    open.pop_back();
    next(r, look_at);
  }
  return seen;
}

}  // namespace

flags ancestors(revision_graph const& graph, revisions const& from, edges follow) {
  return reached(graph, from, [&](revision_index r, auto const& look_at) {
    look_at(graph.parents(r));
    if (follow == edges::and_dependencies) look_at(graph.dependencies(r));
  });
}

flags descendants(revision_graph const& graph, revisions const& from, edges follow) {
  return reached(graph, from, [&](revision_index r, auto const& look_at) {
    look_at(graph.children(r));
    if (follow == edges::and_dependencies) look_at(graph.dependants(r));
  });
}

flags branch_of(revision_graph const& graph, revision_index r) {
  auto out = ancestors(graph, {r}, edges::parents_only);
  auto const below = descendants(graph, {r}, edges::parents_only);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = out[i] || below[i];
  return out;
}

revisions heads_of(revision_graph const& graph, flags const& applied) {
  auto const is_applied = [&](revision_index r) { return static_cast<bool>(applied[r]); };
  revisions out;
  for (revision_index r = 0; r < graph.size(); ++r) {
    auto const children = graph.children(r);
    auto const dependants = graph.dependants(r);
    if (applied[r] && std::none_of(children.begin(), children.end(), is_applied) &&
        std::none_of(dependants.begin(), dependants.end(), is_applied))
      out.push_back(r);
  }
  return out;
}

}  // namespace retort::core
