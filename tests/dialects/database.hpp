// SPDX-License-Identifier: Apache-2.0
// A fresh database on a real server, gone at the end of the test. Statements in, rows out, by the database's own client
// library; a refused statement is an exception. Knows nothing of Retort but the names of the model.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "compiler/model/schema.hpp"
#include "retort/dialect.hpp"

namespace retort::dialects {
class Dialect;
}

namespace retort::dialects::test {

class Refused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

using Row = std::vector<std::string>;  // null is "∅"

class Database {
 public:
  virtual ~Database() = default;
  Database(Database const&) = delete;
  Database& operator=(Database const&) = delete;

  // One statement, or several where the server takes them. Parameters are text without a type, as the runtime binds
  // them. Throws Refused.
  virtual std::vector<Row> run(std::string const& sql, std::vector<std::string> const& parameters = {}) = 0;
  // The whole catalogue of what users make, as lines of text; the order of columns is not part of it.
  virtual std::string catalogue() = 0;
  // A column as the catalogue has it: "integer not null". Empty: there is none.
  virtual std::string column(model::ObjectName const& table, std::string const& column) = 0;
  // What column() should say of a column of the model.
  [[nodiscard]] virtual std::string expected(model::Schema const& schema, model::Column const& column) const = 0;

  // The only value of the only row.
  std::string value(std::string const& sql, std::vector<std::string> const& parameters = {});

 protected:
  Database() = default;
};

// A database that histories are run on. `open` throws Refused when its server is not named or cannot be reached.
struct Target {
  dialect which;
  std::unique_ptr<Database> (*open)();
  Dialect const* writer = nullptr;  // what writes for it; null: the one of that name
};
[[nodiscard]] Target const& postgresql();  // the server of RETORT_TEST_POSTGRESQL
[[nodiscard]] Target const& mariadb();     // the server of RETORT_TEST_MARIADB
[[nodiscard]] Target const& mysql();       // the server of RETORT_TEST_MYSQL
[[nodiscard]] Target const& mssql();       // the server of RETORT_TEST_MSSQL

}  // namespace retort::dialects::test
