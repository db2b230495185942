// SPDX-License-Identifier: Apache-2.0
// Whole histories for SQL Server, random ones among them, held against lists written down from its documentation: its
// functions, its types, and what a statement of it cannot contain. No server has seen them.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>

#include "compiler/base/overloaded.hpp"
#include "tests/property/random_history.hpp"
#include "tests/unit/dialects/lowered.hpp"
#include "tests/unit/dialects/mssql_histories.hpp"

namespace retort::dialects::test {
namespace {

using Words = std::set<std::string, std::less<>>;

// https://learn.microsoft.com/en-us/sql/t-sql/functions/functions: in SQL Server 2016.
Words const functions_of_mssql{"abs",
                               "avg",
                               "cast",
                               "coalesce",
                               "col_name",
                               "columnproperty",
                               "concat",
                               "convert",
                               "count",
                               "count_big",
                               "dateadd",
                               "datediff",
                               "format",
                               "isjson",
                               "len",
                               "lower",
                               "ltrim",
                               "max",
                               "min",
                               "newid",
                               "nullif",
                               "object_id",
                               "object_schema_name",
                               "quotename",
                               "replace",
                               "round",
                               "rtrim",
                               "schema_id",
                               "serverproperty",
                               "substring",
                               "sum",
                               "switchoffset",
                               "sysdatetimeoffset",
                               "sysutcdatetime",
                               "type_name",
                               "upper"};
// https://learn.microsoft.com/en-us/sql/t-sql/data-types/data-types-transact-sql
Words const types_of_mssql{
    "bigint",   "bit",  "date",     "datetime2", "datetimeoffset", "decimal",          "float",     "int",      "nchar",
    "nvarchar", "real", "smallint", "sysname",   "time",           "uniqueidentifier", "varbinary", "geography"};
// https://learn.microsoft.com/en-us/sql/relational-databases/system-stored-procedures/system-stored-procedures-transact-sql
Words const procedures_of_mssql{
    "sp_rename",      "sp_addextendedproperty", "sp_updateextendedproperty", "sp_dropextendedproperty", "sp_executesql",
    "sp_refreshview", "sp_updatestats"};
// What other databases say. `if [not] exists` of a drop and a create came with 2016, the first as the only one.
Words const words_of_others{
    "limit",      "boolean",  "true",      "false",       "returning", "ilike",  "serial",    "auto_increment",
    "varchar",    "text",     "timestamp", "timestamptz", "bytea",     "uuid",   "jsonb",     "restrict",
    "deferrable", "now",      "interval",  "using_",      "modify",    "stored", "generated", "trim",
    "string_agg", "greatest", "least",     "translate",   "concat_ws", "ifnull", "substr",    "length"};

struct Token {
  enum Kind { word, name, text, number, sign } kind;
  std::string value;   // a word in lower case; what stands in the quotes
  bool calls = false;  // "(" stands right behind it
  std::size_t at = 0;
};

// Faults of the text itself go to `fault`.
std::vector<Token> tokens_of(std::string const& sql, std::string& fault) {
  std::vector<Token> out;
  int depth = 0;
  auto const is_letter = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '@';
  };
  for (std::size_t i = 0; i < sql.size();) {
    char const c = sql[i];
    auto const quoted = [&](char end, Token::Kind kind) {
      Token token{kind, {}, false, i};
      for (++i; i < sql.size(); ++i) {
        if (sql[i] == end && i + 1 < sql.size() && sql[i + 1] == end)
          ++i;
        else if (sql[i] == end)
          break;
        token.value += sql[i];
      }
      if (i >= sql.size()) fault += "a quote that does not end; ";
      ++i;
      out.push_back(std::move(token));
    };
    if (c == '\'') {
      quoted('\'', Token::text);
    } else if (c == 'N' && i + 1 < sql.size() && sql[i + 1] == '\'') {
      ++i;
      quoted('\'', Token::text);
    } else if (c == '[') {
      quoted(']', Token::name);
    } else if (is_letter(c)) {
      Token token{std::isdigit(static_cast<unsigned char>(c)) != 0 ? Token::number : Token::word, {}, false, i};
      while (i < sql.size() && (is_letter(sql[i]) || (token.kind == Token::number && sql[i] == '.')))
        token.value += static_cast<char>(std::tolower(static_cast<unsigned char>(sql[i++])));
      token.calls = i < sql.size() && sql[i] == '(';
      out.push_back(std::move(token));
    } else {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0) fault += "a ) too many; ";
      if (c == '"' || c == '`' || c == '|' || c == ':' || c == ']' || c == '$' || c == '?')
        fault += std::string("a ") + c + " outside of a text; ";
      if (std::isspace(static_cast<unsigned char>(c)) == 0) out.push_back({Token::sign, std::string(1, c), false, i});
      ++i;
    }
  }
  if (depth != 0) fault += "( and ) do not match; ";
  return out;
}

// What is wrong with a statement or a query of the catalogue; empty when nothing is.
std::string faults_of(std::string const& sql) {
  std::string out;
  auto const tokens = tokens_of(sql, out);
  if (tokens.empty()) return "nothing";
  if (sql.back() == ';' || std::isspace(static_cast<unsigned char>(sql.back())) != 0) out += "an end that is none; ";
  auto const word = [&](std::size_t i, std::string_view value) {
    return i < tokens.size() && tokens[i].kind == Token::word && tokens[i].value == value;
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    auto const& token = tokens[i];
    if (token.kind != Token::word) continue;
    bool const known = functions_of_mssql.contains(token.value) || types_of_mssql.contains(token.value);
    bool const name = i > 0 && tokens[i - 1].kind == Token::sign && tokens[i - 1].value == ".";
    if (token.calls && !known && token.value != "identity") out += "an unknown function " + token.value + "; ";
    if (!name && words_of_others.contains(token.value)) out += "the word " + token.value + "; ";
    if (word(i, "exec") && i + 1 < tokens.size() && tokens[i + 1].kind == Token::word &&
        !procedures_of_mssql.contains(tokens[i + 1].value))
      out += "an unknown procedure; ";
    // Alone in their batches:
    // https://learn.microsoft.com/en-us/sql/odbc/reference/develop-app/batches-of-sql-statements
    if (i > 0 && (word(i, "create") || word(i, "alter")) && (word(i + 1, "view") || word(i + 1, "schema")))
      out += "a view or a schema that is not alone in its batch; ";
    if ((word(i, "create") || word(i, "drop")) && (word(i + 2, "if") || word(i + 3, "exists"))) out += "if exists; ";
    if (word(i, "order") && !word(i + 1, "by")) out += "an order that needs brackets; ";
    // What is run as a text of its own is a statement like others.
    if (word(i, "exec") && i + 2 < tokens.size() && tokens[i + 1].value == "(" && tokens[i + 2].kind == Token::text)
      out += faults_of(tokens[i + 2].value);
    // cast(… as type)
    if (token.calls && token.value == "cast") {
      int depth = 0;
      std::size_t last_as = 0, at = i + 1;
      do {
        depth += tokens[at].value == "(" && tokens[at].kind == Token::sign ? 1 : 0;
        depth -= tokens[at].value == ")" && tokens[at].kind == Token::sign ? 1 : 0;
        if (depth == 1 && word(at, "as")) last_as = at;
        ++at;
      } while (depth > 0 && at < tokens.size());
      if (last_as == 0 || !types_of_mssql.contains(tokens[last_as + 1].value)) out += "a cast to no type; ";
    }
  }
  // name type: in create table, add, alter column.
  static std::regex const column(
      R"((?:\n  |alter table \S+ (?:alter column|add) )(?:[A-Za-z_0-9]+|\[(?:[^\]]|\]\])+\]) )"
      R"(([a-z0-9_]+))");
  if (sql.starts_with("create table") || sql.starts_with("alter table"))
    for (std::sregex_iterator at(sql.begin(), sql.end(), column), end; at != end; ++at) {
      auto const type = (*at)[1].str();
      bool const is_type = types_of_mssql.contains(type);
      bool const other = at->str().find("constraint ") != std::string::npos || type == "as";
      if (!is_type && !other) out += "an unknown type " + type + "; ";
    }
  return out;
}

struct Said {
  std::vector<std::string> statements, queries;
  std::set<std::size_t> operations;
  std::string refused;
};
Said said_by(model::test::History const& history) {
  Said out;
  Sink sink;
  auto const& dialect = *find("mssql");
  for (auto const& d : history.sink.all())
    if (d.severity == Severity::error && info(d.code).family != Family::data_loss &&
        info(d.code).family != Family::reversibility)
      out.refused += std::string(info(d.code).name) + " " + d.message + "\n";
  for (auto const& revision : history.revisions) {
    auto const plan = plan::plan(revision, dialect.capabilities(), sink);
    for (auto const* actions : {&plan.upgrade, &plan.downgrade})
      for (auto const& action : *actions) {
        out.operations.insert(action.operation.index());
        std::vector<Lowered> lowered;
        lower(dialect, action, sink, lowered);
        auto const* view = std::get_if<ast::CreateView>(&action.operation);
        bool const given = std::holds_alternative<ast::Sql>(action.operation) ||
                           (view != nullptr && std::holds_alternative<ast::Text>(view->body));
        for (auto const& one : lowered) {
          if (given) continue;  // text of the file
          EXPECT_FALSE(one.summary.empty());
          std::visit(overloaded{[&](std::string const& sql) { out.statements.push_back(sql); },
                                [&](BatchSql const& b) {
                                  for (auto const* sql : {&b.bound_first, &b.bound_next, &b.apply_first, &b.apply_next,
                                                          &b.apply_rest, &b.apply_all})
                                    out.statements.push_back(*sql);
                                },
                                [](Lowered::Call const&) {}},
                     one.body);
          if (!one.probe.empty()) out.queries.push_back(one.probe);
        }
      }
  }
  for (auto const& d : sink.all())
    if (d.severity == Severity::error) out.refused += std::string(info(d.code).name) + " " + d.message + "\n";
  return out;
}
void expect_right(Said const& said) {
  for (auto const* list : {&said.statements, &said.queries})
    for (auto const& sql : *list) EXPECT_EQ(faults_of(sql), "") << sql;
}

std::vector<std::string> shop_files() {
  std::set<std::filesystem::path> names;
  for (auto const& entry : std::filesystem::directory_iterator(RETORT_SOURCE_DIR "/migrations"))
    if (entry.path().extension() == ".mig" && entry.path().filename() != "schema.mig") names.insert(entry.path());
  std::vector<std::string> out;
  for (auto const& name : names) {
    std::ifstream file(name, std::ios::binary);
    out.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return out;
}

TEST(MsSqlStatements, AreMadeOfItsFunctionsAndTypes) {
  std::set<std::size_t> done;
  auto shop = said_by(model::test::replay_texts(shop_files(), dialect::mssql));
  EXPECT_EQ(shop.refused, "");
  EXPECT_GT(shop.statements.size(), 50U);
  expect_right(shop);
  done.merge(shop.operations);
  for (auto const& bodies : mssql_histories()) {
    auto said = said_by(model::test::chain(bodies, dialect::mssql));
    EXPECT_EQ(said.refused, "") << bodies.front();
    expect_right(said);
    done.merge(said.operations);
  }
  // A new operation has to be said somewhere above. An enum is a property of its columns, and no plan rebuilds a table.
  for (auto const& never :
       {plan::Operation(plan::RebuildTable{}), plan::Operation(ast::CreateType{}), plan::Operation(ast::AddEnumValue{}),
        plan::Operation(ast::RenameEnumValue{}), plan::Operation(ast::DropEnumValue{}),
        plan::Operation(ast::RenameType{}), plan::Operation(ast::DropType{})})
    EXPECT_TRUE(done.insert(never.index()).second) << never.index();
  for (std::size_t i = 0; i < std::variant_size_v<plan::Operations::Variant>; ++i)
    EXPECT_TRUE(done.contains(i)) << "no history has operation " << i << " of plan::Operation";
}

// What the database cannot do is refused by the compiler, and then the history is passed over.
TEST(MsSqlStatements, OfRandomHistories) {
  constexpr std::uint64_t last = 300;
  std::size_t taken = 0;
  for (std::uint64_t seed = 1; seed <= last && !HasFailure(); ++seed) {
    auto const texts = retort::test::random_history(seed, nullptr).texts();
    auto const said = said_by(model::test::replay_texts(texts, dialect::mssql));
    if (!said.refused.empty()) continue;
    ++taken;
    expect_right(said);
  }
  EXPECT_GT(taken, 10U);
}

TEST(MsSqlStatements, WhatIsWrongIsSeen) {
  for (auto const* sql : {"select * from t limit 3", "select a || b from t", "select \"a\" from t", "select (a from t",
                          "select a from t;", "select 'a from t", "create table t (\n  a text null\n)",
                          "select trim(a) from t", "select cast(a as boolean)", "select 1 create view v as select 1",
                          "drop table if exists t", "exec (N'select now()')", "exec sp_help"})
    EXPECT_NE(faults_of(sql), "") << sql;
}

}  // namespace
}  // namespace retort::dialects::test
