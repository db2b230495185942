// SPDX-License-Identifier: Apache-2.0
// The table of the operators, as conditions.
#include "compiler/model/time_arithmetic.hpp"

namespace retort::model {

std::optional<Kind> with_time(ast::BinaryOperator op, Kind a, Kind b) {
  using Op = ast::BinaryOperator;
  if (a == Kind::unknown || b == Kind::unknown || a == Kind::null || b == Kind::null) return Kind::unknown;
  auto const shifted = [](Kind moment) { return moment == Kind::date ? Kind::timestamp : moment; };
  auto const is_point = [](Kind kind) { return kind >= Kind::date && kind <= Kind::timestamptz; };
  bool const sum = op == Op::add;
  if (op == Op::multiply && (a == Kind::interval || b == Kind::interval) && (is_number(a) || is_number(b)))
    return Kind::interval;
  if (op == Op::divide && a == Kind::interval && is_number(b)) return Kind::interval;
  if (!sum && op != Op::subtract) return std::nullopt;
  if (a == Kind::interval && b == Kind::interval) return Kind::interval;
  if (is_point(a) && b == Kind::interval) return shifted(a);
  if (sum && a == Kind::interval && is_point(b)) return shifted(b);
  if (a == Kind::date && b == Kind::integer) return Kind::date;
  if (sum && a == Kind::integer && b == Kind::date) return Kind::date;
  if (sum || !is_point(a) || !is_point(b) || (a == Kind::time) != (b == Kind::time)) return std::nullopt;
  return a == Kind::date && b == Kind::date ? Kind::integer : Kind::interval;
}

}  // namespace retort::model
