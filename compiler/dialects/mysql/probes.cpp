// SPDX-License-Identifier: Apache-2.0
// Catalogue queries, the same for MySQL and MariaDB.
#include "compiler/dialects/mysql/probes.hpp"

#include <fmt/format.h>

#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mysql {

namespace {

std::string count(std::string_view view, std::string const& condition, std::string_view compared = "") {
  return fmt::format("select count(*){} from information_schema.{} where {}", compared, view, condition);
}
constexpr std::string_view none = " = 0";

}  // namespace

// One of the names is there, the other is not any more. The catalogue compares without regard to case: where only that
// changes, the characters decide, and MariaDB would look for a file of the first of them.
std::string Probes::renamed(std::string_view view, std::string_view column, std::string const& within,
                            std::string const& from, std::string const& to) const {
  bool const by_case = model::fold(from) == model::fold(to);
  return fmt::format(
      "select coalesce(max({0} = {2}) = 1 and max({0} = {1}) = 0, 0) from information_schema.{3} where {4} and {0} in "
      "({1}, {2})",
      by_case ? s_.exactly(std::string(column)) : std::string(column), s_.string(from), s_.string(to), view, within);
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
  return count("COLUMNS", fmt::format("{} and COLUMN_NAME = {}{}{}", of(table), s_.string(column),
                                      condition.empty() ? "" : " and ", condition));
}
std::string Probes::no_column(model::ObjectName const& table, std::string const& column) const {
  return fmt::format(
      "select count(*) > 0 and coalesce(max(COLUMN_NAME = {}), 0) = 0 from information_schema.COLUMNS where {}",
      s_.string(column), of(table));
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
               fmt::format("{} and CONSTRAINT_NAME = {} and CONSTRAINT_TYPE = '{}'", of(table), s_.string(name), type),
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
  return count("STATISTICS", fmt::format("{} and INDEX_NAME = {}", of(table), s_.string(name)), there ? " > 0" : none);
}
std::string Probes::index_renamed(model::ObjectName const& table, std::string const& from,
                                  std::string const& to) const {
  return renamed("STATISTICS", "INDEX_NAME", of(table), from, to);
}

}  // namespace retort::dialects::mysql
