// SPDX-License-Identifier: Apache-2.0
// Kinds of values and how they go together; how a change of type treats values.
#include "compiler/model/value_type.hpp"

#include "compiler/ast/print.hpp"
#include "compiler/base/overloaded.hpp"

namespace retort::model {

namespace {
Kind kind_of_builtin(ast::TypeKind kind) {
  switch (kind) {
    case ast::TypeKind::boolean:
      return Kind::boolean;
    case ast::TypeKind::smallint:
    case ast::TypeKind::integer:
    case ast::TypeKind::bigint:
      return Kind::integer;
    case ast::TypeKind::numeric:
      return Kind::numeric;
    case ast::TypeKind::real:
    case ast::TypeKind::double_precision:
      return Kind::floating;
    case ast::TypeKind::varchar:
    case ast::TypeKind::char_:
    case ast::TypeKind::text:
      return Kind::text;
    case ast::TypeKind::date:
      return Kind::date;
    case ast::TypeKind::time:
      return Kind::time;
    case ast::TypeKind::timestamp:
      return Kind::timestamp;
    case ast::TypeKind::timestamptz:
      return Kind::timestamptz;
    case ast::TypeKind::interval:
      return Kind::interval;
    case ast::TypeKind::uuid:
      return Kind::uuid;
    case ast::TypeKind::json:
      return Kind::json;
    case ast::TypeKind::bytes:
      return Kind::bytes;
  }
  return Kind::unknown;
}
bool is_moment(Kind kind) { return kind == Kind::date || kind == Kind::timestamp || kind == Kind::timestamptz; }
}  // namespace

ValueType value_type(ast::Type const& type) {
  ValueType out = std::visit(overloaded{[](ast::UnknownType const&) { return ValueType{}; },
                                        [](ast::BuiltinType const& t) {
                                          return ValueType{kind_of_builtin(t.kind), {}, false};
                                        },
                                        [](ast::NamedType const& t) {
                                          return ValueType{Kind::enumeration, object_name(t.name), false};
                                        },
                                        [](ast::NativeType const&) { return ValueType{}; }},
                             type.base);
  out.array = type.array && out.kind != Kind::unknown;
  return out;
}

bool is_number(Kind kind) { return kind == Kind::integer || kind == Kind::numeric || kind == Kind::floating; }

std::string describe(ValueType const& type) {
  std::string const one = [&]() -> std::string {
    switch (type.kind) {
      case Kind::unknown:
        return "unknown";
      case Kind::null:
        return "null";
      case Kind::boolean:
        return "boolean";
      case Kind::integer:
        return "integer";
      case Kind::numeric:
        return "numeric";
      case Kind::floating:
        return "double";
      case Kind::text:
        return "text";
      case Kind::date:
        return "date";
      case Kind::time:
        return "time";
      case Kind::timestamp:
        return "timestamp";
      case Kind::timestamptz:
        return "timestamptz";
      case Kind::interval:
        return "interval";
      case Kind::uuid:
        return "uuid";
      case Kind::json:
        return "json";
      case Kind::bytes:
        return "bytes";
      case Kind::enumeration:
        return to_string(type.enum_name);
      case Kind::string_literal:
        return "text";
    }
    return "unknown";
  }();
  return type.array ? one + " array" : one;
}
std::string describe(ast::Type const& type) { return ast::print(type); }

bool comparable(ValueType const& a, ValueType const& b) {
  auto const open = [](ValueType const& t) { return t.kind == Kind::unknown || t.kind == Kind::null; };
  if (open(a) || open(b)) return true;
  if (a.kind == Kind::string_literal) return b.array || (!is_number(b.kind) && b.kind != Kind::boolean);
  if (b.kind == Kind::string_literal) return comparable(b, a);
  if (a.array != b.array) return false;
  if (is_number(a.kind) && is_number(b.kind)) return true;
  if (is_moment(a.kind) && is_moment(b.kind)) return true;
  return a == b;
}
bool assignable(ValueType const& from, ValueType const& to) { return comparable(from, to); }

ValueType common(ValueType const& a, ValueType const& b) {
  if (a.kind == Kind::unknown || b.kind == Kind::unknown) return {};
  if (a.kind == Kind::null) return b;
  if (b.kind == Kind::null) return a;
  if (a.kind == Kind::string_literal) return b;
  if (b.kind == Kind::string_literal) return a;
  if (is_number(a.kind) && is_number(b.kind)) return a.kind > b.kind ? a : b;
  if (is_moment(a.kind) && is_moment(b.kind)) return a.kind > b.kind ? a : b;
  return a;
}

namespace {
Change change_of_integer(ast::TypeKind from, ast::TypeKind to) {
  return from < to ? Change::widens : Change::narrows;  // smallint, integer, bigint in this order
}
std::uint32_t digits(ast::TypeKind kind) {
  return kind == ast::TypeKind::smallint ? 5 : kind == ast::TypeKind::integer ? 10 : 19;
}

Change change_of_builtin(ast::BuiltinType const& from, ast::BuiltinType const& to) {
  Kind const a = kind_of_builtin(from.kind), b = kind_of_builtin(to.kind);
  if (from == to) return Change::same;
  switch (b) {
    case Kind::text:
      if (to.kind == ast::TypeKind::text) return Change::widens;
      if (a == Kind::text && from.kind != ast::TypeKind::text)
        return to.length >= from.length && to.kind == ast::TypeKind::varchar   ? Change::widens
               : to.length >= from.length && from.kind == ast::TypeKind::char_ ? Change::widens
                                                                               : Change::narrows;
      if (a == Kind::uuid && to.length >= 36) return Change::widens;
      if (a == Kind::boolean && to.length >= 5) return Change::widens;
      if (a == Kind::integer && to.length >= digits(from.kind) + 1) return Change::widens;
      return Change::narrows;
    case Kind::integer:
      if (a == Kind::integer) return change_of_integer(from.kind, to.kind);
      if (a == Kind::boolean) return Change::widens;
      return a == Kind::text || is_number(a) ? Change::narrows : Change::impossible;
    case Kind::numeric:
      if (a == Kind::integer) return to.precision - to.scale >= digits(from.kind) ? Change::widens : Change::narrows;
      if (a == Kind::numeric)
        return to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale ? Change::widens
                                                                                                : Change::narrows;
      return a == Kind::text || is_number(a) ? Change::narrows : Change::impossible;
    case Kind::floating:
      if (a == Kind::integer)
        return digits(from.kind) <= (to.kind == ast::TypeKind::real ? 5U : 10U) ? Change::widens : Change::narrows;
      if (a == Kind::floating) return to.kind == ast::TypeKind::double_precision ? Change::widens : Change::narrows;
      return a == Kind::text || is_number(a) ? Change::narrows : Change::impossible;
    case Kind::boolean:
      return a == Kind::text || a == Kind::integer ? Change::narrows : Change::impossible;
    case Kind::date:
      return a == Kind::text || a == Kind::timestamp || a == Kind::timestamptz ? Change::narrows : Change::impossible;
    case Kind::time:
      return a == Kind::text || a == Kind::timestamp || a == Kind::timestamptz ? Change::narrows : Change::impossible;
    case Kind::timestamp:
    case Kind::timestamptz:
      if (a == Kind::date || a == Kind::timestamp || a == Kind::timestamptz) return Change::widens;
      return a == Kind::text ? Change::narrows : Change::impossible;
    case Kind::interval:
    case Kind::uuid:
    case Kind::json:
    case Kind::bytes:
      return a == Kind::text ? Change::narrows : Change::impossible;
    case Kind::unknown:
    case Kind::null:
    case Kind::enumeration:
    case Kind::string_literal:
      return Change::widens;
  }
  return Change::impossible;
}
}  // namespace

Change change_of_type(ast::Type const& from, ast::Type const& to) {
  if (from == to) return Change::same;
  auto const* a = std::get_if<ast::BuiltinType>(&from.base);
  auto const* b = std::get_if<ast::BuiltinType>(&to.base);
  bool const a_enum = std::holds_alternative<ast::NamedType>(from.base);
  bool const b_enum = std::holds_alternative<ast::NamedType>(to.base);
  bool const b_text = b != nullptr && kind_of_builtin(b->kind) == Kind::text && !to.array;
  if (from.array != to.array) return b_text && b->kind == ast::TypeKind::text ? Change::widens : Change::impossible;
  if (a != nullptr && b != nullptr) return change_of_builtin(*a, *b);
  if (a_enum && b_text) return Change::widens;
  if (a_enum && b_enum) return Change::narrows;
  if (a != nullptr && b_enum) return kind_of_builtin(a->kind) == Kind::text ? Change::narrows : Change::impossible;
  if (a_enum && b != nullptr) return Change::impossible;
  return Change::widens;  // a native or unreadable type: nothing can be said
}

}  // namespace retort::model
