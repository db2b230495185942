// SPDX-License-Identifier: Apache-2.0
// What stands in the way of a change of an enum type: parts of tables that have another text behind it, and foreign
// keys over its columns. Taken away before the change and made again behind. In: a step. Out: actions.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "compiler/plan/plan.hpp"

namespace retort::plan {

class SetAside {
 public:
  // `tables`: those with a column of `type`. `values_move`: the values do not all keep their places, so that no foreign
  // key may hold its columns together meanwhile. `step` must outlive it.
  SetAside(model::Step const& step, model::ObjectName const& type, std::vector<model::ObjectName> const& tables,
           bool values_move);

  // The schema before the step, and after it, without these parts.
  [[nodiscard]] model::Schema before() const { return without(step_.before); }
  [[nodiscard]] model::Schema after() const { return without(step_.after); }
  // From the schema before the step to before().
  void drop(std::vector<Action>& out) const;
  // From after() to the schema after the step.
  void make_again(std::vector<Action>& out) const;

 private:
  struct Part {
    model::ObjectName table;
    std::string name;
    friend auto operator<=>(Part const&, Part const&) = default;
  };
  using Parts = std::vector<Part>;  // each once, in the order in which they can be made

  void find_computed(model::Table const& before, model::Table const& after, model::ObjectName const* moving);
  void find_parts(model::Table const& before, model::Table const& after);
  void find_foreign_keys(model::Table const& before, bool values_move, model::ObjectName const& type);
  [[nodiscard]] bool is_computed(model::ObjectName const& table, std::string const& column) const;
  [[nodiscard]] model::Schema without(model::Schema schema) const;

  model::Step const& step_;
  Parts columns_, constraints_, indexes_, foreign_keys_;
};

}  // namespace retort::plan
