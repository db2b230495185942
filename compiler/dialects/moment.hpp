// SPDX-License-Identifier: Apache-2.0
// Literals of dates, times and moments, read and written: for databases that store or take another form than the
// language's. In: text that the model has checked: yyyy-mm-dd, hh:mm[:ss[.f…]], Z or +hh[[:]mm].
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace retort::dialects {

struct Moment {
  std::int64_t days = 0;          // since 1970-01-01
  std::int64_t microseconds = 0;  // of the day
  bool exact = true;              // no digit below a microsecond was left out
  friend bool operator==(Moment const&, Moment const&) = default;
};

// A date with or without a time, moved to UTC where it has a zone. Nothing where the text is none.
[[nodiscard]] std::optional<Moment> read_moment(std::string_view text);
// A date alone: the day as it is written, whatever stands behind it.
[[nodiscard]] std::optional<Moment> read_day(std::string_view text);
// A time of day; `days` is 0.
[[nodiscard]] std::optional<Moment> read_time(std::string_view text);

[[nodiscard]] std::string day_text(Moment const& moment);  // 2026-03-02
// 09:00:00.000 with three digits, 09:00:00 with none; what is below is cut off.
[[nodiscard]] std::string time_text(Moment const& moment, int digits);
// 2026-03-02 09:00:00.5, or the time alone: as many digits behind the seconds as it has, six at most.
[[nodiscard]] std::string moment_text(Moment const& moment, bool with_day);

}  // namespace retort::dialects
