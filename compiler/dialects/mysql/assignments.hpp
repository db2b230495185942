// SPDX-License-Identifier: Apache-2.0
// The order of the assignments of an update: the database makes them one after the other, from left to right, and each
// sees what the ones before it made, where the language means the row as it was.
// https://dev.mysql.com/doc/refman/8.4/en/update.html
#pragma once

#include "compiler/dialects/mysql/lowering.hpp"

namespace retort::dialects::mysql {

// The assignments so that none reads a column that an earlier one has set; where there is no such order, that is
// reported. `condition`: read by every one of them; may be null. Points into `list`.
[[nodiscard]] std::vector<ast::Assignment const*> in_order(Work const& work, model::Table const& table,
                                                           std::vector<ast::Assignment> const& list,
                                                           ast::Expression const* condition);

}  // namespace retort::dialects::mysql
