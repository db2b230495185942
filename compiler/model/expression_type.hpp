// SPDX-License-Identifier: Apache-2.0
// Types of expressions and selects: names are looked up, operands and arguments compared, literals checked against the
// type their place wants. In: an expression, the tables in sight. Out: its type; faults go to the context.
#pragma once

#include "compiler/model/context.hpp"
#include "compiler/model/value_type.hpp"

namespace retort::model {

// One column that a select or a table offers. `type` is null where only `value` is known.
struct OfferedColumn {
  std::string name;
  ValueType value;
  ast::Type const* type = nullptr;
};

// A table, a view or `excluded`, as an expression sees it.
struct Source {
  std::string alias;   // the name its columns are called by
  std::string schema;  // may stand before the alias when it is the table's own name
  std::vector<OfferedColumn> columns;
  std::vector<std::string> key;  // of a table: its primary key, on which all its columns depend
  bool open = false;             // its columns are not known: every name is accepted
  Span made;
  bool only_qualified = false;  // `excluded`
};

// What may stand in an expression, and what it sees.
struct Scope {
  std::vector<Source> sources;
  Scope const* outer = nullptr;
  bool selects = true;                  // (select …), exists
  bool aggregates = false;              // count(…)
  bool immutable = false;               // neither now() nor gen_uuid()
  char const* place = "an expression";  // "a default", "a check": for messages
};

[[nodiscard]] Source source_of(Table const& table, std::string alias = {});

// The type of `e`, everything in it checked. `wanted`: the type its place wants, for its literals; may be null.
ValueType type_of(Context& context, ast::Expression const& e, Scope const& scope, ast::Type const* wanted = nullptr);

// Checks `e` as a condition.
void check_condition(Context& context, ast::Expression const& e, Scope const& scope);

// The name of a column of a select: its alias, or what it is called by itself; empty when it has none.
[[nodiscard]] std::string name_of(ast::SelectItem const& item);
// The columns of a select, everything in it checked.
std::vector<OfferedColumn> type_of_select(Context& context, ast::Select const& select, Scope const* outer, bool& open);

}  // namespace retort::model
