// SPDX-License-Identifier: Apache-2.0
// Indexes. `concurrently` runs outside a transaction; what a broken-off run leaves behind is the runtime's to remove.
// https://www.postgresql.org/docs/15/sql-createindex.html
#include <fmt/format.h>

#include <algorithm>

#include "compiler/dialects/postgresql/locks.hpp"
#include "compiler/dialects/postgresql/lowering.hpp"
#include "compiler/dialects/postgresql/probes.hpp"

namespace retort::dialects::postgresql {
namespace {

std::string_view method_name(ast::IndexMethod method) {
  switch (method) {
    case ast::IndexMethod::unspecified:
      return {};
    case ast::IndexMethod::btree:
      return "btree";
    case ast::IndexMethod::hash:
      return "hash";
    case ast::IndexMethod::gin:
      return "gin";
    case ast::IndexMethod::gist:
      return "gist";
    case ast::IndexMethod::brin:
      return "brin";
  }
  return {};
}

// A column or a function call stands by itself, everything else in parentheses.
bool stands_alone(ast::Expression const& e, std::string const& text) {
  if (std::holds_alternative<ast::ColumnReference>(e.node)) return true;
  auto const* call = std::get_if<ast::Call>(&e.node);
  return call != nullptr && text.starts_with(call->function.text + "(") && text.ends_with(")");
}

// Which methods can do what: https://www.postgresql.org/docs/15/indexes-types.html, "Access method … does not support
// …" of https://www.postgresql.org/docs/15/sql-createindex.html.
void refuse_method(Work const& work, model::Table const& table, ast::CreateIndex const& index) {
  auto const name = method_name(index.method);
  if (name.empty() || index.method == ast::IndexMethod::btree) return;
  auto const refuse = [&](std::string_view what) {
    work.context.sink.report(Code::RT0801, work.context.action.origin,
                             fmt::format("an index using {} cannot {} on PostgreSQL", name, what)) |
        Note{"leave `using` out", std::nullopt};
  };
  bool const hash = index.method == ast::IndexMethod::hash;
  if (index.unique) refuse("be unique");
  if (hash && index.items.size() > 1) refuse("have several columns");
  if (!index.include.empty() && index.method != ast::IndexMethod::gist) refuse("include other columns");
  if (std::any_of(index.items.begin(), index.items.end(), [](ast::IndexItem const& item) { return item.descending; }))
    refuse("be in an order");
  if (index.method != ast::IndexMethod::gin && index.method != ast::IndexMethod::gist) return;
  for (auto const& item : index.items) {
    auto const type = work.after.type_of(item.expression, Renderer::scope_of(table));
    bool const indexed = index.method == ast::IndexMethod::gin && (type.array || type.kind == model::Kind::json);
    if (!indexed && type.kind != model::Kind::unknown) refuse(fmt::format("hold values of {}", model::describe(type)));
  }
}

}  // namespace

std::string index_definition(Work const& work, model::Table const& table, ast::CreateIndex const& index) {
  auto scope = Renderer::scope_of(table);
  scope.immutable = true;
  std::vector<std::string> items;
  for (auto const& item : index.items) {
    auto text = work.after.expression(item.expression, scope);
    if (!stands_alone(item.expression, text)) text = "(" + text + ")";
    items.push_back(text + (item.descending ? " desc" : ""));
  }
  std::string out = index.unique ? "create unique index " : "create index ";
  if (index.concurrently) out += "concurrently ";
  if (index.name) out += spelling().identifier(index.name->text) + " ";
  out += "on " + spelling().qualified(table.name);
  if (auto const method = method_name(index.method); !method.empty()) out.append(" using ").append(method);
  out += " (" + join(items) + ")";
  if (!index.include.empty()) out += " include (" + spelling().names(index.include) + ")";
  if (index.predicate) out += " where " + work.after.condition(*index.predicate, scope);
  return out;
}

void PostgreSql::lower(ast::CreateIndex const& operation, Context& context) const {
  Work work(context);
  auto const name = model::object_name(operation.table);
  auto const* table = context.action.after.table(name);
  if (table == nullptr || !operation.name) return;
  refuse_method(work, *table, operation);
  auto index = operation;
  index.concurrently = operation.concurrently || context.action.online;
  auto& out = work.add(index_definition(work, *table, index), "create index " + operation.name->text,
                       index.concurrently ? locks::share_update_exclusive(name, "; scans " + to_string(name) + " twice")
                                          : locks::share_scan(name),
                       probes::index(name, operation.name->text, operation.unique));
  if (index.concurrently) out.transaction = Transaction::outside;
}

void PostgreSql::lower(ast::DropIndex const& operation, Context& context) const {
  Work work(context);
  auto const name = model::object_name(operation.name);
  auto const table = work.table_name().name.empty() ? name : work.table_name();
  bool const concurrently = operation.concurrently || context.action.online;
  auto& out = work.add(fmt::format("drop index {}{}", concurrently ? "concurrently " : "", spelling().qualified(name)),
                       "drop index " + to_string(name),
                       concurrently ? locks::share_update_exclusive(table) : locks::access_exclusive(table),
                       probes::no_relation(name));
  if (concurrently) out.transaction = Transaction::outside;
}

void PostgreSql::lower(ast::RenameIndex const& operation, Context& context) const {
  Work work(context);
  auto const from = model::object_name(operation.from);
  model::ObjectName const to{from.schema, operation.to.text};
  work.add(fmt::format("alter index {} rename to {}", spelling().qualified(from), spelling().identifier(to.name)),
           fmt::format("rename index {} to {}", to_string(from), to_string(to)), locks::share_update_exclusive(from),
           probes::relation_renamed(from, to));
}

}  // namespace retort::dialects::postgresql
