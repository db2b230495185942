// SPDX-License-Identifier: Apache-2.0
// The words of Transact-SQL: names, literals, types, operators and functions. There are no values that are conditions:
// a boolean is a `bit`, which a condition compares with 1. Moments are in UTC. Knows no statements.
// https://learn.microsoft.com/en-us/sql/t-sql/
#pragma once

#include "compiler/dialects/spelling.hpp"

namespace retort::dialects::mssql {

inline constexpr std::string_view title = "SQL Server";
// By code points, so that texts differ when their characters do. With it `len()` counts a character outside of the
// basic plane twice, with the other one once.
// https://learn.microsoft.com/en-us/sql/relational-databases/collations/collation-and-unicode-support
inline constexpr std::string_view collation = "Latin1_General_100_BIN2";
inline constexpr std::string_view counting_collation = "Latin1_General_100_CI_AS_SC";
inline constexpr std::uint32_t most_characters = 4000;  // of a text with a length, in UTF-16 units

class MsSqlSpelling final : public Spelling {
 public:
  // `schema`: where the enum types are. `origin`: where to report what has no place of its own. All must outlive it.
  MsSqlSpelling(model::Schema const& schema, Span origin, Sink& sink) : schema_(schema), origin_(origin), sink_(sink) {}

  [[nodiscard]] std::string_view dialect() const override { return "mssql"; }
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
  [[nodiscard]] std::string ended(std::string select, SelectEnd const& end) const override;
  [[nodiscard]] std::string row_after(std::string select, std::string const& order, std::size_t skipped) const override;
  [[nodiscard]] Rendered as_condition(Rendered value) const override;
  [[nodiscard]] Rendered as_value(Rendered value) const override;
  [[nodiscard]] Rendered assigned(Rendered value, ast::Type const& column) const override;
  // Numbered parameters that may be used twice are those of sp_executesql, all nvarchar(max): the driver runs a piece
  // as `exec sp_executesql N'…', N'@p1 nvarchar(max), …', …`; the `?` of ODBC have no numbers.
  [[nodiscard]] std::string parameter(unsigned number, ast::Type const& type) const override;
  [[nodiscard]] std::string key_text(std::string const& column, ast::Type const& type) const override;
  [[nodiscard]] std::string compare_key(std::vector<std::string> const& columns, std::string_view op,
                                        std::vector<std::string> const& values) const override;

  // The type of a column, with the collation that a text of ours has.
  [[nodiscard]] std::string column_type(ast::Type const& type, Sink& sink) const;
  // What sys.columns says of a column of the type, as a condition; empty where that cannot be told.
  [[nodiscard]] std::string catalogue_condition(ast::Type const& type) const;
  // What a column of the type has to fulfil beyond it, as a condition: a value of the enum, json; empty for others.
  [[nodiscard]] std::string type_condition(ast::Type const& type, std::string const& column) const;

 private:
  // A value as text, where it is something else: as the other databases write it.
  [[nodiscard]] Rendered as_text(Rendered const& value, bool immutable) const;
  [[nodiscard]] Rendered concatenated(Rendered const& left, Rendered const& right) const;
  [[nodiscard]] Rendered concat(std::vector<Rendered> const& arguments, bool immutable) const;
  // Reports a value of an enum whose place in its type would decide.
  void refuse_order(Rendered const& value) const;
  // The length of the nvarchar of an enum; nothing where the schema has no such type.
  [[nodiscard]] std::optional<std::size_t> enum_length(model::ObjectName const& type) const;

  model::Schema const& schema_;
  Span origin_;
  Sink& sink_;
};

inline constexpr std::uint32_t most_digits = 38;  // of a decimal: decimal-and-numeric-transact-sql

// A number of a type with a fraction, rounded to a whole one.
[[nodiscard]] std::string rounded(Rendered const& value);

// How many UTF-16 units the UTF-8 text has: what nvarchar and names count.
[[nodiscard]] std::size_t utf16_length(std::string_view text);

}  // namespace retort::dialects::mssql
