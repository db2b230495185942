// SPDX-License-Identifier: Apache-2.0
// The words for locks.
#include "compiler/dialects/postgresql/locks.hpp"

#include <algorithm>

namespace retort::dialects::postgresql::locks {

using model::to_string;

std::string access_exclusive(model::ObjectName const& table) { return "access exclusive on " + to_string(table); }
std::string access_exclusive_scan(model::ObjectName const& table) {
  return access_exclusive(table) + "; scans " + to_string(table);
}
std::string access_exclusive_rewrite(model::ObjectName const& table) {
  return access_exclusive(table) + "; rewrites " + to_string(table);
}
std::string access_exclusive(model::ObjectName const& table, std::vector<model::ObjectName> const& more) {
  auto out = access_exclusive(table);
  for (auto const& name : more) out += ", " + to_string(name);
  return out;
}
std::string share_row_exclusive_moment(model::ObjectName const& table, model::ObjectName const& referenced) {
  return "share row exclusive on " +
         (table == referenced ? to_string(table) : to_string(table) + ", " + to_string(referenced));
}
std::string share_row_exclusive(model::ObjectName const& table, model::ObjectName const& referenced) {
  return share_row_exclusive_moment(table, referenced) + "; scans " + to_string(table);
}
std::string share_scan(model::ObjectName const& table) {
  return "share on " + to_string(table) + "; scans " + to_string(table);
}
std::string share_update_exclusive(model::ObjectName const& table, std::string_view more) {
  return "share update exclusive on " + to_string(table) + std::string(more);
}
std::string row_exclusive(model::ObjectName const& table, bool scans) {
  return "row exclusive on " + to_string(table) + (scans ? "; scans " + to_string(table) : "");
}

std::vector<model::ObjectName> referenced(model::Table const& table) {
  std::vector<model::ObjectName> out;
  for (auto const& constraint : table.constraints)
    if (auto const* key = std::get_if<ast::ForeignKey>(&constraint.body))
      if (auto name = model::object_name(key->references.table); name != table.name) out.push_back(std::move(name));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace retort::dialects::postgresql::locks
