// SPDX-License-Identifier: Apache-2.0
// Constraints: their text in create and alter table, and the actions on them.
#include <fmt/format.h>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/postgresql/locks.hpp"
#include "compiler/dialects/postgresql/lowering.hpp"
#include "compiler/dialects/postgresql/online.hpp"
#include "compiler/dialects/postgresql/probes.hpp"

namespace retort::dialects::postgresql {
namespace {

std::string action(std::string_view event, ast::ReferentialAction what) {
  switch (what) {
    case ast::ReferentialAction::no_action:
      return {};
    case ast::ReferentialAction::restrict:
      return fmt::format(" on {} restrict", event);
    case ast::ReferentialAction::cascade:
      return fmt::format(" on {} cascade", event);
    case ast::ReferentialAction::set_null:
      return fmt::format(" on {} set null", event);
    case ast::ReferentialAction::set_default:
      return fmt::format(" on {} set default", event);
  }
  return {};
}

std::string references(ast::References const& r) {
  auto out = fmt::format("references {} ({})", spelling().qualified(r.table), spelling().names(r.columns));
  out += action("delete", r.on_delete) + action("update", r.on_update);
  if (r.deferrable) out += r.initially_deferred ? " deferrable initially deferred" : " deferrable";
  return out;
}

char kind_of(std::variant<ast::PrimaryKey, ast::Unique, ast::Check, ast::ForeignKey> const& body) {
  return std::visit(overloaded{[](ast::PrimaryKey const&) { return 'p'; }, [](ast::Unique const&) { return 'u'; },
                               [](ast::Check const&) { return 'c'; }, [](ast::ForeignKey const&) { return 'f'; }},
                    body);
}

}  // namespace

std::string constraint_definition(Work const& work, model::Table const& table, ast::TableConstraint const& constraint) {
  auto const name =
      constraint.name ? "constraint " + spelling().identifier(constraint.name->text) + " " : std::string();
  return name +
         std::visit(
             overloaded{
                 [](ast::PrimaryKey const& key) { return "primary key (" + spelling().names(key.columns) + ")"; },
                 [](ast::Unique const& key) { return "unique (" + spelling().names(key.columns) + ")"; },
                 [&](ast::Check const& check) {
                   return "check (" + work.after.condition(check.condition, Renderer::scope_of(table)) + ")";
                 },
                 [](ast::ForeignKey const& key) {
                   return "foreign key (" + spelling().names(key.columns) + ") " + references(key.references);
                 }},
             constraint.body);
}

void PostgreSql::lower(ast::AddConstraint const& operation, Context& context) const {
  Work work(context);
  auto const* table = work.table_after();
  auto const& constraint = operation.constraint;
  if (table == nullptr || !constraint.name) return;
  auto const& name = constraint.name->text;
  auto const* key = std::get_if<ast::ForeignKey>(&constraint.body);
  if (context.action.online) {
    auto const kind = kind_of(constraint.body);
    auto const* before = work.table_before();
    if (kind == 'p' || kind == 'u')
      add_by_index(work, before == nullptr ? *table : *before, constraint, kind);
    else
      add_and_validate(work, *table, constraint, kind);
    return;
  }
  work.add("alter table " + work.table() + " add " + constraint_definition(work, *table, constraint),
           fmt::format("alter table {} add constraint {}", to_string(work.table_name()), name),
           key == nullptr ? locks::access_exclusive_scan(work.table_name())
                          : locks::share_row_exclusive(work.table_name(), model::object_name(key->references.table)),
           probes::constraint(work.table_name(), name, kind_of(constraint.body)));
}

void PostgreSql::lower(ast::DropConstraint const& operation, Context& context) const {
  Work work(context);
  auto const& name = operation.name.text;
  std::vector<model::ObjectName> others;
  if (auto const* table = work.table_before())
    if (auto const* constraint = table->constraint(name))
      if (auto const* key = std::get_if<ast::ForeignKey>(&constraint->body))
        if (auto other = model::object_name(key->references.table); other != table->name)
          others.push_back(std::move(other));
  work.add("alter table " + work.table() + " drop constraint " + spelling().identifier(name),
           fmt::format("alter table {} drop constraint {}", to_string(work.table_name()), name),
           locks::access_exclusive(work.table_name(), others), probes::no_constraint(work.table_name(), name));
}

void PostgreSql::lower(ast::RenameConstraint const& operation, Context& context) const {
  Work work(context);
  auto const &from = operation.from.text, &to = operation.to.text;
  work.add(fmt::format("alter table {} rename constraint {} to {}", work.table(), spelling().identifier(from),
                       spelling().identifier(to)),
           fmt::format("alter table {} rename constraint {} to {}", to_string(work.table_name()), from, to),
           locks::access_exclusive(work.table_name()), probes::constraint_renamed(work.table_name(), from, to));
}

}  // namespace retort::dialects::postgresql
