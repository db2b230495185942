// SPDX-License-Identifier: Apache-2.0
// Changes of type, by the kinds of the model.
#include "compiler/dialects/postgresql/type_change.hpp"

#include "compiler/model/schema_edit.hpp"
#include "compiler/model/value_type.hpp"

namespace retort::dialects::postgresql::type_change {
namespace {

using model::Kind;

ast::BuiltinType const* builtin(ast::Type const& type) {
  return type.array ? nullptr : std::get_if<ast::BuiltinType>(&type.base);
}
bool is_moment(Kind kind) { return kind == Kind::date || kind == Kind::timestamp || kind == Kind::timestamptz; }

// Whether the server has an assignment cast: all to text, between numbers, between dates and times.
bool casts_by_itself(model::ValueType const& from, model::ValueType const& to) {
  if (from.array != to.array) return to.kind == Kind::text && !to.array;
  if (to.kind == Kind::text) return !from.array || from.kind == Kind::text;
  if (from.kind == Kind::enumeration || to.kind == Kind::enumeration) return false;
  return from.kind == to.kind || (model::is_number(from.kind) && model::is_number(to.kind)) ||
         (is_moment(from.kind) && is_moment(to.kind));
}

}  // namespace

std::string conversion(ast::Type const& from, ast::Type const& to, std::string const& column, std::string const& type) {
  auto const a = model::value_type(from), b = model::value_type(to);
  // Otherwise the time zone of the session would decide what a stored time means.
  bool const zoned = !a.array && ((a.kind == Kind::timestamp && b.kind == Kind::timestamptz) ||
                                  (a.kind == Kind::timestamptz && b.kind == Kind::timestamp));
  if (zoned) return column + " at time zone 'UTC'";
  if (!a.array && a.kind == Kind::timestamptz && b.kind == Kind::date)
    return "(" + column + " at time zone 'UTC')::date";
  if (!a.array && a.kind == Kind::date && b.kind == Kind::timestamptz) return column + "::timestamp at time zone 'UTC'";
  if (a.kind == Kind::floating && b.kind == Kind::integer && !a.array && !b.array)
    return column + "::text::numeric::" + type;  // 2.5 becomes 3, as everywhere; see exact() of the expressions
  if (a.kind == Kind::floating && b.kind == Kind::numeric && !a.array && !b.array) return column + "::text::" + type;
  if (casts_by_itself(a, b)) return {};
  if (a.kind == Kind::integer && b.kind == Kind::boolean && !a.array && !b.array) return column + " <> 0";
  if (a.kind == Kind::boolean && b.kind == Kind::integer && !a.array && !b.array)
    return column + "::integer" + (type == "integer" ? "" : "::" + type);
  // Of a char(n), text has no blanks at its end, as the values of an enum have none.
  auto const* padded = builtin(from);
  bool const by_text = b.kind == Kind::enumeration &&
                       (a.kind == Kind::enumeration || (padded != nullptr && padded->kind == ast::TypeKind::char_));
  return column + (by_text ? (a.array ? "::text[]" : "::text") : "") + "::" + type;
}

bool another_kind(ast::Type const& from, ast::Type const& to) {
  auto const a = model::value_type(from), b = model::value_type(to);
  return a != b && !(model::is_number(a.kind) && model::is_number(b.kind) && a.array == b.array);
}

bool keeps_storage(ast::Type const& from, ast::Type const& to) {
  auto const *a = builtin(from), *b = builtin(to);
  if (a == nullptr || b == nullptr) return false;
  bool const from_varchar = a->kind == ast::TypeKind::varchar;
  if (from_varchar && b->kind == ast::TypeKind::text) return true;
  if (from_varchar && b->kind == ast::TypeKind::varchar) return b->length >= a->length;
  return a->kind == ast::TypeKind::numeric && b->kind == ast::TypeKind::numeric && a->scale == b->scale &&
         b->precision >= a->precision;
}

bool is_looked_at(model::Table const& table, std::string const& column) {
  for (auto const& constraint : table.constraints)
    if (auto const* check = std::get_if<ast::Check>(&constraint.body);
        check != nullptr && model::names_column(check->condition, column))
      return true;
  for (auto const& index : table.indexes) {
    if (index.predicate && model::names_column(*index.predicate, column)) return true;
    for (auto const& item : index.items)
      if (!std::holds_alternative<ast::ColumnReference>(item.expression.node) &&
          model::names_column(item.expression, column))
        return true;
  }
  return false;
}

}  // namespace retort::dialects::postgresql::type_change
