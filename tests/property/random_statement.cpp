// SPDX-License-Identifier: Apache-2.0
// Tables, statements and files of RandomAst.
#include <array>

#include "tests/property/random_ast.hpp"

namespace retort::test {

using namespace ast;

References RandomAst::references(std::size_t most_columns) {
  References result;
  result.table = qualified_name();
  if (!one_in(3)) result.columns = names(most_columns);
  result.on_delete = pick<ReferentialAction>("on delete", 5);
  result.on_update = pick<ReferentialAction>("on update", 5);
  result.deferrable = one_in(3);
  result.initially_deferred = result.deferrable && one_in(2);
  return result;
}

TableConstraint RandomAst::constraint() {
  TableConstraint result;
  if (one_in(2)) result.name = name();
  switch (below(4)) {
    case 0:
      result.body = PrimaryKey{names(3)};
      break;
    case 1:
      result.body = Unique{names(3)};
      break;
    case 2:
      result.body = Check{expression(3)};
      break;
    default:
      result.body = ForeignKey{names(2), references(2)};
      break;
  }
  coverage_.note("TableConstraint", result.body);
  return result;
}

Column RandomAst::column() {
  Column result;
  result.name = name();
  result.type = type();
  auto const constraint_name = [&] { return one_in(3) ? Maybe<Identifier>(name()) : std::nullopt; };
  if (one_in(2)) result.nullability = Nullability{one_in(2), {}};
  switch (below(5)) {
    case 0:
      result.default_value = expression(2);
      break;
    case 1:
      result.generated = Generated{expression(2), one_in(2), {}};
      break;
    case 2:
      result.identity = Where{};
      break;
    default:
      break;
  }
  if (one_in(5)) result.primary_key = InlinePrimaryKey{constraint_name(), {}};
  if (one_in(5)) result.unique = InlineUnique{constraint_name(), {}};
  while (one_in(5)) result.checks.push_back({constraint_name(), expression(2), {}});
  if (one_in(5)) result.references = InlineReferences{constraint_name(), references(1), {}};
  if (one_in(4)) result.comment = text();
  return result;
}

std::vector<TableElement> RandomAst::elements(bool with_mixins) {
  std::vector<TableElement> result;
  for (std::size_t i = 1 + below(4); i > 0; --i) {
    TableElement element{column(), {}};
    if (one_in(3)) element.node = constraint();
    if (with_mixins && one_in(4)) element.node = IncludeMixin{name()};
    coverage_.note("TableElement", element.node);
    result.push_back(std::move(element));
  }
  return result;
}

AlterAction RandomAst::action() {
  AlterAction result;
  switch (1 + below(13)) {
    case 1:
      result.node = AddColumn{column()};
      break;
    case 2:
      result.node = DropColumn{name()};
      break;
    case 3:
      result.node = RenameColumn{name(), name()};
      break;
    case 4: {
      SetColumnType set{name(), type(), std::nullopt};
      if (one_in(2)) set.using_expression = expression(2);
      result.node = std::move(set);
      break;
    }
    case 5:
      result.node = SetNotNull{name()};
      break;
    case 6:
      result.node = DropNotNull{name()};
      break;
    case 7:
      result.node = SetDefault{name(), expression(2)};
      break;
    case 8:
      result.node = DropDefault{name()};
      break;
    case 9:
      result.node = AddIdentity{name()};
      break;
    case 10:
      result.node = DropIdentity{name()};
      break;
    case 11:
      result.node = AddConstraint{constraint()};
      break;
    case 12:
      result.node = DropConstraint{name()};
      break;
    default:
      result.node = RenameConstraint{name(), name()};
      break;
  }
  coverage_.note("AlterAction", result.node);
  return result;
}

CreateIndex RandomAst::create_index() {
  CreateIndex result;
  if (one_in(2)) result.name = name();
  result.table = qualified_name();
  result.unique = one_in(2);
  result.concurrently = one_in(3);
  result.method = pick<IndexMethod>("IndexMethod", 6);
  for (std::size_t i = 1 + below(3); i > 0; --i) {
    Expression item = expression(2);
    if (one_in(2)) item.node = ColumnReference{std::nullopt, name()};
    result.items.push_back({std::move(item), one_in(3), {}});
  }
  if (one_in(4)) result.include = names(2);
  if (one_in(3)) result.predicate = expression(2);
  return result;
}

CreateView RandomAst::create_view() {
  CreateView result;
  result.name = qualified_name();
  result.or_replace = one_in(3);
  if (one_in(2)) {
    result.body = text();
  } else {
    result.body = select(2);
  }
  coverage_.note("CreateView", result.body);
  return result;
}

std::vector<Assignment> RandomAst::assignments() {
  std::vector<Assignment> result;
  for (std::size_t i = 1 + below(3); i > 0; --i) result.push_back({name(), value(2)});
  return result;
}

OnConflict RandomAst::on_conflict() {
  OnConflict result;
  result.columns = names(2);
  if (one_in(2)) {
    result.assignments = assignments();
    result.assignments.front().value.node =
        ColumnReference{QualifiedName{std::nullopt, {"excluded", {}}, {}}, {"email", {}}};
    if (one_in(2)) result.condition = expression(2);
  }
  return result;
}

Insert RandomAst::insert() {
  Insert result;
  result.table = qualified_name();
  result.columns = names(3);
  if (one_in(3)) {
    result.source = select(2);
  } else {
    std::vector<Row> rows;
    for (std::size_t i = 1 + below(3); i > 0; --i) {
      Row row;
      for (std::size_t column = 0; column < result.columns.size(); ++column) row.values.push_back(value(2));
      rows.push_back(std::move(row));
    }
    result.source = std::move(rows);
  }
  coverage_.note("Insert", result.source);
  if (one_in(3)) result.on_conflict = on_conflict();
  return result;
}

Maybe<Batches> RandomAst::batches() {
  if (!one_in(3)) return std::nullopt;
  Batches result;
  result.size = static_cast<std::uint32_t>(1 + below(5000));
  if (one_in(2)) result.key = names(2);
  if (one_in(2)) result.pause_ms = static_cast<std::uint32_t>(1 + below(500));
  return result;
}

Annotation RandomAst::allow() {
  static constexpr std::array<std::string_view, 3> rules{"data-loss", "opaque-sql", "redundant-parent"};
  Annotation result{Allow{{std::string(rules[below(rules.size())]), {}}, text()}, {}};
  coverage_.note("Annotation", result.node);
  return result;
}

std::vector<Annotation> RandomAst::annotations() {
  std::vector<Annotation> result;
  if (one_in(6)) result.push_back(allow());
  if (one_in(8)) {
    result.push_back({Online{}, {}});
    coverage_.note("Annotation", result.back().node);
  }
  if (one_in(8)) {
    Timeout timeout;
    std::size_t const which = below(3);
    if (which != 0) timeout.lock = Text{"2s", {}};
    if (which != 1) timeout.statement = Text{"5min", {}};
    result.push_back({timeout, {}});
    coverage_.note("Annotation", result.back().node);
  }
  return result;
}

Operation RandomAst::operation(std::size_t index, Place place) {
  switch (index) {
    case 1:
      return CreateSchema{name()};
    case 2:
      return DropSchema{name()};
    case 3: {
      CreateType result{qualified_name(), {}};
      for (std::size_t i = 1 + below(4); i > 0; --i) result.values.push_back(text());
      return result;
    }
    case 4: {
      AddEnumValue result{qualified_name(), text(), pick<ValuePosition>("ValuePosition", 3), std::nullopt};
      if (result.position != ValuePosition::last) result.neighbour = text();
      return result;
    }
    case 5:
      return RenameEnumValue{qualified_name(), text(), text()};
    case 6: {
      DropEnumValue result{qualified_name(), text(), std::nullopt};
      if (one_in(2)) result.replacement = text();
      return result;
    }
    case 7:
      return RenameType{qualified_name(), name()};
    case 8:
      return DropType{qualified_name()};
    case 9: {
      CreateTable result{qualified_name(), elements(place == Place::schema), std::nullopt, {}};
      if (one_in(3)) result.comment = text();
      while (one_in(4)) result.options.push_back({dialects(1, 2), text()});
      return result;
    }
    case 10:
      return DropTable{qualified_name()};
    case 11:
      return RenameTable{qualified_name(), name()};
    case 12: {
      AlterTable result{qualified_name(), {}};
      for (std::size_t i = 1 + below(3); i > 0; --i) result.actions.push_back(action());
      return result;
    }
    case 13:
      return create_index();
    case 14:
      return DropIndex{qualified_name(), one_in(2)};
    case 15:
      return RenameIndex{qualified_name(), name()};
    case 16:
      return create_view();
    case 17:
      return DropView{qualified_name()};
    case 18: {
      CreateSequence result{qualified_name(), std::nullopt, std::nullopt};
      if (one_in(2)) result.start = static_cast<std::int64_t>(below(100)) - 50;
      if (one_in(2)) result.increment = static_cast<std::int64_t>(below(100)) - 50;
      return result;
    }
    case 19:
      return DropSequence{qualified_name()};
    case 20:
      return CommentOnTable{qualified_name(), one_in(3) ? std::nullopt : Maybe<Text>(text())};
    case 21:
      return CommentOnColumn{qualified_name(), name(), one_in(3) ? std::nullopt : Maybe<Text>(text())};
    case 22:
      return insert();
    case 23: {
      Update result;
      result.table = qualified_name();
      result.assignments = assignments();
      if (one_in(3)) result.from = from(2);
      if (one_in(2)) result.condition = expression(3);
      if (!result.from) result.batches = batches();
      return result;
    }
    case 24: {
      Delete result;
      result.table = qualified_name();
      if (one_in(2)) result.condition = expression(3);
      result.batches = batches();
      return result;
    }
    case 25:
      return CallStep{plain_name()};
    case 26: {
      Sql result;
      result.body = {dialects(0, 2), text()};
      result.outside_transaction = one_in(3);
      if (one_in(2)) result.effect = statements(Place::effect, 2);
      return result;
    }
    default:
      return ForDialects{dialects(1, 2), statements(Place::for_block, 3)};
  }
}

Statement RandomAst::statement(Place place) {
  static constexpr std::array<std::size_t, 7> schema_operations{1, 3, 9, 13, 16, 18, 20};
  std::size_t index = 0;
  switch (place) {
    case Place::block:
      index = 1 + below(27);
      break;
    case Place::for_block:
      index = 1 + below(26);
      break;
    case Place::effect:
      index = 1 + below(21);
      break;
    case Place::schema:
      index = one_in(8) ? 21 : schema_operations[below(schema_operations.size())];
      break;
  }
  Statement result;
  if (place != Place::effect) result.annotations = annotations();
  result.operation = operation(index, place);
  coverage_.note("Operation", result.operation);
  return result;
}

Statement RandomAst::statement() { return statement(Place::block); }

std::vector<Statement> RandomAst::statements(Place place, std::size_t most) {
  std::vector<Statement> result;
  for (std::size_t i = below(most + 1); i > 0; --i) result.push_back(statement(place));
  return result;
}

File RandomAst::revision() {
  Revision result;
  while (one_in(4)) result.annotations.push_back(allow());
  result.id = revision_id();
  result.message = text();
  if (!one_in(3)) result.parents = revision_ids();
  if (one_in(4)) result.depends_on = revision_ids();
  if (one_in(4)) result.labels = {plain_name()};
  if (one_in(2)) result.created = Text{"2026-11-22T11:00:00Z", {}};
  if (one_in(2)) {
    static constexpr std::array<std::string_view, 5> descriptions{
        "One line.", "Two\nlines.", "A list:\n  - one\n\n  - two\nand out", "costs $$ and it's fine", "-- a\n/* b */"};
    result.description = Text{std::string(descriptions[below(descriptions.size())]), {}};
  }
  result.upgrade.statements = statements(Place::block, 5);
  switch (below(3)) {
    case 0:
      result.downgrade.node = DowngradeAuto{};
      break;
    case 1:
      result.downgrade.node = DowngradeIrreversible{text()};
      break;
    default:
      result.downgrade.node = Block{statements(Place::block, 4), {}};
      break;
  }
  coverage_.note("Downgrade", result.downgrade.node);
  File file;
  file.content = std::move(result);
  coverage_.note("File", file.content);
  return file;
}

File RandomAst::schema() {
  DesiredSchema result;
  while (one_in(4)) result.annotations.push_back(allow());
  for (std::size_t i = below(6); i > 0; --i) {
    SchemaItem item;
    if (one_in(4)) {
      Mixin mixin{name(), {}, {}};
      for (std::size_t columns = 1 + below(3); columns > 0; --columns) mixin.elements.push_back({column(), {}});
      item.node = std::move(mixin);
    } else if (one_in(6)) {
      Statement statement_for;
      std::vector<Statement> inner;
      for (std::size_t k = below(3); k > 0; --k) inner.push_back(statement(Place::schema));
      statement_for.operation = ForDialects{dialects(1, 2), std::move(inner)};
      item.node = std::move(statement_for);
    } else {
      item.node = statement(Place::schema);
    }
    coverage_.note("SchemaItem", item.node);
    result.items.push_back(std::move(item));
  }
  File file;
  file.content = std::move(result);
  coverage_.note("File", file.content);
  return file;
}

}  // namespace retort::test
