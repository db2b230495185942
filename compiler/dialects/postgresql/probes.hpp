// SPDX-License-Identifier: Apache-2.0
// Catalogue queries: one row, one column, 1 when the effect of a statement is there and 0 when it is not. In: names as
// the model has them, resolved by the server's search path as the statements are. Runs nothing.
// https://www.postgresql.org/docs/15/catalogs.html
#pragma once

#include <string>
#include <string_view>

#include "compiler/model/schema.hpp"

namespace retort::dialects::postgresql::probes {

// ---- relations; `kinds`: values of pg_class.relkind, "'r', 'p'"
inline constexpr std::string_view tables = "'r', 'p'", views = "'v'", sequences = "'S'";
[[nodiscard]] std::string relation(model::ObjectName const& name, std::string_view kinds);
[[nodiscard]] std::string no_relation(model::ObjectName const& name);
[[nodiscard]] std::string relation_renamed(model::ObjectName const& from, model::ObjectName const& to);

[[nodiscard]] std::string schema(std::string const& name);
[[nodiscard]] std::string no_schema(std::string const& name);

// ---- types
[[nodiscard]] std::string type(model::ObjectName const& name);
[[nodiscard]] std::string no_type(model::ObjectName const& name);
[[nodiscard]] std::string type_renamed(model::ObjectName const& from, model::ObjectName const& to);
[[nodiscard]] std::string enum_value(model::ObjectName const& type, std::string const& value);
[[nodiscard]] std::string enum_value_renamed(model::ObjectName const& type, std::string const& from,
                                             std::string const& to);

// ---- columns; `condition` over the columns of pg_attribute, may be empty
[[nodiscard]] std::string column(model::ObjectName const& table, std::string const& column,
                                 std::string_view condition = {});
[[nodiscard]] std::string no_column(model::ObjectName const& table, std::string const& column);
[[nodiscard]] std::string column_renamed(model::ObjectName const& table, std::string const& from,
                                         std::string const& to);
// Its type, as format_type() prints it or, for an enum, by name. Empty when that cannot be told.
[[nodiscard]] std::string column_type(model::ObjectName const& table, std::string const& column, ast::Type const& type);
// Its default is `value`; empty when the server's way of printing that cannot be told.
[[nodiscard]] std::string column_default(model::ObjectName const& table, std::string const& column,
                                         ast::Expression const& value);

// ---- constraints, indexes
[[nodiscard]] std::string constraint(model::ObjectName const& table, std::string const& name, char type);
// Validated or not.
[[nodiscard]] std::string constraint_of_any_state(model::ObjectName const& table, std::string const& name);
[[nodiscard]] std::string no_constraint(model::ObjectName const& table, std::string const& name);
[[nodiscard]] std::string constraint_renamed(model::ObjectName const& table, std::string const& from,
                                             std::string const& to);
// An index that is whole: one that a broken-off `concurrently` left behind is not.
[[nodiscard]] std::string index(model::ObjectName const& table, std::string const& name, bool unique);

// ---- comments; null: there is none
[[nodiscard]] std::string table_comment(model::ObjectName const& table, std::optional<std::string> const& comment);
[[nodiscard]] std::string column_comment(model::ObjectName const& table, std::string const& column,
                                         std::optional<std::string> const& comment);

}  // namespace retort::dialects::postgresql::probes
