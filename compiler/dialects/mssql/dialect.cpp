// SPDX-License-Identifier: Apache-2.0
// What SQL Server can do, and the one instance of the dialect.
#include "compiler/dialects/mssql/dialect.hpp"

#include "compiler/dialects/mssql/catalogue.hpp"
#include "compiler/dialects/mssql/lowering.hpp"

namespace retort::dialects::mssql {

namespace {

// https://learn.microsoft.com/en-us/sql/sql-server/maximum-capacity-specifications-for-sql-server
constexpr std::size_t longest_name = 128, most_columns = 1024;

}  // namespace

MsSql::MsSql() {
  capabilities_.title = title;
  capabilities_.oldest = "2016";
  capabilities_.schemas = true;
  capabilities_.enum_types = false;
  capabilities_.sequences = true;
  capabilities_.comments = true;
  capabilities_.alter_in_place = true;
  capabilities_.transactional_ddl = true;
  capabilities_.views = true;
  capabilities_.identifier_limit = longest_name;
  capabilities_.column_limit = most_columns;
  capabilities_.key_column_limit = 0;  // a key has 32, what an index includes beside it is not counted: key_rules.hpp
}

Catalogue const* MsSql::catalogue() const { return &mssql::catalogue(); }

void Work::refuse(Span where, std::string const& what, std::string_view instead) const {
  context.sink.report(Code::RT0801, where.file.index == FileId::none ? context.action.origin : where, what) |
      Note{std::string(instead), std::nullopt};
}

Lowered& Work::add(std::string sql, std::string summary, locks::Cost const& cost, std::string probe) const {
  Lowered& out = context.out.emplace_back();
  out.body = std::move(sql);
  out.summary = std::move(summary);
  out.locks = cost.text;
  out.waits = cost.waits;
  out.probe = std::move(probe);
  return out;
}

// Never planned where tables are altered in place: identity.cpp makes the one table anew that has to be.
void MsSql::lower(plan::RebuildTable const&, Context& context) const {
  context.sink.report(Code::RT0801, context.action.origin, "SQL Server alters tables in place");
}

std::vector<Dialect const*> dialects() {
  static MsSql const one;
  return {&one};
}

}  // namespace retort::dialects::mssql
