// SPDX-License-Identifier: Apache-2.0
// What the changes of columns share: computed columns made again, one counting column a table, names of defaults.
#pragma once

#include "compiler/dialects/mssql/parts.hpp"

namespace retort::dialects::mssql {

// A computed column is not altered but made again, and what stands on it.
void compute_again(Work const& work, model::Table const& before, model::Table const& after, std::string const& name);
// The column may be null, or may not, as it is after the action.
void set_nullability(Work const& work, std::string const& name);
// Reports a second identity column.
void check_identity(Work const& work, model::Table const& table);
// The same as a fault of the table.
[[nodiscard]] std::optional<BrokenRule> identity_rule(model::Table const& table);
// The default of a column gets the name that goes with the other name of the column or the table, where it has ours.
void rename_default(Work const& work, model::ObjectName const& table, std::string const& column,
                    model::ObjectName const& new_table, std::string const& new_column);
// The same for the check of its type.
void rename_type_check(Work const& work, model::ObjectName const& table, std::string const& column,
                       model::ObjectName const& new_table, std::string const& new_column);

}  // namespace retort::dialects::mssql
