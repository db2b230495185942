// SPDX-License-Identifier: Apache-2.0
// One empty database for each test, of each kind there is a driver for; and the histories the tests run on it.
#pragma once

#include <gtest/gtest.h>
#include <soci/soci.h>

#include <memory>
#include <string>
#include <vector>

#include <retort/migrator.hpp>

#include "runtime/src/connect.hpp"
#include "tests/integration/test_bundle.hpp"

namespace retort::testing {

using session_handle = std::shared_ptr<soci::session>;

// A database of its own, gone with the object.
class scratch_database {
 public:
  explicit scratch_database(retort::dialect kind);
  ~scratch_database();
  scratch_database(scratch_database const&) = delete;
  scratch_database& operator=(scratch_database const&) = delete;

  [[nodiscard]] std::string const& url() const { return url_; }
  [[nodiscard]] std::string const& directory() const { return directory_; }  // for files of the test
  [[nodiscard]] session_handle connect() const { return database::from_url(url_).open(true); }

 private:
  retort::dialect kind_;
  std::string directory_, url_, name_;
};

// The URL of the server; a test failure where RETORT_TEST_POSTGRESQL, or RETORT_TEST_MARIADB, is not set.
[[nodiscard]] std::string server_url(retort::dialect kind);

// SQLite, PostgreSQL, MariaDB; MySQL where RETORT_TEST_MYSQL names a server, and SQL Server where RETORT_TEST_MSSQL
// does.
[[nodiscard]] std::vector<retort::dialect> tested_databases();

class conformance : public ::testing::TestWithParam<retort::dialect> {
 protected:
  void SetUp() override { session_ = database_.connect(); }

  [[nodiscard]] retort::dialect kind() const { return GetParam(); }
  [[nodiscard]] bool is_postgresql() const { return kind() == retort::dialect::postgresql; }
  [[nodiscard]] bool is_mssql() const { return kind() == retort::dialect::mssql; }
  [[nodiscard]] bool is_sqlite() const { return kind() == retort::dialect::sqlite; }
  // Or MySQL.
  [[nodiscard]] bool is_mariadb() const {
    return kind() == retort::dialect::mariadb || kind() == retort::dialect::mysql;
  }
  [[nodiscard]] bundle make(std::vector<test_revision> const& revisions) const {
    return make_bundle(kind(), revisions);
  }
  // What runs in transactions that take a change of the schema back.
  [[nodiscard]] bool takes_tables_back() const { return !is_mariadb(); }
  // The numbered placeholder of the driver.
  [[nodiscard]] std::string p(unsigned number) const {
    return (is_postgresql() ? "$" : is_mariadb() || is_mssql() ? "@p" : "?") + std::to_string(number);
  }

  // One value over a session of its own, so that only what was committed is seen.
  [[nodiscard]] std::string value(std::string const& sql) const;
  [[nodiscard]] std::vector<std::string> column(std::string const& sql) const;
  void run(std::string const& sql) const;
  [[nodiscard]] bool has_table(std::string const& name) const;
  [[nodiscard]] std::vector<std::string> recorded() const;  // sorted
  // One line a row of the history table: "upgrade r1 done".
  [[nodiscard]] std::vector<std::string> log() const;

  scratch_database database_{GetParam()};
  session_handle session_;
};

// Those of the same tests that make sense on PostgreSQL alone.
class conformance_of_server : public conformance {};

// r1 -> r2 -> r3 -> r4: each makes a table of its name and takes it back.
[[nodiscard]] std::vector<test_revision> chain(unsigned length);
// The same with r1, r2 and r3 as one, r3; what stands on it counts what r3 was.
[[nodiscard]] std::vector<test_revision> squashed(unsigned length);

}  // namespace retort::testing
