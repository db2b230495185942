// SPDX-License-Identifier: Apache-2.0
// SQLite. A locked file beside the database keeps other migrators out for a whole run; each transaction begins with
// BEGIN IMMEDIATE, which takes the database's one write lock. Both die with the process.
#pragma once

#include "runtime/drivers/driver.hpp"

namespace retort::drivers::sqlite {

[[nodiscard]] std::unique_ptr<driver> attach(soci::session& session);
[[nodiscard]] std::unique_ptr<soci::session> connect(database_url const& url, bool create);
[[nodiscard]] bool exists(database_url const& url);
[[nodiscard]] bool may_pass(database_url const& url, database_error const& refused);
// No statistics of memory, which are kept under a lock: a tenth of the time that a change of the schema takes.
// https://www.sqlite.org/c3ref/c_config_covering_index_scan.html#sqliteconfigmemstatus
void own_process() noexcept;

}  // namespace retort::drivers::sqlite
