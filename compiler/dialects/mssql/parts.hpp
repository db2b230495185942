// SPDX-License-Identifier: Apache-2.0
// Parts of tables as statements: columns, constraints, defaults, indexes; and what stands in the way of a change of a
// column, taken away before it and made again behind. In: the model. Out: text, statements.
#pragma once

#include <vector>

#include "compiler/dialects/mssql/lowering.hpp"

namespace retort::dialects::mssql {

// ---- names that the history does not have: `df_users__status` of a default, `ck_users__status` of the check that
// holds a column to its enum or to json. They follow a table and a column that are renamed.
[[nodiscard]] model::ObjectName default_name(model::ObjectName const& table, std::string const& column);
[[nodiscard]] model::ObjectName type_check_name(model::ObjectName const& table, std::string const& column);

// ---- text
// Defaults and checks of types: said, left out, or said so that the rows which are there get the default too.
enum class Defaults { with, without, filling };
// `name type …`, as it stands in create table and add column.
[[nodiscard]] std::string column_definition(Work const& work, model::Table const& table, ast::Column const& column,
                                            Defaults defaults = Defaults::with);
// `name type null`: what alter column says again of a column.
[[nodiscard]] std::string column_head(Work const& work, model::Column const& column);
// The text behind `default`.
[[nodiscard]] std::string default_text(Work const& work, ast::Expression const& value, ast::Type const& type);
// The condition of the check of a type; empty where it has none.
[[nodiscard]] std::string type_check(Work const& work, model::Column const& column);
// `constraint name …`. Empty for what is an index here: a key with columns that may be null.
[[nodiscard]] std::string constraint_definition(Work const& work, model::Table const& table,
                                                model::Constraint const& constraint);
// Whether one of the columns may be null: the database would take null for equal to null in a unique key, so that it is
// a unique index of the rows without.
[[nodiscard]] bool may_be_null(model::Table const& table, std::vector<std::string> const& columns);

// ---- statements. `about`: what they are for, "alter table users"
void add_constraint(Work const& work, model::Table const& table, model::Constraint const& constraint);
void drop_constraint(Work const& work, model::Table const& table, model::Constraint const& constraint);
void add_default(Work const& work, model::Table const& table, model::Column const& column);
// Whatever it is called.
void drop_default(Work const& work, model::ObjectName const& table, std::string const& column);
void add_type_check(Work const& work, model::Table const& table, model::Column const& column);
void drop_type_check(Work const& work, model::ObjectName const& table, std::string const& column);
void create_index(Work const& work, model::Table const& table, ast::CreateIndex const& index);
void drop_index(Work const& work, model::ObjectName const& table, std::string const& index);
// Adds, changes or takes away the comment of a table, or of a column where that is not empty.
void comment(Work const& work, model::ObjectName const& table, std::string const& column, std::string const& before,
             std::string const& after);
[[nodiscard]] inline std::string comment_of(std::optional<std::string> const& comment) { return comment.value_or(""); }
// Views keep the types that columns had when they were made.
void refresh_views(Work const& work, model::ObjectName const& table);

// ---- what a change of a column is refused for
struct Obstacles {
  struct Foreign {
    model::ObjectName table;
    std::string name;
  };
  std::vector<Foreign> references;       // foreign keys of other tables
  std::vector<std::string> constraints;  // in their order in the table
  std::vector<std::string> indexes;
  std::vector<std::string> computed;
};
enum class Change {
  any,     // of the type, the collation, or whether it may be null
  longer,  // a text that gets more room: the documentation lets checks, unique constraints and most indexes stay
  renamed  // what has the name of the column in its text
};
// https://learn.microsoft.com/en-us/sql/t-sql/statements/alter-table-transact-sql, "The modified column can't be …"
[[nodiscard]] Obstacles obstacles(Work const& work, model::Table const& table, std::string const& column,
                                  Change change);
// All constraints and indexes of a table, and the foreign keys that refer to it.
[[nodiscard]] Obstacles all_parts(Work const& work, model::Table const& table);
void drop(Work const& work, model::Table const& before, Obstacles const& obstacles);
void make_again(Work const& work, model::Table const& after, Obstacles const& obstacles);

}  // namespace retort::dialects::mssql
