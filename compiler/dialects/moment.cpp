// SPDX-License-Identifier: Apache-2.0
// The days are counted as in https://howardhinnant.github.io/date_algorithms.html.
#include "compiler/dialects/moment.hpp"

#include <fmt/format.h>

namespace retort::dialects {

namespace {

constexpr std::int64_t per_second = 1'000'000, per_minute = 60 * per_second, per_day = 24 * 60 * per_minute;

std::int64_t days_from_civil(std::int64_t y, std::int64_t m, std::int64_t d) {
  y -= m <= 2 ? 1 : 0;
  auto const era = (y >= 0 ? y : y - 399) / 400;
  auto const of_era = y - era * 400;
  auto const of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}
std::string civil_from_days(std::int64_t z) {
  z += 719468;
  auto const era = (z >= 0 ? z : z - 146096) / 146097;
  auto const of_era = z - era * 146097;
  auto const year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  auto const of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  auto const mp = (5 * of_year + 2) / 153;
  auto const day = of_year - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
  return fmt::format("{:04}-{:02}-{:02}", year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool date(Moment& out) {
    auto const y = number(4), m = after('-') ? number(2) : -1, d = after('-') ? number(2) : -1;
    if (y < 0 || m < 0 || d < 0) return false;
    out.days = days_from_civil(y, m, d);
    return true;
  }
  bool time(Moment& out) {
    auto const h = number(2), m = after(':') ? number(2) : -1;
    if (h < 0 || m < 0) return false;
    auto const s = after(':') ? number(2) : 0;
    if (s < 0) return false;
    out.microseconds = (h * 60 + m) * per_minute + s * per_second;
    if (!after('.')) return true;
    auto scale = per_second / 10;
    while (!text_.empty() && text_.front() >= '0' && text_.front() <= '9') {
      int const digit = text_.front() - '0';
      out.microseconds += digit * scale;
      out.exact = out.exact && (scale > 0 || digit == 0);
      scale /= 10;
      text_.remove_prefix(1);
    }
    return true;
  }
  bool zone(Moment& out) {
    after(' ');
    if (text_.empty() || after('Z') || after('z')) return text_.empty();
    bool const minus = after('-');
    if (!minus && !after('+')) return false;
    auto const h = number(2);
    after(':');
    auto const m = text_.empty() ? 0 : number(2);
    if (h < 0 || m < 0) return false;
    out.microseconds += (minus ? 1 : -1) * (h * 60 + m) * per_minute;
    return text_.empty();
  }
  bool after(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  [[nodiscard]] bool at_end() const { return text_.empty(); }

 private:
  std::int64_t number(std::size_t count) {
    if (text_.size() < count) return -1;
    std::int64_t out = 0;
    for (char const c : text_.substr(0, count)) {
      if (c < '0' || c > '9') return -1;
      out = out * 10 + (c - '0');
    }
    text_.remove_prefix(count);
    return out;
  }

  std::string_view text_;
};

}  // namespace

std::optional<Moment> read_moment(std::string_view text) {
  Reader reader(text);
  Moment out;
  if (!reader.date(out)) return {};
  if (!reader.at_end() && (reader.after('T') || reader.after('t') || reader.after(' ')))
    if (!reader.time(out) || !reader.zone(out)) return {};
  auto const of_day = ((out.microseconds % per_day) + per_day) % per_day;
  out.days += (out.microseconds - of_day) / per_day;
  out.microseconds = of_day;
  return out;
}

std::optional<Moment> read_day(std::string_view text) {
  Moment out;
  return Reader(text).date(out) ? std::optional(out) : std::nullopt;
}

std::optional<Moment> read_time(std::string_view text) {
  Moment out;
  return Reader(text).time(out) ? std::optional(out) : std::nullopt;
}

std::string day_text(Moment const& moment) { return civil_from_days(moment.days); }

std::string time_text(Moment const& moment, int digits) {
  auto const seconds = moment.microseconds / per_second;
  auto out = fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (digits == 0) return out;
  auto const fraction = fmt::format("{:06}", moment.microseconds % per_second);
  return out + "." + fraction.substr(0, static_cast<std::size_t>(digits));
}

std::string moment_text(Moment const& moment, bool with_day) {
  constexpr int digits_kept = 6;
  auto time = time_text(moment, digits_kept);
  time.erase(time.find_last_not_of('0') + 1);
  if (time.back() == '.') time.pop_back();
  return with_day ? day_text(moment) + " " + time : time;
}

}  // namespace retort::dialects
