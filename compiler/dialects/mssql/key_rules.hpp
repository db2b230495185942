// SPDX-License-Identifier: Apache-2.0
// What keys, indexes and foreign keys cannot be on SQL Server, found before it says so. Each reports to the sink of
// the work. https://learn.microsoft.com/en-us/sql/sql-server/maximum-capacity-specifications-for-sql-server
#pragma once

#include <vector>

#include "compiler/dialects/mssql/lowering.hpp"

namespace retort::dialects::mssql {

inline constexpr std::size_t most_clustered_bytes = 900, most_bytes = 1700;  // of a primary key, of another key

// 32 columns, so many bytes, two a character, and nothing without a length. `where`: the key; may have no file.
void check_key(Work const& work, model::Table const& table, std::vector<std::string> const& columns, std::size_t bytes,
               Span where);
// All keys and indexes of the table, after a change of a column.
void check_keys(Work const& work, model::Table const& table);
// What is not kept apart from its row may have 8060 bytes.
void check_row(Work const& work, model::Table const& table);

// The pairs of a foreign key in the order of the key that it refers to. Columns that are not of one type and length,
// and a key that is an index of a part of the rows here, are reported.
struct Pairs {
  std::vector<std::string> own, referenced;
};
[[nodiscard]] Pairs pairs_of(Work const& work, model::Table const& table, ast::ForeignKey const& key, Span where);

// More than one way by which a row that goes could take another one along: error 1785.
void check_cascades(Work const& work, model::Table const& table, model::Constraint const& constraint);

// https://learn.microsoft.com/en-us/sql/t-sql/statements/create-index-transact-sql: the condition of a filtered index,
// as text; what is no conjunction of columns compared with constants is reported.
[[nodiscard]] std::string filter(Work const& work, model::Table const& table, ast::Expression const& condition);

}  // namespace retort::dialects::mssql
