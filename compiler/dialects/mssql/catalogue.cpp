// SPDX-License-Identifier: Apache-2.0
// Reads the catalogue views: tables with their columns, sequences, views. The database has no snapshot of them.
#include "compiler/dialects/mssql/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

#include "compiler/dialects/mssql/catalogue_queries.hpp"
#include "compiler/dialects/mssql/catalogue_reader.hpp"
#include "compiler/dialects/mssql/parts.hpp"
#include "runtime/words/mssql.hpp"

namespace retort::dialects::mssql {

namespace {

std::int64_t number(std::string const& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

// https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-columns-transact-sql: max_length
// is in bytes, -1 for max.
std::string type_words(std::string const& name, std::string const& bytes, std::string const& precision,
                       std::string const& scale) {
  if (name == "nvarchar" || name == "nchar")
    return fmt::format("{}({})", name, bytes == "-1" ? "max" : std::to_string(number(bytes) / 2));
  if (name == "varchar" || name == "char" || name == "varbinary" || name == "binary")
    return fmt::format("{}({})", name, bytes == "-1" ? "max" : bytes);
  if (name == "decimal" || name == "numeric") return fmt::format("{}({},{})", name, precision, scale);
  if (name == "datetime2" || name == "time" || name == "datetimeoffset") return fmt::format("{}({})", name, scale);
  if (name == "float") return fmt::format("float({})", precision);
  // https://learn.microsoft.com/en-us/sql/t-sql/data-types/rowversion-transact-sql: its old name
  return name == "timestamp" ? "rowversion" : name;
}

std::string quoted(std::string const& name) {
  std::string out = "[";
  for (char const c : name) out.append(c == ']' ? 2 : 1, c);
  return out + "]";
}

bool is_text(ast::Type const& type, ast::TypeKind kind) {
  auto const* builtin = std::get_if<ast::BuiltinType>(&type.base);
  return builtin != nullptr && builtin->kind == kind;
}

}  // namespace

bool CatalogueReader::wanted(Name const& name) {
  bool const yes = !reading_.wanted || reading_.wanted(name);
  if (yes && !name.schema.empty()) used_schemas_.insert(name.schema);
  return yes;
}

CatalogueReader::Table* CatalogueReader::table(std::string const& number) {
  auto const found = tables_.find(number);
  return found == tables_.end() ? nullptr : &found->second;
}

Live CatalogueReader::run() {
  auto const session = ask_(queries::session);
  auto const of_session = session.empty() ? CatalogueRow() : session.front();
  schema_ = is_null(of_session, 0) ? "dbo" : cell(of_session, 0);
  collation_ = cell(of_session, 1);
  out_.schema = schema_;
  static_cast<void>(ask_(queries::wait_seconds));
  for (auto const& row : ask_(queries::tables)) read_table(row);
  auto const sequences = ask_(queries::sequences), views = ask_(queries::views);
  for (auto const* rows : {&sequences, &views})
    for (auto const& row : *rows) enums_.take(cell(row, 1));
  read_checks();
  // By the names of the tables, for an enum is called after the first column that has its values.
  auto columns = ask_(queries::columns);
  std::erase_if(columns, [&](CatalogueRow const& row) { return table(cell(row, 0)) == nullptr; });
  std::stable_sort(columns.begin(), columns.end(), [&](CatalogueRow const& a, CatalogueRow const& b) {
    return model::object_name(table(cell(a, 0))->made.name) < model::object_name(table(cell(b, 0))->made.name);
  });
  for (auto const& row : columns) column(row);
  put_checks();
  references();
  indexes();
  for (auto const& row : sequences) sequence(row);
  for (auto const& row : views) view(row);
  for (auto const* query : queries::others)
    for (auto const& row : ask_(query)) other(row);
  schemas();
  if (!cell(of_session, 2).empty()) static_cast<void>(ask_(queries::wait_as_before + cell(of_session, 2)));
  for (auto& type : enums_.types()) out_.statements.push_back(statement(std::move(type)));
  for (auto& [id, made] : tables_) out_.statements.push_back(statement(std::move(made.made)));
  for (auto& index : indexes_) out_.statements.push_back(std::move(index));
  return std::move(out_);
}

// What is in a schema says that it is wanted.
void CatalogueReader::schemas() {
  for (auto const& row : ask_(queries::schemas)) {
    auto const& name = cell(row, 0);
    bool const own = name != "dbo" && (!reading_.wanted || reading_.wanted({"", name}));
    if (name != schema_ && (own || used_schemas_.contains(name)))
      out_.statements.push_back(statement(ast::CreateSchema{identifier(name)}));
  }
}

void CatalogueReader::read_table(CatalogueRow const& row) {
  auto const name = object(cell(row, 0), cell(row, 1));
  enums_.take(name.name);
  if (!wanted(name)) return;
  // https://learn.microsoft.com/en-us/sql/relational-databases/tables/temporal-tables
  if (cell(row, 4) == "1" || is_true(row, 6) || is_true(row, 7)) {
    out_.unsaid.push_back({named(cell(row, 4) == "1" ? "history table"
                                 : is_true(row, 6)   ? "file table"
                                                     : "external table",
                                 name),
                           ""});
    return;
  }
  Table made;
  made.made.name = model::qualified_name(name);
  if (!cell(row, 3).empty()) made.made.comment = text(cell(row, 3));
  if (cell(row, 4) == "2") unsaid(name, "it is versioned by the system");
  if (is_true(row, 5)) unsaid(name, "it is memory-optimized");
  if (cell(row, 8) != "0") unsaid(name, cell(row, 8) == "1" ? "lock_escalation = disable" : "lock_escalation = auto");
  if (cell(row, 10).starts_with("PS")) unsaid(name, "it is partitioned by '" + cell(row, 11) + "'");
  if (cell(row, 10).starts_with("FG") && !is_true(row, 12)) unsaid(name, "it is kept in '" + cell(row, 11) + "'");
  auto const& compression = cell(row, 9);
  if (compression == "1" || compression == "2") {
    ast::DialectText given;
    given.dialects.push_back(identifier("mssql"));
    given.text.value = fmt::format("with (data_compression = {})", compression == "1" ? "row" : "page");
    made.made.options.push_back(std::move(given));
  }
  tables_.emplace(cell(row, 2), std::move(made));
}

ast::Type CatalogueReader::type_of(Table& table, CatalogueRow const& row) {
  auto const name = model::object_name(table.made.name);
  // https://learn.microsoft.com/en-us/sql/relational-databases/security/metadata-visibility-configuration
  if (is_null(row, 2)) {
    unsaid(name, "the type of column '" + cell(row, 1) +
                     "' is not shown to this user, who needs REFERENCES or VIEW DEFINITION on the type");
    return native_type("mssql", "[a type that is not shown]");
  }
  if (is_true(row, 4)) return native_type("mssql", quoted(cell(row, 3)) + "." + quoted(cell(row, 2)));
  auto words = type_words(cell(row, 2), cell(row, 5), cell(row, 6), cell(row, 7));
  auto const& column = cell(row, 1);
  if (is_true(row, 12) && !cell(row, 9).empty() && cell(row, 9) != collation && cell(row, 9) != collation_) {
    // A cast, which a generated column is, says no collation.
    unsaid(name, "column '" + column + "' has the collation '" + cell(row, 9) + "'");
    return native_type("mssql", words);
  }
  auto out = type_of_column(words, cell(row, 9), collation_);
  for (auto& check : table.checks) {
    if (check.name != type_check_name(name, column).name) continue;
    if (is_text(out, ast::TypeKind::text) && is_json_check(check.condition, column)) {
      check.of_type = true;
      return builtin_type(ast::TypeKind::json);
    }
    if (!is_text(out, ast::TypeKind::varchar)) continue;
    if (auto const values = values_of_check(check.condition, column)) {
      check.of_type = true;
      out.base = ast::NamedType{enums_.named(name.name + "_" + column, *values)};
      return out;
    }
  }
  return out;
}

void CatalogueReader::column(CatalogueRow const& row) {
  auto& found = *table(cell(row, 0));
  auto const name = model::object_name(found.made.name);
  ast::Column column;
  column.name = identifier(cell(row, 1));
  column.type = type_of(found, row);
  bool const computed = is_true(row, 12), identity = is_true(row, 15);
  if (is_true(row, 8)) found.nullable.insert(cell(row, 1));
  // What is not stored cannot be `not null`, whatever is known of it.
  if (!is_true(row, 8) && (!computed || is_true(row, 14))) column.nullability = ast::Nullability{true, {}};
  auto const hidden = [&](std::string_view what, std::string_view or_else) {
    unsaid(name, fmt::format("{} of column '{}' is {}not shown to this user, who needs VIEW DEFINITION on the table",
                             what, cell(row, 1), or_else));
  };
  if (computed && is_null(row, 13))
    hidden("the expression", "");
  else if (computed)
    column.generated = ast::Generated{unread(cell(row, 13)), is_true(row, 14), {}};
  if (!is_null(row, 11))
    column.default_value = unread(without_schema_of_sequences(cell(row, 11), schema_));
  else if (!cell(row, 10).empty() && cell(row, 10) != "0")
    hidden("the default", "an object of its own, or ");
  if (identity) {
    column.identity = ast::Where();
    if (cell(row, 16) != "1" || cell(row, 17) != "1")
      unsaid(name,
             fmt::format("column '{}' starts with {} and counts by {}", cell(row, 1), cell(row, 16), cell(row, 17)));
  }
  if (!cell(row, 19).empty()) column.comment = text(cell(row, 19));
  remarks(name, row);
  ast::TableElement element;
  element.node = std::move(column);
  found.made.elements.push_back(std::move(element));
}

// https://learn.microsoft.com/en-us/sql/relational-databases/system-catalog-views/sys-columns-transact-sql
void CatalogueReader::remarks(Name const& table, CatalogueRow const& row) {
  static constexpr std::pair<std::size_t, std::string_view> flags[] = {
      {18, "is not for replication"}, {20, "is sparse"}, {21, "is a column set"}, {22, "is rowguidcol"},
      {23, "is filestream"},          {24, "is masked"}, {26, "is hidden"}};
  for (auto const& [at, what] : flags)
    if (is_true(row, at)) unsaid(table, fmt::format("column '{}' {}", cell(row, 1), what));
  if (!is_null(row, 25)) unsaid(table, "column '" + cell(row, 1) + "' is encrypted");
  if (auto const& kind = cell(row, 27); !kind.empty() && kind != "0")
    unsaid(table,
           fmt::format("column '{}' is generated always as row {}", cell(row, 1), kind == "1" ? "start" : "end"));
  if (!is_null(row, 28))
    unsaid(table, fmt::format("column '{}' has the XML schemas '{}'", cell(row, 1), cell(row, 28)));
  if (auto const& rule = cell(row, 29); !rule.empty() && rule != "0")
    unsaid(table, "column '" + cell(row, 1) + "' has a rule");
}

void CatalogueReader::sequence(CatalogueRow const& row) {
  auto const name = object(cell(row, 0), cell(row, 1));
  if (!wanted(name)) return;
  ast::CreateSequence made;
  made.name = model::qualified_name(name);
  made.start = number(cell(row, 2));
  made.increment = number(cell(row, 3));
  out_.statements.push_back(statement(std::move(made)));
  if (!is_true(row, 4)) out_.unsaid.push_back({named("sequence", name), "its type, limits, cache or cycle"});
}

void CatalogueReader::view(CatalogueRow const& row) {
  auto const name = object(cell(row, 0), cell(row, 1));
  if (!wanted(name)) return;
  auto const differs = [&](std::string what) { out_.unsaid.push_back({named("view", name), std::move(what)}); };
  if (is_null(row, 2)) {
    differs("its text is encrypted, or not shown to this user, who needs VIEW DEFINITION on it");
    return;
  }
  auto const body = view_body(cell(row, 2));
  if (!body) {
    differs("it is made in words that are not understood: " + cell(row, 2));
    return;
  }
  ast::CreateView made;
  made.name = model::qualified_name(name);
  made.body = text(without_schema_of_tables(*body, schema_));
  out_.statements.push_back(statement(std::move(made)));
  if (is_true(row, 3)) differs("with schemabinding");
  if (!is_true(row, 4)) differs("it was made with quoted_identifier off");
  if (!is_true(row, 5)) differs("it was made with ansi_nulls off");
  if (is_true(row, 6)) differs("with view_metadata");
}

void CatalogueReader::other(CatalogueRow const& row) {
  auto const& kind = cell(row, 0);
  // What is written of a schema goes with the schema.
  bool const of_schema = kind == "schema";
  auto const name = of_schema ? Name{"", cell(row, 2)} : object(cell(row, 1), cell(row, 2));
  if (of_schema ? name.name == schema_ || used_schemas_.contains(name.name) || !reading_.wanted || reading_.wanted(name)
                : wanted(name))
    out_.unsaid.push_back({named(kind, name), cell(row, 3)});
}

std::string MsSqlCatalogue::trouble(Ask const& ask) const {
  auto const rows = ask(queries::server);
  if (rows.empty()) return {};
  auto const& oldest = words::mssql_oldest;
  auto const& azure = words::mssql_azure_editions;
  bool const counts_otherwise =
      std::find(std::begin(azure), std::end(azure), number(cell(rows.front(), 1))) != std::end(azure);
  if (counts_otherwise || number(cell(rows.front(), 0)) >= oldest.number) return {};
  return fmt::format("this server is SQL Server {}, and its catalogue is read from SQL Server {} ({}) on",
                     cell(rows.front(), 0), oldest.year, oldest.number);
}

Live MsSqlCatalogue::read(Ask const& ask, Reading const& reading) const { return CatalogueReader(ask, reading).run(); }

}  // namespace retort::dialects::mssql
