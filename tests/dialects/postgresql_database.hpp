// SPDX-License-Identifier: Apache-2.0
// A fresh database on the server of RETORT_TEST_POSTGRESQL, gone at the end of the test. Statements in, rows out, by
// libpq alone; a refused statement is an exception. Knows nothing of Retort.
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

struct pg_conn;

namespace retort::dialects::test {

class Refused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

using Row = std::vector<std::string>;  // null is "∅"

class Database {
 public:
  // Throws Refused when the variable is not set or the server cannot be reached.
  Database();
  ~Database();
  Database(Database const&) = delete;
  Database& operator=(Database const&) = delete;

  // One statement, or several where the server takes them. Parameters are text without a type, as the runtime binds
  // them.
  std::vector<Row> run(std::string const& sql, std::vector<std::string> const& parameters = {});
  // The only value of the only row.
  std::string value(std::string const& sql, std::vector<std::string> const& parameters = {});
  // The whole catalogue of what users make, as lines of text; the order of columns is not part of it.
  std::string catalogue();

 private:
  struct Close {
    void operator()(pg_conn* connection) const noexcept;
  };
  using Connection = std::unique_ptr<pg_conn, Close>;
  static Connection connect(std::string const& url);

  std::string name_;
  Connection server_, connection_;
};

}  // namespace retort::dialects::test
