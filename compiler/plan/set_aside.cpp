// SPDX-License-Identifier: Apache-2.0
// Looks through the tables for what the change touches; each part goes and comes by an action of its own.
#include "compiler/plan/set_aside.hpp"

#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::plan {

namespace {

template <class T>
void erase_named(std::vector<T>& list, std::string const& name) {
  std::erase_if(list, [&](T const& one) { return one.name == name; });
}

template <class Part>
void add_once(std::vector<Part>& list, Part part) {
  if (std::find(list.begin(), list.end(), part) == list.end()) list.push_back(std::move(part));
}

// A key stands on nothing but columns; a check too, but a key that is there already is no worse for it.
int rank(model::Constraint const& c) {
  return std::visit(overloaded{[](ast::PrimaryKey const&) { return 0; }, [](ast::Unique const&) { return 1; },
                               [](ast::Check const&) { return 2; }, [](ast::ForeignKey const&) { return 3; }},
                    c.body);
}

ast::DropIndex drop_of(model::ObjectName const& table, std::string const& index) {
  return {model::qualified_name({table.schema, index}), false};
}

}  // namespace

SetAside::SetAside(model::Step const& step, model::ObjectName const& type, std::vector<model::ObjectName> const& tables,
                   bool values_move)
    : step_(step) {
  std::set<model::ObjectName> referring;
  for (auto const& name : tables) {
    model::Table const *before = step.before.table(name), *after = step.after.table(name);
    if (before == nullptr || after == nullptr) continue;
    find_computed(*before, *after, values_move ? &type : nullptr);
    find_parts(*before, *after);
    referring.insert(name);
    if (auto const* users = step.before.users.find(name)) referring.insert((**users).begin(), (**users).end());
  }
  for (auto const& name : referring)
    if (model::Table const* table = step.before.table(name)) find_foreign_keys(*table, values_move, type);
}

bool SetAside::is_computed(model::ObjectName const& table, std::string const& column) const {
  return std::find(columns_.begin(), columns_.end(), Part{table, column}) != columns_.end();
}

// Generated columns with another text behind, or of the type whose values move. None reads another one.
void SetAside::find_computed(model::Table const& before, model::Table const& after, model::ObjectName const* moving) {
  for (auto const& column : before.columns) {
    model::Column const* now = after.column(column.name);
    if (!column.generated || now == nullptr) continue;
    if (!(now->generated == column.generated) || (moving != nullptr && model::is_of(column.type, *moving)))
      columns_.push_back({before.name, column.name});
  }
}

// Keys, checks and indexes with another text behind, and those on such columns.
void SetAside::find_parts(model::Table const& before, model::Table const& after) {
  auto const any_of = [&](std::vector<ast::Identifier> const& columns) {
    return std::any_of(columns.begin(), columns.end(), [&](auto const& c) { return is_computed(before.name, c.text); });
  };
  auto const reads_any = [&](ast::Expression const& expression) {
    return any_of(model::identifiers(model::columns_of(expression)));
  };
  for (int wanted = 0; wanted < 3; ++wanted)
    for (auto const& c : before.constraints) {
      if (rank(c) != wanted) continue;
      model::Constraint const* now = after.constraint(c.name);
      if (now == nullptr) continue;
      bool const on_them = std::visit(overloaded{[&](ast::PrimaryKey const& k) { return any_of(k.columns); },
                                                 [&](ast::Unique const& k) { return any_of(k.columns); },
                                                 [&](ast::Check const& k) { return reads_any(k.condition); },
                                                 [](ast::ForeignKey const&) { return false; }},
                                      c.body);
      if (on_them || !(now->body == c.body)) constraints_.push_back({before.name, c.name});
    }
  for (auto const& index : before.indexes) {
    model::Index const* now = after.index(index.name);
    if (now == nullptr) continue;
    bool const on_them = std::any_of(index.items.begin(), index.items.end(),
                                     [&](ast::IndexItem const& item) { return reads_any(item.expression); }) ||
                         any_of(model::identifiers(index.include)) || (index.predicate && reads_any(*index.predicate));
    if (on_them || !(*now == index)) indexes_.push_back({before.name, index.name});
  }
}

void SetAside::find_foreign_keys(model::Table const& before, bool values_move, model::ObjectName const& type) {
  for (auto const& c : before.constraints) {
    auto const* key = std::get_if<ast::ForeignKey>(&c.body);
    if (key == nullptr) continue;
    auto const target = model::object_name(key->references.table);
    bool const held = std::any_of(key->columns.begin(), key->columns.end(), [&](ast::Identifier const& name) {
      model::Column const* column = before.column(name.text);
      return is_computed(before.name, name.text) ||
             (values_move && column != nullptr && model::is_of(column->type, type));
    });
    bool const holds = std::any_of(key->references.columns.begin(), key->references.columns.end(),
                                   [&](ast::Identifier const& name) { return is_computed(target, name.text); });
    if (held || holds) add_once(foreign_keys_, {before.name, c.name});
  }
}

model::Schema SetAside::without(model::Schema schema) const {
  auto const change = [&](Parts const& parts, auto erase) {
    for (auto const& part : parts) {
      model::Table const* found = schema.table(part.table);
      if (found == nullptr) continue;
      model::Table table = *found;
      erase(table, part.name);
      model::put(schema, std::move(table));
    }
  };
  auto const constraint = [](model::Table& t, std::string const& name) { erase_named(t.constraints, name); };
  change(foreign_keys_, constraint);
  change(indexes_, [](model::Table& t, std::string const& name) { erase_named(t.indexes, name); });
  change(constraints_, constraint);
  change(columns_, [](model::Table& t, std::string const& name) { erase_named(t.columns, name); });
  return schema;
}

void SetAside::drop(std::vector<Action>& out) const {
  model::Schema now = step_.before;
  auto const each = [&](Parts const& parts, auto erase, auto operation) {
    for (auto it = parts.rbegin(); it != parts.rend(); ++it) {
      model::Schema next = now;
      model::Table table = *now.table(it->table);
      erase(table, it->name);
      model::put(next, std::move(table));
      out.push_back({operation(*it), it->table, now, next, step_.origin});
      now = std::move(next);
    }
  };
  auto const constraint = [](model::Table& t, std::string const& name) { erase_named(t.constraints, name); };
  auto const drop_constraint = [](Part const& p) { return Operation(ast::DropConstraint{model::identifier(p.name)}); };
  each(foreign_keys_, constraint, drop_constraint);
  each(
      indexes_, [](model::Table& t, std::string const& name) { erase_named(t.indexes, name); },
      [](Part const& p) { return Operation(drop_of(p.table, p.name)); });
  each(constraints_, constraint, drop_constraint);
  each(
      columns_, [](model::Table& t, std::string const& name) { erase_named(t.columns, name); },
      [](Part const& p) { return Operation(ast::DropColumn{model::identifier(p.name)}); });
}

void SetAside::make_again(std::vector<Action>& out) const {
  model::Schema now = after();
  // `add` puts the part of the first table into the second, and says how that is written.
  auto const each = [&](Parts const& parts, auto add) {
    for (auto const& part : parts) {
      model::Schema next = now;
      model::Table table = *now.table(part.table);
      Operation operation = add(*step_.after.table(part.table), table, part.name);
      model::put(next, std::move(table));
      out.push_back({std::move(operation), part.table, now, next, step_.origin});
      now = std::move(next);
    }
  };
  auto const constraint = [](model::Table const& from, model::Table& to, std::string const& name) {
    to.constraints.push_back(*from.constraint(name));
    return Operation(ast::AddConstraint{model::to_ast(to.constraints.back())});
  };
  each(columns_, [](model::Table const& from, model::Table& to, std::string const& name) {
    to.columns.push_back(*from.column(name));
    return Operation(ast::AddColumn{model::to_ast(to.columns.back())});
  });
  each(constraints_, constraint);
  each(indexes_, [](model::Table const& from, model::Table& to, std::string const& name) {
    to.indexes.push_back(*from.index(name));
    return Operation(model::to_ast(to.indexes.back(), to.name));
  });
  each(foreign_keys_, constraint);
}

}  // namespace retort::plan
