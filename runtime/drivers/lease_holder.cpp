// SPDX-License-Identifier: Apache-2.0
// Who has a lease, from its row.
#include <charconv>
#include <cstdint>

#include "runtime/drivers/driver.hpp"

namespace retort::drivers {

std::optional<lock_holder> lease_holder(std::vector<row> const& read) {
  if (read.empty() || read[0].size() < 4 || read[0][0].value_or("").empty()) return std::nullopt;
  lock_holder out;
  out.by = lock_holder::means::lease;
  out.process = read[0][1].value_or("");
  out.since = read[0][2].value_or("");
  auto const left = read[0][3].value_or("0");
  std::int64_t milliseconds = 0;
  std::from_chars(left.data(), left.data() + left.size(), milliseconds);
  out.left = std::chrono::milliseconds(milliseconds);
  return out;
}

}  // namespace retort::drivers
