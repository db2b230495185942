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

// Whether the columns, in whatever order, are a primary key, a unique constraint or a plain unique index.
[[nodiscard]] bool is_unique(Table const& table, std::vector<std::string> columns);

// True, with the error reported, when there are users.
bool refuse_used(Context& context, Span span, std::string const& situation, std::vector<User> const& users);

// The tables and views that a view names; sorted.
[[nodiscard]] std::vector<ObjectName> uses_of(Schema const& schema, std::variant<ast::Select, ast::Text> const& body);

}  // namespace retort::model::ops
