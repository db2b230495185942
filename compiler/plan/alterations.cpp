// SPDX-License-Identifier: Apache-2.0
// Which changes of a table are done in place, which by making it anew, and which of them together.
#include "compiler/plan/alterations.hpp"

#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::plan {

namespace {
// A value that is the same in every row and at every time.
bool is_constant(ast::Expression const& e) {
  if (auto const* sign = std::get_if<ast::Unary>(&e.node))
    return sign->op != ast::UnaryOperator::not_ && is_constant(*sign->operand);
  return std::holds_alternative<ast::Literal>(e.node);
}
bool has_value(Maybe<ast::Expression> const& e) { return e && !model::is_null(*e); }

template <class T>
T const* as(Alteration const& alteration) {
  auto const* action = std::get_if<ast::AlterAction>(&alteration.what);
  return action == nullptr ? nullptr : std::get_if<T>(&action->node);
}

// Whether the foreign key of another table names the column: what makes the table anew does not reach that text.
bool referred_to(model::Schema const& schema, model::ObjectName const& table, std::string const& column) {
  auto const* users = schema.users.find(table);
  if (users == nullptr) return false;
  return std::any_of((*users)->begin(), (*users)->end(), [&](model::ObjectName const& user) {
    model::Table const* other = schema.table(user);
    if (other == nullptr || user == table) return false;
    return std::any_of(other->constraints.begin(), other->constraints.end(), [&](model::Constraint const& c) {
      auto const* key = std::get_if<ast::ForeignKey>(&c.body);
      return key != nullptr && model::object_name(key->references.table) == table &&
             std::any_of(key->references.columns.begin(), key->references.columns.end(),
                         [&](ast::Identifier const& name) { return name.text == column; });
    });
  });
}

bool is_enum_change(Alteration const& alteration) { return std::holds_alternative<EnumChange>(alteration.what); }

// Whether it changes another table as well: a renamed column, in the foreign keys that refer to it.
bool reaches(Alteration const& alteration, model::ObjectName const& other) {
  if (is_enum_change(alteration)) return false;
  auto const *before = alteration.before.table(other), *after = alteration.after.table(other);
  return before != after && (before == nullptr || after == nullptr || !(*before == *after));
}

Action action_of(model::ObjectName const& table, Operation operation, Alteration const& first, Alteration const& last) {
  return {std::move(operation), table, first.before, last.after, first.origin};
}
}  // namespace

std::optional<Operation> operation(ast::AlterAction const& action) {
  using Maybe = std::optional<Operation>;
  return std::visit(
      overloaded{
          [](ast::BadAction const&) -> Maybe { return std::nullopt; },
          [](ast::AddColumn const& a) -> Maybe { return a; }, [](ast::DropColumn const& a) -> Maybe { return a; },
          [](ast::RenameColumn const& a) -> Maybe { return a; }, [](ast::SetColumnType const& a) -> Maybe { return a; },
          [](ast::SetNotNull const& a) -> Maybe { return a; }, [](ast::DropNotNull const& a) -> Maybe { return a; },
          [](ast::SetDefault const& a) -> Maybe { return a; }, [](ast::DropDefault const& a) -> Maybe { return a; },
          [](ast::AddIdentity const& a) -> Maybe { return a; }, [](ast::DropIdentity const& a) -> Maybe { return a; },
          [](ast::AddConstraint const& a) -> Maybe { return a; },
          [](ast::DropConstraint const& a) -> Maybe { return a; },
          [](ast::RenameConstraint const& a) -> Maybe { return a; }},
      action.node);
}

bool Alterations::in_place(ast::AlterAction const& action) const {
  auto const& can = capabilities_;
  return std::visit(
      overloaded{[](ast::BadAction const&) { return true; },
                 [&](ast::AddColumn const& add) {
                   ast::Column const& c = add.column;
                   bool const not_null = c.nullability && c.nullability->not_null;
                   if (!can.add_column || c.identity) return false;
                   if (c.generated) return !c.generated->stored && !not_null;
                   if (c.default_value && !is_constant(*c.default_value)) return false;
                   return !not_null || has_value(c.default_value);
                 },
                 [&](ast::DropColumn const&) { return can.drop_column; },
                 [&](ast::RenameColumn const&) { return can.rename_column; },
                 [](ast::SetColumnType const&) { return false; }, [](ast::SetNotNull const&) { return false; },
                 [](ast::DropNotNull const&) { return false; }, [](ast::SetDefault const&) { return false; },
                 [](ast::DropDefault const&) { return false; }, [](ast::AddIdentity const&) { return false; },
                 [](ast::DropIdentity const&) { return false; }, [](ast::AddConstraint const&) { return false; },
                 [](ast::DropConstraint const&) { return false; }, [](ast::RenameConstraint const&) { return false; }},
      action.node);
}

bool Alterations::in_place(std::vector<Alteration> const& list) const {
  return std::all_of(list.begin(), list.end(), [&](Alteration const& alteration) {
    auto const* action = std::get_if<ast::AlterAction>(&alteration.what);
    return action != nullptr && in_place(*action);
  });
}

// A foreign key on one column that was just added is written behind that column.
std::vector<Alteration> Alterations::with_references(std::vector<Alteration> list) const {
  std::vector<Alteration> out;
  for (auto& alteration : list) {
    auto const* added = as<ast::AddConstraint>(alteration);
    auto const* key = added == nullptr ? nullptr : std::get_if<ast::ForeignKey>(&added->constraint.body);
    ast::Column* column = nullptr;
    if (key != nullptr && key->columns.size() == 1)
      for (auto& earlier : out) {
        auto* action = std::get_if<ast::AlterAction>(&earlier.what);
        auto* add = action == nullptr ? nullptr : std::get_if<ast::AddColumn>(&action->node);
        if (add != nullptr && add->column.name.text == key->columns.front().text) column = &add->column;
      }
    if (column == nullptr || column->references || column->generated || has_value(column->default_value)) {
      out.push_back(std::move(alteration));
      continue;
    }
    column->references = ast::InlineReferences{added->constraint.name, key->references, added->constraint.where};
    out.back().after = alteration.after;
  }
  return out;
}

void Alterations::add(model::ObjectName const& table, Alteration alteration, std::vector<Action>& out) {
  auto const own = std::find_if(groups_.begin(), groups_.end(), [&](Group const& g) { return g.table == table; });
  if (own != groups_.end()) {
    // It goes before the later groups, which changes nothing where one of the two is about the values of an enum.
    bool const about_values = is_enum_change(alteration) || std::all_of(own + 1, groups_.end(), [&](Group const& g) {
                                return std::all_of(g.list.begin(), g.list.end(), is_enum_change);
                              });
    bool const meets = std::any_of(own + 1, groups_.end(), [&](Group const& g) {
      return reaches(alteration, g.table) ||
             std::any_of(g.list.begin(), g.list.end(), [&](Alteration const& later) { return reaches(later, table); });
    });
    if (about_values && !meets) {
      own->list.push_back(std::move(alteration));
      return;
    }
    flush(out);
  }
  groups_.push_back({table, {}});
  groups_.back().list.push_back(std::move(alteration));
}

void Alterations::flush(std::vector<Action>& out) {
  for (auto& group : groups_) flush(group, out);
  groups_.clear();
}

void Alterations::flush(Group& group, std::vector<Action>& out) const {
  std::vector<Alteration> together;
  for (auto& alteration : group.list) {
    auto const* rename = as<ast::RenameColumn>(alteration);
    bool const alone = rename != nullptr && capabilities_.rename_column &&
                       referred_to(alteration.before, group.table, rename->from.text);
    if (alone) {
      emit(group.table, std::move(together), out);
      together.clear();
      out.push_back(action_of(group.table, *rename, alteration, alteration));
      continue;
    }
    together.push_back(std::move(alteration));
  }
  emit(group.table, std::move(together), out);
}

void Alterations::emit(model::ObjectName const& table, std::vector<Alteration> list, std::vector<Action>& out) const {
  if (list.empty()) return;
  std::vector<Alteration> const folded = capabilities_.add_references ? with_references(list) : list;
  if (in_place(folded)) {
    for (auto const& alteration : folded)
      if (auto op = operation(std::get<ast::AlterAction>(alteration.what)))
        out.push_back(action_of(table, std::move(*op), alteration, alteration));
    return;
  }
  model::Table const* before = list.front().before.table(table);
  model::Table const* after = list.back().after.table(table);
  if (before == nullptr || after == nullptr) return;  // a statement was refused: there is an error already
  // A value made of a value made of a value doubles with every `using a + a`, and SQLite takes no expression that is
  // deeper than 1000 (https://www.sqlite.org/limits.html): the table is rebuilt once more then.
  constexpr std::size_t most_parts = 300;
  Sources sources(*before);
  auto first = list.begin();
  auto const rebuild_until = [&](std::vector<Alteration>::iterator end, model::Table const& then) {
    RebuildTable rebuild;
    rebuild.before = *before;
    rebuild.after = then;
    sources.finish(rebuild);
    out.push_back(action_of(table, std::move(rebuild), *first, *(end - 1)));
  };
  for (auto at = list.begin(); at != list.end(); ++at) {
    Alteration const& alteration = *at;
    model::Table const* now = alteration.before.table(table);
    if (now == nullptr) continue;
    auto const* made = std::get_if<ast::AlterAction>(&alteration.what);
    if (at != first && made != nullptr && sources.size_after(*made) > most_parts) {
      rebuild_until(at, *now);
      before = now;
      first = at;
      sources = Sources(*now);
    }
    std::visit(overloaded{[&](ast::AlterAction const& action) { sources.apply(action, *now); },
                          [&](EnumChange const& change) {
                            if (change.change) sources.apply(*change.change, *now);
                          }},
               alteration.what);
  }
  rebuild_until(list.end(), *after);
}

}  // namespace retort::plan
