// SPDX-License-Identifier: Apache-2.0
// Statements onto the page of a Writer: for print(Statement) and for whole files. Not for other folders.
#pragma once

#include <vector>

#include "compiler/ast/print_writer.hpp"

namespace retort::ast::detail {

// The annotations, each on a line of its own; `blank` goes for the first.
void write_annotations(Writer& writer, std::vector<Annotation> const& annotations, Blank blank);
// Annotations, statement and ';' where one belongs.
void write_statement(Writer& writer, Statement const& statement, Blank blank);
// One below the other. Without a decorator, statements of several lines get empty lines around them.
void write_statements(Writer& writer, std::vector<Statement> const& statements);
// `opening` and the statements between braces behind it; `{ }` when there are none. The part has begun.
void write_block(Writer& writer, std::string_view opening, std::vector<Statement> const& statements);
// `opening`, the elements between parentheses, names and types in columns. The part has begun.
void write_elements(Writer& writer, std::string_view opening, std::vector<TableElement> const& elements);
// Whether the statement has inner parts, and where.
[[nodiscard]] Shape shape_of(Statement const& statement);

}  // namespace retort::ast::detail
