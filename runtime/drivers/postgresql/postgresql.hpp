// SPDX-License-Identifier: Apache-2.0
// PostgreSQL. The lock is a session-level advisory lock, polled for outside any transaction, so that whoever waits
// holds no snapshot and `create index concurrently` of the one that runs cannot hang on it.
#pragma once

#include "runtime/drivers/driver.hpp"

namespace retort::drivers::postgresql {

[[nodiscard]] std::unique_ptr<driver> attach(soci::session& session);
[[nodiscard]] std::unique_ptr<soci::session> connect(database_url const& url, bool create);
[[nodiscard]] bool exists(database_url const& url);
// Another session to the same server, with the same login. Throws database_error of kind connection.
[[nodiscard]] std::unique_ptr<soci::session> connect_like(soci::session& session);
[[nodiscard]] bool may_pass(database_url const& url, database_error const& refused);

}  // namespace retort::drivers::postgresql
