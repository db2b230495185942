// SPDX-License-Identifier: Apache-2.0
// Who needs what: everything that stands in the way of dropping or changing an object, with the statement that takes it
// away.
#pragma once

#include "compiler/model/context.hpp"

namespace retort::model::ops {

struct User {
  std::string what;  // "index 'ix_users_email'"
  std::string drop;  // "drop index ix_users_email;"
  Span made;
  // What others may need in their turn.
  enum class Kind { other, view, column, constraint, index } kind = Kind::other;
  ObjectName of{};     // the view, or the table of the part
  std::string name{};  // of the part
};

// Who names the column: keys, checks, foreign keys (from and to), indexes, generated columns, views.
[[nodiscard]] std::vector<User> users_of_column(Schema const& schema, Table const& table, std::string const& column);
// Foreign keys of other tables, and views.
[[nodiscard]] std::vector<User> users_of_table(Schema const& schema, ObjectName const& name);
[[nodiscard]] std::vector<User> views_on_column(Schema const& schema, ObjectName const& table,
                                                std::string const& column);
[[nodiscard]] std::vector<User> views_on(Schema const& schema, ObjectName const& name);
// Columns of that enum type, or whose default takes from that sequence.
[[nodiscard]] std::vector<User> users_of_type(Schema const& schema, ObjectName const& type);
[[nodiscard]] std::vector<User> users_of_sequence(Schema const& schema, ObjectName const& sequence);
// Foreign keys that refer to `table` and would find no unique key there any more once it looks like `without`.
[[nodiscard]] std::vector<User> references_without_key(Schema const& schema, Table const& without);

// One part of a table, or a view, as a user of what it names.
[[nodiscard]] User constraint_user(Table const& table, Constraint const& constraint);
[[nodiscard]] User index_user(Table const& table, Index const& index);
[[nodiscard]] User generated_user(Table const& table, Column const& column);
[[nodiscard]] User default_user(Table const& table, Column const& column);
[[nodiscard]] User view_user(View const& view);
// Adds those that are not there yet.
void add_new(std::vector<User>& users, std::vector<User> more);

// Whether the columns, in whatever order, are a primary key, a unique constraint or a plain unique index.
[[nodiscard]] bool is_unique(Table const& table, std::vector<std::string> columns);

// True, with the error reported, when there are users. It lists what has to go before, with those who need the users in
// their turn, in an order in which they can be dropped.
bool refuse_used(Context& context, Span span, std::string const& situation, std::vector<User> const& users);

// Everything a view may mean by its words: tables, views and enum types of a select, every identifier of a text.
[[nodiscard]] std::vector<ObjectName> named_in(std::variant<ast::Select, ast::Text> const& body);
// The tables, views and enum types of the schema that a view names; sorted. A text names no types.
[[nodiscard]] std::vector<ObjectName> uses_of(Schema const& schema, std::variant<ast::Select, ast::Text> const& body);

}  // namespace retort::model::ops
