// SPDX-License-Identifier: Apache-2.0
// Changes of a Schema that keep its look-up maps in step with its objects; the way back to the syntax tree.
#include "compiler/model/schema_edit.hpp"

#include <algorithm>

#include "compiler/model/expression_walk.hpp"

namespace retort::model {

std::string fold(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}
ObjectName fold(ObjectName const& name) { return {fold(name.schema), fold(name.name)}; }

std::vector<std::string> columns_of(ast::Expression const& expression) {
  std::vector<std::string> out;
  auto collect = [&](ast::Expression const& e) {
    auto const* c = std::get_if<ast::ColumnReference>(&e.node);
    if (c != nullptr && std::find(out.begin(), out.end(), c->column.text) == out.end()) out.push_back(c->column.text);
  };
  walk(expression, collect);
  return out;
}
bool names_column(ast::Expression const& expression, std::string_view column) {
  auto const names = columns_of(expression);
  return std::find(names.begin(), names.end(), column) != names.end();
}
void rename_column(ast::Expression& expression, std::string const& from, std::string const& to) {
  auto change = [&](ast::Expression& e) {
    auto* c = std::get_if<ast::ColumnReference>(&e.node);
    if (c != nullptr && c->column.text == from) c->column.text = to;
  };
  walk(expression, change);
}

bool is_null(ast::Expression const& expression) {
  auto const* literal = std::get_if<ast::Literal>(&expression.node);
  return literal != nullptr && literal->kind == ast::LiteralKind::null;
}
bool is_of(ast::Type const& type, ObjectName const& enum_type) {
  auto const* named = std::get_if<ast::NamedType>(&type.base);
  return named != nullptr && object_name(named->name) == enum_type;
}
bool fills_itself(Column const& column) {
  return (column.default_value && !is_null(*column.default_value)) || column.generated || column.identity;
}
void add_cast_type(ast::Expression const& cast, std::vector<ObjectName>& out) {
  auto const* node = std::get_if<ast::Cast>(&cast.node);
  auto const* named = node == nullptr ? nullptr : std::get_if<ast::NamedType>(&node->type.base);
  if (named != nullptr) out.push_back(object_name(named->name));
}
void add_cast_types(ast::Expression const& expression, std::vector<ObjectName>& out) {
  auto look = [&](ast::Expression const& e) { add_cast_type(e, out); };
  walk(expression, look);
}

namespace {
void sort_unique(std::vector<ObjectName>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

void change_user(Schema& schema, ObjectName const& needed, ObjectName const& user, bool add) {
  auto const* now = schema.users.find(needed);
  std::vector<ObjectName> list = now == nullptr ? std::vector<ObjectName>() : **now;
  auto const at = std::lower_bound(list.begin(), list.end(), user);
  bool const present = at != list.end() && *at == user;
  if (add == present) return;
  if (add) {
    list.insert(at, user);
  } else {
    list.erase(at);
  }
  if (list.empty()) {
    schema.users.erase(needed);
  } else {
    schema.users.set(needed, std::move(list));
  }
}

void note_case(PersistentMap<ObjectName, ObjectName>& mixed_case, ObjectName const& name, bool add) {
  ObjectName const folded = fold(name);
  if (folded == name) return;
  if (add) {
    mixed_case.set(folded, name);
  } else {
    auto const* there = mixed_case.find(folded);
    if (there != nullptr && *there == name) mixed_case.erase(folded);
  }
}
void put_constraint(Schema& schema, ObjectName const& name, ObjectName const& table) {
  schema.constraints.set(name, table);
  note_case(schema.mixed_case_constraints, name, true);
}
void remove_constraint(Schema& schema, ObjectName const& name) {
  schema.constraints.erase(name);
  note_case(schema.mixed_case_constraints, name, false);
}

// Puts `object` where `name` was; keeps `users` in step.
void put_object(Schema& schema, ObjectName const& name, Object object) {
  std::vector<ObjectName> const after = needs_of(object);
  std::vector<ObjectName> before;
  if (auto const* old = schema.objects.find(name)) before = needs_of(**old);
  for (auto const& n : before)
    if (!std::binary_search(after.begin(), after.end(), n)) change_user(schema, n, name, false);
  for (auto const& n : after)
    if (!std::binary_search(before.begin(), before.end(), n)) change_user(schema, n, name, true);
  schema.objects.set(name, std::move(object));
  note_case(schema.mixed_case, name, true);
}
void remove_object(Schema& schema, ObjectName const& name) {
  auto const* old = schema.objects.find(name);
  if (old == nullptr) return;
  for (auto const& n : needs_of(**old)) change_user(schema, n, name, false);
  schema.objects.erase(name);
  note_case(schema.mixed_case, name, false);
}
}  // namespace

std::vector<ObjectName> needs_of(Table const& table) {
  std::vector<ObjectName> out;
  for (auto const& c : table.constraints)
    if (auto const* key = std::get_if<ast::ForeignKey>(&c.body)) {
      ObjectName target = object_name(key->references.table);
      if (target != table.name) out.push_back(std::move(target));
    }
  for (auto const& c : table.columns) {
    if (auto const* named = std::get_if<ast::NamedType>(&c.type.base)) out.push_back(object_name(named->name));
    if (c.default_value) {
      auto collect = [&](ast::Expression const& e) {
        if (auto const* next = std::get_if<ast::NextValue>(&e.node)) out.push_back(object_name(next->sequence));
      };
      walk(*c.default_value, collect);
      add_cast_types(*c.default_value, out);
    }
    if (c.generated) add_cast_types(c.generated->expression, out);
  }
  for (auto const& c : table.constraints)
    if (auto const* check = std::get_if<ast::Check>(&c.body)) add_cast_types(check->condition, out);
  for (auto const& index : table.indexes) {
    for (auto const& item : index.items) add_cast_types(item.expression, out);
    if (index.predicate) add_cast_types(*index.predicate, out);
  }
  sort_unique(out);
  return out;
}

std::vector<ObjectName> needs_of(Object const& object) {
  return std::visit(overloaded{[](Table const& t) { return needs_of(t); }, [](View const& v) { return v.uses; },
                               [](Sequence const&) { return std::vector<ObjectName>(); },
                               [](EnumType const&) { return std::vector<ObjectName>(); },
                               [](IndexEntry const&) { return std::vector<ObjectName>(); }},
                    object);
}

void put(Schema& schema, Table table) {
  ObjectName const name = table.name;
  Table const* old = schema.table(name);
  Table const none;
  Table const& before = old == nullptr ? none : *old;
  for (auto const& index : before.indexes)
    if (table.index(index.name) == nullptr) remove_object(schema, {name.schema, index.name});
  for (auto const& c : before.constraints)
    if (table.constraint(c.name) == nullptr) remove_constraint(schema, {name.schema, c.name});
  for (auto const& index : table.indexes)
    if (old == nullptr || before.index(index.name) == nullptr)
      put_object(schema, {name.schema, index.name}, IndexEntry{name});
  for (auto const& c : table.constraints)
    if (old == nullptr || before.constraint(c.name) == nullptr) put_constraint(schema, {name.schema, c.name}, name);
  put_object(schema, name, std::move(table));
}
void put(Schema& schema, View view) {
  ObjectName const name = view.name;
  put_object(schema, name, std::move(view));
}
void put(Schema& schema, Sequence sequence) {
  ObjectName const name = sequence.name;
  put_object(schema, name, std::move(sequence));
}
void put(Schema& schema, EnumType type) {
  ObjectName const name = type.name;
  put_object(schema, name, std::move(type));
}
void remove(Schema& schema, ObjectName const& name) {
  Schema const keep = schema;  // what `old` points into must outlive the changes
  if (Table const* old = keep.table(name)) {
    for (auto const& index : old->indexes) remove_object(schema, {name.schema, index.name});
    for (auto const& c : old->constraints) remove_constraint(schema, {name.schema, c.name});
  }
  remove_object(schema, name);
}

ast::Identifier identifier(std::string const& name) { return {name, {}}; }
std::vector<std::string> texts(std::vector<ast::Identifier> const& names) {
  std::vector<std::string> out;
  out.reserve(names.size());
  for (auto const& n : names) out.push_back(n.text);
  return out;
}
std::vector<ast::Identifier> identifiers(std::vector<std::string> const& names) {
  std::vector<ast::Identifier> out;
  out.reserve(names.size());
  for (auto const& n : names) out.push_back(identifier(n));
  return out;
}

ast::Column to_ast(Column const& column) {
  ast::Column out;
  out.name = {column.name, column.made};
  out.type = column.type;
  if (column.not_null) out.nullability = ast::Nullability{true, {}};
  out.default_value = column.default_value;
  out.generated = column.generated;
  if (column.identity) out.identity = ast::Where{};
  if (column.comment) out.comment = ast::Text{*column.comment, {}};
  out.where = column.made;
  return out;
}
ast::TableConstraint to_ast(Constraint const& constraint) {
  ast::TableConstraint out;
  out.name = ast::Identifier{constraint.name, constraint.made};
  out.body = constraint.body;
  out.where = constraint.made;
  return out;
}
ast::CreateTable to_ast(Table const& table) {
  ast::CreateTable out;
  out.name = qualified_name(table.name);
  out.name.where = table.made;
  out.name.name.where = table.made;
  for (auto const& c : table.columns) out.elements.push_back({to_ast(c), c.made});
  for (auto const& c : table.constraints) out.elements.push_back({to_ast(c), c.made});
  if (table.comment) out.comment = ast::Text{*table.comment, {}};
  out.options = table.options;
  return out;
}
ast::CreateIndex to_ast(Index const& index, ObjectName const& table) {
  ast::CreateIndex out;
  out.name = ast::Identifier{index.name, index.made};
  out.table = qualified_name(table);
  out.unique = index.unique;
  out.method = index.method;
  out.items = index.items;
  out.include = identifiers(index.include);
  out.predicate = index.predicate;
  return out;
}
ast::CreateView to_ast(View const& view) {
  ast::CreateView out;
  out.name = qualified_name(view.name);
  out.body = view.body;
  return out;
}
ast::CreateSequence to_ast(Sequence const& sequence) {
  ast::CreateSequence out;
  out.name = qualified_name(sequence.name);
  if (sequence.start != 1) out.start = sequence.start;
  if (sequence.increment != 1) out.increment = sequence.increment;
  return out;
}
ast::CreateType to_ast(EnumType const& type) {
  ast::CreateType out;
  out.name = qualified_name(type.name);
  for (auto const& v : type.values) out.values.push_back({v, {}});
  return out;
}

}  // namespace retort::model
