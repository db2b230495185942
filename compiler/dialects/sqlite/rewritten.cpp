// SPDX-License-Identifier: Apache-2.0
// What plan/ rewrites or leaves out for SQLite by its capabilities, so that it does not arrive here: whoever lowers it
// all the same is told what is missing.
#include <fmt/format.h>

#include "compiler/dialects/sqlite/lowering.hpp"

namespace retort::dialects::sqlite {

namespace {
void absent(Context& context, std::string_view what) {
  context.sink.report(Code::RT0801, context.action.origin, fmt::format("SQLite has no {}", what));
}
}  // namespace

void Sqlite::lower(ast::CreateSchema const&, Context& context) const { absent(context, "schemas"); }
void Sqlite::lower(ast::DropSchema const&, Context& context) const { absent(context, "schemas"); }
void Sqlite::lower(ast::CreateSequence const&, Context& context) const { absent(context, "sequences"); }
void Sqlite::lower(ast::DropSequence const&, Context& context) const { absent(context, "sequences"); }
void Sqlite::lower(ast::CommentOnTable const&, Context&) const {}
void Sqlite::lower(ast::CommentOnColumn const&, Context&) const {}

// An enum is a check of the columns that have it.
void Sqlite::lower(ast::CreateType const&, Context&) const {}
void Sqlite::lower(ast::RenameType const&, Context&) const {}
void Sqlite::lower(ast::DropType const&, Context&) const {}
void Sqlite::lower(ast::AddEnumValue const&, Context& context) const { absent(context, "enum types"); }
void Sqlite::lower(ast::RenameEnumValue const&, Context& context) const { absent(context, "enum types"); }
void Sqlite::lower(ast::DropEnumValue const&, Context& context) const { absent(context, "enum types"); }

// A RebuildTable stands for these.
void Sqlite::lower(ast::SetColumnType const&, Context& context) const { absent(context, "alter column … type"); }
void Sqlite::lower(ast::SetNotNull const&, Context& context) const { absent(context, "alter column … set not null"); }
void Sqlite::lower(ast::DropNotNull const&, Context& context) const { absent(context, "alter column … drop not null"); }
void Sqlite::lower(ast::SetDefault const&, Context& context) const { absent(context, "alter column … set default"); }
void Sqlite::lower(ast::DropDefault const&, Context& context) const { absent(context, "alter column … drop default"); }
void Sqlite::lower(ast::AddIdentity const&, Context& context) const { absent(context, "alter column … add generated"); }
void Sqlite::lower(ast::DropIdentity const&, Context& context) const {
  absent(context, "alter column … drop identity");
}
void Sqlite::lower(ast::AddConstraint const&, Context& context) const { absent(context, "add constraint"); }
void Sqlite::lower(ast::DropConstraint const&, Context& context) const { absent(context, "drop constraint"); }
void Sqlite::lower(ast::RenameConstraint const&, Context& context) const { absent(context, "rename constraint"); }

}  // namespace retort::dialects::sqlite
