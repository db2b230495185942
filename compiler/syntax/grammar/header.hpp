// SPDX-License-Identifier: Apache-2.0
// The clauses of a file as rules, each from its first word to its ';' or '}'. file.cpp puts them together.
// After a fault in one the place behind it is where the next one begins.
#pragma once

#include "compiler/syntax/grammar/rules.hpp"

namespace retort::syntax::grammar {

// `revision id 'message';`. Without an id the clause was not understood.
struct RevisionClause {
  std::optional<ast::RevisionId> id;
  ast::Text message;
  ast::Where where;
};
RETORT_DECLARE_RULE(revision_clause, RevisionClause)
RETORT_DECLARE_RULE(revises_clause, std::vector<ast::RevisionId>)  // none for `base`
RETORT_DECLARE_RULE(depends_clause, std::vector<ast::RevisionId>)
RETORT_DECLARE_RULE(replaces_clause, std::vector<ast::Replaced>)
RETORT_DECLARE_RULE(labels_clause, std::vector<ast::Identifier>)
RETORT_DECLARE_RULE(compatible_clause, std::vector<ast::RevisionId>)
RETORT_DECLARE_RULE(created_clause, ast::Text)
RETORT_DECLARE_RULE(description_clause, ast::Text)
RETORT_DECLARE_RULE(upgrade_clause, ast::Block)
RETORT_DECLARE_RULE(downgrade_clause, ast::Downgrade)
RETORT_DECLARE_RULE(schema_clause, x3::unused_type)
RETORT_DECLARE_RULE(mixin, ast::Mixin)

}  // namespace retort::syntax::grammar
