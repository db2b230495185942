// SPDX-License-Identifier: Apache-2.0
// What hangs on a table: constraints, indexes, foreign keys, and the views over it; comments.
#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/changes/working.hpp"
#include "compiler/model/context.hpp"

namespace retort::model::changes {

namespace {
// The part of the other table that says the same under another name, and has no counterpart of its own.
template <class T>
T const* renamed(T const& part, std::vector<T> const& others, std::vector<T> const& own) {
  auto const named = [](std::vector<T> const& list, std::string const& name) {
    return std::any_of(list.begin(), list.end(), [&](T const& p) { return p.name == name; });
  };
  for (auto const& other : others) {
    T same = other;
    same.name = part.name;
    if (same == part && !named(own, other.name) && !named(others, part.name)) return &other;
  }
  return nullptr;
}

bool drop_constraint(Working& working, ObjectName const& table, std::string const& name) {
  return working.with_way_cleared(table, "",
                                  [&](Working& w) { return w.alter(table, ast::DropConstraint{identifier(name)}); });
}
bool drop_index(Working& working, ObjectName const& table, std::string const& name) {
  return working.with_way_cleared(table, "", [&](Working& w) {
    return w.attempt(ast::DropIndex{qualified_name({table.schema, name}), false});
  });
}

void drop_parts_of(Working& working, Table const& wanted) {
  ObjectName const& name = wanted.name;
  Schema const keep = working.now();
  Table const* table = keep.table(name);
  if (table == nullptr) return;
  auto const is_key = [](Constraint const& c) { return std::holds_alternative<ast::ForeignKey>(c.body); };
  for (bool const keys : {true, false})  // a foreign key first: it needs a unique key
    for (auto const& constraint : table->constraints) {
      if (is_key(constraint) != keys) continue;
      Constraint const* other = wanted.constraint(constraint.name);
      if (other != nullptr && *other == constraint) continue;
      if (auto const* now = renamed(constraint, wanted.constraints, table->constraints);
          now != nullptr &&
          working.alter(name, ast::RenameConstraint{identifier(constraint.name), identifier(now->name)}))
        continue;
      drop_constraint(working, name, constraint.name);
    }
  for (auto const& index : table->indexes) {
    Index const* other = wanted.index(index.name);
    if (other != nullptr && *other == index) continue;
    if (auto const* now = renamed(index, wanted.indexes, table->indexes);
        now != nullptr &&
        working.attempt(ast::RenameIndex{qualified_name({name.schema, index.name}), identifier(now->name)}))
      continue;
    drop_index(working, name, index.name);
  }
}
}  // namespace

void drop_parts(Working& working) {
  Schema const keep = working.now();
  for (auto const* view : all_of<View>(keep))
    if (working.wanted().view(view->name) == nullptr) working.drop_view(view->name);
  for (auto const* table : all_of<Table>(working.wanted())) drop_parts_of(working, *table);
}

void make_parts(Working& working) {
  auto const tables = all_of<Table>(working.wanted());
  auto const add = [&](Table const& table, Constraint const& constraint) {
    Table const* now = working.now().table(table.name);
    if (now != nullptr && now->constraint(constraint.name) == nullptr)
      working.alter(table.name, ast::AddConstraint{to_ast(constraint)});
  };
  for (auto const* table : tables) {
    for (auto const& constraint : table->constraints)
      if (!std::holds_alternative<ast::ForeignKey>(constraint.body)) add(*table, constraint);
    for (auto const& index : table->indexes) {
      Table const* now = working.now().table(table->name);
      if (now != nullptr && now->index(index.name) == nullptr) working.attempt(to_ast(index, table->name));
    }
  }
  for (auto const* table : tables)
    for (auto const& constraint : table->constraints)
      if (std::holds_alternative<ast::ForeignKey>(constraint.body)) add(*table, constraint);
}

void make_views(Working& working) {
  auto const make = [&](View const& view) {
    ast::CreateView create = to_ast(view);
    create.or_replace = working.now().view(view.name) != nullptr;
    if (working.attempt(create)) return true;
    if (!create.or_replace) return false;
    Working trial = working;
    trial.drop_view(view.name);
    create.or_replace = false;
    if (!trial.attempt(std::move(create))) return false;
    working = std::move(trial);
    return true;
  };
  // A view comes after those that it is made of; what was dropped on the way is made again.
  for (bool moved = true; moved;) {
    moved = false;
    for (auto const* view : all_of<View>(working.wanted())) {
      View const* now = working.now().view(view->name);
      if (now != nullptr && same(*now, *view)) continue;
      moved = make(*view) || moved;
    }
  }
}

void change_comments(Working& working) {
  auto const text = [](std::optional<std::string> const& comment) {
    Maybe<ast::Text> out;
    if (comment) out = ast::Text{*comment, {}};
    return out;
  };
  for (auto const* table : all_of<Table>(working.wanted())) {
    Schema const keep = working.now();
    Table const* now = keep.table(table->name);
    if (now == nullptr) continue;
    if (now->comment != table->comment)
      working.attempt(ast::CommentOnTable{qualified_name(table->name), text(table->comment)});
    for (auto const& column : table->columns) {
      Column const* old = now->column(column.name);
      if (old != nullptr && old->comment != column.comment)
        working.attempt(
            ast::CommentOnColumn{qualified_name(table->name), identifier(column.name), text(column.comment)});
    }
  }
}

}  // namespace retort::model::changes
