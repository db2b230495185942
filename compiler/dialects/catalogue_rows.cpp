// SPDX-License-Identifier: Apache-2.0
// Small makers of trees.
#include "compiler/dialects/catalogue_rows.hpp"

#include <fmt/format.h>

#include <charconv>

namespace retort::dialects {

std::string const& cell(CatalogueRow const& row, std::size_t column) {
  static std::string const nothing;
  return column < row.size() && row[column] ? *row[column] : nothing;
}
bool is_null(CatalogueRow const& row, std::size_t column) { return column >= row.size() || !row[column]; }
bool is_true(CatalogueRow const& row, std::size_t column) {
  auto const& value = cell(row, column);
  return value == "t" || value == "true" || value == "1" || value == "YES";
}
std::vector<std::string> parts(std::string const& joined) {
  std::vector<std::string> out;
  if (joined.empty()) return out;
  for (std::size_t begin = 0; begin <= joined.size();) {
    auto const end = std::min(joined.find('\x1f', begin), joined.size());
    out.push_back(joined.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::string named(std::string_view kind, model::ObjectName const& name) {
  return fmt::format("{} '{}'", kind, to_string(name));
}
ast::Identifier identifier(std::string text) { return {std::move(text), {}}; }
std::vector<ast::Identifier> identifiers(std::vector<std::string> const& names) {
  std::vector<ast::Identifier> out;
  for (auto const& name : names) out.push_back(identifier(name));
  return out;
}
ast::Text text(std::string value) { return {std::move(value), {}}; }
ast::Statement statement(ast::Operation operation) {
  ast::Statement out;
  out.operation = std::move(operation);
  return out;
}
ast::TableElement element(std::string const& name,
                          std::variant<ast::PrimaryKey, ast::Unique, ast::Check, ast::ForeignKey> body) {
  ast::TableConstraint constraint;
  if (!name.empty()) constraint.name = identifier(name);
  constraint.body = std::move(body);
  ast::TableElement out;
  out.node = std::move(constraint);
  return out;
}
ast::QualifiedName EnumNames::named(std::string wanted, std::vector<std::string> const& values) {
  auto& type = types_[values];
  if (type.name.name.text.empty()) {
    while (!taken_.insert(wanted).second) wanted += "_type";
    type.name.name.text = wanted;
    for (auto const& value : values) type.values.push_back(text(value));
  }
  return type.name;
}
std::vector<ast::CreateType> EnumNames::types() const {
  std::vector<ast::CreateType> out;
  for (auto const& [values, type] : types_) out.push_back(type);
  return out;
}

ast::Type builtin_type(ast::TypeKind kind, std::uint32_t length, std::uint32_t precision, std::uint32_t scale) {
  ast::Type out;
  out.base = ast::BuiltinType{kind, length, precision, scale};
  return out;
}

std::optional<ast::Type> type_named(std::string_view text, std::span<TypeName const> names) {
  for (auto const& name : names)
    if (name.text == text) return builtin_type(name.kind);
  return std::nullopt;
}

std::optional<SizedName> sized_name(std::string const& text) {
  auto const open = text.find('(');
  if (open == std::string::npos || open == 0 || text.back() != ')') return std::nullopt;
  SizedName out{text.substr(0, text.find_last_not_of(' ', open - 1) + 1), {}};
  for (auto at = open + 1; at + 1 < text.size();) {
    std::uint32_t value = 0;
    auto const [end, fault] = std::from_chars(text.data() + at, text.data() + text.size(), value);
    if (fault != std::errc()) return std::nullopt;
    out.sizes.push_back(value);
    at = static_cast<std::size_t>(end - text.data());
    while (at < text.size() && (text[at] == ',' || text[at] == ' ')) ++at;
  }
  if (out.sizes.empty()) return std::nullopt;
  return out;
}

std::string tidy_type(std::string_view text) {
  std::string out;
  char quote = 0;
  bool blank = false;
  for (char const c : text) {
    if (quote == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
      blank = true;
      continue;
    }
    bool const joined = quote == 0 && (c == '(' || c == ')' || c == ',' || c == '[' || c == ']');
    if (blank && !joined && !out.empty() && out.back() != '(' && out.back() != ',') out += ' ';
    blank = false;
    if (quote == 0 && (c == '\'' || c == '"' || c == '`'))
      quote = c;
    else if (c == quote)
      quote = 0;
    out += quote == 0 && c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

TypeWords words_of_type(std::string_view text) {
  auto const tidy = tidy_type(text);
  auto const open = tidy.find('(');
  auto const close = tidy.rfind(')');
  if (open == std::string::npos || close == std::string::npos || close < open) return {tidy, {}, {}};
  auto const rest = tidy.find_first_not_of(' ', close + 1);
  return {tidy.substr(0, open), tidy.substr(open, close - open + 1),
          rest == std::string::npos ? "" : tidy.substr(rest)};
}

ast::Type native_type(std::string_view dialect, std::string spelling) {
  ast::DialectText given;
  given.dialects.push_back(identifier(std::string(dialect)));
  given.text.value = std::move(spelling);
  ast::Type out;
  out.base = ast::NativeType{{std::move(given)}};
  return out;
}

}  // namespace retort::dialects
