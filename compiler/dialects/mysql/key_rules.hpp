// SPDX-License-Identifier: Apache-2.0
// What can be part of a key: no type without a length, and 3072 bytes in all; what a foreign key may change, and what a
// column that counts by itself needs.
// https://dev.mysql.com/doc/refman/8.4/en/innodb-limits.html, create-table-foreign-keys.html
#pragma once

#include "compiler/dialects/mysql/lowering.hpp"

namespace retort::dialects::mysql {

// Reports what the key, or the index, of these columns of the table cannot have.
void check_key(Work const& work, model::Table const& table, std::vector<std::string> const& columns, Span where);
// The same for all that the table has: after the type of a column has changed.
void check_keys(Work const& work, model::Table const& table);
// Reports a table whose rows are too long: a row has 65,535 bytes, without what is kept apart from it.
void check_row(Work const& work, model::Table const& table);
// Reports a foreign key that refers to the columns of a key in another order than they have there.
void check_referenced(Work const& work, ast::ForeignKey const& key);
// Reports an index that has the name of a foreign key which needs one of its own.
void check_index_names(Work const& work, model::Table const& table);
// Reports a column that counts by itself and that no key begins with, or that a check or a generated column reads.
// https://dev.mysql.com/doc/refman/8.4/en/example-auto-increment.html
void check_identity(Work const& work, model::Table const& table);
// Reports foreign keys that would change a column behind the back of a check or of a stored generated column.
void check_reference_actions(Work const& work, model::Table const& table);

}  // namespace retort::dialects::mysql
