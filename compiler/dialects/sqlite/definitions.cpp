// SPDX-License-Identifier: Apache-2.0
// Tables, columns, constraints and indexes as text.
// https://www.sqlite.org/lang_createtable.html, https://www.sqlite.org/lang_createindex.html
#include "compiler/dialects/sqlite/definitions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/sql_writer.hpp"
#include "compiler/model/expression_walk.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::sqlite {

namespace {

// Inside a definition the columns stand by themselves: the table may have another name for now.
ast::Expression unqualified(ast::Expression e) {
  auto strip = [](ast::Expression& x) {
    if (auto* reference = std::get_if<ast::ColumnReference>(&x.node)) reference->table.reset();
  };
  model::walk(e, strip);
  return e;
}
std::string condition(Renderer const& renderer, model::Table const& table, ast::Expression const& e) {
  auto scope = Renderer::scope_of(table);
  scope.immutable = true;
  return renderer.condition(unqualified(e), scope);
}

// What the declared type does not enforce: https://www.sqlite.org/flextypegood.html
std::string type_check(Renderer const& renderer, ast::Column const& column) {
  auto const name = renderer.spelling().identifier(column.name.text);
  if (column.type.array) return {};
  return std::visit(overloaded{[](ast::UnknownType const&) { return std::string(); },
                               [](ast::NativeType const&) { return std::string(); },
                               [&](ast::NamedType const& named) {
                                 auto const* type = renderer.schema().enum_type(model::object_name(named.name));
                                 if (type == nullptr) return std::string();
                                 std::vector<std::string> values;
                                 for (auto const& v : type->values) values.push_back(renderer.spelling().string(v));
                                 return fmt::format(" check ({} in ({}))", name, join(values));
                               },
                               [&](ast::BuiltinType const& b) -> std::string {
                                 switch (b.kind) {
                                   case ast::TypeKind::boolean:
                                     return fmt::format(" check ({} in (0, 1))", name);
                                   case ast::TypeKind::varchar:
                                   case ast::TypeKind::char_:
                                     return fmt::format(" check (length({}) <= {})", name, b.length);
                                   case ast::TypeKind::json:
                                     // Until 3.45 json_valid(null) is 0.
                                     return column.nullability && column.nullability->not_null
                                                ? fmt::format(" check (json_valid({}))", name)
                                                : fmt::format(" check ({0} is null or json_valid({0}))", name);
                                   case ast::TypeKind::smallint:
                                   case ast::TypeKind::integer:
                                   case ast::TypeKind::bigint:
                                   case ast::TypeKind::numeric:
                                   case ast::TypeKind::real:
                                   case ast::TypeKind::double_precision:
                                   case ast::TypeKind::text:
                                   case ast::TypeKind::date:
                                   case ast::TypeKind::time:
                                   case ast::TypeKind::timestamp:
                                   case ast::TypeKind::timestamptz:
                                   case ast::TypeKind::interval:
                                   case ast::TypeKind::uuid:
                                   case ast::TypeKind::bytes:
                                     return {};
                                 }
                                 return {};
                               }},
                    column.type.base);
}

std::string action(std::string_view event, ast::ReferentialAction what) {
  switch (what) {
    case ast::ReferentialAction::no_action:
      return {};
    case ast::ReferentialAction::restrict:
      return fmt::format(" on {} restrict", event);
    case ast::ReferentialAction::cascade:
      return fmt::format(" on {} cascade", event);
    case ast::ReferentialAction::set_null:
      return fmt::format(" on {} set null", event);
    case ast::ReferentialAction::set_default:
      return fmt::format(" on {} set default", event);
  }
  return {};
}
std::string references(Spelling const& spelling, ast::References const& r) {
  std::string out = fmt::format("references {} ({})", spelling.qualified(r.table), spelling.names(r.columns));
  out += action("delete", r.on_delete) + action("update", r.on_update);
  if (r.deferrable) out += r.initially_deferred ? " deferrable initially deferred" : " deferrable";
  return out;
}

std::string constraint_definition(Renderer const& renderer, model::Table const& table, model::Constraint const& c) {
  auto const& s = renderer.spelling();
  std::string const body = std::visit(
      overloaded{
          [&](ast::PrimaryKey const& k) { return fmt::format("primary key ({})", s.names(k.columns)); },
          [&](ast::Unique const& k) { return fmt::format("unique ({})", s.names(k.columns)); },
          [&](ast::Check const& k) { return fmt::format("check ({})", condition(renderer, table, k.condition)); },
          [&](ast::ForeignKey const& k) {
            return fmt::format("foreign key ({}) {}", s.names(k.columns), references(s, k.references));
          }},
      c.body);
  return fmt::format("constraint {} {}", s.identifier(c.name), body);
}

bool is_integer(ast::Type const& type) { return model::value_type(type).kind == model::Kind::integer && !type.array; }

// The name of the primary key where it is this column alone; null otherwise.
std::string const* sole_key(model::Table const& table, std::string const& column) {
  for (auto const& c : table.constraints)
    if (auto const* key = std::get_if<ast::PrimaryKey>(&c.body);
        key != nullptr && key->columns.size() == 1 && key->columns.front().text == column)
      return &c.name;
  return nullptr;
}

std::string default_of(Renderer const& renderer, ast::Column const& column) {
  auto const value = renderer.assigned(*column.default_value, model::Scope{}, column.type);
  return value.literal ? " default " + value.text : " default (" + value.text + ")";
}

}  // namespace

std::string column_definition(Renderer const& renderer, model::Table const& table, ast::Column const& column) {
  auto const& s = renderer.spelling();
  std::string const name = s.identifier(column.name.text);
  bool const not_null = column.nullability && column.nullability->not_null;
  if (column.identity) {
    // Counting is a property of the rowid (https://www.sqlite.org/autoinc.html): the type is `integer`, word for word.
    auto const* key = sole_key(table, column.name.text);
    if (key != nullptr && is_integer(column.type))
      return fmt::format("{} integer not null constraint {} primary key autoincrement", name, s.identifier(*key));
    // Another type than an integer is refused for every database (RT0418).
    if (key == nullptr)
      renderer.sink().report(Code::RT0805, column.name.where,
                             fmt::format("SQLite counts only in the primary key: column '{}' is not the primary key "
                                         "by itself",
                                         column.name.text)) |
          Note{"make it the primary key, of type integer or bigint, or give the values yourself", std::nullopt};
  }
  std::string out = name + " " + s.type(column.type, renderer.sink());
  if (not_null) out += " not null";
  if (column.default_value) out += default_of(renderer, column);
  if (column.generated) {
    auto scope = Renderer::scope_of(table);
    scope.immutable = true;
    out += fmt::format(" generated always as ({}) {}",
                       renderer.assigned(unqualified(column.generated->expression), scope, column.type).text,
                       column.generated->stored ? "stored" : "virtual");
  }
  out += type_check(renderer, column);
  if (column.references) {
    if (column.references->name) out += " constraint " + s.identifier(column.references->name->text);
    out += " " + references(s, column.references->references);
  }
  return out;
}

std::string table_definition(Renderer const& renderer, model::Table const& table, std::string const& name) {
  std::vector<std::string> items;
  std::string const* counted = nullptr;
  for (auto const& c : table.columns) {
    items.push_back(column_definition(renderer, table, model::to_ast(c)));
    if (c.identity && is_integer(c.type) && sole_key(table, c.name) != nullptr) counted = sole_key(table, c.name);
  }
  for (auto const& c : table.constraints)
    if (counted == nullptr || c.name != *counted) items.push_back(constraint_definition(renderer, table, c));
  SqlWriter sql("create table " + name);
  sql.body(items);
  for (auto const& option : table.options)
    if (text_for({option}, renderer.spelling().dialect()) != nullptr) sql.text(" ").text(option.text.value);
  return sql.str();
}

std::string index_definition(Renderer const& renderer, model::Table const& table, model::Index const& index,
                             Span origin) {
  auto const& s = renderer.spelling();
  // What is wrong with it is wrong where it was made, whatever makes it again.
  Span const made = index.made;
  bool const makes_it = made.file == origin.file && made.begin >= origin.begin && made.end <= origin.end;
  bool const made_again = made.file.index != FileId::none && !makes_it;
  if (made_again) origin = made;
  // What SQLite does not have was said when it was made first.
  if (!made_again && index.method != ast::IndexMethod::unspecified && index.method != ast::IndexMethod::btree)
    renderer.sink().report(Code::RT0801, origin, "SQLite has no other indexes than btree") |
        Note{"leave `using` out, or keep it to the databases that have it: for postgresql { … }", std::nullopt};
  if (!made_again && !index.include.empty() && index.unique)
    renderer.sink().report(Code::RT0801, origin, "SQLite has no unique index that includes other columns") |
        Note{"leave `include` out, or keep it to the databases that have it: for postgresql { … }", std::nullopt};
  auto scope = Renderer::scope_of(table);
  scope.immutable = true;
  std::vector<std::string> items;
  for (auto const& item : index.items)
    items.push_back(renderer.expression(unqualified(item.expression), scope) + (item.descending ? " desc" : ""));
  for (auto const& column : index.include) items.push_back(s.identifier(column));  // behind the key they only cover
  std::string out = fmt::format("create {}index {} on {} ({})", index.unique ? "unique " : "",
                                s.qualified(table.name.schema, index.name), s.identifier(table.name.name), join(items));
  if (index.predicate) out += " where " + condition(renderer, table, *index.predicate);
  return out;
}

}  // namespace retort::dialects::sqlite
