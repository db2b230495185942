// SPDX-License-Identifier: Apache-2.0
// Enum types live in the columns that have them: plan/ sets the type of each such column again, and never plans these.
#include "compiler/dialects/mssql/lowering.hpp"

namespace retort::dialects::mssql {

void MsSql::lower(ast::CreateType const&, Context&) const {}
void MsSql::lower(ast::AddEnumValue const&, Context&) const {}
void MsSql::lower(ast::RenameEnumValue const&, Context&) const {}
void MsSql::lower(ast::DropEnumValue const&, Context&) const {}
void MsSql::lower(ast::RenameType const&, Context&) const {}
void MsSql::lower(ast::DropType const&, Context&) const {}

}  // namespace retort::dialects::mssql
