// SPDX-License-Identifier: Apache-2.0
// SQLite. The transaction is the lock: BEGIN IMMEDIATE takes the file's one write lock, which dies with the process.
#pragma once

#include "runtime/drivers/driver.hpp"

namespace retort::drivers::sqlite {

[[nodiscard]] std::unique_ptr<driver> attach(soci::session& session);
[[nodiscard]] std::unique_ptr<soci::session> connect(database_url const& url, bool create);
[[nodiscard]] bool exists(database_url const& url);

}  // namespace retort::drivers::sqlite
