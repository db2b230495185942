// SPDX-License-Identifier: Apache-2.0
// What is to be done from a state of the database: steps, the guards before them, and the heads between them. Asks no
// database.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <retort/migrator.hpp>

#include "runtime/core/lineage.hpp"
#include "runtime/core/targets.hpp"
#include "runtime/src/bookkeeping.hpp"

namespace retort {

struct planned_revision_step {
  core::revision_index revision;
  std::vector<std::string> heads;  // recorded after it
};
struct planned_way {
  direction way = direction::upgrade;
  std::vector<planned_revision_step> steps;
};

class move_planner {
 public:
  // `beyond`: revisions whose statements a database keeps, of which no step in C++ is run.
  move_planner(bundle content, std::span<call_entry const> calls, lineage& line, std::vector<std::string> beyond = {})
      : content_(std::move(content)), calls_(calls), line_(line), beyond_(std::move(beyond)) {}

  // The recorded heads as positions. Throws unknown_revision_in_database.
  [[nodiscard]] std::vector<core::revision_index> known(std::vector<std::string> const& heads);
  // Throws unknown_target, unknown_revision_in_database, and interrupted where a revision is half-way that the move
  // does not finish.
  [[nodiscard]] planned_way plan(database_state const& state, direction way, std::string_view target);
  // The steps of `earlier` that are still to be done from `state`, for a target that is relative to what was current
  // when it was planned. Throws unknown_target where they cannot be done any more.
  [[nodiscard]] planned_way remaining(database_state const& state, planned_way const& earlier);
  // One step: of `revision`, whatever else is half-way. Throws unknown_target where it is not possible from `state`.
  [[nodiscard]] planned_way only(database_state const& state, direction way, core::revision_index revision);
  // Throws irreversible, data_loss_refused, missing_step; bundle_error where a revision of the way is damaged.
  void guard(planned_way const& move, options const& settings) const;
  // What a downgrade of `revision` loses, one sentence each.
  [[nodiscard]] std::vector<std::string> losses(planned_way const& move) const;

 private:
  [[nodiscard]] planned_way with_heads(database_state const& state, direction way,
                                       std::vector<core::revision_index> const& revisions);
  void refuse_half_way(database_state const& state, planned_way const& move);

  bundle content_;
  std::span<call_entry const> calls_;
  lineage& line_;
  std::vector<std::string> beyond_;
};

// Whether `target` depends on what is current: "+1", "-2", "billing@+1", "current…".
[[nodiscard]] bool is_relative(std::string_view target);

}  // namespace retort
