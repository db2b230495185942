// SPDX-License-Identifier: Apache-2.0
// The pieces of a walk: which key ends a piece, and what is done up to there.
#include "compiler/dialects/batch_sql.hpp"

#include <algorithm>

#include "compiler/model/schema_edit.hpp"

namespace retort::dialects {

BatchSql batch_sql(Spelling const& spelling, BatchWalk const& walk) {
  auto key = model::texts(walk.batches.key);
  if (key.empty() && walk.table.primary_key() != nullptr) key = model::texts(walk.table.primary_key()->columns);

  BatchSql out;
  out.size = walk.batches.size;
  out.pause_ms = walk.batches.pause_ms;
  out.key_columns = static_cast<std::uint32_t>(key.size());

  auto const table = spelling.qualified(walk.table.name);
  std::vector<std::string> columns, selected, low, high, high_alone, has_key, has_none;
  for (auto const& name : key) {
    auto const* column = walk.table.column(name);
    if (column == nullptr) return out;  // refused by the model
    auto const number = static_cast<unsigned>(columns.size() + 1);
    auto const bare = spelling.identifier(name);
    columns.push_back(walk.qualified ? table + "." + bare : bare);
    selected.push_back(spelling.key_text(columns.back(), column->type));
    low.push_back(spelling.parameter(number, column->type));
    high.push_back(spelling.parameter(number + out.key_columns, column->type));
    high_alone.push_back(spelling.parameter(number, column->type));
    if (column->not_null) continue;
    has_key.push_back(columns.back() + " is not null");
    has_none.push_back(columns.back() + " is null");
  }
  auto const after_low = spelling.compare_key(columns, ">", low);

  auto const both = [](std::vector<std::string> parts) {
    std::erase(parts, "");
    return parts.empty() ? std::string() : " where " + join(parts, " and ");
  };
  auto const condition = operand(walk.condition, Binds::and_);
  auto const keyed = join(has_key, " and ");

  // Where the condition names other tables too, the walk goes over all rows.
  auto const narrowed = walk.qualified ? std::string() : condition;
  auto const bound = [&](std::string const& range) {
    return spelling.row_after("select " + join(selected) + " from " + table + both({narrowed, keyed, range}),
                              join(columns), std::max(out.size, 1U) - 1);
  };
  out.bound_first = bound("");
  out.bound_next = bound(after_low);

  auto const apply = [&](std::string const& range) { return walk.head + both({condition, range}); };
  auto first = spelling.compare_key(columns, "<=", high_alone);
  if (!has_none.empty()) first = "(" + first + " or " + join(has_none, " or ") + ")";
  out.apply_first = apply(first);
  out.apply_next = walk.head + both({condition, keyed, after_low, spelling.compare_key(columns, "<=", high)});
  out.apply_rest = walk.head + both({condition, keyed, after_low});
  out.apply_all = walk.head + both({walk.condition.text});
  return out;
}

}  // namespace retort::dialects
