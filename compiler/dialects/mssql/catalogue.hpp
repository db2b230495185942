// SPDX-License-Identifier: Apache-2.0
// The catalogue of SQL Server: what a database has, in the language, and how it writes types and expressions back.
// Asks what SQL Server 2016 has. https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/
#pragma once

#include "compiler/dialects/catalogue.hpp"

namespace retort::dialects::mssql {

class MsSqlCatalogue final : public Catalogue {
 public:
  [[nodiscard]] std::string trouble(Ask const& ask) const override;
  [[nodiscard]] Live read(Ask const& ask, Reading const& reading) const override;
  [[nodiscard]] SqlWords const& sql() const override;
  [[nodiscard]] std::string stored(ast::Type const& type, model::Schema const& schema) const override;
  [[nodiscard]] std::string stored_generated(ast::Type const& type, model::Schema const& schema) const override;
  [[nodiscard]] std::unique_ptr<Spelling const> words(model::Schema const& schema, Sink& sink) const override;
  [[nodiscard]] bool tells_restrict() const override { return false; }  // it has no such word
  // Both are an index of the rows without nulls: indexes.cpp.
  [[nodiscard]] bool tells_unique_of_nulls() const override { return false; }
  // "determined automatically … based on the expressions used":
  // https://learn.microsoft.com/en-us/sql/t-sql/statements/alter-table-computed-column-definition-transact-sql
  [[nodiscard]] bool tells_nulls_of_generated() const override { return false; }
};

[[nodiscard]] MsSqlCatalogue const& catalogue();

// ---- types
// A column's type in words, "nvarchar(20)", and its collation: one of the language where it is stored as that is, else
// a native one. `of_database`: the collation that a column has where none is said; `collation` is empty for what is no
// text.
[[nodiscard]] ast::Type type_of_column(std::string const& words, std::string const& collation,
                                       std::string const& of_database);

// ---- texts of the catalogue
// The values that the condition holds the column to, in the order of the list that it was made of; nothing where it is
// another condition.
[[nodiscard]] std::optional<std::vector<std::string>> values_of_check(std::string const& condition,
                                                                      std::string const& column);
[[nodiscard]] bool is_json_check(std::string const& condition, std::string const& column);
// What stands behind `as` in the text of a view. A list of columns before it becomes one of a table around it. Nothing
// where it cannot be told.
[[nodiscard]] std::optional<std::string> view_body(std::string const& definition);
// `next value for dbo.numbers` without the schema of the session, which the model does not name.
[[nodiscard]] std::string without_schema_of_sequences(std::string const& expression, std::string const& schema);
// The select without the schema of the session before tables and columns, where it can be read so; else as it is.
[[nodiscard]] std::string without_schema_of_tables(std::string const& select, std::string const& schema);
// The condition of an index without `c is not null` of the columns, once each; empty where nothing is left. Nothing
// where one of the columns may be null in the rows that it has.
[[nodiscard]] std::optional<std::string> without_nulls(std::string const& filter,
                                                       std::vector<std::string> const& columns);

}  // namespace retort::dialects::mssql
