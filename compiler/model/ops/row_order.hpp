// SPDX-License-Identifier: Apache-2.0
// Rows of one insert that refer to each other: the order in which they can be deleted again. In: the statement and its
// table. Out: positions of rows. Looks at values that are written out only.
#pragma once

#include <cstddef>
#include <vector>

#include "compiler/ast/statement.hpp"
#include "compiler/model/schema.hpp"

namespace retort::model::ops {

enum class Togetherness {
  free,    // no row refers to another: in any order, or all at once
  tree,    // one by one, in the order given: MySQL and MariaDB check each row as it goes, not the statement
  circle,  // they refer to each other in a circle: all at once, or not at all
};
struct RowOrder {
  Togetherness rows = Togetherness::free;
  std::vector<std::size_t> order;  // who refers before who is referred to, else the last one first; empty for a circle
};
[[nodiscard]] RowOrder order_to_delete(ast::Insert const& insert, std::vector<ast::Row> const& rows,
                                       Table const& table);

}  // namespace retort::model::ops
