// SPDX-License-Identifier: Apache-2.0
// Random trees for property tests. In: a seed. Out: files that the grammar can express; the same seed gives the same
// tree on every machine. Names and types make no sense to the model: only the shape of the tree is right.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "compiler/ast/file.hpp"

namespace retort::test {

// Which alternatives of which variants, and which values of which enumerations, came up.
class Coverage {
 public:
  template <class... Alternatives>
  void note(std::string const& variant, std::variant<Alternatives...> const& value) {
    note(variant, value.index(), sizeof...(Alternatives));
  }
  void note(std::string const& name, std::size_t index, std::size_t count) {
    Entry& entry = entries_[name];
    entry.count = count;
    entry.seen.insert(index);
  }
  void merge(Coverage const& other) {
    for (auto const& [name, entry] : other.entries_) {
      entries_[name].count = entry.count;
      entries_[name].seen.insert(entry.seen.begin(), entry.seen.end());
    }
  }
  // "Operation[12]" for each index that was never noted.
  [[nodiscard]] std::vector<std::string> missing() const {
    std::vector<std::string> result;
    for (auto const& [name, entry] : entries_) {
      for (std::size_t i = 0; i < entry.count; ++i)
        if (!entry.seen.contains(i)) result.push_back(name + '[' + std::to_string(i) + ']');
    }
    return result;
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (auto const& [name, entry] : entries_) result.push_back(name);
    return result;
  }

 private:
  struct Entry {
    std::size_t count = 0;
    std::set<std::size_t> seen;
  };
  std::map<std::string, Entry> entries_;
};

class RandomAst {
 public:
  explicit RandomAst(std::uint64_t seed) : engine_(seed) {}

  [[nodiscard]] ast::File revision();
  [[nodiscard]] ast::File schema();
  [[nodiscard]] ast::Statement statement();
  [[nodiscard]] ast::Expression expression() { return expression(3); }

  [[nodiscard]] Coverage const& coverage() const { return coverage_; }

  // [0, bound)
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  // True once in `n` times.
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  enum class Place { block, for_block, effect, schema };

  template <class Enum>
  Enum pick(std::string const& name, std::size_t count) {
    std::size_t const index = below(count);
    coverage_.note(name, index, count);
    return static_cast<Enum>(index);
  }

  // names and texts
  ast::Identifier plain_name();
  ast::Identifier name();
  ast::QualifiedName qualified_name();
  std::vector<ast::Identifier> names(std::size_t most);
  std::vector<ast::Identifier> dialects(std::size_t least, std::size_t most);
  ast::Text text();
  std::string string();
  ast::RevisionId revision_id();
  std::vector<ast::RevisionId> revision_ids();

  // types and expressions
  ast::Type type();
  ast::BuiltinType builtin_type();
  std::vector<ast::DialectText> spellings();
  ast::Expression expression(int depth);
  ast::Expression value(int depth);  // also `default`
  std::vector<ast::Expression> expressions(int depth, std::size_t least, std::size_t most);
  ast::Literal literal();
  ast::ColumnReference column_reference();
  ast::Case case_(int depth);
  ast::Call call(int depth);
  ast::Select select(int depth);
  ast::SelectCore select_core(int depth);
  ast::TableReference table_reference();
  ast::From from(int depth);

  // tables
  ast::References references(std::size_t most_columns);
  ast::TableConstraint constraint();
  ast::Column column();
  std::vector<ast::TableElement> elements(bool with_mixins);
  ast::AlterAction action();

  // statements
  ast::Statement statement(Place place);
  std::vector<ast::Statement> statements(Place place, std::size_t most);
  ast::Operation operation(std::size_t index, Place place);
  ast::CreateIndex create_index();
  ast::CreateView create_view();
  ast::Insert insert();
  ast::OnConflict on_conflict();
  std::vector<ast::Assignment> assignments();
  Maybe<ast::Batches> batches();
  ast::Annotation allow();
  std::vector<ast::Annotation> annotations();

  std::mt19937_64 engine_;
  Coverage coverage_;
};

}  // namespace retort::test
