// SPDX-License-Identifier: Apache-2.0
// From replayed steps to what a dialect is asked to say: rewrites what the database cannot do by itself (SQLite's table
// rebuild) and decides the transaction segments. Driven by capabilities, never by the name of a database.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/base/choice.hpp"
#include "compiler/model/replay.hpp"

namespace retort::plan {

// Make the table anew in its later form and move the rows over. `sources[i]` is the expression over the old table that
// fills columns[i] of the new one; columns without a source (generated, or filled by their default) are absent.
struct RebuildTable {
  Box<model::Table> before, after;
  std::vector<std::string> columns;
  std::vector<ast::Expression> sources;
  friend bool operator==(RebuildTable const&, RebuildTable const&) = default;
};

// What a dialect lowers: an operation of a file, an action of alter table (the table is in the Action), or a rewrite.
struct Operations {
  using Variant =
      std::variant<ast::CreateSchema, ast::DropSchema, ast::CreateType, ast::AddEnumValue, ast::RenameEnumValue,
                   ast::DropEnumValue, ast::RenameType, ast::DropType, ast::CreateTable, ast::DropTable,
                   ast::RenameTable, ast::AddColumn, ast::DropColumn, ast::RenameColumn, ast::SetColumnType,
                   ast::SetNotNull, ast::DropNotNull, ast::SetDefault, ast::DropDefault, ast::AddIdentity,
                   ast::DropIdentity, ast::AddConstraint, ast::DropConstraint, ast::RenameConstraint, ast::CreateIndex,
                   ast::DropIndex, ast::RenameIndex, ast::CreateView, ast::DropView, ast::CreateSequence,
                   ast::DropSequence, ast::CommentOnTable, ast::CommentOnColumn, ast::Insert, ast::Update, ast::Delete,
                   ast::CallStep, ast::Sql, RebuildTable>;
};
using Operation = Choice<Operations>;

struct Action {
  Operation operation;
  model::ObjectName
      table;  // the table of an alter table action, of a rebuild, an index or a data statement; else empty
  model::Schema before, after;
  Span origin;
  bool back = false;    // derived from what it takes back, which is at `origin`
  bool online = false;  // has to be done while others work on the table, which was there before
  bool fresh = false;   // an action before it, of the same revision, made the table: nobody works with it yet
};

// What is promised to those who work on the tables meanwhile.
enum class Policy {
  standard,      // they may have to wait, but for statements that are annotated @online
  zero_downtime  // they read and write on, and what cannot be done so is reported
};

struct RevisionPlan {
  core::revision_index revision = 0;
  std::vector<Action> upgrade, downgrade;
  std::optional<std::string> irreversible;
  std::vector<loss_info> losses;
  std::vector<std::string> downgrade_loss;
};

// What plan/ must know of a database to rewrite for it.
struct Capabilities {
  bool schemas = false;     // create schema
  bool enum_types = false;  // a type of its own; otherwise an enum is a property of the columns that have it
  bool sequences = false;
  bool comments = false;        // false: comments are documentation of the history, and nothing is done for them
  bool alter_in_place = false;  // false: what alter table cannot do is done by RebuildTable
  bool transactional_ddl = true;
  bool views = true;
  bool virtual_columns = true;       // generated ones that are not stored
  bool random_uuid = true;           // a function for gen_uuid(), without an extension
  std::size_t identifier_limit = 0;  // bytes; 0: none
  std::size_t column_limit = 0;      // of a table; 0: none
  std::size_t key_column_limit = 0;  // of an index or a key; 0: none
  std::string_view oldest;           // the version that all of it is there from: "8.0.19"; empty: nothing is known
  std::string_view title = "this database";  // its name in messages: "SQLite"

  // ---- read where alter_in_place is false: the actions of alter table that the database has all the same
  bool rename_column = false;  // what refers to the column follows
  bool drop_column = false;    // of a column that nothing uses
  // A column that is nullable or has a constant default, is no identity and is not stored; never on the rows that are
  // there. With `add_references` also one with a foreign key of its own, if its default is null.
  bool add_column = false;
  bool add_references = false;
};

// What the database cannot do and nothing can replace is reported to `sink`.
[[nodiscard]] RevisionPlan plan(model::ReplayedRevision const& replayed, Capabilities const& capabilities, Sink& sink,
                                Policy policy = Policy::standard);

}  // namespace retort::plan

extern template class retort::Choice<retort::plan::Operations>;
