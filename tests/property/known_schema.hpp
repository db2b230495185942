// SPDX-License-Identifier: Apache-2.0
// What the generator of histories knows of the schema it has made so far: names, types and texts, much less than the
// model does. Names come once in a history, so that what uses something is found by the name alone, in any text.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace retort::test {

struct KnownColumn {
  std::string name, type;
  std::string default_value, generated, comment;  // as texts of the file; empty: none
  bool not_null = false, key = false, identity = false;
};
struct KnownConstraint {
  std::string name, body;            // "check (c1 > 0)"
  std::vector<std::string> columns;  // of a primary key, a unique constraint or a foreign key
  [[nodiscard]] bool is(std::string_view what) const { return body.starts_with(what); }
};
struct KnownIndex {
  std::string name, body;  // "(c1 desc) where c2 is not null"
  bool unique = false;
};
struct KnownTable {
  std::string name, comment;
  std::vector<KnownColumn> columns;
  std::vector<KnownConstraint> constraints;
  std::vector<KnownIndex> indexes;
  bool empty = false;  // made in this revision, and nothing was put in

  [[nodiscard]] KnownConstraint const* primary_key() const;
  [[nodiscard]] KnownColumn const* column(std::string_view column_name) const;
};
struct KnownView {
  std::string name, body;
};
struct KnownEnum {
  std::string name;
  std::vector<std::string> values;  // with their quotes
};
struct KnownSequence {
  std::string name, clauses;
};

struct KnownSchema {
  std::vector<KnownTable> tables;
  std::vector<KnownView> views;
  std::vector<KnownEnum> enums;
  std::vector<KnownSequence> sequences;
  std::set<std::string> frozen;  // tables and types that another branch sees as well: they may be used, not changed

  [[nodiscard]] bool may_change(std::string const& name) const { return !frozen.contains(name); }
  [[nodiscard]] std::vector<std::string> names() const;
  // How often a word stands in the texts of everything that can use something.
  [[nodiscard]] std::size_t uses(std::string const& word) const;
  // Whether a view names it: then it can be neither renamed nor changed.
  [[nodiscard]] bool in_view(std::string const& word) const;
  void rename(std::string const& from, std::string const& to);

  // What is connected by use, without what is frozen: lists of names.
  [[nodiscard]] std::vector<std::set<std::string>> components() const;
  // The part with these names.
  [[nodiscard]] KnownSchema part(std::set<std::string> const& names_wanted) const;
  // Adds what is not there.
  void take_in(KnownSchema const& other);
};

// Whole words in a text: c1 is not in c12.
[[nodiscard]] std::size_t find_word(std::string const& text, std::string const& word, std::size_t from = 0);
[[nodiscard]] std::size_t count_word(std::string const& text, std::string const& word);
void replace_word(std::string& text, std::string const& from, std::string const& to);

// The statements that make a table as it is, with its indexes.
[[nodiscard]] std::string column_text(KnownColumn const& column);
[[nodiscard]] std::string constraint_text(KnownConstraint const& constraint);
[[nodiscard]] std::string index_text(KnownIndex const& index, std::string const& table);
[[nodiscard]] std::string create_table_text(KnownTable const& table);

}  // namespace retort::test
