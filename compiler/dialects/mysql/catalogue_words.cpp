// SPDX-License-Identifier: Apache-2.0
// How MySQL and MariaDB write types and expressions back.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/catalogue_rows.hpp"
#include "compiler/dialects/mysql/catalogue.hpp"
#include "compiler/dialects/mysql/spelling.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mysql {

namespace {

using K = ast::TypeKind;

// What the catalogue says of the types of docs/mysql.md. Of integers MariaDB, and MySQL before 8.0.19, say the width of
// their display, which means nothing: https://dev.mysql.com/doc/refman/8.4/en/numeric-type-attributes.html
constexpr TypeName names[] = {{"tinyint(1)", K::boolean},
                              {"boolean", K::boolean},
                              {"bool", K::boolean},
                              {"smallint", K::smallint},
                              {"smallint(6)", K::smallint},
                              {"int", K::integer},
                              {"int(11)", K::integer},
                              {"integer", K::integer},
                              {"bigint", K::bigint},
                              {"bigint(20)", K::bigint},
                              {"float", K::real},
                              {"double", K::double_precision},
                              {"longtext", K::text},
                              {"longblob", K::bytes},
                              {"date", K::date},
                              {"time(6)", K::time},
                              {"datetime(6)", K::timestamp},
                              {"timestamp(6)", K::timestamptz}};
// What only a cast says.
constexpr TypeName casts[] = {{"signed", K::bigint}, {"char", K::text}, {"binary", K::bytes}};

// A type as people write it, as information_schema shows it.
// https://dev.mysql.com/doc/refman/8.4/en/data-types.html, https://mariadb.com/kb/en/data-types/
std::string shown(std::string_view written) {
  auto words = words_of_type(written);
  if (words.size.empty()) {
    if (auto const blank = words.name.find(' '); blank != std::string::npos && !words.name.starts_with("double p")) {
      words.rest = words.name.substr(blank + 1);
      words.name.resize(blank);
    }
  }
  static constexpr std::pair<std::string_view, std::string_view> others[] = {
      {"integer", "int"},          {"int4", "int"},
      {"int1", "tinyint"},         {"int2", "smallint"},
      {"int3", "mediumint"},       {"middleint", "mediumint"},
      {"int8", "bigint"},          {"numeric", "decimal"},
      {"dec", "decimal"},          {"fixed", "decimal"},
      {"real", "double"},          {"double precision", "double"},
      {"float8", "double"},        {"float4", "float"},
      {"character", "char"},       {"character varying", "varchar"},
      {"char varying", "varchar"}, {"long", "mediumtext"}};
  for (auto const& [from, to] : others)
    if (words.name == from) words.name = to;
  if (words.name == "bool" || words.name == "boolean") return "tinyint(1)";
  if (words.name == "year") words.size.clear();
  bool const filled = words.rest.find("zerofill") != std::string::npos;
  if (filled && words.rest.find("unsigned") == std::string::npos) words.rest = "unsigned " + words.rest;
  for (std::string_view const whole : {"tinyint", "smallint", "mediumint", "int", "bigint"})
    if (words.name == whole && !filled && !(words.name == "tinyint" && words.size == "(1)" && words.rest.empty()))
      words.size.clear();  // the width of its display
  for (std::string_view const one : {"bit", "char", "binary"})
    if (words.name == one && words.size.empty()) words.size = "(1)";
  if (words.name == "decimal" && words.size.empty()) words.size = "(10)";
  if (words.name == "decimal" && words.size.find(',') == std::string::npos)
    words.size.insert(words.size.size() - 1, ",0");
  // A collation has the name of its character set before it.
  if (auto const at = words.rest.find("charset "); at != std::string::npos && (at == 0 || words.rest[at - 1] == ' '))
    words.rest.replace(at, std::string_view("charset").size(), "character set");
  if (words.rest.starts_with("collate ")) {
    auto const collation = words.rest.substr(std::string_view("collate ").size());
    words.rest.insert(0, "character set " + collation.substr(0, collation.find('_')) + " ");
  }
  return words.text();
}

std::optional<ast::Type> sized(std::string const& text) {
  auto const found = sized_name(text);
  if (!found || found->sizes[0] == 0) return std::nullopt;
  auto const& [name, sizes] = *found;
  if (name == "varchar") return builtin_type(K::varchar, sizes[0]);
  if (name == "char") return builtin_type(K::char_, sizes[0]);
  if (name == "decimal" || name == "numeric")
    return builtin_type(K::numeric, 0, sizes[0], sizes.size() > 1 ? sizes[1] : 0);
  return std::nullopt;
}

bool is_empty_text(ast::Expression const& e) {
  auto const* literal = std::get_if<ast::Literal>(&e.node);
  return literal != nullptr && literal->kind == ast::LiteralKind::string && literal->text.empty();
}
// Null makes concat() null, as it does `||`; the concat() of the language takes it for ''.
std::optional<ast::Expression> concat_of(std::vector<ast::Expression> const& arguments) {
  std::vector<ast::Expression> bare;
  bool takes_null = false;
  for (auto const& argument : arguments) {
    auto const* call = std::get_if<ast::Call>(&argument.node);
    bool const filled = call != nullptr && call->function.text == "coalesce" && call->arguments.size() == 2 &&
                        is_empty_text(call->arguments[1]);
    if (!filled && !std::holds_alternative<ast::Literal>(argument.node)) {
      if (arguments.size() == 1) return call_of("concatenated", arguments);  // which the language has not
      auto out = arguments.front();
      for (std::size_t i = 1; i < arguments.size(); ++i)
        out = expression_of(ast::Binary{ast::BinaryOperator::concat, std::move(out), arguments[i]});
      return out;
    }
    takes_null = takes_null || filled;
    bare.push_back(filled ? call->arguments.front() : argument);
  }
  return takes_null ? std::optional(call_of("concat", std::move(bare))) : std::nullopt;
}

// A function of the database as the language has it.
// https://dev.mysql.com/doc/refman/8.4/en/functions.html
std::optional<ast::Expression> function_of(std::string const& name, std::vector<ast::Expression> const& arguments) {
  auto const count = arguments.size();
  if (name == "current_timestamp" || name == "now" || name == "localtimestamp") return call_of("now", {});
  if ((name == "curdate" || name == "current_date") && count == 0) return call_of("current_date", {});
  if (name == "uuid" && count == 0) return call_of("gen_uuid", {});
  if (name == "isnull" && count == 1) return expression_of(ast::IsNull{arguments[0], false});
  // https://dev.mysql.com/doc/refman/8.4/en/json-search-functions.html#operator_json-inline-path
  if (name == "operator ->") return call_of("json_extract", arguments);
  if (name == "operator ->>") return call_of("json_unquote", {call_of("json_extract", arguments)});
  if (name == "concat") return concat_of(arguments);
  if ((name == "char_length" || name == "character_length") && count == 1) return call_of("length", arguments);
  // count(*) is written as count(0).
  if (name == "count" && count == 1 && std::holds_alternative<ast::Literal>(arguments[0].node)) {
    ast::Call all;
    all.function.text = name;
    all.star = true;
    return expression_of(std::move(all));
  }
  if (name == "round" && count == 2)
    if (auto const* digits = std::get_if<ast::Literal>(&arguments[1].node); digits != nullptr && digits->text == "0")
      return call_of("round", {arguments[0]});
  if (name == "length") return call_of("octet_length", arguments);
  if (name == "lcase") return call_of("lower", arguments);
  if (name == "ucase") return call_of("upper", arguments);
  if (name == "ifnull") return call_of("coalesce", arguments);
  if (name == "substr") return call_of("substring", arguments);
  if (name == "date_add" && count == 2)
    return expression_of(ast::Binary{ast::BinaryOperator::add, arguments[0], arguments[1]});
  if (name == "date_sub" && count == 2)
    return expression_of(ast::Binary{ast::BinaryOperator::subtract, arguments[0], arguments[1]});
  if (name == "nextval" && count == 1)
    if (auto const* column = std::get_if<ast::ColumnReference>(&arguments[0].node)) {
      ast::NextValue next;
      next.sequence.name = column->column;
      if (column->table) next.sequence.schema = column->table->name;
      return expression_of(std::move(next));
    }
  return std::nullopt;
}

}  // namespace

ast::Type type_of_text(Variant const& variant, std::string const& text) {
  if (auto const found = type_named(text, names)) return *found;
  if (text == variant.uuid_type) return builtin_type(K::uuid);
  if (text == "json") return builtin_type(K::json);
  if (auto const found = sized(text)) return *found;
  return native_type(variant.name, text);
}

std::optional<std::vector<std::string>> enum_values_of(std::string const& text) {
  if (!text.starts_with("enum(")) return std::nullopt;
  SqlWords words;
  words.backslash_escapes = words.slash_keeps_fractions = true;
  auto const tokens = sql_tokens(text, words);
  if (!tokens) return std::nullopt;
  std::vector<std::string> out;
  for (auto const& token : *tokens)
    if (token.kind == SqlTokenKind::string) out.push_back(token.text);
  return out;
}

std::string unescaped(std::string const& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '\'' || text[i + 1] == '\\')) ++i;
    out += text[i];
  }
  return out;
}

MySqlCatalogue::MySqlCatalogue(Variant const& variant) : variant_(variant) {
  words_.backslash_escapes = words_.slash_keeps_fractions = true;
  words_.double_quotes_are_text = words_.bits_are_bytes = words_.bars_are_or = words_.backslash_in_patterns = true;
  words_.type = [&variant](std::string const& text) -> std::optional<ast::Type> {
    if (auto const found = type_named(text, casts)) return *found;
    return type_of_text(variant, text);
  };
  words_.call = [&variant](std::string const& name, std::vector<ast::Expression> const& arguments) {
    // What every text of ours has anyway.
    if (name == fmt::format("collate {}", variant.collation)) return std::optional(arguments[0]);
    return function_of(name, arguments);
  };
  // https://dev.mysql.com/doc/refman/8.4/en/string-literals.html, table 11.1
  words_.text_with_returns = [](std::string const& value) {
    std::string out = "'";
    for (char const c : value) {
      if (c == '\r')
        out += "\\r";
      else
        out.append(c == '\'' || c == '\\' ? 2 : 1, c);
    }
    return out + "'";
  };
}

std::string MySqlCatalogue::stored(ast::Type const& type, model::Schema const& schema) const {
  Sink sink;
  MySqlSpelling const spelling(variant_, schema, {}, sink);
  auto const spelled = [&](ast::Type const& t) {
    auto out = spelling.type(t, sink);
    return sink.error_count() == 0 ? out : std::string();
  };
  auto const* native = std::get_if<ast::NativeType>(&type.base);
  if (native == nullptr) return spelled(type);
  auto const* found = text_for(native->spellings, variant_.name);
  if (found == nullptr) return {};
  auto const spelling_there = shown(found->text.value);
  auto const read = type_of_text(variant_, spelling_there);
  return std::holds_alternative<ast::NativeType>(read.base) ? spelling_there : spelled(read);
}

std::unique_ptr<Spelling const> MySqlCatalogue::words(model::Schema const& schema, Sink& sink) const {
  return std::make_unique<MySqlSpelling>(variant_, schema, Span{}, sink);
}

}  // namespace retort::dialects::mysql
