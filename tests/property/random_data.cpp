// SPDX-License-Identifier: Apache-2.0
// Statements on rows, and what only one database understands.
#include <algorithm>
#include <regex>

#include "tests/property/random_statements.hpp"

namespace retort::test {

namespace {

std::string batches(Random& random) {
  return random.one_of({" in batches of 1000", " in batches of 10 pause 5 ms", " in batches of 500"});
}

// Nobody knows what it put in.
void rows_everywhere(KnownSchema& schema) {
  for (auto& table : schema.tables) table.empty = false;
}

}  // namespace

std::optional<Change> RandomStatements::insert(KnownSchema& schema) {
  auto* table = own_table(schema);
  if (table == nullptr) return std::nullopt;
  auto const values = row(schema, *table);
  if (!values) return std::nullopt;
  table->empty = false;
  auto const* key = table->primary_key();
  std::string up = "insert into " + table->name + " " + *values;
  if (random_.one_in(3)) {
    up += " on conflict (" + joined(key->columns) + ") do nothing";
    return Change{up + ";", "", false};
  }
  bool const one_column = key->columns.size() == 1;
  std::optional<std::string> down;
  if (one_column) down = "delete from " + table->name + " where " + key->columns.front() + " is null;";
  return Change{up + ";", down, true};
}

std::optional<Change> RandomStatements::update(KnownSchema& schema) {
  auto* table = own_table(schema);
  if (table == nullptr) return std::nullopt;
  std::vector<std::string> assignments;
  for (auto const& c : table->columns) {
    if (!c.generated.empty() || c.key || c.identity || random_.one_in(2)) continue;
    auto value = value_for(schema, c);
    if (c.type == "integer" && random_.one_in(2)) value = "coalesce(" + c.name + ", 0) + 1";
    if (c.type == "text" && random_.one_in(2)) value = "concat(trim(" + c.name + "), '!')";
    assignments.push_back(c.name + " = " + value);
  }
  if (assignments.empty()) return std::nullopt;
  std::string up = "update " + table->name + " set " + joined(assignments);
  if (random_.one_in(2)) up += " where " + condition(schema, *table, false);
  if (table->primary_key() != nullptr && random_.one_in(3)) up += batches(random_);
  return Change{up + ";", "", false};
}

std::optional<Change> RandomStatements::delete_rows(KnownSchema& schema) {
  auto* table = own_table(schema);
  if (table == nullptr) return std::nullopt;
  std::string up = "delete from " + table->name;
  if (random_.one_in(3)) {
    up = "@allow(data-loss, 'only tests wrote it') " + up;
  } else {
    // Of a column that is never null, `is not null` is all rows.
    up += " where " + std::regex_replace(condition(schema, *table, false), std::regex(" is not null"), " is null");
  }
  if (table->primary_key() != nullptr && random_.one_in(4)) up += batches(random_);
  return Change{up + ";", "", false};
}

std::optional<Change> RandomStatements::escape(KnownSchema& schema) {
  std::string const name = random_.fresh("z");
  switch (random_.below(6)) {
    case 0:
      rows_everywhere(schema);
      return Change{"call " + name + ";", "", false};
    case 1:
      rows_everywhere(schema);
      return Change{"@allow(opaque-sql, 'reads only') sql $$ select 1 $$;", "", false};
    case 2:
      rows_everywhere(schema);
      return Change{"sql $$ analyze $$ effect { };", "", false};
    case 3:
      return Change{"for postgresql { create table " + name + " (a interval, b integer array); }",
                    "for postgresql { drop table " + name + "; }", true};
    case 4:
      return Change{"for postgresql, sqlite { create table " + name + " (a integer primary key, b text); }",
                    "for sqlite, postgresql { drop table " + name + "; }", true};
    default: {
      KnownTable made;
      made.name = name;
      KnownColumn column;
      column.name = column_name();
      column.type = "text";
      made.columns.push_back(column);
      rows_everywhere(schema);
      std::string const create = "create table " + name + " (" + column.name + " text)";
      schema.tables.push_back(made);
      return Change{"sql $x$ " + create + " $x$ effect { " + create + "; };",
                    "sql $$ drop table " + name + " $$ effect { drop table " + name + "; };", false};
    }
  }
}

}  // namespace retort::test
