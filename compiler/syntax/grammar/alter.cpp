// SPDX-License-Identifier: Apache-2.0
// `alter table` with its actions, and `alter type`.
#include <fmt/format.h>

#include "compiler/base/edit_distance.hpp"
#include "compiler/syntax/grammar/foreign.hpp"
#include "compiler/syntax/grammar/rules.hpp"
#include "compiler/syntax/literal.hpp"

namespace retort::syntax::grammar {

namespace {

using namespace ast;

constexpr CheckParser<skip_if_exists> no_if_exists{};
constexpr CheckParser<skip_cascade> no_cascade{};

// Whether `add`, `drop`, `alter` or `rename`, the token before `at`, is followed by the name of a column.
bool lacks_column_word(Session const& session, Iterator at) {
  if (!is_name(at->kind)) return false;
  std::string const word = identifier_value(session.text(*at));
  for (TokenKind const meant : {TokenKind::column, TokenKind::constraint})
    if (edit_distance(word, spelling(meant), 2) <= 2) return false;
  switch (at[-1].kind) {
    case TokenKind::add:
      return is_name(at[1].kind);
    case TokenKind::drop:
      return at[1].kind == TokenKind::comma || at[1].kind == TokenKind::semicolon;
    case TokenKind::rename:
      return at[1].kind == TokenKind::to;
    default:
      return at[1].kind == TokenKind::type || at[1].kind == TokenKind::set || at[1].kind == TokenKind::drop;
  }
}
// The word `column`, which is optional elsewhere.
bool parse_column_word(Session& session, Iterator& at) {
  if (session.accept(at, TokenKind::column)) return true;
  if (!lacks_column_word(session, at)) return false;
  session.report(Code::RT0104, session.gap(at), fmt::format("'{} column' is written out here", spelling(at[-1].kind))) |
      Fix{session.gap(at), " column"};
  return true;
}
constexpr CheckParser<parse_column_word> column_word{};

// ---- alter column

// The name comes before what is done; the change takes it along.
struct ColumnChange {
  Identifier name;
  decltype(AlterAction::node) node;
};
template <class Change>
constexpr auto change = [](auto& context) {
  ColumnChange& value = x3::_val(context);
  value.node = Change{std::move(value.name)};
};
constexpr auto change_type = [](auto& context) {
  ColumnChange& value = x3::_val(context);
  value.node = SetColumnType{std::move(value.name), std::move(x3::_attr(context)), std::nullopt};
};
constexpr auto change_using = [](auto& context) {
  std::get<SetColumnType>(x3::_val(context).node).using_expression = std::move(x3::_attr(context));
};
constexpr auto change_default = [](auto& context) {
  ColumnChange& value = x3::_val(context);
  value.node = SetDefault{std::move(value.name), std::move(x3::_attr(context))};
};

// The word `type`, which SQL Server leaves out.
bool parse_type_word(Session& session, Iterator& at) {
  if (session.accept(at, TokenKind::type)) return true;
  if (at->kind != TokenKind::identifier) return false;
  std::string const word = identifier_value(session.text(*at));
  if (find_type(word) == nullptr && find_foreign_type(word) == nullptr) return false;
  session.report(Code::RT0104, session.gap(at), "'type' is written out here") | Fix{session.gap(at), " type"};
  return true;
}
constexpr CheckParser<parse_type_word> type_word{};

auto const new_type = type[change_type] > -(word::using_ > expression[change_using]);
x3::rule<struct column_change_class, ColumnChange> const column_change{"column_change"};
auto const column_change_def =
    word::alter > column_word > name[set<&ColumnChange::name>] >
    ((type_word > new_type) |
     (word::set > ((word::not_ > word::null[change<SetNotNull>]) | (word::default_ > expression[change_default]) |
                   (word::data > word::type > new_type))) |
     (word::drop > ((word::not_ > word::null[change<DropNotNull>]) | word::default_[change<DropDefault>] |
                    (word::identity > no_if_exists)[change<DropIdentity>])) |
     (word::add > word::generated > word::by > word::default_ > word::as > word::identity[change<AddIdentity>]));

// ---- the other actions

x3::rule<struct add_column_class, AddColumn> const add_column{"add_column"};
auto const add_column_def = column_word > no_if_exists > column[set<&AddColumn::column>];
x3::rule<struct drop_column_class, DropColumn> const drop_column{"drop_column"};
auto const drop_column_def = column_word > no_if_exists > name[set<&DropColumn::name>] > no_cascade;
x3::rule<struct drop_constraint_class, DropConstraint> const drop_constraint{"drop_constraint"};
auto const drop_constraint_def = word::constraint > no_if_exists > name[set<&DropConstraint::name>] > no_cascade;
x3::rule<struct rename_constraint_class, RenameConstraint> const rename_constraint{"rename_constraint"};
auto const rename_constraint_def =
    word::constraint > name[set<&RenameConstraint::from>] > word::to > name[set<&RenameConstraint::to>];
x3::rule<struct rename_column_class, RenameColumn> const rename_column{"rename_column"};
auto const rename_column_def = column_word > name[set<&RenameColumn::from>] > word::to > name[set<&RenameColumn::to>];

// `alter table t rename to u`, `alter type t rename to u`: the thing itself, which has a statement of its own.
bool parse_rename_itself(Session& session, Iterator& at) {
  if (at->kind != TokenKind::to || !is_name(at[1].kind)) return false;
  session.report(Code::RT0104, session.span(at - 1, at + 2),
                 "the thing itself is renamed by 'rename table … to …' and 'rename type … to …'");
  at += 2;
  return true;
}
constexpr CheckParser<parse_rename_itself> rename_itself{};

// An action or an item is followed by another one, or by the end of the statement; nothing is taken.
bool parse_action_end(Session& session, Iterator& at) {
  if (at->kind == TokenKind::comma || at->kind == TokenKind::semicolon) return true;
  session.expect(at, TokenKind::comma);
  session.expect(at, TokenKind::semicolon);
  // A missing ';' is for the statement to say, which knows where to go on.
  return session.ends_statement(at);
}
constexpr CheckParser<parse_action_end> action_end{};

constexpr auto put_constraint = [](auto& context) {
  x3::_val(context).node = AddConstraint{std::move(x3::_attr(context))};
};
constexpr auto put_change = [](auto& context) { x3::_val(context).node = std::move(x3::_attr(context).node); };
constexpr auto put_node = set<&AlterAction::node>;

constexpr CheckParser<skip_inline_index> inline_index{};

struct alter_action_class : RecoverItem {};
x3::rule<alter_action_class, AlterAction> const alter_action{"alter_action"};
// The list goes on behind an action that begins wrongly, so there has to be one.
auto const alter_action_def =
    x3::eps >
    located[expecting<
        Category::action>[(word::add > (table_constraint[put_constraint] | inline_index | add_column[put_node])) |
                          (word::drop > (drop_constraint[put_node] | drop_column[put_node])) |
                          (word::rename > (rename_constraint[put_node] | rename_itself | rename_column[put_node])) |
                          column_change[put_change]]] > action_end;

// ---- alter type

struct TypeChange {
  QualifiedName type;
  Operation operation;
};
constexpr auto add_value = [](auto& context) {
  TypeChange& value = x3::_val(context);
  value.operation = AddEnumValue{value.type, std::move(x3::_attr(context)), ValuePosition::last, std::nullopt};
};
template <ValuePosition position>
constexpr auto place_value = [](auto& context) {
  auto& added = std::get<AddEnumValue>(x3::_val(context).operation);
  added.position = position;
  added.neighbour = std::move(x3::_attr(context));
};
constexpr auto rename_value = [](auto& context) {
  TypeChange& value = x3::_val(context);
  value.operation = RenameEnumValue{value.type, std::move(x3::_attr(context)), {}};
};
constexpr auto rename_value_to = [](auto& context) {
  std::get<RenameEnumValue>(x3::_val(context).operation).to = std::move(x3::_attr(context));
};
constexpr auto drop_value = [](auto& context) {
  TypeChange& value = x3::_val(context);
  value.operation = DropEnumValue{value.type, std::move(x3::_attr(context)), std::nullopt};
};
constexpr auto replace_value = [](auto& context) {
  std::get<DropEnumValue>(x3::_val(context).operation).replacement = std::move(x3::_attr(context));
};

x3::rule<struct type_change_class, TypeChange> const type_change{"type_change"};
auto const type_change_def = word::type > qualified_name[set<&TypeChange::type>] >
                             ((word::add > word::value > no_if_exists > enum_value[add_value] >
                               -((word::before > text[place_value<ValuePosition::before>]) |
                                 (word::after > text[place_value<ValuePosition::after>]))) |
                              (word::rename > (rename_itself | (word::value > text[rename_value] > word::to >
                                                                enum_value[rename_value_to]))) |
                              (word::drop > word::value > text[drop_value] > -(word::using_ > text[replace_value])));

constexpr auto put_operation = [](auto& context) { x3::_val(context) = std::move(x3::_attr(context).operation); };

BOOST_SPIRIT_DEFINE(column_change, add_column, drop_column, drop_constraint, rename_constraint, rename_column,
                    alter_action, type_change)

}  // namespace

auto const alter_table_def = word::table > no_if_exists > qualified_name[set<&ast::AlterTable::table>] >
                             (alter_action[push<&ast::AlterTable::actions>] % comma);
auto const alter_type_def = type_change[put_operation];

BOOST_SPIRIT_DEFINE(alter_table, alter_type)
RETORT_INSTANTIATE_RULE(alter_table);
RETORT_INSTANTIATE_RULE(alter_type);

}  // namespace retort::syntax::grammar
