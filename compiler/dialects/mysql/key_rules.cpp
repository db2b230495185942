// SPDX-License-Identifier: Apache-2.0
// Counts bytes of keys and rows, and looks for who reads what the database changes by itself.
#include "compiler/dialects/mysql/key_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mysql {

namespace {

constexpr std::size_t most_bytes = 3072, bytes_of_a_character = 4;

// Of a value in a key; nothing for a type that has no length.
std::optional<std::size_t> bytes_of(ast::Type const& type) {
  auto const* builtin = std::get_if<ast::BuiltinType>(&type.base);
  if (builtin == nullptr) return 8;  // an enum, or a native type, which is its writer's matter
  switch (builtin->kind) {
    case ast::TypeKind::text:
    case ast::TypeKind::json:
    case ast::TypeKind::bytes:
      return {};
    case ast::TypeKind::varchar:
    case ast::TypeKind::char_:
      return builtin->length * bytes_of_a_character;
    case ast::TypeKind::uuid:
      return 36;
    case ast::TypeKind::numeric:
      return builtin->precision / 2 + 2;
    case ast::TypeKind::boolean:
    case ast::TypeKind::smallint:
    case ast::TypeKind::integer:
    case ast::TypeKind::bigint:
    case ast::TypeKind::real:
    case ast::TypeKind::double_precision:
    case ast::TypeKind::date:
    case ast::TypeKind::time:
    case ast::TypeKind::timestamp:
    case ast::TypeKind::timestamptz:
    case ast::TypeKind::interval:
      return 8;
  }
  return 8;
}

// The check, or the generated column, that reads the column; empty where there is none.
std::string reader_of(model::Table const& table, std::string const& column, bool also_virtual) {
  for (auto const& c : table.constraints)
    if (auto const* check = std::get_if<ast::Check>(&c.body);
        check != nullptr && model::names_column(check->condition, column))
      return fmt::format("check '{}'", c.name);
  for (auto const& c : table.columns)
    if (c.generated && (c.generated->stored || also_virtual) && model::names_column(c.generated->expression, column))
      return fmt::format("generated column '{}'", c.name);
  return {};
}

}  // namespace

void check_key(Work const& work, model::Table const& table, std::vector<std::string> const& columns, Span where) {
  std::size_t bytes = 0;
  for (auto const& name : columns) {
    auto const* column = table.column(name);
    if (column == nullptr) continue;
    auto const size = bytes_of(column->type);
    if (!size) {
      work.refuse(where,
                  fmt::format("{} has no keys and indexes of {}: '{}' has no length", work.variant.title,
                              model::describe(column->type), name),
                  "use varchar(768) or less");
      return;
    }
    bytes += *size;
  }
  if (bytes > most_bytes)
    work.refuse(where,
                fmt::format("a key has {} bytes at most on {}, and four a character are counted: this has {}",
                            most_bytes, work.variant.title, bytes),
                "use shorter columns, 768 characters in all");
}

void check_keys(Work const& work, model::Table const& table) {
  for (auto const& key : keys_of(table)) check_key(work, table, key, {});
  for (auto const& index : reference_indexes(table)) check_key(work, table, index.columns, {});
}

void check_row(Work const& work, model::Table const& table) {
  constexpr std::size_t most = 65535, kept_apart = 12, length = 2;
  std::size_t bytes = table.columns.size() / 8 + 1;
  for (auto const& column : table.columns) {
    auto const own = bytes_of(column.type).value_or(kept_apart) + length;
    if (own > most) return;  // the type itself is refused
    bytes += own;
  }
  if (bytes > most)
    work.refuse({},
                fmt::format("a row of '{}' may have {} bytes, four a character; {} takes {}", to_string(table.name),
                            bytes, work.variant.title, most),
                "use text for the long columns");
}

void check_referenced(Work const& work, ast::ForeignKey const& key) {
  auto const* table = work.context.action.after.table(model::object_name(key.references.table));
  if (table == nullptr) return;
  auto const columns = model::texts(key.references.columns);
  for (auto const& known : keys_of(*table))
    if (known.size() >= columns.size() && std::equal(columns.begin(), columns.end(), known.begin())) return;
  work.refuse(
      key.references.where,
      fmt::format("{} has no key of '{}' with these columns in this order", work.variant.title, to_string(table->name)),
      "write the columns, on both sides, in the order that they have in the key");
}

void check_index_names(Work const& work, model::Table const& table) {
  for (auto const& own : reference_indexes(table)) {
    bool const taken = table.index(own.name) != nullptr ||
                       std::count_if(table.constraints.begin(), table.constraints.end(), [&](auto const& c) {
                         return c.name == own.name && std::holds_alternative<ast::Unique>(c.body);
                       }) > 0;
    if (taken)
      work.refuse(
          {},
          fmt::format("'{}' is the name of a foreign key and of an index: on {} the key has an index of its name",
                      own.name, work.variant.title),
          "give one of them another name");
  }
}

void check_identity(Work const& work, model::Table const& table) {
  for (auto const& column : table.columns) {
    if (!column.identity) continue;
    if (!begins_a_key(table, column.name))
      work.refuse(
          column.made,
          fmt::format("{} needs a key or an index that begins with '{}', which counts by itself", work.variant.title,
                      column.name),
          "in a new table write `primary key` or `unique` behind it; to an old one add the column, then the key, then "
          "`alter column … add generated by default as identity`");
    if (auto const reader = reader_of(table, column.name, true); !reader.empty())
      work.refuse(column.made,
                  fmt::format("{} lets nothing read '{}', which counts by itself, as the {} does", work.variant.title,
                              column.name, reader),
                  "do without the one or the other");
  }
}

void check_reference_actions(Work const& work, model::Table const& table) {
  using Action = ast::ReferentialAction;
  for (auto const& c : table.constraints) {
    auto const* key = std::get_if<ast::ForeignKey>(&c.body);
    if (key == nullptr) continue;
    auto const &deleted = key->references.on_delete, &updated = key->references.on_update;
    if (deleted != Action::set_null && updated != Action::set_null && updated != Action::cascade) continue;
    for (auto const& column : key->columns)
      if (auto const reader = reader_of(table, column.text, false); !reader.empty())
        work.refuse(c.made,
                    fmt::format("{} lets no foreign key change '{}', which the {} reads", work.variant.title,
                                column.text, reader),
                    "leave `on update` out and delete by `cascade` or `restrict`, or do without the other");
  }
}

}  // namespace retort::dialects::mysql
