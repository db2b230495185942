// SPDX-License-Identifier: Apache-2.0
// Types: what a column is declared as. The words decide the affinity (https://www.sqlite.org/datatype3.html), so that
// what is stored as text says `text`.
#include <fmt/format.h>

#include "compiler/ast/print.hpp"
#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/sqlite/spelling.hpp"

namespace retort::dialects::sqlite {

namespace {
// Decimal digits that a double keeps (https://www.sqlite.org/floatingpoint.html).
constexpr std::uint32_t digits_kept = 15;

void cannot_store(ast::Type const& type, Sink& sink, std::string_view why, std::string_view instead) {
  sink.report(Code::RT0802, type.where, fmt::format("SQLite cannot store {}: {}", ast::print(type), why)) |
      Note{std::string(instead), std::nullopt};
}

std::string builtin(ast::BuiltinType const& b, ast::Type const& type, Sink& sink) {
  switch (b.kind) {
    case ast::TypeKind::boolean:
      return "boolean";
    case ast::TypeKind::smallint:
      return "smallint";
    case ast::TypeKind::integer:
      return "integer";
    case ast::TypeKind::bigint:
      return "bigint";
    case ast::TypeKind::numeric:
      if (b.precision > digits_kept)
        cannot_store(type, sink, fmt::format("it keeps {} digits of a number with a fraction", digits_kept),
                     "use numeric(15, …) or less, or count in the smallest unit: bigint");
      return fmt::format("numeric({},{})", b.precision, b.scale);
    case ast::TypeKind::real:
    case ast::TypeKind::double_precision:
      return "real";
    case ast::TypeKind::varchar:
      return fmt::format("varchar({})", b.length);
    case ast::TypeKind::char_:
      return fmt::format("char({})", b.length);
    case ast::TypeKind::text:
    case ast::TypeKind::date:
    case ast::TypeKind::time:
    case ast::TypeKind::timestamp:
    case ast::TypeKind::timestamptz:
    case ast::TypeKind::uuid:
    case ast::TypeKind::json:
      return "text";
    case ast::TypeKind::interval:
      cannot_store(type, sink, "it has no type for a length of time", "use bigint and count in a unit: milliseconds");
      return "text";
    case ast::TypeKind::bytes:
      return "blob";
  }
  return "text";
}
}  // namespace

std::string SqliteSpelling::type(ast::Type const& type, Sink& sink) const {
  if (type.array) {
    cannot_store(type, sink, "it has no arrays", "use json, or a table of its own with a row an element");
    return "text";
  }
  return std::visit(overloaded{[](ast::UnknownType const&) { return std::string("text"); },
                               [&](ast::BuiltinType const& b) { return builtin(b, type, sink); },
                               [](ast::NamedType const&) { return std::string("text"); },
                               [&](ast::NativeType const& n) {
                                 if (auto const* text = text_for(n.spellings, dialect())) return text->text.value;
                                 sink.report(Code::RT0803, type.where,
                                             fmt::format("this type has no spelling for {}", dialect())) |
                                     Note{fmt::format("add one: native {} '…'", dialect()), std::nullopt};
                                 return std::string("text");
                               }},
                    type.base);
}

}  // namespace retort::dialects::sqlite
