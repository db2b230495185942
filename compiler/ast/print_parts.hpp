// SPDX-License-Identifier: Apache-2.0
// The printer's own helpers: text of the pieces that fit into a line. Not for other folders (they use print.hpp).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast/file.hpp"

namespace retort::ast::detail {

// The words of expressions and selects that are ordinary names elsewhere but must be quoted inside an expression.
[[nodiscard]] bool is_expression_word(std::string_view word);
// The name where an expression stands: quoted also when it is an expression word.
[[nodiscard]] std::string print_in_expression(Identifier const& name);
[[nodiscard]] std::string print_in_expression(QualifiedName const& name);

// `$$…$$`, with a tag where the body demands one; the body is kept byte for byte.
[[nodiscard]] std::string print_dollar(std::string const& body);
// `a, b, c`
[[nodiscard]] std::string print_names(std::vector<Identifier> const& names);
// `(a, b, c)`
[[nodiscard]] std::string print_name_list(std::vector<Identifier> const& names);
// `a, b 'text'` or `a, b $$text$$`
enum class TextStyle { quotes, dollars };
[[nodiscard]] std::string print_dialect_text(DialectText const& text, TextStyle style);

[[nodiscard]] std::string print_table_reference(TableReference const& table);
[[nodiscard]] std::string print_from(From const& from);
// The clauses of a select in their order: `select …`, `from …`, `where …`, …
[[nodiscard]] std::vector<std::string> select_clauses(Select const& select);

[[nodiscard]] std::string print_references(References const& references);
// What stands behind name and type of a column; empty when there is nothing.
[[nodiscard]] std::string print_column_attributes(Column const& column);
[[nodiscard]] std::string print_annotation(Annotation const& annotation);

// Width of a text in code points.
[[nodiscard]] std::size_t width(std::string_view text);

}  // namespace retort::ast::detail
