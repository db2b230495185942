// SPDX-License-Identifier: Apache-2.0
// What takes back the part of a revision that is done. In: both directions of the revision, how far one has come. Out:
// statements of the other, in pieces that are committed together; or the reason why that is not known to be safe.
//
// A statement that the compiler derived has the origin of the one it takes back: file and line pair them. One that is
// written by hand has not, and nobody can tell which part of a revision it belongs to.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <retort/repair.hpp>

#include "runtime/core/unit.hpp"

namespace retort {

// How far one unit of the direction that was begun has come.
struct unit_standing {
  core::unit part;
  progress_of_statement state = progress_of_statement::to_come;
};

struct undo_piece {
  std::vector<statement_info const*> statements;  // of the other direction; they run in one transaction
  bool outside = false;                           // or it is a single one that runs outside of any
  bool rebuild = false;
  std::vector<std::uint32_t> touched;  // the units of the direction that was begun of which it takes something back
  std::vector<std::uint32_t> gone;     // those of them of which nothing is left after it
};

struct undo_plan {
  std::vector<undo_piece> pieces;
  std::string refused;  // why there is none; empty: there is one
};

// `units`: all of the direction `way`, in order; they point into `revision`. `in_effect` asks the query of a statement
// of the other direction whether its effect is there already.
[[nodiscard]] undo_plan plan_undo(revision_info const& revision, direction way, std::vector<unit_standing> const& units,
                                  std::function<bool(statement_info const&)> const& in_effect);

// "statement 2", "statements 1 to 3", "statements 1, 3 to 5". Sorts them.
[[nodiscard]] std::string spell_ordinals(std::vector<std::uint32_t> ordinals);

}  // namespace retort
