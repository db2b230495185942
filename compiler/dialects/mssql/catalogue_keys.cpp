// SPDX-License-Identifier: Apache-2.0
// Reads the catalogue views: checks, foreign keys, keys and indexes.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "compiler/dialects/mssql/catalogue_queries.hpp"
#include "compiler/dialects/mssql/catalogue_reader.hpp"

namespace retort::dialects::mssql {

namespace {

ast::ReferentialAction action(std::string const& number) {
  if (number == "1") return ast::ReferentialAction::cascade;
  if (number == "2") return ast::ReferentialAction::set_null;
  if (number == "3") return ast::ReferentialAction::set_default;
  return ast::ReferentialAction::no_action;
}

std::string_view kind_of(std::string const& number) {
  if (number == "3") return "is one of XML";
  if (number == "4") return "is spatial";
  if (number == "5" || number == "6") return "is a columnstore";
  if (number == "7") return "is a hash";
  return {};
}

}  // namespace

// Before the columns: a check may say of which type one is.
void CatalogueReader::read_checks() {
  for (auto const& row : ask_(queries::checks)) {
    auto* found = table(cell(row, 0));
    if (found == nullptr) continue;
    auto const name = model::object_name(found->made.name);
    auto const differs = [&](std::string_view what) {
      unsaid(name, fmt::format("constraint '{}' {}", cell(row, 1), what));
    };
    if (is_null(row, 2)) {
      differs("is not shown to this user, who needs VIEW DEFINITION on the table");
      continue;
    }
    found->checks.push_back({cell(row, 1), cell(row, 2), false});
    if (is_true(row, 3)) differs("is disabled");
    if (!is_true(row, 3) && is_true(row, 4)) differs("is not trusted");
    if (is_true(row, 5)) differs("is not for replication");
  }
}

void CatalogueReader::put_checks() {
  for (auto& [id, made] : tables_)
    for (auto const& check : made.checks)
      if (!check.of_type) made.made.elements.push_back(element(check.name, ast::Check{unread(check.condition)}));
}

void CatalogueReader::references() {
  std::string number, key_name;
  ast::ForeignKey key;
  auto const flush = [&] {
    if (!key.columns.empty()) tables_.at(number).made.elements.push_back(element(key_name, std::move(key)));
    key = {};
  };
  for (auto const& row : ask_(queries::references)) {
    auto const* found = table(cell(row, 0));
    if (found == nullptr) continue;
    if (number != cell(row, 0) || key_name != cell(row, 1)) {
      flush();
      number = cell(row, 0);
      key_name = cell(row, 1);
      key.references.table = model::qualified_name(object(cell(row, 3), cell(row, 4)));
      key.references.on_delete = action(cell(row, 6));
      key.references.on_update = action(cell(row, 7));
      auto const differs = [&](std::string_view what) {
        unsaid(model::object_name(found->made.name), fmt::format("constraint '{}' {}", key_name, what));
      };
      if (is_null(row, 4) || is_null(row, 5))
        differs("refers to a table that is not shown to this user, who needs a right on it");
      if (is_true(row, 8)) differs("is disabled");
      if (!is_true(row, 8) && is_true(row, 9)) differs("is not trusted");
      if (is_true(row, 10)) differs("is not for replication");
    }
    if (is_null(row, 4) || is_null(row, 5)) continue;
    key.columns.push_back(identifier(cell(row, 2)));
    key.references.columns.push_back(identifier(cell(row, 5)));
  }
  flush();
}

struct CatalogueReader::ReadIndex {
  ast::CreateIndex made;
  Table* table = nullptr;
  std::string filter;
  std::string odd;  // why it is none of the language
  bool primary = false, constraint = false;

  [[nodiscard]] std::string title() const {
    return fmt::format("{} '{}'", primary || constraint ? "constraint" : "index", made.name->text);
  }
};

// A unique key takes null for equal to null: Retort's have only the rows without.
// https://learn.microsoft.com/en-us/sql/ relational-databases/indexes/create-unique-indexes,
// https://…/t-sql/statements/create-index-transact-sql
void CatalogueReader::put(ReadIndex& index) {
  if (index.table == nullptr) return;
  auto const name = model::object_name(index.made.table);
  std::vector<ast::Identifier> columns;
  std::vector<std::string> nullable;
  bool descends = false;
  for (auto const& item : index.made.items) {
    columns.push_back(std::get<ast::ColumnReference>(item.expression.node).column);
    if (index.table->nullable.contains(columns.back().text)) nullable.push_back(columns.back().text);
    descends = descends || item.descending;
  }
  if (!index.odd.empty()) {
    unsaid(name, index.title() + " " + index.odd);
    return;
  }
  auto const differs = [&](std::string_view what) { unsaid(name, fmt::format("{} {}", index.title(), what)); };
  constexpr std::string_view equal_nulls = "takes nulls for equal";
  if (index.primary || index.constraint) {
    if (descends) differs("has columns in descending order");
    if (index.constraint && !nullable.empty()) differs(equal_nulls);
    auto& elements = index.table->made.elements;
    if (index.primary)
      elements.push_back(element(index.made.name->text, ast::PrimaryKey{std::move(columns)}));
    else
      elements.push_back(element(index.made.name->text, ast::Unique{std::move(columns)}));
    return;
  }
  if (index.made.unique && !nullable.empty()) {
    auto rest = without_nulls(index.filter, nullable);
    if (!rest) {
      differs(equal_nulls);
      return;
    }
    index.filter = std::move(*rest);
  }
  if (!index.filter.empty()) index.made.predicate = unread(index.filter);
  indexes_.push_back(statement(std::move(index.made)));
}

void CatalogueReader::remarks(ReadIndex const& index, CatalogueRow const& row) {
  auto const differs = [&](std::string_view what) {
    unsaid(model::object_name(index.made.table), fmt::format("{} {}", index.title(), what));
  };
  bool const clustered = cell(row, 2) == "1";
  if (index.primary && !clustered) differs("is not clustered");
  if (!index.primary && clustered) differs("is clustered");
  if (is_true(row, 10)) differs("is disabled");
  if (is_true(row, 11)) differs("has ignore_dup_key");
  if (auto const& fill = cell(row, 12); !fill.empty() && fill != "0") differs("has fillfactor = " + fill);
  if (is_true(row, 13)) differs("has pad_index");
  if (!is_null(row, 14) && !is_true(row, 14)) differs("has allow_row_locks = off");
  if (!is_null(row, 15) && !is_true(row, 15)) differs("has allow_page_locks = off");
  if (clustered) return;  // where the table is, as was said
  if (cell(row, 16).starts_with("PS")) differs("is partitioned by '" + cell(row, 17) + "'");
  if (cell(row, 16).starts_with("FG") && !is_true(row, 18)) differs("is kept in '" + cell(row, 17) + "'");
  if (cell(row, 19) == "1" || cell(row, 19) == "2")
    differs(fmt::format("has data_compression = {}", cell(row, 19) == "1" ? "row" : "page"));
}

void CatalogueReader::indexes() {
  ReadIndex index;
  std::string number;
  for (auto const& row : ask_(queries::indexes)) {
    auto* found = table(cell(row, 0));
    if (found == nullptr) continue;
    if (number != cell(row, 0) || !index.made.name || index.made.name->text != cell(row, 1)) {
      put(index);
      index = {};
      number = cell(row, 0);
      index.table = found;
      index.made.name = identifier(cell(row, 1));
      index.made.table = found->made.name;
      index.made.unique = is_true(row, 3);
      index.primary = is_true(row, 4);
      index.constraint = is_true(row, 5);
      index.filter = cell(row, 6);
      index.odd = kind_of(cell(row, 2));
      if (index.odd.empty()) remarks(index, row);
    }
    if (is_null(row, 7)) continue;
    if (is_true(row, 9)) {
      index.made.include.push_back(identifier(cell(row, 7)));
      continue;
    }
    ast::IndexItem item;
    item.expression = expression_of(ast::ColumnReference{std::nullopt, identifier(cell(row, 7))});
    item.descending = is_true(row, 8);
    index.made.items.push_back(std::move(item));
  }
  put(index);
}

}  // namespace retort::dialects::mssql
