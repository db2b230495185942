// SPDX-License-Identifier: Apache-2.0
// Which neighbours of a revision can be announced together, before the first of them runs: those whose catalogue
// queries tell of each whether it ran, whatever of the others did.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/plan/plan.hpp"

namespace retort::plan {

// What an action makes, changes, renames or takes away: an object as a whole, or a part of it (a column, a constraint,
// an index: one space of names, so that two may meet that do not). A key and an index are objects of their schema as
// well, as PostgreSQL has them. In lower case.
struct Touched {
  model::ObjectName object;
  std::string part;     // empty: the whole of it
  bool beside = false;  // it may change with it, and is not what its query asks for
  friend bool operator==(Touched const&, Touched const&) = default;
};

// Nothing: it cannot be told, and the action stands alone.
[[nodiscard]] std::optional<std::vector<Touched>> touched_by(Action const& action);

// Goes through the actions of one direction of a revision, in order.
class Neighbours {
 public:
  // Whether `action` leaves alone what those before it touch, back to the last that did not; it is one of them now.
  [[nodiscard]] bool joins(Action const& action);
  // What follows begins anew.
  void part() { open_ = false; }

 private:
  bool open_ = false;
  std::vector<Touched> touched_;
};

}  // namespace retort::plan
