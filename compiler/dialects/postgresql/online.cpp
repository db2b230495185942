// SPDX-License-Identifier: Apache-2.0
// The steps of each change. Those that look at rows run outside of transactions, so that no lock of another statement
// is held meanwhile.
#include "compiler/dialects/postgresql/online.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/dialects/batch_sql.hpp"
#include "compiler/dialects/downtime.hpp"
#include "compiler/dialects/postgresql/aside.hpp"
#include "compiler/dialects/postgresql/locks.hpp"
#include "compiler/dialects/postgresql/probes.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::postgresql {
namespace {

constexpr std::uint32_t rows_of_a_piece = 1000;

// A name for a constraint that is there for a while.
std::string passing_name(model::Table const& table, std::string const& column) {
  constexpr std::string_view ending = "_not_null";
  constexpr std::size_t limit = 63, room_for_a_number = 3;
  std::string wanted = table.name.name + "_" + column;
  auto length = std::min(wanted.size(), limit - ending.size() - room_for_a_number);
  while (length < wanted.size() && (static_cast<unsigned char>(wanted[length]) & 0xC0U) == 0x80U) --length;
  wanted = wanted.substr(0, length).append(ending);
  std::string out = wanted;
  for (unsigned i = 2; table.constraint(out) != nullptr; ++i) out = wanted + std::to_string(i);
  return out;
}

std::string about(model::Table const& table, std::string_view what, std::string const& name) {
  return fmt::format("alter table {} {} {}", to_string(table.name), what, name);
}

void validate(Work& work, model::Table const& table, std::string const& name, char kind) {
  work.add(fmt::format("alter table {} validate constraint {}", spelling().qualified(table.name),
                       spelling().identifier(name)),
           about(table, "validate constraint", name),
           locks::share_update_exclusive(table.name, "; scans " + to_string(table.name)),
           probes::constraint(table.name, name, kind))
      .transaction = Transaction::outside;
}

}  // namespace

void refuse_online(Work& work, Span where, std::string const& what, std::string_view instead) {
  report_downtime(work.context, where, "PostgreSQL", what, instead);
}

void add_and_validate(Work& work, model::Table const& table, ast::TableConstraint const& constraint, char kind) {
  auto const& name = constraint.name->text;
  auto const* key = std::get_if<ast::ForeignKey>(&constraint.body);
  auto const referenced = key == nullptr ? table.name : model::object_name(key->references.table);
  work.add(
      fmt::format("alter table {} add {} not valid", spelling().qualified(table.name),
                  constraint_definition(work, table, constraint)),
      about(table, "add constraint", name + " not valid"),
      key == nullptr ? locks::access_exclusive(table.name) : locks::share_row_exclusive_moment(table.name, referenced),
      probes::constraint_of_any_state(table.name, name));
  validate(work, table, name, kind);
}

void add_by_index(Work& work, model::Table const& before, ast::TableConstraint const& constraint, char kind) {
  auto const& name = constraint.name->text;
  auto const* primary = std::get_if<ast::PrimaryKey>(&constraint.body);
  auto const& columns = primary != nullptr ? primary->columns : std::get<ast::Unique>(constraint.body).columns;
  if (primary != nullptr)
    for (auto const& column : columns)
      if (auto const* known = before.column(column.text); known != nullptr && !known->not_null)
        set_not_null_online(work, before, column.text);
  auto const quoted = spelling().identifier(name);
  work.add(fmt::format("create unique index concurrently {} on {} ({})", quoted, spelling().qualified(before.name),
                       spelling().names(columns)),
           "create index " + name,
           locks::share_update_exclusive(before.name, "; scans " + to_string(before.name) + " twice"),
           probes::index(before.name, name, true))
      .transaction = Transaction::outside;
  work.add(fmt::format("alter table {} add constraint {} {} using index {}", spelling().qualified(before.name), quoted,
                       primary != nullptr ? "primary key" : "unique", quoted),
           about(before, "add constraint", name), locks::access_exclusive(before.name),
           probes::constraint(before.name, name, kind));
}

void set_not_null_online(Work& work, model::Table const& before, std::string const& column) {
  auto const name = passing_name(before, column);
  auto const table = spelling().qualified(before.name);
  auto const quoted = spelling().identifier(column);
  work.add(fmt::format("alter table {} add constraint {} check ({} is not null) not valid", table,
                       spelling().identifier(name), quoted),
           about(before, "add constraint", name + " not valid"), locks::access_exclusive(before.name),
           probes::constraint_of_any_state(before.name, name));
  validate(work, before, name, 'c');
  work.add(fmt::format("alter table {} alter column {} set not null", table, quoted),
           about(before, "alter column", column + " set not null"), locks::access_exclusive(before.name),
           probes::column(before.name, column, "attnotnull"));
  drop_constraint(work, before.name, name);
}

void add_and_fill(Work& work, model::Table const& after, ast::Column const& column) {
  auto const& name = column.name.text;
  auto const table = spelling().qualified(after.name);
  if (after.primary_key() == nullptr) {
    refuse_online(work, column.name.where, fmt::format("fill column '{}'", name),
                  "a primary key would let it go through the rows in pieces");
    return;
  }
  auto bare = column;
  bare.default_value.reset();
  bare.nullability.reset();
  work.add("alter table " + table + " add column " + column_definition(work, after, bare),
           about(after, "add column", name), locks::access_exclusive(after.name), probes::column(after.name, name));
  auto const value = work.after.expression(*column.default_value, model::Scope{}, column.type);
  auto const quoted = spelling().identifier(name);
  // In the same transaction: a row that comes later has its value.
  work.add(fmt::format("alter table {} alter column {} set default {}", table, quoted, value),
           about(after, "alter column", name + " set default"), locks::access_exclusive(after.name),
           probes::column(after.name, name, "atthasdef"));
  ast::Batches batches;
  batches.size = rows_of_a_piece;
  auto& fill = work.add({}, "fill " + to_string(after.name) + "." + name, locks::row_exclusive(after.name, true));
  fill.body = batch_sql(spelling(), {after, batches, fmt::format("update {} set {} = {}", table, quoted, value),
                                     Rendered{quoted + " is null", Binds::predicate}, false});
  if (column.nullability && column.nullability->not_null) set_not_null_online(work, after, name);
}

}  // namespace retort::dialects::postgresql
