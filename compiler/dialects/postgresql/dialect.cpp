// SPDX-License-Identifier: Apache-2.0
// What PostgreSQL can do, and the one instance of its dialect.
#include "compiler/dialects/postgresql/dialect.hpp"

#include "compiler/dialects/postgresql/catalogue.hpp"
#include "compiler/dialects/postgresql/lowering.hpp"

namespace retort::dialects::postgresql {

plan::Capabilities const& PostgreSql::capabilities() const {
  static plan::Capabilities const all = [] {
    plan::Capabilities c;
    c.title = "PostgreSQL";
    c.schemas = true;
    c.enum_types = true;
    c.sequences = true;
    c.comments = true;
    c.alter_in_place = true;
    c.transactional_ddl = true;
    c.views = true;
    c.identifier_limit = 63;  // https://www.postgresql.org/docs/15/limits.html
    c.column_limit = 1600;
    c.key_column_limit = 32;
    return c;
  }();
  return all;
}

// Never planned where tables are altered in place.
void PostgreSql::lower(plan::RebuildTable const&, Context& context) const {
  context.sink.report(Code::RT0801, context.action.origin, "PostgreSQL alters tables in place and rebuilds none");
}

Catalogue const* PostgreSql::catalogue() const { return &postgresql::catalogue(); }

std::vector<Dialect const*> dialects() {
  static PostgreSql const one;
  return {&one};
}

}  // namespace retort::dialects::postgresql
