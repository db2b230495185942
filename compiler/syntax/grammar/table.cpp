// SPDX-License-Identifier: Apache-2.0
// Tables: columns, constraints, and `create table`.
#include <fmt/format.h>

#include "compiler/base/edit_distance.hpp"
#include "compiler/base/overloaded.hpp"
#include "compiler/syntax/grammar/foreign.hpp"
#include "compiler/syntax/grammar/rules.hpp"
#include "compiler/syntax/grammar/twice.hpp"
#include "compiler/syntax/literal.hpp"

namespace retort::syntax::grammar {

namespace {

using namespace ast;

// ---- references

struct ReferentialClause {
  bool update = false;  // otherwise on delete
  ReferentialAction action = ReferentialAction::no_action;
  Where where;
};
struct ReferencesParts {
  References references;
  std::optional<Where> on_delete, on_update;
  Where where;
};

x3::rule<struct referential_action_class, ReferentialAction> const referential_action{"referential_action"};
auto const referential_action_def =
    word::cascade[is<ReferentialAction::cascade>] | word::restrict[is<ReferentialAction::restrict>] |
    (word::set > (word::null[is<ReferentialAction::set_null>] | word::default_[is<ReferentialAction::set_default>])) |
    (word::no > word::action[is<ReferentialAction::no_action>]);

x3::rule<struct referential_clause_class, ReferentialClause> const referential_clause{"referential_clause"};
auto const referential_clause_def =
    located[word::on > (word::delete_ | word::update[be<&ReferentialClause::update, true>]) >
            referential_action[set<&ReferentialClause::action>]];

constexpr auto add_referential_clause = [](auto& context) {
  ReferencesParts& parts = x3::_val(context);
  ReferentialClause const& clause = x3::_attr(context);
  std::optional<Where>& given = clause.update ? parts.on_update : parts.on_delete;
  if (given) return report_twice(session_of(context), clause.where, *given);
  given = clause.where;
  (clause.update ? parts.references.on_update : parts.references.on_delete) = clause.action;
};
constexpr auto set_target = [](auto& context) { x3::_val(context).references.table = std::move(x3::_attr(context)); };
constexpr auto set_target_columns = [](auto& context) {
  x3::_val(context).references.columns = std::move(x3::_attr(context));
};
constexpr auto set_deferrable = [](auto& context) { x3::_val(context).references.deferrable = true; };
constexpr auto set_deferred = [](auto& context) { x3::_val(context).references.initially_deferred = true; };

x3::rule<struct references_class, ReferencesParts> const references{"references"};
auto const references_def = located[word::references > qualified_name[set_target] > -name_list[set_target_columns] >
                                    *referential_clause[add_referential_clause] >
                                    -(word::deferrable[set_deferrable] >
                                      -(word::initially > (word::deferred[set_deferred] | word::immediate)))];

References finished(ReferencesParts&& parts) {
  parts.references.where = parts.where;
  return std::move(parts.references);
}

// ---- clauses of a column

x3::rule<struct nullability_class, Nullability> const nullability{"nullability"};
auto const nullability_def = located[(word::not_ > word::null[be<&Nullability::not_null, true>]) | word::null];

// stored | virtual; one of them has to be there
bool parse_storage(Session& session, Iterator& at, bool& stored) {
  if (session.breaks_off(at)) fail(at);
  if (at->kind == TokenKind::identifier) {
    // Neither word, or one of them misspelt.
    session.expect(at, TokenKind::stored);
    session.expect(at, TokenKind::virtual_);
    return false;
  }
  if (at->kind != TokenKind::stored && at->kind != TokenKind::virtual_) {
    session.report(Code::RT0106, session.gap(at),
                   "'stored' or 'virtual' is missing: databases differ in what they take");
    stored = true;  // which more databases have, so that nothing else is found wrong with it
    return true;
  }
  stored = at->kind == TokenKind::stored;
  ++at;
  return true;
}
constexpr FunctionParser<bool, parse_storage> storage{};

// `generated always as identity`: reported, and read as the identity it is.
bool parse_always_identity(Session& session, Iterator& at) {
  if (at->kind != TokenKind::identity) return false;
  session.report(Code::RT0104, session.span(at - 2, at),
                 "an identity that refuses values cannot be had everywhere: write 'by default as'") |
      Fix{session.span(at - 2, at), "by default as"};
  ++at;
  return true;
}
constexpr CheckParser<parse_always_identity> always_identity{};

// `as (…)` of MySQL and SQL Server: reported, and read as the generated column it is.
bool parse_short_generated(Session& session, Iterator& at) {
  if (at->kind != TokenKind::as || at[1].kind != TokenKind::left_paren) return false;
  session.report(Code::RT0104, *at, "'generated always as' is written out here") |
      Fix{session.span(*at), "generated always as"};
  ++at;
  return true;
}
constexpr CheckParser<parse_short_generated> short_generated{};

struct GeneratedClause {
  Maybe<Generated> generated;  // otherwise an identity
  Where where;
};
constexpr auto set_generated = [](auto& context) {
  x3::_val(context).generated = Generated{std::move(x3::_attr(context)), true, {}};
};
constexpr auto set_stored = [](auto& context) { x3::_val(context).generated->stored = x3::_attr(context); };

x3::rule<struct generated_clause_class, GeneratedClause> const generated_clause{"generated_clause"};
auto const generated_expression = open_paren > expression[set_generated] > close_paren > storage[set_stored];
auto const generated_clause_def =
    located[(word::generated > ((word::always > word::as > (always_identity | generated_expression)) |
                                (word::by > word::default_ > word::as > word::identity))) |
            (short_generated > generated_expression)];

struct ColumnConstraint {
  Maybe<Identifier> name;
  std::variant<std::monostate, InlinePrimaryKey, InlineUnique, InlineCheck, InlineReferences> body;
  Where where;
};
constexpr auto set_primary_key = [](auto& context) { x3::_val(context).body = InlinePrimaryKey{}; };
constexpr auto set_unique = [](auto& context) { x3::_val(context).body = InlineUnique{}; };
constexpr auto set_check = [](auto& context) {
  x3::_val(context).body = InlineCheck{std::nullopt, std::move(x3::_attr(context)), {}};
};
constexpr auto set_references = [](auto& context) {
  x3::_val(context).body = InlineReferences{std::nullopt, finished(std::move(x3::_attr(context))), {}};
};

auto const column_constraint_body = (word::primary > word::key[set_primary_key]) | word::unique[set_unique] |
                                    (word::check > open_paren > expression[set_check] > close_paren) |
                                    references[set_references];
x3::rule<struct column_constraint_class, ColumnConstraint> const column_constraint{"column_constraint"};
auto const column_constraint_def =
    located[(word::constraint > name[set<&ColumnConstraint::name>] > column_constraint_body) | column_constraint_body];

// A clause that another database has: reported and passed over.
bool parse_foreign_clause(Session& session, Iterator& at) {
  Iterator const begin = at;
  if (at->kind == TokenKind::on && at[1].kind == TokenKind::update) {
    at += 2;
    if (is_name(at->kind)) ++at;
    if (at->kind == TokenKind::left_paren) skip_parentheses(session, at);
    session.report(Code::RT0104, session.span(begin, at), "'on update' of a column is MySQL's alone");
    return true;
  }
  if (at->kind != TokenKind::identifier && at->kind != TokenKind::identity) return false;
  std::string const word = identifier_value(session.text(*at));
  if (word == "notnull") {
    session.report(Code::RT0104, *at, "'not null' is two words here") | Fix{session.span(*at), "not null"};
    ++at;
    return true;
  }
  bool const numbered = word == "auto_increment" || word == "autoincrement" || word == "identity";
  bool const collated = word == "collate" || word == "charset";
  bool const character_set = word == "character" && at[1].kind == TokenKind::set;
  if (!numbered && !collated && !character_set && word != "unsigned" && word != "zerofill") return false;
  at += character_set ? 2 : 1;
  if ((collated || character_set) && is_name(at->kind)) ++at;
  if (numbered && at->kind == TokenKind::left_paren) skip_parentheses(session, at);
  Diagnostic& diagnostic =
      session.report(Code::RT0104, session.span(begin, at),
                     fmt::format("'{}' is another database's: {}", session.text(*begin), advice_on_clause(word)));
  if (numbered) diagnostic | Fix{session.span(begin, at), "generated by default as identity"};
  return true;
}
constexpr CheckParser<parse_foreign_clause> foreign_clause{};

constexpr auto add_generated = [](auto& context) {
  Session& session = session_of(context);
  Column& target = x3::_val(context);
  GeneratedClause& clause = x3::_attr(context);
  if (!clause.generated) return keep_once(session, target.identity, Where(clause.where), clause.where);
  clause.generated->where = clause.where;
  keep_once(session, target.generated, std::move(*clause.generated), clause.where);
};
constexpr auto add_column_constraint = [](auto& context) {
  Session& session = session_of(context);
  Column& target = x3::_val(context);
  ColumnConstraint& constraint = x3::_attr(context);
  auto const finish = [&](auto& part) -> auto&& {
    part.name = std::move(constraint.name);
    part.where = constraint.where;
    return std::move(part);
  };
  std::visit(overloaded{
                 [](std::monostate) {},
                 [&](InlinePrimaryKey& part) { keep_once(session, target.primary_key, finish(part)); },
                 [&](InlineUnique& part) { keep_once(session, target.unique, finish(part)); },
                 [&](InlineCheck& part) { target.checks.push_back(finish(part)); },
                 [&](InlineReferences& part) { keep_once(session, target.references, finish(part)); },
             },
             constraint.body);
};

auto const column_clause = nullability[once<&Column::nullability>] |
                           (word::default_ > expression[once<&Column::default_value>]) |
                           generated_clause[add_generated] | column_constraint[add_column_constraint] |
                           (word::comment > text[once<&Column::comment>]) | foreign_clause;

// ---- elements of a table

constexpr auto set_body = [](auto& context) { x3::_val(context).body = std::move(x3::_attr(context)); };
constexpr auto set_primary_columns = [](auto& context) {
  x3::_val(context).body = PrimaryKey{std::move(x3::_attr(context))};
};
constexpr auto set_unique_columns = [](auto& context) {
  x3::_val(context).body = Unique{std::move(x3::_attr(context))};
};
constexpr auto set_condition = [](auto& context) { x3::_val(context).body = Check{std::move(x3::_attr(context))}; };

constexpr auto set_foreign_target = [](auto& context) {
  x3::_val(context).references = finished(std::move(x3::_attr(context)));
};
x3::rule<struct foreign_key_class, ForeignKey> const foreign_key{"foreign_key"};
auto const foreign_key_def =
    word::foreign > word::key > name_list[set<&ForeignKey::columns>] > references[set_foreign_target];

// `unique [key|index] n (…)` of MySQL: reported, and read as the constraint it is.
bool parse_unique_name(Session& session, Iterator& at) {
  Iterator const unique = at - 1;
  Iterator here = at;
  bool const word = here->kind == TokenKind::key || here->kind == TokenKind::index;
  if (word) ++here;
  bool const named = is_name(here->kind);
  Iterator const name = here;
  if (named) ++here;
  if (here == at || here->kind != TokenKind::left_paren) return true;
  bool const constraint = unique - session.begin() > 1 && unique[-2].kind == TokenKind::constraint;
  Diagnostic& diagnostic =
      session.report(Code::RT0104, session.span(unique, here),
                     named ? "a constraint is named in front: constraint … unique (…)"
                           : fmt::format("'unique {}' is written 'unique' here", session.text(*at)));
  if (!named || !constraint)
    diagnostic |
        Fix{session.span(unique, here), named ? fmt::format("constraint {} unique", session.text(*name)) : "unique"};
  at = here;
  return true;
}
constexpr CheckParser<parse_unique_name> unique_name{};

auto const table_constraint_body = (word::primary > word::key > name_list[set_primary_columns]) |
                                   (word::unique > unique_name > name_list[set_unique_columns]) |
                                   (word::check > open_paren > expression[set_condition] > close_paren) |
                                   foreign_key[set_body];

// `include m`, where no column of this name and type can be meant.
bool parse_include(Session& session, Iterator& at, IncludeMixin& include) {
  if (at->kind != TokenKind::include || !is_name(at[1].kind)) return false;
  if (at[2].kind != TokenKind::comma && at[2].kind != TokenKind::right_paren) return false;
  if (!session.schema_file) {
    bool const quoted = at[1].kind == TokenKind::quoted_identifier;
    if (!quoted && find_type(identifier_value(session.text(at[1]))) != nullptr) return false;
    session.report(Code::RT0107, session.span(at, at + 2),
                   "'include' takes up a mixin, and only a schema file has mixins");
  }
  ++at;
  return parse_name(session, at, include.mixin);
}
// An element is followed by another one or by the end of the list; nothing is taken.
bool parse_element_end(Session& session, Iterator& at) {
  if (at->kind == TokenKind::comma || at->kind == TokenKind::right_paren) return true;
  session.expect(at, TokenKind::comma);
  session.expect(at, TokenKind::right_paren);
  return false;
}
bool parse_element_comma(Session& session, Iterator& at) {
  return session.comma_missing_before(at) || session.accept(at, TokenKind::comma);
}
constexpr FunctionParser<IncludeMixin, parse_include> include_mixin{};
constexpr CheckParser<parse_element_end> element_end{};
constexpr CheckParser<parse_element_comma> element_comma{};

// A constraint of the table was read as one of the column before it, for want of a ',': it will be read again.
constexpr auto give_back = [](auto& context) {
  auto* const column = std::get_if<Column>(&x3::_val(context).node);
  Iterator const at = x3::_where(context).begin();
  if (column == nullptr || at->kind != TokenKind::left_paren) return;
  if (column->primary_key && column->primary_key->where.end == at[-1].end()) column->primary_key.reset();
  if (column->unique && column->unique->where.end == at[-1].end()) column->unique.reset();
};

constexpr CheckParser<skip_inline_index> inline_index{};

// What begins like a column but goes on like a constraint: its first word is misspelt. Nothing is taken.
bool parse_no_constraint(Session& session, Iterator& at) {
  if (at->kind != TokenKind::identifier) return true;
  std::string const word = identifier_value(session.text(*at));
  auto const near = [&](TokenKind kind) { return edit_distance(word, spelling(kind), 2) <= 2; };
  switch (at[1].kind) {
    case TokenKind::key:
      return !near(TokenKind::primary) && !near(TokenKind::foreign);
    case TokenKind::left_paren:
      return !near(TokenKind::unique) && !near(TokenKind::check);
    default:
      break;
  }
  bool const body = is_name(at[1].kind) && (at[2].kind == TokenKind::primary || at[2].kind == TokenKind::unique ||
                                            at[2].kind == TokenKind::check || at[2].kind == TokenKind::foreign);
  return !body || !near(TokenKind::constraint);
}
constexpr CheckParser<parse_no_constraint> no_constraint{};

struct table_element_class : RecoverElement {};
x3::rule<table_element_class, TableElement> const table_element{"table_element"};
// The list goes on behind an element that begins wrongly, so there has to be one.
auto const table_element_def =
    x3::eps > located[expecting<Category::element>[table_constraint[set<&TableElement::node>] |
                                                   include_mixin[set<&TableElement::node>] | inline_index |
                                                   (no_constraint >> column[set<&TableElement::node>])]] >
    (element_end | (x3::eps[give_back] > element_end));

constexpr CheckParser<skip_if_exists> no_if_exists{};
constexpr FunctionParser<DialectText, parse_named_dialect_text> dialect_text{};

BOOST_SPIRIT_DEFINE(referential_action, referential_clause, references, nullability, generated_clause,
                    column_constraint, foreign_key, table_element)

}  // namespace

auto const column_def = located[name[set<&ast::Column::name>] > type[set<&ast::Column::type>] >
                                *expecting<Category::column_clause>[column_clause]];

auto const table_constraint_def =
    located[(word::constraint > name[set<&ast::TableConstraint::name>] > table_constraint_body) |
            table_constraint_body];

auto const table_elements_def = open_paren > (table_element[append] % element_comma) > close_paren;

auto const create_table_def = word::table > no_if_exists > qualified_name[set<&ast::CreateTable::name>] >
                              table_elements[set<&ast::CreateTable::elements>] >
                              *((word::comment > text[once<&ast::CreateTable::comment>]) |
                                (word::options > dialect_text[push<&ast::CreateTable::options>]));

auto const name_list_def = open_paren > (name[append] % comma) > close_paren;

BOOST_SPIRIT_DEFINE(column, table_constraint, table_elements, create_table, name_list)
RETORT_INSTANTIATE_RULE(column);
RETORT_INSTANTIATE_RULE(table_constraint);
RETORT_INSTANTIATE_RULE(table_elements);
RETORT_INSTANTIATE_RULE(create_table);
RETORT_INSTANTIATE_RULE(name_list);

}  // namespace retort::syntax::grammar
