// SPDX-License-Identifier: Apache-2.0
// Counts bytes of keys and rows, and holds foreign keys against what they refer to.
#include "compiler/dialects/mssql/key_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/mssql/parts.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mssql {

namespace {

constexpr std::size_t bytes_of_an_enum = 128;

// Of a value in a key; nothing for a type that has no length.
std::optional<std::size_t> bytes_of(ast::Type const& type) {
  auto const* builtin = std::get_if<ast::BuiltinType>(&type.base);
  if (builtin == nullptr) return std::holds_alternative<ast::NamedType>(type.base) ? bytes_of_an_enum : 1;
  switch (builtin->kind) {
    case ast::TypeKind::text:
    case ast::TypeKind::json:
    case ast::TypeKind::bytes:
      return std::nullopt;
    case ast::TypeKind::varchar:
    case ast::TypeKind::char_:
      return builtin->length * std::size_t{2};
    case ast::TypeKind::numeric:
      return builtin->precision <= 9 ? 5 : builtin->precision <= 19 ? 9 : builtin->precision <= 28 ? 13 : 17;
    case ast::TypeKind::boolean:
      return 1;
    case ast::TypeKind::smallint:
      return 2;
    case ast::TypeKind::integer:
    case ast::TypeKind::real:
      return 4;
    case ast::TypeKind::bigint:
    case ast::TypeKind::double_precision:
    case ast::TypeKind::timestamp:
    case ast::TypeKind::interval:
      return 8;
    case ast::TypeKind::date:
      return 3;
    case ast::TypeKind::time:
      return 5;
    case ast::TypeKind::timestamptz:
      return 10;
    case ast::TypeKind::uuid:
      return 16;
  }
  return 8;
}

bool same_set(std::vector<std::string> a, std::vector<std::string> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

// The columns of a unique index that could be a key; empty where it is none.
std::vector<std::string> key_of(model::Index const& index) {
  std::vector<std::string> out;
  if (!index.unique || index.predicate) return out;
  for (auto const& item : index.items) {
    auto const* column = std::get_if<ast::ColumnReference>(&item.expression.node);
    if (column == nullptr) return {};
    out.push_back(column->column.text);
  }
  return out;
}
std::vector<std::vector<std::string>> keys_of(model::Table const& table) {
  std::vector<std::vector<std::string>> out;
  for (auto const& c : table.constraints)
    std::visit(overloaded{[&](ast::PrimaryKey const& k) { out.push_back(model::texts(k.columns)); },
                          [&](ast::Unique const& k) { out.push_back(model::texts(k.columns)); },
                          [](ast::Check const&) {}, [](ast::ForeignKey const&) {}},
               c.body);
  for (auto const& index : table.indexes)
    if (auto key = key_of(index); !key.empty()) out.push_back(std::move(key));
  return out;
}

}  // namespace

void check_key(Work const& work, model::Table const& table, std::vector<std::string> const& columns, std::size_t most,
               Span where) {
  constexpr std::size_t most_columns = 32;
  Span const place = where.file.index == FileId::none ? work.context.action.origin : where;
  if (columns.size() > most_columns)
    work.context.sink.report(Code::RT0806, place,
                             fmt::format("a key of {} columns, {} takes {}", columns.size(), title, most_columns)) |
        Note{"split it", std::nullopt};
  std::size_t bytes = 0;
  for (auto const& name : columns) {
    auto const* column = table.column(name);
    if (column == nullptr) continue;
    auto const size = bytes_of(column->type);
    if (!size) {
      work.refuse(where,
                  fmt::format("{} has no keys and indexes of {}: '{}' has no length", title,
                              model::describe(column->type), name),
                  fmt::format("use varchar({}) or less", most / 2));
      return;
    }
    bytes += *size;
  }
  if (bytes > most)
    work.refuse(where,
                fmt::format("this key has {} bytes, two a character; {} takes {} in a {}", bytes, title, most,
                            most == most_clustered_bytes ? "primary key" : "key that is not the primary one"),
                fmt::format("use shorter columns, {} characters in all", most / 2));
}

void check_keys(Work const& work, model::Table const& table) {
  for (auto const& c : table.constraints)
    std::visit(
        overloaded{[&](ast::PrimaryKey const& k) {
                     check_key(work, table, model::texts(k.columns), most_clustered_bytes, {});
                   },
                   [&](ast::Unique const& k) { check_key(work, table, model::texts(k.columns), most_bytes, {}); },
                   [](ast::Check const&) {}, [](ast::ForeignKey const&) {}},
        c.body);
  for (auto const& index : table.indexes) {
    std::vector<std::string> columns;
    for (auto const& item : index.items)
      if (auto const* column = std::get_if<ast::ColumnReference>(&item.expression.node))
        columns.push_back(column->column.text);
    check_key(work, table, columns, most_bytes, {});
  }
}

void check_row(Work const& work, model::Table const& table) {
  constexpr std::size_t most = 8060, kept_apart = 24;
  std::size_t bytes = 7 + table.columns.size() / 8;
  for (auto const& column : table.columns) {
    auto const* builtin = std::get_if<ast::BuiltinType>(&column.type.base);
    bool const varies = builtin == nullptr || builtin->kind == ast::TypeKind::varchar;
    auto const own = bytes_of(column.type).value_or(kept_apart);
    bytes += varies ? std::min(own, kept_apart) : own;
  }
  if (bytes > most)
    work.refuse({}, fmt::format("a row of '{}' has {} bytes, {} takes {}", to_string(table.name), bytes, title, most),
                "use varchar for the long columns");
}

Pairs pairs_of(Work const& work, model::Table const& table, ast::ForeignKey const& key, Span where) {
  Pairs out{model::texts(key.columns), model::texts(key.references.columns)};
  auto const* other = work.context.action.after.table(model::object_name(key.references.table));
  if (other == nullptr || out.own.size() != out.referenced.size()) return out;
  for (std::size_t i = 0; i < out.own.size(); ++i) {
    auto const *a = table.column(out.own[i]), *b = other->column(out.referenced[i]);
    Sink nowhere;  // each type was reported at its column
    if (a != nullptr && b != nullptr && work.spelling.type(a->type, nowhere) != work.spelling.type(b->type, nowhere))
      work.refuse(key.references.where,
                  fmt::format("'{}' is {} and '{}' is {}: {} wants one type and one length on both sides", a->name,
                              model::describe(a->type), b->name, model::describe(b->type), title),
                  "give both columns the same type");
  }
  auto const keys = keys_of(*other);
  auto const fits = [&](std::vector<std::string> const& known) { return same_set(known, out.referenced); };
  auto const found = std::find_if(keys.begin(), keys.end(),
                                  [&](auto const& known) { return fits(known) && !may_be_null(*other, known); });
  if (found == keys.end()) {
    if (std::any_of(keys.begin(), keys.end(), fits))
      work.refuse(
          where,
          fmt::format("no foreign key refers to columns that may be null on {}: the unique key of '{}' is an "
                      "index of the other rows",
                      title, to_string(other->name)),
          fmt::format("make them not null before: alter table {} alter column … set not null", to_string(other->name)));
    return out;
  }
  Pairs ordered;
  for (auto const& name : *found) {
    auto const at = std::find(out.referenced.begin(), out.referenced.end(), name) - out.referenced.begin();
    ordered.own.push_back(out.own[static_cast<std::size_t>(at)]);
    ordered.referenced.push_back(name);
  }
  return ordered;
}

}  // namespace retort::dialects::mssql
