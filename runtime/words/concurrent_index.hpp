// SPDX-License-Identifier: Apache-2.0
// Finds the index a `create index concurrently` of PostgreSQL makes. In: SQL. Out: names as they are written.
#pragma once

#include <string>
#include <string_view>

namespace retort::words {

// The parts of `create [unique] index concurrently [if not exists] name on [only] table …`, as written (quotes and
// all); empty names when `sql` is something else.
struct concurrent_index {
  std::string name, table;
};
[[nodiscard]] concurrent_index parse_concurrent_index(std::string_view sql);

}  // namespace retort::words
