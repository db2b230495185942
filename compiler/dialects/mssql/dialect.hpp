// SPDX-License-Identifier: Apache-2.0
// SQL Server 2016 and later, and Azure SQL. Text is nvarchar and compares by its code points; moments are in UTC. What
// the statements ask of a session stands in docs/mssql.md.
#pragma once

#include <vector>

#include "compiler/dialects/dialect.hpp"

namespace retort::dialects::mssql {

// What this folder offers; static storage.
[[nodiscard]] std::vector<Dialect const*> dialects();

}  // namespace retort::dialects::mssql
