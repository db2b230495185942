// SPDX-License-Identifier: Apache-2.0
// Reads information_schema.
#include "compiler/dialects/mysql/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "compiler/dialects/catalogue_rows.hpp"
#include "compiler/dialects/mysql/catalogue_queries.hpp"
#include "compiler/dialects/mysql/spelling.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mysql {

namespace {

ast::ReferentialAction action(std::string const& rule) {
  if (rule == "CASCADE") return ast::ReferentialAction::cascade;
  if (rule == "SET NULL") return ast::ReferentialAction::set_null;
  if (rule == "SET DEFAULT") return ast::ReferentialAction::set_default;
  return rule == "RESTRICT" ? ast::ReferentialAction::restrict : ast::ReferentialAction::no_action;
}

bool has(std::string const& text, std::string_view word) { return text.find(word) != std::string::npos; }

class Reader {
 public:
  Reader(Variant const& variant, SqlWords const& words, Ask const& ask, Reading const& reading)
      : variant_(variant), words_(words), spelling_(variant, nothing_, {}, sink_), ask_(ask), reading_(reading) {}

  Live run() {
    static_cast<void>(ask_(queries::wait_seconds));
    auto const current = ask_(queries::current);
    default_schema_ = current.empty() ? std::string() : cell(current.front(), 0);
    schemas_ = spelling_.string(default_schema_);
    for (auto const& schema : reading_.schemas) schemas_ += ", " + spelling_.string(schema);
    for (auto const& row : rows(queries::schemas))
      if (cell(row, 0) != default_schema_)
        out_.statements.push_back(statement(ast::CreateSchema{identifier(cell(row, 0))}));
    // The collations of MariaDB stand for several character sets each: the full name has it.
    for (auto const& row : rows(queries::tables, variant_.sequences ? "c.FULL_COLLATION_NAME" : "c.COLLATION_NAME"))
      relation(row);
    read_checks();
    for (auto const& row : sorted(rows(queries::columns, variant_.sequences ? "null" : "SRS_ID",
                                       decoded("GENERATION_EXPRESSION"), default_as_written())))
      column(row);
    keys();
    put_checks();
    indexes();
    for (auto const& row : rows(queries::views)) view(row);
    for (auto const& row : rows(queries::others)) {
      auto const name = object(row);
      if (!wanted(name)) continue;
      bool const of_table = is_true(row, 3);
      out_.unsaid.push_back({named(of_table ? "table" : cell(row, 2), name), of_table ? cell(row, 2) : ""});
    }
    static_cast<void>(ask_(queries::wait_as_before));
    for (auto& type : enums_.types()) out_.statements.push_back(statement(std::move(type)));
    for (auto& [name, table] : tables_) out_.statements.push_back(statement(std::move(table.made)));
    for (auto& index : indexes_) out_.statements.push_back(std::move(index));
    return std::move(out_);
  }

 private:
  using Name = model::ObjectName;
  struct Table {
    ast::CreateTable made;
    std::string collation;
    std::vector<ast::TableElement> checks;
  };

  [[nodiscard]] std::vector<CatalogueRow> rows(std::string_view query, std::string const& more = "",
                                               std::string const& yet_more = "",
                                               std::string const& and_more = "") const {
    return ask_(fmt::format(fmt::runtime(query), schemas_, more, yet_more, and_more));
  }
  // An expression as it was written. MySQL shows it with each byte of its UTF-8 as a character (seen on 9.7).
  [[nodiscard]] std::string decoded(std::string_view column) const {
    if (!variant_.escapes_catalogue) return std::string(column);
    return fmt::format(
        "case when convert(convert({0} using latin1) using utf8mb4) = {0} then coalesce(convert(cast(convert({0} using "
        "latin1) as binary) using utf8mb4), {0}) else {0} end",
        column);
  }
  // By the bytes of their tables: servers compare names in orders of their own.
  [[nodiscard]] std::vector<CatalogueRow> sorted(std::vector<CatalogueRow> rows) const {
    std::stable_sort(rows.begin(), rows.end(),
                     [&](CatalogueRow const& a, CatalogueRow const& b) { return object(a) < object(b); });
    return rows;
  }
  [[nodiscard]] Name object(CatalogueRow const& row) const {
    return {cell(row, 0) == default_schema_ ? "" : cell(row, 0), cell(row, 1)};
  }
  [[nodiscard]] bool wanted(Name const& name) const { return !reading_.wanted || reading_.wanted(name); }
  void unsaid(Name const& table, std::string what) { out_.unsaid.push_back({named("table", table), std::move(what)}); }
  Table* table(CatalogueRow const& row) {
    auto const found = tables_.find(object(row));
    return found == tables_.end() ? nullptr : &found->second;
  }
  // An expression as the catalogue of the one writes it with quotes escaped, of the other as it is.
  [[nodiscard]] std::string expression(std::string const& text) const {
    return without_schema(variant_.escapes_catalogue ? unescaped(text) : text);
  }
  // The schema of the session stands before each table and each sequence, and the model does not name it.
  [[nodiscard]] std::string without_schema(std::string text) const {
    std::string before = "`";
    for (char const c : default_schema_) before.append(c == '`' ? 2 : 1, c);
    before += "`.";
    for (auto at = text.find(before); at != std::string::npos; at = text.find(before, at))
      text.erase(at, before.size());
    return text;
  }

  void relation(CatalogueRow const& row) {
    auto const name = object(row);
    enums_.take(name.name);
    if (!wanted(name)) return;
    if (cell(row, 2) == "SEQUENCE") {
      sequence(name);
      return;
    }
    if (cell(row, 2) != "BASE TABLE" && cell(row, 2) != "SYSTEM VERSIONED") return;
    Table table;
    table.made.name = model::qualified_name(name);
    if (!cell(row, 5).empty()) table.made.comment = text(cell(row, 5));
    // No statement changes the default of a table: a text that has it all the same may be another than the model's.
    auto const* known = reading_.known == nullptr ? nullptr : reading_.known->table(name);
    bool const ours = known != nullptr && !says_character_set(variant_, known->options);
    table.collation = ours ? std::string(variant_.collation) : cell(row, 4);
    std::string options;
    if (cell(row, 3) != "InnoDB") options = "engine = " + cell(row, 3);
    if (cell(row, 4) != variant_.collation)
      options +=
          fmt::format("{}default character set {} collate {}", options.empty() ? "" : " ", cell(row, 6), cell(row, 4));
    auto const written = written_options(cell(row, 7));
    if (!written.empty()) options += (options.empty() ? "" : " ") + written;
    if (!options.empty()) {
      ast::DialectText given;
      given.dialects.push_back(identifier(std::string(variant_.name)));
      given.text.value = std::move(options);
      table.made.options.push_back(std::move(given));
    }
    if (cell(row, 2) == "SYSTEM VERSIONED") unsaid(name, "it is versioned by the system");
    tables_.emplace(name, std::move(table));
  }

  // "row_format=COMPRESSED" of what the catalogue shows, which says of a table with partitions that it has them.
  static std::string written_options(std::string text) {
    constexpr std::string_view partitions = "partitioned";
    if (auto const at = text.find(partitions); at != std::string::npos) text.erase(at, partitions.size());
    auto const begin = text.find_first_not_of(' ');
    return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
  }

  // https://mariadb.com/kb/en/create-sequence/
  void sequence(Name const& name) {
    auto const found = ask_(
        "select start_value, increment, cycle_option = 0 and cache_size = 1000 and case when increment < 0 then "
        "maximum_value = -1 and minimum_value = -9223372036854775807 else minimum_value = 1 and maximum_value = "
        "9223372036854775806 end from " +
        spelling_.qualified(name));
    if (found.empty()) return;
    ast::CreateSequence made;
    made.name = model::qualified_name(name);
    made.start = std::stoll(cell(found.front(), 0));
    made.increment = std::stoll(cell(found.front(), 1));
    out_.statements.push_back(statement(std::move(made)));
    if (!is_true(found.front(), 2)) out_.unsaid.push_back({named("sequence", name), "its limits, cache or cycle"});
  }

  // Before the columns: a check may say that a column is JSON.
  void read_checks() {
    for (auto const& row :
         rows(variant_.sequences ? queries::checks_of_mariadb : queries::checks_of_mysql, decoded("c.CHECK_CLAUSE"))) {
      auto* found = table(row);
      if (found == nullptr) continue;
      auto const condition = expression(cell(row, 3));
      if (condition == "json_valid(`" + cell(row, 2) + "`)") {  // https://mariadb.com/kb/en/json/
        json_.insert({object(row), cell(row, 2)});
        continue;
      }
      found->checks.push_back(element(cell(row, 2), ast::Check{unread(condition)}));
      if (cell(row, 4) == "NO") unsaid(object(row), "constraint '" + cell(row, 2) + "' is not enforced");
    }
  }
  void put_checks() {
    for (auto& [name, table] : tables_)
      std::move(table.checks.begin(), table.checks.end(), std::back_inserter(table.made.elements));
  }

  [[nodiscard]] ast::Type type_of(CatalogueRow const& row, Table const& table) {
    if (json_.contains({object(row), cell(row, 2)})) return type_of_text(variant_, "json");
    auto const& printed = cell(row, 3);
    bool const own = !is_null(row, 10) && cell(row, 10) != table.collation;
    auto const with_set = printed + " character set " + cell(row, 9);
    if (own && with_set == variant_.uuid_type) return type_of_text(variant_, with_set);
    if (own) return native_type(variant_.name, with_set + " collate " + cell(row, 10));
    auto const values = enum_values_of(printed);
    // The language has no empty value.
    if (values && std::find(values->begin(), values->end(), std::string()) == values->end()) {
      ast::Type out;
      out.base = ast::NamedType{enums_.named(cell(row, 1) + "_" + cell(row, 2), *values)};
      return out;
    }
    return type_of_text(variant_, printed);
  }

  void column(CatalogueRow const& row) {
    auto* found = table(row);
    if (found == nullptr) return;
    ast::Column column;
    column.name = identifier(cell(row, 2));
    column.type = type_of(row, *found);
    auto const& extra = cell(row, 6);
    if (cell(row, 4) == "NO") column.nullability = ast::Nullability{true, {}};
    if (has(extra, "auto_increment")) column.identity = ast::Where();
    if (has(extra, "VIRTUAL GENERATED") || has(extra, "STORED GENERATED") || has(extra, "PERSISTENT"))
      column.generated = ast::Generated{unread(expression(cell(row, 8))), !has(extra, "VIRTUAL"), {}};
    else if (!is_null(row, 5))
      default_of(column, row);
    if (!cell(row, 7).empty()) column.comment = text(cell(row, 7));
    auto const odd = [&](std::string_view what) {
      unsaid(object(row), fmt::format("column '{}' {}", cell(row, 2), what));
    };
    if (has(model::fold(extra), "on update")) odd("changes with its row: " + extra);
    if (has(extra, "INVISIBLE")) odd("is invisible");
    if (!is_null(row, 12)) odd("has the spatial reference " + cell(row, 12));
    ast::TableElement element;
    element.node = std::move(column);
    found->made.elements.push_back(std::move(element));
  }
  // A value is shown as it is.
  [[nodiscard]] std::string default_as_written() const {
    if (!variant_.escapes_catalogue) return "COLUMN_DEFAULT";
    return "case when EXTRA like '%DEFAULT_GENERATED%' then " + decoded("COLUMN_DEFAULT") + " else COLUMN_DEFAULT end";
  }
  void default_of(ast::Column& column, CatalogueRow const& row) {
    auto const& written = cell(row, 5);
    if (!variant_.escapes_catalogue) {  // MariaDB: always an expression.
                                        // https://mariadb.com/kb/en/information-schema-columns-table/
      if (written == "NULL") return;
      // Bytes are shown as a text, which may have any.
      auto const& kind = cell(row, 11);
      bool const binary = kind == "binary" || kind == "varbinary" || has(kind, "blob");
      auto const tokens = sql_tokens(written, words_);
      bool const one = tokens && tokens->size() == 2 && tokens->front().kind == SqlTokenKind::string;
      if (binary && one && has(written, "?"))  // or any byte that is no character
        column.default_value = unread(exact_bytes(row));
      else
        column.default_value = unread(binary && one ? bytes_of(tokens->front().text) : expression(written));
      return;
    }
    bool const expression_there = has(cell(row, 6), "DEFAULT_GENERATED");
    // The catalogue shows a value without its quotes: the type tells what it is.
    auto const& type = cell(row, 11);
    constexpr std::string_view numbers[] = {"tinyint", "smallint", "mediumint", "int", "bigint",
                                            "decimal", "float",    "double",    "year"};
    bool const number = std::find(std::begin(numbers), std::end(numbers), type) != std::end(numbers);
    bool const bytes = (type == "bit" && written.starts_with("b'")) ||
                       ((type == "binary" || type == "varbinary") && written.starts_with("0x"));
    // The catalogue of MySQL shows bytes up to the first that is zero.
    if (bytes && type != "bit" && !expression_there)
      column.default_value = unread(exact_bytes(row));
    else if (expression_there)
      column.default_value = unread(expression(written));
    else
      column.default_value = unread(number || bytes ? written : spelling_.string(written));
  }

  // Of the column itself, where the catalogue does not show all of its bytes.
  [[nodiscard]] std::string exact_bytes(CatalogueRow const& row) const {
    auto const found = ask_(fmt::format("select hex(default({})) from (select 1 as one) x left join {} on false",
                                        spelling_.identifier(cell(row, 2)), spelling_.qualified(object(row))));
    return spelling_.bytes(found.empty() ? "" : model::fold(cell(found.front(), 0)));
  }
  [[nodiscard]] std::string bytes_of(std::string const& value) const {
    std::string hex;
    for (char const c : value) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return spelling_.bytes(hex);
  }

  void keys() {
    std::map<std::pair<Name, std::string>, ast::ForeignKey> found;
    for (auto const& row : rows(queries::references)) {
      if (table(row) == nullptr) continue;
      auto& key = found[{object(row), cell(row, 2)}];
      key.columns.push_back(identifier(cell(row, 3)));
      key.references.table = model::qualified_name({cell(row, 4) == default_schema_ ? "" : cell(row, 4), cell(row, 5)});
      key.references.columns.push_back(identifier(cell(row, 6)));
      key.references.on_update = action(cell(row, 7));
      key.references.on_delete = action(cell(row, 8));
    }
    for (auto& [where, key] : found) {
      own_indexes_[{where.first, where.second}] = model::texts(key.columns);
      if (key.columns.size() == 1) own_indexes_[{where.first, key.columns.front().text}] = model::texts(key.columns);
      tables_.at(where.first).made.elements.push_back(element(where.second, std::move(key)));
    }
  }

  void indexes() {
    ast::CreateIndex index;
    std::string odd;
    bool plain = true;
    Name on;
    auto const flush = [&] {
      if (!index.name) return;
      auto const& name = index.name->text;
      if (!odd.empty()) {
        unsaid(on, fmt::format("index '{}' {}", name, odd));
        return;
      }
      std::vector<ast::Identifier> columns;
      for (auto const& item : index.items)
        if (auto const* column = std::get_if<ast::ColumnReference>(&item.expression.node))
          columns.push_back(column->column);
      auto& elements = tables_.at(on).made.elements;
      if (name == "PRIMARY")
        elements.push_back(element("", ast::PrimaryKey{columns}));
      else if (index.unique && plain)
        elements.push_back(element(name, ast::Unique{columns}));
      else if (auto const own = own_indexes_.find({on, name});  // that of a foreign key comes with it
               index.unique || own == own_indexes_.end() || columns.size() != index.items.size() ||
               own->second != model::texts(columns))
        indexes_.push_back(statement(index));
    };
    auto const use = ask_(queries::index_use);
    auto const used = use.empty() ? std::string("null") : cell(use.front(), 0);
    for (auto const& row :
         sorted(rows(queries::indexes, variant_.expression_indexes ? decoded("EXPRESSION") : "null", used))) {
      if (table(row) == nullptr) continue;
      if (!index.name || on != object(row) || index.name->text != cell(row, 2)) {
        flush();
        on = object(row);
        index = {};
        index.name = identifier(cell(row, 2));
        index.table = model::qualified_name(on);
        index.unique = cell(row, 3) == "0";
        plain = true;
        odd = cell(row, 7) == "BTREE" ? "" : "is of the kind " + cell(row, 7);
        auto const differs = [&](std::string_view what) {
          unsaid(on, fmt::format("index '{}' {}", index.name->text, what));
        };
        if (!cell(row, 9).empty()) differs("has a comment");
        if (used != "null" && cell(row, 10) == (used == "IGNORED" ? "YES" : "NO"))
          differs(used == "IGNORED" ? "is ignored" : "is invisible");
      }
      ast::IndexItem item;
      item.expression = is_null(row, 4) ? unread(expression(cell(row, 8)))
                                        : expression_of(ast::ColumnReference{std::nullopt, identifier(cell(row, 4))});
      item.descending = cell(row, 5) == "D";
      plain = plain && !is_null(row, 4) && !item.descending;
      if (!is_null(row, 6) && odd.empty()) odd = "has only the beginning of '" + cell(row, 4) + "'";
      index.items.push_back(std::move(item));
    }
    flush();
  }

  void view(CatalogueRow const& row) {
    auto const name = object(row);
    if (!wanted(name)) return;
    if (cell(row, 2).empty()) {
      out_.unsaid.push_back({named("view", name), "its text is not shown to this user, who needs SHOW VIEW on it"});
      return;
    }
    ast::CreateView made;
    made.name = model::qualified_name(name);
    made.body = text(without_schema(cell(row, 2)));
    out_.statements.push_back(statement(std::move(made)));
    if (!cell(row, 3).empty() && cell(row, 3) != "NONE")
      out_.unsaid.push_back({named("view", name), "with check option"});
    if (cell(row, 4) == "INVOKER") out_.unsaid.push_back({named("view", name), "sql security invoker"});
    if (!is_null(row, 5)) out_.unsaid.push_back({named("view", name), "its definer is another user: " + cell(row, 5)});
    auto const shown = ask_("show create view " + spelling_.qualified(name));
    if (!shown.empty() && !has(cell(shown.front(), 1), "ALGORITHM=UNDEFINED"))
      out_.unsaid.push_back({named("view", name), "its algorithm is not left to the server"});
  }
  Variant const& variant_;
  SqlWords const& words_;
  model::Schema nothing_;
  Sink sink_;
  MySqlSpelling spelling_;
  Ask const& ask_;
  Reading const& reading_;
  std::string default_schema_, schemas_;
  std::map<Name, Table> tables_;
  std::set<std::pair<Name, std::string>> json_;
  std::map<std::pair<Name, std::string>, std::vector<std::string>> own_indexes_;  // their columns
  EnumNames enums_;
  std::vector<ast::Statement> indexes_;
  Live out_;
};

}  // namespace

std::string MySqlCatalogue::trouble(Ask const& ask) const {
  auto const rows = ask(queries::server);
  if (rows.empty()) return {};
  auto const& version = cell(rows.front(), 0);
  bool const is_mariadb = has(version, "MariaDB");
  if (is_mariadb != variant_.sequences)
    return fmt::format("this server is {} {}, and the URL says {}: write {}://…", is_mariadb ? "MariaDB" : "MySQL",
                       version.substr(0, version.find('-')), variant_.name, is_mariadb ? "mariadb" : "mysql");
  if (!is_null(rows.front(), 1)) return {};
  std::string there;
  for (auto const& row : ask(queries::databases)) there += (there.empty() ? "" : ", ") + cell(row, 0);
  return fmt::format("the URL names no database: write {}://…/NAME; {}", variant_.name,
                     there.empty() ? "this user sees none" : "this user sees " + there);
}

Live MySqlCatalogue::read(Ask const& ask, Reading const& reading) const {
  return Reader(variant_, words_, ask, reading).run();
}

}  // namespace retort::dialects::mysql
