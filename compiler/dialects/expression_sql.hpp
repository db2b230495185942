// SPDX-License-Identifier: Apache-2.0
// Expressions and selects of the language as SQL of one database. In: the tree, the schema it was checked against, the
// tables in sight. Out: text with no parentheses but those it needs. Checks nothing: the model has.
#pragma once

#include <string>
#include <vector>

#include "compiler/dialects/spelling.hpp"
#include "compiler/model/expression_type.hpp"

namespace retort::dialects {

// Whether each row may get a value of its own by the expression: an id that is made, the next of a sequence, native
// text.
[[nodiscard]] bool differs_by_row(ast::Expression const& e);

// Whether the expression is a cast of the column to the type and nothing more.
[[nodiscard]] bool is_cast_to(ast::Expression const& e, std::string const& column, ast::Type const& type);

class Renderer {
 public:
  // All three must outlive the renderer. `schema`: as it is where the expression stands. `sink`: for a `native` without
  // a spelling for this database and a type that it cannot store.
  Renderer(Spelling const& spelling, model::Schema const& schema, Sink& sink)
      : spelling_(spelling), schema_(schema), sink_(sink) {}

  // What an expression over one table sees.
  [[nodiscard]] static model::Scope scope_of(model::Table const& table);
  // The same with `excluded`.
  [[nodiscard]] static model::Scope conflict_scope(model::Table const& table);

  // A whole expression: a default, an assigned value. `wanted`: the type of its place, for its literals.
  [[nodiscard]] std::string expression(ast::Expression const& e, model::Scope const& scope,
                                       model::ValueType const& wanted = {}) const;
  [[nodiscard]] std::string expression(ast::Expression const& e, model::Scope const& scope,
                                       ast::Type const& wanted) const {
    return expression(e, scope, model::value_type(wanted));
  }
  // A whole condition: after `where`, in a check.
  [[nodiscard]] std::string condition(ast::Expression const& e, model::Scope const& scope) const;
  [[nodiscard]] Rendered render_condition(ast::Expression const& e, model::Scope const& scope) const;
  // A part of something larger; operand() puts it in parentheses.
  [[nodiscard]] Rendered render(ast::Expression const& e, model::Scope const& scope, Place const& place) const;

  // A value that goes into a column of this type.
  [[nodiscard]] Rendered assigned(ast::Expression const& e, model::Scope const& scope, ast::Type const& column) const;

  // A select. `wanted`: the types its columns are used as, may be empty.
  [[nodiscard]] std::string select(ast::Select const& select, model::Scope const* outer = nullptr,
                                   std::vector<model::ValueType> const& wanted = {}) const;
  // The select of an insert: its columns go into columns of these types.
  [[nodiscard]] std::string select_into(ast::Select const& select, std::vector<ast::Type> const& columns) const;
  // "users u join orders on …" for what follows `from`; its tables are added to `scope`.
  [[nodiscard]] std::string from(ast::From const& from, model::Scope& scope) const;
  // "users as u".
  [[nodiscard]] std::string table(ast::TableReference const& reference) const;
  // What a table or a view offers under the name it has in a `from`.
  [[nodiscard]] model::Source source(ast::TableReference const& reference) const;
  // "a = 1, b = c": the list of an update or of `do update set`.
  [[nodiscard]] std::string assignments(std::vector<ast::Assignment> const& list, model::Table const& table,
                                        model::Scope const& scope) const;

  // The type of an expression, as far as the model knows it.
  [[nodiscard]] model::ValueType type_of(ast::Expression const& e, model::Scope const& scope) const;

  [[nodiscard]] Spelling const& spelling() const { return spelling_; }
  [[nodiscard]] model::Schema const& schema() const { return schema_; }
  [[nodiscard]] Sink& sink() const { return sink_; }

 private:
  // What the columns of a select are used as.
  struct Use {
    std::vector<model::ValueType> wanted;
    std::vector<ast::Type> into;  // of an insert
  };
  std::string core(ast::SelectCore const& core, model::Scope& scope, Use const& use) const;
  std::string select_used(ast::Select const& select, model::Scope const* outer, Use const& use) const;

  Spelling const& spelling_;
  model::Schema const& schema_;
  Sink& sink_;
};

}  // namespace retort::dialects
