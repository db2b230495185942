// SPDX-License-Identifier: Apache-2.0
// Goes down an expression with what it knows of the place.
#include "compiler/dialects/mssql/next_values.hpp"

#include <fmt/format.h>

#include "compiler/model/expression_walk.hpp"

namespace retort::dialects::mssql {

namespace {

// Functions that are conditions behind the scenes, or read many rows.
bool chooses(ast::Expression const& e) {
  if (std::holds_alternative<ast::Case>(e.node)) return true;
  auto const* call = std::get_if<ast::Call>(&e.node);
  if (call == nullptr) return false;
  for (auto const* name : {"coalesce", "nullif", "count", "sum", "min", "max", "avg"})
    if (call->function.text == name) return true;
  return false;
}

}  // namespace

void refuse_next_value(Work const& work, Span where) {
  work.refuse(where, fmt::format("{} takes no next value of a sequence here", title),
              "give a column that default and leave it out, or take the value in an insert of its own");
}

void check_next_values(Work const& work, ast::Expression const& e, bool may) {
  if (std::holds_alternative<ast::NextValue>(e.node) && !may) refuse_next_value(work, e.where);
  bool const inside = may && !chooses(e);
  model::for_each_child(
      e, [&](ast::Expression const& child) { check_next_values(work, child, inside); },
      [&](ast::Select const& select) { check_next_values(work, select, false); });
}

void check_next_values(Work const& work, ast::Select const& select, bool may) {
  bool const alone = may && select.cores.size() == 1 && select.order_by.empty() && !select.limit;
  auto const none = [&](ast::Expression const& e) { check_next_values(work, e, false); };
  for (auto const& core : select.cores) {
    for (auto const& item : core.items)
      if (item.expression) check_next_values(work, *item.expression, alone && !core.distinct);
    if (core.from)
      for (auto const& join : core.from->joins) none(join.on);
    if (core.where_clause) none(*core.where_clause);
    for (auto const& e : core.group_by) none(e);
    if (core.having) none(*core.having);
  }
  for (auto const& item : select.order_by) none(item.expression);
}

}  // namespace retort::dialects::mssql
