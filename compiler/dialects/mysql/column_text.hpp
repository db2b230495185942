// SPDX-License-Identifier: Apache-2.0
// A column and its default as they stand in a statement, and as the catalogue shows them.
#pragma once

#include "compiler/dialects/mysql/lowering.hpp"

namespace retort::dialects::mysql {

// A type that is kept apart from its row: it takes no constant as a default, but does take an expression.
[[nodiscard]] bool is_large(ast::Type const& type);
// As it stands behind `default` in the definition of a column.
[[nodiscard]] std::string default_text(Work const& work, ast::Expression const& value, ast::Type const& type);
// Whether `alter column … set default` takes it: on MySQL 9.7 an expression there is lost on a column that is not null,
// and a constant refused for a large type, which `modify column` both does right.
[[nodiscard]] bool is_plain_default(ast::Expression const& value, ast::Type const& type);
// One that is written in parentheses, and worked out for each row.
[[nodiscard]] bool is_expression_default(ast::Expression const& value, ast::Type const& type);

// Over information_schema.COLUMNS: that there is a default. MariaDB shows the text NULL where it is null, MySQL shows
// no text of some expressions.
constexpr char const* has_default = "(coalesce(COLUMN_DEFAULT, 'NULL') <> 'NULL' or EXTRA like '%DEFAULT_GENERATED%')";
constexpr char const* has_no_default =
    "coalesce(COLUMN_DEFAULT, 'NULL') = 'NULL' and EXTRA not like '%DEFAULT_GENERATED%'";
// That it is this one; empty where the way in which it is shown cannot be told.
[[nodiscard]] std::string default_condition(Work const& work, ast::Expression const& value, ast::Type const& type);

}  // namespace retort::dialects::mysql
