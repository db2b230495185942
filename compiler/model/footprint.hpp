// SPDX-License-Identifier: Apache-2.0
// What steps have to do with: the names that they change, and the names whose state decides whether they work. Steps
// whose footprints do not meet can change places. It names too much rather than too little: a meeting costs time only.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/model/replay.hpp"

namespace retort::model {

// Hashes of names in lower case, in one space for everything that has a name; sorted, each once. Two names of the same
// hash are a meeting more.
struct Footprint {
  std::vector<std::uint64_t> changed;
  std::vector<std::uint64_t> seen;  // those of `changed` are among them
  bool everything = false;          // raw SQL, schemas and what could not be read: meets all other steps
};

[[nodiscard]] Footprint footprint_of(std::vector<Step> const& steps);
// Adds the other one.
void add(Footprint& to, Footprint const& more);
// Whether neither sees what the other changes.
[[nodiscard]] bool are_apart(Footprint const& a, Footprint const& b);

}  // namespace retort::model
