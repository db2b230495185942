// SPDX-License-Identifier: Apache-2.0
// Names and literals.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "compiler/dialects/moment.hpp"
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

}  // namespace

std::string stored_moment(std::string const& text, model::Kind kind, bool& exact) {
  auto const moment = kind == model::Kind::time   ? read_time(text)
                      : kind == model::Kind::date ? read_day(text)
                                                  : read_moment(text);
  if (!moment) return text;
  if (kind == model::Kind::date) return day_text(*moment);
  constexpr int digits = 3, microseconds_lost = 1000;
  exact = exact && moment->exact && moment->microseconds % microseconds_lost == 0;
  auto const time = time_text(*moment, digits);
  if (kind == model::Kind::time) return time;
  return day_text(*moment) + "T" + time + (kind == model::Kind::timestamptz ? "Z" : "");
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
