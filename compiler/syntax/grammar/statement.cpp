// SPDX-License-Identifier: Apache-2.0
// Statements and blocks of them, and what may not stand in which block.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "compiler/base/overloaded.hpp"
#include "compiler/syntax/grammar/places.hpp"
#include "compiler/syntax/grammar/rules.hpp"
#include "compiler/syntax/grammar/twice.hpp"
#include "compiler/syntax/literal.hpp"

namespace retort::syntax::grammar {

namespace {

using namespace ast;

// ---- call

// The name becomes that of a C++ function.
bool parse_step_name(Session& session, Iterator& at, Identifier& step) {
  if (!parse_name(session, at, step)) return false;
  bool const plain = !step.text.empty() && std::all_of(step.text.begin(), step.text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (!plain || (step.text.front() >= '0' && step.text.front() <= '9'))
    session.report(Code::RT0109, step.where, "a step is a function of C++ and has a name that C++ takes");
  return true;
}
constexpr FunctionParser<Identifier, parse_step_name> step_name{};

// `call name()`: a step takes nothing but the database.
bool parse_no_arguments(Session& session, Iterator& at) {
  if (at->kind != TokenKind::left_paren) return true;
  Iterator const begin = at;
  skip_parentheses(session, at);
  session.report(Code::RT0104, session.span(begin, at), "a step is called by its name alone") |
      Fix{session.span(begin, at), ""};
  return true;
}
constexpr CheckParser<parse_no_arguments> no_arguments{};

x3::rule<struct call_step_class, CallStep> const call_step{"call_step"};
auto const call_step_def = word::call > step_name[set<&CallStep::name>] > no_arguments;

// ---- sql

constexpr FunctionParser<DialectText, parse_dialect_text> sql_body{};

struct SqlParts {
  DialectText body;
  std::optional<Where> outside;
  std::optional<Block> effect;
};
struct Located {
  Where where;
};
x3::rule<struct outside_class, Located> const outside{"outside"};
auto const outside_def = located[word::outside > word::transaction];

constexpr auto set_outside = [](auto& context) {
  Where const where = x3::_attr(context).where;
  keep_once(session_of(context), x3::_val(context).outside, Where(where), where);
};
constexpr auto set_effect = [](auto& context) {
  Block& block = x3::_attr(context);
  keep_schema_statements(session_of(context), block.statements);
  keep_once(session_of(context), x3::_val(context).effect, std::move(block));
};

x3::rule<struct sql_class, SqlParts> const sql{"sql"};
auto const sql_def = word::sql > sql_body[set<&SqlParts::body>] >
                     *(outside[set_outside] | (word::effect > block[set_effect]));

constexpr auto put_sql = [](auto& context) {
  SqlParts& parts = x3::_attr(context);
  Sql result{std::move(parts.body), parts.outside.has_value(), std::nullopt};
  if (parts.effect) result.effect = std::move(parts.effect->statements);
  x3::_val(context).operation = std::move(result);
};

// ---- for

constexpr auto set_for_statements = [](auto& context) {
  Block& block = x3::_attr(context);
  keep_unnested(session_of(context), block.statements);
  x3::_val(context).statements = std::move(block.statements);
};
x3::rule<struct for_dialects_class, ForDialects> const for_dialects{"for_dialects"};
auto const for_dialects_def = word::for_ > (name[push<&ForDialects::dialects>] % comma) > block[set_for_statements];

// ---- what stands in schema files only

bool report_mixin(Session& session, Iterator& at) {
  if (at->kind != TokenKind::mixin) return false;
  session.report(Code::RT0107, *at, "a mixin stands at the top of a schema file and nowhere else");
  return true;
}
constexpr CheckParser<report_mixin> misplaced_mixin_word{};
// Read, so that its columns are looked at, and left out.
x3::rule<struct misplaced_mixin_class, Mixin> const misplaced_mixin{"misplaced_mixin"};
auto const misplaced_mixin_def =
    misplaced_mixin_word > word::mixin > name[set<&Mixin::name>] > table_elements[set<&Mixin::elements>];
constexpr auto leave_out = [](auto& /*context*/) {};

// ---- statements

constexpr auto put_operation = set<&Statement::operation>;
// Rows with faults were left out; a statement of none would say something else than what was written.
constexpr auto put_insert = [](auto& context) {
  Insert& read = x3::_attr(context);
  auto const* const rows = std::get_if<std::vector<Row>>(&read.source);
  if (rows == nullptr || !rows->empty()) x3::_val(context).operation = std::move(read);
};

// The words that begin several statements each.
x3::rule<struct create_class, Operation> const create{"create"};
auto const create_def = word::create > (create_table[put] | create_object[put]);
x3::rule<struct alter_class, Operation> const alter{"alter"};
auto const alter_def = word::alter > (alter_table[put] | alter_type[put]);

auto const plain_operation = create[put_operation] | alter[put_operation] | (word::drop > drop_object[put_operation]) |
                             (word::rename > rename_object[put_operation]) | insert[put_insert] |
                             update[put_operation] | delete_from[put_operation] |
                             (word::comment > comment_on[put_operation]) | call_step[put_operation] | sql[put_sql] |
                             misplaced_mixin[leave_out];

// Something else than the ';', or what ends a statement without one: nothing is taken.
bool parse_odd_tail(Session& session, Iterator& at) {
  return at->kind != TokenKind::semicolon && !session.ends_statement(at);
}
constexpr CheckParser<parse_odd_tail> odd_tail{};
constexpr auto distrust = [](auto& context) { keep_whole(x3::_val(context)); };

// ---- blocks

// Goes on while neither the block nor what it is part of ends.
bool parse_more_statements(Session& session, Iterator& at) {
  // Of a block without braces any word of the other block is the end.
  bool const other = session.block_close == TokenKind::end_of_file &&
                     (at->kind == TokenKind::upgrade || at->kind == TokenKind::downgrade);
  return !other && at->kind != TokenKind::right_brace && at->kind != session.block_close && at != session.end() &&
         !Session::opens_block(at);
}
// A ';' alone, which nobody is told to write.
bool parse_empty_statement(Session& /*session*/, Iterator& at) {
  if (at->kind != TokenKind::semicolon) return false;
  ++at;
  return true;
}
// The '}' of the block. Without it the block is kept: what it says is known.
bool parse_block_end(Session& session, Iterator& at) {
  if (session.accept(at, TokenKind::right_brace)) return true;
  session.report_unexpected(at);
  return true;
}
constexpr CheckParser<parse_more_statements> more_statements{};
constexpr CheckParser<parse_empty_statement> empty_statement{};
constexpr CheckParser<parse_block_end> block_end{};

// The '{' of `upgrade` or `downgrade`; reported, and read as if it were there, where a statement or another bracket
// stands for it.
bool parse_block_open(Session& session, Iterator& at) {
  session.block_close = TokenKind::right_brace;
  if (session.accept(at, TokenKind::left_brace)) return true;
  if (Session::begins_statement(at)) {
    session.report(Code::RT0101, session.gap(at), "a '{' is missing here") | Fix{session.gap(at), " {"};
    session.block_close = TokenKind::end_of_file;  // its '}' may be missing as well
    return true;
  }
  bool const begin = session.is_word(at, "begin");
  if (!begin && at->kind != TokenKind::left_paren) return false;
  session.report(Code::RT0101, *at,
                 fmt::format("a block stands in braces, '{{ … }}', not behind '{}'", session.text(*at))) |
      Fix{session.span(*at), "{"};
  session.block_close = begin ? TokenKind::end : TokenKind::right_paren;
  ++at;
  return true;
}
bool parse_block_close(Session& session, Iterator& at) {
  TokenKind const close = std::exchange(session.block_close, TokenKind::right_brace);
  if (close == TokenKind::end_of_file && at->kind != TokenKind::right_brace) return true;
  if (close == TokenKind::right_brace || at->kind != close) return parse_block_end(session, at);
  ++at;
  return true;
}
constexpr CheckParser<parse_block_open> block_open{};
constexpr CheckParser<parse_block_close> block_close{};

BOOST_SPIRIT_DEFINE(call_step, outside, sql, for_dialects, misplaced_mixin, create, alter)

}  // namespace

struct statement_class : RecoverStatement {};
auto const statement_def = annotations[set<&ast::Statement::annotations>] >
                           expecting<Category::statement>[located[for_dialects[put_operation]] |
                                                          (located[plain_operation] > -odd_tail[distrust] > semicolon)];

auto const statements = *(more_statements >> (empty_statement | statement[push<&ast::Block::statements>]));
auto const block_def = guarded[located[open_brace > statements > block_end]];
auto const outer_block_def = guarded[located[block_open > statements > block_close]];

BOOST_SPIRIT_DEFINE(statement, block, outer_block)
RETORT_INSTANTIATE_RULE(statement);
RETORT_INSTANTIATE_RULE(outer_block);
RETORT_INSTANTIATE_RULE(block);

}  // namespace retort::syntax::grammar
