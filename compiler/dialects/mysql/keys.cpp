// SPDX-License-Identifier: Apache-2.0
// Constraints, and the indexes that foreign keys stand on.
// https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html, https://mariadb.com/kb/en/foreign-keys/
#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/overloaded.hpp"
#include "compiler/dialects/mysql/key_rules.hpp"
#include "compiler/dialects/mysql/locks.hpp"
#include "compiler/dialects/mysql/lowering.hpp"
#include "compiler/dialects/mysql/probes.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::dialects::mysql {

namespace {

std::string_view action_text(ast::ReferentialAction action) {
  switch (action) {
    case ast::ReferentialAction::no_action:
      return {};
    case ast::ReferentialAction::restrict:
      return "restrict";
    case ast::ReferentialAction::cascade:
      return "cascade";
    case ast::ReferentialAction::set_null:
      return "set null";
    case ast::ReferentialAction::set_default:
      return "set default";
  }
  return {};
}

std::string references(Work const& work, ast::References const& r) {
  std::string out = " references " + work.spelling.qualified(r.table) + " (" + work.spelling.names(r.columns) + ")";
  auto const* target = work.context.action.after.table(model::object_name(r.table));
  for (auto const& name : r.columns) {
    auto const* column = target == nullptr ? nullptr : target->column(name.text);
    if (column != nullptr && column->generated && !column->generated->stored && !work.variant.references_virtual)
      work.refuse(r.where,
                  fmt::format("{} has no foreign key to the virtual column '{}'", work.variant.title, column->name),
                  "store it: generated always as (…) stored");
  }
  for (auto const& [event, action] : {std::pair{"delete", r.on_delete}, std::pair{"update", r.on_update}}) {
    if (action == ast::ReferentialAction::set_default)
      work.refuse(r.where,
                  fmt::format("{} has no `on {} set default`: it would refuse the change", work.variant.title, event),
                  "use `set null`, or `restrict`");
    if (auto const text = action_text(action); !text.empty()) out += fmt::format(" on {} {}", event, text);
  }
  if (r.deferrable)
    work.refuse(r.where, fmt::format("{} has no deferrable constraints", work.variant.title),
                "leave it out, or keep it to the databases that have them: for postgresql, sqlite { … }");
  return out;
}

std::string alter(Work const& work, std::string const& clauses) {
  return "alter table " + work.table() + " " + clauses;
}
std::string about(Work const& work, std::string_view what, std::string const& name) {
  return fmt::format("alter table {} {} {}", to_string(work.table_name()), what, name);
}

bool begins_with(std::vector<std::string> const& key, std::vector<std::string> const& columns) {
  return key.size() >= columns.size() && std::equal(columns.begin(), columns.end(), key.begin());
}
}  // namespace

std::vector<std::vector<std::string>> keys_of(model::Table const& table) {
  std::vector<std::vector<std::string>> out;
  for (auto const& c : table.constraints)
    std::visit(overloaded{[&](ast::PrimaryKey const& k) { out.push_back(model::texts(k.columns)); },
                          [&](ast::Unique const& k) { out.push_back(model::texts(k.columns)); },
                          [](ast::Check const&) {}, [](ast::ForeignKey const&) {}},
               c.body);
  for (auto const& index : table.indexes) {
    auto& columns = out.emplace_back();
    for (auto const& item : index.items) {
      auto const* column = std::get_if<ast::ColumnReference>(&item.expression.node);
      if (column == nullptr) break;
      columns.push_back(column->column.text);
    }
  }
  return out;
}

std::vector<ReferenceIndex> reference_indexes(model::Table const& table) {
  std::vector<ReferenceIndex> wanted;
  for (auto const& c : table.constraints)
    if (auto const* key = std::get_if<ast::ForeignKey>(&c.body)) wanted.push_back({c.name, model::texts(key->columns)});
  // Longer ones serve shorter ones too; which of two alike is made must not depend on which of the keys came first.
  std::sort(wanted.begin(), wanted.end(), [](ReferenceIndex const& a, ReferenceIndex const& b) {
    return a.columns.size() != b.columns.size() ? a.columns.size() > b.columns.size() : a.name < b.name;
  });
  auto keys = keys_of(table);
  std::erase_if(wanted, [&](ReferenceIndex const& index) {
    bool const served =
        std::any_of(keys.begin(), keys.end(), [&](auto const& k) { return begins_with(k, index.columns); });
    keys.push_back(index.columns);
    return served;
  });
  return wanted;
}

std::string reference_index_changes(Work const& work, model::Table const& before, model::Table const& after) {
  auto const had = reference_indexes(before), has = reference_indexes(after);
  std::string out;
  for (auto const& index : has)
    if (std::find(had.begin(), had.end(), index) == had.end())
      out +=
          fmt::format(", add index {} ({})", work.spelling.identifier(index.name), work.spelling.names(index.columns));
  for (auto const& index : had)
    if (std::find(has.begin(), has.end(), index) == has.end())
      out += ", drop index " + work.spelling.identifier(index.name);
  return out;
}

bool begins_a_key(model::Table const& table, std::string const& column) {
  auto keys = keys_of(table);
  for (auto const& index : reference_indexes(table)) keys.push_back(index.columns);
  return std::any_of(keys.begin(), keys.end(), [&](auto const& key) { return begins_with(key, {column}); });
}

std::string constraint_definition(Work const& work, model::Table const& table, ast::TableConstraint const& constraint) {
  auto const name = constraint.name ? "constraint " + work.spelling.identifier(constraint.name->text) + " " : "";
  return name + std::visit(overloaded{[&](ast::PrimaryKey const& key) {
                                        check_key(work, table, model::texts(key.columns), constraint.where);
                                        return "primary key (" + work.spelling.names(key.columns) + ")";
                                      },
                                      [&](ast::Unique const& key) {
                                        check_key(work, table, model::texts(key.columns), constraint.where);
                                        return "unique (" + work.spelling.names(key.columns) + ")";
                                      },
                                      [&](ast::Check const& check) {
                                        // MySQL takes conditions only: a `case` is none, nor is a column.
                                        auto const condition =
                                            work.after.render_condition(check.condition, Renderer::scope_of(table));
                                        return "check (" +
                                               (condition.predicate || std::holds_alternative<ast::NativeExpression>(
                                                                           check.condition.node)
                                                    ? condition.text
                                                    : operand(condition, Binds::concat) + " <> 0") +
                                               ")";
                                      },
                                      [&](ast::ForeignKey const& key) {
                                        check_key(work, table, model::texts(key.columns), constraint.where);
                                        check_referenced(work, key);
                                        return "foreign key (" + work.spelling.names(key.columns) + ")" +
                                               references(work, key.references);
                                      }},
                           constraint.body);
}

void MySql::lower(ast::AddConstraint const& operation, Context& context) const {
  Work work(variant_, context);
  auto const *before = work.table_before(), *after = work.table_after();
  if (before == nullptr || after == nullptr || !operation.constraint.name) return;
  check_rules(work, *after);
  auto const& name = operation.constraint.name->text;
  auto const& table = work.table_name();
  Probes const probes(work.spelling);
  auto const [probe, locks] =
      std::visit(overloaded{[&](ast::PrimaryKey const&) {
                              return std::pair{probes.primary_key(table, true), locks::in_place(table)};
                            },
                            [&](ast::Unique const&) {
                              return std::pair{probes.constraint(table, name, "UNIQUE", true), locks::in_place(table)};
                            },
                            [&](ast::Check const&) {
                              return std::pair{probes.constraint(table, name, "CHECK", true), locks::copy(table)};
                            },
                            [&](ast::ForeignKey const& key) {
                              return std::pair{probes.constraint(table, name, "FOREIGN KEY", true),
                                               locks::copy(table, model::object_name(key.references.table))};
                            }},
                 operation.constraint.body);
  work.change(alter(work, "add " + constraint_definition(work, *after, operation.constraint) +
                              reference_index_changes(work, *before, *after)),
              about(work, "add constraint", name), locks, probe);
}

void MySql::lower(ast::DropConstraint const& operation, Context& context) const {
  Work work(variant_, context);
  auto const *before = work.table_before(), *after = work.table_after();
  auto const* constraint = before == nullptr ? nullptr : before->constraint(operation.name.text);
  if (constraint == nullptr || after == nullptr) return;
  auto const& name = operation.name.text;
  auto const quoted = work.spelling.identifier(name);
  auto const& table = work.table_name();
  Probes const probes(work.spelling);
  struct Drop {
    std::string clause, probe;
    locks::Cost locks;
  };
  auto const drop = std::visit(
      overloaded{[&](ast::PrimaryKey const&) {
                   return Drop{"drop primary key", probes.primary_key(table, false), locks::copy(table)};
                 },
                 [&](ast::Unique const&) {
                   return Drop{"drop index " + quoted, probes.index(table, name, false), locks::in_place(table)};
                 },
                 [&](ast::Check const&) {
                   return Drop{std::string(variant_.drop_check) + " " + quoted,
                               probes.constraint(table, name, "CHECK", false), locks::instant(table)};
                 },
                 [&](ast::ForeignKey const&) {
                   return Drop{"drop foreign key " + quoted, probes.constraint(table, name, "FOREIGN KEY", false),
                               locks::quick(table)};
                 }},
      constraint->body);
  check_rules(work, *after);
  work.change(alter(work, drop.clause + reference_index_changes(work, *before, *after)),
              about(work, "drop constraint", name), drop.locks, drop.probe);
}

// A primary key has no name of its own; checks and foreign keys are made again, in one statement.
void MySql::lower(ast::RenameConstraint const& operation, Context& context) const {
  Work work(variant_, context);
  auto const *before = work.table_before(), *after = work.table_after();
  auto const &from = operation.from.text, &to = operation.to.text;
  auto const* constraint = after == nullptr ? nullptr : after->constraint(to);
  if (constraint == nullptr || before == nullptr) return;
  auto const old = work.spelling.identifier(from), made = work.spelling.identifier(to);
  auto const again = [&] { return ", add " + constraint_definition(work, *after, model::to_ast(*constraint)); };
  auto const& table = work.table_name();
  Probes const probes(work.spelling);
  auto const summary = about(work, "rename constraint", from + " to " + to);
  std::visit(overloaded{[](ast::PrimaryKey const&) {},
                        [&](ast::Unique const&) {
                          work.change(alter(work, fmt::format("rename index {} to {}", old, made)), summary,
                                      locks::quick(table), probes.index_renamed(table, from, to));
                        },
                        [&](ast::Check const&) {
                          work.change(alter(work, fmt::format("{} {}", variant_.drop_check, old) + again()), summary,
                                      locks::copy(table), probes.constraint_renamed(table, from, to));
                        },
                        [&](ast::ForeignKey const& key) {
                          work.change(alter(work, "drop foreign key " + old + again() +
                                                      reference_index_changes(work, *before, *after)),
                                      summary, locks::copy(table, model::object_name(key.references.table)),
                                      probes.constraint_renamed(table, from, to));
                        }},
             constraint->body);
}

}  // namespace retort::dialects::mysql
