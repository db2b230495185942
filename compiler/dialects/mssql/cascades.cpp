// SPDX-License-Identifier: Apache-2.0
// The ways by which a deleted or changed row reaches others. "The series of cascading referential actions … must form a
// tree that contains no circular references. No table can appear more than one time": error 1785.
// https://learn.microsoft.com/en-us/sql/relational-databases/tables/primary-and-foreign-key-constraints
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "compiler/dialects/mssql/columns.hpp"
#include "compiler/dialects/mssql/key_rules.hpp"

namespace retort::dialects::mssql {

namespace {

using model::ObjectName;

bool acts(ast::ReferentialAction action) {
  return action != ast::ReferentialAction::no_action && action != ast::ReferentialAction::restrict;
}
bool cascades(ast::ForeignKey const& key) { return acts(key.references.on_delete) || acts(key.references.on_update); }

// From the table that is referred to, to the one whose rows go along.
struct Way {
  ObjectName to;
  std::string name;
  Span made;
};
using Ways = std::map<ObjectName, std::vector<Way>>;

void add_way(model::Table const& table, model::Constraint const& constraint, Ways& out) {
  auto const* key = std::get_if<ast::ForeignKey>(&constraint.body);
  if (key != nullptr && cascades(*key))
    out[model::object_name(key->references.table)].push_back({table.name, constraint.name, constraint.made});
}

// Without the foreign keys of the table from `until` on: of two that are in each other's way the later one is reported.
Ways ways_of(model::Schema const& schema, ObjectName const& table, std::string const& until) {
  Ways out;
  schema.objects.for_each([&](ObjectName const& name, Shared<model::Object> const& object) {
    auto const* found = std::get_if<model::Table>(&*object);
    if (found == nullptr) return;
    for (auto const& c : found->constraints) {
      if (name == table && c.name == until) break;
      add_way(*found, c, out);
    }
  });
  return out;
}

Ways turned(Ways const& ways) {
  Ways out;
  for (auto const& [start, list] : ways)
    for (auto const& way : list) out[way.to].push_back({start, way.name, way.made});
  return out;
}

// The tables that are reached, each with the last step of the way to it.
std::map<ObjectName, Way> reached(Ways const& ways, ObjectName const& from) {
  std::map<ObjectName, Way> out;
  std::vector<ObjectName> open{from};
  while (!open.empty()) {
    auto const at = open.back();
    open.pop_back();
    auto const next = ways.find(at);
    if (next == ways.end()) continue;
    for (auto const& way : next->second)
      if (out.emplace(way.to, way).second) open.push_back(way.to);
  }
  return out;
}

// What the foreign key breaks beside those of `ways`.
std::optional<BrokenRule> rule_of(Ways const& ways, model::Table const& table, model::Constraint const& constraint) {
  auto const* key = std::get_if<ast::ForeignKey>(&constraint.body);
  if (key == nullptr || !cascades(*key)) return {};
  auto const broken = [&](std::string message, Way const* other) {
    BrokenRule out;
    out.message = std::move(message);
    out.part = {fmt::format("foreign key '{}' of '{}'", constraint.name, to_string(table.name)), constraint.made};
    if (other != nullptr)
      out.other =
          BrokenRule::Part{fmt::format("foreign key '{}' of '{}'", other->name, to_string(other->to)), other->made};
    out.instead =
        "leave `on delete` and `on update` of one of them out, and delete the rows by a statement of your own";
    return out;
  };
  auto const from = model::object_name(key->references.table);
  if (from == table.name)
    return broken(fmt::format("{} has no `on delete` and no `on update` on a foreign key of a table to itself", title),
                  nullptr);
  auto const below = reached(ways, table.name);
  if (auto const circle = below.find(from); circle != below.end())
    return broken(fmt::format("{} lets no row reach itself: '{}' and '{}' would delete or change each other's rows",
                              title, to_string(table.name), to_string(from)),
                  &circle->second);
  std::set<ObjectName> above{from};
  for (auto const& [start, unused] : reached(turned(ways), from)) above.insert(start);
  for (auto const& start : above)
    for (auto const& [end, way] : reached(ways, start))
      if (end == table.name || below.contains(end))
        return broken(fmt::format("{} lets a row be reached in one way only: from '{}' to '{}' there would be two",
                                  title, to_string(start), to_string(end)),
                      &way);
  return {};
}

}  // namespace

void check_cascades(Work const& work, model::Table const& table, model::Constraint const& constraint) {
  auto const ways = ways_of(work.context.action.after, table.name, constraint.name);
  if (auto rule = rule_of(ways, table, constraint))
    report_new({}, {std::move(*rule)}, work.table_before(), work.context.action, work.context.sink);
}

std::vector<BrokenRule> MsSql::broken_rules(model::Schema const& schema) const {
  std::vector<BrokenRule> out;
  Ways ways;
  schema.objects.for_each([&](ObjectName const&, Shared<model::Object> const& object) {
    auto const* table = std::get_if<model::Table>(&*object);
    if (table == nullptr) return;
    if (auto rule = identity_rule(*table)) out.push_back(std::move(*rule));
    for (auto const& constraint : table->constraints) {
      if (auto rule = rule_of(ways, *table, constraint))
        out.push_back(std::move(*rule));
      else
        add_way(*table, constraint, ways);
    }
  });
  return out;
}

}  // namespace retort::dialects::mssql
