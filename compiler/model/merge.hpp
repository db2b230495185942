// SPDX-License-Identifier: Apache-2.0
// The schema a revision starts from: the state of its first parent, with what its other parents and its dependencies
// add. Reports sides that do not commute.
#pragma once

#include <optional>

#include "compiler/model/context.hpp"
#include "compiler/model/footprint.hpp"
#include "compiler/model/sides.hpp"

namespace retort::model {

// What is known of the revisions replayed so far, by revision.
struct History {
  core::revision_graph const& graph;
  std::vector<ast::Revision const*> const& files;
  std::vector<ReplayedRevision const*> replayed;  // null: left out, or not reached yet
  std::vector<bool> to_replay;                    // all that is not left out
  std::vector<bool> sound;                        // neither it nor an ancestor has a fault
  Sides sides;
  std::vector<std::optional<Footprint>> footprints;  // of those that a merge has asked for
};

// `sound` becomes false when the sides do not go together.
[[nodiscard]] Schema schema_before(History& history, core::revision_index revision, ReplayOptions const& options,
                                   Sink& sink, bool& sound);

}  // namespace retort::model
