// SPDX-License-Identifier: Apache-2.0
// A schema on its way to another: every operation is tried on the model, as a revision would run it; what works is
// recorded. A value: a way that leads nowhere is given up by taking the copy from before it.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "compiler/model/changes/changes.hpp"

namespace retort::model::changes {

class Working {
 public:
  Working(Schema from, Schema const& wanted, ReplayOptions const& options)
      : now_(std::move(from)), wanted_(&wanted), options_(&options) {}

  [[nodiscard]] Schema const& now() const { return now_; }
  [[nodiscard]] Schema const& wanted() const { return *wanted_; }
  std::vector<Change> list;

  // Does it and records it; false, and nothing is changed, where the model refuses it.
  bool attempt(ast::Operation operation, std::string remark = {});
  bool alter(ObjectName const& table, decltype(ast::AlterAction::node) action, std::string remark = {});

  // Does `what`, when need be after views over the table, foreign keys, and then all that names the column were taken
  // away; `column` may be empty: the whole table. What was taken away is made again by who makes what is missing.
  // At last, what counts in the table stops counting. False, and nothing is changed, where nothing helps.
  bool with_way_cleared(ObjectName const& table, std::string const& column, std::function<bool(Working&)> const& what);

  // Drops the view and the views over it.
  void drop_view(ObjectName const& view);

 private:
  [[nodiscard]] bool is_unwanted(ast::Operation const& operation) const;
  void clear_views(ObjectName const& table);
  void clear_foreign_keys(ObjectName const& table, std::string const& column);
  void clear_parts(ObjectName const& table, std::string const& column);
  void clear_identities(ObjectName const& table);

  Schema now_;
  Schema const* wanted_;
  ReplayOptions const* options_;
  std::set<ObjectName> fresh_;  // tables that were made on the way
};

[[nodiscard]] bool contains(std::vector<std::string> const& list, std::string const& item);

// The objects of one kind, in the order in which they were written.
template <class T>
[[nodiscard]] std::vector<T const*> all_of(Schema const& schema);
extern template std::vector<Table const*> all_of<Table>(Schema const&);
extern template std::vector<View const*> all_of<View>(Schema const&);
extern template std::vector<Sequence const*> all_of<Sequence>(Schema const&);
extern template std::vector<EnumType const*> all_of<EnumType>(Schema const&);

// The steps of the way, in the order of changes.cpp.
void rename(Working& working, std::vector<Rename> const& renames, std::vector<std::string>& refused);
void drop_parts(Working& working);      // constraints, indexes and views that are gone or differ
void make_types(Working& working);      // and sequences, and values of types
void make_tables(Working& working);     // foreign keys when their tables are there
void change_columns(Working& working);  // of the tables that stay
void make_parts(Working& working);      // constraints, indexes, foreign keys
void drop_objects(Working& working);    // tables, types, sequences, values
void make_views(Working& working);
void change_comments(Working& working);

// The column, which is there, gets the type of `wanted`: by itself, by a cast, by a cast of its text; without its
// default when need be. False, and nothing is changed, where it cannot.
bool change_type(Working& working, ObjectName const& table, Column const& wanted);

}  // namespace retort::model::changes
