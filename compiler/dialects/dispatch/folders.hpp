// SPDX-License-Identifier: Apache-2.0
// What the generated table offers: the dialects of every folder beside this one, in no particular order. A folder joins
// by a `dialect.hpp` that declares `std::vector<Dialect const*> dialects();` in the namespace of its name.
#pragma once

#include <vector>

#include "compiler/dialects/dialect.hpp"

namespace retort::dialects::dispatch {

[[nodiscard]] std::vector<Dialect const*> folders();

}  // namespace retort::dialects::dispatch
