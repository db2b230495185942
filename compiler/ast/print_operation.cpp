// SPDX-License-Identifier: Apache-2.0
// The operations as canonical text, but for tables, data and escapes, which have files of their own.
#include "compiler/ast/print_operation.hpp"

#include <fmt/format.h>

#include "compiler/ast/print.hpp"
#include "compiler/ast/print_parts.hpp"
#include "compiler/base/overloaded.hpp"

namespace retort::ast::detail {

namespace {

std::string quoted(Text const& text) { return print_string(text.value); }

std::string_view text_of(IndexMethod method) {
  switch (method) {
    case IndexMethod::unspecified:
      return "";
    case IndexMethod::btree:
      return "btree";
    case IndexMethod::hash:
      return "hash";
    case IndexMethod::gin:
      return "gin";
    case IndexMethod::gist:
      return "gist";
    case IndexMethod::brin:
      return "brin";
  }
  return {};
}

// `create index on t` leaves the name out, so an index of that name needs quotes.
std::string index_name(Identifier const& name) {
  return name.text == "on" || name.text == "concurrently" ? '"' + name.text + '"' : print(name);
}
std::string index_name(QualifiedName const& name) {
  return name.schema ? print(*name.schema) + '.' + print(name.name) : index_name(name.name);
}

std::string print_index_item(IndexItem const& item) {
  std::string text = print(item.expression);
  // Only a column and a function call stand by themselves.
  auto const* column = std::get_if<ColumnReference>(&item.expression.node);
  bool const bare =
      column != nullptr ? !column->table : std::holds_alternative<Call>(item.expression.node) && text.back() == ')';
  if (!bare) text = '(' + text + ')';
  return item.descending ? text + " desc" : text;
}

std::string print_assignments(std::vector<Assignment> const& assignments) {
  std::vector<std::string> texts;
  for (Assignment const& assignment : assignments)
    texts.push_back(print(assignment.column) + " = " + print(assignment.value));
  return fmt::format("set {}", fmt::join(texts, ", "));
}

std::string print_batches(Batches const& batches) {
  std::string text = fmt::format("in batches of {}", batches.size);
  if (!batches.key.empty()) text += " by " + print_names(batches.key);
  if (batches.pause_ms != 0) text += fmt::format(" pause {} ms", batches.pause_ms);
  return text;
}

void append_condition(Pieces& pieces, Maybe<Expression> const& condition) {
  if (condition) pieces.push_back("where " + print(*condition));
}

std::string comment_value(Maybe<Text> const& comment) { return comment ? quoted(*comment) : "null"; }

}  // namespace

Pieces operation_pieces(CreateSchema const& node) { return {"create schema " + print(node.name)}; }
Pieces operation_pieces(DropSchema const& node) { return {"drop schema " + print(node.name)}; }

Pieces operation_pieces(CreateType const& node) {
  Pieces pieces{"create type " + print(node.name) + " as enum"};
  for (std::size_t i = 0; i < node.values.size(); ++i)
    pieces.push_back((i == 0 ? "(" : "") + quoted(node.values[i]) + (i + 1 == node.values.size() ? ")" : ","));
  if (node.values.empty()) pieces.emplace_back("()");
  return pieces;
}
Pieces operation_pieces(AddEnumValue const& node) {
  Pieces pieces{fmt::format("alter type {} add value {}", print(node.type), quoted(node.value))};
  if (node.position != ValuePosition::last && node.neighbour) {
    pieces.push_back((node.position == ValuePosition::before ? "before " : "after ") + quoted(*node.neighbour));
  }
  return pieces;
}
Pieces operation_pieces(RenameEnumValue const& node) {
  return {fmt::format("alter type {} rename value {} to {}", print(node.type), quoted(node.from), quoted(node.to))};
}
Pieces operation_pieces(DropEnumValue const& node) {
  Pieces pieces{fmt::format("alter type {} drop value {}", print(node.type), quoted(node.value))};
  if (node.replacement) pieces.push_back("using " + quoted(*node.replacement));
  return pieces;
}
Pieces operation_pieces(RenameType const& node) {
  return {fmt::format("rename type {} to {}", print(node.from), print(node.to))};
}
Pieces operation_pieces(DropType const& node) { return {"drop type " + print(node.name)}; }

Pieces operation_pieces(DropTable const& node) { return {"drop table " + print(node.name)}; }
Pieces operation_pieces(RenameTable const& node) {
  return {fmt::format("rename table {} to {}", print(node.from), print(node.to))};
}

Pieces operation_pieces(CreateIndex const& node) {
  std::string start = fmt::format("create {}index ", node.unique ? "unique " : "");
  if (node.concurrently) start += "concurrently ";
  if (node.name) start += index_name(*node.name) + ' ';
  start += "on " + print(node.table);
  if (node.method != IndexMethod::unspecified) start += fmt::format(" using {}", text_of(node.method));
  std::vector<std::string> items;
  for (IndexItem const& item : node.items) items.push_back(print_index_item(item));
  Pieces pieces{fmt::format("{} ({})", start, fmt::join(items, ", "))};
  if (!node.include.empty()) pieces.push_back("include " + print_name_list(node.include));
  append_condition(pieces, node.predicate);
  return pieces;
}
Pieces operation_pieces(DropIndex const& node) {
  return {fmt::format("drop index {}{}", node.concurrently ? "concurrently " : "", index_name(node.name))};
}
Pieces operation_pieces(RenameIndex const& node) {
  return {fmt::format("rename index {} to {}", print(node.from), print(node.to))};
}

Pieces operation_pieces(CreateView const& node) {
  Pieces pieces{fmt::format("create {}view {} as", node.or_replace ? "or replace " : "", print(node.name))};
  std::visit(overloaded{
                 [&](Select const& select) {
                   for (std::string& clause : select_clauses(select)) pieces.push_back(std::move(clause));
                 },
                 // A body of several lines begins behind `as`: it brings its own line ends.
                 [&](Text const& text) { pieces.front() += ' ' + print_dollar(text.value); },
             },
             node.body);
  return pieces;
}
Pieces operation_pieces(DropView const& node) { return {"drop view " + print(node.name)}; }

Pieces operation_pieces(CreateSequence const& node) {
  Pieces pieces{"create sequence " + print(node.name)};
  if (node.start) pieces.push_back(fmt::format("start with {}", *node.start));
  if (node.increment) pieces.push_back(fmt::format("increment by {}", *node.increment));
  return pieces;
}
Pieces operation_pieces(DropSequence const& node) { return {"drop sequence " + print(node.name)}; }

Pieces operation_pieces(CommentOnTable const& node) {
  return {fmt::format("comment on table {} is {}", print(node.table), comment_value(node.comment))};
}
Pieces operation_pieces(CommentOnColumn const& node) {
  return {
      fmt::format("comment on column {}.{} is {}", print(node.table), print(node.column), comment_value(node.comment))};
}

Pieces operation_pieces(Update const& node) {
  Pieces pieces{"update " + print(node.table), print_assignments(node.assignments)};
  if (node.from) pieces.push_back("from " + print_from(*node.from));
  append_condition(pieces, node.condition);
  if (node.batches) pieces.push_back(print_batches(*node.batches));
  return pieces;
}
Pieces operation_pieces(Delete const& node) {
  Pieces pieces{"delete from " + print(node.table)};
  append_condition(pieces, node.condition);
  if (node.batches) pieces.push_back(print_batches(*node.batches));
  return pieces;
}
Pieces operation_pieces(CallStep const& node) { return {"call " + print(node.name)}; }

std::string print_insert_start(Insert const& insert) {
  return "insert into " + print(insert.table) + ' ' + print_name_list(insert.columns);
}

std::string print_row(Row const& row) {
  std::vector<std::string> values;
  for (Expression const& value : row.values) values.push_back(print(value));
  return fmt::format("({})", fmt::join(values, ", "));
}

std::string print_on_conflict(OnConflict const& on_conflict) {
  std::string text = "on conflict ";
  if (!on_conflict.columns.empty()) text += print_name_list(on_conflict.columns) + ' ';
  if (on_conflict.assignments.empty()) return text + "do nothing";
  text += "do update " + print_assignments(on_conflict.assignments);
  if (on_conflict.condition) text += " where " + print(*on_conflict.condition);
  return text;
}

}  // namespace retort::ast::detail
