// SPDX-License-Identifier: Apache-2.0
// Changes of the type of a column: in place where the database converts as the language does, by way of a column beside
// it where it does not. https://learn.microsoft.com/en-us/sql/t-sql/data-types/data-type-conversion-database-engine
#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/utf8.hpp"
#include "compiler/dialects/mssql/columns.hpp"
#include "compiler/dialects/mssql/key_rules.hpp"
#include "compiler/dialects/mssql/locks.hpp"
#include "compiler/dialects/mssql/probes.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mssql {

namespace {

using model::Kind;

bool is_textual(Kind kind) { return kind == Kind::text || kind == Kind::enumeration || kind == Kind::json; }

// Whether `alter column` gives each value what a cast of the language gives it, or an error.
bool converts_alike(Kind from, Kind to) {
  if (from == to || from == Kind::unknown || to == Kind::unknown || (is_textual(from) && is_textual(to))) return true;
  switch (from) {
    case Kind::boolean:
      return to == Kind::integer;
    case Kind::integer:
      return to == Kind::numeric || to == Kind::floating || to == Kind::boolean || to == Kind::text;
    case Kind::numeric:
      return to == Kind::floating || to == Kind::text;
    case Kind::floating:
      return to == Kind::numeric;
    case Kind::date:
    case Kind::timestamp:
      return to == Kind::date || to == Kind::timestamp || to == Kind::timestamptz;
    case Kind::text:
      return to == Kind::uuid;
    case Kind::unknown:
    case Kind::null:
    case Kind::time:
    case Kind::timestamptz:
    case Kind::interval:
    case Kind::uuid:
    case Kind::json:
    case Kind::bytes:
    case Kind::enumeration:
    case Kind::string_literal:
      break;
  }
  return false;
}

bool has_length(ast::Type const& type) {
  auto const* b = std::get_if<ast::BuiltinType>(&type.base);
  return b != nullptr && !type.array && (b->kind == ast::TypeKind::varchar || b->kind == ast::TypeKind::char_);
}

// What the rows get where it is not the converted value; nothing where it is. A cast that is written cuts a text off;
// one that is not, must not.
Maybe<ast::Expression> computed_value(model::Column const& from, ast::SetColumnType const& operation) {
  auto const& written = operation.using_expression;
  auto const a = model::value_type(from.type).kind, b = model::value_type(operation.type).kind;
  if (written && (!is_cast_to(*written, from.name, operation.type) || has_length(operation.type))) return written;
  if (from.type.array || operation.type.array || converts_alike(a, b)) return {};
  if (written) return written;
  ast::Expression value, cast;
  value.node = ast::ColumnReference{std::nullopt, model::identifier(from.name)};
  ast::Type to = operation.type;
  if (has_length(to)) to.base = ast::BuiltinType{ast::TypeKind::text, 0, 0, 0};
  cast.node = ast::Cast{value, to};
  cast.where = operation.type.where;
  return cast;
}

// varchar(20) to varchar(40).
bool gets_longer(ast::Type const& from, ast::Type const& to) {
  auto const *a = std::get_if<ast::BuiltinType>(&from.base), *b = std::get_if<ast::BuiltinType>(&to.base);
  return a != nullptr && b != nullptr && !from.array && !to.array && a->kind == ast::TypeKind::varchar &&
         b->kind == ast::TypeKind::varchar && b->length >= a->length;
}

// A name that no column of the table has.
std::string free_name(model::Table const& table, std::string const& column) {
  constexpr std::size_t most = 100;  // of 128, with room for what is put behind it
  for (int i = 0;; ++i) {
    auto out = std::string(beginning(column, most)) + "__new" + (i == 0 ? "" : std::to_string(i));
    if (table.column(out) == nullptr) return out;
  }
}

class TypeChange {
 public:
  TypeChange(Work const& work, model::Table const& before, model::Table const& after, model::Column const& from,
             model::Column const& to)
      : work_(work),
        before_(before),
        after_(after),
        from_(from),
        to_(to),
        name_(work.spelling.identifier(to.name)),
        summary_(fmt::format("alter table {} alter column {} type", to_string(after.name), to.name)) {}

  // The check of an enum or of json, which may be all that changes.
  void in_place() {
    Sink nowhere;  // it was reported when the column was made
    auto const old = work_.spelling_before.column_type(from_.type, nowhere);
    auto const made = work_.spelling.column_type(to_.type, work_.context.sink);
    auto const was_checked = work_.spelling_before.type_condition(from_.type, name_);
    auto const is_checked = work_.spelling.type_condition(to_.type, name_);
    bool const check_changes = was_checked != is_checked || old != made;
    bool const default_changes = from_.default_value && (old != made || from_.default_value != to_.default_value);
    auto around = old == made ? Obstacles{}
                              : obstacles(work_, before_, to_.name,
                                          gets_longer(from_.type, to_.type) ? Change::longer : Change::any);
    if (old != made) refuse_references(around);
    drop(work_, before_, around);
    if (default_changes) drop_default(work_, before_.name, to_.name);
    if (check_changes && !was_checked.empty()) drop_type_check(work_, before_.name, to_.name);
    if (old != made)
      work_.add(alter("alter column " + column_head(work_, to_)), summary_,
                gets_longer(from_.type, to_.type) ? locks::schema(after_.name) : locks::rewrite(after_.name),
                Probes(work_.spelling).column(after_.name, to_.name, told()));
    if (check_changes) add_type_check(work_, after_, to_);
    if (default_changes && to_.default_value) add_default(work_, after_, to_);
    make_again(work_, after_, around);
    if (old != made) refresh_views(work_, after_.name);
  }

  void beside(ast::Expression const& value) {
    if (to_.identity)
      work_.refuse({}, fmt::format("{} cannot change the values of '{}', which counts by itself", title, to_.name),
                   "drop the identity before, and add it again behind");
    auto const around = obstacles(work_, before_, to_.name, Change::any);
    drop(work_, before_, around);
    if (from_.default_value) drop_default(work_, before_.name, to_.name);
    if (!work_.spelling_before.type_condition(from_.type, name_).empty())
      drop_type_check(work_, before_.name, to_.name);
    model::Column made = to_;
    made.name = free_name(before_, to_.name);
    made.not_null = false;
    auto const made_name = work_.spelling.identifier(made.name);
    Probes const probes(work_.spelling);
    work_.add(alter("add " + column_head(work_, made)), summary_, locks::schema(after_.name),
              probes.column(after_.name, made.name));
    auto const filled = work_.spelling.assigned(
        work_.before.render(value, Renderer::scope_of(before_), {model::value_type(to_.type)}), to_.type);
    work_.add(fmt::format("update {} set {} = {}", work_.table(), made_name, filled.text), summary_,
              locks::rows(after_.name, true));
    work_.add(alter("drop column " + name_), summary_, locks::schema(after_.name),
              probes.no_column(after_.name, to_.name));
    work_.add(fmt::format("exec sp_rename {}, {}, N'COLUMN'", work_.spelling.string(work_.table() + "." + made_name),
                          work_.spelling.string(to_.name)),
              summary_, locks::schema(after_.name), probes.column_renamed(after_.name, made.name, to_.name));
    if (to_.not_null)
      work_.add(alter("alter column " + column_head(work_, to_)), summary_, locks::scan(after_.name),
                probes.column(after_.name, to_.name, "is_nullable = 0"));
    add_type_check(work_, after_, to_);
    if (to_.default_value) add_default(work_, after_, to_);
    comment(work_, after_.name, to_.name, {}, comment_of(to_.comment));
    make_again(work_, after_, around);
    refresh_views(work_, after_.name);
  }

 private:
  std::string alter(std::string const& clause) const { return "alter table " + work_.table() + " " + clause; }
  // What was there already cannot be told from what is wanted where the catalogue shows both alike.
  std::string told() const {
    auto const condition = work_.spelling.catalogue_condition(to_.type);
    return condition == work_.spelling_before.catalogue_condition(from_.type) ? std::string() : condition;
  }
  // Both sides of a foreign key have one length, and one column changes at a time.
  void refuse_references(Obstacles const& around) const {
    bool found = !around.references.empty();
    for (auto const& name : around.constraints)
      if (auto const* c = before_.constraint(name)) found = found || std::holds_alternative<ast::ForeignKey>(c->body);
    if (found)
      work_.refuse(
          {},
          fmt::format("'{}' of '{}' gets another length by the values of its type, and a foreign key holds it to "
                      "the length of another column",
                      to_.name, to_string(after_.name)),
          "drop the foreign key before, and add it again behind");
  }

  Work const& work_;
  model::Table const &before_, &after_;
  model::Column const &from_, &to_;
  std::string name_, summary_;
};

}  // namespace

void MsSql::lower(ast::SetColumnType const& operation, Context& context) const {
  Work const work(context);
  auto const *before = work.table_before(), *after = work.table_after();
  auto const& name = operation.name.text;
  auto const* from = before == nullptr ? nullptr : before->column(name);
  auto const* to = after == nullptr ? nullptr : after->column(name);
  if (from == nullptr || to == nullptr) return;
  check_keys(work, *after);
  check_row(work, *after);
  if (to->generated) return compute_again(work, *before, *after, name);
  TypeChange change(work, *before, *after, *from, *to);
  if (auto const value = computed_value(*from, operation))
    change.beside(*value);
  else
    change.in_place();
}

}  // namespace retort::dialects::mssql
