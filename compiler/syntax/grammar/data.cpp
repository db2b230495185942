// SPDX-License-Identifier: Apache-2.0
// Statements on rows: insert, update, delete, and the batches of the last two.
#include <fmt/format.h>

#include "compiler/syntax/grammar/rules.hpp"
#include "compiler/syntax/literal.hpp"

namespace retort::syntax::grammar {

namespace {

using namespace ast;

constexpr TokenParser equal{TokenKind::equal};
constexpr std::uint32_t largest_batch = 1'000'000'000;
constexpr std::uint32_t longest_pause_ms = 24U * 60 * 60 * 1000;

// ---- what is missing and cannot be guessed: the statement is given up, after saying what to write.
[[noreturn]] void give_up(Session& session, Iterator at, std::string message) {
  session.report(Code::RT0106, session.gap(at), std::move(message));
  session.give_up(at);
}

// ---- assignments

x3::rule<struct assignment_class, Assignment> const assignment{"assignment"};
auto const assignment_def = name[set<&Assignment::column>] > equal > value[set<&Assignment::value>];

// ---- insert

bool parse_columns_follow(Session& session, Iterator& at) {
  if (at->kind == TokenKind::values || at->kind == TokenKind::select || at->kind == TokenKind::default_)
    give_up(session, at, "an insert names the columns that it fills: insert into t (a, b) …");
  return true;
}
constexpr CheckParser<parse_columns_follow> columns_follow{};

bool parse_row_end(Session& session, Iterator& at) {
  if (at->kind == TokenKind::comma || at->kind == TokenKind::semicolon || at->kind == TokenKind::on) return true;
  session.expect(at, TokenKind::comma);
  session.expect(at, TokenKind::on);
  session.expect(at, TokenKind::semicolon);
  // A missing ';' is for the statement to say, which knows where to go on.
  return session.ends_statement(at);
}
constexpr CheckParser<parse_row_end> row_end{};

// Without its '(' the first row is not told from what follows it.
bool parse_rows_follow(Session& session, Iterator& at) {
  if (at->kind == TokenKind::left_paren) return true;
  session.expect(at, TokenKind::left_paren);
  return false;
}
constexpr CheckParser<parse_rows_follow> rows_follow{};

struct row_class : RecoverItem {};
x3::rule<row_class, Row> const row{"row"};
auto const row_def = x3::eps > located[open_paren > (value[push<&Row::values>] % comma) > close_paren] > row_end;

// A row that was read to its end; one with a fault would be found too short by those who count its values.
constexpr auto add_row = [](auto& context) {
  Row& read = x3::_attr(context);
  auto& rows = std::get<std::vector<Row>>(x3::_val(context).source);
  if (read.where.end != 0) rows.push_back(std::move(read));
};
constexpr auto set_select = [](auto& context) { x3::_val(context).source = std::move(x3::_attr(context)); };

bool parse_conflict_columns(Session& session, Iterator& at) {
  if (at->kind == TokenKind::do_) {
    give_up(session, at, "'on conflict' names the columns of the key: on conflict (a, b) do …");
  }
  return true;
}
constexpr CheckParser<parse_conflict_columns> conflict_columns_follow{};

x3::rule<struct on_conflict_class, OnConflict> const on_conflict{"on_conflict"};
auto const on_conflict_def =
    located[word::on > word::conflict > conflict_columns_follow > name_list[set<&OnConflict::columns>] > word::do_ >
            (word::nothing | (word::update > word::set > (assignment[push<&OnConflict::assignments>] % comma) >
                              -(word::where > expression[set<&OnConflict::condition>])))];

// ---- batches

bool parse_batch_size(Session& session, Iterator& at, std::uint32_t& size) {
  size = require_integer(session, at, 1, largest_batch, "the size of a batch");
  return true;
}
// N ms; `500ms` is one word to the lexer.
bool parse_pause(Session& session, Iterator& at, std::uint32_t& pause) {
  std::string_view const text = session.text(*at);
  if (at->kind == TokenKind::digits_word && is_duration(text)) {
    Diagnostic& diagnostic = session.report(Code::RT0009, *at, "a pause is a number, a blank and 'ms'");
    if (text.size() > 2 && is_all_digits(text.substr(0, text.size() - 2)))
      diagnostic | Fix{session.span(*at), fmt::format("{} ms", text.substr(0, text.size() - 2))};
    ++at;
    return true;
  }
  pause = require_integer(session, at, 0, longest_pause_ms, "a pause in milliseconds");
  session.require(at, TokenKind::ms);
  return true;
}
constexpr FunctionParser<std::uint32_t, parse_batch_size> batch_size{};
constexpr FunctionParser<std::uint32_t, parse_pause> batch_pause{};

x3::rule<struct batches_class, Batches> const batches{"batches"};
auto const batches_def =
    located[word::in > word::batches > word::of > batch_size[set<&Batches::size>] >
            -(word::by > (name[push<&Batches::key>] % comma)) > -(word::pause > batch_pause[set<&Batches::pause_ms>])];

// `update t as u set`, `delete from t u where`: what refers to the other name cannot be read then.
bool parse_no_alias(Session& session, Iterator& at) {
  Iterator const name = at->kind == TokenKind::as ? at + 1 : at;
  if (!is_name(name->kind)) return true;
  if (name == at && name[1].kind != TokenKind::set && name[1].kind != TokenKind::where) return true;
  if (name == at && name->kind == TokenKind::set) return true;
  session.report(Code::RT0107, session.span(at, name + 1), "the table whose rows are changed has no other name");
  session.give_up(name);
}
constexpr CheckParser<parse_no_alias> no_alias{};

BOOST_SPIRIT_DEFINE(assignment, row, on_conflict, batches)

}  // namespace

auto const insert_def = word::insert > word::into > qualified_name[set<&ast::Insert::table>] > columns_follow >
                        name_list[set<&ast::Insert::columns>] >
                        ((word::values > rows_follow > (row[add_row] % comma)) | select_query[set_select]) >
                        -on_conflict[set<&ast::Insert::on_conflict>];

auto const update_def = word::update > qualified_name[set<&ast::Update::table>] > no_alias > word::set >
                        (assignment[push<&ast::Update::assignments>] % comma) >
                        -(word::from > from_clause[set<&ast::Update::from>]) >
                        -(word::where > expression[set<&ast::Update::condition>]) >
                        -batches[set<&ast::Update::batches>];

auto const delete_from_def = word::delete_ > word::from > qualified_name[set<&ast::Delete::table>] > no_alias >
                             -(word::where > expression[set<&ast::Delete::condition>]) >
                             -batches[set<&ast::Delete::batches>];

BOOST_SPIRIT_DEFINE(insert, update, delete_from)
RETORT_INSTANTIATE_RULE(insert);
RETORT_INSTANTIATE_RULE(update);
RETORT_INSTANTIATE_RULE(delete_from);

}  // namespace retort::syntax::grammar
