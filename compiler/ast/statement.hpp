// SPDX-License-Identifier: Apache-2.0
// One struct per operation, and the list of them. The parser makes them, the model checks and applies them, the
// dialects lower them: adding one here makes the compiler ask for the rest.
#pragma once

#include <cstdint>
#include <variant>

#include "compiler/ast/table.hpp"

namespace retort::ast {

struct Statement;

// ---- schemas and enum types
struct CreateSchema {
  Identifier name;
  friend bool operator==(CreateSchema const&, CreateSchema const&) = default;
};
struct DropSchema {
  Identifier name;
  friend bool operator==(DropSchema const&, DropSchema const&) = default;
};
struct CreateType {  // create type t as enum ('a', …)
  QualifiedName name;
  std::vector<Text> values;
  friend bool operator==(CreateType const&, CreateType const&) = default;
};
enum class ValuePosition { last, before, after };
struct AddEnumValue {  // alter type t add value 'b' [before|after 'a']
  QualifiedName type;
  Text value;
  ValuePosition position = ValuePosition::last;
  Maybe<Text> neighbour;  // set unless position == last
  friend bool operator==(AddEnumValue const&, AddEnumValue const&) = default;
};
struct RenameEnumValue {  // alter type t rename value 'a' to 'b'
  QualifiedName type;
  Text from, to;
  friend bool operator==(RenameEnumValue const&, RenameEnumValue const&) = default;
};
struct DropEnumValue {  // alter type t drop value 'a' [using 'b']
  QualifiedName type;
  Text value;
  Maybe<Text> replacement;
  friend bool operator==(DropEnumValue const&, DropEnumValue const&) = default;
};
struct RenameType {
  QualifiedName from;
  Identifier to;
  friend bool operator==(RenameType const&, RenameType const&) = default;
};
struct DropType {
  QualifiedName name;
  friend bool operator==(DropType const&, DropType const&) = default;
};

// ---- tables
struct CreateTable {
  QualifiedName name;
  std::vector<TableElement> elements;
  Maybe<Text> comment;
  std::vector<DialectText> options;  // options mysql, mariadb $$…$$, possibly several
  friend bool operator==(CreateTable const&, CreateTable const&) = default;
};
struct DropTable {
  QualifiedName name;
  friend bool operator==(DropTable const&, DropTable const&) = default;
};
struct RenameTable {
  QualifiedName from;
  Identifier to;
  friend bool operator==(RenameTable const&, RenameTable const&) = default;
};

// ---- the actions of alter table
struct AddColumn {
  Column column;
  friend bool operator==(AddColumn const&, AddColumn const&) = default;
};
struct DropColumn {
  Identifier name;
  friend bool operator==(DropColumn const&, DropColumn const&) = default;
};
struct RenameColumn {
  Identifier from, to;
  friend bool operator==(RenameColumn const&, RenameColumn const&) = default;
};
struct SetColumnType {  // alter column c type T [using expr]
  Identifier name;
  Type type;
  Maybe<Expression> using_expression;
  friend bool operator==(SetColumnType const&, SetColumnType const&) = default;
};
struct SetNotNull {
  Identifier name;
  friend bool operator==(SetNotNull const&, SetNotNull const&) = default;
};
struct DropNotNull {
  Identifier name;
  friend bool operator==(DropNotNull const&, DropNotNull const&) = default;
};
struct SetDefault {
  Identifier name;
  Expression value;
  friend bool operator==(SetDefault const&, SetDefault const&) = default;
};
struct DropDefault {
  Identifier name;
  friend bool operator==(DropDefault const&, DropDefault const&) = default;
};
struct AddIdentity {
  Identifier name;
  friend bool operator==(AddIdentity const&, AddIdentity const&) = default;
};
struct DropIdentity {
  Identifier name;
  friend bool operator==(DropIdentity const&, DropIdentity const&) = default;
};
struct AddConstraint {
  TableConstraint constraint;
  friend bool operator==(AddConstraint const&, AddConstraint const&) = default;
};
struct DropConstraint {
  Identifier name;
  friend bool operator==(DropConstraint const&, DropConstraint const&) = default;
};
struct RenameConstraint {
  Identifier from, to;
  friend bool operator==(RenameConstraint const&, RenameConstraint const&) = default;
};
struct BadAction {
  friend bool operator==(BadAction const&, BadAction const&) = default;
};

// What an action of alter table can be: choice.hpp.
struct AlterActionNodes {
  using Variant =
      std::variant<BadAction, AddColumn, DropColumn, RenameColumn, SetColumnType, SetNotNull, DropNotNull, SetDefault,
                   DropDefault, AddIdentity, DropIdentity, AddConstraint, DropConstraint, RenameConstraint>;
};
struct AlterAction {
  Choice<AlterActionNodes> node;
  Where where;
  friend bool operator==(AlterAction const&, AlterAction const&) = default;
};
struct AlterTable {  // the actions apply in order; each sees the earlier ones
  QualifiedName table;
  std::vector<AlterAction> actions;
  friend bool operator==(AlterTable const&, AlterTable const&) = default;
};

// ---- indexes, views, sequences, comments
enum class IndexMethod { unspecified, btree, hash, gin, gist, brin };
struct IndexItem {
  Expression expression;  // a plain ColumnReference for a column
  bool descending = false;
  Where where;
  friend bool operator==(IndexItem const&, IndexItem const&) = default;
};
struct CreateIndex {
  Maybe<Identifier> name;  // the model fills in the name of the convention
  QualifiedName table;
  bool unique = false;
  bool concurrently = false;
  IndexMethod method = IndexMethod::unspecified;
  std::vector<IndexItem> items;
  std::vector<Identifier> include;
  Maybe<Expression> predicate;
  friend bool operator==(CreateIndex const&, CreateIndex const&) = default;
};
struct DropIndex {
  QualifiedName name;
  bool concurrently = false;
  friend bool operator==(DropIndex const&, DropIndex const&) = default;
};
struct RenameIndex {
  QualifiedName from;
  Identifier to;
  friend bool operator==(RenameIndex const&, RenameIndex const&) = default;
};
struct CreateView {  // create [or replace] view v as select … | $$ … $$
  QualifiedName name;
  bool or_replace = false;
  std::variant<Select, Text> body;
  friend bool operator==(CreateView const&, CreateView const&) = default;
};
struct DropView {
  QualifiedName name;
  friend bool operator==(DropView const&, DropView const&) = default;
};
struct CreateSequence {
  QualifiedName name;
  std::optional<std::int64_t> start, increment;
  friend bool operator==(CreateSequence const&, CreateSequence const&) = default;
};
struct DropSequence {
  QualifiedName name;
  friend bool operator==(DropSequence const&, DropSequence const&) = default;
};
struct CommentOnTable {
  QualifiedName table;
  Maybe<Text> comment;  // null removes it
  friend bool operator==(CommentOnTable const&, CommentOnTable const&) = default;
};
struct CommentOnColumn {
  QualifiedName table;
  Identifier column;
  Maybe<Text> comment;
  friend bool operator==(CommentOnColumn const&, CommentOnColumn const&) = default;
};

// ---- data
struct Assignment {
  Identifier column;
  Expression value;
  friend bool operator==(Assignment const&, Assignment const&) = default;
};
// on conflict (c, …) do nothing | do update set … [where …]
struct OnConflict {
  std::vector<Identifier> columns;
  std::vector<Assignment> assignments;  // none: do nothing
  Maybe<Expression> condition;
  Where where;
  friend bool operator==(OnConflict const&, OnConflict const&) = default;
};
struct Row {
  std::vector<Expression> values;
  Where where;
  friend bool operator==(Row const&, Row const&) = default;
};
struct Insert {
  QualifiedName table;
  std::vector<Identifier> columns;
  std::variant<std::vector<Row>, Select> source;
  Maybe<OnConflict> on_conflict;
  friend bool operator==(Insert const&, Insert const&) = default;
};
// in batches of N [by column, …] [pause N ms]
struct Batches {
  std::uint32_t size = 0;
  std::vector<Identifier> key;  // none: the primary key
  std::uint32_t pause_ms = 0;
  Where where;
  friend bool operator==(Batches const&, Batches const&) = default;
};
struct Update {
  QualifiedName table;
  std::vector<Assignment> assignments;
  Maybe<From> from;
  Maybe<Expression> condition;
  Maybe<Batches> batches;
  friend bool operator==(Update const&, Update const&) = default;
};
struct Delete {
  QualifiedName table;
  Maybe<Expression> condition;
  Maybe<Batches> batches;
  friend bool operator==(Delete const&, Delete const&) = default;
};
struct CallStep {
  Identifier name;
  friend bool operator==(CallStep const&, CallStep const&) = default;
};  // call name;

// ---- escape hatches
struct Sql {  // sql [dialects] $$…$$ [outside transaction] [effect { … }]
  DialectText body;
  bool outside_transaction = false;
  std::optional<std::vector<Statement>> effect;
  friend bool operator==(Sql const&, Sql const&);
};
struct ForDialects {  // for postgresql, sqlite { … }
  std::vector<Identifier> dialects;
  std::vector<Statement> statements;
  friend bool operator==(ForDialects const&, ForDialects const&);
};
// What is left of a statement that could not be parsed; later stages stay silent on it.
struct BadStatement {
  friend bool operator==(BadStatement const&, BadStatement const&) = default;
};

// The list of operations.
struct Operations {
  using Variant = std::variant<BadStatement, CreateSchema, DropSchema, CreateType, AddEnumValue, RenameEnumValue,
                               DropEnumValue, RenameType, DropType, CreateTable, DropTable, RenameTable, AlterTable,
                               CreateIndex, DropIndex, RenameIndex, CreateView, DropView, CreateSequence, DropSequence,
                               CommentOnTable, CommentOnColumn, Insert, Update, Delete, CallStep, Sql, ForDialects>;
};
using Operation = Choice<Operations>;

// @allow(rule, 'why'), @online, @timeout(lock '2s', statement '5min')
struct Allow {
  Identifier rule;  // data-loss: the words joined by '-'
  Text reason;
  friend bool operator==(Allow const&, Allow const&) = default;
};
struct Online {
  friend bool operator==(Online const&, Online const&) = default;
};
struct Timeout {
  Maybe<Text> lock, statement;
  friend bool operator==(Timeout const&, Timeout const&) = default;
};
struct Annotation {
  std::variant<Allow, Online, Timeout> node;
  Where where;
  friend bool operator==(Annotation const&, Annotation const&) = default;
};

struct Statement {
  std::vector<Annotation> annotations;
  Operation operation;
  Where where;  // from the first word to before the ';', annotations not included
  friend bool operator==(Statement const&, Statement const&) = default;
};

inline bool operator==(Sql const& a, Sql const& b) {
  return a.body == b.body && a.outside_transaction == b.outside_transaction && a.effect == b.effect;
}
inline bool operator==(ForDialects const& a, ForDialects const& b) {
  return a.dialects == b.dialects && a.statements == b.statements;
}

}  // namespace retort::ast

extern template class retort::Choice<retort::ast::AlterActionNodes>;
extern template class retort::Choice<retort::ast::Operations>;
