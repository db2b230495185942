// SPDX-License-Identifier: Apache-2.0
// What a step destroys. A finding in an upgrade, a sentence in the bundle for a downgrade.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/base/utf8.hpp"
#include "compiler/model/expression_walk.hpp"
#include "compiler/model/ops/dependency.hpp"
#include "compiler/model/ops/ops.hpp"
#include "compiler/model/schema_edit.hpp"
#include "compiler/model/value_type.hpp"

namespace retort::model::ops {

namespace {
using Result = std::optional<Loss>;

// Whether a value of an enum is longer than the text that takes its place.
bool cuts_values(ast::Type const& from, ast::Type const& to, Step const& step) {
  auto const* named = std::get_if<ast::NamedType>(&from.base);
  auto const* text = std::get_if<ast::BuiltinType>(&to.base);
  bool const limited =
      text != nullptr && (text->kind == ast::TypeKind::varchar || text->kind == ast::TypeKind::char_) && !to.array;
  auto const* type = named == nullptr || !limited ? nullptr : step.before.enum_type(object_name(named->name));
  return type != nullptr && std::any_of(type->values.begin(), type->values.end(),
                                        [&](std::string const& value) { return code_points(value) > text->length; });
}

// `c is not null` of a column that is never null.
bool holds_for_all(ast::IsNull const& test, Table const* table) {
  auto const* reference = std::get_if<ast::ColumnReference>(&test.operand->node);
  Column const* column = reference == nullptr || table == nullptr ? nullptr : table->column(reference->column.text);
  return test.negated && column != nullptr && column->not_null;
}

// Whether a condition holds for all rows of the table or for none: it looks at no value.
bool is_constant(ast::Expression const& condition, Table const* table) {
  if (std::holds_alternative<ast::ColumnReference>(condition.node) ||
      std::holds_alternative<ast::Exists>(condition.node) || std::holds_alternative<ast::InSelect>(condition.node) ||
      std::holds_alternative<ast::ScalarSelect>(condition.node) ||
      std::holds_alternative<ast::NativeExpression>(condition.node))
    return false;
  if (auto const* test = std::get_if<ast::IsNull>(&condition.node); test != nullptr && holds_for_all(*test, table))
    return true;
  bool out = true;
  for_each_child(
      condition, [&](ast::Expression const& child) { out = out && is_constant(child, table); },
      [&](ast::Select const&) { out = false; });
  return out;
}

Result loss_of_action(ast::AlterAction const& action, ObjectName const& table, Step const& step) {
  std::string const name = to_string(table);
  return std::visit(
      overloaded{
          [](ast::BadAction const&) { return Result(); }, [](ast::AddColumn const&) { return Result(); },
          [&](ast::DropColumn const& a) -> Result {
            Table const* before = step.before.table(table);
            Column const* column = before == nullptr ? nullptr : before->column(a.name.text);
            if (column != nullptr && column->generated) return std::nullopt;  // it can be computed again
            return Loss{Code::RT0702, fmt::format("drops column '{}.{}' and its values", name, a.name.text),
                        a.name.where};
          },
          [](ast::RenameColumn const&) { return Result(); },
          [&](ast::SetColumnType const& a) -> Result {
            Table const* before = step.before.table(table);
            Column const* column = before == nullptr ? nullptr : before->column(a.name.text);
            if (column == nullptr) return std::nullopt;
            if (a.using_expression && !names_column(*a.using_expression, a.name.text))
              return Loss{Code::RT0703,
                          fmt::format("gives column '{}.{}' values that are not made of its own", name, a.name.text),
                          Span(a.using_expression->where).file.index == FileId::none ? Span(a.name.where)
                                                                                     : Span(a.using_expression->where)};
            if (change_of_type(column->type, a.type) != Change::narrows && !cuts_values(column->type, a.type, step))
              return std::nullopt;
            return Loss{Code::RT0703,
                        fmt::format("narrows column '{}.{}' from {} to {}", name, a.name.text, describe(column->type),
                                    describe(a.type)),
                        Span(a.type.where).file.index == FileId::none ? Span(a.name.where) : Span(a.type.where)};
          },
          [](ast::SetNotNull const&) { return Result(); }, [](ast::DropNotNull const&) { return Result(); },
          [](ast::SetDefault const&) { return Result(); }, [](ast::DropDefault const&) { return Result(); },
          [](ast::AddIdentity const&) { return Result(); }, [](ast::DropIdentity const&) { return Result(); },
          [](ast::AddConstraint const&) { return Result(); }, [](ast::DropConstraint const&) { return Result(); },
          [](ast::RenameConstraint const&) { return Result(); }},
      action.node);
}
}  // namespace

std::optional<Loss> loss_of(Step const& step) {
  return std::visit(
      overloaded{
          [](ast::BadStatement const&) { return Result(); },
          [](ast::CreateSchema const&) { return Result(); },
          [](ast::DropSchema const&) { return Result(); },
          [](ast::CreateType const&) { return Result(); },
          [](ast::AddEnumValue const&) { return Result(); },
          [](ast::RenameEnumValue const&) { return Result(); },
          [&](ast::DropEnumValue const& o) -> Result {
            ObjectName const type = object_name(o.type);
            if (!o.replacement || users_of_type(step.before, type).empty()) return std::nullopt;
            return Loss{Code::RT0705,
                        fmt::format("replaces value '{}' of type '{}' by '{}' in all rows", o.value.value,
                                    to_string(type), o.replacement->value),
                        o.value.where};
          },
          [](ast::RenameType const&) { return Result(); },
          [](ast::DropType const&) { return Result(); },
          [](ast::CreateTable const&) { return Result(); },
          [](ast::DropTable const& o) -> Result {
            return Loss{Code::RT0701, fmt::format("drops table '{}' and its rows", to_string(object_name(o.name))),
                        o.name.where};
          },
          [](ast::RenameTable const&) { return Result(); },
          [&](ast::AlterTable const& o) -> Result {
            if (o.actions.empty()) return std::nullopt;
            return loss_of_action(o.actions.front(), object_name(o.table), step);
          },
          [](ast::CreateIndex const&) { return Result(); },
          [](ast::DropIndex const&) { return Result(); },
          [](ast::RenameIndex const&) { return Result(); },
          [](ast::CreateView const&) { return Result(); },
          [](ast::DropView const&) { return Result(); },
          [](ast::CreateSequence const&) { return Result(); },
          [](ast::DropSequence const&) { return Result(); },
          [](ast::CommentOnTable const&) { return Result(); },
          [](ast::CommentOnColumn const&) { return Result(); },
          [](ast::Insert const&) { return Result(); },
          [](ast::Update const&) { return Result(); },
          [&](ast::Delete const& o) -> Result {
            if (o.condition && !is_constant(*o.condition, step.before.table(object_name(o.table)))) return std::nullopt;
            return Loss{Code::RT0704, fmt::format("deletes all rows of table '{}'", to_string(object_name(o.table))),
                        o.table.where};
          },
          [](ast::CallStep const&) { return Result(); },
          [](ast::Sql const&) { return Result(); },
          [](ast::ForDialects const&) { return Result(); }},
      step.statement.operation);
}

loss_kind kind_of(Code code) {
  if (code == Code::RT0701 || code == Code::RT0704) return loss_kind::rows;
  return code == Code::RT0703 ? loss_kind::precision : loss_kind::values;
}

namespace {
char const* word_for(Constraint const& constraint) {
  return std::visit(
      overloaded{[](ast::PrimaryKey const&) { return "primary key"; }, [](ast::Unique const&) { return "unique key"; },
                 [](ast::Check const&) { return "check"; }, [](ast::ForeignKey const&) { return "foreign key"; }},
      constraint.body);
}

// Whether it is the column, cast or not: then its type tells what is lost.
bool is_cast_of(ast::Expression const& expression, std::string const& column) {
  if (auto const* cast = std::get_if<ast::Cast>(&expression.node)) return is_cast_of(*cast->operand, column);
  auto const* reference = std::get_if<ast::ColumnReference>(&expression.node);
  return reference != nullptr && reference->column.text == column;
}

// What the values were cannot be told from what an expression has made of them.
std::string values_rewritten(ast::AlterTable const& alter) {
  auto const* a = alter.actions.empty() ? nullptr : std::get_if<ast::SetColumnType>(&alter.actions.front().node);
  if (a == nullptr || !a->using_expression || is_cast_of(*a->using_expression, a->name.text)) return {};
  return fmt::format("rewrites the values of column '{}.{}' by an expression", to_string(object_name(alter.table)),
                     a->name.text);
}

std::string guarantee_dropped(ast::AlterTable const& alter, Step const& step) {
  if (alter.actions.empty()) return {};
  ObjectName const name = object_name(alter.table);
  Table const* before = step.before.table(name);
  if (before == nullptr) return {};
  if (auto const* a = std::get_if<ast::DropNotNull>(&alter.actions.front().node))
    return fmt::format("lets column '{}.{}' be null", to_string(name), a->name.text);
  auto const* a = std::get_if<ast::DropConstraint>(&alter.actions.front().node);
  Constraint const* constraint = a == nullptr ? nullptr : before->constraint(a->name.text);
  if (constraint == nullptr) return {};
  return fmt::format("drops {} '{}' of table '{}'", word_for(*constraint), constraint->name, to_string(name));
}
}  // namespace

std::optional<loss_info> known_loss(Step const& step, direction way) {
  if (auto loss = loss_of(step)) return loss_info{way, kind_of(loss->code), std::move(loss->message)};
  auto const& operation = step.statement.operation;
  if (auto const* o = std::get_if<ast::Delete>(&operation))
    return loss_info{way, loss_kind::rows, fmt::format("deletes rows of table '{}'", to_string(object_name(o->table)))};
  if (auto const* o = std::get_if<ast::Update>(&operation)) {
    std::vector<std::string> columns;
    for (auto const& assignment : o->assignments) columns.push_back("'" + assignment.column.text + "'");
    return loss_info{way, loss_kind::values,
                     fmt::format("overwrites values of {} in table '{}'", fmt::join(columns, ", "),
                                 to_string(object_name(o->table)))};
  }
  if (auto const* o = std::get_if<ast::Insert>(&operation); o != nullptr && o->on_conflict) {
    if (o->on_conflict->assignments.empty()) return std::nullopt;
    return loss_info{
        way, loss_kind::values,
        fmt::format("overwrites values of rows that are in table '{}' already", to_string(object_name(o->table)))};
  }
  if (auto const* o = std::get_if<ast::DropIndex>(&operation)) {
    ObjectName const name = object_name(o->name);
    Table const* table = step.before.table_of_index(name);
    Index const* index = table == nullptr ? nullptr : table->index(name.name);
    if (index == nullptr || !index->unique) return std::nullopt;
    return loss_info{way, loss_kind::guarantees,
                     fmt::format("drops unique index '{}' of table '{}'", index->name, to_string(table->name))};
  }
  auto const* alter = std::get_if<ast::AlterTable>(&operation);
  if (auto rewritten = alter == nullptr ? std::string() : values_rewritten(*alter); !rewritten.empty())
    return loss_info{way, loss_kind::values, std::move(rewritten)};
  auto guarantee = alter == nullptr ? std::string() : guarantee_dropped(*alter, step);
  if (guarantee.empty()) return std::nullopt;
  return loss_info{way, loss_kind::guarantees, std::move(guarantee)};
}

}  // namespace retort::model::ops
