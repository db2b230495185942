// SPDX-License-Identifier: Apache-2.0
// What an expression means, whoever wrote it: trees that databases and people write differently come out the same. In:
// trees, or the words of a database. Out: a tree that is fit for nothing but comparing, or an answer.
#pragma once

#include <functional>
#include <string>

#include "compiler/dialects/catalogue.hpp"

namespace retort::inspect {

// What a column is, by its name; null for one that is not known.
using ColumnTypes = std::function<ast::Type const*(std::string const& column)>;

// What is known of the columns that an expression names.
struct Knowledge {
  ColumnTypes types;
  std::function<std::string(ast::Type const&)> stored;  // see dialects::Catalogue::stored()
  bool bits = false;                                    // a boolean is a number there that is 0 or 1, and no other
};

// Without `between`, signs and, unless they are kept, qualifiers of columns; numbers, moments and JSON in one spelling;
// `not` at the leaves; chains of `and` and `or` in one shape. With `known`, without the casts that databases add by
// themselves, and with texts that are compared with texts as they are; without it, without all casts. `wanted`: the
// type of the place it stands in; may be null.
enum class Qualifiers { dropped, kept };
[[nodiscard]] ast::Expression meaning(ast::Expression expression, Qualifiers qualifiers = Qualifiers::dropped,
                                      Knowledge const* known = nullptr, ast::Type const* wanted = nullptr);

// The same tree without what the database adds by itself: casts that change nothing, 0 and 1 for booleans, text for
// numbers. `wanted`: the type of the place it stands in; may be null.
[[nodiscard]] ast::Expression presentable(ast::Expression expression, ColumnTypes const& types, ast::Type const* wanted,
                                          Qualifiers qualifiers = Qualifiers::dropped);

// With `||` for the `+` of texts; `+` stays where one of its sides is not known to be a text.
[[nodiscard]] ast::Expression with_joins(ast::Expression expression, ColumnTypes const& types);

// Compares what the model says with the words a database has for it.
class Comparison {
 public:
  // Both must outlive it. `schema`: what the model knows. `own_schema`: see dialects::Live::schema.
  Comparison(dialects::Catalogue const& catalogue, model::Schema const& schema, std::string own_schema = {})
      : catalogue_(catalogue), schema_(schema), own_schema_(std::move(own_schema)) {}

  // `known` is an expression over `table`; of a default or a generated column, `column` is its type.
  [[nodiscard]] bool same(ast::Expression const& known, model::Table const& table, dialects::Part part,
                          ast::Type const* column, std::string const& words) const;
  // The bodies of views.
  [[nodiscard]] bool same_view(std::variant<ast::Select, ast::Text> const& known, std::string const& words) const;
  // `generated`: of a generated column.
  [[nodiscard]] bool same_type(ast::Type const& known, ast::Type const& read, model::Schema const& read_schema,
                               bool generated = false) const;

 private:
  // As the value of a column of the type `wanted`, which may be null.
  [[nodiscard]] bool same_words(std::string const& a, std::string const& b, Knowledge const& known,
                                ast::Type const* wanted) const;

  dialects::Catalogue const& catalogue_;
  model::Schema const& schema_;
  std::string own_schema_;
};

// The words of an expression that is not read yet; null where it is a tree.
[[nodiscard]] std::string const* words_of(ast::Expression const& expression);

}  // namespace retort::inspect
