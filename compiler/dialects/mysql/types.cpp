// SPDX-License-Identifier: Apache-2.0
// Types: the language's as they are stored, and as the catalogue has them.
// https://dev.mysql.com/doc/refman/8.4/en/data-types.html, https://mariadb.com/kb/en/data-types/
#include <fmt/format.h>

#include "compiler/ast/print.hpp"
#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/mysql/spelling.hpp"

namespace retort::dialects::mysql {

namespace {

constexpr std::uint32_t most_characters = 16383;  // of a row of 65,535 bytes, four a character
constexpr std::uint32_t most_fixed_characters = 255;
constexpr std::uint32_t most_digits = 65, most_decimals = 30;  // fixed-point-types.html

std::string builtin(Variant const& variant, ast::BuiltinType const& b, ast::Type const& type, Sink& sink) {
  auto const refuse = [&](std::string_view why, std::string_view instead) {
    sink.report(Code::RT0802, type.where, fmt::format("{} cannot store {}: {}", variant.title, ast::print(type), why)) |
        Note{std::string(instead), std::nullopt};
  };
  switch (b.kind) {
    case ast::TypeKind::boolean:
      return "boolean";
    case ast::TypeKind::smallint:
      return "smallint";
    case ast::TypeKind::integer:
      return "int";
    case ast::TypeKind::bigint:
      return "bigint";
    case ast::TypeKind::numeric:
      if (b.precision > most_digits || b.scale > most_decimals)
        refuse(fmt::format("it keeps {} digits, {} of them behind the point", most_digits, most_decimals),
               "use a smaller precision");
      return fmt::format("decimal({},{})", b.precision, b.scale);
    case ast::TypeKind::real:
      return "float";
    case ast::TypeKind::double_precision:
      return "double";
    case ast::TypeKind::varchar:
      if (b.length > most_characters) refuse(fmt::format("it has {} characters at most", most_characters), "use text");
      return fmt::format("varchar({})", b.length);
    case ast::TypeKind::char_:
      if (b.length > most_fixed_characters)
        refuse(fmt::format("it has {} characters at most", most_fixed_characters), "use varchar");
      return fmt::format("char({})", b.length);
    case ast::TypeKind::text:
      return "longtext";
    case ast::TypeKind::date:
      return "date";
    case ast::TypeKind::time:
      return "time(6)";
    case ast::TypeKind::timestamp:
      return "datetime(6)";
    case ast::TypeKind::timestamptz:
      return "timestamp(6)";
    case ast::TypeKind::interval:
      refuse("it has no type for a length of time", "use bigint and count in a unit: milliseconds");
      return "bigint";
    case ast::TypeKind::uuid:
      return std::string(variant.uuid_type);
    case ast::TypeKind::json:
      return "json";
    case ast::TypeKind::bytes:
      return "longblob";
  }
  return "longtext";
}

std::string catalogue(Variant const& variant, ast::BuiltinType const& b) {
  auto const named = [](std::string_view name) { return fmt::format("DATA_TYPE = '{}'", name); };
  switch (b.kind) {
    case ast::TypeKind::boolean:
      return "COLUMN_TYPE = 'tinyint(1)'";
    case ast::TypeKind::smallint:
      return named("smallint");
    case ast::TypeKind::integer:
      return named("int");
    case ast::TypeKind::bigint:
    case ast::TypeKind::interval:
      return named("bigint");
    case ast::TypeKind::numeric:
      return fmt::format("COLUMN_TYPE = 'decimal({},{})'", b.precision, b.scale);
    case ast::TypeKind::real:
      return named("float");
    case ast::TypeKind::double_precision:
      return named("double");
    case ast::TypeKind::varchar:
      return fmt::format("COLUMN_TYPE = 'varchar({})'", b.length);
    case ast::TypeKind::char_:
      return fmt::format("COLUMN_TYPE = 'char({})'", b.length);
    case ast::TypeKind::text:
      return named("longtext");
    case ast::TypeKind::date:
      return named("date");
    case ast::TypeKind::time:
      return "COLUMN_TYPE = 'time(6)'";
    case ast::TypeKind::timestamp:
      return "COLUMN_TYPE = 'datetime(6)'";
    case ast::TypeKind::timestamptz:
      return "COLUMN_TYPE = 'timestamp(6)'";
    case ast::TypeKind::uuid:
      return named(variant.uuid_in_catalogue);
    case ast::TypeKind::json:
      return named(variant.json_in_catalogue);
    case ast::TypeKind::bytes:
      return named("longblob");
  }
  return {};
}

}  // namespace

std::string MySqlSpelling::enum_values(model::ObjectName const& type) const {
  auto const* found = schema_.enum_type(type);
  if (found == nullptr) return {};
  std::vector<std::string> values;
  for (auto const& value : found->values) values.push_back(string(value));
  return join(values, ",");
}

std::string MySqlSpelling::type(ast::Type const& type, Sink& sink) const {
  if (type.array) {
    sink.report(Code::RT0802, type.where, fmt::format("{} has no arrays", variant_.title)) |
        Note{"use json, or a table of its own with a row an element", std::nullopt};
    return "json";
  }
  return std::visit(
      overloaded{[](ast::UnknownType const&) { return std::string("longtext"); },  // reported by the parser
                 [&](ast::BuiltinType const& b) { return builtin(variant_, b, type, sink); },
                 [&](ast::NamedType const& n) {
                   auto const values = enum_values(model::object_name(n.name));
                   return values.empty() ? std::string("varchar(255)") : "enum(" + values + ")";
                 },
                 [&](ast::NativeType const& n) {
                   if (auto const* text = text_for(n.spellings, dialect())) return text->text.value;
                   sink.report(Code::RT0803, type.where, fmt::format("this type has no spelling for {}", dialect())) |
                       Note{fmt::format("add one: native {} '…'", dialect()), std::nullopt};
                   return std::string("longtext");
                 }},
      type.base);
}

std::string MySqlSpelling::catalogue_condition(ast::Type const& type) const {
  if (type.array) return {};
  return std::visit(overloaded{[](ast::UnknownType const&) { return std::string(); },
                               [&](ast::BuiltinType const& b) { return catalogue(variant_, b); },
                               [&](ast::NamedType const& n) {
                                 auto const values = enum_values(model::object_name(n.name));
                                 if (values.empty()) return values;
                                 return exactly("COLUMN_TYPE") + " = " + string("enum(" + values + ")");
                               },
                               [](ast::NativeType const&) { return std::string(); }},
                    type.base);
}

}  // namespace retort::dialects::mysql
