// SPDX-License-Identifier: Apache-2.0
// The portable select as .mig text: as one line, or as the list of its clauses for those who break lines.
#include "compiler/ast/print.hpp"
#include "compiler/ast/print_parts.hpp"

namespace retort::ast {

namespace {

std::string print_item(SelectItem const& item) {
  if (item.star) return item.star_table ? detail::print_in_expression(*item.star_table) + ".*" : "*";
  std::string result = item.expression ? print(*item.expression) : "?";
  if (item.alias) result += " as " + detail::print_in_expression(*item.alias);
  return result;
}

template <class Item, class Print>
std::string join(std::vector<Item> const& items, Print const& text) {
  std::string result;
  for (Item const& item : items) {
    if (!result.empty()) result += ", ";
    result += text(item);
  }
  return result;
}

void append_clauses(SelectCore const& core, std::vector<std::string>& clauses) {
  auto const expression = [](Expression const& node) { return print(node); };
  clauses.push_back((core.distinct ? "select distinct " : "select ") + join(core.items, print_item));
  if (core.from) clauses.push_back("from " + detail::print_from(*core.from));
  if (core.where_clause) clauses.push_back("where " + print(*core.where_clause));
  if (!core.group_by.empty()) clauses.push_back("group by " + join(core.group_by, expression));
  if (core.having) clauses.push_back("having " + print(*core.having));
}

std::string print_order(OrderItem const& item) { return print(item.expression) + (item.descending ? " desc" : ""); }

}  // namespace

namespace detail {

std::string print_table_reference(TableReference const& table) {
  std::string result = print_in_expression(table.table);
  if (table.alias) result += " as " + print_in_expression(*table.alias);
  return result;
}

std::string print_from(From const& from) {
  std::string result = print_table_reference(from.table);
  for (Join const& join : from.joins)
    result += (join.left ? " left join " : " join ") + print_table_reference(join.table) + " on " + print(join.on);
  return result;
}

std::vector<std::string> select_clauses(Select const& select) {
  std::vector<std::string> clauses;
  for (std::size_t i = 0; i < select.cores.size(); ++i) {
    if (i > 0) clauses.emplace_back(select.union_all.at(i - 1) ? "union all" : "union");
    append_clauses(select.cores[i], clauses);
  }
  if (!select.order_by.empty()) clauses.push_back("order by " + join(select.order_by, print_order));
  if (select.limit) clauses.push_back("limit " + print(*select.limit));
  return clauses;
}

}  // namespace detail

std::string print(Select const& select) {
  std::string result;
  for (std::string const& clause : detail::select_clauses(select)) {
    if (!result.empty()) result += ' ';
    result += clause;
  }
  return result;
}

}  // namespace retort::ast
