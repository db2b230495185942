// SPDX-License-Identifier: Apache-2.0
// Where the next value of a sequence may be taken: not in a condition, a case, a select inside of another statement, a
// merge, beside `distinct`, `union`, `order by` and `limit`. Each place that may not have one is reported.
// https://learn.microsoft.com/en-us/sql/t-sql/functions/next-value-for-transact-sql, "Limitations and restrictions"
#pragma once

#include "compiler/dialects/mssql/lowering.hpp"

namespace retort::dialects::mssql {

// `may`: whether one may stand in the place of the expression, or be a column of the select.
void check_next_values(Work const& work, ast::Expression const& e, bool may);
void check_next_values(Work const& work, ast::Select const& select, bool may);
void refuse_next_value(Work const& work, Span where);

}  // namespace retort::dialects::mssql
