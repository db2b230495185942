// SPDX-License-Identifier: Apache-2.0
// MySQL and MariaDB. What changes the schema commits by itself. The lock is a named lock of the session, which dies
// with it. https://dev.mysql.com/doc/refman/8.4/en/locking-functions.html
#pragma once

#include "runtime/drivers/driver.hpp"

namespace retort::drivers::mysql {

// For a bundle of MySQL, or of MariaDB: their statements differ, and the lock is refused on a server of the other kind.
[[nodiscard]] std::unique_ptr<driver> attach_mysql(soci::session& session);
[[nodiscard]] std::unique_ptr<driver> attach_mariadb(soci::session& session);
[[nodiscard]] std::unique_ptr<soci::session> connect(database_url const& url, bool create);
[[nodiscard]] bool exists(database_url const& url);
// Another session to the same server, with the same login. Throws database_error of kind connection.
[[nodiscard]] std::unique_ptr<soci::session> connect_like(soci::session& session);
[[nodiscard]] bool may_pass(database_url const& url, database_error const& refused);

}  // namespace retort::drivers::mysql
