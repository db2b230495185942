// SPDX-License-Identifier: Apache-2.0
// Casts, values as text, and what a value needs on its way into a column or a parameter.
// https://learn.microsoft.com/en-us/sql/t-sql/functions/cast-and-convert-transact-sql
#include <fmt/format.h>

#include "compiler/dialects/mssql/spelling.hpp"

namespace retort::dialects::mssql {

namespace {

using Kind = model::Kind;

// Style 121 is the standard's form, with all digits, and does not depend on the language of the session.
std::string moment_as_text(std::string const& value, unsigned length) {
  return fmt::format("convert(nvarchar({}), {}, 121)", length, value);
}
// The same moment with the offset of UTC: a cast to a type without one cuts the offset off.
std::string in_utc(std::string const& value) { return fmt::format("switchoffset({}, '+00:00')", value); }

// An empty text is taken for 0, or for a day in 1900, by the casts to these types: it becomes a text that is none.
std::string not_empty(Rendered const& value) {
  return value.literal ? value.text : fmt::format("case when {0} = N'' then N'?' else {0} end", value.text);
}
bool is_text(Rendered const& value) { return value.type.kind == Kind::text || value.type.kind == Kind::string_literal; }
// Another word is an error, whose text says so.
std::string truth_of_text(Rendered const& value) {
  return fmt::format(
      "cast(case when lower({0}) in (N't', N'true', N'y', N'yes', N'on', N'1') then 1 when lower({0}) in (N'f', "
      "N'false', N'n', N'no', N'off', N'0') then 0 else cast(N'no boolean: ' + {0} as int) end as bit)",
      operand(value, Binds::additive));
}
Rendered of_length(std::string text, std::size_t characters) {
  Rendered out{std::move(text)};
  out.characters = characters;
  return out;
}

}  // namespace

// round() gives the type of what it is given: 99.9 of numeric(3, 1) would become 100.0, which that has no room for.
// https://learn.microsoft.com/en-us/sql/t-sql/functions/round-transact-sql
std::string rounded(Rendered const& value) {
  return fmt::format("round({}{}, 0)", value.type.kind == Kind::numeric ? operand(value, Binds::additive) : value.text,
                     value.type.kind == Kind::numeric ? " + 0" : "");
}

Rendered MsSqlSpelling::as_text(Rendered const& value, bool immutable) const {
  if (value.type.array) return value;
  switch (value.type.kind) {
    case Kind::boolean:
      return of_length(
          fmt::format("case {} when 1 then N'true' when 0 then N'false' end", operand(value, Binds::concat)), 5);
    case Kind::integer:
      return of_length(fmt::format("cast({} as nvarchar(20))", value.text), 20);
    case Kind::numeric:
      return of_length(fmt::format("cast({} as nvarchar(40))", value.text), 40);
    case Kind::floating:
      // A cast keeps six digits; this is the shortest text that gives the number back.
      // https://learn.microsoft.com/en-us/dotnet/standard/base-types/standard-numeric-format-strings
      if (immutable)
        sink_.report(Code::RT0801, origin_,
                     fmt::format("{} has no text of a floating-point number that never changes", title)) |
            Note{"cast it to numeric before", std::nullopt};
      return of_length(fmt::format("lower(format({}, N'R', N'en-US'))", value.text), 40);
    case Kind::date:
      return of_length(moment_as_text(value.text, 10), 10);
    case Kind::time:
      return of_length(moment_as_text(value.text, 15), 15);
    case Kind::timestamp:
      return of_length(moment_as_text(value.text, 26), 26);
    case Kind::timestamptz:
      return of_length(moment_as_text(in_utc(value.text), 33), 33);
    case Kind::uuid:
      return value.literal ? value : of_length(fmt::format("lower(cast({} as nvarchar(36)))", value.text), 36);
    case Kind::bytes:
      return {fmt::format("N'\\x' + lower(convert(nvarchar(max), {}, 2))", value.text), Binds::additive};
    case Kind::unknown:
    case Kind::null:
    case Kind::text:
    case Kind::interval:
    case Kind::json:
    case Kind::enumeration:
    case Kind::string_literal:
      break;
  }
  return value;
}

Rendered MsSqlSpelling::cast(Rendered const& value, ast::Type const& to, Place const& place, Sink& sink) const {
  auto const declared = type(to, sink);  // reports what it cannot store
  auto const plain = [&](std::string const& text) { return Rendered{fmt::format("cast({} as {})", text, declared)}; };
  auto const* wanted = std::get_if<ast::BuiltinType>(&to.base);
  Kind const from = value.type.kind;
  if (wanted == nullptr || to.array)
    return std::holds_alternative<ast::NamedType>(to.base) ? as_text(value, place.immutable) : plain(value.text);
  // A text is read in one way only, whatever the session says: what is stored must not change.
  auto const moment = [&] {
    if (is_text(value) && place.immutable)
      return Rendered{fmt::format("convert({}, {}, 121)", declared, not_empty(value))};
    return plain(is_text(value) ? not_empty(value) : value.text);
  };
  switch (wanted->kind) {
    case ast::TypeKind::boolean:
      if (from == Kind::boolean) return value;
      if (model::is_number(from)) return {operand(value, Binds::concat) + " <> 0", Binds::predicate, {}, false, true};
      return {truth_of_text(value)};
    case ast::TypeKind::smallint:
    case ast::TypeKind::integer:
    case ast::TypeKind::bigint:  // a fraction would be cut off
      if (from == Kind::numeric || from == Kind::floating) return plain(rounded(value));
      return plain(is_text(value) ? not_empty(value) : value.text);
    case ast::TypeKind::numeric:
      return plain(value.text);
    case ast::TypeKind::real:
    case ast::TypeKind::double_precision:
      return plain(is_text(value) ? not_empty(value) : value.text);
    case ast::TypeKind::varchar:
    case ast::TypeKind::char_:  // cut off, as the standard has it
      return of_length(plain(as_text(value, place.immutable).text).text, wanted->length);
    case ast::TypeKind::text:
    case ast::TypeKind::json:
      return as_text(value, place.immutable);
    case ast::TypeKind::date:
    case ast::TypeKind::time:
    case ast::TypeKind::timestamp:
      return from == Kind::timestamptz && !value.literal ? plain(in_utc(value.text)) : moment();
    case ast::TypeKind::timestamptz:
      return moment();
    case ast::TypeKind::uuid:
      return plain(value.text);
    case ast::TypeKind::bytes:
      if (from != Kind::bytes && from != Kind::unknown && from != Kind::null)
        sink.report(Code::RT0801, to.where,
                    fmt::format("{} makes other bytes of {}: its text is UTF-16", title, model::describe(value.type))) |
            Note{"say how: native mssql $$…$$", std::nullopt};
      return plain(value.text);
    case ast::TypeKind::interval:
      return value;
  }
  return value;
}

// What is assigned is converted, but a fraction is cut off, and so is the offset of a moment.
Rendered MsSqlSpelling::assigned(Rendered value, ast::Type const& column) const {
  auto const to = model::value_type(column);
  Kind const from = value.type.kind;
  if (value.type.array || to.array) return value;
  if ((from == Kind::floating || from == Kind::numeric) && to.kind == Kind::integer) return {rounded(value)};
  bool const now = value.text.starts_with("sysutcdatetime()") || value.text.starts_with("cast(sysutcdatetime()");
  if (from != Kind::timestamptz || value.literal || now) return value;
  if (to.kind == Kind::timestamp) return {fmt::format("cast({} as datetime2(6))", in_utc(value.text))};
  if (to.kind == Kind::date) return {fmt::format("cast({} as date)", in_utc(value.text))};
  if (to.kind == Kind::time) return {fmt::format("cast({} as time(6))", in_utc(value.text))};
  return value;
}

std::string MsSqlSpelling::parameter(unsigned number, ast::Type const& type) const {
  auto const name = fmt::format("@p{}", number);
  switch (model::value_type(type).kind) {
    case Kind::boolean:
    case Kind::integer:
    case Kind::numeric:
    case Kind::floating:
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::timestamptz:
    case Kind::uuid: {
      Sink nowhere;  // the type of a column that is there
      return fmt::format("cast({} as {})", name, this->type(type, nowhere));
    }
    case Kind::bytes:
      return fmt::format("convert(varbinary(max), {}, 2)", name);
    case Kind::unknown:
    case Kind::null:
    case Kind::text:
    case Kind::interval:
    case Kind::json:
    case Kind::enumeration:
    case Kind::string_literal:
      break;
  }
  return name;
}

std::string MsSqlSpelling::key_text(std::string const& column, ast::Type const& type) const {
  switch (model::value_type(type).kind) {
    case Kind::floating:  // style 3: 17 digits, which give every number back
      return fmt::format("convert(nvarchar(40), {}, 3)", column);
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::timestamptz:
      return moment_as_text(column, 40);
    case Kind::uuid:
      return fmt::format("cast({} as nvarchar(36))", column);
    case Kind::bytes:
      return fmt::format("convert(nvarchar(max), {}, 2)", column);
    case Kind::unknown:
    case Kind::null:
    case Kind::boolean:
    case Kind::integer:
    case Kind::numeric:
    case Kind::text:
    case Kind::interval:
    case Kind::json:
    case Kind::enumeration:
    case Kind::string_literal:
      break;
  }
  return column;
}

}  // namespace retort::dialects::mssql
