// SPDX-License-Identifier: Apache-2.0
// Rows of a catalogue as the parts of statements: what the readers of all databases have in common.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/dialects/catalogue.hpp"

namespace retort::dialects {

// The text of a cell; empty for null and for one that is not there.
[[nodiscard]] std::string const& cell(CatalogueRow const& row, std::size_t column);
[[nodiscard]] bool is_null(CatalogueRow const& row, std::size_t column);
[[nodiscard]] bool is_true(CatalogueRow const& row, std::size_t column);  // t, true, 1, YES
// The parts of a list that the query has joined by the character 31, which stands in no name.
[[nodiscard]] std::vector<std::string> parts(std::string const& joined);

// "table 'billing.users'".
[[nodiscard]] std::string named(std::string_view kind, model::ObjectName const& name);
[[nodiscard]] ast::Identifier identifier(std::string text);
[[nodiscard]] std::vector<ast::Identifier> identifiers(std::vector<std::string> const& names);
[[nodiscard]] ast::Text text(std::string value);
[[nodiscard]] ast::Statement statement(ast::Operation operation);
// A constraint of a table.
[[nodiscard]] ast::TableElement element(std::string const& name,
                                        std::variant<ast::PrimaryKey, ast::Unique, ast::Check, ast::ForeignKey> body);
// Types for columns whose values are all that is known of them: one for the same values in the same order, called after
// the first column that has them.
class EnumNames {
 public:
  // A name that an object has, which no type may get.
  void take(std::string const& name) { taken_.insert(name); }
  [[nodiscard]] ast::QualifiedName named(std::string wanted, std::vector<std::string> const& values);
  // Those that were named, sorted by their values.
  [[nodiscard]] std::vector<ast::CreateType> types() const;

 private:
  std::set<std::string> taken_;
  std::map<std::vector<std::string>, ast::CreateType> types_;
};

// A type of the language, by its kind and sizes.
[[nodiscard]] ast::Type builtin_type(ast::TypeKind kind, std::uint32_t length = 0, std::uint32_t precision = 0,
                                     std::uint32_t scale = 0);
// The name that a database has for a type of the language.
struct TypeName {
  std::string_view text;
  ast::TypeKind kind;
};
// The type of that name; nothing where none of them has it.
[[nodiscard]] std::optional<ast::Type> type_named(std::string_view text, std::span<TypeName const> names);

// "numeric(10,2)": the name, and the numbers in parentheses, of which there is one at least.
struct SizedName {
  std::string name;
  std::vector<std::uint32_t> sizes;
};
[[nodiscard]] std::optional<SizedName> sized_name(std::string const& text);

// A type as people write it, in one spelling: in lower case, one blank between words, none inside of parentheses; what
// stands in quotes as it is. "TIMESTAMP ( 3 )" is "timestamp(3)".
[[nodiscard]] std::string tidy_type(std::string_view text);
// Its words before the parentheses, the parentheses with what is in them, and what follows: "timestamp", "(3)",
// "without time zone".
struct TypeWords {
  std::string name, size, rest;
  [[nodiscard]] std::string text() const { return name + size + (rest.empty() ? "" : " " + rest); }
};
[[nodiscard]] TypeWords words_of_type(std::string_view text);

[[nodiscard]] ast::Type native_type(std::string_view dialect, std::string spelling);

}  // namespace retort::dialects
