// SPDX-License-Identifier: Apache-2.0
// The schema that a schema.mig describes. The order of its statements does not matter: types come before tables, tables
// before unique indexes, those before foreign keys, which may refer to them, then other indexes, views (the ones that
// others are made of first) and comments.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/context.hpp"
#include "compiler/model/ops/dependency.hpp"
#include "compiler/model/ops/dialects.hpp"
#include "compiler/model/ops/ops.hpp"

namespace retort::model {

namespace {
using Mixins = std::map<std::string, ast::Mixin const*>;

// Which statements come first.
int rank(ast::Operation const& operation) {
  if (std::holds_alternative<ast::CreateSchema>(operation)) return 0;
  if (std::holds_alternative<ast::CreateType>(operation) || std::holds_alternative<ast::CreateSequence>(operation))
    return 1;
  if (std::holds_alternative<ast::CreateTable>(operation)) return 2;
  if (auto const* index = std::get_if<ast::CreateIndex>(&operation)) return index->unique ? 3 : 5;
  if (std::holds_alternative<ast::AlterTable>(operation)) return 4;  // the foreign keys taken out of the tables
  if (std::holds_alternative<ast::CreateView>(operation)) return 6;
  return 7;
}

// The table without mixins and foreign keys; these are added to `keys`.
ast::CreateTable plain_table(ast::CreateTable const& table, Mixins const& mixins, Context& context,
                             std::vector<ast::TableConstraint>& keys) {
  ast::CreateTable out = table;
  out.elements.clear();
  auto const take = [&](ast::TableElement element) {
    if (auto* column = std::get_if<ast::Column>(&element.node); column != nullptr && column->references) {
      keys.push_back({column->references->name, ast::ForeignKey{{column->name}, column->references->references},
                      column->references->where});
      column->references.reset();
    }
    if (auto const* constraint = std::get_if<ast::TableConstraint>(&element.node);
        constraint != nullptr && std::holds_alternative<ast::ForeignKey>(constraint->body)) {
      keys.push_back(*constraint);
      return;
    }
    out.elements.push_back(std::move(element));
  };
  for (auto const& element : table.elements) {
    auto const* include = std::get_if<ast::IncludeMixin>(&element.node);
    if (include == nullptr) {
      take(element);
      continue;
    }
    auto const it = mixins.find(include->mixin.text);
    if (it == mixins.end()) {
      auto& d = context.error(Code::RT0317, include->mixin.where,
                              fmt::format("there is no mixin '{}' in this file", include->mixin.text));
      std::vector<std::string> names;
      for (auto const& [name, mixin] : mixins) names.push_back(name);
      suggest(d, include->mixin.where, include->mixin.text, names);
      context.mark_broken(object_name(table.name), table.name.where);
      continue;
    }
    for (auto const& part : it->second->elements) take(part);
  }
  return out;
}

// A view comes after the views it is made of; views that go round in a circle stay as they are.
std::vector<ast::Statement const*> by_use(std::vector<ast::Statement const*> views) {
  auto const name_of = [](ast::Statement const* s) {
    return object_name(std::get<ast::CreateView>(s->operation).name);
  };
  std::vector<ast::Statement const*> out;
  while (!views.empty()) {
    auto const ready = std::find_if(views.begin(), views.end(), [&](ast::Statement const* view) {
      auto const named = ops::named_in(std::get<ast::CreateView>(view->operation).body);
      return std::none_of(views.begin(), views.end(), [&](ast::Statement const* other) {
        return other != view && std::find(named.begin(), named.end(), name_of(other)) != named.end();
      });
    });
    auto const next = ready == views.end() ? views.begin() : ready;
    out.push_back(*next);
    views.erase(next);
  }
  return out;
}

void flatten(ast::Statement const& statement, Context& context, std::vector<ast::Statement>& out) {
  auto const* wrapped = std::get_if<ast::ForDialects>(&statement.operation);
  if (wrapped == nullptr) {
    out.push_back(statement);
    return;
  }
  ops::check_dialects(context, wrapped->dialects);
  if (ops::for_this_dialect(context, wrapped->dialects))
    for (auto const& inner : wrapped->statements) flatten(inner, context, out);
}
}  // namespace

Schema desired_schema(ast::DesiredSchema const& file, ReplayOptions const& options, Sink& sink) {
  Context context({}, options, sink, Phase::desired);
  Mixins mixins;
  std::vector<ast::Statement> statements;
  for (auto const& item : file.items)
    std::visit(overloaded{[&](ast::Statement const& s) { flatten(s, context, statements); },
                          [&](ast::Mixin const& m) {
                            auto const [it, fresh] = mixins.emplace(m.name.text, &m);
                            if (!fresh)
                              context.error(Code::RT0308, m.name.where,
                                            fmt::format("there is a mixin '{}' already", m.name.text)) |
                                  Note{fmt::format("mixin '{}' was made here", m.name.text), it->second->name.where};
                          }},
               item.node);
  std::vector<ast::Statement> keys;
  for (auto& statement : statements) {
    auto* table = std::get_if<ast::CreateTable>(&statement.operation);
    if (table == nullptr) continue;
    std::vector<ast::TableConstraint> taken;
    *table = plain_table(*table, mixins, context, taken);
    ast::AlterTable alter;
    alter.table = table->name;
    for (auto& key : taken) alter.actions.push_back({ast::AddConstraint{key}, key.where});
    if (alter.actions.empty()) continue;
    ast::Statement added = statement;
    added.operation = std::move(alter);
    keys.push_back(std::move(added));
  }
  statements.insert(statements.end(), keys.begin(), keys.end());
  for (int wanted = 0; wanted <= 7; ++wanted) {
    std::vector<ast::Statement const*> these;
    for (auto const& statement : statements)
      if (rank(statement.operation) == wanted) these.push_back(&statement);
    if (wanted == rank(ast::CreateView{})) these = by_use(std::move(these));
    for (auto const* statement : these) ops::run_statement(*statement, context);
  }
  return context.schema;
}

}  // namespace retort::model
