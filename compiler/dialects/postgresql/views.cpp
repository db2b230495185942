// SPDX-License-Identifier: Apache-2.0
// Views and sequences.
// https://www.postgresql.org/docs/15/sql-createview.html
#include "compiler/dialects/postgresql/views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/postgresql/locks.hpp"
#include "compiler/dialects/postgresql/probes.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::postgresql {
namespace {

std::string body_of(Renderer const& renderer, std::variant<ast::Select, ast::Text> const& body) {
  return std::visit(overloaded{[&](ast::Select const& select) { return renderer.select(select); },
                               [](ast::Text const& text) { return text.value; }},
                    body);
}

void create_view(Work& work, model::ObjectName const& name, std::variant<ast::Select, ast::Text> const& body) {
  work.add(fmt::format("create view {} as {}", spelling().qualified(name), body_of(work.after, body)),
           "create view " + to_string(name), {}, probes::relation(name, probes::views));
}
void drop_view(Work& work, model::ObjectName const& name) {
  work.add("drop view " + spelling().qualified(name), "drop view " + to_string(name), locks::access_exclusive(name),
           probes::no_relation(name));
}

// `create or replace` adds columns at the end and changes none.
bool replaceable(Work const& work, model::View const& old, ast::CreateView const& now) {
  auto const *before = std::get_if<ast::Select>(&old.body), *after = std::get_if<ast::Select>(&now.body);
  if (before == nullptr || after == nullptr) return false;  // what a text shows is not known
  ast::TableReference const view{model::qualified_name(old.name), std::nullopt, {}};
  auto const had = work.before.source(view).columns, has = work.after.source(view).columns;
  if (has.size() < had.size()) return false;
  auto const same_expression = [&](std::size_t i) {
    return before->cores.size() == 1 && after->cores.size() == 1 && i < before->cores[0].items.size() &&
           i < after->cores[0].items.size() && before->cores[0].items[i] == after->cores[0].items[i];
  };
  for (std::size_t i = 0; i < had.size(); ++i) {
    if (had[i].name != has[i].name || had[i].value != has[i].value) return false;
    // A length or a scale is part of the type to the server.
    bool const sized = had[i].value.kind == model::Kind::text || model::is_number(had[i].value.kind) ||
                       had[i].value.kind == model::Kind::unknown;
    if (sized && !same_expression(i)) return false;
  }
  return true;
}

}  // namespace

std::vector<model::View const*> views_over(model::Schema const& schema, std::vector<model::ObjectName> const& names) {
  std::vector<model::View const*> out;
  for (auto const& name : names) {
    auto const* users = schema.users.find(name);
    if (users == nullptr) continue;
    for (auto const& user : **users) {
      auto const* view = schema.view(user);
      if (view == nullptr) continue;
      for (auto const* above : views_over(schema, {user}))
        if (std::find(out.begin(), out.end(), above) == out.end()) out.push_back(above);
      if (std::find(out.begin(), out.end(), view) == out.end()) out.push_back(view);
    }
  }
  return out;
}
void drop_views(Work& work, std::vector<model::View const*> const& views) {
  for (auto const* view : views) drop_view(work, view->name);
}
void make_views_again(Work& work, std::vector<model::View const*> const& views) {
  for (auto it = views.rbegin(); it != views.rend(); ++it)
    if (auto const* view = work.context.action.after.view((*it)->name)) create_view(work, view->name, view->body);
}

void PostgreSql::lower(ast::CreateView const& operation, Context& context) const {
  Work work(context);
  auto const name = model::object_name(operation.name);
  auto const* old = operation.or_replace ? context.action.before.view(name) : nullptr;
  if (old == nullptr) {
    create_view(work, name, operation.body);
  } else if (replaceable(work, *old, operation)) {
    work.add(
        fmt::format("create or replace view {} as {}", spelling().qualified(name), body_of(work.after, operation.body)),
        "replace view " + to_string(name), locks::access_exclusive(name));
  } else {
    auto const above = views_over(context.action.before, {name});
    drop_views(work, above);
    drop_view(work, name);
    create_view(work, name, operation.body);
    make_views_again(work, above);
  }
}

void PostgreSql::lower(ast::DropView const& operation, Context& context) const {
  Work work(context);
  drop_view(work, model::object_name(operation.name));
}

void PostgreSql::lower(ast::CreateSequence const& operation, Context& context) const {
  Work work(context);
  auto const name = model::object_name(operation.name);
  auto const start = operation.start.value_or(1), step = operation.increment.value_or(1);
  auto sql = "create sequence " + spelling().qualified(name);
  if (operation.increment) sql += fmt::format(" increment by {}", step);
  // The bounds a server chooses by itself begin at 1, or at -1 when it counts down.
  if (step > 0 && start < 1) sql += fmt::format(" minvalue {}", std::numeric_limits<std::int64_t>::min());
  if (step < 0 && start > -1) sql += fmt::format(" maxvalue {}", std::numeric_limits<std::int64_t>::max());
  if (operation.start || step < 0) sql += fmt::format(" start with {}", start);
  work.add(sql, "create sequence " + to_string(name), {}, probes::relation(name, probes::sequences));
}

void PostgreSql::lower(ast::DropSequence const& operation, Context& context) const {
  Work work(context);
  auto const name = model::object_name(operation.name);
  work.add("drop sequence " + spelling().qualified(name), "drop sequence " + to_string(name),
           locks::access_exclusive(name), probes::no_relation(name));
}

}  // namespace retort::dialects::postgresql
