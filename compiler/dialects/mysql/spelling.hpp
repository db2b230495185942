// SPDX-License-Identifier: Apache-2.0
// The words of MySQL and MariaDB: names, literals, types, operators and functions. Moments are in UTC, which the
// session has as its time zone; a timestamptz is a `timestamp`, which knows 1970 to 2038; text compares by its
// characters. Knows no statements. https://dev.mysql.com/doc/refman/8.4/en/, https://mariadb.com/kb/en/
#pragma once

#include "compiler/dialects/mysql/variant.hpp"
#include "compiler/dialects/spelling.hpp"

namespace retort::dialects::mysql {

class MySqlSpelling final : public Spelling {
 public:
  // `schema`: where the enum types are whose values stand in the type of a column. `origin`: where to report what has
  // no place of its own. All must outlive it.
  MySqlSpelling(Variant const& variant, model::Schema const& schema, Span origin, Sink& sink)
      : variant_(variant), schema_(schema), origin_(origin), sink_(sink) {}

  [[nodiscard]] std::string_view dialect() const override { return variant_.name; }
  [[nodiscard]] std::string identifier(std::string_view name) const override;
  [[nodiscard]] std::string string(std::string_view text) const override;
  [[nodiscard]] std::string bytes(std::string_view hex) const override;
  [[nodiscard]] std::string type(ast::Type const& type, Sink& sink) const override;
  [[nodiscard]] Rendered literal(ast::Literal const& literal, Place const& place) const override;
  [[nodiscard]] Rendered binary(ast::BinaryOperator op, Rendered const& left, Rendered const& right) const override;
  [[nodiscard]] Rendered cast(Rendered const& value, ast::Type const& to, Place const& place,
                              Sink& sink) const override;
  [[nodiscard]] std::string like_pattern(Rendered const& pattern) const override;
  [[nodiscard]] Rendered call(ast::Call const& call, std::vector<Rendered> const& arguments,
                              Place const& place) const override;
  [[nodiscard]] Rendered next_value(ast::QualifiedName const& sequence) const override;
  [[nodiscard]] std::string excluded(std::string_view column) const override;
  [[nodiscard]] Rendered assigned(Rendered value, ast::Type const& column) const override;
  // The driver sets the variables of the session @p1, @p2, …: there are no numbered parameters.
  [[nodiscard]] std::string parameter(unsigned number, ast::Type const& type) const override;
  [[nodiscard]] std::string key_text(std::string const& column, ast::Type const& type) const override;

  // Text of the catalogue, which compares without regard to case, as something that compares by its characters.
  [[nodiscard]] std::string exactly(std::string const& text) const;
  // The values of an enum type in quotes; empty where the schema has no such type.
  [[nodiscard]] std::string enum_values(model::ObjectName const& type) const;
  // What information_schema.COLUMNS says of a column of the type, as a condition; empty where that cannot be told.
  [[nodiscard]] std::string catalogue_condition(ast::Type const& type) const;

 private:
  // A cast of the text of an expression to char, or char(n), of the collation that columns have.
  [[nodiscard]] std::string as_char(std::string const& text, std::string_view type = "char") const;
  // As a text, without a loss of digits.
  [[nodiscard]] std::string text_of(Rendered const& value) const;
  // Reports a value of an enum whose place in its type would decide.
  void refuse_order(Rendered const& value) const;

  Variant const& variant_;
  model::Schema const& schema_;
  Span origin_;
  Sink& sink_;
};

// Whether the options of a table say which character set or collation its texts have.
[[nodiscard]] bool says_character_set(Variant const& variant, std::vector<ast::DialectText> const& options);

}  // namespace retort::dialects::mysql
