// SPDX-License-Identifier: Apache-2.0
// The texts that make tables and indexes: what `create table`, `add column` and a rebuild have in common. In: parts of
// the model. Out: SQL without a ';'. Runs nothing.
#pragma once

#include <string>

#include "compiler/dialects/expression_sql.hpp"

namespace retort::dialects::sqlite {

// "name type not null default … check (…) constraint n references …". `table` is the one it is part of.
[[nodiscard]] std::string column_definition(Renderer const& renderer, model::Table const& table,
                                            ast::Column const& column);

// "create table name (…)". `name` is quoted where needed; references to itself keep the table's own name.
[[nodiscard]] std::string table_definition(Renderer const& renderer, model::Table const& table,
                                           std::string const& name);

// "create [unique] index …". `origin`: where to report what SQLite's indexes do not have.
[[nodiscard]] std::string index_definition(Renderer const& renderer, model::Table const& table,
                                           model::Index const& index, Span origin);

}  // namespace retort::dialects::sqlite
