// SPDX-License-Identifier: Apache-2.0
// Enum types live in the columns that have them: plan/ sets the type of each such column again, and never plans these.
#include "compiler/dialects/mysql/lowering.hpp"

namespace retort::dialects::mysql {

void MySql::lower(ast::CreateType const&, Context&) const {}
void MySql::lower(ast::AddEnumValue const&, Context&) const {}
void MySql::lower(ast::RenameEnumValue const&, Context&) const {}
void MySql::lower(ast::DropEnumValue const&, Context&) const {}
void MySql::lower(ast::RenameType const&, Context&) const {}
void MySql::lower(ast::DropType const&, Context&) const {}

}  // namespace retort::dialects::mysql
