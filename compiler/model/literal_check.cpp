// SPDX-License-Identifier: Apache-2.0
// Literals in their places: which type they are held against, and the report when they do not do.
#include "compiler/model/literal_check.hpp"

#include <fmt/format.h>

#include "compiler/ast/print.hpp"

namespace retort::model {

namespace {
ast::Type builtin(ast::TypeKind kind) {
  ast::Type out;
  out.base = ast::BuiltinType{kind, 0, 0, 0};
  return out;
}
}  // namespace

std::optional<ast::Type> type_for_literals(ValueType const& value) {
  if (value.array) return std::nullopt;
  switch (value.kind) {
    case Kind::unknown:
    case Kind::null:
    case Kind::string_literal:
    case Kind::text:
      return std::nullopt;
    case Kind::boolean:
      return builtin(ast::TypeKind::boolean);
    case Kind::integer:
    case Kind::numeric:
    case Kind::floating:
      return builtin(ast::TypeKind::double_precision);
    case Kind::date:
      return builtin(ast::TypeKind::timestamptz);  // a date is compared with a moment, too
    case Kind::time:
      return builtin(ast::TypeKind::time);
    case Kind::timestamp:
      return builtin(ast::TypeKind::timestamptz);
    case Kind::timestamptz:
      return builtin(ast::TypeKind::timestamptz);
    case Kind::interval:
      return builtin(ast::TypeKind::interval);
    case Kind::uuid:
      return builtin(ast::TypeKind::uuid);
    case Kind::json:
      return builtin(ast::TypeKind::json);
    case Kind::bytes:
      return builtin(ast::TypeKind::bytes);
    case Kind::enumeration: {
      ast::Type out;
      out.base = ast::NamedType{qualified_name(value.enum_name)};
      return out;
    }
  }
  return std::nullopt;
}

namespace {
Code code_of(LiteralFault::Why why) {
  switch (why) {
    case LiteralFault::Why::wrong_type:
      return Code::RT0401;
    case LiteralFault::Why::quoted:
      return Code::RT0402;
    case LiteralFault::Why::does_not_fit:
      return Code::RT0403;
    case LiteralFault::Why::malformed:
      return Code::RT0404;
    case LiteralFault::Why::not_in_enum:
      return Code::RT0405;
  }
  return Code::RT0401;
}

}  // namespace

ast::Literal const* literal_of(ast::Expression const& e, bool& negative) {
  negative = false;
  ast::Expression const* at = &e;
  if (auto const* unary = std::get_if<ast::Unary>(&at->node);
      unary != nullptr && unary->op != ast::UnaryOperator::not_) {
    negative = unary->op == ast::UnaryOperator::minus;
    at = &*unary->operand;
    auto const* inner = std::get_if<ast::Literal>(&at->node);
    return inner != nullptr && inner->kind == ast::LiteralKind::number ? inner : nullptr;
  }
  return std::get_if<ast::Literal>(&at->node);
}

bool literal_does(Context& context, ast::Literal const& literal, bool negative, Span span, ast::Type const& wanted,
                  std::string const& what) {
  EnumType const* enum_type = nullptr;
  if (auto const* named = std::get_if<ast::NamedType>(&wanted.base))
    enum_type = context.schema.enum_type(object_name(named->name));
  if (enum_type != nullptr && context.is_broken(enum_type->name)) return true;
  auto const fault = check_literal(literal, negative, wanted, enum_type);
  if (!fault) return true;
  auto& d = context.error(code_of(fault->why), span, what.empty() ? fault->message : what + ": " + fault->message);
  if (!fault->replacement.empty()) d | Fix{span, fault->replacement};
  if (fault->why == LiteralFault::Why::not_in_enum && enum_type != nullptr) {
    suggest(d, span, literal.text, enum_type->values);
    for (auto& fix : d.fixes)
      fix.replacement = ast::print_string(fix.replacement.empty() ? "" : [&] {
        std::string const& label = d.label;  // did you mean 'X'?
        auto const first = label.find('\'') + 1;
        return label.substr(first, label.rfind('\'') - first);
      }());
    d | Note{fmt::format("type '{}' was made here", to_string(enum_type->name)), enum_type->made};
  }
  return false;
}

}  // namespace retort::model
