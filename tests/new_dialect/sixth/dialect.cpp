// SPDX-License-Identifier: Apache-2.0
// What the database can do, and the one instance of its dialect.
#include "compiler/dialects/skeleton/dialect.hpp"

#include "compiler/dialects/skeleton/lowering.hpp"

namespace retort::dialects::skeleton {

plan::Capabilities const& Skeleton::capabilities() const {
  static plan::Capabilities const all = [] {
    plan::Capabilities c;
    c.title = "Skeleton";
    c.schemas = true;
    c.enum_types = true;
    c.sequences = true;
    c.comments = true;
    c.alter_in_place = true;
    c.transactional_ddl = true;
    c.views = true;
    c.identifier_limit = 63;
    return c;
  }();
  return all;
}

// Never planned where tables are altered in place.
void Skeleton::lower(plan::RebuildTable const&, Context& context) const {
  context.sink.report(Code::RT0801, context.action.origin, "Skeleton alters tables in place and rebuilds none");
}

std::vector<Dialect const*> dialects() {
  static Skeleton const one;
  return {&one};
}

}  // namespace retort::dialects::skeleton
