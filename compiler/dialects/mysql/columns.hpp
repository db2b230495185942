// SPDX-License-Identifier: Apache-2.0
// What the changes of a column share: the words of `alter table`, and a column said again in full.
#pragma once

#include <string>
#include <string_view>

#include "compiler/dialects/mysql/locks.hpp"
#include "compiler/dialects/mysql/lowering.hpp"

namespace retort::dialects::mysql {

// "alter table t alter column c", for a reader; the table is that of the action.
[[nodiscard]] std::string about(Work const& work, std::string_view what, std::string const& column);
// The statement with that clause.
[[nodiscard]] std::string alter(Work const& work, std::string const& clause);
// Adds the statement that makes the column what it is after the action, which `what` says for a reader. `condition`
// tells that in information_schema.COLUMNS; empty: it cannot be told. Nothing where there is no such column.
// https://dev.mysql.com/doc/refman/8.4/en/alter-table.html
void modify(Work& work, std::string const& name, std::string_view what, locks::Cost const& cost,
            std::string const& condition);

}  // namespace retort::dialects::mysql
