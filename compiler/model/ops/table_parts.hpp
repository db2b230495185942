// SPDX-License-Identifier: Apache-2.0
// Columns and constraints on their way from the syntax tree into a table: checked, named, completed.
#pragma once

#include "compiler/model/context.hpp"
#include "compiler/model/expression_type.hpp"

namespace retort::model::ops {

// The column of the model, its name and type checked, appended to the table. Expressions are not checked yet: they may
// name columns that come later. False when a column of that name is there; nothing is appended then.
bool append_column(Context& context, Table& table, ast::Column const& column);
// The default, the generated expression and the clauses of a column that is in the table.
void check_column(Context& context, Table const& table, Column const& column, Span span);

// The constraints written behind a column, as constraints of the table.
[[nodiscard]] std::vector<ast::TableConstraint> inline_constraints(ast::Column const& column);

// Checks the constraint, gives it a name, fills in what it refers to and puts it into the table (a primary key makes
// its columns not null). `reserved`: names that later constraints of the statement have been given.
// False when it could not be put in.
bool append_constraint(Context& context, Table& table, ast::TableConstraint const& constraint,
                       std::vector<std::string> const& reserved);

// Whether the type exists; reports. Unreadable types are fine.
void check_type(Context& context, ast::Type const& type);

// An expression that lives in a table: a check, a generated column, an index.
[[nodiscard]] Scope table_scope(Context& context, Table const& table, char const* place);

// Columns that are there and named once; reports the others.
bool check_columns(Context& context, Table const& table, std::vector<ast::Identifier> const& columns);

// A name by the convention that nothing else has: `_2`, `_3` … for repeats.
[[nodiscard]] std::string made_name(Context& context, Table const& table, std::string const& pattern,
                                    std::vector<std::string> const& columns, std::string const& ref_table,
                                    bool relation, std::vector<std::string> const& reserved, Span span);

// Reports the foreign keys that set the column to null, which is about to be not null.
void refuse_set_null(Context& context, Table const& table, std::string const& column, Span span);

// Checks what an index is made of: its columns and expressions, and its condition.
void check_index(Context& context, Table const& table, Index const& index);
// Checks the default of a column that has one.
void check_default(Context& context, Column const& column);

}  // namespace retort::model::ops
