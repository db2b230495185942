// SPDX-License-Identifier: Apache-2.0
// What SQLite can do by itself, and the one instance of its dialect.
#include "compiler/dialects/sqlite/dialect.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/dialects/sqlite/catalogue.hpp"
#include "compiler/dialects/sqlite/lowering.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::sqlite {

plan::Capabilities const& Sqlite::capabilities() const {
  static plan::Capabilities const all = [] {
    plan::Capabilities c;
    c.column_limit = c.key_column_limit = 2000;  // https://www.sqlite.org/limits.html, SQLITE_MAX_COLUMN
    c.title = "SQLite";
    c.oldest = "3.35";
    c.transactional_ddl = true;
    c.views = true;
    // https://www.sqlite.org/lang_altertable.html
    c.rename_column = true;  // from 3.25 on
    c.drop_column = true;    // from 3.35 on
    c.add_column = true;
    c.add_references = true;
    return c;
  }();
  return all;
}

std::string writes() { return "write lock on the database file"; }
std::string writes(std::string_view more) { return writes() + "; " + std::string(more); }

void refuse_own_name(Context& context, std::string const& name, Span where) {
  if (!model::fold(name).starts_with("sqlite_")) return;  // https://www.sqlite.org/fileformat2.html#intschema
  if (where.file.index == FileId::none) where = context.action.origin;
  context.sink.report(Code::RT0801, where, fmt::format("SQLite keeps names with 'sqlite_' for itself: '{}'", name)) |
      Note{"choose another name", std::nullopt};
}

Catalogue const* Sqlite::catalogue() const { return &sqlite::catalogue(); }

std::vector<Dialect const*> dialects() {
  static Sqlite const one;
  return {&one};
}

}  // namespace retort::dialects::sqlite
