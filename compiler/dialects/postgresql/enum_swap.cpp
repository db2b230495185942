// SPDX-License-Identifier: Apache-2.0
// The swap of an enum type, with what stands in its way put aside: views, checks, foreign keys and indexes that hold
// values of the old type.
#include "compiler/dialects/postgresql/enum_swap.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/dialects/postgresql/locks.hpp"
#include "compiler/dialects/postgresql/probes.hpp"
#include "compiler/dialects/postgresql/views.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::postgresql {
namespace {

struct User {  // a table with columns of the type, as it is before and after
  model::Table const* before;
  model::Table const* after;
  std::vector<model::Column const*> columns;
};

bool is_of(model::Column const& column, model::ObjectName const& type) {
  auto const* named = std::get_if<ast::NamedType>(&column.type.base);
  return named != nullptr && model::object_name(named->name) == type;
}

std::vector<User> users_of(Work const& work, model::ObjectName const& type) {
  std::vector<User> out;
  auto const* names = work.context.action.before.users.find(type);
  if (names == nullptr) return out;
  for (auto const& name : **names) {
    User user{work.context.action.before.table(name), work.context.action.after.table(name), {}};
    if (user.before == nullptr || user.after == nullptr) continue;
    for (auto const& column : user.before->columns)
      if (is_of(column, type)) user.columns.push_back(&column);
    if (!user.columns.empty()) out.push_back(std::move(user));
  }
  return out;
}

bool has_column(User const& user, std::string const& name) {
  return std::any_of(user.columns.begin(), user.columns.end(), [&](auto const* c) { return c->name == name; });
}
bool names_one(User const& user, ast::Expression const& e) {
  return std::any_of(user.columns.begin(), user.columns.end(),
                     [&](auto const* c) { return model::names_column(e, c->name); });
}

// Checks hold values of the old type, and a foreign key wants equal types on both sides at all times.
bool in_the_way(User const& user, model::Constraint const& constraint) {
  if (auto const* check = std::get_if<ast::Check>(&constraint.body)) return names_one(user, check->condition);
  if (auto const* key = std::get_if<ast::ForeignKey>(&constraint.body))
    return std::any_of(key->columns.begin(), key->columns.end(),
                       [&](ast::Identifier const& c) { return has_column(user, c.text); });
  return false;
}
bool in_the_way(User const& user, model::Index const& index) {
  if (index.predicate && names_one(user, *index.predicate)) return true;
  return std::any_of(index.items.begin(), index.items.end(), [&](ast::IndexItem const& item) {
    return !std::holds_alternative<ast::ColumnReference>(item.expression.node) && names_one(user, item.expression);
  });
}

// A type name that nothing has.
model::ObjectName new_name(Work const& work, model::ObjectName const& type) {
  constexpr std::size_t longest = 63;
  std::string suffix = "__new";
  for (int number = 2;; ++number) {
    model::ObjectName out{type.schema, type.name.substr(0, longest - suffix.size()) + suffix};
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

bool refuse_generated(Work& work, std::vector<User> const& users) {
  bool refused = false;
  for (auto const& user : users)
    for (auto const& column : user.before->columns) {
      if (!column.generated || !names_one(user, column.generated->expression)) continue;
      refused = true;
      work.context.sink.report(
          Code::RT0801, work.context.action.origin,
          fmt::format("PostgreSQL cannot drop the value: generated column '{}.{}' is made of a column of that type",
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
  if (refuse_generated(work, users)) return;
  if (!operation.replacement) guard(work, type, operation.value.value, users);

  std::vector<model::ObjectName> tables;
  for (auto const& user : users) tables.push_back(user.before->name);
  auto const views = views_over(work.context.action.before, tables);
  drop_views(work, views);
  for (auto const& user : users) {
    auto const& table = user.before->name;
    for (auto const& constraint : user.before->constraints)
      if (in_the_way(user, constraint))
        work.add(fmt::format("alter table {} drop constraint {}", spelling().qualified(table),
                             spelling().identifier(constraint.name)),
                 fmt::format("alter table {} drop constraint {}", to_string(table), constraint.name),
                 locks::access_exclusive(table), probes::no_constraint(table, constraint.name));
    for (auto const& index : user.before->indexes)
      if (in_the_way(user, index)) {
        model::ObjectName const name{table.schema, index.name};
        work.add("drop index " + spelling().qualified(name), "drop index " + to_string(name),
                 locks::access_exclusive(table), probes::no_relation(name));
      }
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

  auto const again = [&](User const& user, bool foreign_keys) {
    for (auto const& constraint : user.after->constraints) {
      bool const is_key = std::holds_alternative<ast::ForeignKey>(constraint.body);
      if (!in_the_way(user, constraint) || is_key != foreign_keys) continue;
      auto const& table = user.after->name;
      work.add(fmt::format("alter table {} add {}", spelling().qualified(table),
                           constraint_definition(work, *user.after, model::to_ast(constraint))),
               fmt::format("alter table {} add constraint {}", to_string(table), constraint.name),
               locks::access_exclusive_scan(table), probes::constraint(table, constraint.name, is_key ? 'f' : 'c'));
    }
  };
  for (auto const& user : users) {
    again(user, false);
    for (auto const& index : user.after->indexes)
      if (in_the_way(user, index))
        work.add(index_definition(work, *user.after, model::to_ast(index, user.after->name)),
                 "create index " + index.name, locks::share_scan(user.after->name),
                 probes::index(user.after->name, index.name, index.unique));
  }
  for (auto const& user : users) again(user, true);
  make_views_again(work, views);
}

}  // namespace retort::dialects::postgresql
