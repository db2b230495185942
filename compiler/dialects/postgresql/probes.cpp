// SPDX-License-Identifier: Apache-2.0
// Catalogue queries, spelled for PostgreSQL 12 and later.
#include "compiler/dialects/postgresql/probes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/dialects/postgresql/expressions.hpp"

namespace retort::dialects::postgresql::probes {
namespace {

std::string text(std::string_view value) { return spelling().string(value); }
// The argument of to_regclass() and to_regtype(): a name as it stands in SQL, as a string.
std::string name_text(model::ObjectName const& name) { return text(spelling().qualified(name)); }
std::string class_of(model::ObjectName const& name) { return "to_regclass(" + name_text(name) + ")"; }
std::string type_of(model::ObjectName const& name) { return "to_regtype(" + name_text(name) + ")"; }
std::string yes_no(std::string const& condition) { return "select (" + condition + ")::integer"; }

std::string attribute(model::ObjectName const& table, std::string const& column) {
  return fmt::format("attrelid = {} and attname = {} and attnum > 0 and not attisdropped", class_of(table),
                     text(column));
}
std::string has_attribute(model::ObjectName const& table, std::string const& column) {
  return "exists (select from pg_catalog.pg_attribute where " + attribute(table, column) + ")";
}
std::string has_constraint(model::ObjectName const& table, std::string const& name) {
  return fmt::format("exists (select from pg_catalog.pg_constraint where conrelid = {} and conname = {})",
                     class_of(table), text(name));
}
std::string has_value(model::ObjectName const& type, std::string const& value) {
  return fmt::format("exists (select from pg_catalog.pg_enum where enumtypid = {} and enumlabel = {})", type_of(type),
                     text(value));
}
std::string comment_text(std::optional<std::string> const& comment) {
  return comment && !comment->empty() ? text(*comment) : std::string("null");  // an empty one is none
}

// What pg_get_expr() gives for a default, without its cast and its quotes; empty where that cannot be told.
std::string printed_default(ast::Expression const& value) {
  if (auto const* unary = std::get_if<ast::Unary>(&value.node);
      unary != nullptr && unary->op == ast::UnaryOperator::minus) {
    auto const digits = printed_default(*unary->operand);
    return digits.empty() ? digits : "-" + digits;
  }
  if (auto const* call = std::get_if<ast::Call>(&value.node)) {
    if (call->function.text == "now") return "now()";
    if (call->function.text == "gen_uuid") return "gen_random_uuid()";
    if (call->function.text == "current_date") return "CURRENT_DATE";
  }
  auto const* literal = std::get_if<ast::Literal>(&value.node);
  if (literal == nullptr) return {};
  bool const plain = std::none_of(literal->text.begin(), literal->text.end(),
                                  [](char c) { return c == '\'' || c == '(' || c == ')' || c == '\\' || c == ':'; });
  switch (literal->kind) {
    case ast::LiteralKind::boolean:
      return literal->text;
    case ast::LiteralKind::number:
      return literal->text.find_first_not_of("0123456789") == std::string::npos ? literal->text : std::string();
    case ast::LiteralKind::string:
      return plain ? literal->text : std::string();
    case ast::LiteralKind::null:
    case ast::LiteralKind::bytes:
      break;
  }
  return {};
}

}  // namespace

std::string relation(model::ObjectName const& name, std::string_view kinds) {
  return fmt::format("select count(*) from pg_catalog.pg_class where oid = {} and relkind in ({})", class_of(name),
                     kinds);
}
std::string no_relation(model::ObjectName const& name) { return yes_no(class_of(name) + " is null"); }
std::string relation_renamed(model::ObjectName const& from, model::ObjectName const& to) {
  return yes_no(class_of(from) + " is null and " + class_of(to) + " is not null");
}

std::string schema(std::string const& name) {
  return "select count(*) from pg_catalog.pg_namespace where nspname = " + text(name);
}
std::string no_schema(std::string const& name) {
  return yes_no("not exists (select from pg_catalog.pg_namespace where nspname = " + text(name) + ")");
}

std::string type(model::ObjectName const& name) { return yes_no(type_of(name) + " is not null"); }
std::string no_type(model::ObjectName const& name) { return yes_no(type_of(name) + " is null"); }
std::string type_renamed(model::ObjectName const& from, model::ObjectName const& to) {
  return yes_no(type_of(from) + " is null and " + type_of(to) + " is not null");
}
std::string enum_value(model::ObjectName const& type, std::string const& value) {
  return yes_no(has_value(type, value));
}
std::string enum_value_renamed(model::ObjectName const& type, std::string const& from, std::string const& to) {
  return yes_no("not " + has_value(type, from) + " and " + has_value(type, to));
}

std::string column(model::ObjectName const& table, std::string const& column, std::string_view condition) {
  return fmt::format("select count(*) from pg_catalog.pg_attribute where {}{}{}", attribute(table, column),
                     condition.empty() ? "" : " and ", condition);
}
std::string no_column(model::ObjectName const& table, std::string const& column) {
  return yes_no(class_of(table) + " is not null and not " + has_attribute(table, column));
}
std::string column_renamed(model::ObjectName const& table, std::string const& from, std::string const& to) {
  return yes_no("not " + has_attribute(table, from) + " and " + has_attribute(table, to));
}
std::string column_type(model::ObjectName const& table, std::string const& column, ast::Type const& type) {
  if (auto const* named = std::get_if<ast::NamedType>(&type.base); named != nullptr && !type.array)
    return probes::column(table, column, "atttypid = " + type_of(model::object_name(named->name)));
  auto const printed = catalogue_type(type);
  if (printed.empty()) return {};
  return probes::column(table, column, "format_type(atttypid, atttypmod) = " + text(printed));
}
std::string column_default(model::ObjectName const& table, std::string const& column, ast::Expression const& value) {
  auto const printed = printed_default(value);
  if (printed.empty()) return {};
  // '5'::smallint, 'x'::text, now(): the cast goes, then the quotes.
  return fmt::format(
      "select count(*) from pg_catalog.pg_attrdef join pg_catalog.pg_attribute on attrelid = adrelid and attnum = "
      "adnum where {} and trim(both '''' from regexp_replace(pg_get_expr(adbin, adrelid), '::[^'']*$', '')) = {}",
      attribute(table, column), text(printed));
}

std::string constraint(model::ObjectName const& table, std::string const& name, char type) {
  return fmt::format(
      "select count(*) from pg_catalog.pg_constraint where conrelid = {} and conname = {} and contype = '{}' and "
      "convalidated",
      class_of(table), text(name), type);
}
std::string constraint_of_any_state(model::ObjectName const& table, std::string const& name) {
  return yes_no(has_constraint(table, name));
}
std::string no_constraint(model::ObjectName const& table, std::string const& name) {
  return yes_no("not " + has_constraint(table, name));
}
std::string constraint_renamed(model::ObjectName const& table, std::string const& from, std::string const& to) {
  return yes_no("not " + has_constraint(table, from) + " and " + has_constraint(table, to));
}
std::string index(model::ObjectName const& table, std::string const& name, bool unique) {
  return fmt::format(
      "select count(*) from pg_catalog.pg_index join pg_catalog.pg_class on oid = indexrelid where indrelid = {} and "
      "relname = {} and indisvalid and indisready and indislive and {}indisunique",
      class_of(table), text(name), unique ? "" : "not ");
}

std::string table_comment(model::ObjectName const& table, std::optional<std::string> const& comment) {
  return yes_no(
      fmt::format("obj_description({}, 'pg_class') is not distinct from {}", class_of(table), comment_text(comment)));
}
std::string column_comment(model::ObjectName const& table, std::string const& column,
                           std::optional<std::string> const& comment) {
  return fmt::format(
      "select (col_description(attrelid, attnum) is not distinct from {})::integer from pg_catalog.pg_attribute where "
      "{}",
      comment_text(comment), attribute(table, column));
}

}  // namespace retort::dialects::postgresql::probes
