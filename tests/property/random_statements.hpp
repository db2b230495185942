// SPDX-License-Identifier: Apache-2.0
// Random statements that are valid where they stand. In: what is known of the schema there. Out: the text of one or
// more statements, what undoes them, and what is known afterwards.
#pragma once

#include <optional>

#include "tests/property/known_schema.hpp"
#include "tests/property/random.hpp"

namespace retort::test {

struct Change {
  std::string up;
  std::optional<std::string> down;  // nothing: it is not written here how to undo it
  bool automatic = true;            // `downgrade auto` undoes it
};

class RandomStatements {
 public:
  // `postgresql_only`: also what no other database has.
  RandomStatements(Random& random, bool postgresql_only) : random_(random), postgresql_only_(postgresql_only) {}

  [[nodiscard]] Change statement(KnownSchema& schema);
  [[nodiscard]] Change create_table(KnownSchema& schema);

  // Parts that faults are made of as well.
  [[nodiscard]] std::string literal(KnownSchema const& schema, std::string const& type);
  // A condition on columns of the table. `stored`: it goes into the schema, so it has to be immutable.
  [[nodiscard]] std::string condition(KnownSchema const& schema, KnownTable const& table, bool stored);
  // A row for the table, `(c, …) values (…)`, whose key is a literal; nothing when the table has no such key.
  [[nodiscard]] std::optional<std::string> row(KnownSchema const& schema, KnownTable const& table);
  // A table that may be changed; null when there is none.
  [[nodiscard]] KnownTable* own_table(KnownSchema& schema);

 private:
  struct Action {
    std::string up, down;
    bool loses = false, automatic = true;
  };

  // random_expressions.cpp
  std::string type(KnownSchema const& schema);
  std::string default_for(KnownSchema const& schema, std::string const& type);
  std::string simple_condition(KnownSchema const& schema, KnownColumn const& column, bool stored);
  std::string comment();
  std::string value_for(KnownSchema const& schema, KnownColumn const& column);

  // random_tables.cpp
  std::string column_name();
  KnownColumn column(KnownSchema const& schema, KnownTable const* table);
  KnownConstraint unique(KnownTable const& table);
  KnownConstraint check(KnownSchema const& schema, KnownTable const& table);
  // A foreign key of one column of this type to any table with such a key.
  std::optional<KnownConstraint> foreign_key(KnownSchema const& schema, KnownColumn const& from);
  std::optional<Change> drop_table(KnownSchema& schema);
  std::optional<Change> rename_table(KnownSchema& schema);

  // random_alterations.cpp
  std::optional<Change> alter_table(KnownSchema& schema);
  std::optional<Action> action(KnownSchema& schema, KnownTable& table);
  std::optional<Action> add_column(KnownSchema& schema, KnownTable& table);
  std::optional<Action> drop_column(KnownSchema& schema, KnownTable& table);
  std::optional<Action> rename_column(KnownSchema& schema, KnownTable& table);
  std::optional<Action> set_type(KnownSchema& schema, KnownTable& table);
  std::optional<Action> set_null(KnownTable& table);
  std::optional<Action> set_default(KnownSchema& schema, KnownTable& table);
  std::optional<Action> add_constraint(KnownSchema& schema, KnownTable& table);
  std::optional<Action> drop_constraint(KnownSchema& schema, KnownTable& table);
  std::optional<Action> rename_constraint(KnownTable& table);

  // random_objects.cpp
  std::optional<Change> create_enum(KnownSchema& schema);
  std::optional<Change> change_enum(KnownSchema& schema);
  std::optional<Change> create_index(KnownSchema& schema);
  std::optional<Change> drop_or_rename_index(KnownSchema& schema);
  std::optional<Change> view(KnownSchema& schema);
  std::string select(KnownSchema& schema);
  std::optional<Change> comment_on(KnownSchema& schema);
  std::optional<Change> sequence(KnownSchema& schema);

  // random_data.cpp
  std::optional<Change> insert(KnownSchema& schema);
  std::optional<Change> update(KnownSchema& schema);
  std::optional<Change> delete_rows(KnownSchema& schema);
  std::optional<Change> escape(KnownSchema& schema);

  Random& random_;
  bool postgresql_only_;
};

// A name the convention makes, quoted when one of its parts has to be.
[[nodiscard]] std::string made_name(std::string const& prefix, std::string const& table,
                                    std::vector<std::string> const& columns, std::string const& suffix = "");
[[nodiscard]] std::string joined(std::vector<std::string> const& parts);  // "a, b"

}  // namespace retort::test
