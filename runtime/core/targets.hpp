// SPDX-License-Identifier: Apache-2.0
// What a user writes on a command line (`head`, `+2`, `billing@head`, `3f9a`, `a:b`) turned into revisions and steps.
// The same code answers for `retort plan` and for the runtime.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <retort/bundle.hpp>

#include "runtime/core/revision_graph.hpp"

namespace retort::core {

// An unknown or ambiguous target, or a move that cannot be made: one sentence that says why.
class target_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct planned_step {
  direction way;
  revision_index revision;
  friend bool operator==(planned_step const&, planned_step const&) = default;
};
struct planned_move {
  std::vector<planned_step> steps;    // in a valid order
  std::vector<revision_index> heads;  // afterwards, in graph order
};

// What an upgrade or a downgrade would do from `current`, the heads a database records (effective heads: what nothing
// applied stands on, dependencies counted). Throws target_error. Upgrading to what is applied and downgrading to what
// is current succeed with no steps.
[[nodiscard]] planned_move plan_upgrade(revision_graph const& graph, std::vector<revision_index> const& current,
                                        std::string_view target);
[[nodiscard]] planned_move plan_downgrade(revision_graph const& graph, std::vector<revision_index> const& current,
                                          std::string_view target);
// The heads a `stamp` to `targets` records; none for `base`. Throws target_error.
[[nodiscard]] std::vector<revision_index> plan_stamp(revision_graph const& graph,
                                                     std::vector<revision_index> const& current,
                                                     std::vector<std::string> const& targets);
// One revision: a full id, a unique prefix of at least four characters, a label, head, base+N … Throws target_error.
[[nodiscard]] revision_index resolve_one(revision_graph const& graph, std::vector<revision_index> const& current,
                                         std::string_view target);
// The recorded heads that a list means: `base`, `head` or `heads`, or targets as of resolve_one() separated by commas.
// Throws target_error, also where one of them stands on another.
[[nodiscard]] std::vector<revision_index> resolve_heads(revision_graph const& graph, std::string_view list);
// A range `a:b`, `:b`, `a:` of history, newest first. Throws target_error.
[[nodiscard]] std::vector<revision_index> resolve_range(revision_graph const& graph,
                                                        std::vector<revision_index> const& current,
                                                        std::string_view range);
// Everything applied when `heads` are current: they and all their ancestors by parents and dependencies; one flag a
// revision.
[[nodiscard]] std::vector<bool> applied(revision_graph const& graph, std::vector<revision_index> const& heads);

}  // namespace retort::core
