// SPDX-License-Identifier: Apache-2.0
// What MySQL and MariaDB can do, and the two instances of the dialect.
#include "compiler/dialects/mysql/dialect.hpp"

#include <fmt/format.h>

#include "compiler/dialects/mysql/key_rules.hpp"
#include "compiler/dialects/mysql/lowering.hpp"

namespace retort::dialects::mysql {

namespace {

// https://dev.mysql.com/doc/refman/8.4/en/identifier-length.html, innodb-limits.html
plan::Capabilities capabilities_of(Variant const& variant) {
  plan::Capabilities c;
  c.title = variant.title;
  c.oldest = variant.oldest;
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

std::string_view MySql::instead_of_waiting() const {
  return "make a column or a table beside it, fill it with `update … in batches`, let the programs use it, and drop "
         "the "
         "old one in a later revision; or change the table with gh-ost or pt-online-schema-change, and stamp the "
         "revision";
}

Dialect const& MySql::from(core::version const& oldest) const {
  static MySql const without_uuid(mariadb_without_uuid());
  bool const has_uuid = &variant_ == &mariadb() && !oldest.is_older_than(core::version("10.7"));
  return &variant_ == &mysql() || has_uuid ? *this : without_uuid;
}

std::vector<BrokenRule> MySql::broken_rules(model::Schema const& schema) const {
  return mysql::broken_rules(variant_, schema);
}

namespace {

// What the statement says of how it is to be done. LOCK stands with INPLACE only: what is instant takes none.
// https://dev.mysql.com/doc/refman/8.4/en/alter-table.html#alter-table-performance
std::string how(locks::Way way, std::string_view sql) {
  bool const alter = sql.starts_with("alter table ");
  bool const index = sql.starts_with("create index ") || sql.starts_with("create unique index ");
  if (!alter && !index) return {};
  switch (way) {
    case locks::Way::none:
    case locks::Way::copy:
      return {};
    case locks::Way::instant:
      return alter ? ", algorithm = instant" : "";
    case locks::Way::in_place:
      return alter ? ", algorithm = inplace, lock = none" : " algorithm = inplace lock = none";
  }
  return {};
}

}  // namespace

void Work::refuse(Span where, std::string const& what, std::string_view instead) const {
  context.sink.report(Code::RT0801, where.file.index == FileId::none ? context.action.origin : where, what) |
      Note{std::string(instead), std::nullopt};
}

Lowered& Work::change(std::string sql, std::string summary, locks::Cost const& cost, std::string probe) {
  if (context.action.online) sql += how(cost.way, sql);
  auto& out = rows(std::move(sql), std::move(summary), cost.text);
  out.transaction = Transaction::outside;
  out.probe = std::move(probe);
  out.waits = cost.way == locks::Way::copy;
  return out;
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
