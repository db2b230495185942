// SPDX-License-Identifier: Apache-2.0
// The portable select, and the list of tables it shares with `update … from`.
#include <array>

#include "compiler/syntax/grammar/rules.hpp"

namespace retort::syntax::grammar {

namespace {

using namespace ast;

// Words that go on with a select, or would elsewhere, and so are no alias unless `as` stands before them.
bool ends_alias(Session const& session, Iterator at) {
  switch (at->kind) {
    case TokenKind::group:
    case TokenKind::having:
    case TokenKind::order:
    case TokenKind::limit:
    case TokenKind::union_:
    case TokenKind::inner:
    case TokenKind::left:
    case TokenKind::join:
    case TokenKind::outer:
    case TokenKind::on:
    case TokenKind::set:
    case TokenKind::for_:
    case TokenKind::with:
      return true;
    default:
      break;
  }
  for (std::string_view const unsupported :
       {"cross", "except", "fetch", "filter", "full", "intersect", "lateral", "natural", "offset", "over", "right",
        "straight_join", "tablesample", "window"})
    if (session.is_word(at, unsupported)) return true;
  return false;
}

// What may follow where an alias may stand.
constexpr std::array clause_words{TokenKind::from,   TokenKind::join,  TokenKind::inner, TokenKind::left,
                                  TokenKind::on,     TokenKind::where, TokenKind::group, TokenKind::having,
                                  TokenKind::union_, TokenKind::order, TokenKind::limit};

// [as] alias
bool parse_alias(Session& session, Iterator& at, Identifier& alias) {
  if (at->kind == TokenKind::as) {
    ++at;
    if (!parse_name(session, at, alias)) fail(at);
    return true;
  }
  session.hint(at, TokenKind::as);
  if (!is_name(at->kind) || ends_alias(session, at)) return false;
  session.mistake(at, clause_words);
  return parse_name(session, at, alias);
}

// t.* or s.t.*: the table.
bool parse_table_star(Session& session, Iterator& at, QualifiedName& table) {
  std::ptrdiff_t names = 0;
  while (names < 2 && is_name(at[2 * names].kind) && at[2 * names + 1].kind == TokenKind::dot) ++names;
  if (names == 0 || at[2 * names].kind != TokenKind::star) return false;
  Iterator const begin = at;
  if (names == 2) {
    static_cast<void>(parse_name(session, at, table.schema.emplace()));
    ++at;
  }
  static_cast<void>(parse_name(session, at, table.name));
  table.where = session.span(begin, at);
  at += 2;
  return true;
}

constexpr TokenParser star{TokenKind::star};
constexpr FunctionParser<Identifier, parse_alias> alias{};
constexpr FunctionParser<QualifiedName, parse_table_star> table_star{};

constexpr auto set_table_star = [](auto& context) {
  x3::_val(context).star = true;
  x3::_val(context).star_table = std::move(x3::_attr(context));
};

x3::rule<struct select_item_class, SelectItem> const select_item{"select_item"};
auto const select_item_def = located[star[be<&SelectItem::star, true>] | table_star[set_table_star] |
                                     (expression[set<&SelectItem::expression>] > -alias[set<&SelectItem::alias>])];

x3::rule<struct table_reference_class, TableReference> const table_reference{"table_reference"};
auto const table_reference_def =
    located[qualified_name[set<&TableReference::table>] > -alias[set<&TableReference::alias>]];

x3::rule<struct join_class, Join> const join{"join"};
auto const join_def =
    (word::join | (word::inner > word::join) | (word::left[be<&Join::left, true>] > -word::outer > word::join)) >
    table_reference[set<&Join::table>] > word::on > expression[set<&Join::on>];

x3::rule<struct order_item_class, OrderItem> const order_item{"order_item"};
auto const order_item_def = expression[set<&OrderItem::expression>] >
                            -(word::asc | word::desc[be<&OrderItem::descending, true>]);

x3::rule<struct select_core_class, SelectCore> const select_core{"select_core"};
auto const select_core_def =
    located[word::select > -(word::distinct[be<&SelectCore::distinct, true>] | word::all) >
            (select_item[push<&SelectCore::items>] % comma) > -(word::from > from_clause[set<&SelectCore::from>]) >
            -(word::where > expression[set<&SelectCore::where_clause>]) >
            -(word::group > word::by > (expression[push<&SelectCore::group_by>] % comma)) >
            -(word::having > expression[set<&SelectCore::having>])];

constexpr auto one_union = [](auto& context) { x3::_val(context).union_all.push_back(false); };
constexpr auto all_rows = [](auto& context) { x3::_val(context).union_all.back() = true; };

x3::rule<struct query_class, Select> const query{"query"};
auto const query_def =
    guarded[located[select_core[push<&Select::cores>] >
                    *(word::union_[one_union] > -word::all[all_rows] > select_core[push<&Select::cores>]) >
                    -(word::order > word::by > (order_item[push<&Select::order_by>] % comma)) >
                    -(word::limit > expression[set<&Select::limit>])]];

BOOST_SPIRIT_DEFINE(select_item, table_reference, join, order_item, select_core, query)

}  // namespace

auto const from_clause_def = table_reference[set<&ast::From::table>] > *join[push<&ast::From::joins>];
BOOST_SPIRIT_DEFINE(from_clause)
RETORT_INSTANTIATE_RULE(from_clause);

bool parse_select(Session& session, Iterator& at, ast::Select& select) {
  return query.parse(at, session.end(), x3::make_context<SessionTag>(session), x3::unused, select);
}

void fail(Iterator where) { boost::throw_exception(x3::expectation_failure<Iterator>(where, {})); }

}  // namespace retort::syntax::grammar
