// SPDX-License-Identifier: Apache-2.0
// One merge: it reads its source once, and holds the range of the keys that it looked for, so that nobody puts a row in
// between.
#include "compiler/dialects/mssql/upsert.hpp"

#include <fmt/format.h>

#include "compiler/model/expression_walk.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mssql {

namespace {

// Both sides have columns of that name: those of the table carry its name, without a schema.
ast::Expression qualified(ast::Expression expression, model::Table const& table) {
  auto const qualify = [&](auto const& self, ast::Expression& e) -> void {
    if (auto* reference = std::get_if<ast::ColumnReference>(&e.node)) {
      if (!reference->table) {
        reference->table = model::qualified_name({{}, table.name.name});
      } else if (reference->table->schema) {
        reference->table->schema.reset();
      }
      return;
    }
    model::for_each_child(
        e, [&](ast::Expression& child) { self(self, child); }, [](ast::Select&) {});
  };
  qualify(qualify, expression);
  return expression;
}

}  // namespace

std::string merge(Work const& work, model::Table const& table, ast::OnConflict const& conflict,
                  InsertSource const& source) {
  auto const& s = work.spelling;
  auto const alias = s.identifier(table.name.name);
  auto const scope = Renderer::conflict_scope(table);
  std::vector<std::string> keys, values;
  for (auto const& column : conflict.columns)
    keys.push_back(fmt::format("{0}.{1} = excluded.{1}", alias, s.identifier(column.text)));
  for (auto const& column : source.columns) values.push_back("excluded." + s.identifier(column));
  auto out = fmt::format("merge into {} with (holdlock) as {}\nusing ({}) as excluded ({})\non {}",
                         s.qualified(table.name), alias, source.text, s.names(source.columns), join(keys, " and "));
  if (!conflict.assignments.empty()) {
    out += "\nwhen matched";
    if (conflict.condition)
      out += " and " + operand(work.after.render_condition(qualified(*conflict.condition, table), scope), Binds::and_);
    std::vector<std::string> sets;
    for (auto const& a : conflict.assignments) {
      auto const* column = table.column(a.column.text);
      if (column == nullptr) continue;
      sets.push_back(fmt::format("{} = {}", s.identifier(column->name),
                                 work.after.assigned(qualified(a.value, table), scope, column->type).text));
    }
    out += " then update set " + join(sets);
  }
  return out + fmt::format("\nwhen not matched then insert ({}) values ({})", s.names(source.columns), join(values));
}

}  // namespace retort::dialects::mssql
