// SPDX-License-Identifier: Apache-2.0
// Names and literals.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/dialects/moment.hpp"
#include "compiler/dialects/mysql/spelling.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mysql {

namespace {

// https://dev.mysql.com/doc/refman/8.4/en/datetime.html
bool is_in_range(Moment const& moment) {
  auto const seconds = moment.days * 86400 + moment.microseconds / 1'000'000;
  return seconds >= 1 && seconds <= 2'147'483'647;
}

}  // namespace

// Of a name in capitals only the quotes are kept by a database whose system files tell capitals apart.
// https://dev.mysql.com/doc/refman/8.4/en/identifiers.html
std::string MySqlSpelling::identifier(std::string_view name) const {
  bool const plain = !name.empty() && !(name.front() >= '0' && name.front() <= '9') &&
                     std::all_of(name.begin(), name.end(),
                                 [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }) &&
                     !std::binary_search(variant_.reserved.begin(), variant_.reserved.end(), name);
  if (plain) return std::string(name);
  std::string out = "`";
  for (char const c : name) out.append(c == '`' ? 2 : 1, c);
  return out + "`";
}

// A backslash escapes: https://dev.mysql.com/doc/refman/8.4/en/string-literals.html
std::string MySqlSpelling::string(std::string_view text) const {
  std::string out = "'";
  for (char const c : text) {
    if (c == '\0') {
      out += "\\0";
      continue;
    }
    out.append(c == '\'' || c == '\\' ? 2 : 1, c);
  }
  return out + "'";
}

std::string MySqlSpelling::exactly(std::string const& text) const {
  return fmt::format("convert({} using utf8mb4) collate {}", text, variant_.collation);
}

std::string MySqlSpelling::bytes(std::string_view hex) const { return "x'" + std::string(hex) + "'"; }

Rendered MySqlSpelling::literal(ast::Literal const& literal, Place const& place) const {
  using Kind = model::Kind;
  auto out = Spelling::literal(literal, place);
  if (literal.kind != ast::LiteralKind::string || place.wanted.array) return out;
  std::optional<Moment> moment;
  switch (place.wanted.kind) {
    case Kind::date:
      if ((moment = read_day(literal.text))) out.text = string(day_text(*moment));
      return out;
    case Kind::time:
      if ((moment = read_time(literal.text))) out.text = string(moment_text(*moment, false));
      break;
    case Kind::timestamp:
    case Kind::timestamptz:
      if ((moment = read_moment(literal.text))) out.text = string(moment_text(*moment, true));
      break;
    case Kind::uuid:
      out.text = string(model::fold(literal.text));
      return out;
    case Kind::unknown:
    case Kind::null:
    case Kind::boolean:
    case Kind::integer:
    case Kind::numeric:
    case Kind::floating:
    case Kind::text:
    case Kind::interval:
    case Kind::json:
    case Kind::bytes:
    case Kind::enumeration:
    case Kind::string_literal:
      return out;
  }
  if (moment && !moment->exact)
    sink_.report(Code::RT0802, origin_,
                 fmt::format("{} keeps '{}' to the microsecond only", variant_.title, literal.text)) |
        Note{"write no more than six digits behind the seconds", std::nullopt};
  if (moment && place.wanted.kind == Kind::timestamptz && !is_in_range(*moment))
    sink_.report(
        Code::RT0802, origin_,
        fmt::format("{} cannot store '{}': its timestamp knows the years 1970 to 2038", variant_.title, literal.text)) |
        Note{"use `timestamp`, in UTC", std::nullopt};
  return out;
}

}  // namespace retort::dialects::mysql
