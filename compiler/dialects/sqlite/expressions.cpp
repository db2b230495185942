// SPDX-License-Identifier: Apache-2.0
// Operators, casts and functions with the meaning they have in the language, where SQLite's own differs.
#include <fmt/format.h>

#include <charconv>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/sqlite/spelling.hpp"

namespace retort::dialects::sqlite {

namespace {
using Kind = model::Kind;

// https://www.sqlite.org/lang_datefunc.html: %f is seconds with milliseconds.
constexpr std::string_view utc_format = "'%Y-%m-%dT%H:%M:%fZ'";
constexpr std::string_view local_format = "'%Y-%m-%dT%H:%M:%f'";

std::string moment(std::string_view value, Kind kind) {
  switch (kind) {
    case Kind::date:
      return fmt::format("date({})", value);
    case Kind::time:
      return fmt::format("strftime('%H:%M:%f', {})", value);
    case Kind::timestamp:
      return fmt::format("strftime({}, {})", local_format, value);
    default:
      return fmt::format("strftime({}, {})", utc_format, value);
  }
}
// The same for what others wrote with more digits behind the second, which %f would round off: they are cut out before,
// since no zone changes them, and put back. Zeros at the end of them go: what ends in a millisecond has one width.
std::string exact_moment(Rendered const& value, Kind kind) {
  auto const plain = moment(value.text, kind);
  bool const may_have_more = value.type.kind != Kind::date && value.text != "'now'";
  if (!may_have_more || (kind != Kind::timestamp && kind != Kind::timestamptz)) return plain;
  auto const zone = fmt::format("ltrim(substr({}, 21), '0123456789')", value.text);
  return fmt::format(
      "case when substr({0}, 20, 5) glob '.[0-9][0-9][0-9][0-9]' then "
      "strftime('%Y-%m-%dT%H:%M:%S', substr({0}, 1, 19) || {1}) || substr({0}, 20, 4) || "
      "rtrim(substr({0}, 24, length({0}) - 23 - length({1})), '0'){2} else {3} end",
      value.text, zone, kind == Kind::timestamptz ? " || 'Z'" : "", plain);
}
// Of a text that is none the functions would make a day all the same: a number is one of the Julian calendar, and an
// hour is one of the year 2000. https://www.sqlite.org/lang_datefunc.html#time_values
std::string moment_of_text(Rendered const& value, Kind kind) {
  constexpr std::string_view day = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]", hour = "[0-9][0-9]:[0-9][0-9]";
  auto const text = operand(value, Binds::concat);
  auto const pattern = kind == Kind::time ? fmt::format("{0} glob '{1}*' or {0} glob '{2}[T ]{1}*'", text, hour, day)
                                          : fmt::format("{} glob '{}*'", text, day);
  return fmt::format("case when {} then {} end", pattern, exact_moment(value, kind));
}
bool is_moment(Kind kind) { return kind == Kind::date || kind == Kind::timestamp || kind == Kind::timestamptz; }
// Numbers that SQLite may have stored as integers although they are none.
bool is_fractional(Kind kind) { return kind == Kind::numeric || kind == Kind::floating; }

// RFC 4122, version 4: 122 random bits, the version and the variant in their places.
constexpr std::string_view uuid =
    "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || "
    "substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))";

// A whole number written as such; `text` may carry a sign.
std::optional<long> constant(Rendered const& value) {
  if (!value.literal) return std::nullopt;
  long out = 0;
  std::string_view text = value.text;
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
  return fault == std::errc() && end == text.data() + text.size() ? std::optional(out) : std::nullopt;
}

// A position before the first character counts from there, where SQLite's substr() would count from the end.
Rendered substring(std::vector<Rendered> const& a) {
  auto const start = constant(a[1]);
  auto const length = a.size() > 2 ? constant(a[2]) : std::nullopt;
  if (a.size() == 2) {
    if (start) return {fmt::format("substr({}, {})", a[0].text, std::max(*start, 1L))};
    return {fmt::format("substr({}, max({}, 1))", a[0].text, a[1].text)};
  }
  if (start && *start >= 1 && length) return {fmt::format("substr({}, {}, {})", a[0].text, *start, *length)};
  if (start && length) return {fmt::format("substr({}, 1, {})", a[0].text, std::max(*start + *length - 1, 0L))};
  if (start && *start >= 1) return {fmt::format("substr({}, {}, max({}, 0))", a[0].text, *start, a[2].text)};
  auto const from = operand(a[1], Binds::additive), count = operand(a[2], Binds::additive);
  return {fmt::format("substr({0}, max({1}, 1), max(min({2}, {1} + {2} - 1), 0))", a[0].text, from, count)};
}

// SQLite gives a real number with a fraction, and knows no negative number of digits.
Rendered round(std::vector<Rendered> const& a) {
  bool const whole = a[0].type.kind == Kind::integer;
  if (a.size() == 1) return whole ? a[0] : Rendered{fmt::format("round({})", a[0].text)};
  auto const digits = constant(a[1]);
  if (digits && *digits < 0) {
    std::string const unit = "1" + std::string(static_cast<std::size_t>(std::min(-*digits, 18L)), '0');
    auto const text = fmt::format("round({} / {}.0) * {}", operand(a[0], Binds::multiplicative), unit, unit);
    return whole ? Rendered{fmt::format("cast({} as integer)", text)} : Rendered{text, Binds::multiplicative};
  }
  return whole && digits ? a[0] : Rendered{fmt::format("round({}, {})", a[0].text, a[1].text)};
}

// A boolean is written as the word, not as 0 or 1.
std::string as_text(Rendered const& value) {
  if (value.type.kind != Kind::boolean) return operand(value, Binds::primary);
  return fmt::format("case {} when 1 then 'true' when 0 then 'false' end", operand(value, Binds::concat));
}

Rendered concat(std::vector<Rendered> const& arguments) {
  std::vector<std::string> parts;
  for (auto const& a : arguments) {
    bool const never_null = a.literal && a.text != "null" && a.type.kind != Kind::boolean;
    parts.push_back(never_null ? operand(a, Binds::primary)
                               : fmt::format("coalesce({}, '')", a.type.kind == Kind::boolean ? as_text(a) : a.text));
  }
  if (parts.size() == 1) return {parts.front()};
  return {join(parts, " || "), Binds::concat};
}
}  // namespace

Rendered SqliteSpelling::binary(ast::BinaryOperator op, Rendered const& left, Rendered const& right) const {
  using Op = ast::BinaryOperator;
  Kind const a = left.type.kind, b = right.type.kind;
  switch (op) {
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      // Moments of different types have texts of different forms.
      if (is_moment(a) && is_moment(b) && a != b) {
        Kind const wider = std::max(a, b);
        auto const widen = [&](Rendered const& v) {
          return v.type.kind == wider ? v : Rendered{moment(v.text, wider), Binds::primary, {wider, {}, false}};
        };
        return Spelling::binary(op, widen(left), widen(right));
      }
      break;
    case Op::concat:
      if (a == Kind::boolean || b == Kind::boolean)
        return {fmt::format("{} || {}", a == Kind::boolean ? "(" + as_text(left) + ")" : as_text(left),
                            b == Kind::boolean ? "(" + as_text(right) + ")" : as_text(right)),
                Binds::concat};
      break;
    case Op::add:
    case Op::subtract:
      if (a == Kind::date && b == Kind::integer)
        return {fmt::format("date({}, {} || ' days')", left.text,
                            op == Op::add ? operand(right, Binds::primary) : "-" + operand(right, Binds::primary))};
      if (a == Kind::integer && b == Kind::date && op == Op::add)
        return {fmt::format("date({}, {} || ' days')", right.text, operand(left, Binds::primary))};
      if (a == Kind::date && b == Kind::date && op == Op::subtract)
        return {fmt::format("cast(julianday({}) - julianday({}) as integer)", left.text, right.text)};
      if (op == Op::subtract && (is_moment(a) || a == Kind::time) && (is_moment(b) || b == Kind::time))
        sink_.report(Code::RT0801, origin_, "SQLite has no type for a length of time: what is between two moments") |
            Note{"take the difference of two dates, which is in days: cast(… as date)", std::nullopt};
      break;
    case Op::divide:
      // A numeric that is whole is stored as an integer, and would be divided as one.
      if ((is_fractional(a) || is_fractional(b)) && model::is_number(a) && model::is_number(b))
        return {fmt::format("{} * 1.0 / {}", operand(left, Binds::multiplicative), operand(right, Binds::unary)),
                Binds::multiplicative};
      break;
    case Op::modulo:
      // SQLite takes the remainder of the whole parts.
      if ((is_fractional(a) || is_fractional(b)) && model::is_number(a) && model::is_number(b)) {
        auto const x = operand(left, Binds::unary), y = operand(right, Binds::unary);
        return {fmt::format("{0} - {1} * cast({0} * 1.0 / {1} as integer)", x, y), Binds::additive};
      }
      break;
    case Op::or_:
    case Op::and_:
    case Op::multiply:
      break;
  }
  return Spelling::binary(op, left, right);
}

Rendered SqliteSpelling::cast(Rendered const& value, ast::Type const& to, Place const&, Sink& sink) const {
  auto const* builtin = std::get_if<ast::BuiltinType>(&to.base);
  std::string const declared = type(to, sink);
  if (builtin == nullptr || to.array) {
    if (std::holds_alternative<ast::NamedType>(to.base)) return {fmt::format("cast({} as text)", value.text)};
    return {fmt::format("cast({} as {})", value.text, declared)};
  }
  Kind const from = value.type.kind;
  auto const plain = [&](std::string_view name) { return Rendered{fmt::format("cast({} as {})", value.text, name)}; };
  auto const truth = [&] {
    if (from == Kind::boolean) return value;
    if (model::is_number(from))
      return Rendered{operand(value, Binds::concat) + " <> 0", Binds::predicate, {}, false, true};
    return Rendered{
        fmt::format("case when lower({0}) in ('t', 'true', 'y', 'yes', 'on', '1') then 1 when lower({0}) "
                    "in ('f', 'false', 'n', 'no', 'off', '0') then 0 end",
                    value.text)};
  };
  switch (builtin->kind) {
    case ast::TypeKind::boolean:
      return truth();
    case ast::TypeKind::smallint:
    case ast::TypeKind::integer:
    case ast::TypeKind::bigint:
      if (is_fractional(from)) return {fmt::format("cast(round({}) as integer)", value.text)};
      return plain("integer");
    case ast::TypeKind::numeric:
      return {fmt::format("round(cast({} as numeric), {})", value.text, builtin->scale)};
    case ast::TypeKind::real:
    case ast::TypeKind::double_precision:
      return plain("real");
    case ast::TypeKind::varchar:
    case ast::TypeKind::char_:
    case ast::TypeKind::text: {
      // A cast shows 15 digits: where that is another number, all that it has. https://sqlite.org/printf.html
      auto const shown = fmt::format("cast({} as text)", value.text);
      std::string const text =
          from == Kind::boolean ? as_text(value)
          : from == Kind::floating
              ? fmt::format("case when cast({0} as real) <> {1} then printf('%!.17g', {2}) else {0} end", shown,
                            operand(value, Binds::concat), value.text)
              : shown;
      if (builtin->kind == ast::TypeKind::text) return {text};
      return {fmt::format("substr({}, 1, {})", text, builtin->length)};  // the standard's cast cuts off
    }
    case ast::TypeKind::date:
    case ast::TypeKind::time:
    case ast::TypeKind::timestamp:
    case ast::TypeKind::timestamptz:
      if (value.literal) return value;  // in its stored form already
      return {from == Kind::text || from == Kind::string_literal ? moment_of_text(value, model::value_type(to).kind)
                                                                 : exact_moment(value, model::value_type(to).kind)};
    case ast::TypeKind::uuid:
      return value.literal ? value : Rendered{fmt::format("lower({})", value.text)};
    case ast::TypeKind::json:
      return plain("text");
    case ast::TypeKind::bytes:
      return plain("blob");
    case ast::TypeKind::interval:
      return plain("text");  // reported by type()
  }
  return value;
}

Rendered SqliteSpelling::call(ast::Call const& call, std::vector<Rendered> const& arguments, Place const& place) const {
  auto const& name = call.function.text;
  if (name == "now")
    return {moment("'now'", is_moment(place.wanted.kind) || place.wanted.kind == Kind::time ? place.wanted.kind
                                                                                            : Kind::timestamptz)};
  if (name == "gen_uuid") return {std::string(uuid)};
  if (name == "substring" && arguments.size() >= 2) return substring(arguments);
  if (name == "round" && !arguments.empty()) return round(arguments);
  if (name == "concat" && !arguments.empty()) return concat(arguments);
  return Spelling::call(call, arguments, place);
}

// A column keeps what comes: the type it is declared with converts no fraction and no moment.
// https://www.sqlite.org/datatype3.html#type_affinity
Rendered SqliteSpelling::assigned(Rendered value, ast::Type const& column) const {
  auto const to = model::value_type(column);
  Kind const from = value.type.kind;
  if (value.literal || value.type.array || to.array) return value;
  if (is_moment(from) && is_moment(to.kind) && from != to.kind) {
    auto now = moment("'now'", to.kind);
    return {value.text == now ? std::move(now) : exact_moment(value, to.kind)};
  }
  if (!is_fractional(from)) return value;
  if (to.kind == Kind::integer) return {fmt::format("cast(round({}) as integer)", value.text)};
  auto const* builtin = std::get_if<ast::BuiltinType>(&column.base);
  if (to.kind == Kind::numeric && builtin != nullptr) return {fmt::format("round({}, {})", value.text, builtin->scale)};
  return value;
}

// There are no sequences: plan/ has reported the one that is meant.
Rendered SqliteSpelling::next_value(ast::QualifiedName const&) const { return {"null"}; }

std::string SqliteSpelling::parameter(unsigned number, ast::Type const& type) const {
  switch (model::value_type(type).kind) {
    case Kind::boolean:
    case Kind::integer:
      return fmt::format("cast(?{} as integer)", number);
    case Kind::numeric:
      return fmt::format("cast(?{} as numeric)", number);
    case Kind::floating:
      return fmt::format("cast(?{} as real)", number);
    case Kind::bytes:
      return fmt::format("cast(?{} as blob)", number);
    case Kind::unknown:
    case Kind::null:
    case Kind::text:
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::timestamptz:
    case Kind::interval:
    case Kind::uuid:
    case Kind::json:
    case Kind::enumeration:
    case Kind::string_literal:
      break;
  }
  return fmt::format("?{}", number);
}

std::string SqliteSpelling::key_text(std::string const& column, ast::Type const& type) const {
  Kind const kind = model::value_type(type).kind;
  // 17 digits bring a double back; `!` lets printf() give more than 16.
  if (kind == Kind::floating || kind == Kind::numeric) return fmt::format("printf('%!.17g', {})", column);
  return column;
}

}  // namespace retort::dialects::sqlite
