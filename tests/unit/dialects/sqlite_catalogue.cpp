// SPDX-License-Identifier: Apache-2.0
// What SQLite says of its tables, against what the model says of them.
#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/spelling.hpp"
#include "compiler/model/schema_edit.hpp"
#include "tests/unit/dialects/sqlite_database.hpp"

namespace retort::dialects::test {
namespace {

std::string declared(ast::Type const& type) {
  if (auto const* native = std::get_if<ast::NativeType>(&type.base))
    return text_for(native->spellings, "sqlite")->text.value;
  auto const* b = std::get_if<ast::BuiltinType>(&type.base);
  if (b == nullptr) return "text";
  switch (b->kind) {
    case ast::TypeKind::boolean:
      return "boolean";
    case ast::TypeKind::smallint:
      return "smallint";
    case ast::TypeKind::integer:
      return "integer";
    case ast::TypeKind::bigint:
      return "bigint";
    case ast::TypeKind::numeric:
      return "numeric(" + std::to_string(b->precision) + "," + std::to_string(b->scale) + ")";
    case ast::TypeKind::real:
    case ast::TypeKind::double_precision:
      return "real";
    case ast::TypeKind::varchar:
      return "varchar(" + std::to_string(b->length) + ")";
    case ast::TypeKind::char_:
      return "char(" + std::to_string(b->length) + ")";
    case ast::TypeKind::bytes:
      return "blob";
    case ast::TypeKind::text:
    case ast::TypeKind::date:
    case ast::TypeKind::time:
    case ast::TypeKind::timestamp:
    case ast::TypeKind::timestamptz:
    case ast::TypeKind::interval:
    case ast::TypeKind::uuid:
    case ast::TypeKind::json:
      return "text";
  }
  return "?";
}

std::string joined(std::vector<std::string> const& parts) { return join(parts, ","); }

void expect_columns(SqliteDatabase& db, model::Table const& table) {
  auto const rows = db.query("select name, lower(type), \"notnull\", dflt_value, pk, hidden from pragma_table_xinfo('" +
                             table.name.name + "') order by cid");
  ASSERT_EQ(rows.size(), table.columns.size()) << table.name.name;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto const& c = table.columns[i];
    auto const where = table.name.name + "." + c.name;
    EXPECT_EQ(rows[i][0], c.name);
    EXPECT_EQ(rows[i][1], c.identity ? "integer" : declared(c.type)) << where;
    EXPECT_EQ(rows[i][2], c.not_null ? "1" : "0") << where;
    EXPECT_EQ(rows[i][3] != "NULL", c.default_value.has_value()) << where << ": " << rows[i][3];
    std::string position = "0";
    if (auto const* key = table.primary_key())
      for (std::size_t k = 0; k < key->columns.size(); ++k)
        if (key->columns[k].text == c.name) position = std::to_string(k + 1);
    EXPECT_EQ(rows[i][4], position) << where;
    EXPECT_EQ(rows[i][5], !c.generated ? "0" : c.generated->stored ? "3" : "2") << where;
  }
}

std::string action(ast::ReferentialAction a) {
  switch (a) {
    case ast::ReferentialAction::no_action:
      return "NO ACTION";
    case ast::ReferentialAction::restrict:
      return "RESTRICT";
    case ast::ReferentialAction::cascade:
      return "CASCADE";
    case ast::ReferentialAction::set_null:
      return "SET NULL";
    case ast::ReferentialAction::set_default:
      return "SET DEFAULT";
  }
  return "?";
}

void expect_constraints(SqliteDatabase& db, model::Table const& table) {
  std::vector<std::string> keys, unique;
  auto sql = db.value("select sql from sqlite_master where type = 'table' and name = '" + table.name.name + "'");
  std::erase(sql, '"');
  for (auto const& c : table.constraints) {
    auto name = c.name;
    std::erase(name, '"');
    EXPECT_NE(sql.find("constraint " + name + " "), std::string::npos) << name << " in " << sql;
    std::visit(overloaded{[&](ast::ForeignKey const& k) {
                            keys.push_back(k.references.table.name.text + "(" + joined(model::texts(k.columns)) + ">" +
                                           joined(model::texts(k.references.columns)) + ")" +
                                           action(k.references.on_delete) + "/" + action(k.references.on_update));
                          },
                          [&](ast::Unique const& k) { unique.push_back(joined(model::texts(k.columns))); },
                          [](ast::PrimaryKey const&) {}, [](ast::Check const&) {}},
               c.body);
  }
  std::vector<std::string> keys_there, unique_there;
  for (auto const& row : db.query(
           "select \"table\" || '(' || group_concat(\"from\") || '>' || group_concat(\"to\") || ')' || on_delete || "
           "'/' || on_update from (select * from pragma_foreign_key_list('" +
           table.name.name + "') order by id, seq) group by id"))
    keys_there.push_back(row[0]);
  for (auto const& row : db.query(
           "select (select group_concat(name) from (select name from pragma_index_info(l.name) order by seqno)) from "
           "pragma_index_list('" +
           table.name.name + "') l where origin = 'u'"))
    unique_there.push_back(row[0]);
  for (auto* list : {&keys, &keys_there, &unique, &unique_there}) std::sort(list->begin(), list->end());
  EXPECT_EQ(keys_there, keys) << table.name.name;
  EXPECT_EQ(unique_there, unique) << table.name.name;
}

void expect_indexes(SqliteDatabase& db, model::Table const& table) {
  std::vector<std::string> wanted, there;
  for (auto const& index : table.indexes) {
    std::string text = index.name + (index.unique ? " unique" : "") + (index.predicate ? " partial" : "") + " ";
    std::vector<std::string> items;
    for (auto const& item : index.items) {
      auto const* column = std::get_if<ast::ColumnReference>(&item.expression.node);
      items.push_back((column == nullptr ? std::string("NULL") : column->column.text) + (item.descending ? "-" : "+"));
    }
    for (auto const& name : index.include) items.push_back(name + "+");
    wanted.push_back(text + joined(items));
  }
  for (auto const& row :
       db.query("select name || case \"unique\" when 1 then ' unique' else '' end || case partial when 1 then ' "
                "partial' else "
                "'' end || ' ' || (select group_concat(coalesce(name, 'NULL') || case \"desc\" when 1 then '-' else "
                "'+' end) "
                "from (select name, \"desc\" from pragma_index_xinfo(l.name) where key = 1 order by seqno)) from "
                "pragma_index_list('" +
                table.name.name + "') l where origin = 'c'"))
    there.push_back(row[0]);
  std::sort(wanted.begin(), wanted.end());
  std::sort(there.begin(), there.end());
  EXPECT_EQ(there, wanted) << table.name.name;
}

}  // namespace

void expect_catalogue(SqliteDatabase& database, model::Schema const& schema) {
  std::vector<std::string> wanted, there;
  schema.objects.for_each([&](model::ObjectName const& name, Shared<model::Object> const& object) {
    if (std::holds_alternative<model::Table>(*object) || std::holds_alternative<model::View>(*object))
      wanted.push_back(name.name);
    auto const* table = std::get_if<model::Table>(&*object);
    if (table == nullptr) return;
    expect_columns(database, *table);
    expect_constraints(database, *table);
    expect_indexes(database, *table);
  });
  for (auto const& row : database.query(
           "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite!_%' escape '!'"))
    there.push_back(row[0]);
  std::sort(wanted.begin(), wanted.end());
  std::sort(there.begin(), there.end());
  EXPECT_EQ(there, wanted);
  EXPECT_EQ(database.value("pragma integrity_check"), "ok");
  EXPECT_EQ(database.query("pragma foreign_key_check"), Rows{});
}

}  // namespace retort::dialects::test
