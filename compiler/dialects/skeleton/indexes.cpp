// SPDX-License-Identifier: Apache-2.0
// Indexes, views and sequences. `concurrently` is a wish where a database has no such thing.
#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/skeleton/lowering.hpp"

namespace retort::dialects::skeleton {

void Skeleton::lower(ast::CreateIndex const& operation, Context& context) const {
  Work work(context);
  auto const* table = context.action.after.table(model::object_name(operation.table));
  if (table == nullptr || !operation.name) return;
  auto scope = Renderer::scope_of(*table);
  scope.immutable = true;
  std::vector<std::string> items;
  for (auto const& item : operation.items)
    items.push_back(work.after.expression(item.expression, scope) + (item.descending ? " desc" : ""));
  auto sql = std::string(operation.unique ? "create unique index " : "create index ") +
             spelling().identifier(operation.name->text) + " on " + spelling().qualified(operation.table) + " (" +
             join(items) + ")";
  if (operation.predicate)
    context.sink.report(Code::RT0801, operation.predicate->where, "Skeleton has no partial indexes") |
        Note{"keep it to the databases that have them: for postgresql, sqlite { … }", std::nullopt};
  work.add(sql, "create index " + operation.name->text);
}
void Skeleton::lower(ast::DropIndex const& operation, Context& context) const {
  Work(context).add("drop index " + spelling().qualified(operation.name), "drop index " + operation.name.name.text);
}
void Skeleton::lower(ast::RenameIndex const& operation, Context& context) const {
  Work(context).add(
      "alter index " + spelling().qualified(operation.from) + " rename to " + spelling().identifier(operation.to.text),
      "rename index " + operation.from.name.text);
}

void Skeleton::lower(ast::CreateView const& operation, Context& context) const {
  Work work(context);
  auto const body = std::visit(overloaded{[&](ast::Select const& select) { return work.after.select(select); },
                                          [](ast::Text const& text) { return text.value; }},
                               operation.body);
  work.add(std::string(operation.or_replace ? "create or replace view " : "create view ") +
               spelling().qualified(operation.name) + " as " + body,
           "create view " + operation.name.name.text);
}
void Skeleton::lower(ast::DropView const& operation, Context& context) const {
  Work(context).add("drop view " + spelling().qualified(operation.name), "drop view " + operation.name.name.text);
}

void Skeleton::lower(ast::CreateSequence const& operation, Context& context) const {
  auto sql = "create sequence " + spelling().qualified(operation.name) + " start with " +
             std::to_string(operation.start.value_or(1)) + " increment by " +
             std::to_string(operation.increment.value_or(1));
  Work(context).add(sql, "create sequence " + operation.name.name.text);
}
void Skeleton::lower(ast::DropSequence const& operation, Context& context) const {
  Work(context).add("drop sequence " + spelling().qualified(operation.name),
                    "drop sequence " + operation.name.name.text);
}

}  // namespace retort::dialects::skeleton
