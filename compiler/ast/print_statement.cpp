// SPDX-License-Identifier: Apache-2.0
// Statements: layout of those with inner parts; the spelling of the short ones is in print_operation.cpp.
#include "compiler/ast/print_statement.hpp"

#include <algorithm>

#include "compiler/ast/print.hpp"
#include "compiler/ast/print_operation.hpp"
#include "compiler/ast/print_parts.hpp"
#include "compiler/base/overloaded.hpp"

namespace retort::ast {

namespace detail {

namespace {

// Wider names and types than these do not push the others out.
constexpr std::size_t widest_name = 30;
constexpr std::size_t widest_type = 24;

struct Widths {
  std::size_t name = 0, type = 0;
};

std::string padded(std::string text, std::size_t to) {
  std::size_t const have = width(text);
  if (have < to) text.append(to - have, ' ');
  return text;
}

// A column whose name and type are on one line each is split so that both can be padded.
struct ColumnText {
  std::string name, type, attributes;
};
ColumnText split(Column const& column) {
  std::string type = print(column.type);
  std::string attributes = print_column_attributes(column);
  std::string whole = print(column);
  std::size_t const behind_name = whole.size() - type.size() - (attributes.empty() ? 0 : attributes.size() + 1);
  return {whole.substr(0, behind_name - 1), std::move(type), std::move(attributes)};
}

Column const* as_column(TableElement const& element) { return std::get_if<Column>(&element.node); }

Widths column_widths(std::vector<TableElement> const& elements) {
  Widths widths;
  for (TableElement const& element : elements) {
    Column const* const column = as_column(element);
    if (column == nullptr) continue;
    ColumnText const text = split(*column);
    if (std::size_t const name = width(text.name); name <= widest_name) widths.name = std::max(widths.name, name);
    bool const one_line = text.type.find('\n') == std::string::npos;
    if (std::size_t const type = width(text.type); type <= widest_type && one_line && !text.attributes.empty())
      widths.type = std::max(widths.type, type);
  }
  return widths;
}

std::string aligned(Column const& column, Widths widths) {
  ColumnText const text = split(column);
  std::string const start = padded(text.name, widths.name) + ' ';
  return text.attributes.empty() ? start + text.type : start + padded(text.type, widths.type) + ' ' + text.attributes;
}

void write(Writer& writer, CreateTable const& table) {
  write_elements(writer, "create table " + print(table.name) + ' ', table.elements);
  if (table.comment) writer.write(" comment " + print_string(table.comment->value));
  for (DialectText const& options : table.options)
    writer.write(" options " + print_dialect_text(options, TextStyle::dollars));
}

void write(Writer& writer, AlterTable const& alter) {
  std::string const start = "alter table " + print(alter.table);
  if (alter.actions.size() == 1) return writer.pieces({start, print(alter.actions.front())}, 1);
  writer.write(start);
  writer.open();
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    bool const last = i + 1 == alter.actions.size();
    writer.begin(Part::action, Shape::line, alter.actions[i].where, Blank::asked);
    writer.write(print(alter.actions[i]));
    writer.write(last ? "" : ",");
    writer.end();
  }
  writer.close();
}

void write_rows(Writer& writer, Insert const& insert, std::vector<Row> const& rows) {
  writer.pieces({print_insert_start(insert), "values"}, 0);
  writer.open();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    bool const last = i + 1 == rows.size();
    writer.begin(Part::row, Shape::line, rows[i].where, Blank::asked);
    writer.write(print_row(rows[i]));
    writer.write(last ? "" : ",");
    writer.end();
  }
  writer.close();
  if (insert.on_conflict) writer.line(print_on_conflict(*insert.on_conflict));
}

void write(Writer& writer, Insert const& insert) {
  std::vector<std::string> pieces{print_insert_start(insert)};
  auto const finish = [&] {
    if (insert.on_conflict) pieces.push_back(print_on_conflict(*insert.on_conflict));
    writer.pieces(pieces, 0);
  };
  std::visit(overloaded{
                 [&](std::vector<Row> const& rows) {
                   if (rows.size() > 1) return write_rows(writer, insert, rows);
                   for (Row const& row : rows) pieces.push_back("values " + print_row(row));
                   finish();
                 },
                 [&](Select const& select) {
                   for (std::string& clause : select_clauses(select)) pieces.push_back(std::move(clause));
                   finish();
                 },
             },
             insert.source);
}

void write(Writer& writer, Sql const& sql) {
  std::string start = "sql " + print_dialect_text(sql.body, TextStyle::dollars);
  if (sql.outside_transaction) start += " outside transaction";
  if (!sql.effect) return writer.write(start);
  write_block(writer, start + " effect ", *sql.effect);
}

void write(Writer& writer, ForDialects const& node) {
  write_block(writer, "for " + print_names(node.dialects) + ' ', node.statements);
}

void write_operation(Writer& writer, Operation const& operation) {
  auto const line = [&](auto const& node) { writer.pieces(operation_pieces(node), 1); };
  auto const block = [&](auto const& node) { write(writer, node); };
  std::visit(overloaded{
                 [&](BadStatement const&) { writer.write("?"); }, [&](CreateSchema const& node) { line(node); },
                 [&](DropSchema const& node) { line(node); },     [&](CreateType const& node) { line(node); },
                 [&](AddEnumValue const& node) { line(node); },   [&](RenameEnumValue const& node) { line(node); },
                 [&](DropEnumValue const& node) { line(node); },  [&](RenameType const& node) { line(node); },
                 [&](DropType const& node) { line(node); },       [&](CreateTable const& node) { block(node); },
                 [&](DropTable const& node) { line(node); },      [&](RenameTable const& node) { line(node); },
                 [&](AlterTable const& node) { block(node); },    [&](CreateIndex const& node) { line(node); },
                 [&](DropIndex const& node) { line(node); },      [&](RenameIndex const& node) { line(node); },
                 [&](CreateView const& node) { line(node); },     [&](DropView const& node) { line(node); },
                 [&](CreateSequence const& node) { line(node); }, [&](DropSequence const& node) { line(node); },
                 [&](CommentOnTable const& node) { line(node); }, [&](CommentOnColumn const& node) { line(node); },
                 [&](Insert const& node) { block(node); },        [&](Update const& node) { line(node); },
                 [&](Delete const& node) { line(node); },         [&](CallStep const& node) { line(node); },
                 [&](Sql const& node) { block(node); },           [&](ForDialects const& node) { block(node); },
             },
             operation);
}

}  // namespace

Shape shape_of(Statement const& statement) {
  Operation const& operation = statement.operation;
  // The few operations with inner parts; all others are one line to a decorator.
  if (std::holds_alternative<CreateTable>(operation)) return Shape::parens;
  if (std::holds_alternative<ForDialects>(operation)) return Shape::braces;
  if (auto const* sql = std::get_if<Sql>(&operation)) return sql->effect ? Shape::braces : Shape::line;
  if (auto const* alter = std::get_if<AlterTable>(&operation))
    return alter->actions.size() == 1 ? Shape::line : Shape::list;
  if (auto const* insert = std::get_if<Insert>(&operation)) {
    auto const* rows = std::get_if<std::vector<Row>>(&insert->source);
    return rows != nullptr && rows->size() > 1 ? Shape::list : Shape::line;
  }
  return Shape::line;
}

void write_annotations(Writer& writer, std::vector<Annotation> const& annotations, Blank blank) {
  for (Annotation const& annotation : annotations) {
    writer.begin(Part::annotation, Shape::line, annotation.where, blank);
    writer.write(print_annotation(annotation));
    writer.end();
    blank = Blank::never;
  }
}

void write_statement(Writer& writer, Statement const& statement, Blank blank) {
  write_annotations(writer, statement.annotations, blank);
  writer.begin(Part::statement, shape_of(statement), statement.where,
               statement.annotations.empty() ? blank : Blank::never);
  write_operation(writer, statement.operation);
  if (!std::holds_alternative<ForDialects>(statement.operation)) writer.write(";");
  writer.end();
}

void write_statements(Writer& writer, std::vector<Statement> const& statements) {
  bool tall_before = false;
  for (Statement const& statement : statements) {
    bool const tall = shape_of(statement) != Shape::line;
    write_statement(writer, statement, !writer.decorated() && (tall || tall_before) ? Blank::always : Blank::asked);
    tall_before = tall;
  }
}

void write_block(Writer& writer, std::string_view opening, std::vector<Statement> const& statements) {
  writer.write(opening);
  if (statements.empty() && !writer.has_inner_comments()) return writer.write("{ }");
  writer.write("{");
  writer.open();
  write_statements(writer, statements);
  writer.close("}");
}

void write_elements(Writer& writer, std::string_view opening, std::vector<TableElement> const& elements) {
  Widths const widths = column_widths(elements);
  writer.write(opening);
  writer.write("(");
  writer.open();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    TableElement const& element = elements[i];
    Column const* const column = as_column(element);
    writer.begin(Part::element, Shape::line, element.where, Blank::asked);
    writer.write(column != nullptr ? aligned(*column, widths) : print(element));
    writer.write(i + 1 == elements.size() ? "" : ",");
    writer.end();
  }
  writer.close(")");
}

}  // namespace detail

std::string print(Statement const& statement) {
  detail::Writer writer(nullptr);
  detail::write_statement(writer, statement, detail::Blank::never);
  return std::move(writer).take();
}

}  // namespace retort::ast
