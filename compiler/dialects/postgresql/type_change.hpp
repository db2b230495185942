// SPDX-License-Identifier: Apache-2.0
// What `alter column … type` needs and costs: which changes the server casts by itself, which rewrite the table.
// https://www.postgresql.org/docs/15/sql-createcast.html; which rewrite was measured on 12 to 18.
#pragma once

#include <string>

#include "compiler/model/schema.hpp"

namespace retort::dialects::postgresql::type_change {

// What `using` has to say, with `column` and the new type as SQL; empty where the server casts by itself.
[[nodiscard]] std::string conversion(ast::Type const& from, ast::Type const& to, std::string const& column,
                                     std::string const& type);
// Whether a default of the one type means nothing to the other.
[[nodiscard]] bool another_kind(ast::Type const& from, ast::Type const& to);
// Whether the rows stay as they are: longer varchar, more digits before the point.
[[nodiscard]] bool keeps_storage(ast::Type const& from, ast::Type const& to);
// Whether a check or the expression of an index names the column, so that its rows are read even then.
[[nodiscard]] bool is_looked_at(model::Table const& table, std::string const& column);

}  // namespace retort::dialects::postgresql::type_change
