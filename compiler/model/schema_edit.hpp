// SPDX-License-Identifier: Apache-2.0
// Changes of a Schema that keep its indexes (names of indexes and constraints, users, case) in step with its objects.
// Checks nothing: that is what ops/ does before it calls.
#pragma once

#include "compiler/model/schema.hpp"

namespace retort::model {

// Puts the object in, or in the place of the one of that name.
void put(Schema& schema, Table table);
void put(Schema& schema, View view);
void put(Schema& schema, Sequence sequence);
void put(Schema& schema, EnumType type);
// Takes out the object with everything that lives in it (the indexes and constraints of a table). Nothing when absent.
void remove(Schema& schema, ObjectName const& name);

// The enum types named by the expression itself where it is a cast; by all casts in it.
void add_cast_type(ast::Expression const& cast, std::vector<ObjectName>& out);
void add_cast_types(ast::Expression const& expression, std::vector<ObjectName>& out);

// Text in lower case (ASCII), the form in which names are the same to databases that ignore case.
[[nodiscard]] std::string fold(std::string_view text);
[[nodiscard]] ObjectName fold(ObjectName const& name);

// Every column an expression names, in order of first appearance, without repeats.
[[nodiscard]] std::vector<std::string> columns_of(ast::Expression const& expression);
[[nodiscard]] bool names_column(ast::Expression const& expression, std::string_view column);
// The other name in place of `from` at every column reference.
void rename_column(ast::Expression& expression, std::string const& from, std::string const& to);

// Whether the expression is the literal null.
[[nodiscard]] bool is_null(ast::Expression const& expression);
// Whether the type is this enum, or an array of it.
[[nodiscard]] bool is_of(ast::Type const& type, ObjectName const& enum_type);
// Whether a row that says nothing of the column gets a value for it that is not null.
[[nodiscard]] bool fills_itself(Column const& column);

// The objects a table needs: targets of its foreign keys (itself left out), sequences, enum types of its columns and in
// its casts. Sorted.
[[nodiscard]] std::vector<ObjectName> needs_of(Table const& table);
// The same of any object; a view needs what it uses.
[[nodiscard]] std::vector<ObjectName> needs_of(Object const& object);

// From the model back to the syntax tree, without inline constraints: what a resolved statement looks like.
[[nodiscard]] ast::Column to_ast(Column const& column);
[[nodiscard]] ast::TableConstraint to_ast(Constraint const& constraint);
[[nodiscard]] ast::CreateTable to_ast(Table const& table);  // indexes are statements of their own
[[nodiscard]] ast::CreateIndex to_ast(Index const& index, ObjectName const& table);
[[nodiscard]] ast::CreateView to_ast(View const& view);
[[nodiscard]] ast::CreateSequence to_ast(Sequence const& sequence);
[[nodiscard]] ast::CreateType to_ast(EnumType const& type);
[[nodiscard]] ast::Identifier identifier(std::string const& name);
[[nodiscard]] std::vector<std::string> texts(std::vector<ast::Identifier> const& names);
[[nodiscard]] std::vector<ast::Identifier> identifiers(std::vector<std::string> const& names);

}  // namespace retort::model
