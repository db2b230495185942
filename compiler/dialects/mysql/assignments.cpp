// SPDX-License-Identifier: Apache-2.0
// Puts first whose column nobody else reads, again and again.
#include "compiler/dialects/mysql/assignments.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/model/expression_walk.hpp"

namespace retort::dialects::mysql {

namespace {

// Whether the expression reads the column of the table itself; `excluded.c` and columns of other tables are others.
bool reads_column(ast::Expression const& e, model::Table const& table, std::string const& column) {
  bool found = false;
  auto look = [&](ast::Expression const& x) {
    auto const* c = std::get_if<ast::ColumnReference>(&x.node);
    found =
        found || (c != nullptr && c->column.text == column && (!c->table || c->table->name.text == table.name.name));
  };
  model::walk(e, look);
  return found;
}

}  // namespace

std::vector<ast::Assignment const*> in_order(Work const& work, model::Table const& table,
                                             std::vector<ast::Assignment> const& list,
                                             ast::Expression const* condition) {
  std::vector<ast::Assignment const*> open, out;
  for (auto const& a : list) open.push_back(&a);
  auto const is_read_by = [&](std::string const& column, ast::Assignment const& a) {
    return reads_column(a.value, table, column) || (condition != nullptr && reads_column(*condition, table, column));
  };
  while (!open.empty()) {
    // One whose column none of the others reads.
    auto const next = std::find_if(open.begin(), open.end(), [&](ast::Assignment const* a) {
      return std::none_of(open.begin(), open.end(), [&](ast::Assignment const* other) {
        return other != a && is_read_by(a->column.text, *other);
      });
    });
    if (next == open.end()) {
      work.refuse(open.front()->column.where,
                  fmt::format("{} makes assignments one after the other, and each of these reads what another one sets",
                              work.variant.title),
                  "write an update for each, by way of a column that keeps the old value");
      out.insert(out.end(), open.begin(), open.end());
      break;
    }
    out.push_back(*next);
    open.erase(next);
  }
  return out;
}

}  // namespace retort::dialects::mysql
