// SPDX-License-Identifier: Apache-2.0
// Names and literals. https://learn.microsoft.com/en-us/sql/relational-databases/databases/database-identifiers,
// https://learn.microsoft.com/en-us/sql/t-sql/data-types/constants-transact-sql
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "compiler/dialects/moment.hpp"
#include "compiler/dialects/mssql/spelling.hpp"
#include "compiler/model/literal_check.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mssql {

namespace {

constexpr std::string_view reserved[] = {
#define RETORT_WORD(word) word,
#include "compiler/dialects/mssql/reserved.def"
#undef RETORT_WORD
};
static_assert(std::is_sorted(std::begin(reserved), std::end(reserved)));

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

std::string plain_quotes(std::string const& ascii) { return "'" + ascii + "'"; }

}  // namespace

std::size_t utf16_length(std::string_view text) {
  std::size_t out = 0;
  for (char const c : text) {
    auto const byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) out += byte >= 0xF0U ? 2 : 1;
  }
  return out;
}

std::string MsSqlSpelling::identifier(std::string_view name) const {
  auto const folded = model::fold(name);
  bool const plain = !name.empty() && !is_digit(name.front()) &&
                     std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c); }) &&
                     !std::binary_search(std::begin(reserved), std::end(reserved), folded);
  if (plain) return std::string(name);
  std::string out = "[";
  for (char const c : name) out.append(c == ']' ? 2 : 1, c);
  return out + "]";
}

// A backslash before the end of a line would join the lines: the text is put together of two there.
// https://learn.microsoft.com/en-us/sql/t-sql/language-elements/sql-server-utilities-statements-backslash
std::string MsSqlSpelling::string(std::string_view text) const {
  std::string out = "N'";
  bool joined = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char const c = text[i];
    out.append(c == '\'' ? 2 : 1, c);
    bool const line_ends = i + 1 < text.size() && (text[i + 1] == '\n' || text[i + 1] == '\r');
    if (c != '\\' || !line_ends) continue;
    out += "' + N'";
    joined = true;
  }
  out += "'";
  return joined ? "(" + out + ")" : out;
}

std::string MsSqlSpelling::bytes(std::string_view hex) const { return "0x" + std::string(hex); }

Rendered MsSqlSpelling::literal(ast::Literal const& literal, Place const& place) const {
  using Kind = model::Kind;
  auto out = Spelling::literal(literal, place);
  if (literal.kind == ast::LiteralKind::boolean) {
    out.text = literal.text == "true" ? "1" : "0";
    if (!place.direct) out.text = "cast(" + out.text + " as bit)";
    return out;
  }
  // With an exponent it is a float, and the numbers beside it in a list of rows become floats as well.
  if (literal.kind == ast::LiteralKind::number && place.wanted.kind != Kind::floating)
    out.text = model::without_exponent(literal.text, most_digits);
  bool const is_null = literal.kind == ast::LiteralKind::null;
  if ((literal.kind != ast::LiteralKind::string && !is_null) || place.wanted.array) return out;
  if (!is_null) out.characters = utf16_length(literal.text);
  // Where nothing says of what type the place is, a moment or a null without one would be taken for something else.
  // What is stored must not depend on the session: with a style a conversion does not.
  auto const typed = [&](std::string_view type) {
    if (place.immutable && !is_null)
      out.text = fmt::format("convert({}, {}, 121)", type, out.text);
    else if (!place.direct)
      out.text = fmt::format("cast({} as {})", out.text, type);
  };
  std::optional<Moment> moment;
  switch (place.wanted.kind) {
    case Kind::date:
      if (!is_null && (moment = read_day(literal.text))) out.text = plain_quotes(day_text(*moment));
      typed("date");
      return out;
    case Kind::time:
      if (!is_null && (moment = read_time(literal.text))) out.text = plain_quotes(moment_text(*moment, false));
      typed("time(6)");
      break;
    case Kind::timestamp:
      if (!is_null && (moment = read_moment(literal.text))) out.text = plain_quotes(moment_text(*moment, true));
      typed("datetime2(6)");
      break;
    case Kind::timestamptz:
      if (!is_null && (moment = read_moment(literal.text)))
        out.text = plain_quotes(moment_text(*moment, true) + " +00:00");
      typed("datetimeoffset(6)");
      break;
    case Kind::uuid:
      if (!is_null) out.text = plain_quotes(model::fold(literal.text));
      typed("uniqueidentifier");
      return out;
    case Kind::json: {
      auto const first = literal.text.find_first_not_of(" \t\r\n");
      bool const whole = first != std::string::npos && (literal.text[first] == '{' || literal.text[first] == '[');
      if (!is_null && !whole)
        sink_.report(Code::RT0802, origin_,
                     fmt::format("{} keeps no json that is neither an object nor an array: {}", title, literal.text)) |
            Note{"put it into an array, or use text", std::nullopt};
      return out;
    }
    case Kind::unknown:
    case Kind::null:
    case Kind::boolean:
    case Kind::integer:
    case Kind::numeric:
    case Kind::floating:
    case Kind::text:
    case Kind::interval:
    case Kind::bytes:
    case Kind::enumeration:
    case Kind::string_literal:
      return out;
  }
  if (moment && !moment->exact)
    sink_.report(Code::RT0802, origin_,
                 fmt::format("{} keeps '{}' to the microsecond only here", title, literal.text)) |
        Note{"write no more than six digits behind the seconds", std::nullopt};
  return out;
}

}  // namespace retort::dialects::mssql
