// SPDX-License-Identifier: Apache-2.0
// Expressions and the portable select.
#pragma once

#include <variant>

#include "compiler/ast/type.hpp"
#include "compiler/base/box.hpp"

namespace retort::ast {

struct Expression;
struct Select;

enum class LiteralKind { null, boolean, number, string, bytes };

// `text`: "true"/"false" for a boolean; the digits as written (lower-case e) for a number, without sign; the value for
// a string; lower-case hex digits for bytes; empty for null.
struct Literal {
  LiteralKind kind = LiteralKind::null;
  std::string text;
  friend bool operator==(Literal const&, Literal const&) = default;
};

// `c`, `t.c`, `excluded.c`; `schema.t.c` keeps the schema in the qualifier.
struct ColumnReference {
  Maybe<QualifiedName> table;
  Identifier column;
  friend bool operator==(ColumnReference const&, ColumnReference const&) = default;
};

enum class UnaryOperator { not_, minus, plus };
struct Unary {
  UnaryOperator op = UnaryOperator::not_;
  Box<Expression> operand;
  friend bool operator==(Unary const&, Unary const&);
};

// In order of precedence, loosest first; `not` stands between and_ and equal.
enum class BinaryOperator {
  or_,
  and_,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  concat,
  add,
  subtract,
  multiply,
  divide,
  modulo
};
struct Binary {
  BinaryOperator op = BinaryOperator::or_;
  Box<Expression> left, right;
  friend bool operator==(Binary const&, Binary const&);
};

struct IsNull {  // operand is [not] null
  Box<Expression> operand;
  bool negated = false;
  friend bool operator==(IsNull const&, IsNull const&);
};
struct InList {  // operand [not] in (a, b)
  Box<Expression> operand;
  std::vector<Expression> list;
  bool negated = false;
  friend bool operator==(InList const&, InList const&);
};
struct InSelect {  // operand [not] in (select …)
  Box<Expression> operand;
  Box<Select> select;
  bool negated = false;
  friend bool operator==(InSelect const&, InSelect const&);
};
struct Between {  // operand [not] between low and high
  Box<Expression> operand, low, high;
  bool negated = false;
  friend bool operator==(Between const&, Between const&);
};
struct Like {  // operand [not] like pattern
  Box<Expression> operand, pattern;
  bool negated = false;
  friend bool operator==(Like const&, Like const&);
};
struct CaseArm;
struct Case {                       // case [operand] when … then … [else …] end
  std::vector<Expression> operand;  // none or one
  std::vector<CaseArm> arms;
  std::vector<Expression> otherwise;  // none or one
  friend bool operator==(Case const&, Case const&);
};
struct Cast {
  Box<Expression> operand;
  Type type;
  friend bool operator==(Cast const&, Cast const&);
};

// A function of the portable set, an aggregate, or a name the model will refuse. `current_date` and `now()` are calls
// without arguments.
struct Call {
  Identifier function;
  std::vector<Expression> arguments;
  bool star = false;      // count(*)
  bool distinct = false;  // count(distinct x)
  friend bool operator==(Call const&, Call const&);
};
struct Exists {
  Box<Select> select;
  friend bool operator==(Exists const&, Exists const&);
};
struct ScalarSelect {
  Box<Select> select;
  friend bool operator==(ScalarSelect const&, ScalarSelect const&);
};
struct NativeExpression {  // native postgresql $$…$$ mysql $$…$$
  std::vector<DialectText> spellings;
  friend bool operator==(NativeExpression const&, NativeExpression const&) = default;
};
struct DefaultValue {  // `default` where a value stands
  friend bool operator==(DefaultValue const&, DefaultValue const&) = default;
};
struct NextValue {  // next value for s
  QualifiedName sequence;
  friend bool operator==(NextValue const&, NextValue const&) = default;
};
// What is left of an expression that could not be parsed; later stages stay silent on it.
struct BadExpression {
  friend bool operator==(BadExpression const&, BadExpression const&) = default;
};

// What an expression can be: choice.hpp.
struct ExpressionNodes {
  using Variant =
      std::variant<BadExpression, Literal, ColumnReference, Unary, Binary, IsNull, InList, InSelect, Between, Like,
                   Case, Cast, Call, Exists, ScalarSelect, NativeExpression, DefaultValue, NextValue>;
};
struct Expression {
  Choice<ExpressionNodes> node;
  Where where;
  friend bool operator==(Expression const&, Expression const&) = default;
};

struct CaseArm {
  Expression when, then;
  friend bool operator==(CaseArm const&, CaseArm const&) = default;
};

// One item of a select list: `*`, `t.*` or an expression with an optional name.
struct SelectItem {
  bool star = false;
  Maybe<QualifiedName> star_table;
  Maybe<Expression> expression;  // set unless star
  Maybe<Identifier> alias;
  Where where;
  friend bool operator==(SelectItem const&, SelectItem const&) = default;
};
struct TableReference {
  QualifiedName table;
  Maybe<Identifier> alias;
  Where where;
  friend bool operator==(TableReference const&, TableReference const&) = default;
};
struct Join {
  bool left = false;  // left join; otherwise (inner) join
  TableReference table;
  Expression on;
  friend bool operator==(Join const&, Join const&) = default;
};
struct From {
  TableReference table;
  std::vector<Join> joins;
  friend bool operator==(From const&, From const&) = default;
};
struct OrderItem {
  Expression expression;
  bool descending = false;
  friend bool operator==(OrderItem const&, OrderItem const&) = default;
};
// One `select … from … where … group by … having …`.
struct SelectCore {
  bool distinct = false;
  std::vector<SelectItem> items;
  Maybe<From> from;
  Maybe<Expression> where_clause;
  std::vector<Expression> group_by;
  Maybe<Expression> having;
  Where where;
  friend bool operator==(SelectCore const&, SelectCore const&) = default;
};
// Cores joined by `union [all]`: union_all[i] says how cores[i] and cores[i + 1] are joined.
struct Select {
  std::vector<SelectCore> cores;
  std::vector<bool> union_all;
  std::vector<OrderItem> order_by;
  Maybe<Expression> limit;
  Where where;

  Select();
  Select(Select const&);
  Select(Select&&) noexcept;
  Select& operator=(Select const&);
  Select& operator=(Select&&) noexcept;
  ~Select();
  friend bool operator==(Select const&, Select const&);
};

inline bool operator==(Unary const& a, Unary const& b) { return a.op == b.op && a.operand == b.operand; }
inline bool operator==(Binary const& a, Binary const& b) {
  return a.op == b.op && a.left == b.left && a.right == b.right;
}
inline bool operator==(IsNull const& a, IsNull const& b) { return a.negated == b.negated && a.operand == b.operand; }
inline bool operator==(InList const& a, InList const& b) {
  return a.negated == b.negated && a.operand == b.operand && a.list == b.list;
}
inline bool operator==(InSelect const& a, InSelect const& b) {
  return a.negated == b.negated && a.operand == b.operand && a.select == b.select;
}
inline bool operator==(Between const& a, Between const& b) {
  return a.negated == b.negated && a.operand == b.operand && a.low == b.low && a.high == b.high;
}
inline bool operator==(Like const& a, Like const& b) {
  return a.negated == b.negated && a.operand == b.operand && a.pattern == b.pattern;
}
inline bool operator==(Case const& a, Case const& b) {
  return a.operand == b.operand && a.arms == b.arms && a.otherwise == b.otherwise;
}
inline bool operator==(Cast const& a, Cast const& b) { return a.operand == b.operand && a.type == b.type; }
inline bool operator==(Call const& a, Call const& b) {
  return a.function == b.function && a.arguments == b.arguments && a.star == b.star && a.distinct == b.distinct;
}
inline bool operator==(Exists const& a, Exists const& b) { return a.select == b.select; }
inline bool operator==(ScalarSelect const& a, ScalarSelect const& b) { return a.select == b.select; }

}  // namespace retort::ast

extern template class retort::Choice<retort::ast::ExpressionNodes>;
