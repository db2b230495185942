// SPDX-License-Identifier: Apache-2.0
// Names, literals, operators and functions. Literals carry a cast only where the server could not see their type.
#include "compiler/dialects/postgresql/expressions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace retort::dialects::postgresql {
namespace {

constexpr std::string_view reserved_words[] = {
#define RETORT_WORD(word) #word,
#include "compiler/dialects/postgresql/reserved.def"
#undef RETORT_WORD
};

bool is_plain(std::string_view name) {
  auto const first = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  return !name.empty() && first(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return first(c) || (c >= '0' && c <= '9'); });
}

// `text` with every `quote` doubled, in quotes.
std::string enclose(std::string_view text, char quote) {
  std::string out(1, quote);
  for (char const c : text) {
    if (c == quote) out += quote;
    out += c;
  }
  return out + quote;
}

// The type to cast a literal to; empty where text does.
std::string cast_for(model::ValueType const& wanted) {
  using model::Kind;
  std::string const array = wanted.array ? "[]" : "";
  switch (wanted.kind) {
    case Kind::boolean:
      return "boolean" + array;
    case Kind::integer:
      return "bigint" + array;
    case Kind::numeric:
      return "numeric" + array;
    case Kind::floating:
      return "double precision" + array;
    case Kind::date:
      return "date" + array;
    case Kind::time:
      return "time" + array;
    case Kind::timestamp:
      return "timestamp" + array;
    case Kind::timestamptz:
      return "timestamptz" + array;
    case Kind::interval:
      return "interval" + array;
    case Kind::uuid:
      return "uuid" + array;
    case Kind::json:
      return "jsonb" + array;
    case Kind::bytes:
      return "bytea" + array;
    case Kind::enumeration:
      return spelling().qualified(wanted.enum_name) + array;
    case Kind::text:
      return wanted.array ? "text[]" : "";
    case Kind::unknown:
    case Kind::null:
    case Kind::string_literal:
      break;
  }
  return "";
}

Rendered cast_to(Rendered const& value, std::string const& type) {
  return {operand(value, Binds::primary) + "::" + type, Binds::primary};
}

// A floating-point number as a numeric, with all the digits that tell it from others: the cast keeps 15, of a real 6.
// https://www.postgresql.org/docs/15/datatype-numeric.html#DATATYPE-FLOAT
// As text it depends on a setting of the session, which what is stored must not.
Rendered exact(Rendered const& value, Place const& place) {
  return cast_to(place.immutable || value.literal ? value : cast_to(value, "text"), "numeric");
}

// A moment without a zone is one in UTC: the time zone of the session must not decide.
std::string in_utc(std::string text) {
  constexpr std::size_t day = 10;  // yyyy-mm-dd, as the model has checked it
  if (text.size() == day) text += " 00:00:00";
  return text.find_first_of("Zz+-", day) == std::string::npos ? text + "Z" : text;
}

// Of the integers only `integer` is cast from and to boolean: https://www.postgresql.org/docs/15/catalog-pg-cast.html
std::optional<Rendered> between_boolean(Rendered const& value, ast::Type const& to) {
  auto const* wanted = std::get_if<ast::BuiltinType>(&to.base);
  if (wanted == nullptr || to.array || value.type.array) return std::nullopt;
  if (wanted->kind == ast::TypeKind::boolean && value.type.kind == model::Kind::integer)
    return Rendered{operand(value, Binds::concat) + " <> 0", Binds::predicate, {}, false, true};
  if (value.type.kind != model::Kind::boolean) return std::nullopt;
  if (wanted->kind == ast::TypeKind::smallint) return cast_to(cast_to(value, "integer"), "smallint");
  if (wanted->kind == ast::TypeKind::bigint) return cast_to(cast_to(value, "integer"), "bigint");
  return std::nullopt;
}

bool is_text(Rendered const& value) {
  return !value.type.array && (value.type.kind == model::Kind::text || value.type.kind == model::Kind::string_literal);
}
// The value as text, where the model knows that it is something else.
Rendered as_text(Rendered const& value) {
  bool const leave = is_text(value) || value.type.kind == model::Kind::unknown || value.type.kind == model::Kind::null;
  return leave ? value : cast_to(value, "text");
}

// Casts that are only stable: by way of the time zone, the style of dates, or the catalogue of enums.
// https://www.postgresql.org/docs/15/xfunc-volatility.html
bool depends_on_session(model::ValueType const& from, model::ValueType const& to) {
  using model::Kind;
  auto const moment = [](Kind kind) {
    return kind == Kind::date || kind == Kind::time || kind == Kind::timestamp || kind == Kind::timestamptz ||
           kind == Kind::interval;
  };
  auto const named = [&](Kind kind) { return moment(kind) || kind == Kind::enumeration; };
  if (to.kind == Kind::text) return named(from.kind);
  if (from.kind == Kind::text) return named(to.kind);
  return from.kind != to.kind && moment(from.kind) && moment(to.kind) &&
         (from.kind == Kind::timestamptz || to.kind == Kind::timestamptz);
}

}  // namespace

PostgreSqlSpelling const& spelling() {
  static PostgreSqlSpelling const one;
  return one;
}

std::string PostgreSqlSpelling::identifier(std::string_view name) const {
  bool const reserved =
      std::find(std::begin(reserved_words), std::end(reserved_words), name) != std::end(reserved_words);
  return is_plain(name) && !reserved ? std::string(name) : enclose(name, '"');
}

// standard_conforming_strings is on since 9.1: a backslash is a backslash.
std::string PostgreSqlSpelling::string(std::string_view text) const { return enclose(text, '\''); }
std::string PostgreSqlSpelling::bytes(std::string_view hex) const { return "'\\x" + std::string(hex) + "'::bytea"; }

Rendered PostgreSqlSpelling::literal(ast::Literal const& literal, Place const& place) const {
  auto out = Spelling::literal(literal, place);
  if (literal.kind == ast::LiteralKind::string && place.wanted.kind == model::Kind::timestamptz && !place.wanted.array)
    out.text = string(in_utc(literal.text));
  bool const open = literal.kind == ast::LiteralKind::string || literal.kind == ast::LiteralKind::null;
  auto const type = open && !place.direct ? cast_for(place.wanted) : std::string();
  if (!type.empty()) out = cast_to(out, type);
  return out;
}

Rendered PostgreSqlSpelling::binary(ast::BinaryOperator op, Rendered const& left, Rendered const& right) const {
  // There is no % of floating-point numbers.
  bool const floating = left.type.kind == model::Kind::floating || right.type.kind == model::Kind::floating;
  if (op == ast::BinaryOperator::modulo && floating)
    return cast_to(Spelling::binary(op, cast_to(left, "numeric"), cast_to(right, "numeric")), "double precision");
  // A day moves by an integer, not by a bigint: https://www.postgresql.org/docs/15/functions-datetime.html
  if (op == ast::BinaryOperator::add || op == ast::BinaryOperator::subtract) {
    auto const is = [](Rendered const& value, model::Kind kind) { return value.type.kind == kind && !value.literal; };
    if (left.type.kind == model::Kind::date && is(right, model::Kind::integer))
      return Spelling::binary(op, left, cast_to(right, "integer"));
    if (is(left, model::Kind::integer) && right.type.kind == model::Kind::date)
      return Spelling::binary(op, cast_to(left, "integer"), right);
  }
  // Text || anything else is not immutable, for the sake of a few types: the cast is what it does anyway.
  if (op == ast::BinaryOperator::concat && (is_text(left) || is_text(right)))
    return Spelling::binary(op, as_text(left), as_text(right));
  return Spelling::binary(op, left, right);
}

Rendered PostgreSqlSpelling::cast(Rendered const& value, ast::Type const& to, Place const& place, Sink& sink) const {
  if (place.immutable && !value.literal && depends_on_session(value.type, model::value_type(to)))
    sink.report(Code::RT0411, to.where,
                fmt::format("on PostgreSQL this cast from {} depends on settings of the session and cannot stand here",
                            model::describe(value.type))) |
        Note{"write an expression that does not: native postgresql $$…$$", std::nullopt};
  // One enum is not cast to another but through text.
  bool const enums = value.type.kind == model::Kind::enumeration && std::holds_alternative<ast::NamedType>(to.base);
  if (enums) return cast_to(cast_to(value, value.type.array ? "text[]" : "text"), type(to, sink));
  // A number with a fraction is rounded away from zero, whichever type it has.
  if (value.type.kind == model::Kind::floating && !value.type.array &&
      model::value_type(to).kind == model::Kind::integer)
    return cast_to(exact(value, place), type(to, sink));
  if (value.type.kind == model::Kind::floating && !value.type.array && !value.literal && !place.immutable &&
      model::value_type(to).kind == model::Kind::numeric && !to.array)
    return cast_to(cast_to(value, "text"), type(to, sink));
  return between_boolean(value, to).value_or(cast_to(value, type(to, sink)));
}

// The server's escape character is a backslash unless another one, or none, is said:
// https://www.postgresql.org/docs/15/functions-matching.html
std::string PostgreSqlSpelling::like_pattern(Rendered const& pattern) const {
  bool const no_backslash = pattern.literal && pattern.text.find('\\') == std::string::npos;
  return operand(pattern, Binds::concat) + (no_backslash ? "" : " escape ''");
}

Rendered PostgreSqlSpelling::call(ast::Call const& call, std::vector<Rendered> const& arguments,
                                  Place const& place) const {
  auto const& name = call.function.text;
  if (name == "gen_uuid") {
    if (no_uuid_ != nullptr)
      no_uuid_->report(Code::RT0801,
                       Span(call.function.where).file.index == FileId::none ? origin_ : call.function.where,
                       "PostgreSQL has a function for gen_uuid() from 13 on, and this history is for older ones too") |
          Note{"write \"postgresql >= 13\" in retort.toml, if no server is older", std::nullopt} |
          Note{
              "or take that of an extension: native postgresql $$gen_random_uuid()$$, behind sql postgresql "
              "$$create extension if not exists pgcrypto$$ effect { };",
              std::nullopt};
    return {"gen_random_uuid()"};
  }
  if (name == "concat" && !place.immutable) {  // it would write a boolean as 't'
    auto texts = arguments;
    for (auto& argument : texts)
      if (argument.type.kind == model::Kind::boolean && !argument.type.array) argument = as_text(argument);
    return Spelling::call(call, texts, place);
  }
  if (name == "concat") {
    // concat() is only stable, because of the types it takes.
    std::vector<std::string> parts;
    for (auto const& argument : arguments) parts.push_back("coalesce(" + as_text(argument).text + ", '')");
    return {join(parts, " || "), parts.size() == 1 ? Binds::primary : Binds::concat};
  }
  if (name == "round" && arguments[0].type.kind == model::Kind::floating) {
    // round(double precision, integer) does not exist, and round(double precision) takes 2.5 to 2.
    auto whole = arguments;
    whole[0] = exact(whole[0], place);
    return cast_to(Spelling::call(call, whole, place), "double precision");
  }
  return Spelling::call(call, arguments, place);
}

Rendered PostgreSqlSpelling::next_value(ast::QualifiedName const& sequence) const {
  return {"nextval(" + string(qualified(sequence)) + ")"};
}

std::string PostgreSqlSpelling::parameter(unsigned number, ast::Type const& type) const {
  Sink nowhere;  // the type of a column that is there
  return "$" + std::to_string(number) + "::" + this->type(type, nowhere);
}

}  // namespace retort::dialects::postgresql
