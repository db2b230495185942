// SPDX-License-Identifier: Apache-2.0
// Goes through the parts of an expression or a select, to read or to change them. Knows no types and no names.
#pragma once

#include <type_traits>

#include "compiler/ast/expression.hpp"
#include "compiler/base/overloaded.hpp"

namespace retort::model {

template <class From, class T>
using like_const = std::conditional_t<std::is_const_v<From>, T const, T>;

template <class S, class F, class C>
void walk_select(S& select, F& f, C core);

// Calls `on_expression(child)` for every direct operand and `on_select(select)` for every select inside `e`.
// `E` is ast::Expression or ast::Expression const.
template <class E, class OnExpression, class OnSelect>
void for_each_child(E& e, OnExpression&& on_expression, OnSelect&& on_select) {
  using X = std::remove_const_t<E>;
  static_assert(std::is_same_v<X, ast::Expression>);
  std::visit(overloaded{[](like_const<E, ast::BadExpression>&) {}, [](like_const<E, ast::Literal>&) {},
                        [](like_const<E, ast::ColumnReference>&) {},
                        [&](like_const<E, ast::Unary>& n) { on_expression(*n.operand); },
                        [&](like_const<E, ast::Binary>& n) {
                          on_expression(*n.left);
                          on_expression(*n.right);
                        },
                        [&](like_const<E, ast::IsNull>& n) { on_expression(*n.operand); },
                        [&](like_const<E, ast::InList>& n) {
                          on_expression(*n.operand);
                          for (auto& item : n.list) on_expression(item);
                        },
                        [&](like_const<E, ast::InSelect>& n) {
                          on_expression(*n.operand);
                          on_select(*n.select);
                        },
                        [&](like_const<E, ast::Between>& n) {
                          on_expression(*n.operand);
                          on_expression(*n.low);
                          on_expression(*n.high);
                        },
                        [&](like_const<E, ast::Like>& n) {
                          on_expression(*n.operand);
                          on_expression(*n.pattern);
                        },
                        [&](like_const<E, ast::Case>& n) {
                          for (auto& x : n.operand) on_expression(x);
                          for (auto& arm : n.arms) {
                            on_expression(arm.when);
                            on_expression(arm.then);
                          }
                          for (auto& x : n.otherwise) on_expression(x);
                        },
                        [&](like_const<E, ast::Cast>& n) { on_expression(*n.operand); },
                        [&](like_const<E, ast::Call>& n) {
                          for (auto& x : n.arguments) on_expression(x);
                        },
                        [&](like_const<E, ast::Exists>& n) { on_select(*n.select); },
                        [&](like_const<E, ast::ScalarSelect>& n) { on_select(*n.select); },
                        [](like_const<E, ast::NativeExpression>&) {}, [](like_const<E, ast::DefaultValue>&) {},
                        [](like_const<E, ast::NextValue>&) {}},
             e.node);
}

// Calls `f(expression)` for `e` and everything below it, selects included, from left to right.
template <class E, class F>
void walk(E& e, F& f) {
  f(e);
  for_each_child(
      e, [&](auto& child) { walk(child, f); }, [&](auto& select) { walk_select(select, f, [](auto&) {}); });
}

// Calls `f(expression)` for every expression of a select, selects inside included, and `core(select_core)` for each
// of its own cores.
template <class S, class F, class C>
void walk_select(S& select, F& f, C core) {
  for (auto& c : select.cores) {
    core(c);
    for (auto& item : c.items)
      if (item.expression) walk(*item.expression, f);
    if (c.from)
      for (auto& join : c.from->joins) walk(join.on, f);
    if (c.where_clause) walk(*c.where_clause, f);
    for (auto& x : c.group_by) walk(x, f);
    if (c.having) walk(*c.having, f);
  }
  for (auto& item : select.order_by) walk(item.expression, f);
  if (select.limit) walk(*select.limit, f);
}

}  // namespace retort::model
