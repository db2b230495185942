// SPDX-License-Identifier: Apache-2.0
// The time of day somewhere. In: a name of the IANA time zone database (Europe/Berlin), as the system has it, or
// "local". Out: RFC 3339.
#pragma once

#include <ctime>
#include <string>

namespace retort::cli {

[[nodiscard]] bool is_time_zone(std::string const& name);

// 2026-11-25T22:30:00Z in UTC, 2026-11-25T23:30:00+01:00 elsewhere; years 1970 to 9999. Throws std::runtime_error for a
// name that is no time zone.
[[nodiscard]] std::string rfc3339(std::time_t seconds, std::string const& time_zone);

// The time now, there. Throws UsageError for a zone of retort.toml that is none.
[[nodiscard]] std::string rfc3339_now(std::string const& time_zone);

// The time now; that of SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/) where it is set.
[[nodiscard]] std::time_t now();

}  // namespace retort::cli
