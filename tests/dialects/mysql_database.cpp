// SPDX-License-Identifier: Apache-2.0
// A database for one test on a server of MySQL or of MariaDB, by libmariadb.
#include <mysql.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include "compiler/base/overloaded.hpp"
#include "tests/dialects/database.hpp"

namespace retort::dialects::test {
namespace {

struct Close {
  void operator()(MYSQL* connection) const noexcept { mysql_close(connection); }
};
struct Free {
  void operator()(MYSQL_RES* result) const noexcept { mysql_free_result(result); }
};
using Connection = std::unique_ptr<MYSQL, Close>;

struct Server {
  std::string user, host;
  unsigned port = 0;
};
// mariadb://user@host:port/…
Server server_of_environment(std::string const& variable) {
  char const* url = std::getenv(variable.c_str());
  if (url == nullptr || *url == '\0')
    throw Refused(variable + " is not set: it names a server where databases may be made");
  std::string const text = url;
  auto const user = text.find("//") + 2, at = text.find('@'), colon = text.find(':', at), slash = text.find('/', at);
  if (at == std::string::npos || colon == std::string::npos) throw Refused(variable + ": mariadb://user@host:port/");
  return {text.substr(user, at - user), text.substr(at + 1, colon - at - 1),
          static_cast<unsigned>(std::stoul(text.substr(colon + 1, slash - colon - 1)))};
}

Connection connect(Server const& server) {
  Connection out(mysql_init(nullptr));
  mysql_options(out.get(), MYSQL_SET_CHARSET_NAME, "utf8mb4");
  if (mysql_real_connect(out.get(), server.host.c_str(), server.user.c_str(), nullptr, nullptr, server.port, nullptr,
                         0) == nullptr)
    throw Refused(mysql_error(out.get()));
  return out;
}

std::vector<Row> execute(MYSQL* connection, std::string const& sql) {
  if (mysql_real_query(connection, sql.data(), sql.size()) != 0)
    throw Refused(std::string(mysql_error(connection)) + "\nin: " + sql);
  std::unique_ptr<MYSQL_RES, Free> const result(mysql_store_result(connection));
  std::vector<Row> out;
  if (!result) return out;
  while (MYSQL_ROW const cells = mysql_fetch_row(result.get())) {
    unsigned long const* lengths = mysql_fetch_lengths(result.get());
    Row row;
    for (unsigned c = 0; c < mysql_num_fields(result.get()); ++c)
      row.emplace_back(cells[c] == nullptr ? std::string("∅") : std::string(cells[c], lengths[c]));
    out.push_back(std::move(row));
  }
  return out;
}

// As the catalogue prints it; MySQL leaves out how wide an integer is shown.
std::string printed(ast::BuiltinType const& type, bool mariadb) {
  switch (type.kind) {
    case ast::TypeKind::boolean:
      return "tinyint(1)";
    case ast::TypeKind::smallint:
      return mariadb ? "smallint(6)" : "smallint";
    case ast::TypeKind::integer:
      return mariadb ? "int(11)" : "int";
    case ast::TypeKind::bigint:
      return mariadb ? "bigint(20)" : "bigint";
    case ast::TypeKind::numeric:
      return "decimal(" + std::to_string(type.precision) + "," + std::to_string(type.scale) + ")";
    case ast::TypeKind::real:
      return "float";
    case ast::TypeKind::double_precision:
      return "double";
    case ast::TypeKind::varchar:
      return "varchar(" + std::to_string(type.length) + ")";
    case ast::TypeKind::char_:
      return "char(" + std::to_string(type.length) + ")";
    case ast::TypeKind::text:
      return "longtext";
    case ast::TypeKind::json:
      return mariadb ? "longtext" : "json";
    case ast::TypeKind::date:
      return "date";
    case ast::TypeKind::time:
      return "time(6)";
    case ast::TypeKind::timestamp:
      return "datetime(6)";
    case ast::TypeKind::timestamptz:
      return "timestamp(6)";
    case ast::TypeKind::uuid:
      return mariadb ? "uuid" : "char(36)";
    case ast::TypeKind::bytes:
      return "longblob";
    case ast::TypeKind::interval:
      break;
  }
  return "none";
}

// One column of text per query.
constexpr std::array catalogue_queries{
    "select concat('relation ', TABLE_NAME, ' ', TABLE_TYPE, ' ', coalesce(ENGINE, ''), ' ', coalesce(TABLE_COLLATION, "
    "''), ' ', if(TABLE_TYPE = 'BASE TABLE', TABLE_COMMENT, ''), ' ', coalesce(CREATE_OPTIONS, '')) from "
    "information_schema.TABLES where TABLE_SCHEMA = database()",
    "select concat('column ', TABLE_NAME, '.', COLUMN_NAME, ' ', COLUMN_TYPE, ' ', IS_NULLABLE, ' ', "
    "coalesce(COLUMN_DEFAULT, '-'), ' ', coalesce(COLLATION_NAME, ''), ' ', EXTRA, ' ', COLUMN_COMMENT, ' ', "
    "coalesce(GENERATION_EXPRESSION, '')) from information_schema.COLUMNS where TABLE_SCHEMA = database() and "
    "TABLE_NAME in (select TABLE_NAME from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_TYPE = "
    "'BASE TABLE')",
    "select concat('constraint ', TABLE_NAME, ' ', CONSTRAINT_NAME, ' ', CONSTRAINT_TYPE) from "
    "information_schema.TABLE_CONSTRAINTS where TABLE_SCHEMA = database() and CONSTRAINT_TYPE <> 'CHECK'",
    "select concat('check ', CONSTRAINT_NAME, ' ', CHECK_CLAUSE) from "
    "information_schema.CHECK_CONSTRAINTS where CONSTRAINT_SCHEMA = database() and CHECK_CLAUSE not like "
    "'json_valid(%'",
    "select concat('reference ', TABLE_NAME, ' ', CONSTRAINT_NAME, ' ', REFERENCED_TABLE_NAME, ' ', UPDATE_RULE, ' ', "
    "DELETE_RULE) from information_schema.REFERENTIAL_CONSTRAINTS where CONSTRAINT_SCHEMA = database()",
    "select concat('key ', TABLE_NAME, ' ', CONSTRAINT_NAME, ' ', ORDINAL_POSITION, ' ', COLUMN_NAME, ' ', "
    "coalesce(REFERENCED_COLUMN_NAME, '')) from information_schema.KEY_COLUMN_USAGE where TABLE_SCHEMA = database()",
    "select concat('index ', TABLE_NAME, ' ', INDEX_NAME, ' ', SEQ_IN_INDEX, ' ', coalesce(COLUMN_NAME, ''), ' ', "
    "NON_UNIQUE, ' ', coalesce(COLLATION, ''), ' ', INDEX_TYPE) from information_schema.STATISTICS where TABLE_SCHEMA "
    "= "
    "database()",
    "select concat('view ', TABLE_NAME, ' ', VIEW_DEFINITION) from information_schema.VIEWS where TABLE_SCHEMA = "
    "database()"};

class MySqlDatabase final : public Database {
 public:
  explicit MySqlDatabase(bool mariadb) : mariadb_(mariadb) {
    static int number = 0;
    name_ = "retort_dialects_" + std::to_string(getpid()) + "_" + std::to_string(++number);
    connection_ = connect(server_of_environment(mariadb ? "RETORT_TEST_MARIADB" : "RETORT_TEST_MYSQL"));
    for (auto const& sql :
         {"drop database if exists " + name_, "create database " + name_, "use " + name_,
          // What a session of the runtime has: dialect.hpp of the dialect.
          "set session sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
          "NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION" +
              std::string(mariadb ? "" : ",TIME_TRUNCATE_FRACTIONAL") +
              "', time_zone = '+00:00', div_precision_increment = 30",
          std::string("set names utf8mb4 collate ") + (mariadb ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin")})
      execute(connection_.get(), sql);
  }
  ~MySqlDatabase() override {
    try {
      for (auto const& schema : schemas_) execute(connection_.get(), "drop database if exists " + schema);
      execute(connection_.get(), "drop database " + name_);
    } catch (Refused const&) {
      // The server is thrown away after the tests; the test says what went wrong.
    }
  }
  MySqlDatabase(MySqlDatabase const&) = delete;
  MySqlDatabase& operator=(MySqlDatabase const&) = delete;

  std::vector<Row> run(std::string const& sql, std::vector<std::string> const& parameters) override {
    for (std::size_t i = 0; i < parameters.size(); ++i)
      execute(connection_.get(), "set @p" + std::to_string(i + 1) + " = " +
                                     (parameters[i] == "∅" ? std::string("null") : quoted(parameters[i])));
    if (std::string const words = "create schema "; sql.starts_with(words))  // the server's, not the database's
      schemas_.insert(sql.substr(words.size(), sql.find(' ', words.size()) - words.size()));
    return execute(connection_.get(), sql);
  }
  std::string catalogue() override {
    std::vector<std::string> lines;
    for (char const* query : catalogue_queries)
      for (auto const& row : run(query, {})) lines.push_back(row[0] + "\n");
    // Schemas are the server's: those of other tests are none of ours.
    for (auto const& schema : schemas_)
      for (auto const& row : execute(connection_.get(), "show databases like " + quoted(schema)))
        lines.push_back("schema " + row[0] + "\n");
    for (auto const& row : run("select TABLE_NAME from information_schema.TABLES where TABLE_SCHEMA = database() and "
                               "TABLE_TYPE = 'SEQUENCE'",
                               {}))
      lines.push_back(run("show create sequence `" + row[0] + "`", {})[0][1] + "\n");
    // MySQL writes the literals of a check down in one way when it is made and in another when it is made again.
    if (!mariadb_)
      for (auto& line : lines)
        if (line.starts_with("check ")) line = line.substr(0, line.find(" (")) + "\n";
    std::sort(lines.begin(), lines.end());
    std::string out;
    for (auto const& line : lines) out += line;
    return out;
  }
  std::string column(model::ObjectName const& table, std::string const& column) override {
    auto const rows = run("select COLUMN_TYPE, IS_NULLABLE from information_schema.COLUMNS where TABLE_SCHEMA = " +
                              (table.schema.empty() ? std::string("database()") : quoted(table.schema)) +
                              " and TABLE_NAME = " + quoted(table.name) + " and COLUMN_NAME = " + quoted(column),
                          {});
    return rows.empty() ? std::string() : rows[0][0] + (rows[0][1] == "NO" ? " not null" : "");
  }
  [[nodiscard]] std::string expected(model::Schema const& schema, model::Column const& column) const override {
    auto const type =
        std::visit(overloaded{[](ast::UnknownType const&) { return std::string("none"); },
                              [&](ast::BuiltinType const& t) { return printed(t, mariadb_); },
                              [&](ast::NamedType const& t) {
                                std::string values;
                                for (auto const& value : schema.enum_type(model::object_name(t.name))->values)
                                  values += (values.empty() ? "" : ",") + quoted(value);
                                return "enum(" + values + ")";
                              },
                              [](ast::NativeType const& t) { return t.spellings.front().text.value; }},
                   column.type.base);
    return type + (column.not_null || column.identity ? " not null" : "");
  }

 private:
  static std::string quoted(std::string const& text) {
    std::string out = "'";
    for (char const c : text) out.append(c == '\'' || c == '\\' ? 2 : 1, c);
    return out + "'";
  }

  bool mariadb_;
  std::string name_;
  std::set<std::string> schemas_;
  Connection connection_;
};

}  // namespace

Target const& mariadb() {
  static Target const one{dialect::mariadb,
                          []() -> std::unique_ptr<Database> { return std::make_unique<MySqlDatabase>(true); }};
  return one;
}
Target const& mysql() {
  static Target const one{dialect::mysql,
                          []() -> std::unique_ptr<Database> { return std::make_unique<MySqlDatabase>(false); }};
  return one;
}

}  // namespace retort::dialects::test
