// SPDX-License-Identifier: Apache-2.0
// Enum types. What the server has not is dropping a value: a new type takes the place of the old one.
// https://www.postgresql.org/docs/15/sql-altertype.html
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "compiler/dialects/postgresql/enum_swap.hpp"
#include "compiler/dialects/postgresql/lowering.hpp"
#include "compiler/dialects/postgresql/online.hpp"
#include "compiler/dialects/postgresql/probes.hpp"

namespace retort::dialects::postgresql {
namespace {

// The types of pg_catalog, which is searched before every other schema: the name would mean the server's own type.
// https://www.postgresql.org/docs/15/ddl-schemas.html#DDL-SCHEMAS-CATALOG
constexpr std::string_view types_of_the_server[] = {
    "aclitem",       "bit",     "bool",      "box",       "bpchar",    "bytea",     "char",
    "cid",           "cidr",    "circle",    "date",      "daterange", "float4",    "float8",
    "inet",          "int2",    "int4",      "int4range", "int8",      "int8range", "interval",
    "json",          "jsonb",   "jsonpath",  "line",      "lseg",      "macaddr",   "macaddr8",
    "money",         "name",    "numeric",   "numrange",  "oid",       "path",      "point",
    "polygon",       "record",  "refcursor", "text",      "tid",       "time",      "timestamp",
    "timestamptz",   "timetz",  "trigger",   "tsquery",   "tsrange",   "tstzrange", "tsvector",
    "txid_snapshot", "unknown", "uuid",      "varbit",    "varchar",   "void",      "xid",
    "xid8",          "xml"};

void refuse_server_name(Context& context, model::ObjectName const& name, Span where) {
  auto const* const end = std::end(types_of_the_server);
  if (!name.schema.empty() || std::find(std::begin(types_of_the_server), end, name.name) == end) return;
  context.sink.report(Code::RT0801, where,
                      fmt::format("PostgreSQL has a type '{}' of its own, which the name would mean", name.name)) |
      Note{"choose another name, or put the type into a schema", std::nullopt};
}

}  // namespace

void PostgreSql::lower(ast::CreateType const& operation, Context& context) const {
  Work work(context);
  auto const name = model::object_name(operation.name);
  refuse_server_name(context, name, operation.name.where);
  std::vector<std::string> values;
  for (auto const& value : operation.values) values.push_back(spelling().string(value.value));
  work.add(fmt::format("create type {} as enum ({})", spelling().qualified(name), join(values)),
           "create type " + to_string(name), {}, probes::type(name));
}

void PostgreSql::lower(ast::AddEnumValue const& operation, Context& context) const {
  Work work(context);
  auto const name = model::object_name(operation.type);
  auto sql =
      fmt::format("alter type {} add value {}", spelling().qualified(name), spelling().string(operation.value.value));
  if (operation.neighbour)
    sql += (operation.position == ast::ValuePosition::before ? " before " : " after ") +
           spelling().string(operation.neighbour->value);
  // A new value cannot be used before the transaction that adds it has committed.
  work.add(sql, fmt::format("alter type {} add value '{}'", to_string(name), operation.value.value), {},
           probes::enum_value(name, operation.value.value))
      .transaction = Transaction::outside;
}

void PostgreSql::lower(ast::RenameEnumValue const& operation, Context& context) const {
  Work work(context);
  auto const name = model::object_name(operation.type);
  auto const &from = operation.from.value, &to = operation.to.value;
  refuse_online(work, operation.from.where, fmt::format("rename value '{}'", from), renamed_instead);
  work.add(fmt::format("alter type {} rename value {} to {}", spelling().qualified(name), spelling().string(from),
                       spelling().string(to)),
           fmt::format("alter type {} rename value '{}' to '{}'", to_string(name), from, to), {},
           probes::enum_value_renamed(name, from, to));
}

void PostgreSql::lower(ast::DropEnumValue const& operation, Context& context) const {
  Work work(context);
  refuse_online(work, operation.value.where, fmt::format("drop value '{}'", operation.value.value),
                "leave the value in the type, and keep it out of the rows with a check");
  swap_enum(work, operation);
}

void PostgreSql::lower(ast::RenameType const& operation, Context& context) const {
  Work work(context);
  auto const from = model::object_name(operation.from);
  model::ObjectName const to{from.schema, operation.to.text};
  refuse_server_name(context, to, operation.to.where);
  refuse_online(work, operation.from.where, fmt::format("rename type '{}'", to_string(from)), renamed_instead);
  work.add(fmt::format("alter type {} rename to {}", spelling().qualified(from), spelling().identifier(to.name)),
           fmt::format("rename type {} to {}", to_string(from), to_string(to)), {}, probes::type_renamed(from, to));
}

void PostgreSql::lower(ast::DropType const& operation, Context& context) const {
  Work work(context);
  auto const name = model::object_name(operation.name);
  work.add("drop type " + spelling().qualified(name), "drop type " + to_string(name), {}, probes::no_type(name));
}

}  // namespace retort::dialects::postgresql
