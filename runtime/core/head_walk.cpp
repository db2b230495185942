// SPDX-License-Identifier: Apache-2.0
// A step replaces what it stands on, or gives it back where nothing else stands on it.
#include "runtime/core/head_walk.hpp"

#include <algorithm>

namespace retort::core {

head_walk::head_walk(revision_graph const& graph, std::vector<revision_index> const& current)
    : graph_(graph), done_(applied(graph, current)) {
  for (auto const r : current) heads_.push_back(graph[r].id);
  std::sort(heads_.begin(), heads_.end());
}

std::vector<revision_index> head_walk::needs(revision_index r) const {
  std::vector<revision_index> out(graph_.parents(r).begin(), graph_.parents(r).end());
  out.insert(out.end(), graph_.dependencies(r).begin(), graph_.dependencies(r).end());
  return out;
}

bool head_walk::carries(revision_index r) const {
  auto const is_applied = [&](revision_index other) { return static_cast<bool>(done_[other]); };
  return std::any_of(graph_.children(r).begin(), graph_.children(r).end(), is_applied) ||
         std::any_of(graph_.dependants(r).begin(), graph_.dependants(r).end(), is_applied);
}

bool head_walk::take(planned_step const& step) {
  auto const r = step.revision;
  auto const below = needs(r);
  bool const up = step.way == direction::upgrade;
  if (up ? !std::all_of(below.begin(), below.end(), [&](revision_index n) { return static_cast<bool>(done_[n]); })
         : carries(r))
    return false;
  done_[r] = up;
  if (up) {
    for (auto const n : below) std::erase(heads_, graph_[n].id);
    heads_.push_back(graph_[r].id);
  } else {
    std::erase(heads_, graph_[r].id);
    for (auto const n : below)
      if (!carries(n) && std::find(heads_.begin(), heads_.end(), graph_[n].id) == heads_.end())
        heads_.push_back(graph_[n].id);
  }
  std::sort(heads_.begin(), heads_.end());
  return true;
}

}  // namespace retort::core
