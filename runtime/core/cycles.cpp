// SPDX-License-Identifier: Apache-2.0
// Tarjan's strongly connected components, with a list in place of the stack of calls; then, in every component of more
// than one revision, the shortest way from its first revision back to itself.
#include "runtime/core/cycles.hpp"

#include <algorithm>
#include <limits>

namespace retort::core {

namespace {

constexpr revision_index none = std::numeric_limits<revision_index>::max();

class components {
 public:
  components(edge_list const& needs, std::vector<bool> const& among)
      : needs_(needs), among_(among), number_(needs.size(), none), low_(needs.size(), none), of_(needs.size(), none) {
    for (revision_index r = 0; r < needs.size(); ++r)
      if (among[r] && number_[r] == none) search(r);
  }
  [[nodiscard]] std::vector<std::vector<revision_index>> const& all() const { return all_; }
  [[nodiscard]] bool together(revision_index a, revision_index b) const { return of_[a] == of_[b]; }

 private:
  struct visit {
    revision_index at;
    std::size_t next = 0;
  };
  void enter(revision_index r) {
    number_[r] = low_[r] = count_++;
    open_.push_back(r);
    way_.push_back({r});
  }
  void search(revision_index root) {
    enter(root);
    while (!way_.empty()) {
      auto& top = way_.back();
      if (top.next < needs_[top.at].size()) {
        auto const to = needs_[top.at][top.next++];
        if (!among_[to]) continue;
        if (number_[to] == none) {
          enter(to);
        } else if (of_[to] == none) {
          low_[top.at] = std::min(low_[top.at], number_[to]);
        }
        continue;
      }
      auto const done = top.at;
      way_.pop_back();
      if (!way_.empty()) low_[way_.back().at] = std::min(low_[way_.back().at], low_[done]);
      if (low_[done] == number_[done]) close(done);
    }
  }
  void close(revision_index root) {
    auto& members = all_.emplace_back();
    for (bool more = true; more; open_.pop_back()) {
      auto const r = open_.back();
      of_[r] = root;
      members.push_back(r);
      more = r != root;
    }
  }

  edge_list const& needs_;
  std::vector<bool> const& among_;
  std::vector<revision_index> number_, low_, of_;  // `of_`: the root of its component, once that is complete
  std::vector<revision_index> open_;
  std::vector<visit> way_;
  std::vector<std::vector<revision_index>> all_;
  revision_index count_ = 0;
};

std::vector<revision_index> way_back(edge_list const& needs, components const& knots, revision_index from,
                                     std::vector<revision_index>& came_from) {
  std::vector<revision_index> queue{from};
  for (std::size_t i = 0; i < queue.size(); ++i) {
    auto const r = queue[i];
    for (auto const to : needs[r]) {
      if (!knots.together(from, to)) continue;
      if (to == from) {
        std::vector<revision_index> out;
        for (auto at = r; at != from; at = came_from[at]) out.push_back(at);
        out.push_back(from);
        std::reverse(out.begin(), out.end());
        return out;
      }
      if (came_from[to] != none) continue;
      came_from[to] = r;
      queue.push_back(to);
    }
  }
  return {};  // not in a component of several
}

}  // namespace

std::vector<std::vector<revision_index>> find_cycles(edge_list const& needs, std::vector<bool> const& among) {
  components const knots(needs, among);
  std::vector<revision_index> first;
  for (auto const& members : knots.all())
    if (members.size() > 1) first.push_back(*std::min_element(members.begin(), members.end()));
  std::sort(first.begin(), first.end());
  std::vector<revision_index> came_from(needs.size(), none);
  std::vector<std::vector<revision_index>> out;
  out.reserve(first.size());
  for (auto const r : first) out.push_back(way_back(needs, knots, r, came_from));
  return out;
}

}  // namespace retort::core
