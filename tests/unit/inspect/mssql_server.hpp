// SPDX-License-Identifier: Apache-2.0
// The catalogue of a SQL Server that has a schema of the model, as rows to the questions of the reader: by what the
// documentation says of each view, and by docs/mssql.md for what the columns are. No SQL is understood.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/dialects/catalogue.hpp"

namespace retort::inspect::test {

class MsSqlServer {
 public:
  using Rows = std::vector<dialects::CatalogueRow>;

  // With nothing in it. The session has the schema `dbo`, the database the collation of an installation in English.
  MsSqlServer();
  // With what Retort makes for the schema.
  explicit MsSqlServer(model::Schema const& schema, bool keeps_coalesce = false);

  // Throws std::logic_error for a question that the reader does not have.
  [[nodiscard]] Rows ask(std::string const& sql);
  // What is answered to a question of mssql::queries.
  Rows& operator[](std::string const& query) { return rows_[query]; }
  [[nodiscard]] std::vector<std::string> const& asked() const { return asked_; }

 private:
  std::map<std::string, Rows> rows_;
  std::vector<std::string> asked_;
};

// The types of a question's columns are all texts to the reader: a row of cells, null for "∅".
[[nodiscard]] dialects::CatalogueRow row_of(std::vector<std::string> const& cells);

}  // namespace retort::inspect::test
