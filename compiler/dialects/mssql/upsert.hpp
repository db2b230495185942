// SPDX-License-Identifier: Apache-2.0
// `insert … on conflict`: a merge. https://learn.microsoft.com/en-us/sql/t-sql/statements/merge-transact-sql
#pragma once

#include "compiler/dialects/mssql/lowering.hpp"

namespace retort::dialects::mssql {

// The rows or the select of an insert as SQL; `columns` without those that no row gives a value.
struct InsertSource {
  std::vector<std::string> columns;
  std::string text;  // "values (1, N'x'),\n  (…)", "select …"
};
// The merge without a ';' at its end.
[[nodiscard]] std::string merge(Work const& work, model::Table const& table, ast::OnConflict const& conflict,
                                InsertSource const& source);

}  // namespace retort::dialects::mssql
