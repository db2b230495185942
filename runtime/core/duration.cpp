// SPDX-License-Identifier: Apache-2.0
// A number and a unit.
#include "runtime/core/duration.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace retort::core {

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  using unit = std::pair<std::string_view, std::int64_t>;
  constexpr std::array units{unit{"ms", 1},       unit{"", 1000},    unit{"s", 1000},
                             unit{"min", 60'000}, unit{"m", 60'000}, unit{"h", 3'600'000}};
  std::uint32_t count = 0;
  auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (problem != std::errc{}) return std::nullopt;
  auto const rest = text.substr(static_cast<std::size_t>(end - text.data()));
  for (auto const& [name, factor] : units) {
    if (name != rest) continue;
    std::chrono::milliseconds const out(count * factor);
    return out > longest_duration ? std::nullopt : std::optional(out);
  }
  return std::nullopt;
}

}  // namespace retort::core
