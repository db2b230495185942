// SPDX-License-Identifier: Apache-2.0
// The actions that change a column: type, not null, default, identity.
#include <fmt/format.h>

#include "compiler/ast/print.hpp"
#include "compiler/model/ops/dependency.hpp"
#include "compiler/model/ops/ops.hpp"
#include "compiler/model/ops/recheck.hpp"
#include "compiler/model/ops/table_parts.hpp"
#include "compiler/model/value_check.hpp"

namespace retort::model::ops {

namespace {
Column* find(Table& table, std::string const& name) {
  for (auto& c : table.columns)
    if (c.name == name) return &c;
  return nullptr;
}
void nothing_changes(Context& context, Span span, std::string message, Column const& column) {
  auto& d = context.error(Code::RT0318, span, std::move(message));
  if (Span(column.made).file.index != FileId::none)
    d | Note{fmt::format("column '{}' was made here", column.name), column.made};
}
// What looks at the values of a column and would see others: foreign keys, generated columns, views.
std::vector<User> users_of_values(Schema const& schema, Table const& table, std::string const& column) {
  std::vector<User> out;
  for (auto const& user : users_of_column(schema, table, column)) {
    std::string_view const what = user.what;
    if (what.starts_with("foreign key") || what.starts_with("generated") || what.starts_with("view"))
      out.push_back(user);
  }
  return out;
}
// Checks and indexes that the new type of the column makes nonsense of. Its default is looked at by itself.
std::vector<User> parts_without_meaning(Context const& context, Table without_default, std::string const& column) {
  find(without_default, column)->default_value.reset();
  ObjectName const name = without_default.name;
  Schema schema = context.schema;
  put(schema, std::move(without_default));
  return broken_by(context.schema, schema, {name}, context.options);
}
}  // namespace

void run(ast::SetColumnType const& action, ast::Where where, Table const& table, Context& context) {
  Column const* column = context.column(table, action.name);
  if (column == nullptr) return;
  check_type(context, action.type);
  if (action.using_expression) {
    Scope scope = table_scope(context, table, "using");
    check_value(context, *action.using_expression, scope, action.type, fmt::format("column '{}'", column->name));
  }
  Change const change = change_of_type(column->type, action.type);
  if (change == Change::same && !action.using_expression)
    nothing_changes(context, action.type.where,
                    fmt::format("column '{}' is {} already", column->name, describe(column->type)), *column);
  if (change == Change::impossible && !action.using_expression) {
    auto& d = context.error(Code::RT0412, action.type.where,
                            fmt::format("column '{}' is {}, which cannot be cast to {}", column->name,
                                        describe(column->type), describe(action.type)));
    if (Span(column->made).file.index != FileId::none)
      d | Note{fmt::format("column '{}' was made here", column->name), column->made};
    d | Note{"say how with `using`, or add another column, fill it and drop this one", std::nullopt};
  }
  bool const is_possible = change != Change::impossible || action.using_expression;
  Table after = table;
  Column* changed = find(after, column->name);
  changed->type = action.type;
  if (change != Change::same) {
    auto users = users_of_values(context.schema, table, column->name);
    if (is_possible) add_new(users, parts_without_meaning(context, after, column->name));
    refuse_used(context, action.name.where, fmt::format("the type of column '{}' cannot be changed", column->name),
                users);
  }
  if (column->default_value && is_possible && change != Change::same) {
    Scope none;
    none.selects = false;
    none.place = "a default";
    Sink nowhere;
    Context quiet(context.schema, context.options, nowhere, Phase::derived);
    check_value(quiet, *column->default_value, none, action.type, "");
    if (quiet.errors != 0)
      context.error(Code::RT0401, action.type.where,
                    fmt::format("the default of column '{}' is no value of {}", column->name, describe(action.type))) |
          Note{"write before it: alter table " + ast::print(qualified_name(table.name)) + " alter column " +
                   ast::print(identifier(column->name)) + " drop default;",
               std::nullopt};
  }
  if (column->identity && value_type(action.type).kind != Kind::integer)
    context.error(Code::RT0418, action.type.where,
                  fmt::format("an identity counts: column '{}' has to be smallint, integer or bigint", column->name));
  context.emit(table.name, {action, where}, std::move(after));
}
Inverse inverse(ast::SetColumnType const& action, ObjectName const& table, Done const& done) {
  Table const* before = done.step.before.table(table);
  Column const* column = before == nullptr ? nullptr : before->column(action.name.text);
  if (column == nullptr) return {};
  bool const was_refused = change_of_type(column->type, action.type) == Change::impossible && !action.using_expression;
  if (change_of_type(action.type, column->type) == Change::impossible && !was_refused)
    return {{}, fmt::format("{} cannot be cast back to {}", describe(action.type), describe(column->type))};
  return {{alter(table, ast::SetColumnType{action.name, column->type, std::nullopt})}, ""};
}

void run(ast::SetNotNull const& action, ast::Where where, Table const& table, Context& context) {
  Column const* column = context.column(table, action.name);
  if (column == nullptr) return;
  if (column->not_null) {
    nothing_changes(context, action.name.where, fmt::format("column '{}' is not null already", column->name), *column);
    return;
  }
  refuse_set_null(context, table, column->name, action.name.where);
  Table after = table;
  find(after, column->name)->not_null = true;
  context.emit(table.name, {action, where}, std::move(after));
}
Inverse inverse(ast::SetNotNull const& action, ObjectName const& table, Done const&) {
  return {{alter(table, ast::DropNotNull{action.name})}, ""};
}

void run(ast::DropNotNull const& action, ast::Where where, Table const& table, Context& context) {
  Column const* column = context.column(table, action.name);
  if (column == nullptr) return;
  if (!column->not_null) {
    nothing_changes(context, action.name.where, fmt::format("column '{}' can be null already", column->name), *column);
    return;
  }
  std::vector<User> users;
  for (auto const& user : users_of_column(context.schema, table, column->name))
    if (user.what.starts_with("primary key")) users.push_back(user);
  refuse_used(context, action.name.where, fmt::format("column '{}' has to stay not null", column->name), users);
  if (column->identity)
    context.error(Code::RT0418, action.name.where,
                  fmt::format("column '{}' has to stay not null: it is an identity", column->name));
  Table after = table;
  find(after, column->name)->not_null = false;
  context.emit(table.name, {action, where}, std::move(after));
}
Inverse inverse(ast::DropNotNull const& action, ObjectName const& table, Done const&) {
  return {{alter(table, ast::SetNotNull{action.name})}, ""};
}

void run(ast::SetDefault const& action, ast::Where where, Table const& table, Context& context) {
  Column const* column = context.column(table, action.name);
  if (column == nullptr) return;
  if (column->default_value && *column->default_value == action.value) {
    nothing_changes(context, action.value.where, fmt::format("column '{}' has this default already", column->name),
                    *column);
    return;
  }
  Table after = table;
  Column* changed = find(after, column->name);
  changed->default_value = action.value;
  check_column(context, after, *changed, action.name.where);
  context.emit(table.name, {action, where}, after);
}
namespace {
Inverse default_back(ast::Identifier const& name, ObjectName const& table, Done const& done) {
  Table const* before = done.step.before.table(table);
  Column const* column = before == nullptr ? nullptr : before->column(name.text);
  if (column == nullptr) return {};
  if (column->default_value) return {{alter(table, ast::SetDefault{name, *column->default_value})}, ""};
  return {{alter(table, ast::DropDefault{name})}, ""};
}
}  // namespace
Inverse inverse(ast::SetDefault const& action, ObjectName const& table, Done const& done) {
  return default_back(action.name, table, done);
}

void run(ast::DropDefault const& action, ast::Where where, Table const& table, Context& context) {
  Column const* column = context.column(table, action.name);
  if (column == nullptr) return;
  if (!column->default_value) {
    nothing_changes(context, action.name.where, fmt::format("column '{}' has no default", column->name), *column);
    return;
  }
  Table after = table;
  find(after, column->name)->default_value.reset();
  context.emit(table.name, {action, where}, std::move(after));
}
Inverse inverse(ast::DropDefault const& action, ObjectName const& table, Done const& done) {
  return default_back(action.name, table, done);
}

void run(ast::AddIdentity const& action, ast::Where where, Table const& table, Context& context) {
  Column const* column = context.column(table, action.name);
  if (column == nullptr) return;
  if (column->identity) {
    nothing_changes(context, action.name.where, fmt::format("column '{}' is an identity already", column->name),
                    *column);
    return;
  }
  if (!column->not_null) refuse_set_null(context, table, column->name, action.name.where);
  Table after = table;
  Column* changed = find(after, column->name);
  changed->identity = true;
  changed->not_null = true;
  check_column(context, after, *changed, action.name.where);
  context.emit(table.name, {action, where}, after);
}
Inverse inverse(ast::AddIdentity const& action, ObjectName const& table, Done const& done) {
  Inverse out;
  out.operations.push_back(alter(table, ast::DropIdentity{action.name}));
  Table const* before = done.step.before.table(table);
  Column const* column = before == nullptr ? nullptr : before->column(action.name.text);
  if (column != nullptr && !column->not_null) out.operations.push_back(alter(table, ast::DropNotNull{action.name}));
  return out;
}

void run(ast::DropIdentity const& action, ast::Where where, Table const& table, Context& context) {
  Column const* column = context.column(table, action.name);
  if (column == nullptr) return;
  if (!column->identity) {
    nothing_changes(context, action.name.where, fmt::format("column '{}' is no identity", column->name), *column);
    return;
  }
  Table after = table;
  find(after, column->name)->identity = false;
  context.emit(table.name, {action, where}, std::move(after));
}
Inverse inverse(ast::DropIdentity const& action, ObjectName const& table, Done const&) {
  return {{alter(table, ast::AddIdentity{action.name})}, ""};
}

}  // namespace retort::model::ops
