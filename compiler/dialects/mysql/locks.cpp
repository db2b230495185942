// SPDX-License-Identifier: Apache-2.0
// The words for locks.
#include "compiler/dialects/mysql/locks.hpp"

namespace retort::dialects::mysql::locks {

using model::to_string;

Cost instant(model::ObjectName const& table) {
  return {"exclusive metadata lock on " + to_string(table) + " for a moment", Way::instant};
}
Cost quick(model::ObjectName const& table) { return {instant(table).text, Way::in_place}; }
Cost in_place(model::ObjectName const& table) {
  return {instant(table).text + "; reads " + to_string(table), Way::in_place};
}
Cost copy(model::ObjectName const& table) {
  return {"no writes to " + to_string(table) + "; copies " + to_string(table), Way::copy};
}
Cost copy(model::ObjectName const& table, model::ObjectName const& referenced) {
  return table == referenced ? copy(table) : Cost{copy(table).text + "; reads " + to_string(referenced), Way::copy};
}
std::string rows(model::ObjectName const& table, bool scans) {
  return "rows of " + to_string(table) + (scans ? "; scans " + to_string(table) : "");
}

}  // namespace retort::dialects::mysql::locks
