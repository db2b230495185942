// SPDX-License-Identifier: Apache-2.0
// SQLite can only fail with a text of its own making; the one that repeats what it was given is that of json_extract()
// for a malformed path (https://www.sqlite.org/json1.html#path_arguments).
#include "compiler/dialects/sqlite/guards.hpp"

#include <fmt/format.h>

#include <optional>
#include <set>

namespace retort::dialects::sqlite {

namespace {
// Fails with `message`, an SQL expression over the aggregate, when there are rows.
std::string fail_when_any(std::string const& message, std::string const& rows) {
  return fmt::format("select case when count(*) > 0 then json_extract('{{}}', {}) end from {}", message, rows);
}

// The values an expression can have, as far as they are known: those of an enum column, and what replaces them.
std::optional<std::set<std::string>> possible(ast::Expression const& e, model::Schema const& schema,
                                              model::Table const& table) {
  if (auto const* literal = std::get_if<ast::Literal>(&e.node)) {
    if (literal->kind == ast::LiteralKind::null) return std::set<std::string>{};
    return literal->kind == ast::LiteralKind::string ? std::optional(std::set{literal->text}) : std::nullopt;
  }
  if (auto const* reference = std::get_if<ast::ColumnReference>(&e.node)) {
    auto const* column = table.column(reference->column.text);
    auto const* named = column == nullptr ? nullptr : std::get_if<ast::NamedType>(&column->type.base);
    auto const* type = named == nullptr ? nullptr : schema.enum_type(model::object_name(named->name));
    if (type == nullptr) return std::nullopt;
    return std::set<std::string>(type->values.begin(), type->values.end());
  }
  auto const* choice = std::get_if<ast::Case>(&e.node);
  if (choice == nullptr || choice->operand.size() != 1 || choice->otherwise.size() != 1 ||
      !(choice->operand.front() == choice->otherwise.front()))
    return std::nullopt;
  auto out = possible(choice->otherwise.front(), schema, table);
  for (auto const& arm : choice->arms) {
    auto const* when = std::get_if<ast::Literal>(&arm.when.node);
    auto const then = possible(arm.then, schema, table);
    if (!out || when == nullptr || !then) return std::nullopt;
    out->erase(when->text);
    out->insert(then->begin(), then->end());
  }
  return out;
}

model::ValueType value_type_of(model::Table const& table, std::string const& name) {
  auto const* column = table.column(name);
  return column == nullptr ? model::ValueType{} : model::value_type(column->type);
}
bool is_textual(model::Kind kind) { return kind == model::Kind::text || kind == model::Kind::string_literal; }

std::string uuid_pattern() {
  std::string out;
  for (int const digits : {8, 4, 4, 4, 12}) {
    if (!out.empty()) out += '-';
    for (int i = 0; i < digits; ++i) out += "[0-9a-f]";
  }
  return out;
}

// What a cast at the top of a source converts; null where there is none from text.
ast::Expression const* converted_text(Work const& work, plan::RebuildTable const& rebuild, std::size_t i) {
  auto const* cast = std::get_if<ast::Cast>(&rebuild.sources[i].node);
  if (cast == nullptr) return nullptr;
  auto const from = work.before.type_of(*cast->operand, Renderer::scope_of(*rebuild.before));
  return is_textual(from.kind) && !from.array ? &*cast->operand : nullptr;
}
}  // namespace

ast::Expression const* text_to_number(Work const& work, plan::RebuildTable const& rebuild, std::size_t column) {
  auto const to = value_type_of(*rebuild.after, rebuild.columns[column]);
  return model::is_number(to.kind) && !to.array ? converted_text(work, rebuild, column) : nullptr;
}

Guard nothing_unknown(Work const& work, model::Table const& table) {
  auto const& s = work.spelling;
  std::string known;
  for (auto const& index : table.indexes) known += (known.empty() ? "" : ", ") + s.string(index.name);
  std::string rows =
      fmt::format("sqlite_master where tbl_name = {} and type in ('index', 'trigger') and sql is not null",
                  s.string(table.name.name));
  if (!known.empty()) rows += fmt::format(" and name not in ({})", known);
  auto const message =
      s.string(fmt::format("making {} anew would lose what the history does not know: ", to_string(table.name))) +
      " || group_concat(name, ', ')";
  return {fail_when_any(message, rows), "look for unknown triggers and indexes of " + to_string(table.name)};
}

std::vector<Guard> values_fit(Work const& work, plan::RebuildTable const& rebuild) {
  std::vector<Guard> out;
  auto const& s = work.spelling;
  auto const scope = Renderer::scope_of(*rebuild.before);
  auto const table = to_string(rebuild.before->name);
  auto const from = s.qualified(rebuild.before->name);
  for (std::size_t i = 0; i < rebuild.columns.size(); ++i) {
    auto const& name = rebuild.columns[i];
    auto const to = value_type_of(*rebuild.after, name);
    auto const value = work.before.render(rebuild.sources[i], scope, {to, true, false});
    if (to.kind == model::Kind::enumeration) {
      auto const* type = work.context.action.after.enum_type(to.enum_name);
      if (type == nullptr) continue;
      std::set<std::string> const allowed(type->values.begin(), type->values.end());
      auto const may_be = possible(rebuild.sources[i], work.context.action.before, *rebuild.before);
      bool fits = may_be.has_value();
      if (may_be)
        for (auto const& v : *may_be) fits = fits && allowed.contains(v);
      if (fits) continue;
      std::vector<std::string> values;
      for (auto const& v : type->values) values.push_back(s.string(v));
      auto const message = fmt::format(
          "count(*) || {} || group_concat(distinct {})",
          s.string(fmt::format(" rows of {} have a value in {} that {} does not have: ", table, name, type->name.name)),
          value.text);
      out.push_back({fail_when_any(message, fmt::format("{} where {} not in ({})", from, operand(value, Binds::concat),
                                                        join(values))),
                     fmt::format("look for values of {}.{} that are no longer allowed", table, name)});
      continue;
    }
    auto const* text = converted_text(work, rebuild, i);
    bool const null_when_malformed =
        to.kind == model::Kind::boolean || (to.kind >= model::Kind::date && to.kind <= model::Kind::timestamptz);
    bool const is_uuid = to.kind == model::Kind::uuid;
    if (text == nullptr || !(null_when_malformed || is_uuid)) continue;
    auto const raw = work.before.render(*text, scope, {});
    auto const message = fmt::format(
        "count(*) || {} || min({})",
        s.string(fmt::format(" rows of {} have a text in {} that cannot be converted: ", table, name)), raw.text);
    auto const malformed = is_uuid ? fmt::format("not glob '{}'", uuid_pattern()) : std::string("is null");
    out.push_back(
        {fail_when_any(message, fmt::format("{} where {} is not null and {} {}", from, operand(raw, Binds::concat),
                                            operand(value, Binds::concat), malformed)),
         fmt::format("look for texts of {}.{} that cannot be converted", table, name)});
  }
  return out;
}

std::vector<Guard> numbers_were_read(Work const& work, plan::RebuildTable const& rebuild, std::string const& copy) {
  std::vector<Guard> out;
  auto const& s = work.spelling;
  auto const table = to_string(rebuild.before->name);
  for (std::size_t i = 0; i < rebuild.columns.size(); ++i) {
    if (text_to_number(work, rebuild, i) == nullptr) continue;
    auto const& name = rebuild.columns[i];
    bool const whole = value_type_of(*rebuild.after, name).kind == model::Kind::integer;
    auto const column = s.identifier(name);
    auto const message = fmt::format(
        "count(*) || {} || min({})",
        s.string(fmt::format(" rows of {} have a text in {} that cannot be converted: ", table, name)), column);
    out.push_back({fail_when_any(message, fmt::format("{} where typeof({}) not in ({})", copy, column,
                                                      whole ? "'integer', 'null'" : "'integer', 'real', 'null'")),
                   fmt::format("look for texts of {}.{} that are no numbers", table, name)});
  }
  return out;
}

}  // namespace retort::dialects::sqlite
