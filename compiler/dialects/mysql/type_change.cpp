// SPDX-License-Identifier: Apache-2.0
// Changes of the type of a column: in place where the database converts as the language does, by way of a column beside
// it where it does not. https://dev.mysql.com/doc/refman/8.4/en/alter-table.html
#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/utf8.hpp"
#include "compiler/dialects/mysql/column_text.hpp"
#include "compiler/dialects/mysql/columns.hpp"
#include "compiler/dialects/mysql/key_rules.hpp"
#include "compiler/dialects/mysql/locks.hpp"
#include "compiler/dialects/mysql/lowering.hpp"
#include "compiler/dialects/mysql/probes.hpp"
#include "compiler/model/expression_walk.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mysql {

namespace {

// Whether a key, a check, an index or another column of the table names the column.
bool is_named(model::Table const& table, std::string const& column) {
  auto const in = [&](std::vector<ast::Identifier> const& list) {
    return std::any_of(list.begin(), list.end(), [&](auto const& c) { return c.text == column; });
  };
  for (auto const& c : table.constraints)
    if (std::visit(overloaded{[&](ast::PrimaryKey const& k) { return in(k.columns); },
                              [&](ast::Unique const& k) { return in(k.columns); },
                              [&](ast::Check const& k) { return model::names_column(k.condition, column); },
                              [&](ast::ForeignKey const& k) { return in(k.columns); }},
                   c.body))
      return true;
  for (auto const& index : table.indexes)
    for (auto const& item : index.items)
      if (model::names_column(item.expression, column)) return true;
  return std::any_of(table.columns.begin(), table.columns.end(), [&](model::Column const& c) {
    return c.generated && model::names_column(c.generated->expression, column);
  });
}

ast::Expression text_literal(std::string const& text) {
  ast::Expression out;
  out.node = ast::Literal{ast::LiteralKind::string, text};
  return out;
}
// The text where it is a value of the enum type, null where it is null; anything else becomes '', which no such column
// takes.
ast::Expression one_of(Work const& work, std::string const& column, ast::Type const& type) {
  ast::Expression value;
  value.node = ast::ColumnReference{std::nullopt, model::identifier(column)};
  ast::Case out;
  auto const* named = std::get_if<ast::NamedType>(&type.base);
  auto const* found = named == nullptr ? nullptr : work.context.action.after.enum_type(model::object_name(named->name));
  ast::Expression is_null, null;
  is_null.node = ast::IsNull{value, false};
  null.node = ast::Literal{ast::LiteralKind::null, "null"};
  out.arms.push_back({is_null, null});
  for (auto const& known : found == nullptr ? std::vector<std::string>{} : found->values) {
    ast::Expression equal;
    equal.node = ast::Binary{ast::BinaryOperator::equal, value, text_literal(known)};
    out.arms.push_back({equal, text_literal(known)});
  }
  out.otherwise.push_back(text_literal(""));
  ast::Expression result;
  result.node = std::move(out);
  return result;
}

// A text as a boolean, or as a time of day: of 42 the server would make true, or 42 seconds. What is none becomes a
// text that the server refuses, and that says so.
ast::Expression read(Work const& work, std::string const& column, model::Kind kind) {
  auto const name = work.spelling.identifier(column);
  auto const text =
      kind == model::Kind::boolean
          ? fmt::format(
                "case when lower({0}) in ('t', 'true', 'y', 'yes', 'on', '1') then 1 when lower({0}) in ('f', "
                "'false', 'n', 'no', 'off', '0') then 0 else concat('no boolean: ', {0}) end",
                name)
          : fmt::format(
                "case when {0} regexp '^ *([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)? *$' then {0} else "
                "concat('no time: ', {0}) end",
                name);
  ast::Expression out;
  out.node = ast::NativeExpression{{{{model::identifier(std::string(work.variant.name))}, {text, {}}}}};
  return out;
}

// What the database would convert in another way than the language, or not at all; null where it does the same.
Maybe<ast::Expression> conversion(Work const& work, model::Column const& from, ast::SetColumnType const& operation) {
  using model::Kind;
  if (operation.using_expression && !is_cast_to(*operation.using_expression, from.name, operation.type))
    return operation.using_expression;
  auto const a = model::value_type(from.type).kind, b = model::value_type(operation.type).kind;
  bool const as_word = a == Kind::boolean && b == Kind::text;
  bool const to_boolean = a != Kind::boolean && b == Kind::boolean;
  bool const rounded = a == Kind::floating && b == Kind::integer;
  // A text of digits would be taken for the place of a value in the type.
  if (a == Kind::text && b == Kind::enumeration) return one_of(work, from.name, operation.type);
  auto const* single = std::get_if<ast::BuiltinType>(&from.type.base);
  bool const digits = single != nullptr && single->kind == ast::TypeKind::real && b == Kind::text;  // six of them
  // The characters that bytes may be are not their text, and the other way round.
  bool const bytes = (a == Kind::bytes && b == Kind::text) || (a == Kind::text && b == Kind::bytes);
  if (a == Kind::text && (b == Kind::boolean || b == Kind::time)) return read(work, from.name, b);
  if (!as_word && !to_boolean && !rounded && !digits && !bytes) return {};
  ast::Expression value;
  value.node = ast::ColumnReference{std::nullopt, model::identifier(from.name)};
  ast::Type to = operation.type;
  // A cast that nobody wrote must not cut a text off: the server refuses what is too long.
  if (b == Kind::text && !operation.using_expression) to.base = ast::BuiltinType{ast::TypeKind::text, 0, 0, 0};
  ast::Expression cast;
  cast.node = ast::Cast{value, to};
  return cast;
}

// A name that no column of the table has.
std::string free_name(model::Table const& table, std::string const& column) {
  constexpr std::size_t most = 50;  // of 64, with room for what is put behind it
  for (int i = 0;; ++i) {
    auto out = std::string(beginning(column, most)) + "__new" + (i == 0 ? "" : std::to_string(i));
    if (table.column(out) == nullptr) return out;
  }
}

// A column beside it takes the values, and then its place.
void change_beside(Work& work, model::Table const& before, model::Table const& after, model::Column const& column,
                   ast::Expression const& value) {
  if (is_named(before, column.name))
    work.refuse({},
                fmt::format("{} cannot convert '{}' while a key, a check, an index or another column names it",
                            work.variant.title, column.name),
                "drop that before, and make it again behind");
  ast::Column beside;
  beside.name = model::identifier(free_name(before, column.name));
  beside.type = column.type;
  auto const old = work.spelling.identifier(column.name), made = work.spelling.identifier(beside.name.text);
  auto const summary = about(work, "alter column", column.name + " type");
  Probes const probes(work.spelling);
  work.change(alter(work, "add column " + column_definition(work, after, beside) + " after " + old), summary,
              locks::instant(work.table_name()), probes.column(work.table_name(), beside.name.text));
  work.rows(fmt::format("update {} set {} = {}", work.table(), made,
                        work.before.expression(value, Renderer::scope_of(before), column.type)),
            "convert " + to_string(work.table_name()) + "." + column.name, locks::rows(work.table_name(), true));
  work.change(alter(work, fmt::format("drop column {}, change column {} {}", old, made,
                                      column_definition(work, after, model::to_ast(column)))),
              summary, locks::copy(work.table_name()), probes.no_column(work.table_name(), beside.name.text));
}

// Every moment fits into the other types; into `timestamp` those from 1970 to 2038 do, and the server refuses the rest.
// Another `using` says itself what becomes of them. https://dev.mysql.com/doc/refman/8.4/en/datetime.html
void report_years(Work const& work, model::Column const& from, ast::SetColumnType const& operation) {
  using model::Kind;
  auto const a = model::value_type(from.type), b = model::value_type(operation.type);
  bool const wider = (a.kind == Kind::date || a.kind == Kind::timestamp) && !a.array;
  if (!wider || b.kind != Kind::timestamptz || b.array) return;
  Span const where =
      Span(operation.type.where).file.index == FileId::none ? Span(operation.name.where) : Span(operation.type.where);
  work.context.sink.report(
      Code::RT0703, where,
      fmt::format("narrows column '{}.{}' from {} to {} on {}, which keeps the years 1970 to 2038 of it",
                  to_string(work.table_name()), from.name, model::describe(from.type), model::describe(operation.type),
                  work.variant.title)) |
      Note{"give the others another value before, by `update` or by `using`: the server refuses them", std::nullopt} |
      Note{"accept it with @allow(data-loss, 'why') before the statement", std::nullopt};
}

// A longer text of the same width of its length, and an enum with more values behind the others, leave the rows alone.
locks::Cost cost_of_type(Work const& work, ast::Type const& from, ast::Type const& to) {
  auto const& table = work.table_name();
  auto const *a = std::get_if<ast::BuiltinType>(&from.base), *b = std::get_if<ast::BuiltinType>(&to.base);
  if (a != nullptr && b != nullptr) {
    constexpr unsigned longest_of_one_byte = 63;  // 255 bytes of four each
    bool const texts = a->kind == ast::TypeKind::varchar && b->kind == ast::TypeKind::varchar;
    bool const same_width = (a->length <= longest_of_one_byte) == (b->length <= longest_of_one_byte);
    return texts && a->length <= b->length && same_width ? locks::quick(table) : locks::copy(table);
  }
  auto const values = [](model::Schema const& schema, ast::Type const& type) {
    auto const* named = std::get_if<ast::NamedType>(&type.base);
    auto const* found = named == nullptr ? nullptr : schema.enum_type(model::object_name(named->name));
    return found == nullptr ? std::vector<std::string>{} : found->values;
  };
  auto const before = values(work.context.action.before, from), after = values(work.context.action.after, to);
  bool const behind =
      !before.empty() && before.size() <= after.size() && std::equal(before.begin(), before.end(), after.begin());
  return behind ? locks::instant(table) : locks::copy(table);
}

}  // namespace

void MySql::lower(ast::SetColumnType const& operation, Context& context) const {
  Work work(variant_, context);
  auto const *before = work.table_before(), *after = work.table_after();
  auto const& name = operation.name.text;
  auto const* from = before == nullptr ? nullptr : before->column(name);
  auto const* to = after == nullptr ? nullptr : after->column(name);
  if (from == nullptr || to == nullptr) return;
  check_keys(work, *after);
  check_row(work, *after);
  if (auto const value = conversion(work, *from, operation)) return change_beside(work, *before, *after, *to, *value);
  report_years(work, *from, operation);
  // What was there already cannot be told from what is wanted where the catalogue shows both alike.
  auto const condition = work.spelling.catalogue_condition(operation.type);
  modify(work, name, "type " + work.spelling.type(operation.type, context.sink),
         cost_of_type(work, from->type, to->type),
         condition == work.spelling_before.catalogue_condition(from->type) ? std::string() : condition);
}

}  // namespace retort::dialects::mysql
