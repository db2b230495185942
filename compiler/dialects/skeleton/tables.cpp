// SPDX-License-Identifier: Apache-2.0
// Schemas, tables and comments. Give every schema operation a catalogue query and its locks: probes.cpp and locks.cpp
// of a finished dialect show how.
#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/skeleton/lowering.hpp"
#include "compiler/dialects/sql_writer.hpp"

namespace retort::dialects::skeleton {
namespace {

std::string comment_literal(Maybe<ast::Text> const& comment) {
  return comment ? spelling().string(comment->value) : std::string("null");
}

}  // namespace

void Skeleton::lower(ast::CreateSchema const& operation, Context& context) const {
  Work(context).add("create schema " + spelling().identifier(operation.name.text),
                    "create schema " + operation.name.text);
}
void Skeleton::lower(ast::DropSchema const& operation, Context& context) const {
  Work(context).add("drop schema " + spelling().identifier(operation.name.text), "drop schema " + operation.name.text);
}

void Skeleton::lower(ast::CreateTable const& operation, Context& context) const {
  Work work(context);
  auto const* table = context.action.after.table(model::object_name(operation.name));
  if (table == nullptr) return;
  std::vector<std::string> items;
  for (auto const& element : operation.elements)
    std::visit(
        overloaded{[](ast::BadElement const&) {},
                   [&](ast::Column const& c) { items.push_back(column_definition(work, *table, c)); },
                   [&](ast::TableConstraint const& c) { items.push_back(constraint_definition(work, *table, c)); },
                   [](ast::IncludeMixin const&) {}},  // in schema files only, dissolved there
        element.node);
  work.add(SqlWriter("create table " + spelling().qualified(operation.name)).body(items).str(),
           "create table " + to_string(table->name));
}
void Skeleton::lower(ast::DropTable const& operation, Context& context) const {
  Work(context).add("drop table " + spelling().qualified(operation.name), "drop table " + operation.name.name.text);
}
void Skeleton::lower(ast::RenameTable const& operation, Context& context) const {
  Work(context).add(
      "alter table " + spelling().qualified(operation.from) + " rename to " + spelling().identifier(operation.to.text),
      "rename table " + operation.from.name.text);
}

void Skeleton::lower(ast::CommentOnTable const& operation, Context& context) const {
  Work(context).add(
      "comment on table " + spelling().qualified(operation.table) + " is " + comment_literal(operation.comment),
      "comment on table " + operation.table.name.text);
}
void Skeleton::lower(ast::CommentOnColumn const& operation, Context& context) const {
  Work(context).add("comment on column " + spelling().qualified(operation.table) + "." +
                        spelling().identifier(operation.column.text) + " is " + comment_literal(operation.comment),
                    "comment on column " + operation.table.name.text + "." + operation.column.text);
}

}  // namespace retort::dialects::skeleton
