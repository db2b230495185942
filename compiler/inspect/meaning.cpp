// SPDX-License-Identifier: Apache-2.0
// The shape in which expressions are compared.
#include "compiler/inspect/meaning.hpp"

#include <algorithm>

#include "compiler/dialects/sql_reader.hpp"
#include "compiler/inspect/meaning_parts.hpp"
#include "compiler/model/expression_walk.hpp"

namespace retort::inspect {

namespace {

using dialects::expression_of;
using parts::binary;
using parts::flatten;
using parts::gather;
using parts::has_fraction;
using parts::is_added;
using parts::kind_of;
using parts::literal_as;
using parts::of_literal;
using Op = ast::BinaryOperator;

std::optional<Op> opposite(Op op) {
  switch (op) {
    case Op::equal:
      return Op::not_equal;
    case Op::not_equal:
      return Op::equal;
    case Op::less:
      return Op::greater_equal;
    case Op::greater_equal:
      return Op::less;
    case Op::greater:
      return Op::less_equal;
    case Op::less_equal:
      return Op::greater;
    case Op::or_:
      return Op::and_;
    case Op::and_:
      return Op::or_;
    case Op::concat:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::modulo:
      break;
  }
  return std::nullopt;
}

// `not e`, with the `not` as far inside as it goes. The same for null as well.
ast::Expression negated(ast::Expression e) {
  if (auto* n = std::get_if<ast::Binary>(&e.node)) {
    if (auto const op = opposite(n->op)) {
      bool const joins = n->op == Op::or_ || n->op == Op::and_;
      return joins ? binary(*op, negated(*n->left), negated(*n->right)) : binary(*op, *n->left, *n->right);
    }
  }
  if (auto* n = std::get_if<ast::Unary>(&e.node); n != nullptr && n->op == ast::UnaryOperator::not_) return *n->operand;
  if (auto* n = std::get_if<ast::IsNull>(&e.node)) {
    n->negated = !n->negated;
    return e;
  }
  if (auto* n = std::get_if<ast::InList>(&e.node)) {
    n->negated = !n->negated;
    return e;
  }
  if (auto* n = std::get_if<ast::InSelect>(&e.node)) {
    n->negated = !n->negated;
    return e;
  }
  if (auto* n = std::get_if<ast::Like>(&e.node)) {
    n->negated = !n->negated;
    return e;
  }
  if (auto* n = std::get_if<ast::Literal>(&e.node);
      n != nullptr && (n->kind == ast::LiteralKind::boolean || n->text == "0" || n->text == "1")) {
    bool const yes = n->text == "true" || n->text == "1";
    return expression_of(ast::Literal{ast::LiteralKind::number, yes ? "0" : "1"});
  }
  // Not as a column, or what a function gives, is.
  return binary(Op::equal, std::move(e), expression_of(ast::Literal{ast::LiteralKind::number, "0"}));
}

std::optional<Op> mirrored(Op op) {
  switch (op) {
    case Op::equal:
    case Op::not_equal:
      return op;
    case Op::less:
      return Op::greater;
    case Op::greater:
      return Op::less;
    case Op::less_equal:
      return Op::greater_equal;
    case Op::greater_equal:
      return Op::less_equal;
    case Op::or_:
    case Op::and_:
    case Op::concat:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::modulo:
      break;
  }
  return std::nullopt;
}
bool is_literal(ast::Expression const& e) { return std::holds_alternative<ast::Literal>(e.node); }
bool is_zero(ast::Expression const& e) {
  auto const* literal = std::get_if<ast::Literal>(&e.node);
  return literal != nullptr && literal->kind == ast::LiteralKind::number && literal->text == "0";
}
// Small enough to be there twice: of a `between` in a `between` in a `between` … there would be no end.
bool is_small(ast::Expression const& e) {
  constexpr std::size_t most = 500;
  std::size_t parts = 0;
  auto const count = [&](ast::Expression const&) { ++parts; };
  model::walk(e, count);
  return parts <= most;
}
// Literals stand to the right; MySQL writes a condition x as `0 <> x` and its contrary as `0 = x`.
void to_condition(ast::Expression& e) {
  auto* n = std::get_if<ast::Binary>(&e.node);
  if (n == nullptr) return;
  if (auto const op = mirrored(n->op); op && is_literal(*n->left) && !is_literal(*n->right)) {
    n->op = *op;
    std::swap(*n->left, *n->right);
  }
  if (n->op != Op::not_equal || !is_zero(*n->right)) return;
  ast::Expression condition = *n->left;
  e = std::move(condition);
}

class Meaning {
 public:
  Meaning(Qualifiers qualifiers, Knowledge const* known) : qualifiers_(qualifiers), known_(known) {}

  // `kind`: of the place that it stands in.
  void apply(ast::Expression& e, model::Kind kind) const {
    bool const divides = known_ != nullptr && divides_fractions(e);
    apply_inside(e, kind);
    settle(e, kind, divides);
  }

 private:
  using Kind = model::Kind;

  // What is inside has its meaning already. Not a part of apply(): a tall expression would need its place on the stack
  // for every operator.
  [[gnu::noinline]] void settle(ast::Expression& e, Kind kind, bool divides) const {
    if (std::holds_alternative<ast::Cast>(e.node)) {
      of_cast(e);
    } else if (auto* column = std::get_if<ast::ColumnReference>(&e.node)) {
      if (qualifiers_ == Qualifiers::dropped) column->table.reset();
    } else if (auto const* value = std::get_if<ast::Literal>(&e.node)) {
      e = of_literal(*value, kind);
    } else if (auto const* unary = std::get_if<ast::Unary>(&e.node)) {
      of_unary(e, *unary);
    } else if (auto const* between = std::get_if<ast::Between>(&e.node);
               between != nullptr && is_small(*between->operand)) {
      bool const no = between->negated;
      e = binary(no ? Op::or_ : Op::and_, binary(no ? Op::less : Op::greater_equal, *between->operand, *between->low),
                 binary(no ? Op::greater : Op::less_equal, *between->operand, *between->high));
    } else if (auto const* in = std::get_if<ast::InList>(&e.node); in != nullptr && in->list.size() == 1) {
      e = binary(in->negated ? Op::not_equal : Op::equal, *in->operand, in->list.front());
    } else if (auto const* choice = std::get_if<ast::Case>(&e.node); choice != nullptr && is_truth(*choice)) {
      ast::Expression condition = choice->arms.front().when;
      e = std::move(condition);
    } else if (auto const* quotient = std::get_if<ast::Binary>(&e.node); quotient != nullptr && divides) {
      e = dialects::call_of(quotient->op == Op::divide ? "quotient" : "rest of quotient",
                            {*quotient->left, *quotient->right});
    }
    to_condition(e);
    if (known_ != nullptr && known_->bits) of_truth(e);
    flatten(e);
    gather(e);
  }

  // `x = 1` is x; that it is not so is `x = 0`.
  void of_truth(ast::Expression& e) const {
    auto* n = std::get_if<ast::Binary>(&e.node);
    auto const* one = n == nullptr ? nullptr : std::get_if<ast::Literal>(&n->right->node);
    if (one == nullptr || one->kind != ast::LiteralKind::number || one->text != "1") return;
    if ((n->op != Op::equal && n->op != Op::not_equal) || kind_there(*n->left) != Kind::boolean) return;
    if (n->op == Op::not_equal) {
      n->op = Op::equal;
      *n->right = expression_of(ast::Literal{ast::LiteralKind::number, "0"});
      return;
    }
    ast::Expression condition = *n->left;
    e = std::move(condition);
  }
  [[nodiscard]] Kind kind_there(ast::Expression const& e) const {
    return known_ == nullptr ? Kind::unknown : kind_of(e, known_->types);
  }
  [[nodiscard]] bool divides_fractions(ast::Expression const& e) const {
    auto const* n = std::get_if<ast::Binary>(&e.node);
    return n != nullptr && (n->op == Op::divide || n->op == Op::modulo) &&
           (has_fraction(*n->left, known_->types) || has_fraction(*n->right, known_->types));
  }
  // `case when x then 1 when not x then 0 end`: x, as a value where there are no booleans.
  [[nodiscard]] bool is_truth(ast::Case const& choice) const {
    if (known_ == nullptr || !known_->bits) return false;
    if (!choice.operand.empty() || !choice.otherwise.empty() || choice.arms.size() != 2) return false;
    auto const &yes = choice.arms[0], &no = choice.arms[1];
    auto const is = [](ast::Expression const& e, std::string_view text) {
      auto const* literal = std::get_if<ast::Literal>(&e.node);
      return literal != nullptr && literal->kind == ast::LiteralKind::number && literal->text == text;
    };
    if (!is(yes.then, "1") || !is(no.then, "0")) return false;
    auto contrary = negated(yes.when);
    apply(contrary, Kind::unknown);
    return contrary == no.when;
  }
  // Casts in selects inside of it are dropped, for the columns there are others.
  static void bare(ast::Select& select) {
    auto inside = [](ast::Expression& x) {
      if (auto const* cast = std::get_if<ast::Cast>(&x.node)) {
        auto operand = *cast->operand;
        x = std::move(operand);
      }
    };
    model::walk_select(select, inside, [](auto&) {});
  }
  void apply_inside(ast::Expression& e, Kind kind) const {
    auto const all_as = [&](Kind one) {
      model::for_each_child(
          e, [&](ast::Expression& child) { apply(child, one); }, [](ast::Select& select) { bare(select); });
    };
    if (auto* n = std::get_if<ast::Binary>(&e.node); n != nullptr && n->op >= Op::equal && n->op < Op::concat) {
      auto const left = kind_there(*n->left), right = kind_there(*n->right);
      apply(*n->left, right);
      apply(*n->right, left);
    } else if (n != nullptr && n->op == Op::concat) {
      all_as(known_ == nullptr ? Kind::unknown : Kind::text);
    } else if (auto* in = std::get_if<ast::InList>(&e.node)) {
      auto const wanted = kind_there(*in->operand);
      apply(*in->operand, Kind::unknown);
      for (auto& item : in->list) apply(item, wanted);
    } else if (auto const* between = std::get_if<ast::Between>(&e.node)) {
      all_as(kind_there(*between->operand));
    } else if (std::holds_alternative<ast::Like>(e.node)) {
      all_as(known_ == nullptr ? Kind::unknown : Kind::text);
    } else if (auto const* cast = std::get_if<ast::Cast>(&e.node)) {
      all_as(cast->type.array ? Kind::unknown : model::value_type(cast->type).kind);
    } else if (auto const* call = std::get_if<ast::Call>(&e.node)) {
      all_as(of_arguments(*call, kind));
    } else if (auto* choice = std::get_if<ast::Case>(&e.node)) {
      auto const wanted = choice->operand.empty() ? Kind::unknown : kind_there(choice->operand.front());
      for (auto& x : choice->operand) apply(x, Kind::unknown);
      for (auto& arm : choice->arms) {
        apply(arm.when, wanted);
        apply(arm.then, kind);
      }
      for (auto& x : choice->otherwise) apply(x, kind);
    } else {
      all_as(Kind::unknown);
    }
  }
  [[nodiscard]] Kind of_arguments(ast::Call const& call, Kind kind) const {
    auto const& name = call.function.text;
    if (known_ == nullptr) return Kind::unknown;
    for (auto const* text : {"lower", "upper", "trim", "length", "replace", "substring", "concat"})
      if (name == text) return Kind::text;
    if (name != "coalesce" && name != "nullif") return Kind::unknown;
    for (auto const& argument : call.arguments)
      if (auto const found = kind_there(argument); found != Kind::unknown) return found;
    return kind;
  }
  void of_cast(ast::Expression& e) const {
    auto& cast = std::get<ast::Cast>(e.node);
    if (auto const literal = literal_as(*cast.operand, cast.type)) {
      e = *literal;
      apply(e, Kind::unknown);
      return;
    }
    if (known_ == nullptr || is_added(cast, known_->types) || is_condition_as_boolean(cast)) {
      ast::Expression operand = *cast.operand;
      e = std::move(operand);
      return;
    }
    // Types are the same where they are stored alike.
    if (auto stored = known_->stored(cast.type); !stored.empty()) {
      ast::DialectText spelling;
      spelling.text.value = std::move(stored);
      cast.type = ast::Type();
      cast.type.base = ast::NativeType{{std::move(spelling)}};
    }
    // Twice is once.
    auto const* inner = std::get_if<ast::Cast>(&cast.operand->node);
    if (inner != nullptr && inner->type == cast.type) {
      ast::Expression once = *cast.operand;
      e = std::move(once);
    }
  }
  [[nodiscard]] bool is_condition_as_boolean(ast::Cast const& cast) const {
    if (cast.type.array || model::value_type(cast.type).kind != Kind::boolean) return false;
    auto const& node = cast.operand->node;
    return std::holds_alternative<ast::IsNull>(node) || std::holds_alternative<ast::InList>(node) ||
           std::holds_alternative<ast::Like>(node) ||
           (std::holds_alternative<ast::Binary>(node) && std::get<ast::Binary>(node).op < Op::concat);
  }
  void of_unary(ast::Expression& e, ast::Unary const& unary) const {
    ast::Expression operand = *unary.operand;
    auto const op = unary.op;
    auto const* number = std::get_if<ast::Literal>(&operand.node);
    if (op == ast::UnaryOperator::not_) {
      e = negated(std::move(operand));
      if (std::holds_alternative<ast::Binary>(e.node)) apply(e, Kind::unknown);
    } else if (op == ast::UnaryOperator::plus) {
      e = std::move(operand);
    } else if (number != nullptr && number->kind == ast::LiteralKind::number && !number->text.starts_with('-')) {
      e = expression_of(
          ast::Literal{ast::LiteralKind::number, number->text == "0" ? number->text : "-" + number->text});
    }
  }

  Qualifiers qualifiers_;
  Knowledge const* known_;
};

}  // namespace

ast::Expression meaning(ast::Expression expression, Qualifiers qualifiers, Knowledge const* known,
                        ast::Type const* wanted) {
  bool const plain = wanted != nullptr && !wanted->array;
  Meaning(qualifiers, known).apply(expression, plain ? model::value_type(*wanted).kind : model::Kind::unknown);
  return expression;
}

std::string const* words_of(ast::Expression const& expression) {
  auto const* native = std::get_if<ast::NativeExpression>(&expression.node);
  return native == nullptr || native->spellings.size() != 1 || !native->spellings.front().dialects.empty()
             ? nullptr
             : &native->spellings.front().text.value;
}

}  // namespace retort::inspect
