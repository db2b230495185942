// SPDX-License-Identifier: Apache-2.0
// Lists of databases in a file: `for postgresql, sqlite`, `sql mysql`, `options mysql`.
#pragma once

#include "compiler/model/context.hpp"

namespace retort::model::ops {

// Reports names that are no database.
void check_dialects(Context& context, std::vector<ast::Identifier> const& dialects);
// Whether the list names the database of this replay; an empty list means all.
[[nodiscard]] bool for_this_dialect(Context const& context, std::vector<ast::Identifier> const& dialects);

}  // namespace retort::model::ops
