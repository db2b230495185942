// SPDX-License-Identifier: Apache-2.0
// The actions of `alter table`; each sees what the earlier ones did.
#include <algorithm>

#include "tests/property/random_statements.hpp"

namespace retort::test {

namespace {

// A foreign key that sets the column to null.
bool is_set_to_null(KnownTable const& table, std::string const& column) {
  return std::any_of(table.constraints.begin(), table.constraints.end(), [&](KnownConstraint const& c) {
    return c.is("foreign key") && c.columns.front() == column && c.body.find("set null") != std::string::npos;
  });
}

bool narrows(std::string const& from, std::string const& to) {
  static std::vector<std::string> const widths{"smallint", "integer", "bigint", "varchar(40)", "varchar(80)", "text"};
  return std::find(widths.begin(), widths.end(), to) < std::find(widths.begin(), widths.end(), from);
}

}  // namespace

std::optional<Change> RandomStatements::alter_table(KnownSchema& schema) {
  auto* table = own_table(schema);
  if (table == nullptr) return std::nullopt;
  std::string up, down;
  bool loses = false, automatic = true;
  std::size_t const wanted = 1 + (random_.one_in(3) ? random_.below(3) : 0);
  for (std::size_t tries = 0, done = 0; tries < 12 && done < wanted; ++tries) {
    auto const one = action(schema, *table);
    if (!one) continue;
    ++done;
    up += (up.empty() ? "" : ", ") + one->up;
    down = one->down + (down.empty() ? "" : ", ") + down;
    loses = loses || one->loses;
    automatic = automatic && one->automatic;
  }
  if (up.empty()) return std::nullopt;
  std::string const alter = "alter table " + table->name + " ";
  return Change{(loses ? "@allow(data-loss, 'agreed') " : "") + alter + up + ";", alter + down + ";", automatic};
}

std::optional<RandomStatements::Action> RandomStatements::action(KnownSchema& schema, KnownTable& table) {
  switch (random_.below(12)) {
    case 0:
    case 1:
      return add_column(schema, table);
    case 2:
    case 3:
      return drop_column(schema, table);
    case 4:
      return rename_column(schema, table);
    case 5:
      return set_type(schema, table);
    case 6:
      return set_null(table);
    case 7:
      return set_default(schema, table);
    case 8:
    case 9:
      return add_constraint(schema, table);
    case 10:
      return drop_constraint(schema, table);
    default:
      return rename_constraint(table);
  }
}

std::optional<RandomStatements::Action> RandomStatements::add_column(KnownSchema& schema, KnownTable& table) {
  KnownColumn const added = column(schema, &table);
  table.columns.push_back(added);
  Action out{"add column " + column_text(added), "drop column " + added.name};
  if (random_.one_in(6)) {
    KnownConstraint key{random_.fresh("k"), "check (" + added.name + " is not null or 1 = 1)", {}};
    out.up += " " + constraint_text(key);
    out.down = "drop constraint " + key.name + ", " + out.down;
    table.constraints.push_back(key);
  }
  return out;
}

std::optional<RandomStatements::Action> RandomStatements::drop_column(KnownSchema& schema, KnownTable& table) {
  auto const at = random_.below(table.columns.size());
  KnownColumn const gone = table.columns[at];
  if (gone.key || table.columns.size() < 2 || schema.uses(gone.name) != 0) return std::nullopt;
  table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(at));
  Action out{"drop column " + gone.name, "add column " + column_text(gone), gone.generated.empty(), true};
  if (gone.not_null && gone.default_value.empty()) {
    KnownColumn nullable = gone;
    nullable.not_null = false;
    out.down = "add column " + column_text(nullable) + ", alter column " + gone.name + " set not null";
    out.automatic = table.empty;
  }
  return out;
}

std::optional<RandomStatements::Action> RandomStatements::rename_column(KnownSchema& schema, KnownTable& table) {
  std::string const from = random_.any(table.columns).name;
  if (schema.in_view(from)) return std::nullopt;
  std::string const to = column_name();
  schema.rename(from, to);
  return Action{"rename column " + from + " to " + to, "rename column " + to + " to " + from};
}

std::optional<RandomStatements::Action> RandomStatements::set_type(KnownSchema& schema, KnownTable& table) {
  auto& c = random_.any(table.columns);
  if (c.identity || !c.generated.empty() || schema.uses(c.name) != 0) return std::nullopt;
  std::string const from = c.type;
  std::string const alter = "alter column " + c.name + " type ";
  if (from == "boolean" && c.default_value.empty() && random_.one_in(2)) {
    c.type = "integer";
    return Action{alter + "integer using case when " + c.name + " then 1 else 0 end",
                  alter + "boolean using " + c.name + " = 1", false, false};
  }
  std::string to;
  if (from == "smallint" || from == "integer" || from == "bigint")
    to = random_.one_of({"smallint", "integer", "bigint"});
  if (from == "varchar(40)" || from == "varchar(80)" || from == "text")
    to = random_.one_of({"varchar(40)", "varchar(80)", "text"});
  if (to.empty() || to == from) return std::nullopt;
  if (to == "smallint" && c.default_value == "1000000") return std::nullopt;
  c.type = to;
  return Action{alter + to, alter + from, narrows(from, to), true};
}

std::optional<RandomStatements::Action> RandomStatements::set_null(KnownTable& table) {
  auto& c = random_.any(table.columns);
  if (c.key || c.identity || !c.generated.empty() || is_set_to_null(table, c.name) || c.default_value == "null")
    return std::nullopt;
  std::string const alter = "alter column " + c.name;
  std::string const set = alter + " set not null", drop = alter + " drop not null";
  c.not_null = !c.not_null;
  return c.not_null ? Action{set, drop} : Action{drop, set};
}

std::optional<RandomStatements::Action> RandomStatements::set_default(KnownSchema& schema, KnownTable& table) {
  auto& c = random_.any(table.columns);
  if (c.identity || !c.generated.empty()) return std::nullopt;
  std::string const alter = "alter column " + c.name;
  std::string const old = c.default_value;
  c.default_value = old.empty() || random_.one_in(2) ? default_for(schema, c.type) : "";
  if (c.default_value == old || c.default_value == "null") {
    c.default_value = old;
    return std::nullopt;
  }
  auto const text = [&](std::string const& value) {
    return alter + (value.empty() ? " drop default" : " set default " + value);
  };
  return Action{text(c.default_value), text(old)};
}

std::optional<RandomStatements::Action> RandomStatements::add_constraint(KnownSchema& schema, KnownTable& table) {
  KnownConstraint added;
  switch (random_.below(4)) {
    case 0:
      added = unique(table);
      break;
    case 1:
      added = check(schema, table);
      break;
    case 2: {
      auto& c = random_.any(table.columns);
      if (table.primary_key() != nullptr || !c.not_null || !c.generated.empty() || c.type == "json" ||
          c.type.ends_with("array") || is_set_to_null(table, c.name))
        return std::nullopt;
      c.key = true;
      added = {random_.fresh("p"), "primary key (" + c.name + ")", {c.name}};
      break;
    }
    default:
      if (auto key = foreign_key(schema, random_.any(table.columns))) added = *key;
      break;
  }
  if (added.body.empty()) return std::nullopt;
  table.constraints.push_back(added);
  return Action{"add " + constraint_text(added), "drop constraint " + added.name};
}

std::optional<RandomStatements::Action> RandomStatements::drop_constraint(KnownSchema& schema, KnownTable& table) {
  if (table.constraints.empty()) return std::nullopt;
  auto const at = random_.below(table.constraints.size());
  KnownConstraint const gone = table.constraints[at];
  if (gone.is("primary key")) return std::nullopt;
  // A foreign key may lean on it.
  if (gone.is("unique"))
    for (auto const& other : schema.tables)
      for (auto const& c : other.constraints)
        if (c.is("foreign key") && count_word(c.body, table.name) != 0) return std::nullopt;
  table.constraints.erase(table.constraints.begin() + static_cast<std::ptrdiff_t>(at));
  return Action{"drop constraint " + gone.name, "add " + constraint_text(gone)};
}

std::optional<RandomStatements::Action> RandomStatements::rename_constraint(KnownTable& table) {
  if (table.constraints.empty()) return std::nullopt;
  auto& c = random_.any(table.constraints);
  std::string const from = c.name;
  c.name = random_.fresh("n");
  return Action{"rename constraint " + from + " to " + c.name, "rename constraint " + c.name + " to " + from};
}

}  // namespace retort::test
