// SPDX-License-Identifier: Apache-2.0
// PostgreSQL 12 and later. `gen_uuid()` is gen_random_uuid(), which PostgreSQL 13 has built in; a history that
// says it is for 12 has to write it otherwise; one that names no version needs `create extension pgcrypto` there first.
#pragma once

#include <vector>

#include "compiler/dialects/dialect.hpp"

namespace retort::dialects::postgresql {

// What this folder offers; static storage.
[[nodiscard]] std::vector<Dialect const*> dialects();

}  // namespace retort::dialects::postgresql
