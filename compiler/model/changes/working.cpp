// SPDX-License-Identifier: Apache-2.0
// Tries operations on the model; takes out of the way what hinders one.
#include "compiler/model/changes/working.hpp"

#include <algorithm>
#include <tuple>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/context.hpp"
#include "compiler/model/ops/ops.hpp"
#include "compiler/model/ops/recheck.hpp"

namespace retort::model::changes {

bool contains(std::vector<std::string> const& list, std::string const& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

namespace {
// Whether a key or a check names the column; every one does where no column is named.
bool names(Constraint const& constraint, std::string const& column) {
  if (column.empty()) return true;
  return std::visit(overloaded{[&](ast::PrimaryKey const& key) { return contains(texts(key.columns), column); },
                               [&](ast::Unique const& key) { return contains(texts(key.columns), column); },
                               [&](ast::Check const& check) { return names_column(check.condition, column); },
                               [&](ast::ForeignKey const& key) { return contains(texts(key.columns), column); }},
                    constraint.body);
}
bool names(Index const& index, std::string const& column) {
  return column.empty() || contains(index.include, column) ||
         (index.predicate && names_column(*index.predicate, column)) ||
         std::any_of(index.items.begin(), index.items.end(),
                     [&](ast::IndexItem const& item) { return names_column(item.expression, column); });
}
// Whether a rule of the database can be broken by it: those are about keys and indexes and what needs one.
bool touches_keys(ast::Operation const& operation) {
  if (std::holds_alternative<ast::DropIndex>(operation) || std::holds_alternative<ast::CreateIndex>(operation))
    return true;
  auto const* alter = std::get_if<ast::AlterTable>(&operation);
  return alter != nullptr && std::any_of(alter->actions.begin(), alter->actions.end(), [](ast::AlterAction const& a) {
           return !std::holds_alternative<ast::SetDefault>(a.node) && !std::holds_alternative<ast::DropDefault>(a.node);
         });
}
bool is_value_of(EnumType const* type, std::string const& value) {
  return type != nullptr && contains(type->values, value);
}
}  // namespace

bool Working::attempt(ast::Operation operation, std::string remark) {
  Sink found;
  Context context(now_, *options_, found, Phase::upgrade);
  context.fresh = fresh_;
  std::visit([&](auto const& o) { ops::run(o, context); }, operation);
  if (context.errors != 0) return false;
  if (options_->rules_broken && touches_keys(operation) &&
      options_->rules_broken(context.schema) > options_->rules_broken(now_))
    return false;
  Change change{std::move(operation), std::move(remark), false, {}, {}};
  change.drops = is_unwanted(change.operation);
  for (auto const& diagnostic : found.all())
    if (info(diagnostic.code).family == Family::data_loss) change.losses.push_back(diagnostic.message);
  now_ = std::move(context.schema);
  fresh_ = std::move(context.fresh);
  list.push_back(std::move(change));
  return true;
}

bool Working::alter(ObjectName const& table, decltype(ast::AlterAction::node) action, std::string remark) {
  return attempt(ops::alter(table, std::move(action)), std::move(remark));
}

bool Working::is_unwanted(ast::Operation const& operation) const {
  auto const gone = [&](ast::QualifiedName const& name) { return !wanted_->objects.contains(object_name(name)); };
  if (auto const* o = std::get_if<ast::DropTable>(&operation)) return gone(o->name);
  if (auto const* o = std::get_if<ast::DropView>(&operation)) return gone(o->name);
  if (auto const* o = std::get_if<ast::DropType>(&operation)) return gone(o->name);
  if (auto const* o = std::get_if<ast::DropSequence>(&operation)) return gone(o->name);
  if (auto const* o = std::get_if<ast::DropIndex>(&operation)) return gone(o->name);
  if (auto const* o = std::get_if<ast::DropSchema>(&operation)) return !wanted_->schemas.contains({"", o->name.text});
  if (auto const* o = std::get_if<ast::DropEnumValue>(&operation))
    return !is_value_of(wanted_->enum_type(object_name(o->type)), o->value.value);
  auto const* o = std::get_if<ast::AlterTable>(&operation);
  if (o == nullptr) return false;
  Table const* table = wanted_->table(object_name(o->table));
  return std::any_of(o->actions.begin(), o->actions.end(), [&](ast::AlterAction const& action) {
    if (auto const* a = std::get_if<ast::DropColumn>(&action.node))
      return table == nullptr || table->column(a->name.text) == nullptr;
    if (std::holds_alternative<ast::DropIdentity>(action.node)) return true;  // how far it has counted is gone
    if (auto const* a = std::get_if<ast::DropConstraint>(&action.node))
      return table == nullptr || table->constraint(a->name.text) == nullptr;
    return false;
  });
}

void Working::drop_view(ObjectName const& view) {
  if (now_.view(view) == nullptr) return;
  for (auto const& user : ops::direct_users(now_, view)) drop_view(user);
  attempt(ast::DropView{qualified_name(view)});
}

void Working::clear_views(ObjectName const& table) {
  for (auto const& user : ops::direct_users(now_, table)) drop_view(user);
}

void Working::clear_foreign_keys(ObjectName const& table, std::string const& column) {
  std::vector<std::pair<ObjectName, std::string>> keys;
  auto const collect = [&](ObjectName const& name) {
    Table const* other = now_.table(name);
    if (other == nullptr) return;
    for (auto const& constraint : other->constraints) {
      auto const* key = std::get_if<ast::ForeignKey>(&constraint.body);
      if (key == nullptr) continue;
      bool const to = object_name(key->references.table) == table &&
                      (column.empty() || contains(texts(key->references.columns), column));
      bool const from = name == table && !column.empty() && contains(texts(key->columns), column);
      if (to || from) keys.emplace_back(name, constraint.name);
    }
  };
  collect(table);
  for (auto const& user : ops::direct_users(now_, table)) collect(user);
  for (auto const& [owner, key] : keys) alter(owner, ast::DropConstraint{identifier(key)});
}

void Working::clear_parts(ObjectName const& name, std::string const& column) {
  Schema const keep = now_;
  Table const* table = keep.table(name);
  if (table == nullptr || column.empty()) return;
  for (auto const& index : table->indexes)
    if (names(index, column)) attempt(ast::DropIndex{qualified_name({name.schema, index.name}), false});
  for (auto const& constraint : table->constraints)
    if (names(constraint, column)) alter(name, ast::DropConstraint{identifier(constraint.name)});
  for (auto const& other : table->columns)
    if (other.name != column && other.generated && names_column(other.generated->expression, column))
      with_way_cleared(name, other.name,
                       [&](Working& w) { return w.alter(name, ast::DropColumn{identifier(other.name)}); });
}

void Working::clear_identities(ObjectName const& name) {
  Schema const keep = now_;
  Table const* table = keep.table(name);
  if (table == nullptr) return;
  for (auto const& column : table->columns)
    if (column.identity) alter(name, ast::DropIdentity{identifier(column.name)});
}

bool Working::with_way_cleared(ObjectName const& table, std::string const& column,
                               std::function<bool(Working&)> const& what) {
  if (what(*this)) return true;
  Working trial = *this;
  trial.clear_views(table);
  if (!what(trial)) {
    trial.clear_foreign_keys(table, column);
    if (!what(trial)) {
      trial.clear_parts(table, column);
      if (!what(trial)) {
        trial.clear_identities(table);
        if (!what(trial)) return false;
      }
    }
  }
  *this = std::move(trial);
  return true;
}

template <class T>
std::vector<T const*> all_of(Schema const& schema) {
  std::vector<T const*> out;
  schema.objects.for_each([&](ObjectName const&, Shared<Object> const& object) {
    if (auto const* found = std::get_if<T>(&*object)) out.push_back(found);
  });
  std::sort(out.begin(), out.end(), [](T const* a, T const* b) {
    Span const x = a->made, y = b->made;
    return std::tie(x.file.index, x.begin, a->name) < std::tie(y.file.index, y.begin, b->name);
  });
  return out;
}
template std::vector<Table const*> all_of<Table>(Schema const&);
template std::vector<View const*> all_of<View>(Schema const&);
template std::vector<Sequence const*> all_of<Sequence>(Schema const&);
template std::vector<EnumType const*> all_of<EnumType>(Schema const&);

}  // namespace retort::model::changes
