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

}  // namespace retort::drivers::sqlite
