// SPDX-License-Identifier: Apache-2.0
// One overload per operation: `run` checks it against the schema there, applies it and records resolved steps;
// `inverse` says what takes a step back; `loss` says what a step destroys. A forgotten overload is a compile error.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/model/context.hpp"

namespace retort::model::ops {

// What takes a step back, in order; or why nothing does.
struct Inverse {
  std::vector<ast::Operation> operations;
  std::string why_not;  // not empty: there is no inverse
};

// A step under inspection: `on_empty_table` when its table can hold no rows.
struct Done {
  Step const& step;
  bool on_empty_table = false;
};

// What a step destroys: "drops table 'users' and its rows".
struct Loss {
  Code code;
  std::string message;
  Span span;
};

#define RETORT_OPERATION(Name)                            \
  void run(ast::Name const& operation, Context& context); \
  [[nodiscard]] Inverse inverse(ast::Name const& operation, Done const& done);
RETORT_OPERATION(BadStatement)
RETORT_OPERATION(CreateSchema)
RETORT_OPERATION(DropSchema)
RETORT_OPERATION(CreateType)
RETORT_OPERATION(AddEnumValue)
RETORT_OPERATION(RenameEnumValue)
RETORT_OPERATION(DropEnumValue)
RETORT_OPERATION(RenameType)
RETORT_OPERATION(DropType)
RETORT_OPERATION(CreateTable)
RETORT_OPERATION(DropTable)
RETORT_OPERATION(RenameTable)
RETORT_OPERATION(AlterTable)
RETORT_OPERATION(CreateIndex)
RETORT_OPERATION(DropIndex)
RETORT_OPERATION(RenameIndex)
RETORT_OPERATION(CreateView)
RETORT_OPERATION(DropView)
RETORT_OPERATION(CreateSequence)
RETORT_OPERATION(DropSequence)
RETORT_OPERATION(CommentOnTable)
RETORT_OPERATION(CommentOnColumn)
RETORT_OPERATION(Insert)
RETORT_OPERATION(Update)
RETORT_OPERATION(Delete)
RETORT_OPERATION(CallStep)
RETORT_OPERATION(Sql)
RETORT_OPERATION(ForDialects)
#undef RETORT_OPERATION

// The actions of alter table; `table` is there when they are run.
#define RETORT_ACTION(Name)                                                                  \
  void run(ast::Name const& action, ast::Where where, Table const& table, Context& context); \
  [[nodiscard]] Inverse inverse(ast::Name const& action, ObjectName const& table, Done const& done);
RETORT_ACTION(BadAction)
RETORT_ACTION(AddColumn)
RETORT_ACTION(DropColumn)
RETORT_ACTION(RenameColumn)
RETORT_ACTION(SetColumnType)
RETORT_ACTION(SetNotNull)
RETORT_ACTION(DropNotNull)
RETORT_ACTION(SetDefault)
RETORT_ACTION(DropDefault)
RETORT_ACTION(AddIdentity)
RETORT_ACTION(DropIdentity)
RETORT_ACTION(AddConstraint)
RETORT_ACTION(DropConstraint)
RETORT_ACTION(RenameConstraint)
#undef RETORT_ACTION

// Whatever the statement is.
void run_statement(ast::Statement const& statement, Context& context);
[[nodiscard]] Inverse inverse_of(Done const& done);
// What has to be allowed.
[[nodiscard]] std::optional<Loss> loss_of(Step const& step);
[[nodiscard]] loss_kind kind_of(Code code);  // of a loss
// What a step takes, whether it has to be allowed or not; nothing for most.
[[nodiscard]] std::optional<loss_info> known_loss(Step const& step, direction way);

// An alter table with one action, as an operation.
[[nodiscard]] ast::Operation alter(ObjectName const& table, decltype(ast::AlterAction::node) action);

}  // namespace retort::model::ops
