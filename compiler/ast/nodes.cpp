// SPDX-License-Identifier: Apache-2.0
// The special members of the nodes that contain a variant, and of those that contain such nodes. They stand here, and
// not in every file that copies one, because they are half of what the compiler would otherwise generate for each of
// those files.
#include "compiler/ast/statement.hpp"

namespace retort::ast {

Type::Type() = default;
Type::Type(Base a_base, bool is_array, Where a_place) : base(std::move(a_base)), array(is_array), where(a_place) {}
Type::Type(Type const&) = default;
Type::Type(Type&&) noexcept = default;
Type& Type::operator=(Type const&) = default;
Type& Type::operator=(Type&&) noexcept = default;
Type::~Type() = default;
bool operator==(Type const& a, Type const& b) = default;

Expression::Expression() = default;
Expression::Expression(Node a_node, Where a_place) : node(std::move(a_node)), where(a_place) {}
Expression::Expression(Expression const&) = default;
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression const&) = default;
Expression& Expression::operator=(Expression&&) noexcept = default;
Expression::~Expression() = default;
bool operator==(Expression const& a, Expression const& b) = default;

Select::Select() = default;
Select::Select(Select const&) = default;
Select::Select(Select&&) noexcept = default;
Select& Select::operator=(Select const&) = default;
Select& Select::operator=(Select&&) noexcept = default;
Select::~Select() = default;
bool operator==(Select const& a, Select const& b) = default;

TableElement::TableElement() = default;
TableElement::TableElement(Node a_node, Where a_place) : node(std::move(a_node)), where(a_place) {}
TableElement::TableElement(TableElement const&) = default;
TableElement::TableElement(TableElement&&) noexcept = default;
TableElement& TableElement::operator=(TableElement const&) = default;
TableElement& TableElement::operator=(TableElement&&) noexcept = default;
TableElement::~TableElement() = default;
bool operator==(TableElement const& a, TableElement const& b) = default;

AlterAction::AlterAction() = default;
AlterAction::AlterAction(Node a_node, Where a_place) : node(std::move(a_node)), where(a_place) {}
AlterAction::AlterAction(AlterAction const&) = default;
AlterAction::AlterAction(AlterAction&&) noexcept = default;
AlterAction& AlterAction::operator=(AlterAction const&) = default;
AlterAction& AlterAction::operator=(AlterAction&&) noexcept = default;
AlterAction::~AlterAction() = default;
bool operator==(AlterAction const& a, AlterAction const& b) = default;

Statement::Statement() = default;
Statement::Statement(std::vector<Annotation> before, Operation what, Where a_place)
    : annotations(std::move(before)), operation(std::move(what)), where(a_place) {}
Statement::Statement(Statement const&) = default;
Statement::Statement(Statement&&) noexcept = default;
Statement& Statement::operator=(Statement const&) = default;
Statement& Statement::operator=(Statement&&) noexcept = default;
Statement::~Statement() = default;
bool operator==(Statement const& a, Statement const& b) = default;

}  // namespace retort::ast
