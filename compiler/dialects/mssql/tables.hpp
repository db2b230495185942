// SPDX-License-Identifier: Apache-2.0
// What statements about whole tables share.
#pragma once

#include <string>
#include <vector>

#include "compiler/ast/node.hpp"

namespace retort::dialects::mssql {

// What the file says behind the columns for this database, with a blank before it; may be empty.
[[nodiscard]] std::string table_options(std::vector<ast::DialectText> const& options);
// An insert that gives the values of a column which counts by itself. `table`: quoted where needed.
[[nodiscard]] std::string with_identity_insert(std::string const& table, std::string const& insert);

}  // namespace retort::dialects::mssql
