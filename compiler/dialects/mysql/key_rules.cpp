// SPDX-License-Identifier: Apache-2.0
// Counts the bytes of keys, and looks for who reads what a foreign key changes.
#include "compiler/dialects/mysql/key_rules.hpp"

#include <fmt/format.h>

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

void check_identity(Work const& work, model::Table const& table) {
  for (auto const& column : table.columns) {
    if (!column.identity) continue;
    if (!begins_a_key(table, column.name))
      work.refuse(column.made,
                  fmt::format("{} needs a key or an index that begins with '{}', which counts by itself",
                              work.variant.title, column.name),
                  "write `primary key` or `unique` behind the column");
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
