// SPDX-License-Identifier: Apache-2.0
// Views and sequences.
#include <fmt/format.h>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/expression_type.hpp"
#include "compiler/model/ops/dependency.hpp"
#include "compiler/model/ops/ops.hpp"
#include "compiler/model/ops/recheck.hpp"

namespace retort::model::ops {

namespace {
// The names of the columns of a table or view; nothing where they are not known.
std::optional<std::vector<std::string>> columns_shown(Schema const& schema, ObjectName const& name) {
  if (schema.uncertain || schema.broken.contains(name)) return std::nullopt;
  if (Table const* table = schema.table(name)) return column_names(*table);
  View const* view = schema.view(name);
  auto const* select = view == nullptr ? nullptr : std::get_if<ast::Select>(&view->body);
  if (select == nullptr || select->cores.empty()) return std::nullopt;
  std::vector<std::string> out;
  for (auto const& item : select->cores.front().items) {
    if (item.star || name_of(item).empty()) return std::nullopt;
    out.push_back(name_of(item));
  }
  return out;
}

// The columns that `*` or `t.*` shows; nothing where they are not known.
std::optional<std::vector<ast::SelectItem>> columns_of_star(Schema const& schema, ast::SelectItem const& star,
                                                            std::vector<ast::TableReference const*> const& tables) {
  std::vector<ast::SelectItem> out;
  for (auto const* reference : tables) {
    ast::QualifiedName alias = reference->table;
    if (reference->alias) alias = ast::QualifiedName{std::nullopt, *reference->alias, reference->alias->where};
    if (star.star_table && star.star_table->name.text != alias.name.text) continue;
    auto const columns = columns_shown(schema, object_name(reference->table));
    if (!columns) return std::nullopt;
    for (auto const& name : *columns) {
      ast::ColumnReference column;
      if (tables.size() > 1) column.table = alias;
      column.column = identifier(name);
      ast::Expression expression;
      expression.node = std::move(column);
      expression.where = star.where;
      out.push_back({false, std::nullopt, std::move(expression), std::nullopt, star.where});
    }
  }
  return out;
}

// `*` stands for the columns that are there now: a view keeps them, on every database, when the table gets more.
std::variant<ast::Select, ast::Text> without_stars(Schema const& schema, std::variant<ast::Select, ast::Text> body) {
  auto* select = std::get_if<ast::Select>(&body);
  if (select == nullptr) return body;
  for (auto& core : select->cores) {
    if (!core.from) continue;
    std::vector<ast::TableReference const*> tables{&core.from->table};
    for (auto const& join : core.from->joins) tables.push_back(&join.table);
    std::vector<ast::SelectItem> items;
    for (auto const& item : core.items) {
      std::optional<std::vector<ast::SelectItem>> const columns =
          item.star ? columns_of_star(schema, item, tables) : std::nullopt;
      if (columns) {
        items.insert(items.end(), columns->begin(), columns->end());
      } else {
        items.push_back(item);
      }
    }
    core.items = std::move(items);
  }
  return body;
}

std::vector<ObjectName> views_over(Schema const& schema, ObjectName const& view) {
  auto out = direct_users(schema, view);
  std::erase_if(out, [&](ObjectName const& user) { return schema.view(user) == nullptr; });
  return out;
}
}  // namespace

void run(ast::CreateView const& operation, Context& context) {
  context.known_schema(operation.name);
  View view;
  view.name = object_name(operation.name);
  view.made = operation.name.where;
  view.body = without_stars(context.schema, operation.body);
  std::size_t const faults = context.errors;
  std::visit(overloaded{[&](ast::Select const& select) {
                          bool open = false;
                          auto const columns = type_of_select(context, select, nullptr, open);
                          for (std::size_t i = 0; i < columns.size(); ++i)
                            for (std::size_t k = 0; k < i; ++k)
                              if (!columns[i].name.empty() && columns[i].name == columns[k].name)
                                context.error(Code::RT0309, select.where,
                                              fmt::format("two columns of view '{}' are called '{}'",
                                                          to_string(view.name), columns[i].name));
                        },
                        [](ast::Text const&) {}},
             operation.body);
  bool const replaces = operation.or_replace && context.schema.view(view.name) != nullptr;
  if (!replaces && !context.free_relation(view.name, operation.name.where)) return;
  if (context.errors != faults) context.mark_broken(view.name, operation.name.where);
  view.uses = uses_of(context.schema, view.body);
  std::erase(view.uses, view.name);
  if (replaces && *context.schema.view(view.name) == view) {
    context.error(Code::RT0318, operation.name.where,
                  fmt::format("view '{}' is the same already", to_string(view.name))) |
        Note{fmt::format("view '{}' was made here", to_string(view.name)), context.schema.view(view.name)->made};
    return;
  }
  ast::CreateView resolved = operation;
  resolved.body = view.body;
  ObjectName const name = view.name;
  Schema after = context.schema;
  put(after, std::move(view));
  if (replaces)
    refuse_used(context, operation.name.where, fmt::format("view '{}' cannot be replaced", to_string(name)),
                broken_by(context.schema, after, views_over(context.schema, name), context.options));
  context.emit(std::move(resolved), std::move(after));
}
Inverse inverse(ast::CreateView const& operation, Done const& done) {
  View const* old = done.step.before.view(object_name(operation.name));
  if (old == nullptr) return {{ast::DropView{operation.name}}, ""};
  ast::CreateView again = to_ast(*old);
  again.or_replace = true;
  return {{std::move(again)}, ""};
}

void run(ast::DropView const& operation, Context& context) {
  View const* view = context.view(operation.name);
  if (view == nullptr) return;
  ObjectName const name = view->name;
  if (refuse_used(context, operation.name.where, fmt::format("view '{}' cannot be dropped", to_string(name)),
                  views_on(context.schema, name)))
    context.mark_broken(name, operation.name.where);
  Schema after = context.schema;
  remove(after, name);
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::DropView const& operation, Done const& done) {
  View const* old = done.step.before.view(object_name(operation.name));
  if (old == nullptr) return {};
  return {{to_ast(*old)}, ""};
}

void run(ast::CreateSequence const& operation, Context& context) {
  context.known_schema(operation.name);
  Sequence sequence;
  sequence.name = object_name(operation.name);
  sequence.made = operation.name.where;
  sequence.start = operation.start.value_or(1);
  sequence.increment = operation.increment.value_or(1);
  if (sequence.increment == 0)
    context.error(Code::RT0403, context.origin(),
                  fmt::format("sequence '{}' would never move: increment 0", to_string(sequence.name)));
  if (!context.free_relation(sequence.name, operation.name.where)) return;
  Schema after = context.schema;
  put(after, std::move(sequence));
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::CreateSequence const& operation, Done const&) { return {{ast::DropSequence{operation.name}}, ""}; }

void run(ast::DropSequence const& operation, Context& context) {
  Sequence const* sequence = context.sequence(operation.name);
  if (sequence == nullptr) return;
  ObjectName const name = sequence->name;
  if (refuse_used(context, operation.name.where, fmt::format("sequence '{}' cannot be dropped", to_string(name)),
                  users_of_sequence(context.schema, name)))
    context.mark_broken(name, operation.name.where);
  Schema after = context.schema;
  remove(after, name);
  context.emit(operation, std::move(after));
}
Inverse inverse(ast::DropSequence const& operation, Done const& done) {
  Sequence const* old = done.step.before.sequence(object_name(operation.name));
  if (old == nullptr) return {};
  return {{to_ast(*old)}, ""};
}

}  // namespace retort::model::ops
