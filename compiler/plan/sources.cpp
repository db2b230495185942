// SPDX-License-Identifier: Apache-2.0
// Follows columns through the changes of a table.
#include "compiler/plan/sources.hpp"

#include "compiler/base/overloaded.hpp"
#include "compiler/model/expression_walk.hpp"
#include "compiler/model/schema_edit.hpp"
#include "compiler/model/value_type.hpp"

namespace retort::plan {

namespace {
ast::Expression column(std::string const& name) {
  ast::Expression out;
  out.node = ast::ColumnReference{std::nullopt, model::identifier(name)};
  return out;
}
ast::Expression null() {
  ast::Expression out;
  out.node = ast::Literal{};
  return out;
}
ast::Expression text(std::string const& value) {
  ast::Expression out;
  out.node = ast::Literal{ast::LiteralKind::string, value};
  return out;
}

bool is_textual(model::Kind kind) { return kind == model::Kind::text || kind == model::Kind::enumeration; }

// Whether values have to be converted. Between types of one kind they are copied, and the new column refuses what does
// not fit: an explicit cast would cut it off without a word.
bool needs_cast(ast::Type const& from, ast::Type const& to) {
  auto const a = model::value_type(from), b = model::value_type(to);
  if (a.array || b.array || a.kind == model::Kind::unknown || b.kind == model::Kind::unknown) return !(from == to);
  if (is_textual(a.kind) && is_textual(b.kind)) return false;
  if (a.kind != b.kind) return true;
  auto const* old_number = std::get_if<ast::BuiltinType>(&from.base);
  auto const* new_number = std::get_if<ast::BuiltinType>(&to.base);
  return old_number != nullptr && new_number != nullptr && new_number->scale < old_number->scale;
}
}  // namespace

Sources::Sources(model::Table const& before) {
  for (auto const& c : before.columns) columns_[c.name].value = column(c.name);
}

ast::Expression Sources::over_old_table(ast::Expression expression) const {
  // From the outside in, and not into what was put in: its names are those of the old table already.
  auto const substitute = [this](auto const& self, ast::Expression& e) -> void {
    if (auto const* reference = std::get_if<ast::ColumnReference>(&e.node)) {
      auto const found = columns_.find(reference->column.text);
      if (found == columns_.end()) return;
      ast::Expression value = found->second.value ? *found->second.value : null();
      e = std::move(value);
      return;
    }
    model::for_each_child(
        e, [&](ast::Expression& child) { self(self, child); }, [](ast::Select&) {});
  };
  substitute(substitute, expression);
  return expression;
}

std::size_t Sources::size_over_old_table(ast::Expression const& expression) const {
  std::size_t size = 1;
  if (auto const* reference = std::get_if<ast::ColumnReference>(&expression.node)) {
    auto const found = columns_.find(reference->column.text);
    return found == columns_.end() ? size : found->second.size;
  }
  model::for_each_child(
      expression, [&](ast::Expression const& child) { size += size_over_old_table(child); }, [](ast::Select const&) {});
  return size;
}

std::size_t Sources::size_after(ast::AlterAction const& action) const {
  if (auto const* change = std::get_if<ast::SetColumnType>(&action.node); change && change->using_expression)
    return size_over_old_table(*change->using_expression);
  if (auto const* add = std::get_if<ast::AddColumn>(&action.node); add && add->column.generated)
    return size_over_old_table(add->column.generated->expression);
  return 1;
}

void Sources::change_type(ast::SetColumnType const& action, model::Table const& table) {
  Source& source = columns_[action.name.text];
  source.filler.reset();
  source.mapped = false;
  if (action.using_expression) {
    source.size = size_over_old_table(*action.using_expression);
    source.value = over_old_table(*action.using_expression);
    return;
  }
  model::Column const* old = table.column(action.name.text);
  if (!source.value || old == nullptr || !needs_cast(old->type, action.type)) return;
  ast::Expression converted;
  // Not to the length: a cast cuts off, and what is too long is for the check of the new table to refuse.
  auto type = action.type;
  if (auto* plain = std::get_if<ast::BuiltinType>(&type.base);
      plain != nullptr && (plain->kind == ast::TypeKind::varchar || plain->kind == ast::TypeKind::char_))
    *plain = {ast::TypeKind::text};
  converted.node = ast::Cast{*source.value, type};
  converted.where = action.type.where;
  source.value = std::move(converted);
  ++source.size;
}

void Sources::apply(ast::AlterAction const& action, model::Table const& table) {
  std::visit(
      overloaded{[](ast::BadAction const&) {},
                 [&](ast::AddColumn const& add) {
                   Source source;
                   source.added = true;
                   if (add.column.default_value) source.value = source.filler = add.column.default_value;
                   if (add.column.generated) {
                     source.size = size_over_old_table(add.column.generated->expression);
                     source.value = over_old_table(add.column.generated->expression);
                   }
                   columns_[add.column.name.text] = std::move(source);
                 },
                 [&](ast::DropColumn const& drop) { columns_.erase(drop.name.text); },
                 [&](ast::RenameColumn const& rename) {
                   auto node = columns_.extract(rename.from.text);
                   if (node.empty()) return;
                   node.key() = rename.to.text;
                   columns_.insert(std::move(node));
                 },
                 [&](ast::SetColumnType const& change) { change_type(change, table); }, [](ast::SetNotNull const&) {},
                 [](ast::DropNotNull const&) {}, [](ast::SetDefault const&) {}, [](ast::DropDefault const&) {},
                 [](ast::AddIdentity const&) {}, [](ast::DropIdentity const&) {}, [](ast::AddConstraint const&) {},
                 [](ast::DropConstraint const&) {}, [](ast::RenameConstraint const&) {}},
      action.node);
}

void Sources::apply(ValueChange const& change, model::Table const& table) {
  for (auto const& c : table.columns) {
    if (!model::is_of(c.type, change.type) || c.generated) continue;
    Source& source = columns_[c.name];
    if (!source.value) continue;
    source.filler.reset();
    if (!source.mapped) {
      ast::Expression mapped;
      mapped.node = ast::Case{{*source.value}, {}, {*source.value}};
      source.value = std::move(mapped);
      source.mapped = true;
      source.size *= 2;
    }
    // What became `from` goes on to `to`; what is `from` already does, too, unless it became something else before.
    bool moved = false;
    auto& arms = std::get<ast::Case>(source.value->node).arms;
    for (auto& arm : arms) {
      moved = moved || arm.when == text(change.from);
      if (arm.then == text(change.from)) arm.then = text(change.to);
    }
    if (!moved) arms.push_back({text(change.from), text(change.to)});
    source.size += 2;
  }
}

void Sources::finish(RebuildTable& rebuild) const {
  for (auto const& c : rebuild.after->columns) {
    auto const found = columns_.find(c.name);
    if (c.generated || found == columns_.end()) continue;
    Source const& source = found->second;
    if (source.added && c.identity) continue;  // the database counts
    if (source.value) {
      if (source.filler && c.default_value == source.filler) continue;
    } else if (!c.default_value) {
      continue;
    }
    rebuild.columns.push_back(c.name);
    rebuild.sources.push_back(source.value ? *source.value : null());
  }
}

}  // namespace retort::plan
