// SPDX-License-Identifier: Apache-2.0
// An action is asked about by the names it touches. One behind it can change the answer where it touches the same part,
// or the whole object; what it does to a part does not change whether the whole is there.
#include "compiler/plan/touched.hpp"

#include <algorithm>
#include <utility>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::plan {

namespace {

using All = std::vector<Touched>;

constexpr std::string_view key = "primary key", comment = "table comment";  // no names: they have a blank

Touched whole(model::ObjectName const& name) { return {model::fold(name), {}, false}; }
Touched whole(ast::QualifiedName const& name) { return whole(model::object_name(name)); }
Touched part_of(model::ObjectName const& name, std::string_view part) {
  return {model::fold(name), model::fold(part), false};
}

// A key or an index. Where it comes or goes, an index of the name of a foreign key may go or come, on a database that
// needs one for each.
void add_relation(All& out, Action const& action, std::string_view name) {
  auto const& table = action.table;
  out.push_back(part_of(table, name));
  out.push_back(whole(model::ObjectName{table.schema, std::string(name)}));
  for (auto const* schema : {&action.before, &action.after})
    if (auto const* known = schema->table(table))
      for (auto const& c : known->constraints)
        if (std::holds_alternative<ast::ForeignKey>(c.body)) {
          out.push_back(part_of(table, c.name));
          out.back().beside = true;
        }
}

// A primary key is asked for without its name, and decides what may be null.
void add_constraint(All& out, Action const& action, std::string_view name,
                    decltype(model::Constraint::body) const& body) {
  auto const& table = action.table;
  add_relation(out, action, name);
  auto const* primary = std::get_if<ast::PrimaryKey>(&body);
  if (primary == nullptr) return;
  out.push_back(part_of(table, key));
  for (auto const& column : primary->columns) out.push_back(part_of(table, column.text));
}
std::optional<All> named_constraint(Action const& action, std::string const& name) {
  auto const* table = action.before.table(action.table);
  auto const* found = table == nullptr ? nullptr : table->constraint(name);
  if (found == nullptr) return std::nullopt;
  All out;
  add_constraint(out, action, name, found->body);
  return out;
}

}  // namespace

std::optional<All> touched_by(Action const& action) {
  auto const& table = action.table;
  auto const one = [&](ast::Identifier const& name) { return All{part_of(table, name.text)}; };
  auto const relations = [&](std::initializer_list<std::string> names) {
    All out;
    for (auto const& name : names) add_relation(out, action, name);
    return out;
  };
  using Answer = std::optional<All>;
  return std::visit(
      overloaded{
          [&](ast::CreateTable const& o) -> Answer { return All{whole(o.name)}; },
          [&](ast::DropTable const& o) -> Answer { return All{whole(o.name)}; },
          [&](ast::RenameTable const& o) -> Answer {
            auto const from = model::object_name(o.from);
            return All{whole(from), whole(model::ObjectName{from.schema, o.to.text})};
          },
          [&](ast::AddColumn const& o) -> Answer { return one(o.column.name); },
          [&](ast::DropColumn const& o) -> Answer { return one(o.name); },
          [&](ast::RenameColumn const& o) -> Answer {
            return All{part_of(table, o.from.text), part_of(table, o.to.text)};
          },
          [&](ast::SetColumnType const& o) -> Answer { return one(o.name); },
          [&](ast::SetNotNull const& o) -> Answer { return one(o.name); },
          [&](ast::DropNotNull const& o) -> Answer { return one(o.name); },
          [&](ast::SetDefault const& o) -> Answer { return one(o.name); },
          [&](ast::DropDefault const& o) -> Answer { return one(o.name); },
          [&](ast::AddIdentity const& o) -> Answer { return one(o.name); },
          [&](ast::DropIdentity const& o) -> Answer { return one(o.name); },
          [&](ast::AddConstraint const& o) -> Answer {
            if (!o.constraint.name) return std::nullopt;
            All out;
            add_constraint(out, action, o.constraint.name->text, o.constraint.body);
            return out;
          },
          [&](ast::DropConstraint const& o) -> Answer { return named_constraint(action, o.name.text); },
          [&](ast::RenameConstraint const& o) -> Answer {
            auto out = named_constraint(action, o.from.text);
            if (out) add_relation(*out, action, o.to.text);
            return out;
          },
          [&](ast::CreateIndex const& o) -> Answer {
            if (!o.name) return std::nullopt;
            return relations({o.name->text});
          },
          [&](ast::DropIndex const& o) -> Answer { return relations({o.name.name.text}); },
          [&](ast::RenameIndex const& o) -> Answer {
            return relations({o.from.name.text, o.to.text});
          },
          [&](ast::CreateView const& o) -> Answer { return All{whole(o.name)}; },
          [&](ast::DropView const& o) -> Answer { return All{whole(o.name)}; },
          [&](ast::CreateSequence const& o) -> Answer { return All{whole(o.name)}; },
          [&](ast::DropSequence const& o) -> Answer { return All{whole(o.name)}; },
          [&](ast::CommentOnTable const& o) -> Answer { return All{part_of(model::object_name(o.table), comment)}; },
          [&](ast::CommentOnColumn const& o) -> Answer {
            return All{part_of(model::object_name(o.table), o.column.text)};
          },
          // An enum may be a property of any number of columns; of rows and of free text nothing is known.
          [](ast::CreateSchema const&) -> Answer { return std::nullopt; },
          [](ast::DropSchema const&) -> Answer { return std::nullopt; },
          [](ast::CreateType const&) -> Answer { return std::nullopt; },
          [](ast::AddEnumValue const&) -> Answer { return std::nullopt; },
          [](ast::RenameEnumValue const&) -> Answer { return std::nullopt; },
          [](ast::DropEnumValue const&) -> Answer { return std::nullopt; },
          [](ast::RenameType const&) -> Answer { return std::nullopt; },
          [](ast::DropType const&) -> Answer { return std::nullopt; },
          [](ast::Insert const&) -> Answer { return std::nullopt; },
          [](ast::Update const&) -> Answer { return std::nullopt; },
          [](ast::Delete const&) -> Answer { return std::nullopt; },
          [](ast::CallStep const&) -> Answer { return std::nullopt; },
          [](ast::Sql const&) -> Answer { return std::nullopt; },
          [](RebuildTable const&) -> Answer { return std::nullopt; },
      },
      action.operation);
}

bool Neighbours::joins(Action const& action) {
  auto const touched = touched_by(action);
  auto const meets = [&](Touched const& later) {
    return std::any_of(touched_.begin(), touched_.end(), [&](Touched const& earlier) {
      return !earlier.beside && later.object == earlier.object && (later.part.empty() || later.part == earlier.part);
    });
  };
  bool const out =
      std::exchange(open_, touched.has_value()) && touched && std::none_of(touched->begin(), touched->end(), meets);
  if (!out) touched_.clear();
  if (touched) touched_.insert(touched_.end(), touched->begin(), touched->end());
  return out;
}

}  // namespace retort::plan
