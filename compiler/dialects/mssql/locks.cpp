// SPDX-License-Identifier: Apache-2.0
// The words for locks. https://learn.microsoft.com/en-us/sql/t-sql/statements/alter-table-transact-sql
#include "compiler/dialects/mssql/locks.hpp"

namespace retort::dialects::mssql::locks {

using model::to_string;

Cost schema(model::ObjectName const& table) { return {"Sch-M on " + to_string(table)}; }
Cost schema(model::ObjectName const& table, model::ObjectName const& other) {
  return table == other ? schema(table) : Cost{schema(table).text + ", " + to_string(other)};
}
Cost scan(model::ObjectName const& table) { return {schema(table).text + "; reads " + to_string(table), true}; }
Cost scan(model::ObjectName const& table, model::ObjectName const& referenced) {
  return {schema(table, referenced).text + "; reads " + to_string(table), true};
}
Cost rewrite(model::ObjectName const& table) { return {schema(table).text + "; writes all rows", true}; }
Cost filled(model::ObjectName const& table) {
  return {schema(table).text + "; writes all rows on editions other than Enterprise", true};
}
Cost build(model::ObjectName const& table) {
  return {"S on " + to_string(table) + ": no writes; reads " + to_string(table), true};
}
Cost build_online(model::ObjectName const& table) {
  return {"S on " + to_string(table) + " for a moment on Enterprise and Azure, without writes elsewhere; reads " +
          to_string(table)};
}
// https://learn.microsoft.com/en-us/troubleshoot/sql/database-engine/performance/resolve-blocking-problems-caused-lock-escalation
Cost rows(model::ObjectName const& table, bool scans) {
  return {"rows of " + to_string(table) +
          (scans ? "; scans " + to_string(table) + "; the whole table from about 5000 rows on" : "")};
}

}  // namespace retort::dialects::mssql::locks
