// SPDX-License-Identifier: Apache-2.0
// Catalogue queries. A query that something is gone asks that what it was in is there.
#include "compiler/dialects/mssql/probes.hpp"

#include <fmt/format.h>

namespace retort::dialects::mssql {

namespace {

std::string count(std::string_view view, std::string const& condition) {
  return fmt::format("select count(*) from sys.{} where {}", view, condition);
}
std::string none(std::string_view view, std::string const& condition, std::string const& container = {}) {
  return fmt::format("select case when {}not exists (select * from sys.{} where {}) then 1 else 0 end",
                     container.empty() ? "" : container + " is not null and ", view, condition);
}

}  // namespace

std::string Probes::id(model::ObjectName const& name) const {
  return fmt::format("object_id({})", s_.string(s_.qualified(name)));
}
std::string Probes::is(std::string const& name) const {
  return fmt::format("name = {} collate {}", s_.string(name), collation);
}
std::string Probes::renamed(std::string_view view, std::string const& within, std::string const& from,
                            std::string const& to) const {
  return fmt::format(
      "select case when exists (select * from sys.{0} where {1} and {3}) and not exists (select * from sys.{0} where "
      "{1} "
      "and {2}) then 1 else 0 end",
      view, within, is(from), is(to));
}

std::string Probes::schema(std::string const& name, bool there) const {
  return there ? count("schemas", is(name)) : none("schemas", is(name));
}

std::string Probes::object(model::ObjectName const& name, std::string_view type, bool there) const {
  return fmt::format("select case when object_id({}, N'{}') is {}null then 1 else 0 end", s_.string(s_.qualified(name)),
                     type, there ? "not " : "");
}
std::string Probes::object_renamed(model::ObjectName const& from, std::string const& to) const {
  auto const within = from.schema.empty() ? std::string("schema_id = schema_id()")
                                          : fmt::format("schema_id = schema_id({})", s_.string(from.schema));
  return renamed("objects", within, from.name, to);
}

std::string Probes::column(model::ObjectName const& table, std::string const& column,
                           std::string const& condition) const {
  return count("columns", fmt::format("object_id = {} and {}{}{}", id(table), is(column),
                                      condition.empty() ? "" : " and ", condition));
}
std::string Probes::no_column(model::ObjectName const& table, std::string const& column) const {
  return none("columns", fmt::format("object_id = {} and {}", id(table), is(column)), id(table));
}
std::string Probes::column_renamed(model::ObjectName const& table, std::string const& from,
                                   std::string const& to) const {
  return renamed("columns", "object_id = " + id(table), from, to);
}

std::string Probes::comment(model::ObjectName const& table, std::string const& column,
                            std::string const& comment) const {
  auto const minor = column.empty() ? std::string("0")
                                    : fmt::format("columnproperty({}, {}, 'ColumnId')", id(table), s_.string(column));
  auto const where =
      fmt::format("class = 1 and major_id = {} and minor_id = {} and name = N'MS_Description'", id(table), minor);
  if (comment.empty()) return none("extended_properties", where, id(table));
  return count("extended_properties", fmt::format("{} and cast(value as nvarchar(max)) = {} collate {}", where,
                                                  s_.string(comment), collation));
}

std::string Probes::foreign_key(model::ObjectName const& table, std::string const& name) const {
  return count("foreign_keys", fmt::format("parent_object_id = {} and {} and is_not_trusted = 0", id(table), is(name)));
}
std::string Probes::check(model::ObjectName const& table, std::string const& name) const {
  return count("check_constraints",
               fmt::format("parent_object_id = {} and {} and is_not_trusted = 0", id(table), is(name)));
}
std::string Probes::key(model::ObjectName const& table, std::string const& name) const {
  return count("key_constraints", fmt::format("parent_object_id = {} and {}", id(table), is(name)));
}
std::string Probes::index(model::ObjectName const& table, std::string const& name, bool there) const {
  auto const where = fmt::format("object_id = {} and {}", id(table), is(name));
  return there ? count("indexes", where + " and is_disabled = 0") : none("indexes", where, id(table));
}
std::string Probes::index_renamed(model::ObjectName const& table, std::string const& from,
                                  std::string const& to) const {
  return renamed("indexes", "object_id = " + id(table), from, to);
}

}  // namespace retort::dialects::mssql
