// SPDX-License-Identifier: Apache-2.0
// The rules that one file of the grammar defines and others use.
#pragma once

#include "compiler/ast/file.hpp"
#include "compiler/syntax/grammar/terminals.hpp"

namespace retort::syntax::grammar {

// A list without its brackets is written where it is needed: name % comma.
RETORT_DECLARE_RULE(name_list, std::vector<ast::Identifier>)  // (a, b)

// select.cpp
RETORT_DECLARE_RULE(from_clause, ast::From)  // behind the word `from`

// table.cpp
RETORT_DECLARE_RULE(column, ast::Column)
RETORT_DECLARE_RULE(table_constraint, ast::TableConstraint)
RETORT_DECLARE_RULE(table_elements, std::vector<ast::TableElement>)  // ( … )
RETORT_DECLARE_RULE(create_table, ast::CreateTable)                  // from the word `table` on

// alter.cpp; from the word `table` or `type` on
RETORT_DECLARE_RULE(alter_table, ast::AlterTable)
RETORT_DECLARE_RULE(alter_type, ast::Operation)

// objects.cpp
RETORT_DECLARE_RULE(create_object, ast::Operation)  // behind `create`: all but tables
RETORT_DECLARE_RULE(drop_object, ast::Operation)    // behind `drop`
RETORT_DECLARE_RULE(rename_object, ast::Operation)  // behind `rename`
RETORT_DECLARE_RULE(comment_on, ast::Operation)     // behind `comment`

// data.cpp; from their first words on
RETORT_DECLARE_RULE(insert, ast::Insert)
RETORT_DECLARE_RULE(update, ast::Update)
RETORT_DECLARE_RULE(delete_from, ast::Delete)

// statement.cpp
RETORT_DECLARE_RULE(annotations, std::vector<ast::Annotation>)
RETORT_DECLARE_RULE(statement, ast::Statement)
RETORT_DECLARE_RULE(block, ast::Block)        // { … }
RETORT_DECLARE_RULE(outer_block, ast::Block)  // the same behind `upgrade` and `downgrade`

}  // namespace retort::syntax::grammar
