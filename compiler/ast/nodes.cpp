// SPDX-License-Identifier: Apache-2.0
// The special members of the nodes that are one of many, and of a select.
#include "compiler/ast/statement.hpp"
#include "compiler/base/choice_members.hpp"

namespace retort::ast {

Select::Select() = default;
Select::Select(Select const&) = default;
Select::Select(Select&&) noexcept = default;
Select& Select::operator=(Select const&) = default;
Select& Select::operator=(Select&&) noexcept = default;
Select::~Select() = default;
bool operator==(Select const& a, Select const& b) = default;

}  // namespace retort::ast

template class retort::Choice<retort::ast::TypeBases>;
template class retort::Choice<retort::ast::ExpressionNodes>;
template class retort::Choice<retort::ast::TableElementNodes>;
template class retort::Choice<retort::ast::AlterActionNodes>;
template class retort::Choice<retort::ast::Operations>;
