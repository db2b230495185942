// SPDX-License-Identifier: Apache-2.0
// The queries. SQLite compares names without regard to case, the catalogue keeps them as they were written.
#include "compiler/dialects/sqlite/probes.hpp"

#include <fmt/format.h>

namespace retort::dialects::sqlite::probes {

namespace {
std::string literal(std::string_view text) {
  std::string out = "'";
  for (char const c : text) out.append(c == '\'' ? 2 : 1, c);
  return out + "'";
}
std::string typed_column(std::string_view table, std::string_view column, std::string_view type) {
  // From 3.37 on the standard types come back in capitals.
  return fmt::format("from pragma_table_xinfo({}) where name = {} and lower(type) = {}", literal(table),
                     literal(column), literal(type));
}
}  // namespace

std::string there(std::string_view type, std::string_view name) {
  return fmt::format("select count(*) from sqlite_master where type = {} and name = {}", literal(type), literal(name));
}
std::string gone(std::string_view type, std::string_view name) {
  return fmt::format("select not exists (select 1 from sqlite_master where type = {} and name = {})", literal(type),
                     literal(name));
}
std::string made_by(std::string_view type, std::string_view name, std::string_view text) {
  auto const head = fmt::format("create {} ", type);
  std::string capitals;
  for (char const c : head) capitals += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return fmt::format("select count(*) from sqlite_master where type = {} and name = {} and sql = {}", literal(type),
                     literal(name), literal(capitals + std::string(text.substr(head.size()))));
}
std::string renamed(std::string_view from, std::string_view to) {
  return fmt::format(
      "select count(*) = 1 and max(name) = {1} from sqlite_master where type = 'table' and name in ({0}, {1})",
      literal(from), literal(to));
}

std::string column(std::string_view table, std::string_view column, std::string_view type, bool not_null) {
  return fmt::format("select count(*) {} and \"notnull\" = {}", typed_column(table, column, type), not_null ? 1 : 0);
}
std::string column_referring(std::string_view table, std::string_view column, std::string_view type,
                             std::string_view referenced) {
  return fmt::format(
      "select count(*) {} and exists (select 1 from pragma_foreign_key_list({}) where \"from\" = {} and \"table\" = "
      "{})",
      typed_column(table, column, type), literal(table), literal(column), literal(referenced));
}
std::string no_column(std::string_view table, std::string_view column) {
  return fmt::format("select count(*) > 0 and sum(name = {}) = 0 from pragma_table_xinfo({})", literal(column),
                     literal(table));
}
std::string column_renamed(std::string_view table, std::string_view from, std::string_view to) {
  return fmt::format("select count(*) > 0 and sum(name = {}) = 1 and sum(name = {}) = 0 from pragma_table_xinfo({})",
                     literal(to), literal(from), literal(table));
}

}  // namespace retort::dialects::sqlite::probes
