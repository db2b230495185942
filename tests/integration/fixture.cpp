// SPDX-License-Identifier: Apache-2.0
// Scratch databases.
#include "tests/integration/fixture.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>

#include "runtime/core/sha256.hpp"
#include "runtime/src/reading.hpp"

namespace retort::testing {
namespace {

std::string unique_name() {
  static std::atomic<unsigned> count{0};
  return "retort_test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
}

// The server's URL with another database.
std::string with_database(std::string url, std::string const& name) {
  auto const authority = url.find("://") + 3;
  auto const slash = url.find('/', authority);
  auto const question = url.find('?', authority);
  std::string const options = question == std::string::npos ? "" : url.substr(question);
  return url.substr(0, std::min(slash, question)) + "/" + name + options;
}

}  // namespace

std::string server_url(retort::dialect kind) {
  std::string const name = kind == retort::dialect::mariadb ? "RETORT_TEST_MARIADB"
                           : kind == retort::dialect::mysql ? "RETORT_TEST_MYSQL"
                           : kind == retort::dialect::mssql ? "RETORT_TEST_MSSQL"
                                                            : "RETORT_TEST_POSTGRESQL";
  char const* url = std::getenv(name.c_str());
  if (url == nullptr || *url == '\0')
    throw std::runtime_error(
        name + " is not set: the URL of a server where databases may be made (./bootstrap test starts one)");
  return url;
}

std::vector<retort::dialect> tested_databases() {
  std::vector<retort::dialect> out{retort::dialect::sqlite, retort::dialect::postgresql, retort::dialect::mariadb};
  if (std::getenv("RETORT_TEST_MYSQL") != nullptr) out.push_back(retort::dialect::mysql);
  if (std::getenv("RETORT_TEST_MSSQL") != nullptr) out.push_back(retort::dialect::mssql);
  return out;
}

scratch_database::scratch_database(retort::dialect kind) : kind_(kind), name_(unique_name()) {
  std::string const server_of_test = kind == retort::dialect::sqlite ? "" : server_url(kind);
  directory_ = (std::filesystem::temp_directory_path() / name_).string();
  std::filesystem::create_directories(directory_);
  if (kind == retort::dialect::sqlite) {
    url_ = "sqlite:///" + directory_ + "/test.db";
    return;
  }
  open_database(database::from_url(server_of_test), true).execute("create database " + name_);
  url_ = with_database(server_of_test, name_);
}

scratch_database::~scratch_database() {
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
  if (kind_ == retort::dialect::sqlite) return;
  try {
    open_database server(database::from_url(server_url(kind_)), true);
    if (kind_ == retort::dialect::mssql)
      server.execute("alter database " + name_ + " set single_user with rollback immediate");
    server.execute("drop database if exists " + name_ + (kind_ == retort::dialect::postgresql ? " with (force)" : ""));
  } catch (std::exception const&) {
    // The server is a throw-away one.
  }
}

std::vector<std::string> conformance::column(std::string const& sql) const {
  std::vector<std::string> out;
  if (is_mssql()) {  // whose texts SOCI cuts
    std::string own = sql;
    constexpr std::string_view type = " as text)";
    for (auto at = own.find(type); at != std::string::npos; at = own.find(type))
      own.replace(at, type.size(), " as nvarchar(max))");
    for (auto const& cells : open_database(database::from_url(database_.url()), true).query(own))
      out.push_back(cells.at(0).value_or(""));
    return out;
  }
  auto const session = database_.connect();
  std::string text = sql;  // MariaDB casts to char what the others cast to text
  for (auto at = text.find(" as text)"); is_mariadb() && at != std::string::npos; at = text.find(" as text)"))
    text.replace(at, 9, " as char)");
  soci::rowset<std::string> const rows = (session->prepare << text);
  for (auto const& cell : rows) out.push_back(cell);
  return out;
}

std::string conformance::value(std::string const& sql) const {
  auto const cells = column(sql);
  return cells.empty() ? "(no row)" : cells.front();
}

void conformance::run(std::string const& sql) const {
  auto const session = database_.connect();
  *session << sql;
}

bool conformance::has_table(std::string const& name) const {
  if (is_sqlite())
    return value("select cast(count(*) as text) from sqlite_master where type = 'table' and name = '" + name + "'") ==
           "1";
  if (is_mssql()) return value("select count(*) from sys.tables where name = '" + name + "'") == "1";
  return value(is_postgresql()
                   ? "select cast(count(*) as text) from pg_catalog.pg_tables where tablename = '" + name + "'"
                   : "select cast(count(*) as char) from information_schema.TABLES where TABLE_SCHEMA = "
                     "database() and TABLE_NAME = '" +
                         name + "'") == "1";
}

std::vector<std::string> conformance::recorded() const {
  if (!has_table("retort_version")) return {};
  return column("select version_num from retort_version order by version_num");
}

std::vector<std::string> conformance::log() const {
  if (!has_table("retort_history")) return {};
  return column(is_mariadb() || is_mssql()
                    ? "select concat(action, ' ', revision, ' ', outcome) from retort_history order by id"
                    : "select action || ' ' || revision || ' ' || outcome from retort_history order by id");
}

std::vector<test_revision> chain(unsigned length) {
  std::vector<test_revision> out;
  for (unsigned i = 1; i <= length; ++i) {
    auto const name = "r" + std::to_string(i);
    test_revision revision;
    revision.id = name;
    if (i > 1) revision.parents = {"r" + std::to_string(i - 1)};
    revision.upgrade = {sql("create table " + name + " (id integer primary key)"),
                        sql("insert into " + name + " values (" + std::to_string(i) + ")")};
    revision.downgrade = {sql("drop table " + name)};
    out.push_back(std::move(revision));
  }
  return out;
}

std::vector<test_revision> squashed(unsigned length) {
  auto const single = chain(length);
  std::vector<test_revision> out{single[2]};
  out[0].parents.clear();
  out[0].checksum = "squash of r3";
  out[0].upgrade.clear();
  out[0].downgrade.clear();
  for (std::size_t i = 0; i < 3; ++i) {
    out[0].replaces.push_back({single[i].id, "c1:" + core::sha256_hex(single[i].id)});
    out[0].upgrade.insert(out[0].upgrade.end(), single[i].upgrade.begin(), single[i].upgrade.end());
    out[0].downgrade.insert(out[0].downgrade.begin(), single[i].downgrade.begin(), single[i].downgrade.end());
  }
  out.insert(out.end(), single.begin() + 3, single.end());
  return out;
}

INSTANTIATE_TEST_SUITE_P(databases, conformance, ::testing::ValuesIn(tested_databases()),
                         [](auto const& tested) { return std::string(to_string(tested.param)); });

INSTANTIATE_TEST_SUITE_P(databases, conformance_of_server, ::testing::Values(retort::dialect::postgresql),
                         [](auto const& tested) { return std::string(to_string(tested.param)); });

}  // namespace retort::testing
