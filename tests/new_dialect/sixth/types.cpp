// SPDX-License-Identifier: Apache-2.0
// Types. What the database cannot store faithfully is RT0802 and a note that names the alternative, never a silent
// substitute.
#include <fmt/format.h>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/skeleton/expressions.hpp"

namespace retort::dialects::skeleton {
namespace {

std::string name_of(ast::BuiltinType const& type) {
  switch (type.kind) {
    case ast::TypeKind::boolean:
      return "boolean";
    case ast::TypeKind::smallint:
      return "smallint";
    case ast::TypeKind::integer:
      return "integer";
    case ast::TypeKind::bigint:
      return "bigint";
    case ast::TypeKind::numeric:
      return fmt::format("numeric({}, {})", type.precision, type.scale);
    case ast::TypeKind::real:
      return "real";
    case ast::TypeKind::double_precision:
      return "double precision";
    case ast::TypeKind::varchar:
      return fmt::format("varchar({})", type.length);
    case ast::TypeKind::char_:
      return fmt::format("char({})", type.length);
    case ast::TypeKind::text:
      return "text";
    case ast::TypeKind::date:
      return "date";
    case ast::TypeKind::time:
      return "time";
    case ast::TypeKind::timestamp:
      return "timestamp";
    case ast::TypeKind::timestamptz:
      return "timestamp with time zone";
    case ast::TypeKind::interval:
      return "interval";
    case ast::TypeKind::uuid:
      return "uuid";
    case ast::TypeKind::json:
      return "jsonb";
    case ast::TypeKind::bytes:
      return "bytea";
  }
  return {};
}

}  // namespace

std::string SkeletonSpelling::type(ast::Type const& type, Sink& sink) const {
  if (type.array)
    sink.report(Code::RT0802, type.where, "Skeleton has no arrays") |
        Note{"use a table of its own, or json", std::nullopt};
  return std::visit(overloaded{[](ast::UnknownType const&) { return std::string("text"); },  // reported by the parser
                               [&](ast::BuiltinType const& t) { return name_of(t); },
                               [&](ast::NamedType const& t) { return qualified(t.name); },
                               [&](ast::NativeType const& t) {
                                 if (auto const* found = text_for(t.spellings, dialect())) return found->text.value;
                                 sink.report(Code::RT0803, type.where, "this type has no spelling for skeleton") |
                                     Note{"add one: native skeleton '…'", std::nullopt};
                                 return std::string("text");
                               }},
                    type.base);
}

}  // namespace retort::dialects::skeleton
