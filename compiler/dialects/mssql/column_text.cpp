// SPDX-License-Identifier: Apache-2.0
// Columns, their defaults and their comments.
// https://learn.microsoft.com/en-us/sql/t-sql/statements/create-table-transact-sql
#include <fmt/format.h>

#include "compiler/base/persistent_map.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/dialects/mssql/locks.hpp"
#include "compiler/dialects/mssql/next_values.hpp"
#include "compiler/dialects/mssql/parts.hpp"
#include "compiler/dialects/mssql/probes.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mssql {

namespace {

constexpr std::size_t longest_name = 128;
constexpr std::size_t longest_comment = 3750;  // a property has 7500 bytes: sp-addextendedproperty-transact-sql

// One name of both; what is too long, or could be made of two others, ends in a number made of both.
model::ObjectName made_name(std::string_view prefix, model::ObjectName const& table, std::string const& column) {
  auto name = fmt::format("{}{}__{}", prefix, table.name, column);
  bool const unclear =
      (table.name + column).find("__") != std::string::npos || table.name.ends_with('_') || column.starts_with('_');
  if (name.size() > longest_name || unclear) {
    auto const number = fmt::format("_{:016x}", stable_hash(table.name + '\0' + column));
    name = std::string(beginning(name, longest_name - number.size())) + number;
  }
  return {table.schema, name};
}

// A name that somebody gave to a constraint is not to be had.
void refuse_taken(Work const& work, model::ObjectName const& made, Span where) {
  if (!work.context.action.after.constraints.contains(made)) return;
  work.refuse(where,
              fmt::format("{} needs the name '{}' for a constraint of its own: a default, or what stands for the type",
                          title, made.name),
              "give the constraint another name");
}

bool is_text(ast::Type const& type) { return model::value_type(type).kind == model::Kind::text && !type.array; }

// A cast to the type of the column: a computed column has the type of its expression.
std::string computed_text(Work const& work, model::Table const& table, ast::Column const& column) {
  auto scope = Renderer::scope_of(table);
  scope.immutable = true;
  auto const& expression = column.generated->expression;
  auto const value = work.after.assigned(expression, scope, column.type);
  auto const declared = work.spelling.type(column.type, work.context.sink);
  auto const* builtin = std::get_if<ast::BuiltinType>(&column.type.base);
  bool const has_length =
      builtin != nullptr && (builtin->kind == ast::TypeKind::varchar || builtin->kind == ast::TypeKind::char_);
  if (has_length && !column.type.array && (!value.characters || *value.characters > builtin->length))
    work.refuse(column.generated->where,
                fmt::format("{} would cut off what is longer than {} characters in the generated column '{}'", title,
                            builtin->length, column.name.text),
                "use text or a longer varchar, or say that it is cut off: cast(… as varchar(n))");
  bool const is_cast =
      value.binds == Binds::primary && value.text.starts_with("cast(") && value.text.ends_with(" as " + declared + ")");
  auto out = is_cast ? value.text : fmt::format("cast({} as {})", value.text, declared);
  if (is_text(column.type)) out += " collate " + std::string(collation);
  return out;
}

}  // namespace

model::ObjectName default_name(model::ObjectName const& table, std::string const& column) {
  return made_name("df_", table, column);
}
model::ObjectName type_check_name(model::ObjectName const& table, std::string const& column) {
  return made_name("ck_", table, column);
}

std::string default_text(Work const& work, ast::Expression const& value, ast::Type const& type) {
  check_next_values(work, value, true);
  auto const rendered = work.after.assigned(value, model::Scope{}, type);
  bool const bare = rendered.binds >= Binds::unary && !std::holds_alternative<ast::NextValue>(value.node) &&
                    rendered.text.front() != '(';
  return bare ? rendered.text : "(" + rendered.text + ")";
}

std::string type_check(Work const& work, model::Column const& column) {
  if (column.generated) return {};
  return work.spelling.type_condition(column.type, work.spelling.identifier(column.name));
}

std::string column_head(Work const& work, model::Column const& column) {
  return fmt::format("{} {} {}null", work.spelling.identifier(column.name),
                     work.spelling.column_type(column.type, work.context.sink), column.not_null ? "not " : "");
}

std::string column_definition(Work const& work, model::Table const& table, ast::Column const& column,
                              Defaults defaults) {
  auto const& name = column.name.text;
  auto out = work.spelling.identifier(name);
  bool const not_null = (column.nullability && column.nullability->not_null) || column.identity;
  if (column.generated) {
    out += fmt::format(" as ({})", computed_text(work, table, column));
    if (column.generated->stored) out += " persisted";
    if (not_null && !column.generated->stored)
      work.refuse(column.where, fmt::format("a virtual generated column cannot be `not null` on {}", title),
                  "store it: generated always as (…) stored");
    return out + (not_null && column.generated->stored ? " not null" : "");
  }
  out += " " + work.spelling.column_type(column.type, work.context.sink);
  if (column.identity) out += " identity(1,1)";
  out += not_null ? " not null" : " null";
  if (defaults == Defaults::without) return out;
  if (column.default_value) refuse_taken(work, default_name(table.name, name), column.where);
  if (column.default_value)
    out += fmt::format(" constraint {} default {}{}", work.spelling.identifier(default_name(table.name, name).name),
                       default_text(work, *column.default_value, column.type),
                       defaults == Defaults::filling && !not_null ? " with values" : "");
  auto const condition = work.spelling.type_condition(column.type, work.spelling.identifier(name));
  if (!condition.empty()) refuse_taken(work, type_check_name(table.name, name), column.where);
  if (!condition.empty())
    out += fmt::format(" constraint {} check ({})", work.spelling.identifier(type_check_name(table.name, name).name),
                       condition);
  return out;
}

void add_default(Work const& work, model::Table const& table, model::Column const& column) {
  auto const made = default_name(table.name, column.name);
  refuse_taken(work, made, {});
  work.add(fmt::format("alter table {} add constraint {} default {} for {}", work.spelling.qualified(table.name),
                       work.spelling.identifier(made.name), default_text(work, *column.default_value, column.type),
                       work.spelling.identifier(column.name)),
           fmt::format("alter table {} alter column {} set default", to_string(table.name), column.name),
           locks::schema(table.name), Probes(work.spelling).column(table.name, column.name, "default_object_id <> 0"));
}

// https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-default-constraints-transact-sql
void drop_default(Work const& work, model::ObjectName const& table, std::string const& column) {
  auto const& s = work.spelling;
  work.add(fmt::format("declare @sql nvarchar(max) = (select {} + quotename(name) from sys.default_constraints where "
                       "parent_object_id = object_id({}) and col_name(parent_object_id, parent_column_id) = {});\n"
                       "if @sql is not null exec sp_executesql @sql",
                       s.string("alter table " + s.qualified(table) + " drop constraint "), work.named(table),
                       s.string(column)),
           fmt::format("alter table {} alter column {} drop default", to_string(table), column), locks::schema(table),
           Probes(s).column(table, column, "default_object_id = 0"));
}

void add_type_check(Work const& work, model::Table const& table, model::Column const& column) {
  auto const condition = type_check(work, column);
  if (condition.empty()) return;
  auto const made = type_check_name(table.name, column.name);
  refuse_taken(work, made, {});
  work.add(fmt::format("alter table {} add constraint {} check ({})", work.spelling.qualified(table.name),
                       work.spelling.identifier(made.name), condition),
           fmt::format("alter table {} add constraint {}", to_string(table.name), made.name), locks::scan(table.name),
           Probes(work.spelling).check(table.name, made.name));
}
void drop_type_check(Work const& work, model::ObjectName const& table, std::string const& column) {
  auto const made = type_check_name(table, column);
  work.add(fmt::format("alter table {} drop constraint {}", work.spelling.qualified(table),
                       work.spelling.identifier(made.name)),
           fmt::format("alter table {} drop constraint {}", to_string(table), made.name), locks::schema(table),
           Probes(work.spelling).object(made, "C", false));
}

// https://learn.microsoft.com/en-us/sql/relational-databases/system-stored-procedures/sp-addextendedproperty-transact-sql
void comment(Work const& work, model::ObjectName const& table, std::string const& column, std::string const& before,
             std::string const& after) {
  if (before == after) return;
  auto const& s = work.spelling;
  if (utf16_length(after) > longest_comment)
    work.refuse({}, fmt::format("a comment has {} characters at most on {}", longest_comment, title),
                "say it in fewer words");
  std::string sql, schema = s.string(table.schema), value = s.string(after);
  // An argument is a literal or a variable.
  if (table.schema.empty()) {
    sql += fmt::format("declare @schema sysname = object_schema_name(object_id({}));\n", work.named(table));
    schema = "@schema";
  }
  if (value.front() == '(') {
    sql += fmt::format("declare @value nvarchar({}) = {};\n", longest_comment, value);
    value = "@value";
  }
  auto const* procedure = after.empty()    ? "sp_dropextendedproperty"
                          : before.empty() ? "sp_addextendedproperty"
                                           : "sp_updateextendedproperty";
  sql += fmt::format("exec {} @name = N'MS_Description', ", procedure);
  if (!after.empty()) sql += fmt::format("@value = {}, ", value);
  sql += fmt::format("@level0type = N'SCHEMA', @level0name = {}, @level1type = N'TABLE', @level1name = {}", schema,
                     s.string(table.name));
  if (!column.empty()) sql += fmt::format(", @level2type = N'COLUMN', @level2name = {}", s.string(column));
  work.add(sql,
           column.empty() ? "comment on table " + to_string(table)
                          : fmt::format("comment on column {}.{}", to_string(table), column),
           locks::schema(table), Probes(s).comment(table, column, after));
}

}  // namespace retort::dialects::mssql
