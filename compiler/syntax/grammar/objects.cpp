// SPDX-License-Identifier: Apache-2.0
// Schemas, types, indexes, views and sequences: made, dropped, renamed; and comments on tables and columns.
#include <limits>

#include "compiler/base/edit_distance.hpp"
#include "compiler/syntax/grammar/rules.hpp"
#include "compiler/syntax/grammar/twice.hpp"
#include "compiler/syntax/literal.hpp"

namespace retort::syntax::grammar {

namespace {

using namespace ast;

constexpr CheckParser<skip_if_exists> no_if_exists{};
constexpr CheckParser<skip_cascade> no_cascade{};

// ---- schemas and types

x3::rule<struct create_schema_class, CreateSchema> const create_schema{"create_schema"};
auto const create_schema_def = word::schema > no_if_exists > name[set<&CreateSchema::name>];

x3::rule<struct create_type_class, CreateType> const create_type{"create_type"};
auto const create_type_def = word::type > no_if_exists > qualified_name[set<&CreateType::name>] > word::as >
                             word::enum_ > open_paren > (enum_value[push<&CreateType::values>] % comma) > close_paren;

// ---- indexes

// `concurrently`, unless it is the schema of the index.
bool parse_concurrently(Session& session, Iterator& at) {
  return at[0].kind == TokenKind::concurrently && at[1].kind == TokenKind::dot
             ? false
             : session.accept(at, TokenKind::concurrently);
}
constexpr CheckParser<parse_concurrently> concurrently{};

// A name is left out where `on` follows at once; an index of the name "on" wants quotes.
bool parse_index_name(Session& session, Iterator& at, Identifier& index) {
  if (at->kind == TokenKind::on) return false;
  // `concurently i on`: two words where one name may stand.
  bool const two = at->kind == TokenKind::identifier && is_name(at[1].kind) && at[2].kind == TokenKind::on;
  if (two && edit_distance(identifier_value(session.text(*at)), spelling(TokenKind::concurrently), 2) <= 2)
    return false;
  if (!parse_name(session, at, index)) return false;
  if (at->kind == TokenKind::concurrently) {
    session.report(Code::RT0101, *at, "'concurrently' stands before the name of the index");
    ++at;
  }
  return true;
}
constexpr FunctionParser<Identifier, parse_index_name> index_name{};

x3::rule<struct index_method_class, IndexMethod> const index_method{"index_method"};
auto const index_method_def = word::btree[is<IndexMethod::btree>] | word::hash[is<IndexMethod::hash>] |
                              word::gin[is<IndexMethod::gin>] | word::gist[is<IndexMethod::gist>] |
                              word::brin[is<IndexMethod::brin>];

// `(a + 1)`: the item ends before its operator, which wants parentheses of its own.
bool parse_no_operator(Session& session, Iterator& at) {
  if (at->kind < TokenKind::plus || at->kind > TokenKind::concat) return true;
  session.report(Code::RT0101, *at, "an expression in an index has parentheses of its own: ((a + b), c)");
  session.give_up(at);
}
constexpr CheckParser<parse_no_operator> no_operator{};

x3::rule<struct index_item_class, IndexItem> const index_item{"index_item"};
auto const index_item_def = located[index_expression[set<&IndexItem::expression>] > no_operator >
                                    -(word::asc | word::desc[be<&IndexItem::descending, true>])];

x3::rule<struct create_index_class, CreateIndex> const create_index{"create_index"};
auto const create_index_def = ((word::unique[be<&CreateIndex::unique, true>] > word::index) | word::index) >
                              -concurrently[be<&CreateIndex::concurrently, true>] > no_if_exists >
                              -index_name[set<&CreateIndex::name>] > word::on >
                              qualified_name[set<&CreateIndex::table>] >
                              -(word::using_ > index_method[set<&CreateIndex::method>]) > open_paren >
                              (index_item[push<&CreateIndex::items>] % comma) > close_paren >
                              -(word::include > name_list[set<&CreateIndex::include>]) >
                              -(word::where > expression[set<&CreateIndex::predicate>]);

// `drop index n on t`: the table is named elsewhere because names of indexes are a table's own there.
bool parse_index_table(Session& session, Iterator& at) {
  if (at->kind != TokenKind::on) return true;
  Iterator const begin = at++;
  QualifiedName table;
  if (!parse_qualified_name(session, at, table)) fail(at);
  session.report(Code::RT0104, session.span(begin, at), "an index is found by its name alone") |
      Fix{Span{session.span(*begin).file, begin[-1].end(), at[-1].end()}, ""};
  return true;
}
constexpr CheckParser<parse_index_table> no_table{};

// ---- views and sequences

constexpr auto set_view_select = [](auto& context) { x3::_val(context).body = std::move(x3::_attr(context)); };

x3::rule<struct create_view_class, CreateView> const create_view{"create_view"};
auto const create_view_def = ((word::or_ > word::replace[be<&CreateView::or_replace, true>] > word::view) |
                              word::view) > no_if_exists > qualified_name[set<&CreateView::name>] > word::as >
                             expecting<Category::query>[text[set_view_select] | select_query[set_view_select]];

struct Step {
  std::int64_t value = 0;
  Where where;
};
// A whole number with or without a sign.
bool parse_step(Session& session, Iterator& at, std::int64_t& step) {
  bool const negative = at->kind == TokenKind::minus;
  Iterator digits = negative || at->kind == TokenKind::plus ? at + 1 : at;
  if (digits->kind != TokenKind::number || !is_all_digits(session.text(*digits))) {
    session.expect(digits, Category::number);
    if (digits != at) fail(digits);
    return false;
  }
  constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  std::optional<std::uint64_t> const value = integer_value(session.text(*digits));
  if (!value || *value > most) {
    session.report(Code::RT0111, session.span(at, digits + 1), "the number has to fit into a bigint");
  } else {
    step = negative ? -static_cast<std::int64_t>(*value) : static_cast<std::int64_t>(*value);
  }
  at = digits + 1;
  return true;
}
constexpr FunctionParser<std::int64_t, parse_step> step_value{};

struct SequenceParts {
  QualifiedName name;
  std::optional<Step> start, increment;
};
x3::rule<struct sequence_start_class, Step> const sequence_start{"sequence_start"};
auto const sequence_start_def = located[word::start > -word::with > step_value[set<&Step::value>]];
x3::rule<struct sequence_increment_class, Step> const sequence_increment{"sequence_increment"};
auto const sequence_increment_def = located[word::increment > -word::by > step_value[set<&Step::value>]];
x3::rule<struct create_sequence_class, SequenceParts> const create_sequence{"create_sequence"};
auto const create_sequence_def = word::sequence > no_if_exists > qualified_name[set<&SequenceParts::name>] >
                                 *(sequence_start[once<&SequenceParts::start>] |
                                   sequence_increment[once<&SequenceParts::increment>]);

constexpr auto put_sequence = [](auto& context) {
  SequenceParts& parts = x3::_attr(context);
  CreateSequence sequence{std::move(parts.name), std::nullopt, std::nullopt};
  if (parts.start) sequence.start = parts.start->value;
  if (parts.increment) sequence.increment = parts.increment->value;
  x3::_val(context) = std::move(sequence);
};

// ---- drop and rename

// `drop table a, b`: reported, and the first one is dropped.
bool parse_no_more_names(Session& session, Iterator& at) {
  if (at->kind != TokenKind::comma) return true;
  Iterator const begin = at;
  QualifiedName more;
  while (at->kind == TokenKind::comma && is_name(at[1].kind)) parse_qualified_name(session, ++at, more);
  if (at == begin) return true;
  session.report(Code::RT0107, session.span(begin, at), "'drop' takes one name: each thing has a statement of its own");
  return true;
}
constexpr CheckParser<parse_no_more_names> no_more_names{};

template <class Drop>
constexpr auto drop = [](auto& context) { x3::_val(context) = Drop{std::move(x3::_attr(context))}; };

x3::rule<struct drop_index_class, DropIndex> const drop_index{"drop_index"};
auto const drop_index_def = word::index > -concurrently[be<&DropIndex::concurrently, true>] > no_if_exists >
                            qualified_name[set<&DropIndex::name>] > no_more_names > no_table > no_cascade;

// `rename table s.t to s.u`: a new name stands by itself.
bool parse_no_schema(Session& session, Iterator& at) {
  if (!is_name(at->kind) || at[1].kind != TokenKind::dot || !is_name(at[2].kind)) return true;
  auto& d = session.report(Code::RT0107, session.span(at, at + 3), "a new name stands without a schema") |
            Note{"what is renamed stays in the schema it is in; into another one it is made anew", std::nullopt};
  // s . t to s . u
  bool const same = at[-3].kind == TokenKind::dot && session.text(at[-4]) == session.text(*at);
  if (same) d | Fix{session.span(at, at + 2), ""};
  at += 2;
  return true;
}
constexpr CheckParser<parse_no_schema> no_schema{};

// `rename view v to w`
bool parse_rename_view(Session& session, Iterator& at) {
  if (at->kind != TokenKind::view) return false;
  session.report(Code::RT0101, session.span(at, at + 1), "expected 'table', 'type' or 'index', found 'view'") |
      Note{"drop it and make it again under the other name: drop view …; create view … as …;", std::nullopt};
  session.give_up(at);
  return true;
}
constexpr CheckParser<parse_rename_view> rename_view{};

template <class Rename>
constexpr auto rename_from = [](auto& context) {
  x3::_val(context) = Rename{std::move(x3::_attr(context)), {}};
};
template <class Rename>
constexpr auto rename_to =
    [](auto& context) { std::get<Rename>(x3::_val(context)).to = std::move(x3::_attr(context)); };

// ---- comments

// t.c or s.t.c
bool parse_column_path(Session& session, Iterator& at, CommentOnColumn& comment) {
  Iterator const begin = at;
  QualifiedName path;
  if (!parse_qualified_name(session, at, path)) return false;
  if (at->kind == TokenKind::dot) {
    comment.table = std::move(path);
    ++at;
    if (!comment.table.schema || !parse_name(session, at, comment.column)) fail(at);
    return true;
  }
  if (!path.schema) {
    session.report(Code::RT0106, session.gap(begin),
                   "the table of the column is missing: comment on column t.c is '…'");
    session.give_up(at);
  }
  comment.table = {std::nullopt, std::move(*path.schema), session.span(begin, begin + 1)};
  comment.column = std::move(path.name);
  return true;
}
constexpr FunctionParser<CommentOnColumn, parse_column_path> column_path{};

x3::rule<struct comment_on_table_class, CommentOnTable> const comment_on_table{"comment_on_table"};
auto const comment_on_table_def = word::table > qualified_name[set<&CommentOnTable::table>] > word::is >
                                  (text[set<&CommentOnTable::comment>] | word::null);
x3::rule<struct comment_on_column_class, CommentOnColumn> const comment_on_column{"comment_on_column"};
auto const comment_on_column_def = word::column > column_path[put] > word::is >
                                   (text[set<&CommentOnColumn::comment>] | word::null);

BOOST_SPIRIT_DEFINE(create_schema, create_type, index_method, index_item, create_index, create_view, sequence_start,
                    sequence_increment, create_sequence, drop_index, comment_on_table, comment_on_column)

}  // namespace

auto const create_object_def =
    create_schema[put] | create_type[put] | create_index[put] | create_view[put] | create_sequence[put_sequence];

auto const drop_object_def =
    (word::table > no_if_exists > qualified_name[drop<ast::DropTable>] > no_more_names > no_cascade) |
    (word::schema > no_if_exists > name[drop<ast::DropSchema>] > no_more_names > no_cascade) |
    (word::type > no_if_exists > qualified_name[drop<ast::DropType>] > no_more_names > no_cascade) | drop_index[put] |
    (word::view > no_if_exists > qualified_name[drop<ast::DropView>] > no_more_names > no_cascade) |
    (word::sequence > no_if_exists > qualified_name[drop<ast::DropSequence>] > no_more_names > no_cascade);

auto const rename_object_def = rename_view |
                               (word::table > no_if_exists > qualified_name[rename_from<ast::RenameTable>] > word::to >
                                no_schema > name[rename_to<ast::RenameTable>]) |
                               (word::type > no_if_exists > qualified_name[rename_from<ast::RenameType>] > word::to >
                                no_schema > name[rename_to<ast::RenameType>]) |
                               (word::index > no_if_exists > qualified_name[rename_from<ast::RenameIndex>] > word::to >
                                no_schema > name[rename_to<ast::RenameIndex>]);

auto const comment_on_def = word::on > (comment_on_table[put] | comment_on_column[put]);

BOOST_SPIRIT_DEFINE(create_object, drop_object, rename_object, comment_on)
RETORT_INSTANTIATE_RULE(create_object);
RETORT_INSTANTIATE_RULE(drop_object);
RETORT_INSTANTIATE_RULE(rename_object);
RETORT_INSTANTIATE_RULE(comment_on);

}  // namespace retort::syntax::grammar
