// SPDX-License-Identifier: Apache-2.0
// With Howard Hinnant's date library: the time zones of C++20, which GCC 12 does not have yet.
#include "compiler/cli/local_time.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

#include "compiler/cli/arguments.hpp"

namespace retort::cli {

namespace {
date::time_zone const* find_zone(std::string const& name) {
  if (name != "local") return date::locate_zone(name);
  char const* const set = std::getenv("TZ");
  std::string_view const text = set == nullptr ? std::string_view() : set;
  if (text.empty()) return date::current_zone();
  return date::locate_zone(std::string(text.front() == ':' ? text.substr(1) : text));
}
}  // namespace

bool is_time_zone(std::string const& name) {
  if (name == "UTC") return true;
  try {
    return find_zone(name) != nullptr;
  } catch (std::runtime_error const&) {
    return false;
  }
}

std::string rfc3339(std::time_t seconds, std::string const& time_zone) {
  date::sys_seconds const time{std::chrono::seconds(seconds)};
  if (time_zone == "UTC") return date::format("%FT%TZ", time);
  return date::format("%FT%T%Ez", date::make_zoned(find_zone(time_zone), time));
}

std::string rfc3339_now(std::string const& time_zone) {
  if (!is_time_zone(time_zone))
    throw UsageError(
        fmt::format("'{}', the timezone of retort.toml, is none that this machine knows: \"Europe/Berlin\", "
                    "\"UTC\", \"local\"",
                    time_zone));
  return rfc3339(now(), time_zone);
}

std::time_t now() {
  std::time_t const now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  char const* const set = std::getenv("SOURCE_DATE_EPOCH");
  if (set == nullptr) return now;
  std::string_view const text(set);
  std::time_t given = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), given);
  constexpr std::time_t last = 253'402'300'799;  // of the year 9999
  return error == std::errc() && end == text.data() + text.size() && given >= 0 && given <= last ? given : now;
}

}  // namespace retort::cli
