// SPDX-License-Identifier: Apache-2.0
// How far a walk in batches has come: the first and the last key of its table, and where a key lies between them. In:
// the texts of the loop. Out: two queries, and numbers.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <retort/bundle.hpp>

namespace retort::core {

struct key_range_queries {
  std::string first, last;  // one row and one column each, or none; each looks up one end of an index
};
// Nothing where the key has several columns, or where the texts are not such that one can tell.
[[nodiscard]] std::optional<key_range_queries> key_range_of(batch_text const& texts);

// Keys that are whole numbers.
struct key_range {
  double first = 0, last = 0;
  // From 0 to 1; nothing where `key` is no number.
  [[nodiscard]] std::optional<double> share(std::string_view key) const;
};
// Nothing where one of them is no number.
[[nodiscard]] std::optional<key_range> key_range_between(std::string_view first, std::string_view last);

// How long the rest will take at the pace of `elapsed`, in which the walk came from the share `before` to `now`.
// Nothing where it has not moved, and where years would come out: a key far behind the others says nothing of the rows.
[[nodiscard]] std::optional<std::chrono::milliseconds> time_left(std::chrono::microseconds elapsed, double before,
                                                                 double now);

}  // namespace retort::core
