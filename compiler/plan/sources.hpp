// SPDX-License-Identifier: Apache-2.0
// Where the columns of a rebuilt table get their values from. In: the changes of a table, one by one. Out: the columns
// to fill and an expression over the old table for each. Knows no SQL.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "compiler/plan/plan.hpp"

namespace retort::plan {

// A value of an enum type that becomes another one in all rows.
struct ValueChange {
  model::ObjectName type;
  std::string from, to;
};

class Sources {
 public:
  explicit Sources(model::Table const& before);

  // The next change; `table` is the table as it is before that change.
  void apply(ast::AlterAction const& action, model::Table const& table);
  void apply(ValueChange const& change, model::Table const& table);

  // How many parts the longest value would have after that change; to stop before values of values have no end.
  [[nodiscard]] std::size_t size_after(ast::AlterAction const& action) const;

  // Fills `columns` and `sources` of a rebuild whose `after` is set.
  void finish(RebuildTable& rebuild) const;

 private:
  struct Source {
    Maybe<ast::Expression> value;   // over the old table; nothing: null
    Maybe<ast::Expression> filler;  // of an added column: the default that `value` came from
    bool added = false;
    bool mapped = false;   // the value is a `case` over the values of an enum; further ones become its arms
    std::size_t size = 1;  // parts of `value`
  };
  // How many parts over_old_table() would make of it.
  [[nodiscard]] std::size_t size_over_old_table(ast::Expression const& expression) const;
  [[nodiscard]] ast::Expression over_old_table(ast::Expression expression) const;
  void change_type(ast::SetColumnType const& action, model::Table const& table);

  std::map<std::string, Source> columns_;
};

}  // namespace retort::plan
