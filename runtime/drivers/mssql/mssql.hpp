// SPDX-License-Identifier: Apache-2.0
// SQL Server 2016 and newer, Azure SQL, over ODBC: Microsoft's driver or FreeTDS. What changes the schema shares a
// transaction with rows. The lock is a lock of applications of the session, which dies with it.
// https://learn.microsoft.com/en-us/sql/relational-databases/system-stored-procedures/sp-getapplock-transact-sql
#pragma once

#include "runtime/drivers/driver.hpp"

namespace retort::drivers::mssql {

[[nodiscard]] std::unique_ptr<driver> attach(soci::session& session);
// Options of the URL: driver, encrypt, trust_server_certificate, connect_timeout, application_name; written with or
// without underscores, in any case.
[[nodiscard]] std::unique_ptr<soci::session> connect(database_url const& url, bool create);
[[nodiscard]] bool exists(database_url const& url);
[[nodiscard]] bool may_pass(database_url const& url, database_error const& refused);

// What connect() says to ODBC, over the driver of that name; holds the password. Throws database_error of kind
// connection where the URL has an option that there is not, or something the driver cannot be told.
[[nodiscard]] std::string connect_string(database_url const& url, std::string_view driver);
// Of the drivers that are installed, the best for SQL Server; empty: none is for it.
[[nodiscard]] std::string best_driver(std::vector<std::string> const& installed);

}  // namespace retort::drivers::mssql
