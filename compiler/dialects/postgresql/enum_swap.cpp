// SPDX-License-Identifier: Apache-2.0
// The swap of an enum type, with what stands in its way put aside: views, checks, foreign keys and indexes that hold
// values of the old type.
#include "compiler/dialects/postgresql/enum_swap.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/utf8.hpp"
#include "compiler/dialects/postgresql/aside.hpp"
#include "compiler/dialects/postgresql/locks.hpp"
#include "compiler/dialects/postgresql/probes.hpp"
#include "compiler/dialects/postgresql/views.hpp"
#include "compiler/model/expression_walk.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::postgresql {
namespace {

struct User {  // a table with columns of the type, as it is before and after
  model::Table const* before;
  model::Table const* after;
  std::vector<model::Column const*> columns;
};

std::vector<User> users_of(Work const& work, model::ObjectName const& type) {
  std::vector<User> out;
  auto const* names = work.context.action.before.users.find(type);
  if (names == nullptr) return out;
  for (auto const& name : **names) {
    User user{work.context.action.before.table(name), work.context.action.after.table(name), {}};
    if (user.before == nullptr || user.after == nullptr) continue;
    for (auto const& column : user.before->columns)
      if (model::is_of(column.type, type)) user.columns.push_back(&column);
    out.push_back(std::move(user));  // one without columns casts to the type
  }
  return out;
}

bool has_column(User const& user, std::string const& name) {
  return std::any_of(user.columns.begin(), user.columns.end(), [&](auto const* c) { return c->name == name; });
}
// Whether the expression holds values of the type: those of a column, or made by a cast.
Meant names_type(User const& user, model::ObjectName const& type) {
  return [&user, type](ast::Expression const& e) {
    std::vector<model::ObjectName> casts;
    model::add_cast_types(e, casts);
    return std::find(casts.begin(), casts.end(), type) != casts.end() ||
           std::any_of(user.columns.begin(), user.columns.end(),
                       [&](auto const* c) { return model::names_column(e, c->name); });
  };
}

// A foreign key wants equal types on both sides at all times.
bool is_key_of(User const& user, model::Constraint const& constraint) {
  auto const* key = std::get_if<ast::ForeignKey>(&constraint.body);
  return key != nullptr && std::any_of(key->columns.begin(), key->columns.end(),
                                       [&](ast::Identifier const& c) { return has_column(user, c.text); });
}

// A type name that nothing has.
model::ObjectName new_name(Work const& work, model::ObjectName const& type) {
  constexpr std::size_t longest = 63;
  std::string suffix = "__new";
  for (int number = 2;; ++number) {
    model::ObjectName out{type.schema, std::string(beginning(type.name, longest - suffix.size())) + suffix};
    if (work.context.action.before.objects.find(out) == nullptr) return out;
    suffix = fmt::format("__new{}", number);
  }
}

// Fails, with the count, when rows have the value.
void guard(Work& work, model::ObjectName const& type, std::string const& value, std::vector<User> const& users) {
  std::vector<std::string> counts;
  for (auto const& user : users)
    for (auto const* column : user.columns) {
      auto const name = spelling().identifier(column->name);
      auto const literal = spelling().string(value);
      counts.push_back(fmt::format("(select count(*) from {} where {})", spelling().qualified(user.before->name),
                                   column->type.array ? literal + " = any(" + name + ")" : name + " = " + literal));
    }
  if (counts.empty()) return;
  auto const message = spelling().string(
      fmt::format("value '{}' of type {} cannot be dropped: %s rows have it", value, to_string(type)));
  auto body = fmt::format(
      "\ndeclare\n  holders bigint := {};\nbegin\n  if holders > 0 then\n    raise exception using message = "
      "format({}, holders);\n  end if;\nend\n",
      join(counts, " + "), message);
  std::string tag = "$$";
  for (int number = 1; body.find(tag) != std::string::npos; ++number) tag = fmt::format("$guard{}$", number);
  work.add("do " + tag + body + tag, fmt::format("look for value '{}' of type {}", value, to_string(type)));
}

void turn_over(Work& work, User const& user, model::ObjectName const& to, ast::DropEnumValue const& operation) {
  auto const type = spelling().qualified(to);
  for (auto const* column : user.columns) {
    auto const name = spelling().identifier(column->name);
    auto const value = spelling().string(operation.value.value);
    std::string const text = column->type.array ? "::text[]" : "::text";
    std::string source = name + text;
    if (operation.replacement) {
      auto const other = spelling().string(operation.replacement->value);
      source = column->type.array ? fmt::format("array_replace({}, {}, {})", source, value, other)
                                  : fmt::format("(case {} when {} then {} else {} end)", name, value, other, source);
    }
    auto const full_type = type + (column->type.array ? "[]" : "");
    auto change = fmt::format("alter column {} type {} using {}::{}", name, full_type, source, full_type);
    if (column->default_value) {
      auto const* after = user.after->column(column->name);
      change = fmt::format("alter column {} drop default, {}", name, change);
      if (after != nullptr && after->default_value)
        change += fmt::format(", alter column {} set default {}", name,
                              work.after.expression(*after->default_value, model::Scope{}, after->type));
    }
    auto const& table = user.before->name;
    work.add(fmt::format("alter table {} {}", spelling().qualified(table), change),
             fmt::format("alter table {} alter column {} type {}", to_string(table), column->name, to_string(to)),
             locks::access_exclusive_rewrite(table),
             column->type.array
                 ? std::string()
                 : probes::column(table, column->name, "atttypid = to_regtype(" + spelling().string(type) + ")"));
  }
}

// Whether a generated column needs the value itself: the model has said so for every database.
bool names_value(ast::Expression const& e, std::string const& value) {
  bool found = false;
  auto look = [&](ast::Expression const& x) {
    auto const* literal = std::get_if<ast::Literal>(&x.node);
    found = found || (literal != nullptr && literal->kind == ast::LiteralKind::string && literal->text == value);
  };
  model::walk(e, look);
  return found;
}

bool refuse_generated(Work& work, model::ObjectName const& type, std::string const& value,
                      std::vector<User> const& users) {
  bool refused = false;
  for (auto const& user : users)
    for (auto const& column : user.before->columns) {
      if (!column.generated || !names_type(user, type)(column.generated->expression)) continue;
      refused = true;
      if (names_value(column.generated->expression, value)) continue;
      work.context.sink.report(
          Code::RT0801, work.context.action.origin,
          fmt::format("{}: generated column '{}.{}' is made of values of that type",
                      work.context.action.back
                          ? fmt::format("PostgreSQL cannot take value '{}' back, which dropping it would be", value)
                          : "PostgreSQL cannot drop the value",
                      to_string(user.before->name), column.name)) |
          Note{"drop the generated column before, and add it again after", std::nullopt};
    }
  return refused;
}

}  // namespace

void swap_enum(Work& work, ast::DropEnumValue const& operation) {
  auto const type = model::object_name(operation.type);
  auto const* after = work.context.action.after.enum_type(type);
  if (after == nullptr) return;
  auto const users = users_of(work, type);
  if (refuse_generated(work, type, operation.value.value, users)) return;
  if (!operation.replacement) guard(work, type, operation.value.value, users);

  std::vector<model::ObjectName> names{type};
  for (auto const& user : users) names.push_back(user.before->name);
  auto const views = views_over(work.context.action.before, names);
  drop_views(work, views);
  for (auto const& user : users) {
    for (auto const& constraint : user.before->constraints)
      if (is_key_of(user, constraint)) drop_constraint(work, user.before->name, constraint.name);
    put_aside(work, *user.before, names_type(user, type));
  }

  auto const temporary = new_name(work, type);
  std::vector<std::string> values;
  for (auto const& value : after->values) values.push_back(spelling().string(value));
  work.add(fmt::format("create type {} as enum ({})", spelling().qualified(temporary), join(values)),
           "create type " + to_string(temporary), {}, probes::type(temporary));
  for (auto const& user : users) turn_over(work, user, temporary, operation);
  work.add("drop type " + spelling().qualified(type), "drop type " + to_string(type), {}, probes::no_type(type));
  work.add(fmt::format("alter type {} rename to {}", spelling().qualified(temporary), spelling().identifier(type.name)),
           fmt::format("rename type {} to {}", to_string(temporary), to_string(type)), {},
           probes::type_renamed(temporary, type));

  for (auto const& user : users) put_back(work, *user.after, names_type(user, type));
  for (auto const& user : users)
    for (auto const& constraint : user.after->constraints)
      if (is_key_of(user, constraint)) add_constraint(work, *user.after, constraint, 'f');
  make_views_again(work, views);
}

}  // namespace retort::dialects::postgresql
