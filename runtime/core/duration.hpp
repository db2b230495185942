// SPDX-License-Identifier: Apache-2.0
// A time as people write it: 500ms, 30s, 5min, 1h; a bare number is seconds. Used by the flags of the programs and by
// retort.toml.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace retort::core {

// Databases keep their limits as milliseconds in 32 bits.
inline constexpr std::chrono::hours longest_duration{596};

// Nothing where it is no time, or longer than longest_duration.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

}  // namespace retort::core
