// SPDX-License-Identifier: Apache-2.0
// Finds what stands in the way of a change, and takes it away and makes it again: from the model, in an order in which
// nothing is missing.
#include "compiler/dialects/mssql/parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/mssql/locks.hpp"
#include "compiler/dialects/mssql/probes.hpp"
#include "compiler/model/expression_walk.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mssql {

namespace {

bool has(std::vector<std::string> const& list, std::string const& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}
void put(std::vector<std::string>& list, std::string const& name) {
  if (!has(list, name)) list.push_back(name);
}

// Whether a key, or an index, stands in the way; `filtered`: its condition names the column.
bool stands_in_the_way(Change change, bool primary, bool filtered) {
  switch (change) {
    case Change::any:
      return true;
    case Change::longer:
      return primary || filtered;
    case Change::renamed:
      return filtered;
  }
  return true;
}

bool names(ast::CreateIndex const& index, std::string const& column, bool& filtered) {
  bool found = false;
  for (auto const& item : index.items) found = found || model::names_column(item.expression, column);
  for (auto const& included : index.include) found = found || included.text == column;
  filtered = index.predicate && model::names_column(*index.predicate, column);
  return found || filtered;
}

class Finder {
 public:
  Finder(Work const& work, model::Table const& table, Change change) : work_(work), table_(table), change_(change) {}

  void find(std::string const& column) {
    for (auto const& c : table_.constraints)
      if (is_in_the_way(c, column)) put(out.constraints, c.name);
    for (auto const& index : table_.indexes) {
      bool filtered = false;
      if (!names(model::to_ast(index, table_.name), column, filtered)) continue;
      // A unique index of a column that may be null is one of the rows where it is not.
      auto const* own = table_.column(column);
      filtered = filtered || (index.unique && own != nullptr && !own->not_null);
      if (stands_in_the_way(change_, false, filtered)) put(out.indexes, index.name);
    }
    for (auto const& c : table_.columns)
      if (c.generated && c.name != column && model::names_column(c.generated->expression, column) &&
          !has(out.computed, c.name)) {
        out.computed.push_back(c.name);
        Finder inside(work_, table_, Change::any);  // it is dropped
        inside.out = std::move(out);
        inside.find(c.name);
        out = std::move(inside.out);
      }
    if (change_ != Change::renamed) references_to(column);
  }

  Obstacles out;

 private:
  bool is_in_the_way(model::Constraint const& c, std::string const& column) const {
    auto const* own = table_.column(column);
    return std::visit(
        overloaded{
            [&](ast::PrimaryKey const& k) {
              return has(model::texts(k.columns), column) && stands_in_the_way(change_, true, false);
            },
            [&](ast::Unique const& k) {
              return has(model::texts(k.columns), column) &&
                     stands_in_the_way(change_, false, own != nullptr && !own->not_null);
            },
            [&](ast::Check const& k) { return change_ != Change::longer && model::names_column(k.condition, column); },
            [&](ast::ForeignKey const& k) {
              return change_ != Change::renamed && has(model::texts(k.columns), column);
            }},
        c.body);
  }
  // Foreign keys that stand on a key which is dropped.
  void references_to(std::string const& column) {
    auto const* users = work_.context.action.before.users.find(table_.name);
    if (users == nullptr) return;
    for (auto const& user : **users) {
      auto const* other = work_.context.action.before.table(user);
      if (other == nullptr || user == table_.name) continue;
      for (auto const& c : other->constraints) {
        auto const* key = std::get_if<ast::ForeignKey>(&c.body);
        if (key == nullptr || model::object_name(key->references.table) != table_.name ||
            !has(model::texts(key->references.columns), column))
          continue;
        bool const known = std::any_of(out.references.begin(), out.references.end(), [&](Obstacles::Foreign const& f) {
          return f.table == user && f.name == c.name;
        });
        if (!known) out.references.push_back({user, c.name});
      }
    }
  }

  Work const& work_;
  model::Table const& table_;
  Change change_;
};

}  // namespace

Obstacles obstacles(Work const& work, model::Table const& table, std::string const& column, Change change) {
  Finder finder(work, table, change);
  finder.find(column);
  return std::move(finder.out);
}

Obstacles all_parts(Work const& work, model::Table const& table) {
  Finder finder(work, table, Change::any);
  for (auto const& column : table.columns) finder.find(column.name);
  auto out = std::move(finder.out);
  out.computed.clear();
  out.constraints.clear();
  for (auto const& c : table.constraints) out.constraints.push_back(c.name);
  return out;
}

namespace {
// Foreign keys stand on keys, checks and indexes on computed columns: the last to be made are the first to go.
int rank(model::Constraint const& c) {
  return std::visit(overloaded{[](ast::PrimaryKey const&) { return 0; }, [](ast::Unique const&) { return 1; },
                               [](ast::Check const&) { return 2; }, [](ast::ForeignKey const&) { return 3; }},
                    c.body);
}
std::vector<model::Constraint const*> in_order(model::Table const& table, std::vector<std::string> const& names) {
  std::vector<model::Constraint const*> out;
  for (auto const& name : names)
    if (auto const* c = table.constraint(name)) out.push_back(c);
  std::stable_sort(out.begin(), out.end(), [](auto const* a, auto const* b) { return rank(*a) < rank(*b); });
  return out;
}
}  // namespace

void drop(Work const& work, model::Table const& before, Obstacles const& obstacles) {
  for (auto const& foreign : obstacles.references)
    if (auto const* table = work.context.action.before.table(foreign.table))
      if (auto const* c = table->constraint(foreign.name)) drop_constraint(work, *table, *c);
  for (auto const& index : obstacles.indexes) drop_index(work, before.name, index);
  auto const constraints = in_order(before, obstacles.constraints);
  for (auto at = constraints.rbegin(); at != constraints.rend(); ++at) drop_constraint(work, before, **at);
  for (auto const& name : obstacles.computed)
    work.add(fmt::format("alter table {} drop column {}", work.spelling.qualified(before.name),
                         work.spelling.identifier(name)),
             fmt::format("alter table {} drop column {}", to_string(before.name), name), locks::schema(before.name),
             Probes(work.spelling).no_column(before.name, name));
}

void make_again(Work const& work, model::Table const& after, Obstacles const& obstacles) {
  for (auto const& name : obstacles.computed) {
    auto const* column = after.column(name);
    if (column == nullptr) continue;
    auto const as = model::to_ast(*column);
    work.add(
        fmt::format("alter table {} add {}", work.spelling.qualified(after.name), column_definition(work, after, as)),
        fmt::format("alter table {} add column {}", to_string(after.name), name),
        column->generated->stored ? locks::rewrite(after.name) : locks::schema(after.name),
        Probes(work.spelling).column(after.name, name));
    comment(work, after.name, name, {}, comment_of(column->comment));
  }
  std::vector<model::Constraint const*> last;
  for (auto const* c : in_order(after, obstacles.constraints)) {
    if (std::holds_alternative<ast::ForeignKey>(c->body))
      last.push_back(c);
    else
      add_constraint(work, after, *c);
  }
  for (auto const& name : obstacles.indexes)
    if (auto const* index = after.index(name)) create_index(work, after, model::to_ast(*index, after.name));
  for (auto const* c : last) add_constraint(work, after, *c);
  for (auto const& foreign : obstacles.references)
    if (auto const* table = work.context.action.after.table(foreign.table))
      if (auto const* c = table->constraint(foreign.name)) add_constraint(work, *table, *c);
}

}  // namespace retort::dialects::mssql
