// SPDX-License-Identifier: Apache-2.0
// The schema as it is at one point of the history: what the replay computes and the dialects read.
// A Schema is a value; copying it is O(1), so every step keeps the schema before and after it.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/ast/statement.hpp"
#include "compiler/base/persistent_map.hpp"
#include "compiler/base/shared.hpp"

namespace retort::model {

// `schema` is empty for the database's default schema. Folded or quoted text as the syntax tree has it.
struct ObjectName {
  std::string schema;
  std::string name;
  friend auto operator<=>(ObjectName const&, ObjectName const&) = default;
};
[[nodiscard]] inline std::uint64_t stable_hash(ObjectName const& n) {
  return retort::stable_hash(std::string_view(n.name)) * 31 + retort::stable_hash(std::string_view(n.schema));
}
[[nodiscard]] ObjectName object_name(ast::QualifiedName const& name);
[[nodiscard]] ast::QualifiedName qualified_name(ObjectName const& name);
[[nodiscard]] std::string to_string(ObjectName const& name);  // "billing.invoices"

// `made`: the span of the text that made it; never part of a comparison.
struct Column {
  std::string name;
  ast::Type type;  // an enum by its resolved name
  bool not_null = false;
  Maybe<ast::Expression> default_value;
  Maybe<ast::Generated> generated;
  bool identity = false;
  std::optional<std::string> comment;
  ast::Where made;
  friend bool operator==(Column const&, Column const&) = default;
};
// Every constraint has a name here, and every foreign key the columns it refers to.
struct Constraint {
  std::string name;
  std::variant<ast::PrimaryKey, ast::Unique, ast::Check, ast::ForeignKey> body;
  ast::Where made;
  friend bool operator==(Constraint const&, Constraint const&) = default;
};
struct Index {
  std::string name;
  bool unique = false;
  ast::IndexMethod method = ast::IndexMethod::unspecified;
  std::vector<ast::IndexItem> items;
  std::vector<std::string> include;
  Maybe<ast::Expression> predicate;
  ast::Where made;
  friend bool operator==(Index const&, Index const&) = default;
};
struct Table {
  ObjectName name;
  std::vector<Column> columns;
  std::vector<Constraint> constraints;
  std::vector<Index> indexes;
  std::optional<std::string> comment;
  std::vector<ast::DialectText> options;
  ast::Where made;
  friend bool operator==(Table const&, Table const&) = default;

  [[nodiscard]] Column const* column(std::string_view column_name) const;
  [[nodiscard]] Constraint const* constraint(std::string_view constraint_name) const;
  [[nodiscard]] Index const* index(std::string_view index_name) const;
  [[nodiscard]] ast::PrimaryKey const* primary_key() const;
};
struct View {
  ObjectName name;
  std::variant<ast::Select, ast::Text> body;
  std::vector<ObjectName> uses;  // the tables, the views and the enum types it names, sorted
  ast::Where made;
  friend bool operator==(View const&, View const&) = default;
};
struct Sequence {
  ObjectName name;
  std::int64_t start = 1;
  std::int64_t increment = 1;
  ast::Where made;
  friend bool operator==(Sequence const&, Sequence const&) = default;
};
struct EnumType {
  ObjectName name;
  std::vector<std::string> values;  // in their order
  ast::Where made;
  friend bool operator==(EnumType const&, EnumType const&) = default;
};
// An index lives in its table; its name lives among the relations.
struct IndexEntry {
  ObjectName table;
  friend bool operator==(IndexEntry const&, IndexEntry const&) = default;
};
using Object = std::variant<Table, View, Sequence, EnumType, IndexEntry>;

// Where something was lost, and the name that it has since, if any.
struct Lost {
  ast::Where where;
  std::string renamed_to;
};

struct Schema {
  PersistentMap<ObjectName, Shared<Object>> objects;  // tables, views, sequences, types and indexes share names
  PersistentMap<ObjectName, ObjectName> constraints;  // constraint name to its table
  PersistentMap<ObjectName, ast::Where> schemas;      // `create schema`; key {"", name}
  PersistentMap<ObjectName, Shared<std::vector<ObjectName>>>
      users;                                         // who refers to it: foreign keys, views, enum columns, casts
  PersistentMap<ObjectName, ObjectName> mixed_case;  // names with capitals by their folded form, to find case clashes
  PersistentMap<ObjectName, ObjectName> mixed_case_constraints;  // the same for constraints
  PersistentMap<ObjectName, ast::Where> broken;  // what a refused statement meant to make, or made in part
  // What was dropped or renamed, for those who look for it later. Parts of a table stand under lost_part().
  PersistentMap<ObjectName, Lost> lost;
  bool uncertain = false;  // a statement could not be read: what is missing may have been made by it

  [[nodiscard]] Table const* table(ObjectName const& name) const;
  [[nodiscard]] View const* view(ObjectName const& name) const;
  [[nodiscard]] Sequence const* sequence(ObjectName const& name) const;
  [[nodiscard]] EnumType const* enum_type(ObjectName const& name) const;
  [[nodiscard]] Table const* table_of_index(ObjectName const& index) const;
};

}  // namespace retort::model
