// SPDX-License-Identifier: Apache-2.0
// Whole tables, and the columns and constraints they are made of.
#include <algorithm>

#include "tests/property/random_statements.hpp"

namespace retort::test {

namespace {

// What can be compared and ordered on every database.
bool can_be_key(KnownColumn const& column) {
  return column.type != "json" && !column.type.ends_with("array") && column.type != "interval";
}

// The columns of a table that a text names, in the order in which it does.
std::vector<std::string> columns_in(std::string const& text, KnownTable const& table) {
  std::vector<std::pair<std::size_t, std::string>> found;
  for (auto const& c : table.columns)
    if (auto const at = find_word(text, c.name); at != std::string::npos) found.emplace_back(at, c.name);
  std::sort(found.begin(), found.end());
  std::vector<std::string> out;
  for (auto& [at, name] : found) out.push_back(std::move(name));
  return out;
}

// The name that the convention gives, where it can be used.
std::optional<std::string> convention(KnownConstraint const& constraint, KnownTable const& table) {
  std::string name;
  if (constraint.is("primary key")) name = made_name("pk", table.name, {});
  if (constraint.is("unique")) name = made_name("uq", table.name, constraint.columns);
  if (constraint.is("check")) name = made_name("ck", table.name, columns_in(constraint.body, table));
  if (constraint.is("foreign key")) {
    auto const from = constraint.body.find("references ") + 11;
    auto const target = constraint.body.substr(from, constraint.body.find(' ', from) - from);
    name = made_name("fk", table.name, constraint.columns, "_" + target);
  }
  bool const taken = std::any_of(table.constraints.begin(), table.constraints.end(),
                                 [&](KnownConstraint const& c) { return c.name == name; });
  if (taken || name.size() > 60) return std::nullopt;
  return name;
}

}  // namespace

std::string RandomStatements::column_name() {
  std::string const name = random_.fresh("c");
  return random_.one_in(20) ? "\"Col " + name + "\"" : name;
}

KnownColumn RandomStatements::column(KnownSchema const& schema, KnownTable const* table) {
  KnownColumn out;
  out.name = column_name();
  if (table != nullptr && random_.one_in(7)) {
    auto const& from = table->columns[random_.below(table->columns.size())];
    if (from.generated.empty() && from.type == "text") {
      out.type = "text";
      out.generated = random_.one_in(2) ? "lower(" + from.name + ")" : "concat(" + from.name + ", 'x')";
    } else if (from.generated.empty() && from.type == "integer" && !from.identity) {
      out.type = random_.one_in(2) ? "integer" : "bigint";
      out.generated = from.name + " % 10 + 1";
    }
    if (!out.generated.empty()) return out;
  }
  out.type = type(schema);
  if (random_.one_in(2)) out.default_value = default_for(schema, out.type);
  out.not_null = random_.one_in(2) && (!out.default_value.empty() || table == nullptr || table->empty);
  if (out.not_null && out.default_value == "null") out.not_null = false;
  if (random_.one_in(6)) out.comment = comment();
  return out;
}

KnownConstraint RandomStatements::unique(KnownTable const& table) {
  std::vector<std::string> columns;
  for (auto const& c : table.columns)
    if (can_be_key(c) && random_.one_in(2) && columns.size() < 2) columns.push_back(c.name);
  if (columns.empty()) return {};
  return {random_.fresh("u"), "unique (" + joined(columns) + ")", columns};
}

KnownConstraint RandomStatements::check(KnownSchema const& schema, KnownTable const& table) {
  return {random_.fresh("k"), "check (" + condition(schema, table, true) + ")", {}};
}

std::optional<KnownConstraint> RandomStatements::foreign_key(KnownSchema const& schema, KnownColumn const& from) {
  if (!from.generated.empty() || from.identity) return std::nullopt;
  std::vector<std::string> targets;
  for (auto const& other : schema.tables)
    for (auto const& key : other.constraints)
      if ((key.is("primary key") || key.is("unique")) && key.columns.size() == 1) {
        auto const* column = other.column(key.columns.front());
        if (column != nullptr && column->type == from.type && column->generated.empty() && column->name != from.name)
          targets.push_back(other.name + " (" + column->name + ")");
      }
  if (targets.empty()) return std::nullopt;
  std::string body = "foreign key (" + from.name + ") references " + random_.any(targets);
  bool const nullable = !from.not_null && !from.key;
  if (random_.one_in(2)) {
    std::string const action = random_.one_of({"cascade", "set null", "restrict", "no action", "set default"});
    if (action != "set null" || nullable) body += " on delete " + action;
  }
  if (random_.one_in(6)) body += " on update cascade";
  if (random_.one_in(6)) body += random_.one_in(2) ? " deferrable" : " deferrable initially deferred";
  return KnownConstraint{random_.fresh("f"), body, {from.name}};
}

Change RandomStatements::create_table(KnownSchema& schema) {
  KnownTable table;
  table.name = random_.fresh("t");
  table.empty = true;
  bool const composite = random_.one_in(8), keyless = random_.one_in(8);
  if (!keyless) {
    for (int i = composite ? 2 : 1; i > 0; --i) {
      KnownColumn key;
      key.name = column_name();
      key.type = random_.one_of({"bigint", "integer", "uuid", "varchar(40)", "bigint"});
      key.key = key.not_null = true;
      key.identity = !composite && (key.type == "bigint" || key.type == "integer") && random_.one_in(3);
      if (key.type == "uuid" && random_.one_in(3)) key.default_value = "gen_uuid()";
      table.columns.push_back(key);
    }
  }
  for (std::size_t i = 1 + random_.below(5); i > 0; --i)
    table.columns.push_back(column(schema, table.columns.empty() ? nullptr : &table));
  if (random_.one_in(4)) table.comment = comment();

  std::vector<KnownConstraint> wanted;
  if (!keyless) {
    std::vector<std::string> names{table.columns[0].name};
    if (composite) names.push_back(table.columns[1].name);
    wanted.push_back({random_.fresh("p"), "primary key (" + joined(names) + ")", names});
  }
  if (random_.one_in(3)) wanted.push_back(unique(table));
  while (random_.one_in(3)) wanted.push_back(check(schema, table));
  for (auto const& c : table.columns)
    if (random_.one_in(2))
      if (auto key = foreign_key(schema, c)) wanted.push_back(*key);

  std::string behind, text = "create table " + table.name + " (";
  std::vector<std::string> columns;
  for (auto const& c : table.columns) columns.push_back(column_text(c));
  for (auto& constraint : wanted) {
    if (constraint.body.empty()) continue;
    auto const name = random_.one_in(2) ? convention(constraint, table) : std::nullopt;
    if (name) constraint.name = *name;
    table.constraints.push_back(constraint);
    // One column's key or uniqueness may stand behind the column.
    if (constraint.columns.size() == 1 && !constraint.is("foreign key") && random_.one_in(2)) {
      for (std::size_t i = 0; i < columns.size(); ++i)
        if (table.columns[i].name == constraint.columns.front())
          columns[i] += (name ? " " : " constraint " + constraint.name + " ") +
                        constraint.body.substr(0, constraint.body.find(" ("));
    } else {
      behind += ", " + (name ? constraint.body : constraint_text(constraint));
    }
  }
  text += joined(columns) + behind + ")" + (table.comment.empty() ? "" : " comment " + table.comment) + ";";
  schema.tables.push_back(table);
  return {text, "drop table " + table.name + ";", true};
}

std::optional<Change> RandomStatements::drop_table(KnownSchema& schema) {
  auto* table = own_table(schema);
  if (table == nullptr) return std::nullopt;
  KnownTable const gone = *table;
  KnownSchema rest = schema;
  std::erase_if(rest.tables, [&](KnownTable const& t) { return t.name == gone.name; });
  if (rest.uses(gone.name) != 0) return std::nullopt;
  schema = rest;
  return Change{"@allow(data-loss, 'not used') drop table " + gone.name + ";", create_table_text(gone), true};
}

std::optional<Change> RandomStatements::rename_table(KnownSchema& schema) {
  auto* table = own_table(schema);
  if (table == nullptr || schema.in_view(table->name)) return std::nullopt;
  std::string const from = table->name, to = random_.fresh("t");
  schema.rename(from, to);
  return Change{"rename table " + from + " to " + to + ";", "rename table " + to + " to " + from + ";", true};
}

}  // namespace retort::test
