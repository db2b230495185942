// SPDX-License-Identifier: Apache-2.0
// The words for locks. https://learn.microsoft.com/en-us/sql/t-sql/statements/alter-table-transact-sql
#include "compiler/dialects/mssql/locks.hpp"

namespace retort::dialects::mssql::locks {

using model::to_string;

std::string schema(model::ObjectName const& table) { return "Sch-M on " + to_string(table); }
std::string schema(model::ObjectName const& table, model::ObjectName const& other) {
  return table == other ? schema(table) : schema(table) + ", " + to_string(other);
}
std::string scan(model::ObjectName const& table) { return schema(table) + "; reads " + to_string(table); }
std::string scan(model::ObjectName const& table, model::ObjectName const& referenced) {
  return schema(table, referenced) + "; reads " + to_string(table);
}
std::string rewrite(model::ObjectName const& table) { return schema(table) + "; writes all rows"; }
std::string filled(model::ObjectName const& table) {
  return schema(table) + "; writes all rows on editions other than Enterprise";
}
std::string build(model::ObjectName const& table) {
  return "S on " + to_string(table) + ": no writes; reads " + to_string(table);
}
std::string build_online(model::ObjectName const& table) {
  return "S on " + to_string(table) + " for a moment on Enterprise and Azure, without writes elsewhere; reads " +
         to_string(table);
}
// https://learn.microsoft.com/en-us/troubleshoot/sql/database-engine/performance/resolve-blocking-problems-caused-lock-escalation
std::string rows(model::ObjectName const& table, bool scans) {
  return "rows of " + to_string(table) +
         (scans ? "; scans " + to_string(table) + "; the whole table from about 5000 rows on" : "");
}

}  // namespace retort::dialects::mssql::locks
