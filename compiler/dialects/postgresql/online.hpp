// SPDX-License-Identifier: Apache-2.0
// Changes while others work on the table: each in steps that hold a strong lock for a moment only. What was measured on
// PostgreSQL 12 to 18: a constraint that is not valid yet is added without a look at the rows, and validated under a
// lock that lets others write. https://www.postgresql.org/docs/15/sql-altertable.html#SQL-ALTERTABLE-NOTES
#pragma once

#include <string>
#include <string_view>

#include "compiler/dialects/downtime.hpp"
#include "compiler/dialects/postgresql/lowering.hpp"

namespace retort::dialects::postgresql {

// report_downtime() in the words of this folder.
void refuse_online(Work& work, Span where, std::string const& what, std::string_view instead);

// A check or a foreign key: added not valid, validated by itself.
void add_and_validate(Work& work, model::Table const& table, ast::TableConstraint const& constraint, char kind);
// A primary key or a unique constraint: its index is built concurrently, and becomes the constraint.
void add_by_index(Work& work, model::Table const& before, ast::TableConstraint const& constraint, char kind);
// A validated check tells the server that it need not look at the rows.
void set_not_null_online(Work& work, model::Table const& before, std::string const& column);
// A column whose default gives each row a value of its own: added without one, and filled piece by piece.
void add_and_fill(Work& work, model::Table const& after, ast::Column const& column);

}  // namespace retort::dialects::postgresql
