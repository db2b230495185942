// SPDX-License-Identifier: Apache-2.0
// What the tables of a scratch database hold, before and after a move.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "compiler/dialects/expression_sql.hpp"
#include "compiler/inspect/rows.hpp"

namespace retort::inspect {

Contents contents_of(Place const& place, model::Schema const& schema) {
  Sink nowhere;
  auto const spelling = place.dialect.catalogue()->words(schema, nowhere);
  Contents out;
  schema.objects.for_each([&](model::ObjectName const& name, Shared<model::Object> const& object) {
    auto const* table = std::get_if<model::Table>(&*object);
    if (table == nullptr) return;
    auto& found = out.tables[name];
    for (auto const& column : table->columns)
      if (!column.generated) found.columns.push_back(column.name);
    found.rows = place.ask(fmt::format(
        "select {} from {}", found.columns.empty() ? "1" : spelling->names(found.columns), spelling->qualified(name)));
    std::sort(found.rows.begin(), found.rows.end());
  });
  return out;
}

std::vector<std::string> lost(Contents const& before, model::Schema const& schema_before, Contents const& after,
                              model::Schema const& schema_after, MayChange const& may) {
  std::vector<std::string> out;
  for (auto const& [name, rows] : before.tables) {
    auto const table = model::to_string(name);
    auto const found = after.tables.find(name);
    if (found == after.tables.end()) {
      if (!rows.rows.empty() && !may.rows && !may.names)
        out.push_back(fmt::format("table '{}' had {} rows and is gone, and no loss is said", table, rows.rows.size()));
      continue;
    }
    if (may.rows) continue;
    if (rows.rows.size() != found->second.rows.size()) {
      out.push_back(fmt::format("table '{}' had {} rows and has {}, and no loss is said", table, rows.rows.size(),
                                found->second.rows.size()));
      continue;
    }
    if (may.values || may.names) continue;
    // Columns that nothing was done to.
    std::vector<std::size_t> old_places, new_places;
    auto const &old_table = *schema_before.table(name), &new_table = *schema_after.table(name);
    for (std::size_t i = 0; i < rows.columns.size(); ++i) {
      auto const there = std::find(found->second.columns.begin(), found->second.columns.end(), rows.columns[i]);
      if (there == found->second.columns.end()) continue;
      if (!(old_table.column(rows.columns[i])->type == new_table.column(rows.columns[i])->type)) continue;
      old_places.push_back(i);
      new_places.push_back(static_cast<std::size_t>(there - found->second.columns.begin()));
    }
    auto const values = [](std::vector<dialects::CatalogueRow> const& from, std::vector<std::size_t> const& places) {
      std::vector<dialects::CatalogueRow> picked;
      for (auto const& row : from) {
        auto& one = picked.emplace_back();
        for (auto const place : places) one.push_back(row.at(place));
      }
      std::sort(picked.begin(), picked.end());
      return picked;
    };
    if (values(rows.rows, old_places) != values(found->second.rows, new_places))
      out.push_back(fmt::format("table '{}' has other values than before, and no loss is said", table));
  }
  return out;
}

void empty_tables(Place const& place, model::Schema const& schema) {
  std::vector<model::ObjectName> left;
  schema.objects.for_each([&](model::ObjectName const& name, Shared<model::Object> const& object) {
    if (std::holds_alternative<model::Table>(*object)) left.push_back(name);
  });
  Sink nowhere;
  auto const spelling = place.dialect.catalogue()->words(schema, nowhere);
  // A table that is gone half-way has no rows.
  for (std::size_t before = left.size() + 1; left.size() < before;) {
    before = left.size();
    std::erase_if(left, [&](model::ObjectName const& name) {
      return !place.attempt("delete from " + spelling->qualified(name));
    });
  }
}

}  // namespace retort::inspect
