// SPDX-License-Identifier: Apache-2.0
// Builds the graph in passes over the list: ids and labels, the edges they name, an order, and what is wrong with it.
// Linear but for sorting and for merges whose sides are far apart; nothing recurses.
#include "runtime/core/revision_graph.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <unordered_set>

#include "runtime/core/cycles.hpp"
#include "runtime/core/spelling.hpp"

namespace retort::core {

namespace {

using by_name = std::unordered_map<std::string, revision_index>;

void add_once(std::vector<revision_index>& list, revision_index r) {
  if (std::find(list.begin(), list.end(), r) == list.end()) list.push_back(r);
}

std::vector<std::string> each_once(std::vector<std::string> names) {
  std::unordered_set<std::string> seen;
  std::erase_if(names, [&](std::string const& name) { return !seen.insert(name).second; });
  return names;
}

// Ids and labels, filled into the maps of the graph.
class name_table {
 public:
  name_table(std::vector<revision_node> const& nodes, by_name& ids, by_name& labels, by_name& replacing,
             std::vector<graph_fault>& faults)
      : nodes_(nodes), ids_(ids), labels_(labels), replacing_(replacing) {
    read_ids(faults);
    read_replaced(faults);
    read_labels(faults);
  }

  // By a full id, or by a label where labels may stand. An id comes before a label.
  [[nodiscard]] std::optional<revision_index> find(std::string const& name, bool also_labels) const {
    if (auto const found = ids_.find(name); found != ids_.end()) return found->second;
    if (!also_labels) return std::nullopt;
    auto const found = labels_.find(name);
    return found == labels_.end() ? std::nullopt : std::optional(found->second);
  }
  // The only revision whose id begins with `prefix`.
  [[nodiscard]] std::optional<revision_index> complete(std::string const& prefix) {
    if (prefix.size() < shortest_prefix) return std::nullopt;
    if (sorted_.empty()) {
      for (auto const& [id, r] : ids_) sorted_.push_back(r);
      std::sort(sorted_.begin(), sorted_.end(), [&](auto a, auto b) { return nodes_[a].id < nodes_[b].id; });
    }
    auto const at = std::lower_bound(sorted_.begin(), sorted_.end(), prefix,
                                     [&](revision_index r, std::string const& text) { return nodes_[r].id < text; });
    auto const begins = [&](auto it) { return it != sorted_.end() && nodes_[*it].id.starts_with(prefix); };
    if (!begins(at) || begins(std::next(at))) return std::nullopt;
    return *at;
  }
  [[nodiscard]] std::string const& id(revision_index r) const { return nodes_[r].id; }
  // Whether several revisions claim the name, so that it cannot be told which of them is meant.
  [[nodiscard]] bool in_doubt(std::string const& name) const { return doubtful_.contains(name); }
  [[nodiscard]] bool is_duplicate(revision_index r) const { return ids_.at(nodes_[r].id) != r; }
  // Whether another revision stands for it, so that what it does would be done twice.
  [[nodiscard]] bool is_squashed(std::string const& id) const { return squashed_.contains(id); }
  // Into which revision the one of this full id was squashed.
  [[nodiscard]] std::vector<revision_index> replacing(std::string const& id) const {
    auto const found = replacing_.find(id);
    return found == replacing_.end() ? std::vector<revision_index>{} : std::vector{found->second};
  }

 private:
  void read_ids(std::vector<graph_fault>& faults) {
    by_name folded;
    ids_.reserve(nodes_.size());
    folded.reserve(nodes_.size());
    for (revision_index r = 0; r < nodes_.size(); ++r) {
      auto const [first, added] = ids_.emplace(nodes_[r].id, r);
      if (!added) {
        faults.push_back({fault_kind::duplicate_id, r, 0, {first->second}});
        doubtful_.insert(nodes_[r].id);
        continue;
      }
      auto const [like, fresh] = folded.emplace(lower_case(nodes_[r].id), r);
      if (!fresh) faults.push_back({fault_kind::case_clash, r, 0, {like->second}});
    }
  }
  void read_replaced(std::vector<graph_fault>& faults) {
    for (revision_index r = 0; r < nodes_.size(); ++r) {
      if (is_duplicate(r)) continue;
      for (std::size_t i = 0; i < nodes_[r].replaces.size(); ++i) {
        auto const& id = nodes_[r].replaces[i];
        if (id == nodes_[r].id) continue;
        if (auto const there = ids_.find(id); there != ids_.end()) {
          faults.push_back({fault_kind::replaced_is_there, r, i, {there->second}});
          squashed_.insert(id);
          continue;
        }
        auto const [first, added] = replacing_.emplace(id, r);
        if (!added && first->second != r) faults.push_back({fault_kind::replaced_twice, r, i, {first->second}});
      }
    }
  }
  void read_labels(std::vector<graph_fault>& faults) {
    std::unordered_map<std::string, revision_index> folded_ids, folded;
    for (revision_index r = 0; r < nodes_.size(); ++r)
      if (!is_duplicate(r) && !nodes_[r].labels.empty()) {
        for (revision_index i = 0; i < nodes_.size(); ++i) folded_ids.emplace(lower_case(nodes_[i].id), i);
        break;
      }
    for (revision_index r = 0; r < nodes_.size(); ++r) {
      if (is_duplicate(r)) continue;  // a copy, labels and all: one fault is enough
      for (std::size_t i = 0; i < nodes_[r].labels.size(); ++i) {
        auto const& label = nodes_[r].labels[i];
        auto const like = lower_case(label);
        if (auto const id = folded_ids.find(like); id != folded_ids.end()) {
          faults.push_back({fault_kind::label_is_id, r, i, {id->second}});
          continue;
        }
        auto const [first, added] = folded.emplace(like, r);
        if (added) {
          labels_.emplace(label, r);
          continue;
        }
        faults.push_back({fault_kind::duplicate_label, r, i, {first->second}});
        if (first->second != r) doubtful_.insert(label);
      }
    }
  }

  std::vector<revision_node> const& nodes_;
  by_name& ids_;
  by_name& labels_;
  by_name& replacing_;
  std::unordered_set<std::string> doubtful_, squashed_;
  std::vector<revision_index> sorted_;  // each id once; filled when it is first needed
};

// What a list of names leads to, and what is wrong with them.
struct named_edges {
  std::vector<revision_index> to;
  bool broken = false;  // something is missing, or it cannot be told what is meant
};
struct edge_kind {
  bool labels;  // may a label stand there
  fault_kind unknown, abbreviated, self;
};
constexpr edge_kind parent_edges{false, fault_kind::unknown_parent, fault_kind::abbreviated_parent,
                                 fault_kind::self_parent};
constexpr edge_kind dependency_edges{true, fault_kind::unknown_dependency, fault_kind::abbreviated_dependency,
                                     fault_kind::cycle};

named_edges look_up(name_table& names, revision_index r, std::vector<std::string> const& given, edge_kind kind,
                    std::vector<graph_fault>& faults) {
  named_edges out;
  for (std::size_t i = 0; i < given.size(); ++i) {
    auto const full = names.find(given[i], kind.labels);
    auto const squashed = full ? std::vector<revision_index>() : names.replacing(given[i]);
    auto const found = full || !squashed.empty() ? full : names.complete(given[i]);
    if (!found || *found == r) {
      if (found) {
        faults.push_back({kind.self, r, i, {r}});
      } else {
        faults.push_back({kind.unknown, r, i, squashed});
      }
      out.broken = true;
      continue;
    }
    if (!full) faults.push_back({kind.abbreviated, r, i, {*found}});
    add_once(out.to, *found);
    out.broken = out.broken || names.in_doubt(full ? given[i] : names.id(*found));
  }
  return out;
}

// Finds ancestors among few revisions, going no further up than they stand.
class ancestor_search {
 public:
  ancestor_search(edge_list const& parents, std::vector<revision_index> const& order)
      : parents_(parents), place_(parents.size(), 0), seen_(parents.size(), 0) {
    for (std::size_t i = 0; i < order.size(); ++i) place_[order[i]] = i;
  }
  // After this, is_above() tells of each revision of `wanted` whether it is an ancestor of one of `from`.
  void search(std::vector<revision_index> const& from, std::vector<revision_index> const& wanted) {
    ++round_;
    open_ = from;
    std::size_t highest = parents_.size();
    for (auto const r : wanted) highest = std::min(highest, place_[r]);
    while (!open_.empty()) {
      auto const r = open_.back();
      open_.pop_back();
      for (auto const p : parents_[r]) {
        if (seen_[p] == round_ || place_[p] < highest) continue;
        seen_[p] = round_;
        open_.push_back(p);
      }
    }
  }
  [[nodiscard]] bool is_above(revision_index r) const { return seen_[r] == round_; }

 private:
  edge_list const& parents_;
  std::vector<std::size_t> place_, seen_;
  std::size_t round_ = 0;
  std::vector<revision_index> open_;
};

// The parents of a revision that are given twice, or are ancestors of other ones.
void find_redundant_parents(name_table const& names, revision_node const& node, revision_index r,
                            std::vector<revision_index> const& parents, ancestor_search& search,
                            std::vector<graph_fault>& faults) {
  search.search(parents, parents);
  std::vector<std::pair<std::size_t, revision_index>> above;
  std::unordered_set<revision_index> seen;
  for (std::size_t i = 0; i < node.parents.size(); ++i) {
    auto const parent = names.find(node.parents[i], false);
    if (!parent || *parent == r) continue;
    if (!seen.insert(*parent).second) {
      faults.push_back({fault_kind::redundant_parent, r, i, {*parent}});
    } else if (search.is_above(*parent)) {
      above.emplace_back(i, *parent);
    }
  }
  for (auto const& [item, parent] : above)
    for (auto const other : parents) {
      search.search({other}, {parent});
      if (other == parent || !search.is_above(parent)) continue;
      faults.push_back({fault_kind::redundant_parent, r, item, {other}});
      break;
    }
}

}  // namespace

revision_graph revision_graph::build(std::vector<revision_node> nodes, std::vector<graph_fault>& faults) {
  revision_graph out;
  out.nodes_ = std::move(nodes);
  for (auto& node : out.nodes_) node.replaces = each_once(std::move(node.replaces));
  auto const count = static_cast<revision_index>(out.nodes_.size());
  std::vector<graph_fault> found;
  name_table names(out.nodes_, out.by_id_, out.by_label_, out.replacing_, found);

  // Edges.
  out.parents_.resize(count);
  out.dependencies_.resize(count);
  out.children_.resize(count);
  out.dependants_.resize(count);
  std::vector<bool> broken(count, false);
  for (revision_index r = 0; r < count; ++r) {
    auto const& node = out.nodes_[r];
    auto parents = look_up(names, r, node.parents, parent_edges, found);
    auto dependencies = look_up(names, r, node.depends_on, dependency_edges, found);
    broken[r] = parents.broken || dependencies.broken || names.is_squashed(node.id);
    for (auto const p : parents.to) out.children_[p].push_back(r);
    for (auto const d : dependencies.to) out.dependants_[d].push_back(r);
    out.parents_[r] = std::move(parents.to);
    out.dependencies_[r] = std::move(dependencies.to);
  }

  // Order.
  std::vector<std::size_t> waits_for(count);
  std::priority_queue<revision_index, std::vector<revision_index>, std::greater<>> free;
  for (revision_index r = 0; r < count; ++r) {
    waits_for[r] = out.parents_[r].size() + out.dependencies_[r].size();
    if (waits_for[r] == 0) free.push(r);
  }
  std::vector<bool> left(count, true);
  out.order_.reserve(count);
  while (!free.empty()) {
    auto const r = free.top();
    free.pop();
    left[r] = false;
    out.order_.push_back(r);
    for (auto const* next : {&out.children_[r], &out.dependants_[r]})
      for (auto const n : *next)
        if (--waits_for[n] == 0) free.push(n);
  }
  if (out.order_.size() < count) {
    edge_list needs(count);
    for (revision_index r = 0; r < count; ++r) {
      if (!left[r]) continue;
      needs[r] = out.parents_[r];
      for (auto const d : out.dependencies_[r]) add_once(needs[r], d);
    }
    for (auto& cycle : find_cycles(needs, left)) {
      auto const first = cycle.front();
      found.push_back({fault_kind::cycle, first, 0, std::move(cycle)});
    }
  }

  // What can be replayed.
  out.whole_.assign(count, false);
  auto const is_whole = [&](revision_index r) { return static_cast<bool>(out.whole_[r]); };
  for (auto const r : out.order_)
    out.whole_[r] = !broken[r] && std::all_of(out.parents_[r].begin(), out.parents_[r].end(), is_whole) &&
                    std::all_of(out.dependencies_[r].begin(), out.dependencies_[r].end(), is_whole);

  // Parents that say nothing new.
  ancestor_search search(out.parents_, out.order_);
  for (revision_index r = 0; r < count; ++r)
    if (out.nodes_[r].parents.size() > 1 && !left[r])
      find_redundant_parents(names, out.nodes_[r], r, out.parents_[r], search, found);

  std::stable_sort(found.begin(), found.end(), [](auto const& a, auto const& b) { return a.revision < b.revision; });
  faults.insert(faults.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  return out;
}

std::optional<revision_index> revision_graph::find(std::string_view id) const {
  auto const found = by_id_.find(std::string(id));
  return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<revision_index> revision_graph::find_label(std::string_view label) const {
  auto const found = by_label_.find(std::string(label));
  return found == by_label_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<revision_index> revision_graph::find_replacing(std::string_view id) const {
  auto const found = replacing_.find(std::string(id));
  return found == replacing_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<revision_index> revision_graph::heads() const {
  std::vector<revision_index> out;
  for (revision_index r = 0; r < nodes_.size(); ++r)
    if (children_[r].empty() && dependants_[r].empty()) out.push_back(r);
  return out;
}

std::vector<revision_index> revision_graph::bases() const {
  std::vector<revision_index> out;
  for (revision_index r = 0; r < nodes_.size(); ++r)
    if (parents_[r].empty()) out.push_back(r);
  return out;
}

}  // namespace retort::core
