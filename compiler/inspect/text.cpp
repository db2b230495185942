// SPDX-License-Identifier: Apache-2.0
// The order of a schema file, and its text.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/ast/print.hpp"
#include "compiler/inspect/inspect.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::inspect {

namespace {

ast::Statement statement(ast::Operation operation) {
  ast::Statement out;
  out.operation = std::move(operation);
  return out;
}

// By what they need, else by name; circles are broken at the first name.
template <class T>
std::vector<T> by_need(std::vector<T> objects) {
  std::vector<T> out;
  std::set<model::ObjectName> waiting;
  for (auto const& object : objects) waiting.insert(object.name);
  while (!objects.empty()) {
    auto ready = std::find_if(objects.begin(), objects.end(), [&](T const& object) {
      auto const needs = model::needs_of(model::Object(object));
      return std::none_of(needs.begin(), needs.end(),
                          [&](model::ObjectName const& name) { return name != object.name && waiting.contains(name); });
    });
    if (ready == objects.end()) ready = objects.begin();
    waiting.erase(ready->name);
    out.push_back(std::move(*ready));
    objects.erase(ready);
  }
  return out;
}

// A text for one database is for that one alone.
ast::Statement view_statement(model::View const& view, std::string_view dialect) {
  auto out = statement(model::to_ast(view));
  if (!std::holds_alternative<ast::Text>(view.body)) return out;
  ast::ForDialects wrapped;
  wrapped.dialects.push_back({std::string(dialect), {}});
  wrapped.statements.push_back(std::move(out));
  return statement(std::move(wrapped));
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::replace(text.begin(), text.end(), '\r', ' ');
  return text;
}

}  // namespace

std::vector<ast::Statement> statements_of(model::Schema const& schema, std::string_view dialect) {
  std::vector<model::ObjectName> schemas;
  std::vector<model::Table> tables;
  std::vector<model::View> views;
  std::vector<model::Sequence> sequences;
  std::vector<model::EnumType> types;
  schema.schemas.for_each([&](model::ObjectName const& name, ast::Where const&) { schemas.push_back(name); });
  schema.objects.for_each([&](model::ObjectName const&, Shared<model::Object> const& object) {
    if (auto const* table = std::get_if<model::Table>(&*object)) tables.push_back(*table);
    if (auto const* view = std::get_if<model::View>(&*object)) views.push_back(*view);
    if (auto const* sequence = std::get_if<model::Sequence>(&*object)) sequences.push_back(*sequence);
    if (auto const* type = std::get_if<model::EnumType>(&*object)) types.push_back(*type);
  });
  std::sort(schemas.begin(), schemas.end());
  auto const by_name = [](auto& list) {
    std::sort(list.begin(), list.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
  };
  by_name(tables);
  by_name(views);
  by_name(sequences);
  by_name(types);

  std::vector<ast::Statement> out;
  for (auto const& name : schemas) out.push_back(statement(ast::CreateSchema{model::identifier(name.name)}));
  for (auto const& type : types) out.push_back(statement(model::to_ast(type)));
  for (auto const& sequence : sequences) out.push_back(statement(model::to_ast(sequence)));
  for (auto& table : by_need(std::move(tables))) {
    by_name(table.constraints);
    by_name(table.indexes);
    // The primary key, then by kind, as one would write them.
    std::stable_sort(table.constraints.begin(), table.constraints.end(),
                     [](auto const& a, auto const& b) { return a.body.index() < b.body.index(); });
    out.push_back(statement(model::to_ast(table)));
    for (auto const& index : table.indexes) out.push_back(statement(model::to_ast(index, table.name)));
  }
  for (auto const& view : by_need(std::move(views))) out.push_back(view_statement(view, dialect));
  return out;
}

std::string schema_text(Inspected const& inspected, std::string_view dialect) {
  ast::DesiredSchema schema;
  for (auto& made : statements_of(inspected.schema, dialect)) schema.items.push_back({std::move(made)});
  ast::File file;
  file.content = std::move(schema);
  std::string out;
  if (!inspected.unsaid.empty()) {
    out += fmt::format("-- What the {} database has besides, and this file does not say:\n", dialect);
    for (auto const& [object, what] : inspected.unsaid)
      out += fmt::format("-- - {}{}{}\n", one_line(object), what.empty() ? "" : ": ", one_line(what));
  }
  return out + ast::print(file);
}

}  // namespace retort::inspect
