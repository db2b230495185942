// SPDX-License-Identifier: Apache-2.0
// Indexes and views.
#include <fmt/format.h>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/sqlite/definitions.hpp"
#include "compiler/dialects/sqlite/lowering.hpp"
#include "compiler/dialects/sqlite/probes.hpp"

namespace retort::dialects::sqlite {

namespace {
// `concurrently` is a wish: readers go on in any case, and there is one writer.
void create(Work& work, model::Table const& table, model::Index const& index) {
  refuse_own_name(work.context, index.name, index.made);
  work.add(index_definition(work.after, table, index, work.context.action.origin), "create index " + index.name,
           writes(fmt::format("reads all rows of {}", to_string(table.name))), probes::there("index", index.name));
}
void drop(Work& work, model::ObjectName const& name) {
  work.add("drop index " + work.spelling.qualified(name), "drop index " + to_string(name), writes(),
           probes::gone("index", name.name));
}
}  // namespace

void Sqlite::lower(ast::CreateIndex const& operation, Context& context) const {
  Work work(context);
  auto const* table = work.table_after();
  auto const* index = table == nullptr || !operation.name ? nullptr : table->index(operation.name->text);
  if (index != nullptr) create(work, *table, *index);
}
void Sqlite::lower(ast::DropIndex const& operation, Context& context) const {
  Work work(context);
  drop(work, model::object_name(operation.name));
}
// There is no `alter index`.
void Sqlite::lower(ast::RenameIndex const& operation, Context& context) const {
  Work work(context);
  auto const* table = work.table_after();
  auto const* index = table == nullptr ? nullptr : table->index(operation.to.text);
  if (index == nullptr) return;
  drop(work, model::object_name(operation.from));
  create(work, *table, *index);
}

void Sqlite::lower(ast::CreateView const& operation, Context& context) const {
  Work work(context);
  auto const name = model::object_name(operation.name);
  auto const body = std::visit(overloaded{[&](ast::Select const& select) { return work.after.select(select); },
                                          [](ast::Text const& text) { return one_statement(text.value); }},
                               operation.body);
  refuse_own_name(context, name.name, operation.name.where);
  if (operation.or_replace)
    work.add("drop view if exists " + work.spelling.qualified(name), "drop view " + to_string(name), writes());
  auto const text = fmt::format("create view {} as {}", work.spelling.qualified(name), body);
  work.add(text, "create view " + to_string(name), writes(), probes::made_by("view", name.name, text));
}
void Sqlite::lower(ast::DropView const& operation, Context& context) const {
  Work work(context);
  auto const name = model::object_name(operation.name);
  work.add("drop view " + work.spelling.qualified(name), "drop view " + to_string(name), writes(),
           probes::gone("view", name.name));
}

}  // namespace retort::dialects::sqlite
