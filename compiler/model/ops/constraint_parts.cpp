// SPDX-License-Identifier: Apache-2.0
// Constraints on their way into a table: what they name exists, foreign keys fit their targets, names are filled in.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/ops/dependency.hpp"
#include "compiler/model/ops/table_parts.hpp"

namespace retort::model::ops {

namespace {
// Types of a foreign key and its target: equal, lengths of varchar aside.
enum class Match { equal, length_differs, different };
Match match(ast::Type const& a, ast::Type const& b) {
  if (a == b || std::holds_alternative<ast::UnknownType>(a.base) || std::holds_alternative<ast::UnknownType>(b.base))
    return Match::equal;
  auto const* x = std::get_if<ast::BuiltinType>(&a.base);
  auto const* y = std::get_if<ast::BuiltinType>(&b.base);
  bool const varchars = x != nullptr && y != nullptr && x->kind == ast::TypeKind::varchar &&
                        y->kind == ast::TypeKind::varchar && a.array == b.array;
  return varchars ? Match::length_differs : Match::different;
}

void check_actions(Context& context, Table const& table, ast::ForeignKey const& key) {
  if (key.references.on_delete != ast::ReferentialAction::set_null &&
      key.references.on_update != ast::ReferentialAction::set_null)
    return;
  for (auto const& name : key.columns) {
    Column const* column = table.column(name.text);
    if (column == nullptr || !column->not_null) continue;
    auto& d = context.error(Code::RT0505, key.references.where,
                            fmt::format("'set null' cannot be done: column '{}' is not null", name.text));
    if (Span(column->made).file.index != FileId::none)
      d | Note{fmt::format("column '{}' was made here", name.text), column->made};
  }
}

// Fills in the columns that are referred to. False when the foreign key says nothing that later statements could use.
bool complete(Context& context, Table const& table, ast::ForeignKey& key, Span span) {
  bool const own = check_columns(context, table, key.columns);
  ast::References& to = key.references;
  bool const itself = object_name(to.table) == table.name;
  Table const* target = itself ? &table : context.table(to.table);
  if (target == nullptr) return false;
  bool const target_in_doubt = context.is_broken(target->name);
  if (to.columns.empty()) {
    ast::PrimaryKey const* primary = target->primary_key();
    if (primary == nullptr) {
      if (!target_in_doubt)
        context.error(Code::RT0507, to.where,
                      fmt::format("table '{}' has no primary key that could be meant", to_string(target->name))) |
            Note{fmt::format("table '{}' was made here", to_string(target->name)), target->made};
      return false;
    }
    to.columns = primary->columns;
    for (auto& c : to.columns) c.where = to.table.where;
  } else if (!check_columns(context, *target, to.columns)) {
    return false;
  }
  if (!own) return false;
  if (to.columns.size() != key.columns.size()) {
    context.error(Code::RT0506, span,
                  fmt::format("a foreign key of {} column{} refers to {}", key.columns.size(),
                              key.columns.size() == 1 ? "" : "s", to.columns.size()));
    return false;
  }
  if (!target_in_doubt && !is_unique(*target, texts(to.columns))) {
    std::string names;
    for (auto const& c : to.columns) names += (names.empty() ? "" : ", ") + c.text;
    context.error(Code::RT0502, to.where,
                  fmt::format("({}) of table '{}' is not unique: a foreign key wants a primary key, a unique "
                              "constraint or a plain unique index there",
                              names, to_string(target->name))) |
        Note{fmt::format("table '{}' was made here", to_string(target->name)), target->made};
  }
  for (std::size_t i = 0; i < to.columns.size(); ++i) {
    Column const* from = table.column(key.columns[i].text);
    Column const* other = target->column(to.columns[i].text);
    if (from == nullptr || other == nullptr) continue;
    Match const m = match(from->type, other->type);
    if (m == Match::equal) continue;
    std::string const message = fmt::format("column '{}' is {}, '{}.{}' is {}", from->name, describe(from->type),
                                            to_string(target->name), other->name, describe(other->type));
    auto& d = m == Match::different ? context.error(Code::RT0503, key.columns[i].where, message)
                                    : context.finding(Code::RT0504, key.columns[i].where, message);
    if (Span(other->made).file.index != FileId::none)
      d | Note{fmt::format("column '{}.{}' was made here", to_string(target->name), other->name), other->made};
  }
  check_actions(context, table, key);
  return true;
}

struct Checked {
  std::string pattern;
  std::vector<std::string> columns;
  std::string ref_table;
  bool relation = false;
  bool usable = true;
};
}  // namespace

bool append_constraint(Context& context, Table& table, ast::TableConstraint const& constraint,
                       std::vector<std::string> const& reserved) {
  auto body = constraint.body;
  NamingConvention const& naming = context.options.naming;
  Checked const checked = std::visit(
      overloaded{[&](ast::PrimaryKey& key) {
                   Checked out{naming.primary_key, texts(key.columns), "", true, true};
                   out.usable = check_columns(context, table, key.columns);
                   for (auto const& c : table.constraints) {
                     if (!std::holds_alternative<ast::PrimaryKey>(c.body)) continue;
                     context.error(Code::RT0319, constraint.where,
                                   fmt::format("table '{}' has a primary key already", to_string(table.name))) |
                         Note{fmt::format("primary key '{}' was made here", c.name), c.made};
                     out.usable = false;
                   }
                   for (auto& column : table.columns)
                     for (auto const& name : key.columns) {
                       if (!out.usable || column.name != name.text) continue;
                       if (!column.not_null) refuse_set_null(context, table, column.name, name.where);
                       column.not_null = true;
                     }
                   return out;
                 },
                 [&](ast::Unique& key) {
                   Checked out{naming.unique, texts(key.columns), "", true, true};
                   out.usable = check_columns(context, table, key.columns);
                   return out;
                 },
                 [&](ast::Check& check) {
                   check_condition(context, check.condition, table_scope(context, table, "a check"));
                   Checked out{naming.check, columns_of(check.condition), "", false, true};
                   if (out.columns.empty()) out.columns.emplace_back("expr");
                   return out;
                 },
                 [&](ast::ForeignKey& key) {
                   Checked out{naming.foreign_key, texts(key.columns), key.references.table.name.text, false, true};
                   out.usable = complete(context, table, key, constraint.where);
                   return out;
                 }},
      body);
  Constraint out;
  out.made = constraint.where;
  if (constraint.name) {
    out.name = constraint.name->text;
    out.made = constraint.name->where;
    ObjectName const full{table.name.schema, out.name};
    if (Constraint const* there = table.constraint(out.name)) {
      context.error(Code::RT0310, constraint.name->where,
                    fmt::format("there is a constraint '{}' already, on table '{}'", out.name, to_string(table.name))) |
          Note{fmt::format("constraint '{}' was made here", out.name), there->made};
      return false;
    }
    for (auto const& other : table.constraints)
      if (fold(other.name) == fold(out.name) && !context.schema.constraints.contains({table.name.schema, other.name}))
        report_case(context, constraint.name->where, out.name, other.name, other.made);
    bool const relation = checked.relation;
    if (relation && full == table.name) {
      context.error(Code::RT0308, constraint.name->where, fmt::format("there is a table '{}' already", out.name)) |
          Note{fmt::format("table '{}' was made here", out.name), table.made};
      return false;
    }
    if (!context.free_constraint(full, constraint.name->where, relation)) return false;
  } else {
    out.name = made_name(context, table, checked.pattern, checked.columns, checked.ref_table, checked.relation,
                         reserved, constraint.where);
  }
  if (!checked.usable) {
    context.mark_broken({table.name.schema, out.name}, constraint.where);
    return false;
  }
  out.body = std::move(body);
  table.constraints.push_back(std::move(out));
  return true;
}

}  // namespace retort::model::ops
