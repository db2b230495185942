// SPDX-License-Identifier: Apache-2.0
// Both ancestries are walked at once, from the end of the history: a revision is looked at when everything that stands
// on it has been, and the walk is over when all that is left to look at belongs to both.
#include "compiler/model/sides.hpp"

#include <algorithm>
#include <queue>

namespace retort::model {

using core::revision_index;

Sides::Sides(core::revision_graph const& graph) : graph_(graph), place_(graph.size(), 0), colour_(graph.size(), 0) {
  std::size_t place = 0;
  for (revision_index const r : graph.order()) place_[r] = place++;
}

Sides::Apart Sides::apart(std::vector<revision_index> const& some, revision_index other) {
  constexpr std::uint8_t ours = 1, theirs = 2, both = 3;
  std::priority_queue<std::size_t> open;  // places
  std::vector<revision_index> seen;
  std::size_t undecided = 0;  // open ones that are not known to be in both
  auto const visit = [&](revision_index r, std::uint8_t colour) {
    auto& now = colour_[r];
    if (now == 0) {
      open.push(place_[r]);
      seen.push_back(r);
    } else if (now != both) {
      --undecided;
    }
    now |= colour;
    if (now != both) ++undecided;
  };
  for (auto const r : some) visit(r, ours);
  visit(other, theirs);

  Apart out;
  auto const order = graph_.order();
  while (undecided > 0) {
    revision_index const r = order[open.top()];
    open.pop();
    auto const colour = colour_[r];
    if (colour != both) {
      --undecided;
      (colour == ours ? out.ours : out.theirs).push_back(r);
    }
    for (auto const p : graph_.parents(r)) visit(p, colour);
    for (auto const d : graph_.dependencies(r)) visit(d, colour);
  }
  for (auto const r : seen) colour_[r] = 0;
  std::reverse(out.ours.begin(), out.ours.end());
  std::reverse(out.theirs.begin(), out.theirs.end());
  return out;
}

std::vector<revision_index> sides_of(core::revision_graph const& graph, revision_index revision,
                                     std::vector<bool> const& replayed) {
  std::vector<revision_index> out;
  for (auto const list : {graph.parents(revision), graph.dependencies(revision)})
    for (revision_index const r : list)
      if (replayed[r] && std::find(out.begin(), out.end(), r) == out.end()) out.push_back(r);
  return out;
}

std::vector<std::vector<revision_index>> last_asked_for(core::revision_graph const& graph,
                                                        std::vector<bool> const& replayed, Sides& sides) {
  std::vector<revision_index> last(graph.size());
  for (revision_index r = 0; r < last.size(); ++r) last[r] = r;
  for (revision_index const merge : graph.order()) {
    auto const all = sides_of(graph, merge, replayed);
    std::vector<revision_index> some;
    for (auto const side : all) {
      if (!some.empty()) {
        auto const apart = sides.apart(some, side);
        for (auto const* list : {&apart.ours, &apart.theirs})
          for (auto const r : *list) last[r] = merge;
      }
      some.push_back(side);
    }
  }
  std::vector<std::vector<revision_index>> out(graph.size());
  for (revision_index r = 0; r < last.size(); ++r) out[last[r]].push_back(r);
  return out;
}

}  // namespace retort::model
