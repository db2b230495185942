// SPDX-License-Identifier: Apache-2.0
// Views and sequences. https://learn.microsoft.com/en-us/sql/t-sql/statements/create-view-transact-sql,
// https://learn.microsoft.com/en-us/sql/t-sql/statements/create-sequence-transact-sql
#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/mssql/locks.hpp"
#include "compiler/dialects/mssql/next_values.hpp"
#include "compiler/dialects/mssql/parts.hpp"
#include "compiler/dialects/mssql/probes.hpp"
#include "compiler/model/expression_type.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mssql {

namespace {

// Every column of a view has a name: what the others call an expression is said.
ast::Select with_names(Work const& work, ast::Select select) {
  if (select.cores.empty()) return select;
  for (auto& item : select.cores.front().items) {
    if (item.star || item.alias || !item.expression ||
        std::holds_alternative<ast::ColumnReference>(item.expression->node))
      continue;
    auto const name = model::name_of(item);
    if (name.empty())
      work.refuse(item.where, fmt::format("every column of a view has a name on {}", title), "give it one: as …");
    else
      item.alias = model::identifier(name);
  }
  return select;
}

}  // namespace

// https://learn.microsoft.com/en-us/sql/relational-databases/system-stored-procedures/sp-refreshview-transact-sql
void refresh_views(Work const& work, model::ObjectName const& table) {
  auto const& schema = work.context.action.after;
  std::vector<model::ObjectName> found{table}, views;
  for (std::size_t i = 0; i < found.size(); ++i)
    if (auto const* users = schema.users.find(found[i]))
      for (auto const& user : **users)
        if (schema.view(user) != nullptr) found.push_back(user);
  // The last time that it was found it stands behind all that it is over.
  for (auto at = found.rbegin(); at != found.rend(); ++at)
    if (*at != table && std::find(views.begin(), views.end(), *at) == views.end()) views.insert(views.begin(), *at);
  for (auto const& view : views)
    work.add(fmt::format("exec sp_refreshview {}", work.named(view)), "refresh view " + to_string(view),
             locks::schema(view));
}

// One that replaces another keeps its permissions; that it ran cannot be told from the catalogue.
void MsSql::lower(ast::CreateView const& operation, Context& context) const {
  Work const work(context);
  auto const name = model::object_name(operation.name);
  auto const body = std::visit(overloaded{[&](ast::Select const& select) {
                                            check_next_values(work, select, false);
                                            return work.after.select(with_names(work, select));
                                          },
                                          [](ast::Text const& text) { return one_statement(text.value); }},
                               operation.body);
  bool const replaces = operation.or_replace && context.action.before.view(name) != nullptr;
  work.add(fmt::format("{} view {} as {}", replaces ? "alter" : "create", work.spelling.qualified(name), body),
           (replaces ? "replace view " : "create view ") + to_string(name),
           replaces ? locks::schema(name) : locks::Cost{},
           replaces ? std::string() : Probes(work.spelling).object(name, "V", true));
}

void MsSql::lower(ast::DropView const& operation, Context& context) const {
  Work const work(context);
  auto const name = model::object_name(operation.name);
  work.add("drop view " + work.spelling.qualified(name), "drop view " + to_string(name), locks::schema(name),
           Probes(work.spelling).object(name, "V", false));
}

void MsSql::lower(ast::CreateSequence const& operation, Context& context) const {
  Work const work(context);
  auto const name = model::object_name(operation.name);
  work.add(fmt::format("create sequence {} as bigint start with {} increment by {}", work.spelling.qualified(name),
                       operation.start.value_or(1), operation.increment.value_or(1)),
           "create sequence " + to_string(name), {}, Probes(work.spelling).object(name, "SO", true));
}

void MsSql::lower(ast::DropSequence const& operation, Context& context) const {
  Work const work(context);
  auto const name = model::object_name(operation.name);
  work.add("drop sequence " + work.spelling.qualified(name), "drop sequence " + to_string(name), locks::schema(name),
           Probes(work.spelling).object(name, "SO", false));
}

}  // namespace retort::dialects::mssql
