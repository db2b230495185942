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

void Sources::change_type(ast::SetColumnType const& action, model::Table const& table) {
  Source& source = columns_[action.name.text];
  source.filler.reset();
  if (action.using_expression) {
    source.value = over_old_table(*action.using_expression);
    return;
  }
  model::Column const* old = table.column(action.name.text);
  if (!source.value || old == nullptr || !needs_cast(old->type, action.type)) return;
  ast::Expression converted;
  converted.node = ast::Cast{*source.value, action.type};
  converted.where = action.type.where;
  source.value = std::move(converted);
}

void Sources::apply(ast::AlterAction const& action, model::Table const& table) {
  std::visit(
      overloaded{[](ast::BadAction const&) {},
                 [&](ast::AddColumn const& add) {
                   Source source;
                   source.added = true;
                   if (add.column.default_value) source.value = source.filler = add.column.default_value;
                   if (add.column.generated) source.value = over_old_table(add.column.generated->expression);
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
    ast::Expression mapped;
    mapped.node = ast::Case{{*source.value}, {{text(change.from), text(change.to)}}, {*source.value}};
    source.value = std::move(mapped);
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
