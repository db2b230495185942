// SPDX-License-Identifier: Apache-2.0
// Tables, types, sequences and schemas as a whole: what is new is made, what is not wanted is dropped.
#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/changes/working.hpp"
#include "compiler/model/context.hpp"
#include "compiler/model/ops/recheck.hpp"

namespace retort::model::changes {

namespace {

ast::Text literal(std::string const& value) { return {value, {}}; }

void add_values(Working& working, EnumType const& wanted) {
  auto const type = qualified_name(wanted.name);
  for (std::size_t i = 0; i < wanted.values.size(); ++i) {
    auto const now = working.now().enum_type(wanted.name)->values;
    if (contains(now, wanted.values[i])) continue;
    ast::AddEnumValue add{type, literal(wanted.values[i]), ast::ValuePosition::last, std::nullopt};
    if (i == 0) {
      add.position = ast::ValuePosition::before;
      add.neighbour = literal(now.front());
    } else if (now.back() != wanted.values[i - 1]) {
      add.position = ast::ValuePosition::after;
      add.neighbour = literal(wanted.values[i - 1]);
    }
    working.attempt(std::move(add));
  }
}

// The columns whose default takes from the sequence, or calls for the type.
void drop_defaults(Working& working, ObjectName const& needed) {
  Schema const keep = working.now();
  for (auto const& user : ops::direct_users(keep, needed)) {
    Table const* table = keep.table(user);
    if (table == nullptr) continue;
    for (auto const& column : table->columns) {
      if (!column.default_value) continue;
      Table only;
      only.name = user;
      only.columns.push_back(column);
      only.columns.back().type = {};
      auto const needs = needs_of(only);
      if (std::binary_search(needs.begin(), needs.end(), needed))
        working.alter(user, ast::DropDefault{identifier(column.name)});
    }
  }
}

// What has the name of something wanted, and is something else.
void drop_other_kinds(Working& working) {
  Schema const keep = working.now();
  working.wanted().objects.for_each([&](ObjectName const& name, Shared<Object> const& wanted) {
    auto const* there = keep.objects.find(name);
    if (there == nullptr || (*there)->index() == wanted->index()) return;
    std::visit(overloaded{[&](Table const&) {
                            working.with_way_cleared(
                                name, "", [&](Working& w) { return w.attempt(ast::DropTable{qualified_name(name)}); });
                          },
                          [&](View const&) { working.drop_view(name); },
                          [&](Sequence const&) {
                            drop_defaults(working, name);
                            working.attempt(ast::DropSequence{qualified_name(name)});
                          },
                          [&](EnumType const&) { working.attempt(ast::DropType{qualified_name(name)}); },
                          [](IndexEntry const&) {}},
               **there);
  });
}

// A type in another order: one that has it, all columns brought over, and its name.
void reorder(Working& working, EnumType const& wanted) {
  Working trial = working;
  EnumType made = wanted;
  for (made.name.name += "_new"; trial.now().objects.contains(made.name);) made.name.name += "_new";
  if (!trial.attempt(to_ast(made))) return;
  Schema const keep = trial.now();
  auto const type_of = [&](ast::Type type) {
    std::get<ast::NamedType>(type.base).name = qualified_name(made.name);
    return type;
  };
  for (auto const& user : ops::direct_users(keep, wanted.name)) {
    Table const* table = keep.table(user);
    if (table == nullptr) continue;
    Table moved = *table;
    for (auto& column : moved.columns)
      if (is_of(column.type, wanted.name)) {
        column.type = type_of(column.type);
        auto const begin = trial.list.size();
        if (!change_type(trial, user, column)) return;
        for (auto i = begin; i < trial.list.size(); ++i) trial.list[i].harmless = "the same values in another order";
      }
  }
  if (!trial.attempt(ast::DropType{qualified_name(wanted.name)}) ||
      !trial.attempt(ast::RenameType{qualified_name(made.name), identifier(wanted.name.name)}))
    return;
  working = std::move(trial);
}

// Without the foreign keys to tables that are not there yet, or have no unique key yet.
bool make_table(Working& working, Table const& table, bool keys) {
  Table made = table;
  if (!keys)
    std::erase_if(made.constraints,
                  [](Constraint const& c) { return std::holds_alternative<ast::ForeignKey>(c.body); });
  return working.attempt(to_ast(made));
}

}  // namespace

void make_types(Working& working) {
  working.wanted().schemas.for_each([&](ObjectName const& name, ast::Where const&) {
    if (!working.now().schemas.contains(name)) working.attempt(ast::CreateSchema{identifier(name.name)});
  });
  drop_other_kinds(working);
  for (auto const* type : all_of<EnumType>(working.wanted())) {
    EnumType const* now = working.now().enum_type(type->name);
    if (now == nullptr)
      working.attempt(to_ast(*type));
    else if (!(*now == *type))
      add_values(working, *type);
  }
  for (auto const* sequence : all_of<Sequence>(working.wanted())) {
    Sequence const* now = working.now().sequence(sequence->name);
    if (now != nullptr && *now == *sequence) continue;
    if (now != nullptr) {
      drop_defaults(working, sequence->name);
      if (working.attempt(ast::DropSequence{qualified_name(sequence->name)}, "the sequence begins anew"))
        working.list.back().drops = true;  // how far it has counted is gone
    }
    working.attempt(to_ast(*sequence));
  }
}

void make_tables(Working& working) {
  auto left = all_of<Table>(working.wanted());
  std::erase_if(left, [&](Table const* t) { return working.now().table(t->name) != nullptr; });
  while (!left.empty()) {
    auto it = std::find_if(left.begin(), left.end(), [&](Table const* t) { return make_table(working, *t, true); });
    if (it == left.end())
      it = std::find_if(left.begin(), left.end(), [&](Table const* t) { return make_table(working, *t, false); });
    if (it == left.end()) break;
    left.erase(it);
  }
}

void drop_objects(Working& working) {
  Schema const keep = working.now();
  auto tables = all_of<Table>(keep);
  std::reverse(tables.begin(), tables.end());
  std::erase_if(tables, [&](Table const* t) { return working.wanted().table(t->name) != nullptr; });
  auto const drop = [](Working& w, Table const* table) {
    return w.attempt(ast::DropTable{qualified_name(table->name)});
  };
  while (!tables.empty()) {
    auto it = std::find_if(tables.begin(), tables.end(), [&](Table const* t) { return drop(working, t); });
    if (it == tables.end())  // they refer to each other
      it = std::find_if(tables.begin(), tables.end(), [&](Table const* t) {
        return working.with_way_cleared(t->name, "", [&](Working& w) { return drop(w, t); });
      });
    if (it == tables.end()) break;
    tables.erase(it);
  }
  for (auto const* type : all_of<EnumType>(keep)) {
    EnumType const* wanted = working.wanted().enum_type(type->name);
    if (wanted == nullptr) {
      working.attempt(ast::DropType{qualified_name(type->name)});
      continue;
    }
    for (auto const& value : type->values)
      if (!contains(wanted->values, value))
        working.attempt(ast::DropEnumValue{qualified_name(type->name), literal(value), std::nullopt},
                        "fails where a row has this value; `using` names another one for them");
    if (!(*working.now().enum_type(type->name) == *wanted)) reorder(working, *wanted);
  }
  for (auto const* sequence : all_of<Sequence>(keep))
    if (working.wanted().sequence(sequence->name) == nullptr)
      working.attempt(ast::DropSequence{qualified_name(sequence->name)});
  keep.schemas.for_each([&](ObjectName const& name, ast::Where const&) {
    if (!working.wanted().schemas.contains(name)) working.attempt(ast::DropSchema{identifier(name.name)});
  });
}

}  // namespace retort::model::changes
