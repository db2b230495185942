// SPDX-License-Identifier: Apache-2.0
// Catalogue queries: one row, one column, 1 when the effect of a statement is there and 0 when it is not.
// https://dev.mysql.com/doc/refman/8.4/en/information-schema.html
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/dialects/mysql/spelling.hpp"

namespace retort::dialects::mysql {

class Probes {
 public:
  explicit Probes(MySqlSpelling const& spelling) : s_(spelling) {}

  [[nodiscard]] std::string schema(std::string const& name, bool there) const;
  // `type`: 'BASE TABLE', 'VIEW', 'SEQUENCE'.
  [[nodiscard]] std::string relation(model::ObjectName const& name, std::string_view type) const;
  [[nodiscard]] std::string no_relation(model::ObjectName const& name) const;
  [[nodiscard]] std::string relation_renamed(model::ObjectName const& from, model::ObjectName const& to) const;

  // `condition` over information_schema.COLUMNS; may be empty.
  [[nodiscard]] std::string column(model::ObjectName const& table, std::string const& column,
                                   std::string const& condition = {}) const;
  [[nodiscard]] std::string no_column(model::ObjectName const& table, std::string const& column) const;
  [[nodiscard]] std::string column_renamed(model::ObjectName const& table, std::string const& from,
                                           std::string const& to) const;
  [[nodiscard]] std::string column_comment(model::ObjectName const& table, std::string const& column,
                                           std::string const& comment) const;
  [[nodiscard]] std::string table_comment(model::ObjectName const& table, std::string const& comment) const;

  // `type`: 'CHECK', 'FOREIGN KEY', 'UNIQUE', 'PRIMARY KEY'.
  [[nodiscard]] std::string constraint(model::ObjectName const& table, std::string const& name, std::string_view type,
                                       bool there) const;
  [[nodiscard]] std::string primary_key(model::ObjectName const& table, bool there) const;
  [[nodiscard]] std::string constraint_renamed(model::ObjectName const& table, std::string const& from,
                                               std::string const& to) const;
  [[nodiscard]] std::string index(model::ObjectName const& table, std::string const& name, bool there) const;
  [[nodiscard]] std::string index_renamed(model::ObjectName const& table, std::string const& from,
                                          std::string const& to) const;

 private:
  // "TABLE_SCHEMA = database() and TABLE_NAME = 't'", the columns with another beginning than TABLE.
  [[nodiscard]] std::string of(model::ObjectName const& name, std::string_view beginning = "TABLE") const;
  [[nodiscard]] std::string schema_of(model::ObjectName const& name) const;
  [[nodiscard]] std::string named(std::string_view column, std::string const& name) const;
  [[nodiscard]] std::string renamed(std::string_view view, std::string_view column, std::string const& within,
                                    std::string const& from, std::string const& to) const;

  MySqlSpelling const& s_;
};

}  // namespace retort::dialects::mysql
