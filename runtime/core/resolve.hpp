// SPDX-License-Identifier: Apache-2.0
// The words of a target turned into revisions: `head`, `3f9a`, `+2`, `billing@head-1`. In: a graph, what is current,
// the words. Out: where they lead, or target_error. Plans nothing; ranges are taken apart elsewhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/core/reach.hpp"
#include "runtime/core/targets.hpp"

namespace retort::core {

// `branch@name±count`, each part of it optional.
struct target_words {
  std::string whole;                  // for sentences
  std::optional<std::string> branch;  // before the '@'
  std::string name;                   // empty: what is current
  std::optional<std::size_t> count;   // of steps; huge where the number is
  bool up = false;                    // their direction

  // `+2`, `billing@-1`: counted from what is current.
  [[nodiscard]] bool is_relative() const { return name.empty(); }
};

// Where a target leads.
struct place {
  revisions at;                          // empty: base
  std::optional<revision_index> branch;  // the revision that stands for what is before the '@'
  // Of a walk downwards: the revisions passed, first the one it began at, last the one above `at`.
  revisions passed;
};

enum class overshoot { is_an_error, ends_there };

class resolver {
 public:
  // All of them must outlive the resolver. `current` needs no duplicates, and only indexes of the graph.
  resolver(revision_graph const& graph, revisions const& current) : graph_(graph), current_(current) {}

  // Throws target_error for what is no target: empty, a range, a number that is missing.
  [[nodiscard]] target_words read(std::string_view target) const;
  // `from`: what a relative target counts from; mostly what is current. Throws target_error.
  [[nodiscard]] place find(target_words const& words, revisions const& from,
                           overshoot beyond = overshoot::is_an_error) const;
  // By a full id, a label or an abbreviation. Throws target_error. `kind`: "revision" or "branch".
  [[nodiscard]] revision_index named(std::string const& name, std::string_view kind) const;
  [[nodiscard]] std::vector<std::string> ids(revisions const& of) const;

 private:
  struct branch_limits;  // the members of a branch, and its name

  [[nodiscard]] std::optional<revision_index> exact(std::string const& name) const;
  [[nodiscard]] revisions start(target_words const& words, branch_limits const* branch, revisions const& from) const;
  [[nodiscard]] revisions tips(branch_limits const* branch) const;
  [[nodiscard]] revisions highest(branch_limits const& branch, revisions const& from) const;
  [[nodiscard]] std::optional<revision_index> only(target_words const& words, revisions const& of) const;
  void walk_up(target_words const& words, branch_limits const* branch, revisions const& from, overshoot beyond,
               place& out) const;
  void walk_down(target_words const& words, branch_limits const* branch, overshoot beyond, place& out) const;

  revision_graph const& graph_;
  revisions const& current_;
};

}  // namespace retort::core
