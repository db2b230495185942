// SPDX-License-Identifier: Apache-2.0
// The words for locks.
#include "compiler/dialects/mysql/locks.hpp"

namespace retort::dialects::mysql::locks {

using model::to_string;

std::string instant(model::ObjectName const& table) {
  return "exclusive metadata lock on " + to_string(table) + " for a moment";
}
std::string in_place(model::ObjectName const& table) { return instant(table) + "; reads " + to_string(table); }
std::string copy(model::ObjectName const& table) {
  return "no writes to " + to_string(table) + "; copies " + to_string(table);
}
std::string copy(model::ObjectName const& table, model::ObjectName const& referenced) {
  return table == referenced ? copy(table) : copy(table) + "; reads " + to_string(referenced);
}
std::string rows(model::ObjectName const& table, bool scans) {
  return "rows of " + to_string(table) + (scans ? "; scans " + to_string(table) : "");
}

}  // namespace retort::dialects::mysql::locks
