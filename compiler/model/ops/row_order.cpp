// SPDX-License-Identifier: Apache-2.0
// The values of the foreign keys of a table to itself, held against the values they refer to.
#include "compiler/model/ops/row_order.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <queue>
#include <string>

#include "compiler/ast/print.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::model::ops {

namespace {

using Positions = std::vector<std::size_t>;

// Where the statement has the columns; nothing where it lacks one.
std::optional<Positions> positions(ast::Insert const& insert, std::vector<ast::Identifier> const& columns) {
  Positions out;
  for (auto const& name : columns) {
    auto const at = std::find_if(insert.columns.begin(), insert.columns.end(),
                                 [&](ast::Identifier const& c) { return c.text == name.text; });
    if (at == insert.columns.end()) return {};
    out.push_back(static_cast<std::size_t>(at - insert.columns.begin()));
  }
  return out;
}

// The values as text; nothing where one is null, which refers to nothing.
std::optional<std::string> values_at(ast::Row const& row, Positions const& at) {
  std::string out;
  for (std::size_t const i : at) {
    if (i >= row.values.size()) return {};
    auto const* literal = std::get_if<ast::Literal>(&row.values[i].node);
    if (literal != nullptr && literal->kind == ast::LiteralKind::null) return {};
    out += ast::print(row.values[i]) + ", ";
  }
  return out;
}

}  // namespace

RowOrder order_to_delete(ast::Insert const& insert, std::vector<ast::Row> const& rows, Table const& table) {
  RowOrder out;
  std::vector<Positions> refers_to(rows.size());
  for (auto const& c : table.constraints) {
    auto const* key = std::get_if<ast::ForeignKey>(&c.body);
    if (key == nullptr || object_name(key->references.table) != table.name) continue;
    auto const own = positions(insert, key->columns), referenced = positions(insert, key->references.columns);
    if (!own || !referenced) continue;
    std::map<std::string, std::size_t> known;
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (auto const values = values_at(rows[i], *referenced)) known.emplace(*values, i);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto const values = values_at(rows[i], *own);
      auto const found = values ? known.find(*values) : known.end();
      if (found != known.end() && found->second != i) refers_to[i].push_back(found->second);
    }
  }
  std::vector<std::size_t> waits_for(rows.size(), 0);
  for (auto const& list : refers_to)
    for (std::size_t const other : list) ++waits_for[other];
  std::priority_queue<std::size_t> ready;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!refers_to[i].empty()) out.rows = Togetherness::tree;
    if (waits_for[i] == 0) ready.push(i);
  }
  while (!ready.empty()) {
    auto const next = ready.top();
    ready.pop();
    out.order.push_back(next);
    for (std::size_t const other : refers_to[next])
      if (--waits_for[other] == 0) ready.push(other);
  }
  if (out.order.size() < rows.size()) return {Togetherness::circle, {}};
  return out;
}

}  // namespace retort::model::ops
