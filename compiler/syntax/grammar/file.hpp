// SPDX-License-Identifier: Apache-2.0
// One file: the clauses of a revision with its blocks, or a desired schema. In: a session over the tokens. Out: the
// tree, faults in the sink. Does not look at the encoding and does not lex.
#pragma once

#include "compiler/ast/file.hpp"
#include "compiler/syntax/grammar/session.hpp"

namespace retort::syntax::grammar {

// The content of the file; BadFile where it is not known which revision it is.
[[nodiscard]] decltype(ast::File::content) parse_file(Session& session);

}  // namespace retort::syntax::grammar
