// SPDX-License-Identifier: Apache-2.0
// The clients there are; client.cpp chooses among them.
#pragma once

#include "runtime/script/client.hpp"

namespace retort::script {

[[nodiscard]] client const& psql_client() noexcept;
[[nodiscard]] client const& sqlite3_client() noexcept;
[[nodiscard]] client const& mysql_client() noexcept;
[[nodiscard]] client const& mariadb_client() noexcept;
[[nodiscard]] client const& sqlcmd_client() noexcept;

}  // namespace retort::script
