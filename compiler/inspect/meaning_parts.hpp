// SPDX-License-Identifier: Apache-2.0
// What the two readings of an expression, for comparing and for printing, have in common: the kinds of its parts, and
// its literals.
#pragma once

#include <optional>

#include "compiler/inspect/meaning.hpp"
#include "compiler/model/value_type.hpp"

namespace retort::inspect::parts {

[[nodiscard]] ast::Expression binary(ast::BinaryOperator op, ast::Expression left, ast::Expression right);
// A chain of `and` or `or` in the shape that it has without parentheses; anything else stays.
void flatten(ast::Expression& e);

// A list of `in` in one order; in a chain of `or` the comparisons of one operand with literals as one `in`, in a chain
// of `and` those that it is not equal to as one `not in`: SQL Server writes the ones for the others.
void gather(ast::Expression& e);

// A literal in one spelling. `kind`: of the place that it stands in.
[[nodiscard]] ast::Expression of_literal(ast::Literal literal, model::Kind kind);
// A text, or a number, in a place for something else, as that; nothing where it is as it should be.
[[nodiscard]] std::optional<ast::Expression> literal_as(ast::Expression const& e, ast::Type const& type);

[[nodiscard]] bool is_numeric(ast::Type const& type);
// Kind::unknown where it cannot be told.
[[nodiscard]] model::Kind kind_of(ast::Expression const& e, ColumnTypes const& types);
// Whether a number there has a fraction, so that a quotient has one.
[[nodiscard]] bool has_fraction(ast::Expression const& e, ColumnTypes const& types);
// Whether the database casts so by itself, so that the cast says nothing. Of what is not known it may.
[[nodiscard]] bool is_added(ast::Cast const& cast, ColumnTypes const& types);

}  // namespace retort::inspect::parts
