// SPDX-License-Identifier: Apache-2.0
// What else the driver of PostgreSQL says.
#pragma once

#include <string>

#include "runtime/words/words.hpp"

namespace retort::words {

// The schema that the version table is in, or would be made in: an expression. What the search path says now decides.
[[nodiscard]] std::string postgresql_place(vocabulary const& words, table_names const& names);

}  // namespace retort::words
