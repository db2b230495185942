// SPDX-License-Identifier: Apache-2.0
// Operators, casts and functions with the meaning they have in the language, where the database's own differs.
#include <fmt/format.h>

#include <charconv>

#include "compiler/dialects/mysql/spelling.hpp"

namespace retort::dialects::mysql {

namespace {

using Kind = model::Kind;

bool is_moment(Kind kind) { return kind == Kind::date || kind == Kind::timestamp || kind == Kind::timestamptz; }

// A boolean is written as the word, not as 0 or 1; bytes as their digits, not as the characters that they may be, of
// which MySQL makes null, without an error, where they are none.
std::string as_text(Rendered const& value) {
  if (value.type.kind == Kind::bytes && !value.type.array)
    return fmt::format("concat('\\\\x', lower(hex({})))", value.text);
  if (value.type.kind != Kind::boolean) return value.text;
  return fmt::format("case {} when 1 then 'true' when 0 then 'false' end", operand(value, Binds::concat));
}

// round() of a double rounds to the even number; of a decimal away from zero. A decimal has room for 35 digits before
// the point here. https://dev.mysql.com/doc/refman/8.4/en/precision-math-rounding.html
std::string exact(Rendered const& value) {
  return value.type.kind == Kind::floating ? fmt::format("cast({} as decimal(65,30))", value.text) : value.text;
}

// The bytes that the digits of such a text say; those of its characters where it is none. unhex() puts a 0 before an
// odd number of digits. https://dev.mysql.com/doc/refman/8.4/en/string-functions.html#function_unhex
std::string bytes_of_text(Rendered const& value) {
  return fmt::format(
      "case when left({0}, 2) = '\\\\x' and hex(unhex(substring({0}, 3))) = upper(substring({0}, 3)) then "
      "unhex(substring({0}, 3)) else cast({0} as binary) end",
      value.text);
}

// A whole number written as such.
std::optional<long> constant(Rendered const& value) {
  long out = 0;
  auto const [end, fault] = std::from_chars(value.text.data(), value.text.data() + value.text.size(), out);
  bool const whole = fault == std::errc() && end == value.text.data() + value.text.size();
  return value.literal && whole ? std::optional(out) : std::nullopt;
}

// A position before the first character counts from there; substring() would count from the end.
Rendered substring(std::vector<Rendered> const& a) {
  auto const start = constant(a[1]);
  bool const plain = start && *start >= 1;
  if (a.size() == 2)
    return {plain ? fmt::format("substring({}, {})", a[0].text, *start)
                  : fmt::format("substring({}, greatest({}, 1))", a[0].text, a[1].text)};
  if (plain) return {fmt::format("substring({}, {}, {})", a[0].text, *start, a[2].text)};
  auto const from = operand(a[1], Binds::additive), count = operand(a[2], Binds::additive);
  return {fmt::format("substring({0}, greatest({1}, 1), least({2}, {1} + {2} - 1))", a[0].text, from, count)};
}

Rendered concat(std::vector<Rendered> const& arguments) {
  std::vector<std::string> parts;
  for (auto const& a : arguments) {
    bool const never_null = a.literal && a.text != "null";
    parts.push_back(never_null ? as_text(a) : fmt::format("coalesce({}, '')", as_text(a)));
  }
  return {"concat(" + join(parts) + ")"};
}

// `template_` has one {}.
std::string filled(std::string_view template_, std::string const& value) {
  auto const at = template_.find("{}");
  return std::string(template_.substr(0, at)) + value + std::string(template_.substr(at + 2));
}

}  // namespace

void MySqlSpelling::refuse_order(Rendered const& value) const {
  if (value.type.kind == Kind::enumeration)
    sink_.report(
        Code::RT0801, origin_,
        fmt::format("{} orders the values of an enum by their letters when it compares them, not as the type does",
                    variant_.title)) |
        Note{"name the values that are meant: in ('…', '…')", std::nullopt};
}

Rendered MySqlSpelling::binary(ast::BinaryOperator op, Rendered const& left, Rendered const& right) const {
  using Op = ast::BinaryOperator;
  Kind const a = left.type.kind, b = right.type.kind;
  switch (op) {
    case Op::concat:  // || is `or` here
      return {fmt::format("concat({}, {})", as_text(left), as_text(right))};
    case Op::divide:
      if (a == Kind::integer && b == Kind::integer)
        return {operand(left, Binds::multiplicative) + " div " + operand(right, Binds::unary), Binds::multiplicative};
      break;
    case Op::add:
    case Op::subtract:
      if (a == Kind::date && b == Kind::integer)
        return {fmt::format("date_{}({}, interval {} day)", op == Op::add ? "add" : "sub", left.text,
                            operand(right, Binds::primary))};
      if (a == Kind::integer && b == Kind::date && op == Op::add)
        return {fmt::format("date_add({}, interval {} day)", right.text, operand(left, Binds::primary))};
      if (a == Kind::date && b == Kind::date && op == Op::subtract)
        return {fmt::format("datediff({}, {})", left.text, right.text)};
      if (op == Op::subtract && (is_moment(a) || a == Kind::time) && (is_moment(b) || b == Kind::time))
        sink_.report(Code::RT0801, origin_,
                     fmt::format("{} has no type for a length of time: what is between two moments", variant_.title)) |
            Note{"take the difference of two dates, which is in days: cast(… as date)", std::nullopt};
      break;
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      refuse_order(left);
      refuse_order(right);
      break;
    case Op::or_:
    case Op::and_:
    case Op::equal:
    case Op::not_equal:
    case Op::multiply:
    case Op::modulo:
      break;
  }
  return Spelling::binary(op, left, right);
}

std::string MySqlSpelling::as_char(std::string const& text, std::string_view type) const {
  auto out = fmt::format("cast({} as {})", text, type);
  if (variant_.casts_to_another_collation) out += fmt::format(" collate {}", variant_.collation);
  return out;
}

// A number of single precision is shown with six digits, which may be another one: then with all that it has.
// https://dev.mysql.com/doc/refman/8.4/en/problems-with-float.html
std::string MySqlSpelling::text_of(Rendered const& value) const {
  if (value.type.kind != Kind::floating) return as_char(as_text(value));
  auto const shown = as_char(value.text);
  return fmt::format("case when cast({0} as float) <> {1} then {2} else {0} end", shown, operand(value, Binds::concat),
                     as_char(operand(value, Binds::additive) + " + 0e0"));
}

// https://dev.mysql.com/doc/refman/8.4/en/cast-functions.html
Rendered MySqlSpelling::cast(Rendered const& value, ast::Type const& to, Place const&, Sink& sink) const {
  auto const* wanted = std::get_if<ast::BuiltinType>(&to.base);
  auto const plain = [&](std::string_view as) { return Rendered{fmt::format("cast({} as {})", value.text, as)}; };
  if (wanted == nullptr || to.array) {
    auto const declared = type(to, sink);  // reports what it cannot store
    return std::holds_alternative<ast::NamedType>(to.base) ? Rendered{as_char(value.text)} : plain(declared);
  }
  Kind const from = value.type.kind;
  switch (wanted->kind) {
    case ast::TypeKind::boolean:
      if (from == Kind::boolean) return value;
      if (model::is_number(from)) return {operand(value, Binds::concat) + " <> 0", Binds::predicate, {}, false, true};
      return {
          fmt::format("case when lower({0}) in ('t', 'true', 'y', 'yes', 'on', '1') then true when lower({0}) in "
                      "('f', 'false', 'n', 'no', 'off', '0') then false end",
                      value.text)};
    case ast::TypeKind::smallint:
    case ast::TypeKind::integer:
    case ast::TypeKind::bigint:
      if (from == Kind::numeric || from == Kind::floating)
        return {fmt::format("cast(round({}) as signed)", exact(value))};
      return plain("signed");
    case ast::TypeKind::numeric:
      return plain(fmt::format("decimal({},{})", wanted->precision, wanted->scale));
    case ast::TypeKind::real:
    case ast::TypeKind::double_precision:
      return plain("double");
    case ast::TypeKind::varchar:
    case ast::TypeKind::char_: {  // the standard's cast cuts off, and warns of nothing
      bool const text = from == Kind::text || from == Kind::string_literal;
      auto const whole = text ? value.text : text_of(value);
      return {as_char(fmt::format("left({}, {})", whole, wanted->length), fmt::format("char({})", wanted->length))};
    }
    case ast::TypeKind::text:
      if (from == Kind::text || from == Kind::string_literal) return value;
      return {from == Kind::boolean ? as_text(value) : text_of(value)};
    case ast::TypeKind::date:
      return plain("date");
    case ast::TypeKind::time:
      return plain("time(6)");
    case ast::TypeKind::timestamp:
    case ast::TypeKind::timestamptz:
      return plain("datetime(6)");
    case ast::TypeKind::uuid:
      if (variant_.uuid_cast.empty()) return value.literal ? value : Rendered{fmt::format("lower({})", value.text)};
      return {filled(variant_.uuid_cast, value.text)};
    case ast::TypeKind::json:
      return variant_.json_cast.empty() ? value : Rendered{filled(variant_.json_cast, value.text)};
    case ast::TypeKind::bytes:
      if (value.literal || (from != Kind::text && from != Kind::string_literal)) return plain("binary");
      return {bytes_of_text(value)};
    case ast::TypeKind::interval:
      (void)type(to, sink);  // reports that there is none
      return value;
  }
  return value;
}

// A backslash escapes in a pattern, and `escape ''` does not mean the same to both databases.
std::string MySqlSpelling::like_pattern(Rendered const& pattern) const {
  if (!pattern.literal) return fmt::format("replace({}, '\\\\', '\\\\\\\\')", pattern.text);
  std::string out;
  for (char const c : operand(pattern, Binds::concat)) out.append(c == '\\' ? 2 : 1, c);
  return out;
}

Rendered MySqlSpelling::call(ast::Call const& call, std::vector<Rendered> const& arguments, Place const& place) const {
  auto const& name = call.function.text;
  if ((name == "min" || name == "max") && !arguments.empty()) refuse_order(arguments[0]);
  if (name == "now") return {"current_timestamp(6)"};
  if (name == "gen_uuid") return {"uuid()"};
  if (name == "length") return {"char_length(" + arguments[0].text + ")"};
  if (name == "concat" && !arguments.empty()) return concat(arguments);
  if (name == "substring" && arguments.size() >= 2) return substring(arguments);
  if (name == "round" && !arguments.empty() && arguments[0].type.kind == Kind::floating) {
    auto rounded = arguments;
    rounded[0].text = exact(arguments[0]);
    return {fmt::format("cast({} as double)", Spelling::call(call, rounded, place).text)};
  }
  return Spelling::call(call, arguments, place);
}

Rendered MySqlSpelling::next_value(ast::QualifiedName const& sequence) const {
  return {"nextval(" + qualified(sequence) + ")"};  // plan/ has reported sequences where there are none
}

// The row alias that replaces it came with MySQL 8.0.19, and MariaDB has none.
std::string MySqlSpelling::excluded(std::string_view column) const { return "values(" + identifier(column) + ")"; }

// What is assigned is converted, but for a fraction of a double, which would be rounded to the even number.
Rendered MySqlSpelling::assigned(Rendered value, ast::Type const& column) const {
  bool const rounded = value.type.kind == Kind::floating && model::value_type(column).kind == Kind::integer;
  return rounded && !value.type.array ? Rendered{fmt::format("round({})", exact(value))} : value;
}

std::string MySqlSpelling::parameter(unsigned number, ast::Type const& type) const {
  auto const name = fmt::format("@p{}", number);
  switch (model::value_type(type).kind) {
    case Kind::boolean:
    case Kind::integer:
    case Kind::enumeration:  // in the order of its values, not of their letters
      return fmt::format("cast({} as signed)", name);
    case Kind::numeric: {
      auto const* builtin = std::get_if<ast::BuiltinType>(&type.base);
      if (builtin == nullptr) return name;
      return fmt::format("cast({} as decimal({},{}))", name, builtin->precision, builtin->scale);
    }
    case Kind::floating:
      return fmt::format("cast({} as double)", name);
    case Kind::date:
      return fmt::format("cast({} as date)", name);
    case Kind::time:
      return fmt::format("cast({} as time(6))", name);
    case Kind::timestamp:
    case Kind::timestamptz:
      return fmt::format("cast({} as datetime(6))", name);
    case Kind::bytes:
      return fmt::format("unhex({})", name);
    case Kind::unknown:
    case Kind::null:
    case Kind::text:
    case Kind::interval:
    case Kind::uuid:
    case Kind::json:
    case Kind::string_literal:
      break;
  }
  return name;
}

std::string MySqlSpelling::key_text(std::string const& column, ast::Type const& type) const {
  auto const kind = model::value_type(type).kind;
  if (kind == Kind::enumeration) return column + " + 0";
  // A float is shown with fewer digits than it has.
  if (kind == Kind::floating) return "cast(" + column + " as double)";
  return kind == Kind::bytes ? "hex(" + column + ")" : column;
}

}  // namespace retort::dialects::mysql
