// SPDX-License-Identifier: Apache-2.0
// Literals in their places: in, an expression and the type that is wanted; out, a report where they do not go together.
#pragma once

#include <optional>
#include <string>

#include "compiler/model/context.hpp"
#include "compiler/model/value_type.hpp"

namespace retort::model {

// A type whose literals are those of the kind; nothing where every literal will do.
[[nodiscard]] std::optional<ast::Type> type_for_literals(ValueType const& value);

// The literal that `e` is, a minus before a number counted; null when it is none.
[[nodiscard]] ast::Literal const* literal_of(ast::Expression const& e, bool& negative);

// A number as it is written, without a sign, without its exponent where it has one: 12e2 is 1200. As it stands where
// that would have more than `most` digits.
[[nodiscard]] std::string without_exponent(std::string const& number, std::size_t most);

// Reports what is wrong with a literal for a type; false when something was. `what` begins the message; may be empty.
bool literal_does(Context& context, ast::Literal const& literal, bool negative, Span span, ast::Type const& wanted,
                  std::string const& what);

}  // namespace retort::model
