// SPDX-License-Identifier: Apache-2.0
// Columns and names.
#include "compiler/model/ops/table_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/value_check.hpp"

namespace retort::model::ops {

void check_type(Context& context, ast::Type const& type) {
  if (auto const* named = std::get_if<ast::NamedType>(&type.base)) context.enum_type(named->name);
}

Scope table_scope(Context& context, Table const& table, char const* place) {
  Scope out;
  out.sources.push_back(source_of(table));
  out.sources.back().open = context.is_broken(table.name);
  out.selects = false;
  out.place = place;
  return out;
}

bool append_column(Context& context, Table& table, ast::Column const& column) {
  for (auto const& c : table.columns) {
    if (c.name == column.name.text) {
      auto& d = context.error(Code::RT0309, column.name.where,
                              fmt::format("table '{}' has a column '{}' already", to_string(table.name), c.name));
      if (Span(c.made).file.index != FileId::none) d | Note{fmt::format("column '{}' was made here", c.name), c.made};
      return false;
    }
    if (fold(c.name) == fold(column.name.text))
      report_case(context, column.name.where, column.name.text, c.name, c.made);
  }
  check_type(context, column.type);
  Column out;
  out.name = column.name.text;
  out.type = column.type;
  out.identity = column.identity.has_value();
  out.not_null = (column.nullability && column.nullability->not_null) || column.primary_key || out.identity;
  out.default_value = column.default_value;
  out.generated = column.generated;
  if (column.comment) out.comment = column.comment->value;
  out.made = column.name.where;
  if (column.nullability && !column.nullability->not_null && (column.primary_key || column.identity))
    context.error(Code::RT0418, column.nullability->where,
                  fmt::format("column '{}' cannot be null: a primary key and an identity are not", out.name));
  table.columns.push_back(std::move(out));
  return true;
}

void check_default(Context& context, Column const& column) {
  Scope scope;
  scope.selects = false;
  scope.place = "a default";
  check_value(context, *column.default_value, scope, column.type, fmt::format("default of column '{}'", column.name));
}

void refuse_set_null(Context& context, Table const& table, std::string const& column, Span span) {
  for (auto const& c : table.constraints) {
    auto const* key = std::get_if<ast::ForeignKey>(&c.body);
    if (key == nullptr || (key->references.on_delete != ast::ReferentialAction::set_null &&
                           key->references.on_update != ast::ReferentialAction::set_null))
      continue;
    for (auto const& name : key->columns)
      if (name.text == column)
        context.error(Code::RT0505, span,
                      fmt::format("column '{}' cannot be not null: foreign key '{}' sets it to null", column, c.name)) |
            Note{fmt::format("foreign key '{}' was made here", c.name), c.made};
  }
}

void check_index(Context& context, Table const& table, Index const& index) {
  Scope scope = table_scope(context, table, "an index");
  scope.immutable = true;
  for (auto const& item : index.items) {
    auto const* column = std::get_if<ast::ColumnReference>(&item.expression.node);
    if (column != nullptr && !column->table) {
      context.column(table, column->column);
    } else {
      type_of(context, item.expression, scope);
    }
  }
  if (index.predicate) check_condition(context, *index.predicate, scope);
}

void check_column(Context& context, Table const& table, Column const& column, Span span) {
  int const sources = (column.default_value ? 1 : 0) + (column.generated ? 1 : 0) + (column.identity ? 1 : 0);
  if (sources > 1)
    context.error(Code::RT0418, span,
                  fmt::format("column '{}' can have one of default, generated and identity", column.name));
  if (column.identity) {
    ValueType const type = value_type(column.type);
    if (type.kind != Kind::unknown && (type.kind != Kind::integer || type.array))
      context.error(Code::RT0418, span,
                    fmt::format("an identity counts: column '{}' has to be smallint, integer or bigint", column.name));
  }
  if (column.default_value) check_default(context, column);
  if (column.generated) {
    Scope scope = table_scope(context, table, "a generated column");
    scope.immutable = true;
    for (auto const& name : columns_of(column.generated->expression)) {
      Column const* other = table.column(name);
      if (other != nullptr && other->generated)
        context.error(
            Code::RT0410, column.generated->where,
            fmt::format("generated column '{}' cannot be made of the generated column '{}'", column.name, name));
    }
    check_value(context, column.generated->expression, scope, column.type,
                fmt::format("generated column '{}'", column.name));
  }
}

std::vector<ast::TableConstraint> inline_constraints(ast::Column const& column) {
  std::vector<ast::TableConstraint> out;
  if (column.primary_key)
    out.push_back({column.primary_key->name, ast::PrimaryKey{{column.name}}, column.primary_key->where});
  if (column.unique) out.push_back({column.unique->name, ast::Unique{{column.name}}, column.unique->where});
  for (auto const& check : column.checks) out.push_back({check.name, ast::Check{check.condition}, check.where});
  if (column.references)
    out.push_back({column.references->name, ast::ForeignKey{{column.name}, column.references->references},
                   column.references->where});
  return out;
}

bool check_columns(Context& context, Table const& table, std::vector<ast::Identifier> const& columns) {
  bool fine = true;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (context.column(table, columns[i]) == nullptr) {
      fine = false;
      continue;
    }
    bool const again = std::any_of(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(i),
                                   [&](ast::Identifier const& c) { return c.text == columns[i].text; });
    if (again) {
      context.error(Code::RT0309, columns[i].where, fmt::format("column '{}' is named twice", columns[i].text));
      fine = false;
    }
  }
  return fine;
}

std::string made_name(Context& context, Table const& table, std::string const& pattern,
                      std::vector<std::string> const& columns, std::string const& ref_table, bool relation,
                      std::vector<std::string> const& reserved, Span span) {
  std::string const base = fill_pattern(pattern, table.name.name, columns, ref_table);
  std::string name = base;
  auto const taken = [&](std::string const& candidate) {
    ObjectName const full{table.name.schema, candidate};
    if (table.constraint(candidate) != nullptr) return true;
    if (std::find(reserved.begin(), reserved.end(), candidate) != reserved.end()) return true;
    return context.schema.constraints.contains(full) || (relation && context.relation_taken(full));
  };
  for (int repeat = 2; taken(name); ++repeat) name = fmt::format("{}_{}", base, repeat);
  if (name.size() <= longest_made_name) return name;
  context.error(Code::RT0315, span,
                fmt::format("the name made for this has {} bytes, {} are possible: give it a name of your own",
                            name.size(), longest_made_name)) |
      Note{fmt::format("made name: {}", name), std::nullopt};
  return name.substr(0, longest_made_name);  // so that no database reports it again
}

}  // namespace retort::model::ops
