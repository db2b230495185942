// SPDX-License-Identifier: Apache-2.0
// What PostgreSQL can do, and the instance of its dialect.
#include "compiler/dialects/postgresql/dialect.hpp"

#include "compiler/dialects/postgresql/catalogue.hpp"
#include "compiler/dialects/postgresql/lowering.hpp"

namespace retort::dialects::postgresql {

PostgreSql::PostgreSql(bool virtual_columns, bool random_uuid) {
  auto& c = capabilities_;
  c.title = "PostgreSQL";
  c.oldest = "12";
  c.schemas = true;
  c.enum_types = true;
  c.sequences = true;
  c.comments = true;
  c.alter_in_place = true;
  c.transactional_ddl = true;
  c.views = true;
  c.virtual_columns = virtual_columns;
  c.random_uuid = random_uuid;
  c.identifier_limit = 63;  // https://www.postgresql.org/docs/15/limits.html
  c.column_limit = 1600;
  c.key_column_limit = 32;
}

// https://www.postgresql.org/docs/18/ddl-generated-columns.html, https://www.postgresql.org/docs/13/functions-uuid.html
Dialect const& PostgreSql::from(core::version const& oldest) const {
  static PostgreSql const with_virtual_columns(true, true), without_uuid(false, false);
  if (oldest.is_older_than(core::version("13"))) return without_uuid;
  return oldest.is_older_than(core::version("18")) ? *this : with_virtual_columns;
}

// Never planned where tables are altered in place.
void PostgreSql::lower(plan::RebuildTable const&, Context& context) const {
  context.sink.report(Code::RT0801, context.action.origin, "PostgreSQL alters tables in place and rebuilds none");
}

Catalogue const* PostgreSql::catalogue() const { return &postgresql::catalogue(); }

std::vector<Dialect const*> dialects() {
  static PostgreSql const one(false, true);
  return {&one};
}

}  // namespace retort::dialects::postgresql
