// SPDX-License-Identifier: Apache-2.0
// Types of expressions. Strict where the language says so, silent where a type is not known.
#include "compiler/model/expression_type.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/ast/print.hpp"
#include "compiler/base/overloaded.hpp"
#include "compiler/model/functions.hpp"
#include "compiler/model/literal_check.hpp"
#include "compiler/model/lost.hpp"
#include "compiler/model/time_arithmetic.hpp"

namespace retort::model {

Source source_of(Table const& table, std::string alias) {
  Source out;
  out.schema = alias.empty() ? table.name.schema : std::string();
  out.alias = alias.empty() ? table.name.name : std::move(alias);
  for (auto const& c : table.columns) out.columns.push_back({c.name, value_type(c.type), &c.type});
  if (auto const* key = table.primary_key()) out.key = texts(key->columns);
  out.made = table.made;
  return out;
}

namespace {

class Typer {
 public:
  Typer(Context& context, Scope const& scope) : context_(context), scope_(scope) {}

  ValueType type(ast::Expression const& e) {
    return std::visit(
        overloaded{
            [](ast::BadExpression const&) { return ValueType{}; }, [&](ast::Literal const& n) { return literal(n); },
            [&](ast::ColumnReference const& n) { return column(n, e.where); },
            [&](ast::Unary const& n) { return unary(n); }, [&](ast::Binary const& n) { return binary(n, e.where); },
            [&](ast::IsNull const& n) {
              type(*n.operand);
              return boolean();
            },
            [&](ast::InList const& n) {
              ValueType const operand = type(*n.operand);
              for (auto const& item : n.list) together(*n.operand, operand, item, type(item), item.where);
              return boolean();
            },
            [&](ast::InSelect const& n) {
              ValueType const operand = type(*n.operand);
              ValueType const item = one_column(*n.select, e.where);
              if (!comparable(operand, item) && operand.kind != Kind::string_literal) mismatch(operand, item, e.where);
              return boolean();
            },
            [&](ast::Between const& n) {
              ValueType const operand = type(*n.operand);
              together(*n.operand, operand, *n.low, type(*n.low), n.low->where);
              together(*n.operand, operand, *n.high, type(*n.high), n.high->where);
              return boolean();
            },
            [&](ast::Like const& n) {
              want_text(*n.operand, type(*n.operand));
              want_text(*n.pattern, type(*n.pattern));
              return boolean();
            },
            [&](ast::Case const& n) { return case_(n); }, [&](ast::Cast const& n) { return cast(n, e.where); },
            [&](ast::Call const& n) { return call(n, e.where); },
            [&](ast::Exists const& n) {
              if (selects_allowed(e.where)) {
                bool open = false;
                type_of_select(context_, *n.select, &scope_, open);
              }
              return boolean();
            },
            [&](ast::ScalarSelect const& n) { return one_column(*n.select, e.where); },
            [](ast::NativeExpression const&) { return ValueType{}; },
            [&](ast::DefaultValue const&) {
              context_.error(Code::RT0410, e.where, fmt::format("'default' cannot stand in {}", scope_.place));
              return ValueType{};
            },
            [&](ast::NextValue const& n) {
              context_.sequence(n.sequence);
              if (scope_.immutable) not_immutable("next value", e.where);
              return ValueType{Kind::integer, {}, false};
            }},
        e.node);
  }

  void condition(ast::Expression const& e) {
    ValueType const t = type(e);
    if (t.kind == Kind::boolean || t.kind == Kind::unknown || t.kind == Kind::null) return;
    context_.error(Code::RT0406, e.where, fmt::format("a condition is boolean, this is {}", describe(t)));
  }

 private:
  static ValueType boolean() { return {Kind::boolean, {}, false}; }
  static ValueType literal(ast::Literal const& n) {
    switch (n.kind) {
      case ast::LiteralKind::null:
        return {Kind::null, {}, false};
      case ast::LiteralKind::boolean:
        return boolean();
      case ast::LiteralKind::number:
        return {n.text.find_first_of(".e") == std::string::npos ? Kind::integer : Kind::numeric, {}, false};
      case ast::LiteralKind::string:
        return {Kind::string_literal, {}, false};
      case ast::LiteralKind::bytes:
        return {Kind::bytes, {}, false};
    }
    return {};
  }

  Diagnostic& mismatch(ValueType const& a, ValueType const& b, Span span) {
    return context_.error(Code::RT0407, span, fmt::format("{} and {} do not go together", describe(a), describe(b)));
  }
  void not_immutable(std::string_view what, Span span) {
    context_.error(Code::RT0411, span,
                   fmt::format("'{}' gives another value every time, {} wants one that stays", what, scope_.place));
  }
  bool selects_allowed(Span span) {
    if (scope_.selects) return true;
    context_.error(Code::RT0410, span, fmt::format("a select cannot stand in {}", scope_.place));
    return false;
  }

  // Checks two values that are compared; a quoted literal is checked against the type of the other.
  void together(ast::Expression const& a, ValueType const& ta, ast::Expression const& b, ValueType const& tb,
                Span span) {
    bool negative = false;
    auto const check = [&](ast::Expression const& e, ValueType const& literal_type, ValueType const& other) {
      if (literal_type.kind != Kind::string_literal) return false;
      auto const wanted = type_for_literals(other);
      if (!wanted) return false;
      auto const* lit = literal_of(e, negative);
      if (lit != nullptr) literal_does(context_, *lit, negative, e.where, *wanted, "");
      return true;
    };
    if (check(a, ta, tb) || check(b, tb, ta)) return;
    if (!comparable(ta, tb)) mismatch(ta, tb, span);
  }

  void want_number(ast::Expression const& e, ValueType const& t) {
    if (t.kind == Kind::string_literal) {
      together(e, t, e, {Kind::floating, {}, false}, e.where);
    } else if ((!is_number(t.kind) && t.kind != Kind::unknown && t.kind != Kind::null) || t.array) {
      context_.error(Code::RT0407, e.where, fmt::format("a number is wanted here, this is {}", describe(t)));
    }
  }
  // What no database, or not every one, has a greatest value of.
  void want_ordered(ast::Expression const& e, ValueType const& t, std::string const& function) {
    if (t.array || t.kind == Kind::boolean || t.kind == Kind::uuid || t.kind == Kind::json || t.kind == Kind::bytes)
      context_.error(Code::RT0407, e.where, fmt::format("'{}' does not compare {}", function, describe(t)));
  }
  void want_text(ast::Expression const& e, ValueType const& t) {
    bool const fine =
        t.kind == Kind::text || t.kind == Kind::string_literal || t.kind == Kind::unknown || t.kind == Kind::null;
    if (!fine || t.array)
      context_.error(Code::RT0407, e.where, fmt::format("text is wanted here, this is {}", describe(t)));
  }

  ValueType unary(ast::Unary const& n) {
    if (n.op == ast::UnaryOperator::not_) {
      condition(*n.operand);
      return boolean();
    }
    ValueType const t = type(*n.operand);
    if (t.kind != Kind::interval) want_number(*n.operand, t);
    return t;
  }

  ValueType binary(ast::Binary const& n, Span span) {
    using Op = ast::BinaryOperator;
    switch (n.op) {
      case Op::or_:
      case Op::and_:
        condition(*n.left);
        condition(*n.right);
        return boolean();
      case Op::equal:
      case Op::not_equal:
      case Op::less:
      case Op::less_equal:
      case Op::greater:
      case Op::greater_equal: {
        ValueType const a = type(*n.left), b = type(*n.right);
        together(*n.left, a, *n.right, b, span);
        return boolean();
      }
      case Op::concat: {
        ValueType const a = type(*n.left), b = type(*n.right);
        if (a.array || b.array || a.kind == Kind::json || b.kind == Kind::json || a.kind == Kind::bytes) return {};
        auto const is_text = [](ValueType const& t) {
          return t.kind == Kind::text || t.kind == Kind::string_literal || t.kind == Kind::unknown;
        };
        if (!is_text(a) && !is_text(b)) return want_text(*n.left, a), ValueType{};
        return {Kind::text, {}, false};
      }
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::divide:
      case Op::modulo:
        return arithmetic(n, span);
    }
    return {};
  }

  ValueType arithmetic(ast::Binary const& n, Span span) {
    ValueType const a = type(*n.left), b = type(*n.right);
    auto const of_time = [](ValueType const& t) {
      return t.kind >= Kind::date && t.kind <= Kind::interval && !t.array;
    };
    if (of_time(a) || of_time(b)) {
      if (auto const result = with_time(n.op, a.kind, b.kind)) return {*result, {}, false};
      auto& d = mismatch(a, b, span);
      if (a.kind == Kind::string_literal || b.kind == Kind::string_literal)
        d | Note{"say which type the text has: cast('1 day' as interval)", std::nullopt};
      return {};
    }
    want_number(*n.left, a);
    want_number(*n.right, b);
    if (!is_number(a.kind) || !is_number(b.kind)) return is_number(a.kind) ? a : b;
    return common(a, b);
  }
  ValueType case_(ast::Case const& n) {
    ValueType operand;
    if (!n.operand.empty()) operand = type(n.operand.front());
    ValueType result{Kind::null, {}, false};
    auto const take = [&](ast::Expression const& e) {
      ValueType const t = type(e);
      if (!comparable(result, t) && !(result.kind == Kind::string_literal && t.kind == Kind::string_literal))
        mismatch(result, t, e.where);
      result = common(result, t);
    };
    for (auto const& arm : n.arms) {
      if (n.operand.empty()) {
        condition(arm.when);
      } else {
        together(n.operand.front(), operand, arm.when, type(arm.when), arm.when.where);
      }
      take(arm.then);
    }
    for (auto const& e : n.otherwise) take(e);
    return result.kind == Kind::null ? ValueType{} : result;
  }

  ValueType cast(ast::Cast const& n, Span span) {
    if (auto const* named = std::get_if<ast::NamedType>(&n.type.base))
      if (context_.enum_type(named->name) == nullptr) return type(*n.operand), ValueType{};
    ValueType const from = type(*n.operand), to = value_type(n.type);
    bool negative = false;
    auto const* lit = literal_of(*n.operand, negative);
    if (lit != nullptr && lit->kind == ast::LiteralKind::string) {
      EnumType const* e = to.kind == Kind::enumeration ? context_.schema.enum_type(to.enum_name) : nullptr;
      auto const fault = check_literal(*lit, negative, n.type, e);
      if (fault && fault->why != LiteralFault::Why::quoted)
        literal_does(context_, *lit, negative, n.operand->where, n.type, "");
      return to;
    }
    if (from.kind == Kind::unknown || from.kind == Kind::null || from.kind == Kind::string_literal || from == to)
      return to;
    auto plain = type_for_literals(from);
    if (from.kind == Kind::integer && plain) std::get<ast::BuiltinType>(plain->base).kind = ast::TypeKind::bigint;
    if (from.kind != Kind::text && plain && change_of_type(*plain, n.type) == Change::impossible)
      context_.error(Code::RT0407, span, fmt::format("{} cannot be cast to {}", describe(from), describe(n.type)));
    return to;
  }

  ValueType one_column(ast::Select const& select, Span span) {
    if (!selects_allowed(span)) return {};
    bool open = false;
    auto const columns = type_of_select(context_, select, &scope_, open);
    if (open || columns.empty()) return {};
    if (columns.size() != 1) {
      context_.error(Code::RT0413, select.where,
                     fmt::format("one column is wanted here, this select has {}", columns.size()));
      return {};
    }
    return columns.front().value;
  }

  ValueType column(ast::ColumnReference const& n, Span span);
  ValueType call(ast::Call const& n, Span span);

  Context& context_;
  Scope const& scope_;
};

ValueType Typer::column(ast::ColumnReference const& n, Span span) {
  std::string const& name = n.column.text;
  if (scope_.sources.empty() && scope_.outer == nullptr) {
    auto& d = context_.error(Code::RT0410, span, fmt::format("a column cannot stand in {}: '{}'", scope_.place, name));
    if (!n.table) d | Note{fmt::format("a text stands in single quotes: '{}'", name), std::nullopt};
    return {};
  }
  bool known_qualifier = false;
  std::vector<std::string> candidates;
  Source const* holder = nullptr;
  for (Scope const* scope = &scope_; scope != nullptr; scope = scope->outer) {
    OfferedColumn const* found = nullptr;
    std::size_t hits = 0;
    bool open = false;
    for (auto const& source : scope->sources) {
      if (n.table) {
        if (n.table->name.text != source.alias || (n.table->schema && n.table->schema->text != source.schema)) continue;
        known_qualifier = true;
      } else if (source.only_qualified) {
        continue;
      }
      holder = &source;
      open = open || source.open;
      for (auto const& c : source.columns) {
        candidates.push_back(c.name);
        if (c.name == name) found = &c, ++hits;
      }
    }
    if (hits > 1 && !n.table) {
      context_.error(Code::RT0316, span, fmt::format("'{}' stands for a column of more than one table here", name));
      return {};
    }
    if (found != nullptr) return found->value;
    if (open) return {};
  }
  if (n.table && !known_qualifier) {
    if (context_.in_doubt(object_name(*n.table))) return {};
    context_.error(Code::RT0301, n.table->where,
                   fmt::format("there is no table '{}' in sight here", to_string(object_name(*n.table))));
    return {};
  }
  bool const one = holder != nullptr && (n.table || (scope_.sources.size() == 1 && scope_.outer == nullptr));
  auto& d = context_.error(Code::RT0302, n.column.where.file.index == FileId::none ? span : Span(n.column.where),
                           one ? fmt::format("table '{}' has no column '{}' here", holder->alias, name)
                               : fmt::format("there is no column '{}' here", name));
  suggest(d, n.column.where, name, candidates);
  if (one)
    note_lost(d, context_.schema, lost_part("column", {"", holder->alias}, name), fmt::format("column '{}'", name));
  if (one && holder->made.file.index != FileId::none)
    d | Note{fmt::format("table '{}' was made here", holder->alias), holder->made};
  return {};
}

ValueType Typer::call(ast::Call const& n, Span span) {
  std::vector<ValueType> arguments;
  std::string const& name = n.function.text;
  Function const* function = find_function(name);
  if (function == nullptr) {
    auto& d = context_.error(Code::RT0408, n.function.where, fmt::format("there is no portable function '{}'", name));
    suggest(d, n.function.where, name, function_names());
    d | Note{fmt::format("a function of one database is written: native postgresql $${}(…)$$", name), std::nullopt};
    for (auto const& a : n.arguments) type(a);
    return {};
  }
  if (function->aggregate && !scope_.aggregates)
    context_.error(Code::RT0410, span, fmt::format("'{}' counts many rows and cannot stand in {}", name, scope_.place));
  if (!function->immutable && scope_.immutable) not_immutable(name + "()", span);
  bool const star = n.star && name == "count";
  std::size_t const count = n.arguments.size();
  if (!star && (count < function->least || count > function->most)) {
    context_.error(Code::RT0409, span,
                   function->least == function->most
                       ? fmt::format("'{}' takes {} argument{}, not {}", name, function->least,
                                     function->least == 1 ? "" : "s", count)
                       : fmt::format("'{}' does not take {} argument{}", name, count, count == 1 ? "" : "s"));
    for (auto const& a : n.arguments) type(a);
    return {};
  }
  for (std::size_t i = 0; i < count; ++i) {
    ast::Expression const& e = n.arguments[i];
    arguments.push_back(type(e));
    switch (function->wants(i)) {
      case Function::Wants::anything:
        break;
      case Function::Wants::text:
        want_text(e, arguments.back());
        break;
      case Function::Wants::number:
        want_number(e, arguments.back());
        break;
      case Function::Wants::ordered:
        want_ordered(e, arguments.back(), name);
        break;
      case Function::Wants::like_first:
        if (i > 0) together(n.arguments[0], arguments[0], e, arguments[i], e.where);
        break;
    }
  }
  switch (function->gives) {
    case Function::Gives::fixed:
      return {function->result, {}, false};
    case Function::Gives::first:
      return arguments.empty() ? ValueType{} : arguments.front();
    case Function::Gives::common: {
      ValueType result{Kind::null, {}, false};
      for (auto const& a : arguments) result = common(result, a);
      return result.kind == Kind::null ? ValueType{} : result;
    }
    case Function::Gives::number:
      return arguments.empty() || arguments.front().kind == Kind::integer ? ValueType{Kind::numeric, {}, false}
                                                                          : arguments.front();
  }
  return {};
}

}  // namespace

ValueType type_of(Context& context, ast::Expression const& e, Scope const& scope, ast::Type const* wanted) {
  bool negative = false;
  if (wanted != nullptr)
    if (auto const* lit = literal_of(e, negative)) {
      literal_does(context, *lit, negative, e.where, *wanted, "");
      return value_type(*wanted);
    }
  return Typer(context, scope).type(e);
}

void check_condition(Context& context, ast::Expression const& e, Scope const& scope) {
  Typer(context, scope).condition(e);
}

}  // namespace retort::model
