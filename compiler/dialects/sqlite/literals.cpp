// SPDX-License-Identifier: Apache-2.0
// Names and literals.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "compiler/dialects/sqlite/spelling.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::sqlite {

namespace {
constexpr std::string_view keywords[] = {
#define RETORT_WORD(word) #word,
#include "compiler/dialects/sqlite/reserved.def"
#undef RETORT_WORD
};
static_assert(std::is_sorted(std::begin(keywords), std::end(keywords)));

std::string quoted(std::string_view text, char quote) {
  std::string out(1, quote);
  for (char const c : text) out.append(c == quote ? 2 : 1, c);
  return out + quote;
}

// Days since 1970-01-01 (https://howardhinnant.github.io/date_algorithms.html).
long days_from_civil(long y, long m, long d) {
  y -= m <= 2 ? 1 : 0;
  long const era = (y >= 0 ? y : y - 399) / 400;
  long const of_era = y - era * 400;
  long const of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}
std::string civil_from_days(long z) {
  z += 719468;
  long const era = (z >= 0 ? z : z - 146096) / 146097;
  long const of_era = z - era * 146097;
  long const year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  long const of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  long const mp = (5 * of_year + 2) / 153;
  long const day = of_year - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
  return fmt::format("{:04}-{:02}-{:02}", year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

// Reads what the model has checked: yyyy-mm-dd, hh:mm[:ss[.f…]], Z or +hh[[:]mm].
class MomentReader {
 public:
  explicit MomentReader(std::string_view text) : text_(text) {}

  long days = 0;
  long milliseconds = 0;  // of the day
  long offset_minutes = 0;
  bool exact = true;

  bool date() {
    auto const y = number(4), m = after('-') ? number(2) : -1, d = after('-') ? number(2) : -1;
    if (y < 0 || m < 0 || d < 0) return false;
    days = days_from_civil(y, m, d);
    return true;
  }
  bool time() {
    auto const h = number(2), m = after(':') ? number(2) : -1;
    if (h < 0 || m < 0) return false;
    long const s = after(':') ? number(2) : 0;
    if (s < 0) return false;
    milliseconds = ((h * 60 + m) * 60 + s) * 1000;
    if (!after('.')) return true;
    long scale = 100;
    while (!text_.empty() && text_.front() >= '0' && text_.front() <= '9') {
      long const digit = text_.front() - '0';
      milliseconds += digit * scale;
      exact = exact && (scale > 0 || digit == 0);
      scale /= 10;
      text_.remove_prefix(1);
    }
    return true;
  }
  bool zone() {
    after(' ');
    if (text_.empty() || after('Z') || after('z')) return text_.empty();
    bool const minus = after('-');
    if (!minus && !after('+')) return false;
    auto const h = number(2);
    after(':');
    long const m = text_.empty() ? 0 : number(2);
    if (h < 0 || m < 0) return false;
    offset_minutes = (minus ? -1 : 1) * (h * 60 + m);
    return text_.empty();
  }
  bool after(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  [[nodiscard]] bool at_end() const { return text_.empty(); }

 private:
  long number(std::size_t count) {
    if (text_.size() < count) return -1;
    long out = 0;
    for (char const c : text_.substr(0, count)) {
      if (c < '0' || c > '9') return -1;
      out = out * 10 + (c - '0');
    }
    text_.remove_prefix(count);
    return out;
  }
  std::string_view text_;
};

std::string time_text(long milliseconds) {
  return fmt::format("{:02}:{:02}:{:02}.{:03}", milliseconds / 3600000, milliseconds / 60000 % 60,
                     milliseconds / 1000 % 60, milliseconds % 1000);
}
}  // namespace

std::string stored_moment(std::string const& text, model::Kind kind, bool& exact) {
  MomentReader reader(text);
  if (kind == model::Kind::time) {
    if (!reader.time()) return text;
    exact = exact && reader.exact;
    return time_text(reader.milliseconds);
  }
  if (!reader.date()) return text;
  if (!reader.at_end() && (reader.after('T') || reader.after('t') || reader.after(' ')))
    if (!reader.time() || !reader.zone()) return text;
  constexpr long day = 86400000;
  long moment = reader.days * day + reader.milliseconds - reader.offset_minutes * 60000;
  long const of_day = ((moment % day) + day) % day;
  std::string const date = civil_from_days((moment - of_day) / day);
  if (kind == model::Kind::date) return civil_from_days(reader.days);
  exact = exact && reader.exact;
  return date + "T" + time_text(of_day) + (kind == model::Kind::timestamptz ? "Z" : "");
}

std::string SqliteSpelling::identifier(std::string_view name) const {
  bool plain = !name.empty() && !(name.front() >= '0' && name.front() <= '9') &&
               std::all_of(name.begin(), name.end(),
                           [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
  plain = plain && !std::binary_search(std::begin(keywords), std::end(keywords), name);
  return plain ? std::string(name) : quoted(name, '"');
}
std::string SqliteSpelling::string(std::string_view text) const { return quoted(text, '\''); }
std::string SqliteSpelling::bytes(std::string_view hex) const { return "x'" + std::string(hex) + "'"; }

Rendered SqliteSpelling::literal(ast::Literal const& literal, Place const& place) const {
  using Kind = model::Kind;
  Rendered out{{}, Binds::primary, {}, true, false};
  switch (literal.kind) {
    case ast::LiteralKind::null:
      out.text = "null";
      return out;
    case ast::LiteralKind::boolean:
      out.text = literal.text == "true" ? "1" : "0";
      return out;
    case ast::LiteralKind::number:
      out.text = literal.text;
      return out;
    case ast::LiteralKind::bytes:
      out.text = bytes(literal.text);
      return out;
    case ast::LiteralKind::string:
      break;
  }
  std::string value = literal.text;
  Kind const kind = place.wanted.kind;
  if (kind == Kind::uuid) {
    std::erase(value, '-');
    value = model::fold(value);
    if (value.size() == 32)
      for (std::size_t const at : {20U, 16U, 12U, 8U}) value.insert(at, 1, '-');
  } else if (kind == Kind::date || kind == Kind::time || kind == Kind::timestamp || kind == Kind::timestamptz) {
    bool exact = true;
    value = stored_moment(value, kind, exact);
    if (!exact)
      sink_.report(Code::RT0802, origin_, fmt::format("SQLite keeps '{}' to the millisecond only", literal.text)) |
          Note{"write no more than three digits behind the seconds", std::nullopt};
  }
  out.text = string(value);
  return out;
}

}  // namespace retort::dialects::sqlite
