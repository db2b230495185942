// SPDX-License-Identifier: Apache-2.0
// What a literal of the file is worth in a type: range, length, form, enum values.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "compiler/ast/print.hpp"
#include "compiler/base/overloaded.hpp"
#include "compiler/model/json_text.hpp"
#include "compiler/model/schema_edit.hpp"
#include "compiler/model/value_type.hpp"

namespace retort::model {

namespace {
using Why = LiteralFault::Why;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// A number as text: its digits before and after the point when the exponent is applied, leading zeros removed.
struct Number {
  std::string whole, fraction;
};
std::optional<Number> read_number(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  std::string digits_all;
  std::size_t point = std::string::npos, i = 0;
  for (; i < text.size() && (is_digit(text[i]) || (text[i] == '.' && point == std::string::npos)); ++i) {
    if (text[i] == '.') {
      point = digits_all.size();
    } else {
      digits_all += text[i];
    }
  }
  if (digits_all.empty()) return std::nullopt;
  long position = static_cast<long>(point == std::string::npos ? digits_all.size() : point);
  if (i < text.size()) {
    if (text[i] != 'e' && text[i] != 'E') return std::nullopt;
    ++i;
    bool const minus = i < text.size() && text[i] == '-';
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (i == text.size()) return std::nullopt;
    long exponent = 0;
    for (; i < text.size(); ++i) {
      if (!is_digit(text[i])) return std::nullopt;
      exponent = std::min(exponent * 10 + (text[i] - '0'), 10000L);
    }
    position += minus ? -exponent : exponent;
  }
  if (position < 0) digits_all.insert(0, static_cast<std::size_t>(-position), '0'), position = 0;
  if (position > static_cast<long>(digits_all.size()))
    digits_all.append(static_cast<std::size_t>(position) - digits_all.size(), '0');
  Number out{digits_all.substr(0, static_cast<std::size_t>(position)),
             digits_all.substr(static_cast<std::size_t>(position))};
  out.whole.erase(0, std::min(out.whole.find_first_not_of('0'), out.whole.size()));
  while (!out.fraction.empty() && out.fraction.back() == '0') out.fraction.pop_back();
  return out;
}

// Whether a whole number has more digits than the largest of a type, or as many and is larger by its first ones.
bool exceeds(std::string_view whole, std::size_t digits, std::string_view largest) {
  return whole.size() > digits || (whole.size() == digits && whole.substr(0, largest.size()) > largest);
}

std::optional<LiteralFault> check_number(std::string const& text, bool negative, ast::BuiltinType const& wanted,
                                         ast::Type const& type) {
  auto const number = read_number(text);
  if (!number) return std::nullopt;
  std::string const shown = (negative ? "-" : "") + text;
  auto const does_not_fit = [&] {
    return LiteralFault{Why::does_not_fit, fmt::format("{} does not fit into {}", shown, ast::print(type)), ""};
  };
  auto const integer = [&](std::string_view limit, std::string_view negative_limit) -> std::optional<LiteralFault> {
    if (!number->fraction.empty())
      return LiteralFault{Why::wrong_type,
                          fmt::format("{} is not a whole number, {} wants one", shown, ast::print(type)), ""};
    std::string_view const most = negative ? negative_limit : limit;
    if (number->whole.size() > most.size() || (number->whole.size() == most.size() && number->whole > most))
      return does_not_fit();
    return std::nullopt;
  };
  switch (wanted.kind) {
    case ast::TypeKind::smallint:
      return integer("32767", "32768");
    case ast::TypeKind::integer:
      return integer("2147483647", "2147483648");
    case ast::TypeKind::bigint:
      return integer("9223372036854775807", "9223372036854775808");
    case ast::TypeKind::numeric:
      if (number->whole.size() > wanted.precision - wanted.scale) return does_not_fit();
      if (number->fraction.size() > wanted.scale)
        return LiteralFault{Why::does_not_fit,
                            fmt::format("{} has {} digits behind the point, {} keeps {}", shown,
                                        number->fraction.size(), ast::print(type), wanted.scale),
                            ""};
      return std::nullopt;
    case ast::TypeKind::real:
      return exceeds(number->whole, 39, "34028235677973366") ? std::optional(does_not_fit()) : std::nullopt;
    case ast::TypeKind::double_precision:
      return exceeds(number->whole, 309, "17976931348623158") ? std::optional(does_not_fit()) : std::nullopt;
    case ast::TypeKind::boolean:
      if (!negative && (shown == "0" || shown == "1"))
        return LiteralFault{Why::wrong_type, fmt::format("{} is a number, not a boolean", shown),
                            shown == "1" ? "true" : "false"};
      return LiteralFault{Why::wrong_type, fmt::format("{} is a number, not a boolean", shown), ""};
    case ast::TypeKind::varchar:
    case ast::TypeKind::char_:
    case ast::TypeKind::text:
      return LiteralFault{Why::wrong_type, fmt::format("{} is a number, {} wants a text", shown, ast::print(type)),
                          "'" + shown + "'"};
    case ast::TypeKind::date:
    case ast::TypeKind::time:
    case ast::TypeKind::timestamp:
    case ast::TypeKind::timestamptz:
    case ast::TypeKind::interval:
    case ast::TypeKind::uuid:
    case ast::TypeKind::json:
    case ast::TypeKind::bytes:
      return LiteralFault{Why::wrong_type, fmt::format("{} is a number, not a value of {}", shown, ast::print(type)),
                          ""};
  }
  return std::nullopt;
}

// Reads `count` digits of `text` at `at`.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int out = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (!is_digit(text[i])) return std::nullopt;
    out = out * 10 + (text[i] - '0');
  }
  return out;
}
// yyyy-mm-dd; `used` is its length.
bool is_date(std::string_view text, std::size_t& used) {
  auto const year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (!year || !month || !day || text[4] != '-' || text[7] != '-') return false;
  static constexpr std::array<int, 12> days{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (*year < 1 || *month < 1 || *month > 12 || *day < 1 || *day > days[static_cast<std::size_t>(*month - 1)])
    return false;
  bool const leap = (*year % 4 == 0 && *year % 100 != 0) || *year % 400 == 0;
  used = 10;
  return *month != 2 || *day != 29 || leap;
}
// hh:mm[:ss[.f…]]; `used` is its length.
bool is_time(std::string_view text, std::size_t& used) {
  auto const hour = digits(text, 0, 2), minute = digits(text, 3, 2);
  if (!hour || !minute || text[2] != ':' || *hour > 24 || *minute > 59) return false;
  used = 5;
  if (used < text.size() && text[used] == ':') {
    auto const second = digits(text, 6, 2);
    if (!second || *second > 60) return false;
    used = 8;
    if (used < text.size() && text[used] == '.') {
      ++used;
      std::size_t const first = used;
      while (used < text.size() && is_digit(text[used])) ++used;
      if (used == first) return false;
    }
  }
  return *hour < 24 || text.substr(0, used).find_first_of("123456789", 2) == std::string_view::npos;  // 24:00:00
}
// Z, or +hh[:mm], or nothing.
bool is_zone(std::string_view text) {
  if (text.empty() || text == "Z" || text == "z") return true;
  if (text[0] != '+' && text[0] != '-') return false;
  auto const hours = digits(text, 1, 2);
  if (!hours || *hours > 15) return false;
  if (text.size() == 3) return true;
  std::size_t const minutes = text[3] == ':' ? 4 : 3;
  return digits(text, minutes, 2).has_value() && text.size() == minutes + 2;
}
bool is_timestamp(std::string_view text, bool zone) {
  std::size_t used = 0;
  if (!is_date(text, used)) return false;
  text.remove_prefix(used);
  if (text.empty()) return true;
  if (text[0] != ' ' && text[0] != 'T' && text[0] != 't') return false;
  text.remove_prefix(1);
  if (!is_time(text, used)) return false;
  text.remove_prefix(used);
  if (!text.empty() && text[0] == ' ') text.remove_prefix(1);
  return zone ? is_zone(text) : text.empty();
}
bool is_uuid(std::string_view text) {
  std::size_t hex = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_hex(text[i])) {
      ++hex;
    } else if (text[i] != '-' || (hex != 8 && hex != 12 && hex != 16 && hex != 20)) {
      return false;
    }
  }
  return hex == 32 && (text.size() == 36 || text.size() == 32);
}

std::optional<LiteralFault> check_string(std::string const& text, ast::BuiltinType const& wanted,
                                         ast::Type const& type) {
  auto const malformed = [&](bool fine, std::string_view form) -> std::optional<LiteralFault> {
    if (fine) return std::nullopt;
    return LiteralFault{Why::malformed, fmt::format("'{}' is not a {}: write it as {}", text, ast::print(type), form),
                        ""};
  };
  std::size_t used = 0;
  switch (wanted.kind) {
    case ast::TypeKind::smallint:
    case ast::TypeKind::integer:
    case ast::TypeKind::bigint:
    case ast::TypeKind::numeric:
    case ast::TypeKind::real:
    case ast::TypeKind::double_precision:
      if (read_number(text))
        return LiteralFault{Why::quoted, fmt::format("{} wants a number: '{}' is a text", ast::print(type), text),
                            text};
      return LiteralFault{Why::wrong_type, fmt::format("{} wants a number: '{}' is a text", ast::print(type), text),
                          ""};
    case ast::TypeKind::boolean: {
      std::string const low = fold(text);
      for (char const* yes : {"t", "true", "y", "yes", "on", "1"})
        if (low == yes)
          return LiteralFault{Why::quoted, fmt::format("boolean wants true or false: '{}' is a text", text), "true"};
      for (char const* no : {"f", "false", "n", "no", "off", "0"})
        if (low == no)
          return LiteralFault{Why::quoted, fmt::format("boolean wants true or false: '{}' is a text", text), "false"};
      return LiteralFault{Why::wrong_type, fmt::format("boolean wants true or false: '{}' is a text", text), ""};
    }
    case ast::TypeKind::varchar:
    case ast::TypeKind::char_:
      if (code_points(text) > wanted.length)
        return LiteralFault{
            Why::does_not_fit,
            fmt::format("this text has {} characters, {} holds {}", code_points(text), ast::print(type), wanted.length),
            ""};
      return std::nullopt;
    case ast::TypeKind::text:
    case ast::TypeKind::interval:
      return std::nullopt;
    case ast::TypeKind::json:
      return malformed(is_json(text), "RFC 8259 has it: '{\"a\": [1, true, null]}'");
    case ast::TypeKind::date:
      return malformed(is_date(text, used) && used == text.size(), "'2026-11-22'");
    case ast::TypeKind::time:
      return malformed(is_time(text, used) && used == text.size(), "'11:00:00'");
    case ast::TypeKind::timestamp:
      return malformed(is_timestamp(text, false), "'2026-11-22 11:00:00'");
    case ast::TypeKind::timestamptz:
      return malformed(is_timestamp(text, true), "'2026-11-22T11:00:00Z'");
    case ast::TypeKind::uuid:
      return malformed(is_uuid(text), "'00000000-0000-4000-8000-000000000001'");
    case ast::TypeKind::bytes:
      return LiteralFault{Why::wrong_type, fmt::format("bytes wants x'00ff': '{}' is a text", text), ""};
  }
  return std::nullopt;
}

std::optional<LiteralFault> check_builtin(ast::Literal const& literal, bool negative, ast::BuiltinType const& wanted,
                                          ast::Type const& type) {
  auto const wrong = [&](std::string_view what) {
    return LiteralFault{Why::wrong_type, fmt::format("{} wants another value than {}", ast::print(type), what), ""};
  };
  switch (literal.kind) {
    case ast::LiteralKind::null:
      return std::nullopt;
    case ast::LiteralKind::boolean:
      if (wanted.kind == ast::TypeKind::boolean) return std::nullopt;
      return wrong(literal.text);
    case ast::LiteralKind::number:
      return check_number(literal.text, negative, wanted, type);
    case ast::LiteralKind::string:
      return check_string(literal.text, wanted, type);
    case ast::LiteralKind::bytes:
      if (wanted.kind == ast::TypeKind::bytes) return std::nullopt;
      return wrong("bytes");
  }
  return std::nullopt;
}
}  // namespace

std::string without_exponent(std::string const& number, std::size_t most) {
  if (number.find_first_of("eE") == std::string::npos) return number;
  auto const read = read_number(number);
  if (!read || read->whole.size() + read->fraction.size() > most) return number;
  return (read->whole.empty() ? "0" : read->whole) + (read->fraction.empty() ? "" : "." + read->fraction);
}

std::optional<LiteralFault> check_literal(ast::Literal const& literal, bool negative, ast::Type const& wanted,
                                          EnumType const* enum_type) {
  if (wanted.array || literal.kind == ast::LiteralKind::null) return std::nullopt;
  return std::visit(
      overloaded{
          [](ast::UnknownType const&) { return std::optional<LiteralFault>(); },
          [](ast::NativeType const&) { return std::optional<LiteralFault>(); },
          [&](ast::BuiltinType const& t) { return check_builtin(literal, negative, t, wanted); },
          [&](ast::NamedType const& t) -> std::optional<LiteralFault> {
            std::string const name = to_string(object_name(t.name));
            if (literal.kind != ast::LiteralKind::string)
              return LiteralFault{Why::wrong_type, fmt::format("'{}' wants one of its values, quoted", name), ""};
            if (enum_type == nullptr) return std::nullopt;
            auto const& values = enum_type->values;
            if (std::find(values.begin(), values.end(), literal.text) != values.end()) return std::nullopt;
            return LiteralFault{Why::not_in_enum, fmt::format("'{}' is not a value of type '{}'", literal.text, name),
                                ""};
          }},
      wanted.base);
}

}  // namespace retort::model
