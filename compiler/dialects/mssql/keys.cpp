// SPDX-License-Identifier: Apache-2.0
// Constraints. https://learn.microsoft.com/en-us/sql/t-sql/statements/alter-table-table-constraint-transact-sql
#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/mssql/columns.hpp"
#include "compiler/dialects/mssql/key_rules.hpp"
#include "compiler/dialects/mssql/locks.hpp"
#include "compiler/dialects/mssql/probes.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mssql {

namespace {

// `restrict` has no word of its own: all are checked at the end of the statement, and none later.
std::string_view action_text(ast::ReferentialAction action) {
  switch (action) {
    case ast::ReferentialAction::no_action:
    case ast::ReferentialAction::restrict:
      return {};
    case ast::ReferentialAction::cascade:
      return "cascade";
    case ast::ReferentialAction::set_null:
      return "set null";
    case ast::ReferentialAction::set_default:
      return "set default";
  }
  return {};
}

std::string foreign_key(Work const& work, model::Table const& table, ast::ForeignKey const& key, Span where) {
  auto const pairs = pairs_of(work, table, key, where);
  auto const& r = key.references;
  auto out = fmt::format("foreign key ({}) references {} ({})", work.spelling.names(pairs.own),
                         work.spelling.qualified(r.table), work.spelling.names(pairs.referenced));
  for (auto const& [event, action] : {std::pair{"delete", r.on_delete}, std::pair{"update", r.on_update}})
    if (auto const text = action_text(action); !text.empty()) out += fmt::format(" on {} {}", event, text);
  if (r.deferrable)
    work.refuse(r.where, fmt::format("{} has no deferrable constraints", title),
                "leave it out, or keep it to the databases that have them: for postgresql, sqlite { … }");
  return out;
}

std::string about(model::ObjectName const& table, std::string_view what, std::string const& name) {
  return fmt::format("alter table {} {} {}", to_string(table), what, name);
}

// A unique key of columns that may be null.
ast::CreateIndex as_index(model::Table const& table, model::Constraint const& constraint, ast::Unique const& key) {
  ast::CreateIndex out;
  out.name = model::identifier(constraint.name);
  out.name->where = constraint.made;
  out.table = model::qualified_name(table.name);
  out.unique = true;
  for (auto const& column : key.columns) {
    ast::IndexItem item;
    item.expression.node = ast::ColumnReference{std::nullopt, column};
    out.items.push_back(std::move(item));
  }
  return out;
}

}  // namespace

bool may_be_null(model::Table const& table, std::vector<std::string> const& columns) {
  return std::any_of(columns.begin(), columns.end(), [&](std::string const& name) {
    auto const* column = table.column(name);
    return column != nullptr && !column->not_null;
  });
}

std::string constraint_definition(Work const& work, model::Table const& table, model::Constraint const& constraint) {
  auto const text =
      std::visit(overloaded{[&](ast::PrimaryKey const& key) {
                              check_key(work, table, model::texts(key.columns), most_clustered_bytes, constraint.made);
                              return "primary key (" + work.spelling.names(key.columns) + ")";
                            },
                            [&](ast::Unique const& key) {
                              if (may_be_null(table, model::texts(key.columns))) return std::string();
                              check_key(work, table, model::texts(key.columns), most_bytes, constraint.made);
                              return "unique (" + work.spelling.names(key.columns) + ")";
                            },
                            [&](ast::Check const& check) {
                              return "check (" + work.after.condition(check.condition, Renderer::scope_of(table)) + ")";
                            },
                            [&](ast::ForeignKey const& key) { return foreign_key(work, table, key, constraint.made); }},
                 constraint.body);
  return text.empty() ? text : "constraint " + work.spelling.identifier(constraint.name) + " " + text;
}

void add_constraint(Work const& work, model::Table const& table, model::Constraint const& constraint) {
  auto const& name = constraint.name;
  for (auto const& column : table.columns)
    if ((column.default_value && name == default_name(table.name, column.name).name) ||
        (name == type_check_name(table.name, column.name).name && !type_check(work, column).empty()))
      work.refuse(constraint.made,
                  fmt::format("{} needs the name '{}' for the default of '{}', or what stands for its type", title,
                              name, column.name),
                  "give the constraint another name");
  auto const definition = constraint_definition(work, table, constraint);
  Probes const probes(work.spelling);
  auto const add = [&](locks::Cost const& cost, std::string const& probe) {
    work.add("alter table " + work.spelling.qualified(table.name) + " add " + definition,
             about(table.name, "add constraint", name), cost, probe);
  };
  std::visit(overloaded{[&](ast::PrimaryKey const&) { add(locks::rewrite(table.name), probes.key(table.name, name)); },
                        [&](ast::Unique const& key) {
                          if (definition.empty())
                            create_index(work, table, as_index(table, constraint, key));
                          else
                            add(locks::scan(table.name), probes.key(table.name, name));
                        },
                        [&](ast::Check const&) { add(locks::scan(table.name), probes.check(table.name, name)); },
                        [&](ast::ForeignKey const& key) {
                          add(locks::scan(table.name, model::object_name(key.references.table)),
                              probes.foreign_key(table.name, name));
                        }},
             constraint.body);
}

void drop_constraint(Work const& work, model::Table const& table, model::Constraint const& constraint) {
  auto const& name = constraint.name;
  auto const drop = [&](std::string_view type, locks::Cost const& cost) {
    work.add(fmt::format("alter table {} drop constraint {}", work.spelling.qualified(table.name),
                         work.spelling.identifier(name)),
             about(table.name, "drop constraint", name), cost,
             Probes(work.spelling).object({table.name.schema, name}, type, false));
  };
  std::visit(overloaded{[&](ast::PrimaryKey const&) { drop("PK", locks::rewrite(table.name)); },
                        [&](ast::Unique const& key) {
                          if (may_be_null(table, model::texts(key.columns)))
                            drop_index(work, table.name, name);
                          else
                            drop("UQ", locks::schema(table.name));
                        },
                        [&](ast::Check const&) { drop("C", locks::schema(table.name)); },
                        [&](ast::ForeignKey const& key) {
                          drop("F", locks::schema(table.name, model::object_name(key.references.table)));
                        }},
             constraint.body);
}

void MsSql::lower(ast::AddConstraint const& operation, Context& context) const {
  Work const work(context);
  auto const* after = work.table_after();
  if (after == nullptr || !operation.constraint.name) return;
  auto const* constraint = after->constraint(operation.constraint.name->text);
  if (constraint == nullptr) return;
  check_cascades(work, *after, *constraint);
  // A primary key makes no column not null that was not so (error 8111).
  if (auto const* key = std::get_if<ast::PrimaryKey>(&constraint->body);
      key != nullptr && work.table_before() != nullptr)
    for (auto const& name : model::texts(key->columns)) {
      auto const* column = work.table_before()->column(name);
      if (column != nullptr && !column->not_null) set_nullability(work, name);
    }
  add_constraint(work, *after, *constraint);
}

void MsSql::lower(ast::DropConstraint const& operation, Context& context) const {
  Work const work(context);
  auto const* before = work.table_before();
  auto const* constraint = before == nullptr ? nullptr : before->constraint(operation.name.text);
  if (constraint != nullptr) drop_constraint(work, *before, *constraint);
}

// https://learn.microsoft.com/en-us/sql/relational-databases/system-stored-procedures/sp-rename-transact-sql: the old
// name as in a statement, the new one as it is.
void MsSql::lower(ast::RenameConstraint const& operation, Context& context) const {
  Work const work(context);
  auto const &from = operation.from.text, &to = operation.to.text;
  auto const* after = work.table_after();
  auto const* constraint = after == nullptr ? nullptr : after->constraint(to);
  if (constraint == nullptr) return;
  Probes const probes(work.spelling);
  auto const& table = work.table_name();
  auto const summary = about(table, "rename constraint", from + " to " + to);
  auto const* unique = std::get_if<ast::Unique>(&constraint->body);
  if (unique != nullptr && may_be_null(*after, model::texts(unique->columns))) {
    auto const old = work.spelling.string(work.table() + "." + work.spelling.identifier(from));
    work.add(fmt::format("exec sp_rename {}, {}, N'INDEX'", old, work.spelling.string(to)), summary,
             locks::schema(table), probes.index_renamed(table, from, to));
    return;
  }
  work.add(fmt::format("exec sp_rename {}, {}, N'OBJECT'", work.named({table.schema, from}), work.spelling.string(to)),
           summary, locks::schema(table), probes.object_renamed({table.schema, from}, to));
}

}  // namespace retort::dialects::mssql
