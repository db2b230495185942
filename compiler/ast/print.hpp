// SPDX-License-Identifier: Apache-2.0
// The canonical .mig text of a tree: parse(print(x)) == x. No comments (they are not in the tree; `retort fmt` keeps
// them, see compiler/syntax).
#pragma once

#include <string>
#include <string_view>

#include "compiler/ast/file.hpp"

namespace retort::ast {

[[nodiscard]] std::string print(File const& file);            // ends with a newline
[[nodiscard]] std::string print(Statement const& statement);  // with annotations, with ';', no newline at the end
[[nodiscard]] std::string print(AlterAction const& action);   // add column …
[[nodiscard]] std::string print(TableElement const& element);
[[nodiscard]] std::string print(Column const& column);
[[nodiscard]] std::string print(TableConstraint const& constraint);
[[nodiscard]] std::string print(Expression const& expression);
[[nodiscard]] std::string print(Select const& select);
[[nodiscard]] std::string print(Type const& type);
[[nodiscard]] std::string print(QualifiedName const& name);
[[nodiscard]] std::string print(Identifier const& name);           // quoted when it has to be
[[nodiscard]] std::string print_string(std::string const& value);  // '…', quotes doubled

// Words that must be quoted when they are names.
[[nodiscard]] bool is_reserved(std::string_view word);

}  // namespace retort::ast
