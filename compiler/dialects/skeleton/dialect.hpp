// SPDX-License-Identifier: Apache-2.0
// The template for the next dialect: the standard's spelling of everything. It is compiled, so that it stays a template
// that works, and offered to nobody. docs/adding-a-dialect.md goes through it.
#pragma once

#include <vector>

#include "compiler/dialects/dialect.hpp"

namespace retort::dialects::skeleton {

// What the folder offers; static storage. A folder with two variants of one database gives both.
[[nodiscard]] std::vector<Dialect const*> dialects();

}  // namespace retort::dialects::skeleton
