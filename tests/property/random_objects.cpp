// SPDX-License-Identifier: Apache-2.0
// Types, indexes, views, sequences, schemas, comments, and the choice among all statements.
#include <algorithm>

#include "tests/property/random_statements.hpp"

namespace retort::test {

namespace {

template <class List>
auto* own(Random& random, KnownSchema const& schema, List& list) {
  std::vector<decltype(&list.front())> out;
  for (auto& object : list)
    if (schema.may_change(object.name)) out.push_back(&object);
  return out.empty() ? nullptr : random.any(out);
}

bool is_ordered(KnownColumn const& c) { return c.type != "json" && !c.type.ends_with("array"); }

}  // namespace

Change RandomStatements::statement(KnownSchema& schema) {
  for (int tries = 0; tries < 20; ++tries) {
    std::optional<Change> out;
    switch (random_.below(24)) {
      case 0:
        return create_table(schema);
      case 1:
        out = drop_table(schema);
        break;
      case 2:
        out = rename_table(schema);
        break;
      case 3:
        out = create_enum(schema);
        break;
      case 4:
      case 5:
        out = change_enum(schema);
        break;
      case 6:
      case 7:
        out = create_index(schema);
        break;
      case 8:
        out = drop_or_rename_index(schema);
        break;
      case 9:
      case 10:
        out = view(schema);
        break;
      case 11:
        out = comment_on(schema);
        break;
      case 12:
        out = insert(schema);
        break;
      case 13:
        out = update(schema);
        break;
      case 14:
        out = delete_rows(schema);
        break;
      case 15:
        out = escape(schema);
        break;
      case 16:
        out = sequence(schema);
        break;
      default:
        out = alter_table(schema);
        break;
    }
    if (!out) continue;
    if (random_.one_in(25)) out->up = "@timeout(lock '2s', statement '5min') " + out->up;
    return *out;
  }
  return create_table(schema);
}

std::optional<Change> RandomStatements::create_enum(KnownSchema& schema) {
  KnownEnum made{random_.fresh("e"), {}};
  for (std::size_t i = 1 + random_.below(4); i > 0; --i) made.values.push_back("'" + random_.fresh("v") + "'");
  schema.enums.push_back(made);
  return Change{"create type " + made.name + " as enum (" + joined(made.values) + ");", "drop type " + made.name + ";",
                true};
}

std::optional<Change> RandomStatements::change_enum(KnownSchema& schema) {
  auto* type = own(random_, schema, schema.enums);
  if (type == nullptr) return std::nullopt;
  std::string const alter = "alter type " + type->name + " ";
  auto const at = random_.below(type->values.size());
  std::string const value = type->values[at];
  auto const place = [&](std::size_t i) { return type->values.begin() + static_cast<std::ptrdiff_t>(i); };
  switch (random_.below(5)) {
    case 0: {
      std::string const added = "'" + random_.fresh("v") + "'";
      std::string const drop = alter + "drop value " + added + ";";
      switch (random_.below(3)) {
        case 0:
          type->values.insert(place(at), added);
          return Change{alter + "add value " + added + " before " + value + ";", drop, true};
        case 1:
          type->values.insert(place(at) + 1, added);
          return Change{alter + "add value " + added + " after " + value + ";", drop, true};
        default:
          type->values.push_back(added);
          return Change{alter + "add value " + added + ";", drop, true};
      }
    }
    case 1: {
      if (schema.in_view(value)) return std::nullopt;
      std::string const to = "'" + random_.fresh("v") + "'";
      schema.rename(value, to);
      return Change{alter + "rename value " + value + " to " + to + ";",
                    alter + "rename value " + to + " to " + value + ";", true};
    }
    case 2: {
      if (type->values.size() < 2 || schema.uses(value) != 0) return std::nullopt;
      std::string up = alter + "drop value " + value;
      bool const last = at + 1 == type->values.size();
      std::string const neighbour = last ? " after " + type->values[at - 1] : " before " + type->values[at + 1];
      // Rows can only have it where a column is of the type.
      if (random_.one_in(2)) {
        up += " using " + type->values[at == 0 ? 1 : 0];
        if (schema.uses(type->name) != 0) up = "@allow(data-loss, 'merged') " + up;
      }
      type->values.erase(place(at));
      return Change{up + ";", alter + "add value " + value + neighbour + ";", true};
    }
    case 3: {
      if (schema.in_view(type->name)) return std::nullopt;
      std::string const from = type->name, to = random_.fresh("e");
      schema.rename(from, to);
      return Change{"rename type " + from + " to " + to + ";", "rename type " + to + " to " + from + ";", true};
    }
    default: {
      if (schema.uses(type->name) != 0) return std::nullopt;
      KnownEnum const gone = *type;
      std::erase_if(schema.enums, [&](KnownEnum const& e) { return e.name == gone.name; });
      return Change{"drop type " + gone.name + ";",
                    "create type " + gone.name + " as enum (" + joined(gone.values) + ");", true};
    }
  }
}

std::optional<Change> RandomStatements::create_index(KnownSchema& schema) {
  auto* table = own_table(schema);
  if (table == nullptr) return std::nullopt;
  std::vector<std::string> items, plain;
  for (auto const& c : table->columns) {
    if (items.size() == 3 || !is_ordered(c) || random_.one_in(2)) continue;
    if (c.type == "text" && random_.one_in(2)) {
      items.push_back("lower(" + c.name + ")");
    } else if (c.type == "integer" && random_.one_in(3)) {
      items.push_back("(" + c.name + " + 1)");
    } else {
      items.push_back(c.name + (random_.one_in(3) ? " desc" : ""));
      plain.push_back(c.name);
    }
  }
  if (items.empty()) return std::nullopt;
  KnownIndex made{random_.fresh("i"), "(" + joined(items) + ")", random_.one_in(4)};
  if (random_.one_in(4)) made.body += " where " + condition(schema, *table, true);
  std::string text = index_text(made, table->name);
  auto const conventional = made_name("ix", table->name, plain);
  bool const taken = std::any_of(table->indexes.begin(), table->indexes.end(),
                                 [&](KnownIndex const& i) { return i.name == conventional; });
  if (random_.one_in(3) && plain.size() == items.size() && !taken && conventional.size() < 60) {
    replace_word(text, made.name + " on", "on");
    made.name = conventional;
  } else if (random_.one_in(4)) {
    text.replace(text.find("index ") + 6, 0, "concurrently ");
  }
  table->indexes.push_back(made);
  return Change{text, "drop index " + made.name + ";", true};
}

std::optional<Change> RandomStatements::drop_or_rename_index(KnownSchema& schema) {
  auto* table = own_table(schema);
  if (table == nullptr || table->indexes.empty()) return std::nullopt;
  auto& index = random_.any(table->indexes);
  KnownIndex const old = index;
  if (random_.one_in(2)) {
    index.name = random_.fresh("i");
    return Change{"rename index " + old.name + " to " + index.name + ";",
                  "rename index " + index.name + " to " + old.name + ";", true};
  }
  std::erase_if(table->indexes, [&](KnownIndex const& i) { return i.name == old.name; });
  return Change{(random_.one_in(4) ? "drop index concurrently " : "drop index ") + old.name + ";",
                index_text(old, table->name), true};
}

std::string RandomStatements::select(KnownSchema& schema) {
  auto const& table = random_.any(schema.tables);
  auto const& c = random_.any(table.columns);
  std::string const where = random_.one_in(2) ? " where " + condition(schema, table, false) : "";
  if (random_.one_in(4) && is_ordered(c))
    return "select " + c.name + " as " + random_.fresh("x") + ", count(*) as " + random_.fresh("x") + " from " +
           table.name + where + " group by " + c.name;
  auto const& other = random_.any(schema.tables);
  if (random_.one_in(3) && other.name != table.name)
    return "select a." + c.name + " as " + random_.fresh("x") + " from " + table.name + " as a " +
           random_.one_of({"join ", "left join "}) + other.name + " as b on b." + random_.any(other.columns).name +
           " is not null";
  std::string out = "select ";
  if (random_.one_in(6) && is_ordered(c)) out += "distinct ";
  out += c.name + " as " + random_.fresh("x");
  bool const twice = c.type == "text";
  if (twice) out += ", upper(" + c.name + ") as " + random_.fresh("x");
  out += " from " + table.name + where;
  if (!twice && is_ordered(c) && random_.one_in(5)) out += " union all select " + c.name + " from " + table.name;
  return out;
}

std::optional<Change> RandomStatements::view(KnownSchema& schema) {
  auto* there = own(random_, schema, schema.views);
  if (there != nullptr && random_.one_in(2)) {
    KnownView const gone = *there;
    std::erase_if(schema.views, [&](KnownView const& v) { return v.name == gone.name; });
    return Change{"drop view " + gone.name + ";", "create view " + gone.name + " as " + gone.body + ";", true};
  }
  if (schema.tables.empty()) return std::nullopt;
  if (there != nullptr && random_.one_in(2)) {
    std::string const old = there->body;
    there->body = select(schema);
    std::string const create = "create or replace view " + there->name + " as ";
    return Change{create + there->body + ";", create + old + ";", true};
  }
  KnownView made{random_.fresh("w"), select(schema)};
  if (random_.one_in(5)) made.body = "$$" + made.body + "$$";
  schema.views.push_back(made);
  return Change{"create view " + made.name + " as " + made.body + ";", "drop view " + made.name + ";", true};
}

std::optional<Change> RandomStatements::comment_on(KnownSchema& schema) {
  auto* table = own_table(schema);
  if (table == nullptr) return std::nullopt;
  bool const of_column = random_.one_in(2);
  auto& column = random_.any(table->columns);
  std::string& text = of_column ? column.comment : table->comment;
  std::string const old = text;
  text = old.empty() || random_.one_in(2) ? comment() : "";
  if (text == old) return std::nullopt;
  std::string const on =
      "comment on " + (of_column ? "column " + table->name + "." + column.name : "table " + table->name) + " is ";
  auto const said = [](std::string const& what) { return what.empty() ? std::string("null") : what; };
  return Change{on + said(text) + ";", on + said(old) + ";", true};
}

std::optional<Change> RandomStatements::sequence(KnownSchema& schema) {
  if (!postgresql_only_) return std::nullopt;
  if (random_.one_in(4)) {
    std::string const name = random_.fresh("s"), table = name + "." + random_.fresh("t"), type = name + ".mood";
    return Change{"create schema " + name + ";\ncreate type " + type + " as enum ('good', 'bad');\ncreate table " +
                      table + " (id bigint primary key, mood " + type + " not null default 'good');\n" +
                      "create index on " + table + " (mood);",
                  "drop table " + table + ";\ndrop type " + type + ";\ndrop schema " + name + ";", true};
  }
  auto* there = own(random_, schema, schema.sequences);
  if (there != nullptr && random_.one_in(2)) {
    KnownSequence const gone = *there;
    if (schema.uses(gone.name) != 0) return std::nullopt;
    std::erase_if(schema.sequences, [&](KnownSequence const& s) { return s.name == gone.name; });
    return Change{"drop sequence " + gone.name + ";", "create sequence " + gone.name + gone.clauses + ";", true};
  }
  KnownSequence made{random_.fresh("q"), random_.one_of({"", " start with 100", " start 5 increment by 5"})};
  schema.sequences.push_back(made);
  std::string up = "create sequence " + made.name + made.clauses + ";", down = "drop sequence " + made.name + ";";
  if (auto* table = own_table(schema); table != nullptr && random_.one_in(2)) {
    KnownColumn counted;
    counted.name = column_name();
    counted.type = "bigint";
    counted.default_value = "next value for " + made.name;
    table->columns.push_back(counted);
    up += "\nalter table " + table->name + " add column " + column_text(counted) + ";";
    down = "alter table " + table->name + " drop column " + counted.name + ";\n" + down;
  }
  return Change{up, down, true};
}

}  // namespace retort::test
