// SPDX-License-Identifier: Apache-2.0
// A database for one test on a server of SQL Server, over the driver of the runtime. No server of ours has run it yet.
#include <soci/soci.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "compiler/base/overloaded.hpp"
#include "runtime/drivers/mssql/mssql.hpp"
#include "tests/dialects/database.hpp"

namespace retort::dialects::test {
namespace {

namespace driver_of = drivers::mssql;

// A session and the driver over it, as the runtime has them.
class Connected {
 public:
  explicit Connected(std::string const& database) {
    char const* url = std::getenv("RETORT_TEST_MSSQL");
    if (url == nullptr || *url == '\0')
      throw Refused("RETORT_TEST_MSSQL is not set: it names a server where databases may be made");
    try {
      auto where = drivers::parse_url(url);
      if (!database.empty()) where.database = database;
      session_ = driver_of::connect(where, true);
      driver_ = driver_of::attach(*session_);
      driver_->enter({});
    } catch (std::runtime_error const& refused) {
      throw Refused(refused.what());
    }
  }
  ~Connected() {
    if (driver_) driver_->rollback();
  }
  Connected(Connected const&) = delete;
  Connected& operator=(Connected const&) = delete;

  std::vector<Row> run(std::string const& sql, std::vector<std::string> const& parameters = {}) {
    try {
      std::vector<Row> out;
      for (auto const& cells : driver_->query(sql, parameters)) {
        Row& row = out.emplace_back();
        for (auto const& cell : cells) row.push_back(cell.value_or("∅"));
      }
      return out;
    } catch (drivers::database_error const& refused) {
      throw Refused(std::string(refused.what()) + "\nin: " + sql);
    }
  }

 private:
  std::unique_ptr<soci::session> session_;
  std::unique_ptr<drivers::driver> driver_;
};

// As column() spells it: docs/mssql.md.
std::string printed(ast::BuiltinType const& type) {
  switch (type.kind) {
    case ast::TypeKind::boolean:
      return "bit";
    case ast::TypeKind::smallint:
      return "smallint";
    case ast::TypeKind::integer:
      return "int";
    case ast::TypeKind::bigint:
      return "bigint";
    case ast::TypeKind::numeric:
      return "decimal(" + std::to_string(type.precision) + "," + std::to_string(type.scale) + ")";
    case ast::TypeKind::real:
      return "real";
    case ast::TypeKind::double_precision:
      return "float";
    case ast::TypeKind::varchar:
      return "nvarchar(" + std::to_string(type.length) + ")";
    case ast::TypeKind::char_:
      return "nchar(" + std::to_string(type.length) + ")";
    case ast::TypeKind::text:
    case ast::TypeKind::json:
      return "nvarchar(max)";
    case ast::TypeKind::date:
      return "date";
    case ast::TypeKind::time:
      return "time(6)";
    case ast::TypeKind::timestamp:
      return "datetime2(6)";
    case ast::TypeKind::timestamptz:
      return "datetimeoffset(6)";
    case ast::TypeKind::uuid:
      return "uniqueidentifier";
    case ast::TypeKind::bytes:
      return "varbinary(max)";
    case ast::TypeKind::interval:
      break;
  }
  return "none";
}

// https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-columns-transact-sql
constexpr std::string_view type_text =
    "concat(type_name(c.user_type_id), case when type_name(c.user_type_id) in (N'nvarchar', N'nchar') then "
    "concat(N'(', "
    "iif(c.max_length = -1, N'max', convert(nvarchar(8), c.max_length / 2)), N')') when type_name(c.user_type_id) = "
    "N'varbinary' then iif(c.max_length = -1, N'(max)', N'') when type_name(c.user_type_id) = N'decimal' then "
    "concat(N'(', c.precision, N',', c.scale, N')') when type_name(c.user_type_id) in (N'time', N'datetime2', "
    "N'datetimeoffset') then concat(N'(', c.scale, N')') else N'' end)";

// One column of text each.
std::array<std::string, 8> catalogue_queries() {
  return {
      "select concat(N'schema ', name) from sys.schemas where schema_id between 5 and 16383",
      "select concat(N'object ', schema_name(schema_id), N'.', name, N' ', type) from sys.objects where is_ms_shipped "
      "= 0 and type in ('U', 'V', 'SO')",
      "select concat(N'column ', object_name(c.object_id), N'.', c.name, N' ', " + std::string(type_text) +
          ", N' ', c.is_nullable, N' ', c.is_identity, N' ', c.collation_name, N' ', d.name, N' ', d.definition, N' "
          "', k.definition, N' ', k.is_persisted) from sys.columns c join sys.tables t on t.object_id = c.object_id "
          "left join sys.default_constraints d on d.object_id = c.default_object_id left join sys.computed_columns k "
          "on k.object_id = c.object_id and k.column_id = c.column_id",
      "select concat(N'key ', object_name(parent_object_id), N' ', name, N' ', type) from sys.key_constraints",
      "select concat(N'check ', object_name(parent_object_id), N' ', name, N' ', definition, N' ', is_not_trusted) "
      "from sys.check_constraints",
      "select concat(N'reference ', object_name(f.parent_object_id), N' ', f.name, N' ', "
      "object_name(f.referenced_object_id), N' ', f.delete_referential_action, f.update_referential_action, N' ', "
      "f.is_not_trusted, N' ', col_name(r.parent_object_id, r.parent_column_id), N' ', "
      "col_name(r.referenced_object_id, r.referenced_column_id)) from sys.foreign_keys f join "
      "sys.foreign_key_columns r on r.constraint_object_id = f.object_id",
      "select concat(N'index ', object_name(i.object_id), N' ', i.name, N' ', i.is_unique, i.is_disabled, N' ', "
      "i.filter_definition, N' ', x.key_ordinal, x.is_descending_key, x.is_included_column, N' ', "
      "col_name(x.object_id, x.column_id)) from sys.indexes i join sys.index_columns x on x.object_id = i.object_id "
      "and x.index_id = i.index_id join sys.tables t on t.object_id = i.object_id",
      "select concat(N'comment ', object_name(major_id), N' ', minor_id, N' ', convert(nvarchar(max), value)) from "
      "sys.extended_properties where name = N'MS_Description'"};
}

class MsSqlDatabase final : public Database {
 public:
  MsSqlDatabase() {
    static int number = 0;
    name_ = "retort_dialects_" + std::to_string(getpid()) + "_" + std::to_string(++number);
    Connected("").run("create database " + name_);
    connected_ = std::make_unique<Connected>(name_);
  }
  ~MsSqlDatabase() override {
    connected_.reset();
    try {
      Connected server("");
      server.run("alter database " + name_ + " set single_user with rollback immediate");
      server.run("drop database " + name_);
    } catch (Refused const&) {
      // The test says what went wrong.
    }
  }
  MsSqlDatabase(MsSqlDatabase const&) = delete;
  MsSqlDatabase& operator=(MsSqlDatabase const&) = delete;

  std::vector<Row> run(std::string const& sql, std::vector<std::string> const& parameters) override {
    if (sql == "begin") return connected_->run("begin transaction");
    if (sql == "commit") return connected_->run("commit transaction");
    return connected_->run(sql, parameters);
  }
  std::string catalogue() override {
    std::vector<std::string> lines;
    for (auto const& query : catalogue_queries())
      for (auto const& row : connected_->run(query)) lines.push_back(row[0] + "\n");
    std::sort(lines.begin(), lines.end());
    std::string out;
    for (auto const& line : lines) out += line;
    return out;
  }
  std::string column(model::ObjectName const& table, std::string const& column) override {
    std::vector<std::string> const names{table.schema, table.name, column};
    auto const rows = connected_->run(
        "select " + std::string(type_text) +
            ", c.is_nullable from sys.columns c where c.object_id = object_id(quotename(coalesce(nullif(@p1, N''), "
            "schema_name())) + N'.' + quotename(@p2)) and c.name = @p3 collate Latin1_General_100_BIN2",
        names);
    return rows.empty() ? std::string() : rows[0][0] + (rows[0][1] == "0" ? " not null" : "");
  }
  [[nodiscard]] std::string expected(model::Schema const& schema, model::Column const& column) const override {
    auto const type = std::visit(
        overloaded{
            [](ast::UnknownType const&) { return std::string("none"); },
            [](ast::BuiltinType const& t) { return printed(t); },
            [&](ast::NamedType const& t) {
              std::size_t longest = 0;
              for (auto const& value : schema.enum_type(model::object_name(t.name))->values)
                longest = std::max(longest, value.size());
              return std::string(longest <= 64 ? "nvarchar(64)" : longest <= 256 ? "nvarchar(256)" : "nvarchar(4000)");
            },
            [](ast::NativeType const& t) { return t.spellings.front().text.value; }},
        column.type.base);
    return type + (column.not_null || column.identity ? " not null" : "");
  }

 private:
  std::string name_;
  std::unique_ptr<Connected> connected_;
};

}  // namespace

Target const& mssql() {
  static Target const one{dialect::mssql,
                          []() -> std::unique_ptr<Database> { return std::make_unique<MsSqlDatabase>(); }};
  return one;
}

}  // namespace retort::dialects::test
