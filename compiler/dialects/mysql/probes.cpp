// SPDX-License-Identifier: Apache-2.0
// Catalogue queries, the same for MySQL and MariaDB.
#include "compiler/dialects/mysql/probes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mysql {

namespace {

std::string count(std::string_view view, std::string const& condition, std::string_view compared = "") {
  return fmt::format("select count(*){} from information_schema.{} where {}", compared, view, condition);
}
constexpr std::string_view none = " = 0";

}  // namespace

// The catalogue compares names without regard to case, as the database does, but takes an é for an e, which that does
// not: of other letters the length in bytes is another one.
std::string Probes::named(std::string_view column, std::string const& name) const {
  bool const plain =
      std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
  if (plain) return fmt::format("{0} = {1} and length({0}) = {2}", column, s_.string(name), name.size());
  return fmt::format("{} = lower({})", s_.exactly(fmt::format("lower({})", column)), s_.string(name));
}

// One of the names is there, the other is not any more. Where only the case changes, the characters decide; MariaDB
// would look for the file of a table that has the first of them.
std::string Probes::renamed(std::string_view view, std::string_view column, std::string const& within,
                            std::string const& from, std::string const& to) const {
  bool const by_case = model::fold(from) == model::fold(to);
  auto const is = [&](std::string const& name) {
    return by_case ? fmt::format("{} = {}", s_.exactly(std::string(column)), s_.string(name)) : named(column, name);
  };
  return fmt::format(
      "select coalesce(max({1}) = 1 and max({0}) = 0, 0) from information_schema.{2} where {3} and ({0} or {1})",
      is(from), is(to), view, within);
}

std::string Probes::schema_of(model::ObjectName const& name) const {
  return name.schema.empty() ? "database()" : s_.string(name.schema);
}
std::string Probes::of(model::ObjectName const& name, std::string_view beginning) const {
  return fmt::format("{}_SCHEMA = {} and TABLE_NAME = {}", beginning, schema_of(name), s_.string(name.name));
}

std::string Probes::schema(std::string const& name, bool there) const {
  return count("SCHEMATA", "SCHEMA_NAME = " + s_.string(name), there ? "" : none);
}
std::string Probes::relation(model::ObjectName const& name, std::string_view type) const {
  return count("TABLES", fmt::format("{} and TABLE_TYPE = '{}'", of(name), type));
}
std::string Probes::no_relation(model::ObjectName const& name) const { return count("TABLES", of(name), none); }
std::string Probes::relation_renamed(model::ObjectName const& from, model::ObjectName const& to) const {
  return renamed("TABLES", "TABLE_NAME", "TABLE_SCHEMA = " + schema_of(from), from.name, to.name);
}

std::string Probes::column(model::ObjectName const& table, std::string const& column,
                           std::string const& condition) const {
  return count("COLUMNS", fmt::format("{} and {}{}{}", of(table), named("COLUMN_NAME", column),
                                      condition.empty() ? "" : " and ", condition));
}
std::string Probes::no_column(model::ObjectName const& table, std::string const& column) const {
  return fmt::format("select count(*) > 0 and coalesce(max({}), 0) = 0 from information_schema.COLUMNS where {}",
                     named("COLUMN_NAME", column), of(table));
}
std::string Probes::column_renamed(model::ObjectName const& table, std::string const& from,
                                   std::string const& to) const {
  return renamed("COLUMNS", "COLUMN_NAME", of(table), from, to);
}
// As it is written: the catalogue compares without regard to case.
std::string Probes::column_comment(model::ObjectName const& table, std::string const& column,
                                   std::string const& comment) const {
  return this->column(table, column, s_.exactly("COLUMN_COMMENT") + " = " + s_.string(comment));
}
std::string Probes::table_comment(model::ObjectName const& table, std::string const& comment) const {
  return count("TABLES", fmt::format("{} and {} = {}", of(table), s_.exactly("TABLE_COMMENT"), s_.string(comment)));
}

std::string Probes::constraint(model::ObjectName const& table, std::string const& name, std::string_view type,
                               bool there) const {
  return count("TABLE_CONSTRAINTS",
               fmt::format("{} and {} and CONSTRAINT_TYPE = '{}'", of(table), named("CONSTRAINT_NAME", name), type),
               there ? "" : none);
}
std::string Probes::primary_key(model::ObjectName const& table, bool there) const {
  return count("TABLE_CONSTRAINTS", of(table) + " and CONSTRAINT_TYPE = 'PRIMARY KEY'", there ? "" : none);
}
std::string Probes::constraint_renamed(model::ObjectName const& table, std::string const& from,
                                       std::string const& to) const {
  return renamed("TABLE_CONSTRAINTS", "CONSTRAINT_NAME", of(table), from, to);
}
std::string Probes::index(model::ObjectName const& table, std::string const& name, bool there) const {
  return count("STATISTICS", fmt::format("{} and {}", of(table), named("INDEX_NAME", name)), there ? " > 0" : none);
}
std::string Probes::index_renamed(model::ObjectName const& table, std::string const& from,
                                  std::string const& to) const {
  return renamed("STATISTICS", "INDEX_NAME", of(table), from, to);
}

}  // namespace retort::dialects::mysql
