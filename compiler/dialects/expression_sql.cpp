// SPDX-License-Identifier: Apache-2.0
// Expressions: the tree decides the parentheses, the Spelling the words, the types of the model what a literal means.
#include "compiler/dialects/expression_sql.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/expression_walk.hpp"

namespace retort::dialects {
namespace {

// Whether a literal's type is still open, so that the place it stands in decides.
bool is_open(ast::Expression const& e) {
  auto const* literal = std::get_if<ast::Literal>(&e.node);
  return literal != nullptr && (literal->kind == ast::LiteralKind::string || literal->kind == ast::LiteralKind::null);
}
// Whether an expression is a condition, so that its operands need not be looked at to know its type.
bool is_condition(ast::Expression const& e) {
  if (auto const* unary = std::get_if<ast::Unary>(&e.node)) return unary->op == ast::UnaryOperator::not_;
  if (auto const* binary = std::get_if<ast::Binary>(&e.node)) return binary->op < ast::BinaryOperator::concat;
  return std::holds_alternative<ast::IsNull>(e.node) || std::holds_alternative<ast::InList>(e.node) ||
         std::holds_alternative<ast::InSelect>(e.node) || std::holds_alternative<ast::Between>(e.node) ||
         std::holds_alternative<ast::Like>(e.node) || std::holds_alternative<ast::Exists>(e.node);
}
bool is_known(model::ValueType const& type) {
  return type.kind != model::Kind::unknown && type.kind != model::Kind::null &&
         type.kind != model::Kind::string_literal;
}

std::optional<std::size_t> characters_of(ast::Type const& type, model::Schema const& schema) {
  if (type.array) return std::nullopt;
  if (auto const* named = std::get_if<ast::NamedType>(&type.base)) {
    auto const* found = schema.enum_type(model::object_name(named->name));
    if (found == nullptr) return std::nullopt;
    std::size_t most = 0;
    for (auto const& value : found->values) most = std::max(most, value.size());
    return most;
  }
  auto const* builtin = std::get_if<ast::BuiltinType>(&type.base);
  bool const has_length =
      builtin != nullptr && (builtin->kind == ast::TypeKind::varchar || builtin->kind == ast::TypeKind::char_);
  return has_length ? std::optional<std::size_t>(builtin->length) : std::nullopt;
}

// One expression, with what is known of its place.
class Writer {
 public:
  Writer(Renderer const& renderer, model::Scope const& scope) : r_(renderer), s_(renderer.spelling()), scope_(scope) {}

  Rendered write(ast::Expression const& e, Place const& place) const {
    Rendered out = std::visit(
        overloaded{
            [](ast::BadExpression const&) { return Rendered{"null"}; },
            [&](ast::Literal const& n) { return s_.literal(n, place); },
            [&](ast::ColumnReference const& n) {
              Rendered named{column(n)};
              named.characters = characters(n);
              return named;
            },
            [&](ast::Unary const& n) { return unary(n, place); }, [&](ast::Binary const& n) { return binary(n); },
            [&](ast::IsNull const& n) { return predicate(value(*n.operand), n.negated ? " is not null" : " is null"); },
            [&](ast::InList const& n) { return in_list(n); },
            [&](ast::InSelect const& n) {
              return predicate(value(*n.operand), std::string(n.negated ? " not" : "") + " in (" +
                                                      r_.select(*n.select, &scope_, {type(*n.operand)}) + ")");
            },
            [&](ast::Between const& n) { return between(n); },
            [&](ast::Like const& n) {
              return predicate(value(*n.operand),
                               std::string(n.negated ? " not" : "") + " like " + s_.like_pattern(value(*n.pattern)));
            },
            [&](ast::Case const& n) { return case_(n, place); },
            [&](ast::Cast const& n) {
              Place const inside{model::value_type(n.type), true, place.immutable};
              return s_.cast(write_value(*n.operand, inside), n.type, place, r_.sink());
            },
            [&](ast::Call const& n) { return call(n, place); },
            [&](ast::Exists const& n) {
              return Rendered{"exists (" + r_.select(*n.select, &scope_) + ")", Binds::primary, {}, false, true};
            },
            [&](ast::ScalarSelect const& n) {
              return Rendered{"(" + r_.select(*n.select, &scope_, {place.wanted}) + ")"};
            },
            [&](ast::NativeExpression const& n) { return native(n, e.where); },
            [](ast::DefaultValue const&) { return Rendered{"default"}; },
            [&](ast::NextValue const& n) { return s_.next_value(n.sequence); }},
        e.node);
    out.type = type(e);
    return out;
  }
  Rendered write_value(ast::Expression const& e, Place const& place) const { return s_.as_value(write(e, place)); }
  Rendered condition(ast::Expression const& e) const {
    return s_.as_condition(write(e, {{model::Kind::boolean, {}, false}, true, scope_.immutable}));
  }

 private:
  model::ValueType type(ast::Expression const& e) const {
    return is_condition(e) ? model::ValueType{model::Kind::boolean, {}, false} : r_.type_of(e, scope_);
  }
  Rendered value(ast::Expression const& e, model::ValueType const& wanted = {}) const {
    return write_value(e, {wanted, true, scope_.immutable});
  }

  static Rendered predicate(Rendered const& left, std::string const& rest) {
    return {operand(left, Binds::concat) + rest, Binds::predicate, {}, false, true};
  }

  std::string column(ast::ColumnReference const& n) const {
    if (!n.table) return s_.identifier(n.column.text);
    for (auto const& source : scope_.sources)
      if (source.only_qualified && source.alias == n.table->name.text) return s_.excluded(n.column.text);
    return s_.qualified(*n.table) + "." + s_.identifier(n.column.text);
  }

  // What the type of a column lets its text have.
  std::optional<std::size_t> characters(ast::ColumnReference const& n) const {
    for (auto const& source : scope_.sources) {
      if (n.table && n.table->name.text != source.alias) continue;
      for (auto const& offered : source.columns)
        if (offered.name == n.column.text && offered.type != nullptr) return characters_of(*offered.type, r_.schema());
    }
    return std::nullopt;
  }

  Rendered unary(ast::Unary const& n, Place const& place) const {
    if (n.op == ast::UnaryOperator::not_) return s_.unary(n.op, condition(*n.operand));
    return s_.unary(n.op, write_value(*n.operand, place));
  }

  Rendered binary(ast::Binary const& n) const {
    using Op = ast::BinaryOperator;
    if (n.op == Op::or_ || n.op == Op::and_) return s_.binary(n.op, condition(*n.left), condition(*n.right));
    if (n.op < Op::concat)  // comparisons: a literal is what the other side is
      return s_.binary(n.op, value(*n.left, is_open(*n.left) ? type(*n.right) : model::ValueType{}),
                       value(*n.right, is_open(*n.right) ? type(*n.left) : model::ValueType{}));
    return s_.binary(n.op, value(*n.left), value(*n.right));
  }

  Rendered in_list(ast::InList const& n) const {
    auto const wanted = type(*n.operand);
    std::vector<std::string> items;
    for (auto const& item : n.list) items.push_back(value(item, wanted).text);
    auto const first = n.list.empty() ? model::ValueType{} : type(n.list.front());
    return predicate(value(*n.operand, is_open(*n.operand) ? first : model::ValueType{}),
                     std::string(n.negated ? " not" : "") + " in (" + join(items) + ")");
  }

  Rendered between(ast::Between const& n) const {
    auto const wanted = type(*n.operand);
    auto const bound = [&](ast::Expression const& e) { return operand(value(e, wanted), Binds::concat); };
    return predicate(value(*n.operand, is_open(*n.operand) ? type(*n.low) : model::ValueType{}),
                     std::string(n.negated ? " not" : "") + " between " + bound(*n.low) + " and " + bound(*n.high));
  }

  Rendered case_(ast::Case const& n, Place const& place) const {
    Place arm_place{place.wanted, false, place.immutable};
    if (!is_known(arm_place.wanted)) {
      auto const learn = [&](ast::Expression const& e) {
        if (!is_known(arm_place.wanted)) arm_place.wanted = type(e);
      };
      for (auto const& arm : n.arms) learn(arm.then);
      for (auto const& e : n.otherwise) learn(e);
    }
    std::string out = "case";
    model::ValueType operand_type;
    if (!n.operand.empty()) {
      operand_type = type(n.operand.front());
      out += " " + value(n.operand.front()).text;
    }
    for (auto const& arm : n.arms)
      out += " when " + (n.operand.empty() ? condition(arm.when) : value(arm.when, operand_type)).text + " then " +
             write_value(arm.then, arm_place).text;
    if (!n.otherwise.empty()) out += " else " + write_value(n.otherwise.front(), arm_place).text;
    return {out + " end"};
  }

  Rendered call(ast::Call const& n, Place const& place) const {
    auto const& name = n.function.text;
    bool const alike = name == "coalesce" || name == "nullif" || name == "min" || name == "max";
    Place inside{{}, true, place.immutable};
    if (alike) {  // the arguments have the type of the result
      inside.wanted = place.wanted;
      inside.direct = false;
      for (auto const& a : n.arguments)
        if (!is_open(a)) inside = {type(a), true, place.immutable};
    }
    std::vector<Rendered> arguments;
    for (auto const& a : n.arguments) arguments.push_back(write_value(a, inside));
    return s_.call(n, arguments, place);
  }

  Rendered native(ast::NativeExpression const& n, Span where) const {
    auto const* found = text_for(n.spellings, s_.dialect());
    if (found != nullptr) return {found->text.value, Binds::unknown};
    r_.sink().report(Code::RT0803, where, fmt::format("this expression has no spelling for {}", s_.dialect())) |
        Note{fmt::format("add one: native {} $$…$$", s_.dialect()), std::nullopt};
    return {"null"};
  }

  Renderer const& r_;
  Spelling const& s_;
  model::Scope const& scope_;
};

}  // namespace

bool differs_by_row(ast::Expression const& e) {
  bool found = false;
  auto look = [&](ast::Expression const& x) {
    auto const* call = std::get_if<ast::Call>(&x.node);
    found = found || std::holds_alternative<ast::NextValue>(x.node) ||
            std::holds_alternative<ast::NativeExpression>(x.node) ||
            (call != nullptr && call->function.text == "gen_uuid");
  };
  model::walk(e, look);
  return found;
}

bool is_cast_to(ast::Expression const& e, std::string const& column, ast::Type const& type) {
  auto const* cast = std::get_if<ast::Cast>(&e.node);
  auto const* operand = cast == nullptr ? nullptr : std::get_if<ast::ColumnReference>(&cast->operand->node);
  return operand != nullptr && operand->column.text == column && cast->type == type;
}

model::Scope Renderer::scope_of(model::Table const& table) {
  model::Scope out;
  out.sources.push_back(model::source_of(table));
  return out;
}
model::Scope Renderer::conflict_scope(model::Table const& table) {
  auto out = scope_of(table);
  out.sources.push_back(model::source_of(table, "excluded"));
  out.sources.back().only_qualified = true;
  return out;
}

model::ValueType Renderer::type_of(ast::Expression const& e, model::Scope const& scope) const {
  Sink nowhere;  // it was checked where it was written
  model::ReplayOptions const options;
  model::Context quiet(schema_, options, nowhere, model::Phase::derived);
  return model::type_of(quiet, e, scope);
}

Rendered Renderer::render(ast::Expression const& e, model::Scope const& scope, Place const& place) const {
  return Writer(*this, scope).write_value(e, place);
}
Rendered Renderer::render_condition(ast::Expression const& e, model::Scope const& scope) const {
  return Writer(*this, scope).condition(e);
}
std::string Renderer::expression(ast::Expression const& e, model::Scope const& scope,
                                 model::ValueType const& wanted) const {
  return render(e, scope, {wanted, true, scope.immutable}).text;
}
std::string Renderer::condition(ast::Expression const& e, model::Scope const& scope) const {
  return render_condition(e, scope).text;
}

Rendered Renderer::assigned(ast::Expression const& e, model::Scope const& scope, ast::Type const& column) const {
  return spelling_.assigned(render(e, scope, {model::value_type(column), true, scope.immutable}), column);
}

std::string Renderer::assignments(std::vector<ast::Assignment> const& list, model::Table const& table,
                                  model::Scope const& scope) const {
  std::vector<std::string> out;
  for (auto const& a : list) {
    auto const* column = table.column(a.column.text);
    out.push_back(spelling_.identifier(a.column.text) + " = " +
                  assigned(a.value, scope, column == nullptr ? ast::Type{} : column->type).text);
  }
  return join(out);
}

}  // namespace retort::dialects
