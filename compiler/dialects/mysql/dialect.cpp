// SPDX-License-Identifier: Apache-2.0
// What MySQL and MariaDB can do, and the two instances of the dialect.
#include "compiler/dialects/mysql/dialect.hpp"

#include <fmt/format.h>

#include "compiler/dialects/mysql/lowering.hpp"

namespace retort::dialects::mysql {

namespace {

// https://dev.mysql.com/doc/refman/8.4/en/identifier-length.html, innodb-limits.html
plan::Capabilities capabilities_of(Variant const& variant) {
  plan::Capabilities c;
  c.title = variant.title;
  c.schemas = true;  // a schema is a database
  c.enum_types = false;
  c.sequences = variant.sequences;
  c.comments = true;
  c.alter_in_place = true;
  c.transactional_ddl = false;
  c.views = true;
  c.identifier_limit = 64;
  c.column_limit = 1017;
  c.key_column_limit = 16;
  return c;
}

}  // namespace

MySql::MySql(Variant const& variant)
    : variant_(variant), capabilities_(capabilities_of(variant)), catalogue_(variant) {}

void Work::refuse(Span where, std::string const& what, std::string_view instead) const {
  context.sink.report(Code::RT0801, where.file.index == FileId::none ? context.action.origin : where, what) |
      Note{std::string(instead), std::nullopt};
}

// Never planned where tables are altered in place.
void MySql::lower(plan::RebuildTable const&, Context& context) const {
  context.sink.report(Code::RT0801, context.action.origin,
                      fmt::format("{} alters tables in place and rebuilds none", variant_.title));
}

std::vector<Dialect const*> dialects() {
  static MySql const of_mysql(mysql()), of_mariadb(mariadb());
  return {&of_mysql, &of_mariadb};
}

}  // namespace retort::dialects::mysql
