// SPDX-License-Identifier: Apache-2.0
// The condition of a filtered index: columns compared with constants, joined by `and`.
// https://learn.microsoft.com/en-us/sql/t-sql/statements/create-index-transact-sql, "WHERE <filter_predicate>"
#include <fmt/format.h>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/mssql/key_rules.hpp"

namespace retort::dialects::mssql {

namespace {

using Op = ast::BinaryOperator;

bool is_constant(ast::Expression const& e) {
  if (auto const* sign = std::get_if<ast::Unary>(&e.node))
    return sign->op != ast::UnaryOperator::not_ && is_constant(*sign->operand);
  auto const* literal = std::get_if<ast::Literal>(&e.node);
  return literal != nullptr && literal->kind != ast::LiteralKind::null;
}

Op mirrored(Op op) {
  if (op == Op::less) return Op::greater;
  if (op == Op::less_equal) return Op::greater_equal;
  if (op == Op::greater) return Op::less;
  if (op == Op::greater_equal) return Op::less_equal;
  return op;
}

class Filter {
 public:
  Filter(Work const& work, model::Table const& table) : work_(work), table_(table), scope_(Renderer::scope_of(table)) {}

  std::string write(ast::Expression const& e) const {
    auto const no = [&] { return refuse(e); };
    return std::visit(
        overloaded{
            [&](ast::Binary const& n) { return binary(n, e); },
            [&](ast::IsNull const& n) { return is_column(*n.operand) ? work_.after.condition(e, scope_) : no(); },
            [&](ast::InList const& n) { return in_list(n, e); },
            [&](ast::Between const& n) {
              if (n.negated) return no();
              return compare(Op::greater_equal, *n.operand, *n.low, e) + " and " +
                     compare(Op::less_equal, *n.operand, *n.high, e);
            },
            [&](ast::ColumnReference const&) { return is_column(e) ? work_.after.condition(e, scope_) : no(); },
            [&](ast::Unary const& n) {
              if (n.op != ast::UnaryOperator::not_) return no();
              if (auto const* null = std::get_if<ast::IsNull>(&n.operand->node)) {
                ast::Expression turned = *n.operand;
                turned.node = ast::IsNull{null->operand, !null->negated};
                return write(turned);
              }
              return is_column(*n.operand) ? work_.after.expression(*n.operand, scope_) + " = 0" : no();
            },
            [&](ast::NativeExpression const&) { return work_.after.condition(e, scope_); },
            [&](ast::BadExpression const&) { return std::string(); }, [&](ast::Literal const&) { return no(); },
            [&](ast::InSelect const&) { return no(); }, [&](ast::Like const&) { return no(); },
            [&](ast::Case const&) { return no(); }, [&](ast::Cast const&) { return no(); },
            [&](ast::Call const&) { return no(); }, [&](ast::Exists const&) { return no(); },
            [&](ast::ScalarSelect const&) { return no(); }, [&](ast::DefaultValue const&) { return no(); },
            [&](ast::NextValue const&) { return no(); }},
        e.node);
  }

 private:
  std::string refuse(ast::Expression const& e) const {
    work_.refuse(
        e.where,
        fmt::format("{} has indexes of a part of the rows only where columns, not generated ones, are compared "
                    "with constants and all of it joined by `and`",
                    title),
        "write it so, or index a generated column that is null in the other rows");
    return "1 = 1";
  }
  bool is_column(ast::Expression const& e) const {
    auto const* reference = std::get_if<ast::ColumnReference>(&e.node);
    auto const* column = reference == nullptr ? nullptr : table_.column(reference->column.text);
    return column != nullptr && !column->generated;
  }
  std::string compare(Op op, ast::Expression const& left, ast::Expression const& right,
                      ast::Expression const& whole) const {
    if (is_column(right) && is_constant(left)) return compare(mirrored(op), right, left, whole);
    if (!is_column(left) || !is_constant(right)) return refuse(whole);
    ast::Expression out = whole;
    out.node = ast::Binary{op, left, right};
    return work_.after.condition(out, scope_);
  }
  std::string binary(ast::Binary const& n, ast::Expression const& e) const {
    if (n.op == Op::and_) return write(*n.left) + " and " + write(*n.right);
    bool const comparison = n.op >= Op::equal && n.op <= Op::greater_equal;
    return comparison ? compare(n.op, *n.left, *n.right, e) : refuse(e);
  }
  std::string in_list(ast::InList const& n, ast::Expression const& e) const {
    bool constants = is_column(*n.operand);
    for (auto const& item : n.list) constants = constants && is_constant(item);
    if (!constants) return refuse(e);
    if (!n.negated) return work_.after.condition(e, scope_);
    std::string out;  // there is no `not in`
    for (auto const& item : n.list) out += (out.empty() ? "" : " and ") + compare(Op::not_equal, *n.operand, item, e);
    return out;
  }

  Work const& work_;
  model::Table const& table_;
  model::Scope scope_;
};

}  // namespace

std::string filter(Work const& work, model::Table const& table, ast::Expression const& condition) {
  return Filter(work, table).write(condition);
}

}  // namespace retort::dialects::mssql
