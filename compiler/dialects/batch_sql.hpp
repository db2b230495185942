// SPDX-License-Identifier: Apache-2.0
// The six texts of a batch loop over the key of a table. In: the update or delete without its condition, and the
// condition. Out: a BatchSql in the database's own placeholders. Runs nothing: the runtime does.
#pragma once

#include <string>

#include "compiler/dialects/dialect.hpp"
#include "compiler/dialects/spelling.hpp"

namespace retort::dialects {

struct BatchWalk {
  model::Table const& table;
  ast::Batches const& batches;
  std::string head;        // "update users set name = 'x'", "delete from users"
  Rendered condition;      // of the statement, from Renderer::render_condition(); its text may be empty
  bool qualified = false;  // other tables are in sight: key columns carry the name of the table
};

// The walk sees every row once, rows without a key (a null in a column named by `by`) in its first piece. Where the
// condition is about the table alone it narrows the walk to the rows that it holds for.
[[nodiscard]] BatchSql batch_sql(Spelling const& spelling, BatchWalk const& walk);

}  // namespace retort::dialects
