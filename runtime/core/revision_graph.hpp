// SPDX-License-Identifier: Apache-2.0
// The revision graph: who revises whom, who depends on whom. In: what the files or the bundle's index say. Out: faults,
// or a graph that answers for the compiler and the runtime alike. Knows no database, no syntax tree, no diagnostics.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace retort::core {

using revision_index = std::uint32_t;  // position in the list given to the graph

// What a revision says of its place. Full ids; a dependency may be a label.
struct revision_node {
  std::string id;
  std::vector<std::string> parents;
  std::vector<std::string> depends_on;
  std::vector<std::string> labels;
  // Of a squashed one: the ids that it stands for, its own among them. Some may be given twice; the graph has each
  // once.
  std::vector<std::string> replaces = {};
};

enum class fault_kind {
  duplicate_id,        // others: the first revision of that id
  case_clash,          // an id that differs only in case; others: the first one
  unknown_parent,      // item: which parent; others: the revision that it was squashed into, if that is why
  abbreviated_parent,  // item: which parent; others: the one revision whose id it begins
  self_parent,
  unknown_dependency,      // like unknown_parent
  abbreviated_dependency,  // like abbreviated_parent
  cycle,                   // others: the revisions of the cycle in order, beginning with `revision`
  duplicate_label,         // item: which label; others: the first revision that has it
  label_is_id,             // item: which label; others: the revision of that id
  redundant_parent,        // item: the parent that is an ancestor of another parent; others: that other parent
  replaced_is_there,       // item: which of the ids it replaces; others: the revision that has it still
  replaced_twice,          // item: like replaced_is_there; others: the first revision that replaces it
};
struct graph_fault {
  fault_kind kind;
  revision_index revision;
  std::size_t item = 0;
  std::vector<revision_index> others;
};

class revision_graph {
 public:
  // Never throws on account of the graph. Faults are appended in the order of the revisions. A graph with faults still
  // answers: unknown parents are dropped, and is_whole() is false for what cannot be replayed.
  static revision_graph build(std::vector<revision_node> nodes, std::vector<graph_fault>& faults);

  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] revision_node const& operator[](revision_index r) const { return nodes_[r]; }
  [[nodiscard]] std::optional<revision_index> find(std::string_view id) const;           // full id only
  [[nodiscard]] std::optional<revision_index> find_label(std::string_view label) const;  // the revision that carries it
  // Into which revision the one of this full id was squashed. Nothing for a revision that is there.
  [[nodiscard]] std::optional<revision_index> find_replacing(std::string_view id) const;

  [[nodiscard]] std::span<revision_index const> parents(revision_index r) const { return parents_[r]; }
  [[nodiscard]] std::span<revision_index const> dependencies(revision_index r) const { return dependencies_[r]; }
  [[nodiscard]] std::span<revision_index const> children(revision_index r) const { return children_[r]; }  // by parent
  [[nodiscard]] std::span<revision_index const> dependants(revision_index r) const {
    return dependants_[r];
  }  // by dependency

  // Parents and dependencies before what needs them; among the free ones the order given to build(). Revisions on or
  // behind a cycle are left out.
  [[nodiscard]] std::span<revision_index const> order() const { return order_; }
  // Whether it is known what it stands on: everything above it exists, and no fault of its ancestry leaves open which
  // revision is meant. (An abbreviation leads to the revision that is meant, and a clash of labels changes no edge.)
  [[nodiscard]] bool is_whole(revision_index r) const { return whole_[r]; }
  // Revisions nothing stands on, dependencies counted, in the order given to build().
  [[nodiscard]] std::vector<revision_index> heads() const;
  [[nodiscard]] std::vector<revision_index> bases() const;  // revisions without parents

 private:
  std::vector<revision_node> nodes_;
  std::vector<std::vector<revision_index>> parents_, dependencies_, children_, dependants_;
  std::vector<revision_index> order_;
  std::vector<bool> whole_;
  std::unordered_map<std::string, revision_index> by_id_, by_label_, replacing_;
};

}  // namespace retort::core
