// SPDX-License-Identifier: Apache-2.0
// Catalogue queries: one row, one column, 1 when the effect of a statement is there and 0 when it is not. Names are
// compared by their characters, whatever the collation of the database is.
// https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/object-catalog-views-transact-sql
#pragma once

#include <string>
#include <string_view>

#include "compiler/dialects/mssql/spelling.hpp"

namespace retort::dialects::mssql {

class Probes {
 public:
  explicit Probes(MsSqlSpelling const& spelling) : s_(spelling) {}

  [[nodiscard]] std::string schema(std::string const& name, bool there) const;
  // `type` as object_id() has it: 'U' a table, 'V' a view, 'SO' a sequence, 'C' a check, 'D' a default, 'F' a foreign
  // key, 'UQ', 'PK'.
  [[nodiscard]] std::string object(model::ObjectName const& name, std::string_view type, bool there) const;
  // One of the names is there, the other is not any more.
  [[nodiscard]] std::string object_renamed(model::ObjectName const& from, std::string const& to) const;

  // `condition` over sys.columns; may be empty.
  [[nodiscard]] std::string column(model::ObjectName const& table, std::string const& column,
                                   std::string const& condition = {}) const;
  [[nodiscard]] std::string no_column(model::ObjectName const& table, std::string const& column) const;
  [[nodiscard]] std::string column_renamed(model::ObjectName const& table, std::string const& from,
                                           std::string const& to) const;
  // The comment of the table, or of a column where it is not empty; an empty comment is none.
  [[nodiscard]] std::string comment(model::ObjectName const& table, std::string const& column,
                                    std::string const& comment) const;

  // Of the table, trusted: its rows were looked at.
  [[nodiscard]] std::string foreign_key(model::ObjectName const& table, std::string const& name) const;
  [[nodiscard]] std::string check(model::ObjectName const& table, std::string const& name) const;
  [[nodiscard]] std::string key(model::ObjectName const& table, std::string const& name) const;
  [[nodiscard]] std::string index(model::ObjectName const& table, std::string const& name, bool there) const;
  [[nodiscard]] std::string index_renamed(model::ObjectName const& table, std::string const& from,
                                          std::string const& to) const;

 private:
  [[nodiscard]] std::string id(model::ObjectName const& name) const;  // object_id(N't')
  [[nodiscard]] std::string is(std::string const& name) const;        // name = N'a' collate …
  [[nodiscard]] std::string renamed(std::string_view view, std::string const& within, std::string const& from,
                                    std::string const& to) const;

  MsSqlSpelling const& s_;
};

}  // namespace retort::dialects::mssql
