// SPDX-License-Identifier: Apache-2.0
// Names, strings and types as .mig text.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "compiler/ast/print.hpp"
#include "compiler/ast/print_parts.hpp"
#include "compiler/base/overloaded.hpp"

namespace retort::ast {

namespace {

// A name that reads back as itself without quotes: lower case, since unquoted names are folded.
bool is_plain(std::string_view text) {
  auto const starts = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  auto const continues = [&](char c) { return starts(c) || (c >= '0' && c <= '9'); };
  return !text.empty() && starts(text.front()) && std::all_of(text.begin(), text.end(), continues);
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (char const c : text) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

std::string print(BuiltinType const& type) {
  switch (type.kind) {
    case TypeKind::boolean:
      return "boolean";
    case TypeKind::smallint:
      return "smallint";
    case TypeKind::integer:
      return "integer";
    case TypeKind::bigint:
      return "bigint";
    case TypeKind::numeric:
      return fmt::format("numeric({},{})", type.precision, type.scale);
    case TypeKind::real:
      return "real";
    case TypeKind::double_precision:
      return "double";
    case TypeKind::varchar:
      return fmt::format("varchar({})", type.length);
    case TypeKind::char_:
      return fmt::format("char({})", type.length);
    case TypeKind::text:
      return "text";
    case TypeKind::date:
      return "date";
    case TypeKind::time:
      return "time";
    case TypeKind::timestamp:
      return "timestamp";
    case TypeKind::timestamptz:
      return "timestamptz";
    case TypeKind::interval:
      return "interval";
    case TypeKind::uuid:
      return "uuid";
    case TypeKind::json:
      return "json";
    case TypeKind::bytes:
      return "bytes";
  }
  return {};
}

// Words that the grammar reads as something else than the name of an enum type, some of them only to say which
// spelling to use instead.
bool is_type_word(std::string_view word) {
  static constexpr std::array words{
      std::string_view{"array"},
      std::string_view{"native"},
#define RETORT_TYPE(word, kind) std::string_view{word},
#define RETORT_FOREIGN_TYPE(word, spelling, keeps, advice) std::string_view{word},
#include "compiler/ast/type_words.def"
#undef RETORT_TYPE
#undef RETORT_FOREIGN_TYPE
  };
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string print(NamedType const& type) {
  if (!type.name.schema && is_type_word(type.name.name.text)) return quoted(type.name.name.text);
  return print(type.name);
}

std::string print(NativeType const& type) {
  std::string result = "native";
  for (DialectText const& spelling : type.spellings)
    result += ' ' + detail::print_dialect_text(spelling, detail::TextStyle::quotes);
  return result;
}

}  // namespace

bool is_reserved(std::string_view word) {
  static constexpr std::array words{
#define RETORT_RESERVED(word) std::string_view{#word},
#include "compiler/ast/reserved.def"
#undef RETORT_RESERVED
  };
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string print(Identifier const& name) {
  return is_plain(name.text) && !is_reserved(name.text) ? name.text : quoted(name.text);
}

std::string print(QualifiedName const& name) {
  return name.schema ? print(*name.schema) + '.' + print(name.name) : print(name.name);
}

std::string print_string(std::string const& value) {
  std::string result = "'";
  for (char const c : value) {
    if (c == '\'') result += '\'';
    result += c;
  }
  return result + '\'';
}

std::string print(Type const& type) {
  std::string result = std::visit(overloaded{
                                      [](UnknownType const&) { return std::string("?"); },
                                      [](BuiltinType const& builtin) { return print(builtin); },
                                      [](NamedType const& named) { return print(named); },
                                      [](NativeType const& native) { return print(native); },
                                  },
                                  type.base);
  if (type.array) result += " array";
  return result;
}

namespace detail {

bool is_expression_word(std::string_view word) {
  static constexpr std::array<std::string_view, 22> words{"batches",  "by",     "current_date", "current_timestamp",
                                                          "distinct", "exists", "group",        "having",
                                                          "inner",    "join",   "left",         "limit",
                                                          "native",   "next",   "now",          "on",
                                                          "order",    "outer",  "select",       "set",
                                                          "union",    "x"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string print_in_expression(Identifier const& name) {
  return is_expression_word(name.text) ? quoted(name.text) : print(name);
}

std::string print_in_expression(QualifiedName const& name) {
  if (!name.schema) return print_in_expression(name.name);
  return print_in_expression(*name.schema) + '.' + print_in_expression(name.name);
}

std::string print_dollar(std::string const& body) {
  std::string delimiter = "$$";
  // The first delimiter behind the opening one has to be the closing one, so a body ending in '$' needs a tag as well.
  for (int number = 1; (body + delimiter).find(delimiter) != body.size(); ++number)
    delimiter = number == 1 ? "$body$" : fmt::format("$body{}$", number);
  return delimiter + body + delimiter;
}

std::string print_names(std::vector<Identifier> const& names) {
  std::string result;
  for (Identifier const& name : names) {
    if (!result.empty()) result += ", ";
    result += ast::print(name);
  }
  return result;
}

std::string print_name_list(std::vector<Identifier> const& names) { return '(' + print_names(names) + ')'; }

std::string print_dialect_text(DialectText const& text, TextStyle style) {
  std::string const body = style == TextStyle::quotes ? print_string(text.text.value) : print_dollar(text.text.value);
  return text.dialects.empty() ? body : print_names(text.dialects) + ' ' + body;
}

std::size_t width(std::string_view text) {
  // Bytes that continue a code point are 10xxxxxx.
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace detail
}  // namespace retort::ast
