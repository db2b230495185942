// SPDX-License-Identifier: Apache-2.0
// Schemas and enum types.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/ast/print.hpp"
#include "compiler/model/expression_walk.hpp"
#include "compiler/model/lost.hpp"
#include "compiler/model/ops/dependency.hpp"
#include "compiler/model/ops/ops.hpp"
#include "compiler/model/ops/recheck.hpp"

namespace retort::model::ops {

void run(ast::CreateSchema const& operation, Context& context) {
  ObjectName const name{"", operation.name.text};
  if (auto const* made = context.schema.schemas.find(name)) {
    context.error(Code::RT0308, operation.name.where, fmt::format("there is a schema '{}' already", name.name)) |
        Note{fmt::format("schema '{}' was made here", name.name), *made};
    return;
  }
  context.schema.schemas.for_each([&](ObjectName const& other, ast::Where const& made) {
    if (fold(other) == fold(name)) report_case(context, operation.name.where, name.name, other.name, made);
  });
  Schema after = context.schema;
  after.schemas.set(name, operation.name.where);
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::CreateSchema const& operation, Done const&) { return {{ast::DropSchema{operation.name}}, ""}; }

void run(ast::DropSchema const& operation, Context& context) {
  ast::QualifiedName probe;
  probe.schema = operation.name;
  if (!context.known_schema(probe)) return;
  std::string const& name = operation.name.text;
  std::vector<User> users;
  context.schema.objects.for_each([&](ObjectName const& object, Shared<Object> const& what) {
    if (object.schema != name || std::holds_alternative<IndexEntry>(*what)) return;
    users.push_back({fmt::format("{} '{}'", kind_of(*what), to_string(object)),
                     fmt::format("drop {} {};", kind_of(*what), ast::print(qualified_name(object))),
                     made_of(context.schema, object)});
  });
  refuse_used(context, operation.name.where, fmt::format("schema '{}' cannot be dropped", name), users);
  Schema after = context.schema;
  after.schemas.erase({"", name});
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::DropSchema const& operation, Done const&) { return {{ast::CreateSchema{operation.name}}, ""}; }

void run(ast::CreateType const& operation, Context& context) {
  context.known_schema(operation.name);
  EnumType type;
  type.name = object_name(operation.name);
  type.made = operation.name.where;
  for (auto const& value : operation.values) {
    if (std::find(type.values.begin(), type.values.end(), value.value) != type.values.end()) {
      context.error(Code::RT0313, value.where,
                    fmt::format("value '{}' is given twice in type '{}'", value.value, to_string(type.name)));
      continue;
    }
    type.values.push_back(value.value);
  }
  if (!context.free_relation(type.name, operation.name.where)) {
    context.mark_broken(type.name, operation.name.where);
    return;
  }
  Schema after = context.schema;
  put(after, std::move(type));
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::CreateType const& operation, Done const&) { return {{ast::DropType{operation.name}}, ""}; }

namespace {
// The place of a value in its type; reports an unknown one.
std::optional<std::size_t> place(Context& context, EnumType const& type, ast::Text const& value) {
  auto const it = std::find(type.values.begin(), type.values.end(), value.value);
  if (it != type.values.end()) return static_cast<std::size_t>(it - type.values.begin());
  if (context.is_broken(type.name)) return std::nullopt;
  auto& d = context.error(Code::RT0312, value.where,
                          fmt::format("type '{}' has no value '{}' here", to_string(type.name), value.value));
  suggest(d, value.where, value.value, type.values);
  for (auto& fix : d.fixes) {  // the name in the label, as a string
    auto const first = d.label.find('\'') + 1;
    fix.replacement = ast::print_string(d.label.substr(first, d.label.rfind('\'') - first));
  }
  note_lost(d, context.schema, lost_part("value", type.name, value.value), fmt::format("value '{}'", value.value));
  d | Note{fmt::format("type '{}' was made here", to_string(type.name)), type.made};
  return std::nullopt;
}
bool new_value(Context& context, EnumType const& type, ast::Text const& value) {
  if (std::find(type.values.begin(), type.values.end(), value.value) == type.values.end()) return true;
  context.error(Code::RT0313, value.where,
                fmt::format("type '{}' has a value '{}' already", to_string(type.name), value.value)) |
      Note{fmt::format("type '{}' was made here", to_string(type.name)), type.made};
  return false;
}
bool is_text(ast::Expression const& e, std::string const& value) {
  auto const* literal = std::get_if<ast::Literal>(&e.node);
  return literal != nullptr && literal->kind == ast::LiteralKind::string && literal->text == value;
}

void rename_literal(ast::Expression& e, std::string const& from, std::string const& to) {
  if (is_text(e, from)) std::get<ast::Literal>(e.node).text = to;
}
// The operands of an expression that have one type.
std::vector<ast::Expression*> compared_in(ast::Expression& e) {
  std::vector<ast::Expression*> out;
  if (auto* n = std::get_if<ast::Binary>(&e.node)) {
    out = {&*n->left, &*n->right};
  } else if (auto* in = std::get_if<ast::InList>(&e.node)) {
    out = {&*in->operand};
    for (auto& item : in->list) out.push_back(&item);
  } else if (auto* between = std::get_if<ast::Between>(&e.node)) {
    out = {&*between->operand, &*between->low, &*between->high};
  } else if (auto* choice = std::get_if<ast::Case>(&e.node); choice != nullptr && !choice->operand.empty()) {
    out = {&choice->operand.front()};
    for (auto& arm : choice->arms) out.push_back(&arm.when);
  } else if (auto* call = std::get_if<ast::Call>(&e.node)) {
    for (auto& argument : call->arguments) out.push_back(&argument);
  }
  return out;
}

// Calls `f(table)` with a copy of every table that has columns of the type, and puts the copy back.
template <class F>
void change_tables(Schema const& before, Schema& after, ObjectName const& type, F&& f) {
  auto const* users = before.users.find(type);
  if (users == nullptr) return;
  for (auto const& user : **users) {
    Table const* table = before.table(user);
    if (table == nullptr) continue;
    Table changed = *table;
    f(changed);
    put(after, std::move(changed));
  }
}
template <class F>
void for_each_expression(Table& table, F& f) {
  for (auto& c : table.columns) {
    if (c.default_value) walk(*c.default_value, f);
    if (c.generated) walk(c.generated->expression, f);
  }
  for (auto& c : table.constraints)
    if (auto* check = std::get_if<ast::Check>(&c.body)) walk(check->condition, f);
  for (auto& index : table.indexes) {
    for (auto& item : index.items) walk(item.expression, f);
    if (index.predicate) walk(*index.predicate, f);
  }
}

// What is wrong without the value in `after`, or may be.
std::vector<User> users_of_value(Context const& context, Schema const& after, ObjectName const& type,
                                 std::string const& value) {
  auto const holders = direct_users(context.schema, type);
  auto out = broken_by(context.schema, after, holders, context.options);
  add_new(out, texts_with(context.schema, holders, value));
  return out;
}
}  // namespace

void run(ast::AddEnumValue const& operation, Context& context) {
  EnumType const* type = context.enum_type(operation.type);
  if (type == nullptr || !new_value(context, *type, operation.value)) return;
  EnumType changed = *type;
  std::size_t at = type->values.size();
  if (operation.neighbour) {
    auto const neighbour = place(context, *type, *operation.neighbour);
    if (neighbour) at = *neighbour + (operation.position == ast::ValuePosition::after ? 1 : 0);
  }
  changed.values.insert(changed.values.begin() + static_cast<std::ptrdiff_t>(at), operation.value.value);
  Schema after = context.schema;
  put(after, std::move(changed));
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::AddEnumValue const& operation, Done const&) {
  return {{ast::DropEnumValue{operation.type, operation.value, std::nullopt}}, ""};
}

void run(ast::RenameEnumValue const& operation, Context& context) {
  EnumType const* type = context.enum_type(operation.type);
  if (type == nullptr) return;
  auto const at = place(context, *type, operation.from);
  if (!at || !new_value(context, *type, operation.to)) return;
  EnumType changed = *type;
  changed.values[*at] = operation.to.value;
  Schema after = context.schema;
  ObjectName const name = type->name;
  std::string const &from = operation.from.value, &to = operation.to.value;
  change_tables(context.schema, after, name, [&](Table& table) {
    for (auto& c : table.columns)
      if (c.default_value && is_of(c.type, name)) rename_literal(*c.default_value, from, to);
    auto const is_of_type = [&](ast::Expression const& e) {
      if (auto const* cast = std::get_if<ast::Cast>(&e.node)) return is_of(cast->type, name);
      auto const* c = std::get_if<ast::ColumnReference>(&e.node);
      Column const* column = c == nullptr ? nullptr : table.column(c->column.text);
      return column != nullptr && is_of(column->type, name);
    };
    auto follow = [&](ast::Expression& e) {
      if (is_of_type(e))
        if (auto* cast = std::get_if<ast::Cast>(&e.node)) rename_literal(*cast->operand, from, to);
      auto const side_by_side = compared_in(e);
      if (std::any_of(side_by_side.begin(), side_by_side.end(), [&](auto const* part) { return is_of_type(*part); }))
        for (auto* part : side_by_side) rename_literal(*part, from, to);
    };
    for_each_expression(table, follow);
  });
  put(after, std::move(changed));
  refuse_used(context, operation.from.where, fmt::format("value '{}' cannot be renamed", from),
              users_of_value(context, after, name, from));
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::RenameEnumValue const& operation, Done const&) {
  return {{ast::RenameEnumValue{operation.type, operation.to, operation.from}}, ""};
}

void run(ast::DropEnumValue const& operation, Context& context) {
  EnumType const* type = context.enum_type(operation.type);
  if (type == nullptr) return;
  auto const at = place(context, *type, operation.value);
  if (operation.replacement) {
    if (operation.replacement->value == operation.value.value) {
      context.error(Code::RT0312, operation.replacement->where,
                    fmt::format("'{}' is what is dropped: another value has to take its place", operation.value.value));
    } else {
      place(context, *type, *operation.replacement);
    }
  }
  if (!at) return;
  EnumType changed = *type;
  ObjectName const name = type->name;
  changed.values.erase(changed.values.begin() + static_cast<std::ptrdiff_t>(*at));
  Schema after = context.schema;
  put(after, std::move(changed));
  refuse_used(context, operation.value.where, fmt::format("value '{}' cannot be dropped", operation.value.value),
              users_of_value(context, after, name, operation.value.value));
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::DropEnumValue const& operation, Done const& done) {
  EnumType const* old = done.step.before.enum_type(object_name(operation.type));
  if (old == nullptr) return {};
  auto const at = std::find(old->values.begin(), old->values.end(), operation.value.value);
  ast::AddEnumValue again{operation.type, operation.value, ast::ValuePosition::last, std::nullopt};
  if (at != old->values.end() && at + 1 != old->values.end()) {
    again.position = ast::ValuePosition::before;
    again.neighbour = ast::Text{*(at + 1), {}};
  }
  return {{std::move(again)}, ""};
}

void run(ast::RenameType const& operation, Context& context) {
  EnumType const* type = context.enum_type(operation.from);
  if (type == nullptr) {
    context.mark_broken({object_name(operation.from).schema, operation.to.text},
                        operation.to.where);  // as it is called from here on
    return;
  }
  ObjectName const from = type->name;
  ObjectName const to{from.schema, operation.to.text};
  if (from == to) {
    context.error(Code::RT0318, operation.to.where, fmt::format("type '{}' has this name already", to_string(from)));
    return;
  }
  if (!context.free_relation(to, operation.to.where, &from)) return;
  EnumType renamed = *type;
  renamed.name = to;
  Schema after = context.schema;
  remove(after, from);
  put(after, std::move(renamed));
  change_tables(context.schema, after, from, [&](Table& table) {
    auto const follow_type = [&](ast::Type& t) {
      auto* named = std::get_if<ast::NamedType>(&t.base);
      if (named != nullptr && object_name(named->name) == from) named->name.name.text = to.name;
    };
    for (auto& c : table.columns) follow_type(c.type);
    auto follow = [&](ast::Expression& e) {
      if (auto* cast = std::get_if<ast::Cast>(&e.node)) follow_type(cast->type);
    };
    for_each_expression(table, follow);
  });
  if (refuse_used(context, operation.from.where, fmt::format("type '{}' cannot be renamed", to_string(from)),
                  broken_by(context.schema, after, direct_users(context.schema, from), context.options)))
    after.broken.set(from, operation.from.where);
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::RenameType const& operation, Done const&) {
  ast::QualifiedName now = operation.from;
  now.name = operation.to;
  return {{ast::RenameType{now, operation.from.name}}, ""};
}

void run(ast::DropType const& operation, Context& context) {
  EnumType const* type = context.enum_type(operation.name);
  if (type == nullptr) return;
  ObjectName const name = type->name;
  Schema after = context.schema;
  remove(after, name);
  auto users = users_of_type(context.schema, name);
  if (users.empty()) users = broken_by(context.schema, after, direct_users(context.schema, name), context.options);
  if (refuse_used(context, operation.name.where, fmt::format("type '{}' cannot be dropped", to_string(name)), users))
    after.broken.set(name, operation.name.where);
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::DropType const& operation, Done const& done) {
  EnumType const* old = done.step.before.enum_type(object_name(operation.name));
  if (old == nullptr) return {};
  return {{to_ast(*old)}, ""};
}

}  // namespace retort::model::ops
