// SPDX-License-Identifier: Apache-2.0
// What a statement locks, for a reader of a bundle. A change of a table takes a lock of its schema (Sch-M), which waits
// for everybody and lets nobody in, readers without locks among them, until the transaction ends. From the
// documentation: nothing of it was measured.
// https://learn.microsoft.com/en-us/sql/relational-databases/sql-server-transaction-locking-and-row-versioning-guide
#pragma once

#include <string>

#include "compiler/model/schema.hpp"

namespace retort::dialects::mssql::locks {

struct Cost {
  std::string text;    // for the reader
  bool waits = false;  // others wait for as long as the table is large
};

// The catalogue alone is changed.
[[nodiscard]] Cost schema(model::ObjectName const& table);
[[nodiscard]] Cost schema(model::ObjectName const& table, model::ObjectName const& other);
// … and all rows are read, written anew, or written anew where the edition knows no other way.
[[nodiscard]] Cost scan(model::ObjectName const& table);
[[nodiscard]] Cost scan(model::ObjectName const& table, model::ObjectName const& referenced);
[[nodiscard]] Cost rewrite(model::ObjectName const& table);
[[nodiscard]] Cost filled(model::ObjectName const& table);
// An index is built: others read and do not write; or do both.
[[nodiscard]] Cost build(model::ObjectName const& table);
[[nodiscard]] Cost build_online(model::ObjectName const& table);
[[nodiscard]] Cost rows(model::ObjectName const& table, bool scans);

}  // namespace retort::dialects::mssql::locks
