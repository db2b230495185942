// SPDX-License-Identifier: Apache-2.0
// comment on table, comment on column.
#include <fmt/format.h>

#include "compiler/model/ops/ops.hpp"

namespace retort::model::ops {

namespace {
std::optional<std::string> value_of(Maybe<ast::Text> const& text) {
  return text ? std::optional<std::string>(text->value) : std::nullopt;
}
Maybe<ast::Text> text_of(std::optional<std::string> const& value) {
  return value ? Maybe<ast::Text>(ast::Text{*value, {}}) : std::nullopt;
}
}  // namespace

void run(ast::CommentOnTable const& operation, Context& context) {
  Table const* table = context.table(operation.table);
  if (table == nullptr) return;
  if (table->comment == value_of(operation.comment)) {
    context.error(Code::RT0318, operation.comment ? Span(operation.comment->where) : Span(operation.table.where),
                  fmt::format("table '{}' has {} already", to_string(table->name),
                              operation.comment ? "this comment" : "no comment")) |
        Note{fmt::format("table '{}' was made here", to_string(table->name)), table->made};
    return;
  }
  Table changed = *table;
  changed.comment = value_of(operation.comment);
  Schema after = context.schema;
  put(after, std::move(changed));
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::CommentOnTable const& operation, Done const& done) {
  Table const* table = done.step.before.table(object_name(operation.table));
  if (table == nullptr) return {};
  return {{ast::CommentOnTable{operation.table, text_of(table->comment)}}, ""};
}

void run(ast::CommentOnColumn const& operation, Context& context) {
  Table const* table = context.table(operation.table);
  Column const* column = table == nullptr ? nullptr : context.column(*table, operation.column);
  if (column == nullptr) return;
  if (column->comment == value_of(operation.comment)) {
    context.error(
        Code::RT0318, operation.comment ? Span(operation.comment->where) : Span(operation.column.where),
        fmt::format("column '{}' has {} already", column->name, operation.comment ? "this comment" : "no comment")) |
        Note{fmt::format("column '{}' was made here", column->name), column->made};
    return;
  }
  Table changed = *table;
  for (auto& c : changed.columns)
    if (c.name == operation.column.text) c.comment = value_of(operation.comment);
  Schema after = context.schema;
  put(after, std::move(changed));
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::CommentOnColumn const& operation, Done const& done) {
  Table const* table = done.step.before.table(object_name(operation.table));
  Column const* column = table == nullptr ? nullptr : table->column(operation.column.text);
  if (column == nullptr) return {};
  return {{ast::CommentOnColumn{operation.table, operation.column, text_of(column->comment)}}, ""};
}

}  // namespace retort::model::ops
