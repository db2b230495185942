// SPDX-License-Identifier: Apache-2.0
// Types, values and conditions that fit the columns they are for.
#include <algorithm>

#include "tests/property/random_statements.hpp"

namespace retort::test {

namespace {

bool is_one_of(std::string const& type, std::initializer_list<char const*> names) {
  return std::any_of(names.begin(), names.end(), [&](char const* name) { return type.starts_with(name); });
}
bool is_text(std::string const& type) { return is_one_of(type, {"text", "varchar", "char"}); }
bool is_integer(std::string const& type) { return type == "smallint" || type == "integer" || type == "bigint"; }

KnownEnum const* enum_of(KnownSchema const& schema, std::string const& type) {
  auto const found =
      std::find_if(schema.enums.begin(), schema.enums.end(), [&](KnownEnum const& one) { return one.name == type; });
  return found == schema.enums.end() ? nullptr : &*found;
}

}  // namespace

std::string RandomStatements::comment() {
  return random_.one_of({"'a note'", "'it''s said'", "$$ raw 'text' $$", "'Größe'", "'-- none /* of these */'"});
}

std::string RandomStatements::type(KnownSchema const& schema) {
  if (!schema.enums.empty() && random_.one_in(5)) return random_.any(schema.enums).name;
  if (postgresql_only_ && random_.one_in(8)) return random_.one_of({"interval", "integer array", "numeric(30,4)"});
  return random_.one_of({"boolean", "smallint", "integer",     "bigint",      "numeric(10,2)", "numeric(15)",
                         "real",    "double",   "varchar(40)", "char(3)",     "text",          "text",
                         "date",    "time",     "timestamp",   "timestamptz", "uuid",          "json",
                         "bytes",   "integer",  "varchar(80)"});
}

std::string RandomStatements::literal(KnownSchema const& schema, std::string const& type) {
  if (type.ends_with("array")) return "'{1,2}'";
  if (is_text(type)) return random_.one_of({"'a'", "'xyz'", "''", "'it'"});
  if (type == "boolean") return random_.one_of({"true", "false"});
  if (type == "smallint") return random_.one_of({"0", "-7", "32767"});
  if (is_integer(type)) return random_.one_of({"0", "-7", "1000000", "12"});
  if (type == "numeric(15)") return random_.one_of({"0", "123456789012345"});
  if (is_one_of(type, {"numeric"})) return random_.one_of({"0", "12.5", "-0.25"});
  if (is_one_of(type, {"real", "double"})) return random_.one_of({"1.5", "0", "-2e3"});
  if (type == "date") return random_.one_of({"'2026-11-22'", "'1999-02-28'"});
  if (type == "time") return random_.one_of({"'09:30:00'", "'23:59:59'"});
  if (type == "timestamp") return "'2026-11-22 11:00:00'";
  if (type == "timestamptz") return random_.one_of({"'2026-11-22T11:00:00Z'", "'2020-01-01T00:00:00+02:00'"});
  if (type == "interval") return "'1 day'";
  if (type == "uuid") return "'0190b3a4-7a3c-7cc1-b2a1-0123456789ab'";
  if (type == "json") return random_.one_of({"'{\"a\": 1}'", "'[]'"});
  if (type == "bytes") return "x'00ff'";
  if (auto const* one = enum_of(schema, type)) return random_.any(one->values);
  return "null";
}

std::string RandomStatements::default_for(KnownSchema const& schema, std::string const& type) {
  if (type == "timestamptz" && random_.one_in(2)) return "now()";
  if (type == "date" && random_.one_in(2)) return "current_date";
  if (type == "uuid" && random_.one_in(2)) return "gen_uuid()";
  if (is_integer(type) && type != "smallint" && random_.one_in(6)) return "2 * 3 + 1";
  if (type == "text" && random_.one_in(6)) return "lower('ABC')";
  return literal(schema, type);
}

std::string RandomStatements::simple_condition(KnownSchema const& schema, KnownColumn const& column, bool stored) {
  std::string const& c = column.name;
  std::string const& type = column.type;
  if (random_.one_in(4) || is_one_of(type, {"json", "bytes"}) || type.ends_with("array"))
    return c + random_.one_of({" is not null", " is null"});
  if (type == "boolean") return random_.one_in(2) ? c : "not " + c;
  if (is_integer(type)) {
    switch (random_.below(6)) {
      case 0:
        return c + " between 0 and 99";
      case 1:
        return c + " not in (3, 5, 7)";
      case 2:
        return c + " % 2 = 0";
      case 3:
        return "abs(" + c + " - 4) <= 100";
      case 4:
        return "case when " + c + " > 5 then true else " + c + " is not null end";
      default:
        return "coalesce(" + c + ", 0) >= 0";
    }
  }
  if (is_text(type)) {
    switch (random_.below(6)) {
      case 0:
        return "length(" + c + ") > 0";
      case 1:
        return c + " <> ''";
      case 2:
        return c + " like 'a%'";
      case 3:
        return "lower(trim(" + c + ")) in ('a', 'b')";
      case 4:
        return "substring(" + c + ", 1, 1) <> 'x'";
      default:
        return "replace(" + c + ", 'a', 'b') = " + c;
    }
  }
  if (type == "timestamptz" && !stored && random_.one_in(2)) return c + " < now()";
  if (type == "date" && !stored && random_.one_in(2)) return c + " <= current_date";
  if (is_one_of(type, {"numeric", "real", "double"})) return "round(" + c + ") >= -5";
  return c + random_.one_of({" = ", " <> "}) + literal(schema, type);
}

std::string RandomStatements::condition(KnownSchema const& schema, KnownTable const& table, bool stored) {
  std::string out = simple_condition(schema, random_.any(table.columns), stored);
  while (random_.one_in(3)) {
    std::string const other = simple_condition(schema, random_.any(table.columns), stored);
    out = "(" + out + random_.one_of({") and (", ") or ("}) + other + ")";
  }
  if (random_.one_in(8)) out = "not (" + out + ")";
  return out;
}

std::string RandomStatements::value_for(KnownSchema const& schema, KnownColumn const& column) {
  if (!column.not_null && random_.one_in(4)) return "null";
  if (!column.default_value.empty() && random_.one_in(4)) return "default";
  return literal(schema, column.type);
}

std::optional<std::string> RandomStatements::row(KnownSchema const& schema, KnownTable const& table) {
  auto const* key = table.primary_key();
  if (key == nullptr) return std::nullopt;
  std::vector<std::string> columns, values;
  for (auto const& c : table.columns) {
    if (!c.generated.empty()) continue;
    bool const in_key = std::find(key->columns.begin(), key->columns.end(), c.name) != key->columns.end();
    bool const needed = in_key || (c.not_null && c.default_value.empty() && !c.identity);
    if (!needed && random_.one_in(2)) continue;
    columns.push_back(c.name);
    values.push_back(in_key ? literal(schema, c.type) : value_for(schema, c));
  }
  return "(" + joined(columns) + ") values (" + joined(values) + ")";
}

KnownTable* RandomStatements::own_table(KnownSchema& schema) {
  std::vector<KnownTable*> own;
  for (auto& table : schema.tables)
    if (schema.may_change(table.name)) own.push_back(&table);
  return own.empty() ? nullptr : random_.any(own);
}

std::string joined(std::vector<std::string> const& parts) {
  std::string out;
  for (auto const& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

std::string made_name(std::string const& prefix, std::string const& table, std::vector<std::string> const& columns,
                      std::string const& suffix) {
  std::string out = prefix + "_" + table;
  for (auto const& column : columns) out += "_" + column;
  out += suffix;
  bool const quoted = out.find('"') != std::string::npos;
  std::erase(out, '"');
  return quoted ? '"' + out + '"' : out;
}

}  // namespace retort::test
