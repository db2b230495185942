// SPDX-License-Identifier: Apache-2.0
// The shape in which expressions are compared.
#include "compiler/inspect/meaning.hpp"

#include <algorithm>
#include <charconv>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/moment.hpp"
#include "compiler/dialects/sql_reader.hpp"
#include "compiler/model/expression_walk.hpp"
#include "compiler/model/schema_edit.hpp"
#include "compiler/model/value_type.hpp"

namespace retort::inspect {

namespace {

using dialects::expression_of;
using Op = ast::BinaryOperator;

// 007.50 is 7.5, 1e2 is 100.
std::string number_text(std::string const& text) {
  constexpr int most = 400;  // more than any number that a database holds
  auto const exponent = text.find_first_of("eE");
  auto const mantissa = text.substr(0, exponent);
  auto const dot = mantissa.find('.');
  std::string whole = mantissa.substr(0, dot), rest = dot == std::string::npos ? "" : mantissa.substr(dot + 1);
  if (exponent != std::string::npos) {
    auto const* begin = text.data() + exponent + 1;
    if (*begin == '+') ++begin;
    int places = 0;
    auto const [end, fault] = std::from_chars(begin, text.data() + text.size(), places);
    if (fault != std::errc() || places > most || places < -most) return text;
    auto const digits = whole + rest;
    auto const point = static_cast<int>(whole.size()) + places;
    whole = point <= 0 ? "" : digits.substr(0, static_cast<std::size_t>(point));
    whole.append(static_cast<std::size_t>(std::max(0, point - static_cast<int>(digits.size()))), '0');
    rest =
        std::string(static_cast<std::size_t>(std::max(0, -point)), '0') +
        (point >= static_cast<int>(digits.size()) ? "" : digits.substr(static_cast<std::size_t>(std::max(0, point))));
  }
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  rest.erase(rest.find_last_not_of('0') + 1);
  return (whole.empty() ? "0" : whole) + (rest.empty() ? "" : "." + rest);
}

bool is_uuid(std::string const& text) {
  constexpr std::size_t length = 36;
  return text.size() == length && std::all_of(text.begin(), text.end(), [](char c) {
           return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

// JSON without the blanks between its parts.
std::string without_blanks(std::string const& text) {
  std::string out;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"' && (i == 0 || text[i - 1] != '\\')) inside = !inside;
    if (inside || (text[i] != ' ' && text[i] != '\n')) out += text[i];
  }
  return out;
}

// `kind`: of the place it stands in. A text there is what it is; of an unknown place anything may be meant.
std::string string_text(std::string const& text, model::Kind kind) {
  constexpr int digits = 6;
  auto const may_be = [kind](std::initializer_list<model::Kind> kinds) {
    return kind == model::Kind::unknown || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  };
  using model::Kind;
  if (may_be({Kind::date, Kind::time, Kind::timestamp, Kind::timestamptz})) {
    if (auto const moment = dialects::read_moment(text); moment && text.find(':') != std::string::npos)
      return dialects::day_text(*moment) + " " + dialects::time_text(*moment, digits);
    if (text.find(':') != std::string::npos && text.find_first_not_of("0123456789:.") == std::string::npos)
      if (auto const time = dialects::read_time(text)) return dialects::time_text(*time, digits);
  }
  if (may_be({Kind::uuid}) && is_uuid(text)) return model::fold(text);
  if (may_be({Kind::json}) && !text.empty() && (text.front() == '{' || text.front() == '['))
    return without_blanks(text);
  return text;
}

ast::Expression binary(Op op, ast::Expression left, ast::Expression right) {
  return expression_of(ast::Binary{op, std::move(left), std::move(right)});
}

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
  // Not as a column, or what a function gives, is.
  return binary(Op::equal, std::move(e), expression_of(ast::Literal{ast::LiteralKind::number, "0"}));
}

void collect(ast::Expression const& e, Op op, std::vector<ast::Expression>& out) {
  auto const* n = std::get_if<ast::Binary>(&e.node);
  if (n == nullptr || n->op != op) {
    out.push_back(e);
    return;
  }
  collect(*n->left, op, out);
  collect(*n->right, op, out);
}

// A chain of `and` or `or` in the shape that it has without parentheses.
void flatten(ast::Expression& e) {
  auto const* joined = std::get_if<ast::Binary>(&e.node);
  if (joined == nullptr || (joined->op != Op::and_ && joined->op != Op::or_)) return;
  Op const op = joined->op;
  std::vector<ast::Expression> parts;
  collect(e, op, parts);
  ast::Expression out = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) out = binary(op, std::move(out), parts[i]);
  e = std::move(out);
}

ast::Expression of_literal(ast::Literal n, model::Kind kind) {
  if (n.kind == ast::LiteralKind::boolean) {
    n.kind = ast::LiteralKind::number;
    n.text = n.text == "true" ? "1" : "0";
  } else if (n.kind == ast::LiteralKind::number) {
    n.text = number_text(n.text);
  } else if (n.kind == ast::LiteralKind::string) {
    n.text = string_text(n.text, kind);
  }
  return expression_of(std::move(n));
}

bool is_numeric(ast::Type const& type) {
  if (type.array) return false;
  if (auto const* native = std::get_if<ast::NativeType>(&type.base))
    return !native->spellings.empty() && native->spellings.front().text.value == "numeric";
  return model::is_number(model::value_type(type).kind);
}
bool is_boolean(ast::Type const& type) { return !type.array && model::value_type(type).kind == model::Kind::boolean; }
// A text that is a number, as one.
std::optional<ast::Expression> as_number(std::string const& text) {
  bool const minus = !text.empty() && text.front() == '-';
  auto const digits = minus ? text.substr(1) : text;
  if (digits.empty() || digits == "." || digits.find_first_not_of("0123456789.") != std::string::npos ||
      std::count(digits.begin(), digits.end(), '.') > 1)
    return std::nullopt;
  auto value = expression_of(ast::Literal{ast::LiteralKind::number, digits});
  return minus ? expression_of(ast::Unary{ast::UnaryOperator::minus, std::move(value)}) : std::move(value);
}
std::optional<ast::Expression> as_boolean(std::string const& text) {
  bool const yes = text == "t" || text == "true" || text == "1", no = text == "f" || text == "false" || text == "0";
  if (!yes && !no) return std::nullopt;
  return expression_of(ast::Literal{ast::LiteralKind::boolean, yes ? "true" : "false"});
}
// A text in a place for something else.
std::optional<ast::Expression> literal_as(ast::Expression const& e, ast::Type const& type) {
  auto const* n = std::get_if<ast::Literal>(&e.node);
  if (n == nullptr) return std::nullopt;
  if (n->kind == ast::LiteralKind::string && is_numeric(type)) return as_number(n->text);
  if ((n->kind == ast::LiteralKind::string || n->kind == ast::LiteralKind::number) && is_boolean(type))
    return as_boolean(n->text);
  // https://www.postgresql.org/docs/15/datatype-binary.html
  bool const bytes = !type.array && model::value_type(type).kind == model::Kind::bytes;
  if (n->kind == ast::LiteralKind::string && bytes && n->text.starts_with("\\x"))
    return expression_of(ast::Literal{ast::LiteralKind::bytes, n->text.substr(2)});
  return std::nullopt;
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

model::Kind kind_of(ast::Expression const& e, ColumnTypes const& types) {
  if (auto const* column = std::get_if<ast::ColumnReference>(&e.node)) {
    auto const* type = types(column->column.text);
    return type == nullptr || type->array ? model::Kind::unknown : model::value_type(*type).kind;
  }
  if (auto const* cast = std::get_if<ast::Cast>(&e.node))
    return cast->type.array ? model::Kind::unknown : model::value_type(cast->type).kind;
  if (auto const* call = std::get_if<ast::Call>(&e.node)) {
    auto const& name = call->function.text;
    if (name == "length" || name == "count") return model::Kind::integer;
    for (auto const* text : {"lower", "upper", "trim", "concat", "substring", "replace"})
      if (name == text) return model::Kind::text;
    if (!call->arguments.empty()) return kind_of(call->arguments.front(), types);
  }
  if (auto const* n = std::get_if<ast::Binary>(&e.node))
    return n->op == Op::concat  ? model::Kind::text
           : n->op > Op::concat ? kind_of(*n->left, types)
                                : model::Kind::boolean;
  return model::Kind::unknown;
}

// Whether a number there has a fraction, so that a quotient has one.
bool has_fraction(ast::Expression const& e, ColumnTypes const& types) {
  using model::Kind;
  if (auto const* n = std::get_if<ast::Literal>(&e.node))
    return n->kind == ast::LiteralKind::number && n->text.find_first_of(".e") != std::string::npos;
  if (auto const* n = std::get_if<ast::Unary>(&e.node)) return has_fraction(*n->operand, types);
  if (auto const* n = std::get_if<ast::Binary>(&e.node))
    return n->op > Op::concat && (has_fraction(*n->left, types) || has_fraction(*n->right, types));
  if (auto const* n = std::get_if<ast::Cast>(&e.node))
    return is_numeric(n->type) && model::value_type(n->type).kind != Kind::integer;
  if (auto const* n = std::get_if<ast::Call>(&e.node);
      n != nullptr && (n->function.text == "coalesce" || n->function.text == "abs" || n->function.text == "nullif"))
    return std::any_of(n->arguments.begin(), n->arguments.end(),
                       [&](ast::Expression const& argument) { return has_fraction(argument, types); });
  auto const kind = kind_of(e, types);
  return kind == Kind::numeric || kind == Kind::floating;
}

// Whether the database casts so by itself, so that the cast says nothing. Of what is not known it may.
bool is_added(ast::Cast const& cast, ColumnTypes const& types) {
  using model::Kind;
  if (std::holds_alternative<ast::Literal>(cast.operand->node)) return true;
  if (auto const* minus = std::get_if<ast::Unary>(&cast.operand->node);
      minus != nullptr && std::holds_alternative<ast::Literal>(minus->operand->node))
    return true;
  auto const from = kind_of(*cast.operand, types);
  if (from == Kind::unknown) return true;
  if (cast.type.array) return false;
  if (auto const* column = std::get_if<ast::ColumnReference>(&cast.operand->node))
    if (auto const* type = types(column->column.text); type != nullptr && *type == cast.type) return true;
  auto const* native = std::get_if<ast::NativeType>(&cast.type.base);
  auto const* builtin = std::get_if<ast::BuiltinType>(&cast.type.base);
  auto const to = model::value_type(cast.type).kind;
  if (native != nullptr && is_numeric(cast.type)) return from == Kind::integer || from == Kind::numeric;
  if (native != nullptr)  // char without a length
    return from == Kind::text && !native->spellings.empty() && native->spellings.front().text.value == "bpchar";
  if (to == Kind::floating) return from == Kind::integer || from == Kind::numeric;
  if (to == Kind::timestamp) return from == Kind::date;
  if (to == Kind::timestamptz) return from == Kind::date || from == Kind::timestamp;
  return builtin != nullptr && builtin->kind == ast::TypeKind::text && from == Kind::text;
}

class Meaning {
 public:
  Meaning(Qualifiers qualifiers, Knowledge const* known) : qualifiers_(qualifiers), known_(known) {}

  // `kind`: of the place that it stands in.
  void apply(ast::Expression& e, model::Kind kind) const {
    bool const divides = known_ != nullptr && divides_fractions(e);
    apply_inside(e, kind);
    if (std::holds_alternative<ast::Cast>(e.node)) {
      of_cast(e);
    } else if (auto* column = std::get_if<ast::ColumnReference>(&e.node)) {
      if (qualifiers_ == Qualifiers::dropped) column->table.reset();
    } else if (auto const* value = std::get_if<ast::Literal>(&e.node)) {
      e = of_literal(*value, kind);
    } else if (auto const* unary = std::get_if<ast::Unary>(&e.node)) {
      of_unary(e, *unary);
    } else if (auto const* between = std::get_if<ast::Between>(&e.node)) {
      bool const no = between->negated;
      e = binary(no ? Op::or_ : Op::and_, binary(no ? Op::less : Op::greater_equal, *between->operand, *between->low),
                 binary(no ? Op::greater : Op::less_equal, *between->operand, *between->high));
    } else if (auto const* in = std::get_if<ast::InList>(&e.node); in != nullptr && in->list.size() == 1) {
      e = binary(in->negated ? Op::not_equal : Op::equal, *in->operand, in->list.front());
    } else if (auto const* quotient = std::get_if<ast::Binary>(&e.node); quotient != nullptr && divides) {
      e = dialects::call_of(quotient->op == Op::divide ? "quotient" : "rest of quotient",
                            {*quotient->left, *quotient->right});
    }
    to_condition(e);
    flatten(e);
  }

 private:
  using Kind = model::Kind;

  [[nodiscard]] Kind kind_there(ast::Expression const& e) const {
    return known_ == nullptr ? Kind::unknown : kind_of(e, known_->types);
  }
  [[nodiscard]] bool divides_fractions(ast::Expression const& e) const {
    auto const* n = std::get_if<ast::Binary>(&e.node);
    return n != nullptr && (n->op == Op::divide || n->op == Op::modulo) &&
           (has_fraction(*n->left, known_->types) || has_fraction(*n->right, known_->types));
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
    if (known_ == nullptr || is_added(cast, known_->types)) {
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

// ---- presentable
// Whether the cast is one that a database puts in by itself. `divided`: it decides whether a quotient has a fraction.
bool is_implied(ast::Cast const& cast, ColumnTypes const& types, bool divided) {
  if (divided && is_numeric(cast.type) && model::value_type(cast.type).kind != model::Kind::integer) return false;
  if (std::holds_alternative<ast::Literal>(cast.operand->node)) return true;
  auto const* minus = std::get_if<ast::Unary>(&cast.operand->node);
  if (minus != nullptr && std::holds_alternative<ast::Literal>(minus->operand->node)) return true;
  auto const from = kind_of(*cast.operand, types);
  if (from == model::Kind::unknown || cast.type.array) return false;
  if (is_numeric(cast.type)) {
    auto const to = model::value_type(cast.type).kind;
    bool const native = to == model::Kind::unknown;  // numeric, of any size
    if (from == model::Kind::integer) return native || to == model::Kind::floating;
    return from == model::Kind::numeric && (native || to == model::Kind::floating);
  }
  auto const* builtin = std::get_if<ast::BuiltinType>(&cast.type.base);
  return builtin != nullptr && builtin->kind == ast::TypeKind::text && from == model::Kind::text;
}

void to_presentable(ast::Expression& e, ColumnTypes const& types, Qualifiers qualifiers, bool divided = false) {
  auto const* parent = std::get_if<ast::Binary>(&e.node);
  bool const divides = parent != nullptr && (parent->op == Op::divide || parent->op == Op::modulo);
  bool const adds =
      parent != nullptr && (parent->op == Op::add || parent->op == Op::subtract || parent->op == Op::multiply);
  bool const signs = std::holds_alternative<ast::Unary>(e.node);
  bool const inside = divides || (divided && (adds || signs));
  model::for_each_child(
      e, [&](ast::Expression& child) { to_presentable(child, types, qualifiers, inside); }, [](ast::Select&) {});
  if (auto const* cast = std::get_if<ast::Cast>(&e.node); cast != nullptr && is_implied(*cast, types, divided)) {
    ast::Expression operand = *cast->operand;
    auto const literal = literal_as(operand, cast->type);
    e = literal ? *literal : std::move(operand);
  }
  auto const type_of = [&](ast::Expression const& x) -> ast::Type const* {
    auto const* column = std::get_if<ast::ColumnReference>(&x.node);
    return column == nullptr ? nullptr : types(column->column.text);
  };
  auto const adapt = [](ast::Expression& value, ast::Type const* type) {
    if (type == nullptr) return;
    if (auto const changed = literal_as(value, *type)) value = *changed;
  };
  if (auto* n = std::get_if<ast::Binary>(&e.node); n != nullptr && n->op >= Op::equal && n->op < Op::concat) {
    adapt(*n->left, type_of(*n->right));
    adapt(*n->right, type_of(*n->left));
  }
  if (auto* n = std::get_if<ast::InList>(&e.node))
    for (auto& item : n->list) adapt(item, type_of(*n->operand));
  flatten(e);
  if (auto* column = std::get_if<ast::ColumnReference>(&e.node); qualifiers == Qualifiers::dropped && column != nullptr)
    column->table.reset();
}

}  // namespace

ast::Expression meaning(ast::Expression expression, Qualifiers qualifiers, Knowledge const* known,
                        ast::Type const* wanted) {
  bool const plain = wanted != nullptr && !wanted->array;
  Meaning(qualifiers, known).apply(expression, plain ? model::value_type(*wanted).kind : model::Kind::unknown);
  return expression;
}

ast::Expression presentable(ast::Expression expression, ColumnTypes const& types, ast::Type const* wanted,
                            Qualifiers qualifiers) {
  to_presentable(expression, types, qualifiers);
  if (wanted != nullptr)
    if (auto const literal = literal_as(expression, *wanted)) return *literal;
  return expression;
}

std::string const* words_of(ast::Expression const& expression) {
  auto const* native = std::get_if<ast::NativeExpression>(&expression.node);
  return native == nullptr || native->spellings.size() != 1 || !native->spellings.front().dialects.empty()
             ? nullptr
             : &native->spellings.front().text.value;
}

}  // namespace retort::inspect
