// SPDX-License-Identifier: Apache-2.0
// Which statements may stand where. In: statements that were read. Out: the same with a BadStatement for each that may
// not stand there, which is reported.
#pragma once

#include <vector>

#include "compiler/ast/statement.hpp"
#include "compiler/syntax/grammar/session.hpp"

namespace retort::syntax::grammar {

// `effect { … }`: what changes the schema, and nothing else.
void keep_schema_statements(Session& session, std::vector<ast::Statement>& statements);
// `for … { … }`: all but another `for`.
void keep_unnested(Session& session, std::vector<ast::Statement>& statements);
// A schema file: `create …`, `comment …`, and `for` with the same.
void keep_desired(Session& session, ast::Statement& statement);

// A statement behind which something stands that was not understood: of what only changes rows, and of a view, that may
// be half of what was meant (`delete from t whre …`), so nothing is known of it.
void keep_whole(ast::Statement& statement);

}  // namespace retort::syntax::grammar
