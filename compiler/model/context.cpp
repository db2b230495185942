// SPDX-License-Identifier: Apache-2.0
// Look-ups with reports, and the recording of steps.
#include "compiler/model/context.hpp"

#include <fmt/format.h>

#include <utility>

#include "compiler/ast/print.hpp"
#include "compiler/base/overloaded.hpp"
#include "compiler/model/lost.hpp"
#include "compiler/model/ops/ops.hpp"

namespace retort::model {

char const* kind_of(Object const& object) {
  return std::visit(overloaded{[](Table const&) { return "table"; }, [](View const&) { return "view"; },
                               [](Sequence const&) { return "sequence"; }, [](EnumType const&) { return "type"; },
                               [](IndexEntry const&) { return "index"; }},
                    object);
}
bool is_unique_key(Constraint const& constraint) {
  return std::holds_alternative<ast::PrimaryKey>(constraint.body) ||
         std::holds_alternative<ast::Unique>(constraint.body);
}
std::vector<std::string> column_names(Table const& table) {
  std::vector<std::string> out;
  for (auto const& c : table.columns) out.push_back(c.name);
  return out;
}

Span made_of(Schema const& schema, ObjectName const& name) {
  auto const* object = schema.objects.find(name);
  if (object == nullptr) {
    auto const* holder = schema.constraints.find(name);
    Table const* table = holder == nullptr ? nullptr : schema.table(*holder);
    Constraint const* constraint = table == nullptr ? nullptr : table->constraint(name.name);
    return constraint == nullptr ? Span{} : Span(constraint->made);
  }
  return std::visit(
      overloaded{[](Table const& t) -> Span { return t.made; }, [](View const& v) -> Span { return v.made; },
                 [](Sequence const& s) -> Span { return s.made; }, [](EnumType const& t) -> Span { return t.made; },
                 [&](IndexEntry const& e) -> Span {
                   Table const* t = schema.table(e.table);
                   Index const* i = t == nullptr ? nullptr : t->index(name.name);
                   return i == nullptr ? Span{} : Span(i->made);
                 }},
      **object);
}

void Context::begin(ast::Statement const& statement) {
  origin_ = statement.where;
  statement_where_ = statement.where;
  annotations_ = statement.annotations;
  ++group_;
}
void Context::begin_derived(Span origin, std::uint32_t group) {
  origin_ = origin;
  statement_where_ = origin;
  annotations_.clear();
  group_ = group;
}

Diagnostic& Context::error(Code code, Span span, std::string message) {
  ++errors;
  if (span.file.index == FileId::none) span = origin_;
  return sink_.report(code, span, std::move(message));
}
Diagnostic& Context::finding(Code code, Span span, std::string message) {
  if (silent()) return muted_ = Diagnostic{};
  return sink_.report(code, span, std::move(message));
}

void Context::emit(ast::Operation operation, Schema after) {
  remember_lost(operation, schema, after, origin_);
  Step step;
  step.statement.annotations = annotations_;
  step.statement.operation = std::move(operation);
  step.statement.where = statement_where_;
  step.before = std::move(schema);
  step.after = after;
  step.origin = origin_;
  step.group = group_;
  schema = std::move(after);
  if (phase == Phase::upgrade)
    if (auto const loss = ops::loss_of(step))
      finding(loss->code, loss->span, loss->message) |
          Note{"accept it with @allow(data-loss, 'why') before the statement", std::nullopt};
  if (in_effect) {
    if (auto const loss = ops::loss_of(step))
      effect_losses.push_back({direction::upgrade, ops::kind_of(loss->code), loss->message});
    return;
  }
  step.effect_losses = std::exchange(effect_losses, {});
  steps.push_back(std::move(step));
  on_empty.push_back(false);
}
void Context::emit(ObjectName const& name, ast::AlterAction action, Table after_table) {
  ast::AlterTable alter;
  alter.table = qualified_name(name);
  alter.actions.push_back(std::move(action));
  Schema after = schema;
  put(after, std::move(after_table));
  emit(std::move(alter), std::move(after));
  if (!in_effect) on_empty.back() = fresh.contains(name);
}

namespace {
template <class T>
std::vector<std::string> names_of(Schema const& schema, std::string const& in) {
  std::vector<std::string> out;
  schema.objects.for_each([&](ObjectName const& name, Shared<Object> const& object) {
    if (name.schema == in && std::holds_alternative<T>(*object)) out.push_back(name.name);
  });
  return out;
}
}  // namespace

bool Context::known_schema(ast::QualifiedName const& name) {
  if (!name.schema || schema.schemas.contains({"", name.schema->text})) return true;
  if (schema.uncertain || is_broken({"", name.schema->text})) return false;
  auto& d = error(Code::RT0307, name.schema->where, fmt::format("there is no schema '{}' here", name.schema->text));
  std::vector<std::string> known;
  schema.schemas.for_each([&](ObjectName const& s, ast::Where const&) { known.push_back(s.name); });
  suggest(d, name.schema->where, name.schema->text, known);
  mark_broken({"", name.schema->text}, name.schema->where);
  return false;
}

void Context::report_wrong_kind(ast::QualifiedName const& name, char const* what) {
  ObjectName const key = object_name(name);
  auto const* object = schema.objects.find(key);
  error(Code::RT0314, name.where, fmt::format("'{}' is a {}, not a {}", to_string(key), kind_of(**object), what)) |
      Note{fmt::format("{} '{}' was made here", kind_of(**object), to_string(key)), made_of(schema, key)};
}

template <class T>
T const* Context::find(ast::QualifiedName const& name, Code missing, char const* what) {
  if (!known_schema(name)) return nullptr;
  ObjectName const key = object_name(name);
  if (auto const* object = schema.objects.find(key)) {
    if (auto const* found = std::get_if<T>(&**object)) return found;
    if (!is_broken(key)) report_wrong_kind(name, what);
    return nullptr;
  }
  if (in_doubt(key)) return nullptr;
  auto& d = error(missing, name.where, fmt::format("there is no {} '{}' here", what, to_string(key)));
  note_lost(d, schema, key, fmt::format("{} '{}'", what, to_string(key)));
  suggest(d, name.name.where, key.name, names_of<T>(schema, key.schema));
  if (!d.label.empty()) return nullptr;
  // The same name in one other schema.
  std::vector<ObjectName> elsewhere;
  schema.objects.for_each([&](ObjectName const& other, Shared<Object> const& object) {
    if (other.name == key.name && std::holds_alternative<T>(*object)) elsewhere.push_back(other);
  });
  if (elsewhere.size() == 1) {
    d.label = fmt::format("did you mean '{}'?", to_string(elsewhere.front()));
    d | Fix{name.where, ast::print(qualified_name(elsewhere.front()))};
  }
  return nullptr;
}

Table const* Context::table(ast::QualifiedName const& name) { return find<Table>(name, Code::RT0301, "table"); }
View const* Context::view(ast::QualifiedName const& name) { return find<View>(name, Code::RT0301, "view"); }
EnumType const* Context::enum_type(ast::QualifiedName const& name) {
  return find<EnumType>(name, Code::RT0303, "type");
}
Sequence const* Context::sequence(ast::QualifiedName const& name) {
  return find<Sequence>(name, Code::RT0306, "sequence");
}
Table const* Context::table_of_index(ast::QualifiedName const& name) {
  auto const* entry = find<IndexEntry>(name, Code::RT0305, "index");
  return entry == nullptr ? nullptr : schema.table(entry->table);
}

Column const* Context::column(Table const& in, ast::Identifier const& name) {
  if (Column const* found = in.column(name.text)) return found;
  if (is_broken(in.name)) return nullptr;
  auto& d =
      error(Code::RT0302, name.where, fmt::format("table '{}' has no column '{}' here", to_string(in.name), name.text));
  suggest(d, name.where, name.text, column_names(in));
  note_lost(d, schema, lost_part("column", in.name, name.text), fmt::format("column '{}'", name.text));
  if (Span(in.made).file.index != FileId::none)
    d | Note{fmt::format("table '{}' was made here", to_string(in.name)), in.made};
  return nullptr;
}
Constraint const* Context::constraint(Table const& in, ast::Identifier const& name) {
  if (Constraint const* found = in.constraint(name.text)) return found;
  if (in_doubt({in.name.schema, name.text}) || is_broken(in.name)) return nullptr;
  auto& d = error(Code::RT0304, name.where,
                  fmt::format("table '{}' has no constraint '{}' here", to_string(in.name), name.text));
  std::vector<std::string> known;
  for (auto const& c : in.constraints) known.push_back(c.name);
  suggest(d, name.where, name.text, known);
  note_lost(d, schema, lost_part("constraint", in.name, name.text), fmt::format("constraint '{}'", name.text));
  if (in.index(name.text) != nullptr) d | Note{fmt::format("'{}' is an index: drop index", name.text), std::nullopt};
  // Names that the convention gave stand nowhere to be looked up.
  constexpr std::size_t few = 8;
  if (d.notes.empty() && !known.empty() && known.size() <= few)
    d | Note{fmt::format("it has {}", fmt::join(known, ", ")), std::nullopt};
  return nullptr;
}

bool Context::relation_taken(ObjectName const& name) const {
  if (schema.objects.contains(name)) return true;
  auto const* holder = schema.constraints.find(name);
  Table const* in = holder == nullptr ? nullptr : schema.table(*holder);
  Constraint const* found = in == nullptr ? nullptr : in->constraint(name.name);
  return found != nullptr && is_unique_key(*found);
}

void report_case(Context& context, Span span, std::string const& name, std::string const& other, Span other_made) {
  auto& d = context.error(
      Code::RT0311, span,
      fmt::format("'{}' differs from '{}' only in case, which several databases do not tell apart", name, other));
  if (other_made.file.index != FileId::none) d | Note{fmt::format("'{}' was made here", other), other_made};
}

namespace {
// The name in `names` that differs from `name` only in case; null when there is none but `itself`.
template <class Names>
ObjectName const* other_case(Names const& names, PersistentMap<ObjectName, ObjectName> const& mixed_case,
                             ObjectName const& name, ObjectName const& folded, ObjectName const* itself) {
  ObjectName const* other = mixed_case.find(folded);
  if (other == nullptr && folded != name && names.contains(folded)) other = &folded;
  return other == nullptr || *other == name || (itself != nullptr && *other == *itself) ? nullptr : other;
}
}  // namespace

bool Context::free_relation(ObjectName const& name, Span span, ObjectName const* itself) {
  if (relation_taken(name)) {
    auto const* object = schema.objects.find(name);
    char const* what = object == nullptr ? "constraint" : kind_of(**object);
    error(Code::RT0308, span, fmt::format("there is a {} '{}' already", what, to_string(name))) |
        Note{fmt::format("{} '{}' was made here", what, to_string(name)), made_of(schema, name)};
    return false;
  }
  ObjectName const folded = fold(name);
  if (ObjectName const* other = other_case(schema.objects, schema.mixed_case, name, folded, itself))
    report_case(*this, span, to_string(name), to_string(*other), made_of(schema, *other));
  return true;
}

bool Context::free_constraint(ObjectName const& name, Span span, bool also_relation, ObjectName const* itself) {
  if (auto const* holder = schema.constraints.find(name)) {
    Table const* in = schema.table(*holder);
    Constraint const* there = in == nullptr ? nullptr : in->constraint(name.name);
    auto& d = error(Code::RT0310, span,
                    fmt::format("there is a constraint '{}' already, on table '{}'", name.name, to_string(*holder)));
    if (there != nullptr) d | Note{fmt::format("constraint '{}' was made here", name.name), there->made};
    return false;
  }
  ObjectName const folded = fold(name);
  if (ObjectName const* other = other_case(schema.constraints, schema.mixed_case_constraints, name, folded, itself))
    report_case(*this, span, to_string(name), to_string(*other), made_of(schema, *other));
  return !also_relation || free_relation(name, span, itself);
}

}  // namespace retort::model
