// SPDX-License-Identifier: Apache-2.0
// How PostgreSQL writes types and expressions back.
// https://www.postgresql.org/docs/15/functions-info.html#FUNCTIONS-INFO-CATALOG
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/catalogue_rows.hpp"
#include "compiler/dialects/postgresql/catalogue.hpp"
#include "compiler/dialects/postgresql/expressions.hpp"

namespace retort::dialects::postgresql {

namespace {

// Names of the catalogue, and what casts call the same. https://www.postgresql.org/docs/15/datatype.html, table 8.1
using K = ast::TypeKind;
constexpr TypeName names[] = {{"boolean", K::boolean},
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

// A type as people write it, as format_type() prints it. https://www.postgresql.org/docs/15/datatype.html, table 8.1
std::string printed(std::string const& written) {
  auto words = words_of_type(written);
  if (words.size.empty()) {
    // The words behind a size may stand without one: "timestamp with time zone".
    for (std::string_view const moment : {"timestamp ", "time "})
      if (words.name.starts_with(moment)) {
        words.rest = words.name.substr(moment.size());
        words.name.resize(moment.size() - 1);
      }
  }
  constexpr std::string_view catalogue = "pg_catalog.";
  if (words.name.starts_with(catalogue)) words.name.erase(0, catalogue.size());
  static constexpr std::pair<std::string_view, std::string_view> others[] = {{"varchar", "character varying"},
                                                                             {"char varying", "character varying"},
                                                                             {"char", "character"},
                                                                             {"nchar", "character"},
                                                                             {"national character", "character"},
                                                                             {"decimal", "numeric"},
                                                                             {"dec", "numeric"},
                                                                             {"varbit", "bit varying"},
                                                                             {"int", "integer"},
                                                                             {"int2", "smallint"},
                                                                             {"int4", "integer"},
                                                                             {"int8", "bigint"},
                                                                             {"float4", "real"},
                                                                             {"float8", "double precision"},
                                                                             {"bool", "boolean"}};
  for (auto const& [from, to] : others)
    if (words.name == from) words.name = to;
  if (words.name == "timestamptz" || words.name == "timetz") {
    words.name.resize(words.name.size() - 2);
    words.rest = "with time zone";
  } else if ((words.name == "timestamp" || words.name == "time") && words.rest.empty()) {
    words.rest = "without time zone";
  }
  if (words.name == "float") {
    constexpr int of_real = 24;  // binary digits
    int digits = of_real + 1;
    if (words.size.size() > 2) std::from_chars(words.size.data() + 1, words.size.data() + words.size.size(), digits);
    return digits <= of_real ? "real" : "double precision";
  }
  if ((words.name == "character" || words.name == "bit") && words.size.empty()) words.size = "(1)";
  if (words.name == "numeric" && !words.size.empty() && words.size.find(',') == std::string::npos)
    words.size.insert(words.size.size() - 1, ",0");
  // Moments have six digits behind the point where nothing is said.
  bool const moment = words.name == "timestamp" || words.name == "time" || words.name == "interval";
  if (moment && words.size == "(6)") words.size.clear();
  return words.text();
}

std::optional<ast::Type> builtin_of(std::string const& text) {
  if (auto const found = type_named(text, names)) return *found;
  auto const found = sized_name(text);
  if (!found) return std::nullopt;
  auto const& [name, sizes] = *found;
  if (name == "numeric" || name == "decimal") {
    auto const scale = sizes.size() > 1 ? sizes[1] : 0;
    if (scale > sizes[0]) return std::nullopt;
    return builtin_type(K::numeric, 0, sizes[0], scale);
  }
  if (name == "character varying" || name == "varchar") return builtin_type(K::varchar, sizes[0]);
  if (name == "character" || name == "char" || name == "bpchar") return builtin_type(K::char_, sizes[0]);
  return std::nullopt;
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

// https://www.postgresql.org/docs/15/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS-ESCAPE
std::string text_with_returns(std::string const& value) {
  std::string out = "E'";
  for (char const c : value) {
    if (c == '\r')
      out += "\\r";
    else
      out.append(c == '\'' || c == '\\' ? 2 : 1, c);
  }
  return out + "'";
}

}  // namespace

ast::Type type_of_text(std::string const& text) {
  std::string base = text;
  for (auto const& [six, all] :
       {std::pair<std::string_view, std::string_view>{"timestamp(6) ", "timestamp "}, {"time(6) ", "time "}})
    if (base.starts_with(six)) base.replace(0, six.size(), all);
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
  static SqlWords const words{false,
                              false,
                              false,
                              false,
                              [](std::string const& text) { return std::optional(type_of_text(text)); },
                              function_of,
                              false,
                              false,
                              false,
                              true,
                              text_with_returns};
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
                                 auto base = tidy_type(found->text.value);
                                 std::string brackets;
                                 for (; base.ends_with("[]"); base.resize(base.size() - 2)) brackets = "[]";
                                 base = printed(base);
                                 auto const of_catalogue = catalogue_type(type_of_text(base));
                                 return (of_catalogue.empty() ? base : of_catalogue) + brackets + array;
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
