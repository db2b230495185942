// SPDX-License-Identifier: Apache-2.0
// Uses, renames and parts of what the generator knows, all by whole words in texts.
#include "tests/property/known_schema.hpp"

#include <algorithm>

namespace retort::test {

namespace {

bool is_word(char c) { return c == '_' || c == '"' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'); }

// Calls `visit` with each text in which something can be used.
template <class Schema, class Visit>
void each_text(Schema& schema, Visit const& visit) {
  for (auto& table : schema.tables) {
    for (auto& column : table.columns) {
      visit(column.type);
      visit(column.default_value);
      visit(column.generated);
    }
    for (auto& constraint : table.constraints) visit(constraint.body);
    for (auto& index : table.indexes) visit(index.body);
  }
  for (auto& view : schema.views) visit(view.body);
}

template <class List>
void copy_named(List const& from, List& to, std::set<std::string> const& names) {
  for (auto const& object : from)
    if (names.contains(object.name)) to.push_back(object);
}
template <class List>
void copy_missing(List const& from, List& to) {
  for (auto const& object : from)
    if (std::none_of(to.begin(), to.end(), [&](auto const& there) { return there.name == object.name; }))
      to.push_back(object);
}

}  // namespace

KnownConstraint const* KnownTable::primary_key() const {
  auto const found = std::find_if(constraints.begin(), constraints.end(),
                                  [](KnownConstraint const& c) { return c.is("primary key"); });
  return found == constraints.end() ? nullptr : &*found;
}
KnownColumn const* KnownTable::column(std::string_view column_name) const {
  auto const found =
      std::find_if(columns.begin(), columns.end(), [&](KnownColumn const& c) { return c.name == column_name; });
  return found == columns.end() ? nullptr : &*found;
}

std::size_t find_word(std::string const& text, std::string const& word, std::size_t from) {
  for (auto at = text.find(word, from); at != std::string::npos; at = text.find(word, at + 1)) {
    auto const end = at + word.size();
    if ((at == 0 || !is_word(text[at - 1]) || !is_word(word.front())) &&
        (end == text.size() || !is_word(text[end]) || !is_word(word.back())))
      return at;
  }
  return std::string::npos;
}

std::size_t count_word(std::string const& text, std::string const& word) {
  std::size_t out = 0;
  for (auto at = find_word(text, word); at != std::string::npos; at = find_word(text, word, at + word.size())) ++out;
  return out;
}
void replace_word(std::string& text, std::string const& from, std::string const& to) {
  for (auto at = find_word(text, from); at != std::string::npos; at = find_word(text, from, at + to.size()))
    text.replace(at, from.size(), to);
}

std::vector<std::string> KnownSchema::names() const {
  std::vector<std::string> out;
  auto const add = [&](auto const& list) {
    for (auto const& object : list) out.push_back(object.name);
  };
  add(tables);
  add(views);
  add(enums);
  add(sequences);
  return out;
}

std::size_t KnownSchema::uses(std::string const& word) const {
  std::size_t out = 0;
  each_text(*this, [&](std::string const& text) { out += count_word(text, word); });
  return out;
}
bool KnownSchema::in_view(std::string const& word) const {
  return std::any_of(views.begin(), views.end(),
                     [&](KnownView const& view) { return count_word(view.body, word) != 0; });
}
void KnownSchema::rename(std::string const& from, std::string const& to) {
  each_text(*this, [&](std::string& text) { replace_word(text, from, to); });
  auto const name = [&](std::string& text) {
    if (text == from) text = to;
  };
  for (auto& table : tables) {
    name(table.name);
    for (auto& column : table.columns) name(column.name);
    for (auto& constraint : table.constraints)
      for (auto& column : constraint.columns) name(column);
  }
  for (auto& type : enums) {
    name(type.name);
    for (auto& value : type.values) name(value);
  }
}

std::vector<std::set<std::string>> KnownSchema::components() const {
  std::vector<std::set<std::string>> out;
  for (auto const& name : names())
    if (may_change(name)) out.push_back({name});
  // Joins the parts of two objects, as long as neither is frozen.
  auto const join = [&](std::string const& a, std::string const& b) {
    auto const of = [&](std::string const& name) {
      return std::find_if(out.begin(), out.end(), [&](auto const& part) { return part.contains(name); });
    };
    auto const left = of(a), right = of(b);
    if (left == out.end() || right == out.end() || left == right) return;
    left->merge(*right);
    out.erase(right);
  };
  for (auto const& name : names()) {
    KnownSchema const one = part({name});
    for (auto const& other : names())
      if (other != name && one.uses(other) != 0) join(name, other);
  }
  return out;
}
KnownSchema KnownSchema::part(std::set<std::string> const& names_wanted) const {
  KnownSchema out;
  copy_named(tables, out.tables, names_wanted);
  copy_named(views, out.views, names_wanted);
  copy_named(enums, out.enums, names_wanted);
  copy_named(sequences, out.sequences, names_wanted);
  for (auto const& name : frozen)
    if (names_wanted.contains(name)) out.frozen.insert(name);
  return out;
}
void KnownSchema::take_in(KnownSchema const& other) {
  copy_missing(other.tables, tables);
  copy_missing(other.views, views);
  copy_missing(other.enums, enums);
  copy_missing(other.sequences, sequences);
  frozen.insert(other.frozen.begin(), other.frozen.end());
}

std::string column_text(KnownColumn const& column) {
  std::string out = column.name + " " + column.type;
  if (column.not_null && !column.key) out += " not null";
  if (!column.default_value.empty()) out += " default " + column.default_value;
  if (!column.generated.empty()) out += " generated always as (" + column.generated + ") stored";
  if (column.identity) out += " generated by default as identity";
  if (!column.comment.empty()) out += " comment " + column.comment;
  return out;
}
std::string constraint_text(KnownConstraint const& constraint) {
  return "constraint " + constraint.name + " " + constraint.body;
}
std::string index_text(KnownIndex const& index, std::string const& table) {
  return std::string("create ") + (index.unique ? "unique " : "") + "index " + index.name + " on " + table + " " +
         index.body + ";";
}
std::string create_table_text(KnownTable const& table) {
  std::string out = "create table " + table.name + " (";
  char const* separator = "\n  ";
  for (auto const& column : table.columns) {
    out += separator + column_text(column);
    separator = ",\n  ";
  }
  for (auto const& constraint : table.constraints) out += separator + constraint_text(constraint);
  out += "\n)";
  if (!table.comment.empty()) out += " comment " + table.comment;
  out += ";";
  for (auto const& index : table.indexes) out += "\n" + index_text(index, table.name);
  return out;
}

}  // namespace retort::test
