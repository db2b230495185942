// SPDX-License-Identifier: Apache-2.0
// SQLite, from 3.35 on. In: actions of the plan. Out: statements, catalogue queries and what they lock. What SQLite
// cannot alter in place arrives here as RebuildTable: plan/ decides that by the capabilities.
#pragma once

#include <vector>

#include "compiler/dialects/dialect.hpp"

namespace retort::dialects::sqlite {

// The one dialect of this folder; it lives as long as the program.
[[nodiscard]] std::vector<Dialect const*> dialects();

}  // namespace retort::dialects::sqlite
