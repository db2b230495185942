// SPDX-License-Identifier: Apache-2.0
// Expressions as the values of columns. In: an expression and the type of its place. Out: a report where they do not go
// together.
#pragma once

#include <string>

#include "compiler/model/expression_type.hpp"

namespace retort::model {

// Checks `e` as the value of a column: type, length, range, enum. `what`: "default of column 'age'".
void check_value(Context& context, ast::Expression const& e, Scope const& scope, ast::Type const& wanted,
                 std::string const& what);

}  // namespace retort::model
