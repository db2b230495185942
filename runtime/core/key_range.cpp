// SPDX-License-Identifier: Apache-2.0
// Ends of a key.
#include "runtime/core/key_range.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace retort::core {
namespace {

std::optional<double> number(std::string_view text) {
  std::int64_t out = 0;
  auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return static_cast<double>(out);
}

}  // namespace

// "select id from users where … order by id limit 1 offset 999": the condition is left out, for rows that meet it may
// be far from the end.
std::optional<key_range_queries> key_range_of(batch_text const& texts) {
  constexpr std::string_view ordered = " order by ", limited = " limit 1 offset ", conditions = " where ";
  std::string_view const text = texts.bound_first;
  auto const order = text.rfind(ordered);
  auto const limit = text.rfind(limited);
  if (texts.key_columns != 1 || order == std::string_view::npos || limit == std::string_view::npos || limit < order)
    return std::nullopt;
  auto const key = text.substr(order, limit - order);
  auto const rows = text.substr(0, std::min(order, text.find(conditions)));
  return key_range_queries{std::string(rows).append(key) + " limit 1", std::string(rows).append(key) + " desc limit 1"};
}

std::optional<double> key_range::share(std::string_view key) const {
  auto const at = number(key);
  if (!at) return std::nullopt;
  return last > first ? std::clamp((*at - first) / (last - first), 0.0, 1.0) : 1.0;
}

std::optional<key_range> key_range_between(std::string_view first, std::string_view last) {
  auto const from = number(first), to = number(last);
  if (!from || !to) return std::nullopt;
  return key_range{*from, *to};
}

std::optional<std::chrono::milliseconds> time_left(std::chrono::microseconds elapsed, double before, double now) {
  using milliseconds = std::chrono::duration<double, std::milli>;
  constexpr milliseconds longest = std::chrono::hours{24 * 365};
  if (!(now > before)) return std::nullopt;
  // Two shares may be so close that this is more than any integer holds.
  auto const left = milliseconds(elapsed) * ((1 - now) / (now - before));
  if (!(left <= longest)) return std::nullopt;
  return std::chrono::duration_cast<std::chrono::milliseconds>(left);
}

}  // namespace retort::core
