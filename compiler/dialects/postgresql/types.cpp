// SPDX-License-Identifier: Apache-2.0
// Types: the language's as PostgreSQL stores them, and as its catalogue prints them.
// https://www.postgresql.org/docs/15/datatype.html
#include <fmt/format.h>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/postgresql/expressions.hpp"

namespace retort::dialects::postgresql {
namespace {

struct Names {
  std::string_view written, printed;
};

Names names_of(ast::TypeKind kind) {
  switch (kind) {
    case ast::TypeKind::boolean:
      return {"boolean", "boolean"};
    case ast::TypeKind::smallint:
      return {"smallint", "smallint"};
    case ast::TypeKind::integer:
      return {"integer", "integer"};
    case ast::TypeKind::bigint:
      return {"bigint", "bigint"};
    case ast::TypeKind::numeric:
      return {"numeric", "numeric"};
    case ast::TypeKind::real:
      return {"real", "real"};
    case ast::TypeKind::double_precision:
      return {"double precision", "double precision"};
    case ast::TypeKind::varchar:
      return {"varchar", "character varying"};
    case ast::TypeKind::char_:
      return {"char", "character"};
    case ast::TypeKind::text:
      return {"text", "text"};
    case ast::TypeKind::date:
      return {"date", "date"};
    case ast::TypeKind::time:
      return {"time", "time without time zone"};
    case ast::TypeKind::timestamp:
      return {"timestamp", "timestamp without time zone"};
    case ast::TypeKind::timestamptz:
      return {"timestamptz", "timestamp with time zone"};
    case ast::TypeKind::interval:
      return {"interval", "interval"};
    case ast::TypeKind::uuid:
      return {"uuid", "uuid"};
    case ast::TypeKind::json:
      return {"jsonb", "jsonb"};
    case ast::TypeKind::bytes:
      return {"bytea", "bytea"};
  }
  return {};
}

std::string with_size(std::string_view name, ast::BuiltinType const& type) {
  switch (type.kind) {
    case ast::TypeKind::numeric:
      return fmt::format("{}({},{})", name, type.precision, type.scale);
    case ast::TypeKind::varchar:
    case ast::TypeKind::char_:
      return fmt::format("{}({})", name, type.length);
    case ast::TypeKind::boolean:
    case ast::TypeKind::smallint:
    case ast::TypeKind::integer:
    case ast::TypeKind::bigint:
    case ast::TypeKind::real:
    case ast::TypeKind::double_precision:
    case ast::TypeKind::text:
    case ast::TypeKind::date:
    case ast::TypeKind::time:
    case ast::TypeKind::timestamp:
    case ast::TypeKind::timestamptz:
    case ast::TypeKind::interval:
    case ast::TypeKind::uuid:
    case ast::TypeKind::json:
    case ast::TypeKind::bytes:
      break;
  }
  return std::string(name);
}

// https://www.postgresql.org/docs/15/datatype-numeric.html, https://www.postgresql.org/docs/15/datatype-character.html
constexpr std::uint32_t most_digits = 1000;
constexpr std::uint32_t most_characters = 10485760;

void report_size(ast::BuiltinType const& type, Span where, Sink& sink) {
  if (type.precision > most_digits)
    sink.report(Code::RT0802, where, fmt::format("numeric has at most {} digits on PostgreSQL", most_digits)) |
        Note{"use a smaller precision, or native postgresql 'numeric'", std::nullopt};
  if (type.length > most_characters)
    sink.report(Code::RT0802, where,
                fmt::format("varchar and char have at most {} characters on PostgreSQL", most_characters)) |
        Note{"use text", std::nullopt};
}

}  // namespace

std::string PostgreSqlSpelling::type(ast::Type const& type, Sink& sink) const {
  auto const name =
      std::visit(overloaded{[](ast::UnknownType const&) { return std::string("text"); },  // reported by the parser
                            [&](ast::BuiltinType const& t) {
                              report_size(t, type.where, sink);
                              return with_size(names_of(t.kind).written, t);
                            },
                            [&](ast::NamedType const& t) { return qualified(t.name); },
                            [&](ast::NativeType const& t) {
                              if (auto const* found = text_for(t.spellings, dialect())) return found->text.value;
                              sink.report(Code::RT0803, type.where, "this type has no spelling for postgresql") |
                                  Note{"add one: native postgresql '…'", std::nullopt};
                              return std::string("text");
                            }},
                 type.base);
  return type.array ? name + "[]" : name;
}

std::string catalogue_type(ast::Type const& type) {
  auto const* builtin = std::get_if<ast::BuiltinType>(&type.base);
  if (builtin == nullptr) return {};
  return with_size(names_of(builtin->kind).printed, *builtin) + (type.array ? "[]" : "");
}

}  // namespace retort::dialects::postgresql
