// SPDX-License-Identifier: Apache-2.0
// Reads the catalogue in one snapshot.
#include "compiler/dialects/postgresql/catalogue.hpp"

#include <charconv>
#include <map>
#include <set>

#include "compiler/dialects/catalogue_rows.hpp"
#include "compiler/dialects/postgresql/catalogue_queries.hpp"
#include "compiler/dialects/spelling.hpp"

namespace retort::dialects::postgresql {

namespace {

std::int64_t number(std::string const& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

ast::ReferentialAction action(std::string const& code) {
  if (code == "c") return ast::ReferentialAction::cascade;
  if (code == "r") return ast::ReferentialAction::restrict;
  if (code == "n") return ast::ReferentialAction::set_null;
  if (code == "d") return ast::ReferentialAction::set_default;
  return ast::ReferentialAction::no_action;
}

std::optional<ast::IndexMethod> method(std::string const& name) {
  if (name == "btree") return ast::IndexMethod::unspecified;
  if (name == "hash") return ast::IndexMethod::hash;
  if (name == "gin") return ast::IndexMethod::gin;
  if (name == "gist") return ast::IndexMethod::gist;
  if (name == "brin") return ast::IndexMethod::brin;
  return std::nullopt;
}

class Reader {
 public:
  Reader(Ask const& ask, Reading const& reading) : ask_(ask), reading_(reading) {}

  Live run() {
    static_cast<void>(ask_(queries::begin));
    auto const settings = ask_(queries::settings);
    default_schema_ = settings.empty() ? "public" : cell(settings.front(), 0);
    auto const relations = ask_(queries::relations);
    for (auto const& row : relations) relation(row);
    read_types();
    auto const sequences = ask_(queries::sequences);
    for (auto const& row : sequences) own_sequences_.emplace(cell(row, 5), row);
    for (auto const& row : ask_(queries::columns)) column(row);
    for (auto const& row : ask_(queries::constraints)) constraint(row);
    indexes();
    for (auto const& row : sequences) sequence(row);
    for (auto const& row : ask_(queries::others)) {
      auto const name = object(cell(row, 2), cell(row, 3));
      // A comment of a schema goes with the schema.
      bool const of_schema = name.name.empty() && schemas_.contains(name.schema);
      if (of_schema || (!name.name.empty() && wanted(name))) out_.unsaid.push_back({cell(row, 0), cell(row, 1)});
    }
    // What a wanted table needs comes with it.
    for (auto const& [name, type] : types_)
      if (wanted(name) || used_types_.contains(name)) {
        if (!name.schema.empty()) schemas_.insert(name.schema);
        out_.statements.push_back(statement(type));
      }
    // What is in a schema says that it is wanted.
    for (auto const& row : ask_(queries::schemas))
      if (cell(row, 0) != default_schema_ && (schemas_.contains(cell(row, 0)) || wanted({"", cell(row, 0)})))
        out_.statements.push_back(statement(ast::CreateSchema{identifier(cell(row, 0))}));
    static_cast<void>(ask_("rollback"));
    for (auto& [oid, table] : tables_) out_.statements.push_back(statement(std::move(table)));
    for (auto& index : indexes_) out_.statements.push_back(std::move(index));
    return std::move(out_);
  }

 private:
  [[nodiscard]] model::ObjectName object(std::string const& schema, std::string const& name) const {
    return {schema == default_schema_ ? "" : schema, name};
  }
  [[nodiscard]] bool wanted(model::ObjectName const& name) {
    bool const yes = !reading_.wanted || reading_.wanted(name);
    if (yes && !name.schema.empty()) schemas_.insert(name.schema);
    return yes;
  }
  void unsaid(model::ObjectName const& table, std::string what) {
    out_.unsaid.push_back({named("table", table), std::move(what)});
  }

  void relation(CatalogueRow const& row) {
    auto const name = object(cell(row, 0), cell(row, 1));
    auto const& kind = cell(row, 2);
    if (!wanted(name)) return;
    if (kind == "v") {
      ast::CreateView view;
      view.name = model::qualified_name(name);
      view.body = text(one_statement(cell(row, 10)));
      out_.statements.push_back(statement(std::move(view)));
      if (!is_null(row, 3)) out_.unsaid.push_back({named("view", name), "its comment"});
      if (!is_null(row, 9)) out_.unsaid.push_back({named("view", name), cell(row, 9)});
      if (!cell(row, 11).empty())
        out_.unsaid.push_back({named("view", name), "comments or defaults of columns: " + cell(row, 11)});
      return;
    }
    if (kind == "m" || kind == "f" || is_true(row, 5)) {
      out_.unsaid.push_back({named(kind == "m"   ? "materialized view"
                                   : kind == "f" ? "foreign table"
                                                 : "partition",
                                   name),
                             ""});
      return;
    }
    ast::CreateTable table;
    table.name = model::qualified_name(name);
    if (!is_null(row, 3)) table.comment = text(cell(row, 3));
    tables_.emplace(cell(row, 4), std::move(table));
    if (kind == "p") unsaid(name, "it is partitioned");
    if (is_true(row, 6)) unsaid(name, "it inherits from another table");
    if (cell(row, 7) == "u") unsaid(name, "it is unlogged");
    if (is_true(row, 8)) unsaid(name, "row level security");
    if (!is_null(row, 9)) unsaid(name, cell(row, 9));
  }

  void read_types() {
    ast::CreateType type;
    auto const flush = [&] {
      if (!type.name.name.text.empty()) types_.emplace(model::object_name(type.name), type);
    };
    for (auto const& row : ask_(queries::enums)) {
      auto const name = object(cell(row, 0), cell(row, 1));
      if (model::object_name(type.name) != name || type.name.name.text.empty()) {
        flush();
        type = {model::qualified_name(name), {}};
      }
      if (!is_null(row, 2)) type.values.push_back(text(cell(row, 2)));
    }
    flush();
  }

  [[nodiscard]] ast::Type type_of(CatalogueRow const& row) {
    ast::Type out;
    if (cell(row, 9) == "e") {
      auto const name = object(cell(row, 10), cell(row, 11));
      used_types_.insert(name);
      out.base = ast::NamedType{model::qualified_name(name)};
      out.array = is_true(row, 12);
      return out;
    }
    auto const& printed = cell(row, 2);
    out = type_of_text(printed);
    if (!std::holds_alternative<ast::NamedType>(out.base)) return out;
    auto const array = out.array;
    out = native_type("postgresql", array ? printed.substr(0, printed.find('[')) : printed);
    out.array = array;
    return out;
  }

  void column(CatalogueRow const& row) {
    auto const found = tables_.find(cell(row, 0));
    if (found == tables_.end()) return;
    auto const table = model::object_name(found->second.name);
    ast::Column column;
    column.name = identifier(cell(row, 1));
    column.type = type_of(row);
    if (is_true(row, 3)) column.nullability = ast::Nullability{true, {}};
    // A column that may be null is no identity, whatever its default counts with.
    bool const serial = !is_null(row, 8) && cell(row, 5).empty() && is_true(row, 3);
    if (cell(row, 6) == "s" || cell(row, 6) == "v") {
      column.generated = ast::Generated{unread(cell(row, 4)), cell(row, 6) == "s", {}};
    } else if (!is_null(row, 4) && !serial) {
      column.default_value = unread(cell(row, 4));
    }
    if (!cell(row, 5).empty() || serial) {
      column.identity = ast::Where();
      identity(table, row);
    }
    if (!is_null(row, 14)) unsaid(table, "column '" + cell(row, 1) + "' has " + cell(row, 14));
    if (cell(row, 5) == "a")
      unsaid(table, "column '" + cell(row, 1) + "' is `generated always as identity`: it is read as `by default`");
    if (!is_null(row, 7)) column.comment = text(cell(row, 7));
    if (!is_null(row, 13)) unsaid(table, "column '" + cell(row, 1) + "' has the collation '" + cell(row, 13) + "'");
    ast::TableElement element;
    element.node = std::move(column);
    found->second.elements.push_back(std::move(element));
  }

  // The sequence of an identity is no object of its own: what is unusual about it is said of the column.
  void identity(model::ObjectName const& table, CatalogueRow const& row) {
    auto const found = own_sequences_.find(cell(row, 8));
    if (found == own_sequences_.end()) return;
    auto const sequence = std::move(found->second);
    own_sequences_.erase(found);
    auto const of_column = [&](std::string const& what) { unsaid(table, "column '" + cell(row, 1) + "' " + what); };
    if (cell(sequence, 2) != "1" || cell(sequence, 3) != "1")
      of_column("starts with " + cell(sequence, 2) + " and counts by " + cell(sequence, 3));
    if (!is_true(sequence, 11)) of_column("counts with limits, a cache or a cycle of its own");
    if (!is_null(sequence, 10)) of_column("has a sequence with a comment");
  }

  void constraint(CatalogueRow const& row) {
    auto const found = tables_.find(cell(row, 0));
    if (found == tables_.end()) return;
    auto const table = model::object_name(found->second.name);
    auto const& name = cell(row, 1);
    auto const columns = identifiers(parts(cell(row, 3)));
    auto const put = [&](auto body) { found->second.elements.push_back(element(name, std::move(body))); };
    auto const differs = [&](std::string const& what) { unsaid(table, "constraint '" + name + "' " + what); };
    auto const& kind = cell(row, 2);
    if (kind == "p") {
      put(ast::PrimaryKey{columns});
    } else if (kind == "u") {
      put(ast::Unique{columns});
      if (is_true(row, 17)) differs("takes nulls for equal");
    } else if (kind == "c") {
      put(ast::Check{unread(cell(row, 12))});
      if (is_true(row, 15)) differs("is not inherited");
    } else if (kind == "f") {
      ast::ForeignKey key{columns, {}};
      key.references.table = model::qualified_name(object(cell(row, 4), cell(row, 5)));
      key.references.columns = identifiers(parts(cell(row, 6)));
      key.references.on_update = action(cell(row, 7));
      key.references.on_delete = action(cell(row, 8));
      key.references.deferrable = is_true(row, 9);
      key.references.initially_deferred = is_true(row, 10);
      put(std::move(key));
      if (cell(row, 13) == "f") differs("matches full rows");
      if (!is_null(row, 16)) differs("sets only some columns to null");
    } else {
      unsaid(table, "constraint '" + name + "': " + cell(row, 14));
      return;
    }
    if (kind != "f" && is_true(row, 9)) differs("is deferrable");
    if (!is_true(row, 11)) differs("is not validated");
    if (!is_null(row, 18)) differs("covers more columns: include (" + cell(row, 18) + ")");
    if (!is_null(row, 19)) differs("has a comment");
    if (!is_null(row, 20)) differs("has an index with " + cell(row, 20));
  }

  void indexes() {
    ast::CreateIndex index;
    std::string oid, definition, odd;
    auto const flush = [&] {
      if (oid.empty()) return;
      if (odd.empty()) {
        indexes_.push_back(statement(index));
      } else {
        unsaid(model::object_name(index.table), "index '" + index.name->text + "', " + odd + ": " + definition);
      }
    };
    for (auto const& row : ask_(queries::indexes)) {
      auto const found = tables_.find(cell(row, 0));
      if (found == tables_.end()) continue;
      if (oid != cell(row, 0) || index.name->text != cell(row, 1)) {
        flush();
        oid = cell(row, 0);
        definition = cell(row, 11);
        odd.clear();
        index = {};
        index.name = identifier(cell(row, 1));
        index.table = found->second.name;
        index.unique = is_true(row, 2);
        auto const known = method(cell(row, 3));
        if (!known) odd = "of the method " + cell(row, 3);
        index.method = known.value_or(ast::IndexMethod::unspecified);
        if (!is_null(row, 10)) index.predicate = unread(cell(row, 10));
        if (!is_true(row, 12)) odd = "which is not valid";
        if (is_true(row, 13)) odd = "which takes nulls for equal";
        auto const differs = [&](std::string const& what) {
          unsaid(model::object_name(index.table), "index '" + cell(row, 1) + "' has " + what);
        };
        if (!is_null(row, 14)) differs("a comment");
        if (!is_null(row, 15)) differs(cell(row, 15));
      }
      if (!is_true(row, 5)) {
        index.include.push_back(identifier(cell(row, 6)));
        continue;
      }
      ast::IndexItem item;
      item.expression = is_null(row, 6) ? unread(cell(row, 7))
                                        : expression_of(ast::ColumnReference{std::nullopt, identifier(cell(row, 6))});
      constexpr std::int64_t descending = 1, nulls_first = 2;
      auto const options = number(cell(row, 8));
      item.descending = (options & descending) != 0;
      if (((options & nulls_first) != 0) != item.descending) odd = "with another place for nulls";
      if (!is_true(row, 9)) odd = "with an operator class or a collation";
      index.items.push_back(std::move(item));
    }
    flush();
  }

  void sequence(CatalogueRow const& row) {
    if (!own_sequences_.contains(cell(row, 5))) return;               // that of an identity
    if (!is_null(row, 6) && !tables_.contains(cell(row, 6))) return;  // that of a table nobody wants
    auto const name = object(cell(row, 0), cell(row, 1));
    if (!wanted(name)) return;
    ast::CreateSequence sequence;
    sequence.name = model::qualified_name(name);
    sequence.start = number(cell(row, 2));
    sequence.increment = number(cell(row, 3));
    out_.statements.push_back(statement(std::move(sequence)));
    auto const differs = [&](std::string what) { out_.unsaid.push_back({named("sequence", name), std::move(what)}); };
    if (!is_true(row, 4)) differs("its type, limits, cache or cycle");
    if (!is_null(row, 10)) differs("its comment");
    if (!is_null(row, 6))
      differs("it goes with column '" + cell(row, 7) + "' of table '" +
              model::to_string(object(cell(row, 8), cell(row, 9))) + "', to which it belongs");
  }

  Ask const& ask_;
  Reading const& reading_;
  std::string default_schema_;
  std::map<std::string, ast::CreateTable> tables_;  // by oid
  std::map<model::ObjectName, ast::CreateType> types_;
  std::set<model::ObjectName> used_types_;             // by columns of wanted tables
  std::map<std::string, CatalogueRow> own_sequences_;  // all but those of identities, by oid
  std::set<std::string> schemas_;                      // that something wanted is in
  std::vector<ast::Statement> indexes_;
  Live out_;
};

}  // namespace

Live PostgreSqlCatalogue::read(Ask const& ask, Reading const& reading) const { return Reader(ask, reading).run(); }

}  // namespace retort::dialects::postgresql
