// SPDX-License-Identifier: Apache-2.0
// Writes the rows part by part.
#include "tests/unit/inspect/mssql_server.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/dialect.hpp"
#include "compiler/dialects/expression_sql.hpp"
#include "compiler/dialects/mssql/catalogue_queries.hpp"
#include "compiler/dialects/mssql/parts.hpp"
#include "compiler/model/expression_type.hpp"
#include "compiler/model/schema_edit.hpp"
#include "tests/unit/inspect/tsql_as_stored.hpp"

namespace retort::inspect::test {
namespace {

namespace queries = dialects::mssql::queries;
using dialects::CatalogueRow;
constexpr char ours[] = "Latin1_General_100_BIN2";
std::string const yes = "1", no = "0", null = "∅";

std::string schema_of(model::ObjectName const& name) { return name.schema.empty() ? "dbo" : name.schema; }
std::string action(ast::ReferentialAction action) {
  switch (action) {
    case ast::ReferentialAction::no_action:
    case ast::ReferentialAction::restrict:
      return "0";
    case ast::ReferentialAction::cascade:
      return "1";
    case ast::ReferentialAction::set_null:
      return "2";
    case ast::ReferentialAction::set_default:
      return "3";
  }
  return "?";
}

// sys.columns: name of the type, length in bytes, precision, scale, collation.
struct Stored {
  std::string name, length, precision = "0", scale = "0", collation = null;
};
std::string quoted(std::string const& text) {
  std::string out = "N'";
  for (char const c : text) out.append(c == '\'' ? 2 : 1, c);
  return out + "'";
}

class CatalogueWriter {
 public:
  CatalogueWriter(model::Schema const& schema, MsSqlServer& out, bool keeps_coalesce)
      : schema_(schema),
        out_(out),
        keeps_coalesce_(keeps_coalesce),
        spelling_(dialects::find("mssql")->catalogue()->words(schema, sink_)),
        renderer_(*spelling_, schema, sink_) {}

  void write() {
    schema_.schemas.for_each(
        [&](model::ObjectName const& name, ast::Where const&) { out_[queries::schemas].push_back({name.name}); });
    schema_.objects.for_each([&](model::ObjectName const& name, Shared<model::Object> const&) {
      numbers_[name] = std::to_string(1000 + 16 * numbers_.size());
    });
    schema_.objects.for_each([&](model::ObjectName const&, Shared<model::Object> const& object) {
      std::visit(
          overloaded{[&](model::Table const& table) { write(table); }, [&](model::View const& view) { write(view); },
                     [&](model::Sequence const& sequence) { write(sequence); }, [](model::EnumType const&) {},
                     [](model::IndexEntry const&) {}},
          *object);
    });
  }

 private:
  void write(model::Sequence const& sequence) {
    out_[queries::sequences].push_back({schema_of(sequence.name), sequence.name.name, std::to_string(sequence.start),
                                        std::to_string(sequence.increment), yes});
  }
  void write(model::View const& view) {
    auto body = std::visit(overloaded{[&](ast::Select select) {
                                        for (auto& item : select.cores.front().items)
                                          if (!item.star && !item.alias && item.expression &&
                                              !std::holds_alternative<ast::ColumnReference>(item.expression->node))
                                            item.alias = model::identifier(model::name_of(item));
                                        return renderer_.select(select);
                                      },
                                      [](ast::Text const& text) { return text.value; }},
                           view.body);
    out_[queries::views].push_back({schema_of(view.name), view.name.name,
                                    "create view " + spelling_->qualified(view.name) + " as " + body, no, yes, yes,
                                    no});
  }

  Stored stored(ast::Type const& type) const {
    if (auto const* named = std::get_if<ast::NamedType>(&type.base)) {
      std::size_t longest = 0;
      for (auto const& value : schema_.enum_type(model::object_name(named->name))->values)
        longest = std::max(longest, value.size());
      return {"nvarchar", longest <= 64 ? "128" : longest <= 256 ? "512" : "8000", "0", "0", ours};
    }
    auto const* b = std::get_if<ast::BuiltinType>(&type.base);
    if (b == nullptr) return native(std::get<ast::NativeType>(type.base));
    switch (b->kind) {
      case ast::TypeKind::boolean:
        return {"bit", "1", "1"};
      case ast::TypeKind::smallint:
        return {"smallint", "2", "5"};
      case ast::TypeKind::integer:
        return {"int", "4", "10"};
      case ast::TypeKind::bigint:
        return {"bigint", "8", "19"};
      case ast::TypeKind::numeric:
        return {"decimal", "9", std::to_string(b->precision), std::to_string(b->scale)};
      case ast::TypeKind::real:
        return {"real", "4", "24"};
      case ast::TypeKind::double_precision:
        return {"float", "8", "53"};
      case ast::TypeKind::varchar:
        return {"nvarchar", std::to_string(b->length * 2), "0", "0", ours};
      case ast::TypeKind::char_:
        return {"nchar", std::to_string(b->length * 2), "0", "0", ours};
      case ast::TypeKind::text:
      case ast::TypeKind::json:
        return {"nvarchar", "-1", "0", "0", ours};
      case ast::TypeKind::date:
        return {"date", "3", "10"};
      case ast::TypeKind::time:
        return {"time", "5", "15", "6"};
      case ast::TypeKind::timestamp:
        return {"datetime2", "8", "26", "6"};
      case ast::TypeKind::timestamptz:
        return {"datetimeoffset", "10", "33", "6"};
      case ast::TypeKind::uuid:
        return {"uniqueidentifier", "16"};
      case ast::TypeKind::bytes:
        return {"varbinary", "-1"};
      case ast::TypeKind::interval:
        break;
    }
    throw std::logic_error("no such type there");
  }
  // Those of the histories.
  static Stored native(ast::NativeType const& type) {
    auto const* found = dialects::text_for(type.spellings, "mssql");
    auto const text = found == nullptr ? "" : found->text.value;
    if (text == "geography") return {"geography", "-1"};
    if (text == "money") return {"money", "8", "19", "4"};
    if (text == "xml") return {"xml", "-1"};
    throw std::logic_error("say how it is stored: " + text);
  }

  void write(model::Table const& table) {
    auto const& number = numbers_.at(table.name);
    std::string compression = no;
    for (auto const& option : table.options)
      if (dialects::text_for({option}, "mssql") != nullptr && option.text.value.find("= page") != std::string::npos)
        compression = "2";
    out_[queries::tables].push_back(
        row_of({schema_of(table.name), table.name.name, number, table.comment.value_or(null), no, no, no, no, no,
                compression, "FG", "PRIMARY", yes}));
    for (auto const& column : table.columns) write(table, number, column);
    for (auto const& constraint : table.constraints) write(table, number, constraint);
    for (auto const& index : table.indexes) write(table, number, index);
  }

  void write(model::Table const& table, std::string const& number, model::Column const& column) {
    auto const is = stored(column.type);
    std::string value = null, generated = null;
    if (column.default_value) {
      auto const text = renderer_.assigned(*column.default_value, {}, column.type).text;
      value = as_stored(text, "dbo", {false, keeps_coalesce_});
    }
    if (column.generated) {
      auto scope = dialects::Renderer::scope_of(table);
      scope.immutable = true;
      auto const rendered = renderer_.assigned(column.generated->expression, scope, column.type).text;
      Sink nowhere;
      auto text =
          rendered.starts_with("cast(") && rendered.ends_with(" as " + spelling_->type(column.type, nowhere) + ")")
              ? rendered
              : "cast(" + rendered + " as " + spelling_->type(column.type, nowhere) + ")";
      if (model::value_type(column.type).kind == model::Kind::text) text += std::string(" collate ") + ours;
      generated = as_stored(text, "dbo", {false, keeps_coalesce_});
    }
    out_[queries::columns].push_back(row_of({number,
                                             column.name,
                                             is.name,
                                             "sys",
                                             no,
                                             is.length,
                                             is.precision,
                                             is.scale,
                                             column.not_null || column.identity ? no : yes,
                                             is.collation,
                                             column.default_value ? "77" : no,
                                             value,
                                             column.generated ? yes : no,
                                             generated,
                                             column.generated ? (column.generated->stored ? yes : no) : null,
                                             column.identity ? yes : no,
                                             column.identity ? "1" : null,
                                             column.identity ? "1" : null,
                                             column.identity ? no : null,
                                             column.comment.value_or(null),
                                             no,
                                             no,
                                             no,
                                             no,
                                             no,
                                             null,
                                             no,
                                             no,
                                             null,
                                             no}));
    if (column.generated) return;
    auto const name = dialects::mssql::type_check_name(table.name, column.name).name;
    auto const check = [&](std::string const& condition) {
      out_[queries::checks].push_back(
          {number, name, as_stored(condition, "dbo", {false, keeps_coalesce_}), no, no, no});
    };
    if (auto const* named = std::get_if<ast::NamedType>(&column.type.base)) {
      std::string values;
      for (auto const& one : schema_.enum_type(model::object_name(named->name))->values)
        values += (values.empty() ? "" : ", ") + quoted(one);
      check("[" + column.name + "] in (" + values + ")");
    } else if (model::value_type(column.type).kind == model::Kind::json) {
      check("isjson([" + column.name + "]) = 1");
    }
  }

  void write_index(std::string const& number, std::string const& name, bool unique, bool primary, bool constraint,
                   std::string const& filter, std::vector<std::pair<std::string, bool>> const& items,
                   std::vector<std::string> const& include) {
    auto const put = [&](std::string const& column, bool descending, bool only_covered) {
      out_[queries::indexes].push_back(row_of({number,
                                               name,
                                               primary ? "1" : "2",
                                               unique ? yes : no,
                                               primary ? yes : no,
                                               constraint ? yes : no,
                                               filter,
                                               column,
                                               descending ? yes : no,
                                               only_covered ? yes : no,
                                               no,
                                               no,
                                               no,
                                               no,
                                               yes,
                                               yes,
                                               "FG",
                                               "PRIMARY",
                                               yes,
                                               no}));
    };
    for (auto const& [column, descending] : items) put(column, descending, false);
    for (auto const& column : include) put(column, false, true);
  }
  static bool may_be_null(model::Table const& table, std::string const& column) {
    return !table.column(column)->not_null;
  }

  void write(model::Table const& table, std::string const& number, model::Constraint const& constraint) {
    auto const key = [&](std::vector<ast::Identifier> const& columns, bool primary) {
      std::vector<std::pair<std::string, bool>> items;
      std::string filter;
      for (auto const& column : columns) {
        items.emplace_back(column.text, false);
        if (!primary && may_be_null(table, column.text))
          filter += (filter.empty() ? "" : " and ") + ("[" + column.text + "] is not null");
      }
      write_index(number, constraint.name, true, primary, !primary && filter.empty(),
                  filter.empty() ? null : as_stored(filter, "dbo", {true, keeps_coalesce_}), items, {});
    };
    std::visit(
        overloaded{[&](ast::PrimaryKey const& k) { key(k.columns, true); },
                   [&](ast::Unique const& k) { key(k.columns, false); },
                   [&](ast::Check const& check) {
                     auto const text = renderer_.condition(check.condition, dialects::Renderer::scope_of(table));
                     out_[queries::checks].push_back(
                         {number, constraint.name, as_stored(text, "dbo", {false, keeps_coalesce_}), no, no, no});
                   },
                   [&](ast::ForeignKey const& k) { write(number, constraint.name, k); }},
        constraint.body);
  }
  // In the order of the key that it refers to.
  void write(std::string const& number, std::string const& name, ast::ForeignKey const& key) {
    auto const other = model::object_name(key.references.table);
    std::vector<std::pair<std::string, std::string>> pairs;
    for (std::size_t i = 0; i < key.columns.size(); ++i)
      pairs.emplace_back(key.columns[i].text, key.references.columns.at(i).text);
    std::sort(pairs.begin(), pairs.end(), [](auto const& a, auto const& b) { return a.second < b.second; });
    for (auto const& [own, there] : pairs)
      out_[queries::references].push_back({number, name, own, schema_of(other), other.name, there,
                                           action(key.references.on_delete), action(key.references.on_update), no, no,
                                           no});
  }
  void write(model::Table const& table, std::string const& number, model::Index const& index) {
    std::vector<std::pair<std::string, bool>> items;
    std::string filter;
    for (auto const& item : index.items) {
      auto const column = std::get<ast::ColumnReference>(item.expression.node).column.text;
      items.emplace_back(column, item.descending);
      if (index.unique && may_be_null(table, column))
        filter += (filter.empty() ? "" : " and ") + ("[" + column + "] is not null");
    }
    if (index.predicate)
      filter += (filter.empty() ? "" : " and ") +
                ("(" + renderer_.condition(*index.predicate, dialects::Renderer::scope_of(table)) + ")");
    write_index(number, index.name, index.unique, false, false,
                filter.empty() ? null : as_stored(filter, "dbo", {true, keeps_coalesce_}), items, index.include);
  }

  model::Schema const& schema_;
  MsSqlServer& out_;
  bool keeps_coalesce_;
  Sink sink_;
  std::unique_ptr<dialects::Spelling const> spelling_;
  dialects::Renderer renderer_;
  std::map<model::ObjectName, std::string> numbers_;
};

}  // namespace

CatalogueRow row_of(std::vector<std::string> const& cells) {
  CatalogueRow out;
  for (auto const& cell : cells) out.push_back(cell == null ? std::nullopt : std::optional(cell));
  return out;
}

MsSqlServer::MsSqlServer() {
  for (auto const* query : {queries::tables, queries::columns, queries::checks, queries::references, queries::indexes,
                            queries::sequences, queries::views, queries::wait_seconds})
    rows_[query];
  for (auto const* query : queries::others) rows_[query];
  rows_[queries::session] = {{"dbo", "SQL_Latin1_General_CP1_CI_AS", "-1"}};
  rows_[std::string(queries::wait_as_before) + "-1"];
  rows_[queries::server] = {{"16.0.4135.4", "3"}};
  rows_[queries::schemas] = {{"dbo"}};
}

MsSqlServer::MsSqlServer(model::Schema const& schema, bool keeps_coalesce) : MsSqlServer() {
  CatalogueWriter(schema, *this, keeps_coalesce).write();
}

MsSqlServer::Rows MsSqlServer::ask(std::string const& sql) {
  asked_.push_back(sql);
  auto const found = rows_.find(sql);
  if (found == rows_.end()) throw std::logic_error("nobody has this question: " + sql);
  return found->second;
}

}  // namespace retort::inspect::test
