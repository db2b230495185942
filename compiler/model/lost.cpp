// SPDX-License-Identifier: Apache-2.0
// One function an operation that takes something away; the others take nothing.
#include "compiler/model/lost.hpp"

#include <fmt/format.h>

#include "compiler/base/overloaded.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::model {

namespace {

class Remembering {
 public:
  Remembering(Schema const& before, Schema& after, Span where) : before_(before), after_(after), where_(where) {}

  void take(ast::Operation const& operation) {
    if (auto const* o = std::get_if<ast::DropTable>(&operation)) return drop_table(object_name(o->name));
    if (auto const* o = std::get_if<ast::RenameTable>(&operation)) return lose(object_name(o->from), o->to.text);
    if (auto const* o = std::get_if<ast::AlterTable>(&operation)) return alter(object_name(o->table), o->actions);
    if (auto const* o = std::get_if<ast::DropIndex>(&operation)) return lose(object_name(o->name));
    if (auto const* o = std::get_if<ast::RenameIndex>(&operation)) return lose(object_name(o->from), o->to.text);
    if (auto const* o = std::get_if<ast::DropView>(&operation)) return lose(object_name(o->name));
    if (auto const* o = std::get_if<ast::DropSequence>(&operation)) return lose(object_name(o->name));
    if (auto const* o = std::get_if<ast::DropType>(&operation)) return lose(object_name(o->name));
    if (auto const* o = std::get_if<ast::RenameType>(&operation)) return lose(object_name(o->from), o->to.text);
    if (auto const* o = std::get_if<ast::DropEnumValue>(&operation))
      return lose(lost_part("value", object_name(o->type), o->value.value));
    if (auto const* o = std::get_if<ast::RenameEnumValue>(&operation))
      return lose(lost_part("value", object_name(o->type), o->from.value), o->to.value);
  }

 private:
  void lose(ObjectName key, std::string renamed_to = {}) {
    after_.lost.set(std::move(key), {ast::Where(where_), std::move(renamed_to)});
  }

  // Its indexes and constraints go with it.
  void drop_table(ObjectName const& name) {
    lose(name);
    Table const* table = before_.table(name);
    if (table == nullptr) return;
    for (auto const& index : table->indexes) lose({name.schema, index.name});
  }

  void alter(ObjectName const& table, std::vector<ast::AlterAction> const& actions) {
    for (auto const& action : actions) {
      if (auto const* a = std::get_if<ast::DropColumn>(&action.node)) lose(lost_part("column", table, a->name.text));
      if (auto const* a = std::get_if<ast::RenameColumn>(&action.node))
        lose(lost_part("column", table, a->from.text), a->to.text);
      if (auto const* a = std::get_if<ast::DropConstraint>(&action.node))
        lose(lost_part("constraint", table, a->name.text));
      if (auto const* a = std::get_if<ast::RenameConstraint>(&action.node))
        lose(lost_part("constraint", table, a->from.text), a->to.text);
    }
  }

  Schema const& before_;
  Schema& after_;
  Span where_;
};

}  // namespace

ObjectName lost_part(std::string_view kind, ObjectName const& of, std::string const& name) {
  return {fmt::format("{} of {}", kind, to_string(of)), name};
}

void remember_lost(ast::Operation const& operation, Schema const& before, Schema& after, Span where) {
  Remembering(before, after, where).take(operation);
}

void note_lost(Diagnostic& diagnostic, Schema const& schema, ObjectName const& key, std::string const& what) {
  auto const* lost = schema.lost.find(key);
  if (lost == nullptr || Span(lost->where).file.index == FileId::none) return;
  diagnostic.notes.push_back({lost->renamed_to.empty()
                                  ? fmt::format("{} was dropped here", what)
                                  : fmt::format("{} was renamed to '{}' here", what, lost->renamed_to),
                              Span(lost->where)});
}

}  // namespace retort::model
