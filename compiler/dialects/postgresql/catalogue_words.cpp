// SPDX-License-Identifier: Apache-2.0
// How PostgreSQL writes types and expressions back.
// https://www.postgresql.org/docs/15/functions-info.html#FUNCTIONS-INFO-CATALOG
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/postgresql/catalogue.hpp"
#include "compiler/dialects/postgresql/expressions.hpp"

namespace retort::dialects::postgresql {

namespace {

ast::Type type_of_kind(ast::TypeKind kind) {
  ast::Type out;
  ast::BuiltinType builtin;
  builtin.kind = kind;
  out.base = builtin;
  return out;
}

// Names of the catalogue, and what casts call the same. https://www.postgresql.org/docs/15/datatype.html, table 8.1
struct Name {
  std::string_view text;
  ast::TypeKind kind;
};
using K = ast::TypeKind;
constexpr Name names[] = {{"boolean", K::boolean},
                          {"bool", K::boolean},
                          {"smallint", K::smallint},
                          {"int2", K::smallint},
                          {"integer", K::integer},
                          {"int", K::integer},
                          {"int4", K::integer},
                          {"bigint", K::bigint},
                          {"int8", K::bigint},
                          {"real", K::real},
                          {"float4", K::real},
                          {"double precision", K::double_precision},
                          {"float8", K::double_precision},
                          {"text", K::text},
                          {"character varying", K::text},
                          {"varchar", K::text},
                          {"date", K::date},
                          {"time without time zone", K::time},
                          {"time", K::time},
                          {"timestamp without time zone", K::timestamp},
                          {"timestamp", K::timestamp},
                          {"timestamp with time zone", K::timestamptz},
                          {"timestamptz", K::timestamptz},
                          {"interval", K::interval},
                          {"uuid", K::uuid},
                          {"jsonb", K::json},
                          {"bytea", K::bytes}};

// "numeric(10,2)": the name, and the numbers in parentheses.
struct Sized {
  std::string name;
  std::vector<std::uint32_t> sizes;
};
std::optional<Sized> sized(std::string const& text) {
  auto const open = text.find('(');
  if (open == std::string::npos || text.back() != ')') return std::nullopt;
  Sized out{text.substr(0, open), {}};
  for (auto at = open + 1; at < text.size() - 1;) {
    std::uint32_t value = 0;
    auto const [end, fault] = std::from_chars(text.data() + at, text.data() + text.size(), value);
    if (fault != std::errc()) return std::nullopt;
    out.sizes.push_back(value);
    at = static_cast<std::size_t>(end - text.data());
    while (at < text.size() && (text[at] == ',' || text[at] == ' ')) ++at;
  }
  return out;
}

std::optional<ast::Type> builtin_of(std::string const& text) {
  for (auto const& name : names)
    if (name.text == text) return type_of_kind(name.kind);
  auto const found = sized(text);
  if (!found || found->sizes.empty()) return std::nullopt;
  ast::BuiltinType builtin;
  if (found->name == "numeric" || found->name == "decimal") {
    builtin.kind = K::numeric;
    builtin.precision = found->sizes[0];
    builtin.scale = found->sizes.size() > 1 ? found->sizes[1] : 0;
    if (builtin.scale > builtin.precision) return std::nullopt;
  } else if (found->name == "character varying" || found->name == "varchar") {
    builtin.kind = K::varchar;
    builtin.length = found->sizes[0];
  } else if (found->name == "character" || found->name == "char" || found->name == "bpchar") {
    builtin.kind = K::char_;
    builtin.length = found->sizes[0];
  } else {
    return std::nullopt;
  }
  ast::Type out;
  out.base = builtin;
  return out;
}

// Names that are no enum's, although they look like one.
constexpr std::string_view not_enums[] = {"numeric",   "json",     "regclass",  "name",     "inet",      "cidr",
                                          "macaddr",   "money",    "bpchar",    "tsvector", "tsquery",   "xml",
                                          "point",     "bit",      "oid",       "box",      "int4range", "tstzrange",
                                          "daterange", "numrange", "int8range", "tsrange"};

std::optional<ast::Type> named_of(std::string const& text) {
  if (std::find(std::begin(not_enums), std::end(not_enums), text) != std::end(not_enums)) return std::nullopt;
  auto const tokens = sql_tokens(text, {});
  if (!tokens) return std::nullopt;
  auto const is_name = [&](std::size_t i) {
    return (*tokens)[i].kind == SqlTokenKind::word || (*tokens)[i].kind == SqlTokenKind::quoted;
  };
  ast::NamedType named;
  if (tokens->size() == 2 && is_name(0)) {
    named.name.name.text = (*tokens)[0].text;
  } else if (tokens->size() == 4 && is_name(0) && (*tokens)[1].text == "." && is_name(2)) {
    ast::Identifier schema;
    schema.text = (*tokens)[0].text;
    named.name.schema = std::move(schema);
    named.name.name.text = (*tokens)[2].text;
  } else {
    return std::nullopt;
  }
  ast::Type out;
  out.base = std::move(named);
  return out;
}

// A function of the server as the language has it. https://www.postgresql.org/docs/15/functions.html
std::optional<ast::Expression> function_of(std::string const& name, std::vector<ast::Expression> const& arguments) {
  auto const count = arguments.size();
  if ((name == "now" || name == "current_timestamp" || name == "transaction_timestamp") && count == 0)
    return call_of("now", {});
  if (name == "gen_random_uuid" && count == 0) return call_of("gen_uuid", {});
  if (name == "btrim" && count == 1) return call_of("trim", arguments);
  if (name == "nextval" && count == 1) {
    auto const* cast = std::get_if<ast::Cast>(&arguments[0].node);
    auto const* literal = std::get_if<ast::Literal>(cast == nullptr ? &arguments[0].node : &cast->operand->node);
    if (literal == nullptr || literal->kind != ast::LiteralKind::string) return std::nullopt;
    if (auto const sequence = named_of(literal->text))
      return expression_of(ast::NextValue{std::get<ast::NamedType>(sequence->base).name});
  }
  return std::nullopt;
}

}  // namespace

ast::Type type_of_text(std::string const& text) {
  std::string base = text;
  bool const array = base.ends_with("[]");
  while (base.ends_with("[]")) base.resize(base.size() - 2);
  ast::Type out;
  if (auto const builtin = builtin_of(base)) {
    out = *builtin;
  } else if (auto const named = named_of(base)) {
    out = *named;
  } else {
    ast::DialectText spelling;
    spelling.dialects.push_back({"postgresql", {}});
    spelling.text.value = base;
    out.base = ast::NativeType{{std::move(spelling)}};
  }
  out.array = array;
  return out;
}

SqlWords const& PostgreSqlCatalogue::sql() const {
  static SqlWords const words{
      false,      false, false, false, [](std::string const& text) { return std::optional(type_of_text(text)); },
      function_of};
  return words;
}

std::string PostgreSqlCatalogue::stored(ast::Type const& type, model::Schema const&) const {
  std::string const array = type.array ? "[]" : "";
  return std::visit(overloaded{[](ast::UnknownType const&) { return std::string(); },
                               [&](ast::BuiltinType const&) { return catalogue_type(type); },
                               [&](ast::NamedType const& n) { return spelling().qualified(n.name) + array; },
                               [&](ast::NativeType const& n) -> std::string {
                                 auto const* found = text_for(n.spellings, spelling().dialect());
                                 if (found == nullptr) return {};
                                 auto const read = type_of_text(found->text.value);
                                 auto const printed = catalogue_type(read);
                                 return (printed.empty() ? found->text.value : printed) + array;
                               }},
                    type.base);
}

std::unique_ptr<Spelling const> PostgreSqlCatalogue::words(model::Schema const&, Sink&) const {
  return std::make_unique<PostgreSqlSpelling>();
}

PostgreSqlCatalogue const& catalogue() {
  static PostgreSqlCatalogue const one;
  return one;
}

}  // namespace retort::dialects::postgresql
