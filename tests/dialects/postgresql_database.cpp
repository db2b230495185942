// SPDX-License-Identifier: Apache-2.0
// A database for one test, by libpq.
#include "compiler/dialects/postgresql/expressions.hpp"
#include "tests/dialects/database.hpp"

#include <libpq-fe.h>
#include <unistd.h>

#include <cstdlib>

namespace retort::dialects::test {
namespace {

struct Clear {
  void operator()(PGresult* result) const noexcept { PQclear(result); }
};

// `postgresql://…/postgres` with another database.
std::string with_database(std::string url, std::string const& database) {
  auto const query = url.find('?');
  auto const rest = query == std::string::npos ? std::string() : url.substr(query);
  url = url.substr(0, query);
  auto const host = url.find("//");
  auto const slash = url.find('/', host == std::string::npos ? 0 : host + 2);
  return url.substr(0, slash) + "/" + database + rest;
}

std::vector<Row> execute(PGconn* connection, std::string const& sql, std::vector<std::string> const& parameters) {
  std::vector<char const*> values;
  for (auto const& p : parameters) values.push_back(p.c_str());
  std::unique_ptr<PGresult, Clear> const result(
      parameters.empty() ? PQexec(connection, sql.c_str())
                         : PQexecParams(connection, sql.c_str(), static_cast<int>(values.size()), nullptr,
                                        values.data(), nullptr, nullptr, 0));
  auto const status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    throw Refused(std::string(PQresultErrorMessage(result.get())) + "in: " + sql);
  std::vector<Row> out;
  for (int r = 0; r < PQntuples(result.get()); ++r) {
    Row row;
    for (int c = 0; c < PQnfields(result.get()); ++c)
      row.emplace_back(PQgetisnull(result.get(), r, c) != 0 ? "∅" : PQgetvalue(result.get(), r, c));
    out.push_back(std::move(row));
  }
  return out;
}

// One column of text per query, sorted.
constexpr char const* catalogue_queries[] = {
    "select 'schema ' || nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'",
    "select format('relation %s.%s %s %s', n.nspname, c.relname, c.relkind, obj_description(c.oid, 'pg_class')) from "
    "pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname !~ '^pg_' and n.nspname <> "
    "'information_schema'",
    "select format('column %s.%s.%s %s %s %s %s %s %s', n.nspname, c.relname, a.attname, format_type(a.atttypid, "
    "a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated, "
    "col_description(c.oid, a.attnum)) from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n "
    "on n.oid = c.relnamespace left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where "
    "a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'v') and n.nspname !~ '^pg_' and n.nspname <> "
    "'information_schema'",
    "select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint "
    "where contype <> 'n' and connamespace::regnamespace::text !~ '^pg_' and connamespace::regnamespace::text <> "
    "'information_schema'",  // those of not null, from PostgreSQL 18 on, are with their columns already
    "select 'index ' || pg_get_indexdef(indexrelid) || ' ' || indisvalid from pg_index join pg_class on oid = indrelid "
    "where relnamespace::regnamespace::text !~ '^pg_'",
    "select 'view ' || viewname || ' ' || definition from pg_views where schemaname !~ '^pg_' and schemaname <> "
    "'information_schema'",
    "select format('sequence %s.%s %s %s %s %s', schemaname, sequencename, start_value, increment_by, min_value, "
    "max_value) from pg_sequences",
    "select format('type %s %s', t.oid::regtype, (select string_agg(enumlabel, ',' order by enumsortorder) from "
    "pg_enum where enumtypid = t.oid)) from pg_type t where t.typtype = 'e'"};

struct Close {
  void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
};
using Connection = std::unique_ptr<PGconn, Close>;

Connection connect(std::string const& url) {
  Connection out(PQconnectdb(url.c_str()));
  if (PQstatus(out.get()) != CONNECTION_OK) throw Refused(PQerrorMessage(out.get()));
  PQsetNoticeProcessor(
      out.get(), [](void*, char const*) {}, nullptr);
  return out;
}

class PostgreSqlDatabase final : public Database {
 public:
  PostgreSqlDatabase() {
    char const* url = std::getenv("RETORT_TEST_POSTGRESQL");
    if (url == nullptr || *url == '\0')
      throw Refused("RETORT_TEST_POSTGRESQL is not set: it names a server where databases may be made");
    static int number = 0;
    name_ = "retort_dialects_" + std::to_string(getpid()) + "_" + std::to_string(++number);
    server_ = connect(url);
    execute(server_.get(), "drop database if exists " + name_, {});
    execute(server_.get(), "create database " + name_, {});
    connection_ = connect(with_database(url, name_));
  }
  ~PostgreSqlDatabase() override {
    connection_.reset();
    try {
      execute(server_.get(), "drop database " + name_, {});
    } catch (Refused const&) {
      // The server is thrown away after the tests; the test says what went wrong.
    }
  }
  PostgreSqlDatabase(PostgreSqlDatabase const&) = delete;
  PostgreSqlDatabase& operator=(PostgreSqlDatabase const&) = delete;

  std::vector<Row> run(std::string const& sql, std::vector<std::string> const& parameters) override {
    return execute(connection_.get(), sql, parameters);
  }
  std::string catalogue() override {
    std::string out;
    for (char const* query : catalogue_queries)
      for (auto const& row :
           run(std::string("select line from (") + query + ") as lines (line) order by line collate \"C\"", {}))
        out += row[0] + "\n";
    return out;
  }
  std::string column(model::ObjectName const& table, std::string const& column) override {
    auto const rows =
        run("select format_type(atttypid, atttypmod), attnotnull from pg_attribute where attrelid = $1::regclass and "
            "attname = $2 and not attisdropped",
            {postgresql::spelling().qualified(table), column});
    return rows.empty() ? std::string() : rows[0][0] + (rows[0][1] == "t" ? " not null" : "");
  }
  [[nodiscard]] std::string expected(model::Schema const&, model::Column const& column) const override {
    auto type = postgresql::catalogue_type(column.type);
    if (auto const* named = std::get_if<ast::NamedType>(&column.type.base))
      type = postgresql::spelling().qualified(named->name) + (column.type.array ? "[]" : "");
    if (auto const* native = std::get_if<ast::NativeType>(&column.type.base))
      type = text_for(native->spellings, "postgresql")->text.value;
    return type + (column.not_null ? " not null" : "");
  }

 private:
  std::string name_;
  Connection server_, connection_;
};

}  // namespace

Target const& postgresql() {
  static Target const one{dialect::postgresql,
                          []() -> std::unique_ptr<Database> { return std::make_unique<PostgreSqlDatabase>(); }};
  return one;
}

}  // namespace retort::dialects::test
