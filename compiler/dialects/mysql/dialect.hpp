// SPDX-License-Identifier: Apache-2.0
// MySQL 8.0.19 and later, MariaDB 10.7 and later: two variants of one database. Tables are InnoDB, text is utf8mb4 and
// compares by its characters. A session that runs their statements has time_zone '+00:00' and a strict sql_mode.
#pragma once

#include <vector>

#include "compiler/dialects/dialect.hpp"

namespace retort::dialects::mysql {

// What this folder offers; static storage.
[[nodiscard]] std::vector<Dialect const*> dialects();

}  // namespace retort::dialects::mysql
