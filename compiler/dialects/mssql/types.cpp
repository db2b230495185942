// SPDX-License-Identifier: Apache-2.0
// Types: the language's as they are stored, and as the catalogue has them. An enum is text with a check.
// https://learn.microsoft.com/en-us/sql/t-sql/data-types/data-types-transact-sql
#include <fmt/format.h>

#include <algorithm>

#include "compiler/ast/print.hpp"
#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/mssql/spelling.hpp"

namespace retort::dialects::mssql {

namespace {

std::string builtin(ast::BuiltinType const& b, ast::Type const& type, Sink& sink) {
  auto const refuse = [&](std::string_view why, std::string_view instead) {
    sink.report(Code::RT0802, type.where, fmt::format("{} cannot store {}: {}", title, ast::print(type), why)) |
        Note{std::string(instead), std::nullopt};
  };
  switch (b.kind) {
    case ast::TypeKind::boolean:
      return "bit";
    case ast::TypeKind::smallint:
      return "smallint";
    case ast::TypeKind::integer:
      return "int";
    case ast::TypeKind::bigint:
      return "bigint";
    case ast::TypeKind::numeric:
      if (b.precision > most_digits) refuse(fmt::format("it keeps {} digits", most_digits), "use a smaller precision");
      return fmt::format("decimal({},{})", b.precision, b.scale);
    case ast::TypeKind::real:
      return "real";
    case ast::TypeKind::double_precision:
      return "float(53)";
    case ast::TypeKind::varchar:
      if (b.length > most_characters) refuse(fmt::format("it has {} characters at most", most_characters), "use text");
      return fmt::format("nvarchar({})", b.length);
    case ast::TypeKind::char_:
      if (b.length > most_characters) refuse(fmt::format("it has {} characters at most", most_characters), "use text");
      return fmt::format("nchar({})", b.length);
    case ast::TypeKind::text:
    case ast::TypeKind::json:
      return "nvarchar(max)";
    case ast::TypeKind::date:
      return "date";
    case ast::TypeKind::time:
      return "time(6)";
    case ast::TypeKind::timestamp:
      return "datetime2(6)";
    case ast::TypeKind::timestamptz:
      return "datetimeoffset(6)";
    case ast::TypeKind::interval:
      refuse("it has no type for a length of time", "use bigint and count in a unit: milliseconds");
      return "bigint";
    case ast::TypeKind::uuid:
      return "uniqueidentifier";
    case ast::TypeKind::bytes:
      return "varbinary(max)";
  }
  return "nvarchar(max)";
}

// https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-columns-transact-sql: max_length
// is in bytes, -1 for max.
std::string catalogue(ast::BuiltinType const& b) {
  auto const named = [](std::string_view name, std::string_view more = {}) {
    return fmt::format("type_name(user_type_id) = N'{}'{}", name, more);
  };
  switch (b.kind) {
    case ast::TypeKind::boolean:
      return named("bit");
    case ast::TypeKind::smallint:
      return named("smallint");
    case ast::TypeKind::integer:
      return named("int");
    case ast::TypeKind::bigint:
    case ast::TypeKind::interval:
      return named("bigint");
    case ast::TypeKind::numeric:
      return named("decimal", fmt::format(" and precision = {} and scale = {}", b.precision, b.scale));
    case ast::TypeKind::real:
      return named("real");
    case ast::TypeKind::double_precision:
      return named("float");
    case ast::TypeKind::varchar:
      return named("nvarchar", fmt::format(" and max_length = {}", b.length * 2));
    case ast::TypeKind::char_:
      return named("nchar", fmt::format(" and max_length = {}", b.length * 2));
    case ast::TypeKind::text:
    case ast::TypeKind::json:
      return named("nvarchar", " and max_length = -1");
    case ast::TypeKind::date:
      return named("date");
    case ast::TypeKind::time:
      return named("time", " and scale = 6");
    case ast::TypeKind::timestamp:
      return named("datetime2", " and scale = 6");
    case ast::TypeKind::timestamptz:
      return named("datetimeoffset", " and scale = 6");
    case ast::TypeKind::uuid:
      return named("uniqueidentifier");
    case ast::TypeKind::bytes:
      return named("varbinary", " and max_length = -1");
  }
  return {};
}

}  // namespace

// One of a few lengths, so that a new value seldom makes the column another one.
std::optional<std::size_t> MsSqlSpelling::enum_length(model::ObjectName const& type) const {
  auto const* found = schema_.enum_type(type);
  if (found == nullptr) return std::nullopt;
  std::size_t longest = 0;
  for (auto const& value : found->values) longest = std::max(longest, utf16_length(value));
  for (std::size_t const length : {std::size_t{64}, std::size_t{256}})
    if (longest <= length) return length;
  return most_characters;
}

std::string MsSqlSpelling::type(ast::Type const& type, Sink& sink) const {
  if (type.array) {
    sink.report(Code::RT0802, type.where, fmt::format("{} has no arrays", title)) |
        Note{"use json, or a table of its own with a row an element", std::nullopt};
    return "nvarchar(max)";
  }
  return std::visit(
      overloaded{[](ast::UnknownType const&) { return std::string("nvarchar(max)"); },  // reported by the parser
                 [&](ast::BuiltinType const& b) { return builtin(b, type, sink); },
                 [&](ast::NamedType const& n) {
                   return fmt::format("nvarchar({})",
                                      enum_length(model::object_name(n.name)).value_or(most_characters));
                 },
                 [&](ast::NativeType const& n) {
                   if (auto const* text = text_for(n.spellings, dialect())) return text->text.value;
                   sink.report(Code::RT0803, type.where, fmt::format("this type has no spelling for {}", dialect())) |
                       Note{fmt::format("add one: native {} '…'", dialect()), std::nullopt};
                   return std::string("nvarchar(max)");
                 }},
      type.base);
}

std::string MsSqlSpelling::column_type(ast::Type const& type, Sink& sink) const {
  auto out = this->type(type, sink);
  bool const native = std::holds_alternative<ast::NativeType>(type.base);
  bool const text = out.starts_with("nvarchar") || out.starts_with("nchar");
  return text && !native ? out + " collate " + std::string(collation) : out;
}

std::string MsSqlSpelling::catalogue_condition(ast::Type const& type) const {
  if (type.array) return {};
  return std::visit(overloaded{[](ast::UnknownType const&) { return std::string(); },
                               [](ast::BuiltinType const& b) { return catalogue(b); },
                               [&](ast::NamedType const& n) {
                                 auto const length = enum_length(model::object_name(n.name));
                                 if (!length) return std::string();
                                 return fmt::format("type_name(user_type_id) = N'nvarchar' and max_length = {}",
                                                    *length * 2);
                               },
                               [](ast::NativeType const&) { return std::string(); }},
                    type.base);
}

std::string MsSqlSpelling::type_condition(ast::Type const& type, std::string const& column) const {
  if (type.array) return {};
  if (auto const* named = std::get_if<ast::NamedType>(&type.base)) {
    auto const* found = schema_.enum_type(model::object_name(named->name));
    if (found == nullptr || found->values.empty()) return {};
    std::vector<std::string> values;
    for (auto const& value : found->values) values.push_back(string(value));
    return column + " in (" + join(values) + ")";
  }
  auto const* b = std::get_if<ast::BuiltinType>(&type.base);
  // https://learn.microsoft.com/en-us/sql/t-sql/functions/isjson-transact-sql
  return b != nullptr && b->kind == ast::TypeKind::json ? "isjson(" + column + ") = 1" : std::string();
}

}  // namespace retort::dialects::mssql
