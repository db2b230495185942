// SPDX-License-Identifier: Apache-2.0
// create index, drop index, rename index.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/model/ops/dependency.hpp"
#include "compiler/model/ops/ops.hpp"
#include "compiler/model/ops/table_parts.hpp"

namespace retort::model::ops {

void run(ast::CreateIndex const& operation, Context& context) {
  Table const* table = context.table(operation.table);
  if (table == nullptr) {
    if (operation.name)
      context.mark_broken({object_name(operation.table).schema, operation.name->text}, operation.name->where);
    return;
  }
  std::size_t const faults = context.errors;
  Index index;
  index.unique = operation.unique;
  index.method = operation.method;
  index.items = operation.items;
  index.include = texts(operation.include);
  index.predicate = operation.predicate;
  index.made = operation.name ? operation.name->where : operation.table.where;

  check_index(context, *table, index);
  for (auto const& name : operation.include) context.column(*table, name);
  std::vector<std::string> parts;
  for (auto const& item : operation.items) {
    auto const* column = std::get_if<ast::ColumnReference>(&item.expression.node);
    std::string part = column == nullptr ? "expr" : column->column.text;
    if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(std::move(part));
  }

  ObjectName const table_name = table->name;
  if (operation.name) {
    index.name = operation.name->text;
    ObjectName const full{table_name.schema, index.name};
    if (!context.free_relation(full, operation.name->where)) return;
    if (context.errors != faults) context.mark_broken(full, operation.name->where);
  } else {
    index.name = made_name(context, *table, context.options.naming.index, parts, "", true, {}, operation.table.where);
  }
  ast::CreateIndex resolved = operation;
  if (!resolved.name) resolved.name = identifier(index.name);
  Table after_table = *table;
  after_table.indexes.push_back(std::move(index));
  Schema after = context.schema;
  put(after, std::move(after_table));
  context.emit(std::move(resolved), std::move(after));
}
Inverse inverse(ast::CreateIndex const& operation, Done const&) {
  if (!operation.name) return {};
  ast::QualifiedName name;
  name.schema = operation.table.schema;
  name.name = *operation.name;
  return {{ast::DropIndex{name, operation.concurrently}}, ""};
}

void run(ast::DropIndex const& operation, Context& context) {
  Table const* table = context.table_of_index(operation.name);
  if (table == nullptr) return;
  Table without = *table;
  bool unique = false;
  for (auto const& index : table->indexes) unique = unique || (index.name == operation.name.name.text && index.unique);
  std::erase_if(without.indexes, [&](Index const& i) { return i.name == operation.name.name.text; });
  if (unique &&
      refuse_used(context, operation.name.where, fmt::format("index '{}' cannot be dropped", operation.name.name.text),
                  references_without_key(context.schema, without)))
    context.mark_broken(object_name(operation.name), operation.name.where);
  Schema after = context.schema;
  put(after, std::move(without));
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::DropIndex const& operation, Done const& done) {
  Table const* table = done.step.before.table_of_index(object_name(operation.name));
  Index const* index = table == nullptr ? nullptr : table->index(operation.name.name.text);
  if (index == nullptr) return {};
  ast::CreateIndex again = to_ast(*index, table->name);
  again.concurrently = operation.concurrently;
  return {{std::move(again)}, ""};
}

void run(ast::RenameIndex const& operation, Context& context) {
  Table const* table = context.table_of_index(operation.from);
  if (table == nullptr) {
    context.mark_broken({object_name(operation.from).schema, operation.to.text},
                        operation.to.where);  // as it is called from here on
    return;
  }
  if (operation.from.name.text == operation.to.text) {
    context.error(Code::RT0318, operation.to.where, fmt::format("index '{}' has this name already", operation.to.text));
    return;
  }
  ObjectName const from = object_name(operation.from);
  if (!context.free_relation({from.schema, operation.to.text}, operation.to.where, &from)) return;
  Table renamed = *table;
  for (auto& index : renamed.indexes)
    if (index.name == operation.from.name.text) index.name = operation.to.text;
  Schema after = context.schema;
  put(after, std::move(renamed));
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::RenameIndex const& operation, Done const&) {
  ast::QualifiedName now = operation.from;
  now.name = operation.to;
  return {{ast::RenameIndex{now, operation.from.name}}, ""};
}

}  // namespace retort::model::ops
