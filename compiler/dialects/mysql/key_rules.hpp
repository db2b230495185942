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
// Reports what parts of the table, as it is after the action, cannot be together: two columns that count by themselves,
// one that no key begins with, or that a check or a generated column reads; a foreign key that would change a column
// behind the back of such a reader; an index that has the name of a foreign key which needs one of its own.
void check_rules(Work const& work, model::Table const& table);
// The same of all tables.
[[nodiscard]] std::vector<BrokenRule> broken_rules(Variant const& variant, model::Schema const& schema);

}  // namespace retort::dialects::mysql
