// SPDX-License-Identifier: Apache-2.0
// What a statement locks, for a reader of a bundle. A change of a table waits for every transaction that has used it,
// and everybody who comes later waits behind it. What each statement does was measured on MySQL 8.0 and 8.4 and MariaDB
// 10.11. https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html
#pragma once

#include <string>

#include "compiler/model/schema.hpp"

namespace retort::dialects::mysql::locks {

// How the server does it; what it is asked to do where others work on the table meanwhile.
enum class Way { none, instant, in_place, copy };
struct Cost {
  std::string text;  // for the reader
  Way way = Way::none;
};

// The catalogue alone is changed.
[[nodiscard]] Cost instant(model::ObjectName const& table);
// Likewise, and the server does not call it so.
[[nodiscard]] Cost quick(model::ObjectName const& table);
// Rows are read and an index built, or the table written anew, while others read and write.
[[nodiscard]] Cost in_place(model::ObjectName const& table);
// The table is copied while others read and nobody writes.
[[nodiscard]] Cost copy(model::ObjectName const& table);
[[nodiscard]] Cost copy(model::ObjectName const& table, model::ObjectName const& referenced);
[[nodiscard]] std::string rows(model::ObjectName const& table, bool scans);

}  // namespace retort::dialects::mysql::locks
