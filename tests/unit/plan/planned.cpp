// SPDX-License-Identifier: Apache-2.0
// Visits every operation there is: compiled once.
#include "tests/unit/plan/planned.hpp"

#include <type_traits>

#include "compiler/ast/print.hpp"

namespace retort::plan::test {

namespace {

std::string text(Action const& action) {
  auto const alter = [](auto const& a) { return ast::print(ast::AlterAction{a, {}}); };
  auto const statement = [](auto const& o) {
    ast::Statement out;
    out.operation = o;
    return ast::print(out);
  };
  return std::visit(
      [&](auto const& o) -> std::string {
        using T = std::decay_t<decltype(o)>;
        if constexpr (std::is_same_v<T, RebuildTable>) {
          std::string out = "rebuild " + to_string(o.after->name) + " (";
          for (std::size_t i = 0; i < o.columns.size(); ++i)
            out += (i == 0 ? "" : ", ") + o.columns[i] + " = " + ast::print(o.sources[i]);
          return out + ")";
        } else if constexpr (std::is_constructible_v<decltype(ast::AlterAction::node), T>) {
          return alter(o);
        } else {
          return statement(o);
        }
      },
      action.operation);
}

}  // namespace

std::vector<std::string> texts(std::vector<Action> const& actions) {
  std::vector<std::string> out;
  for (auto const& a : actions) out.push_back(text(a));
  return out;
}

}  // namespace retort::plan::test
