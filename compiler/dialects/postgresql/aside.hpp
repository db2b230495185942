// SPDX-License-Identifier: Apache-2.0
// Checks and indexes that hold values of a type which is about to change: taken away before, made again after. In: a
// table and which expressions are meant. Out: statements.
#pragma once

#include <functional>

#include "compiler/dialects/postgresql/lowering.hpp"

namespace retort::dialects::postgresql {

using Meant = std::function<bool(ast::Expression const&)>;

// Drops the checks of which the condition is meant, and the indexes of which the condition or a part that is more than
// a column is: https://www.postgresql.org/docs/15/sql-altertable.html makes an index on the column itself anew.
void put_aside(Work& work, model::Table const& before, Meant const& meant);
// Makes them again, as they are in the table after the change.
void put_back(Work& work, model::Table const& after, Meant const& meant);

// One constraint; `kind` as in pg_constraint.contype.
void drop_constraint(Work& work, model::ObjectName const& table, std::string const& name);
void add_constraint(Work& work, model::Table const& table, model::Constraint const& constraint, char kind);

}  // namespace retort::dialects::postgresql
