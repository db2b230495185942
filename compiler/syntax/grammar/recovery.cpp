// SPDX-License-Identifier: Apache-2.0
// Where to go on after a fault: behind the item, the clause or the statement that has it, so that what follows is read
// as it was meant and one fault gives one diagnostic.
#include <algorithm>

#include "compiler/syntax/grammar/session.hpp"

namespace retort::syntax::grammar {

namespace {

bool is_object(TokenKind kind) {
  return kind == TokenKind::table || kind == TokenKind::type || kind == TokenKind::index || kind == TokenKind::view ||
         kind == TokenKind::sequence || kind == TokenKind::schema;
}

// Two words that nothing but the beginning of a statement has, whatever goes before.
bool surely_begins_statement(Iterator at) {
  switch (at->kind) {
    case TokenKind::create:
      return true;
    case TokenKind::alter:
    case TokenKind::drop:
    case TokenKind::rename:
      return is_object(at[1].kind);
    case TokenKind::insert:
      return at[1].kind == TokenKind::into;
    case TokenKind::delete_:
      return at[1].kind == TokenKind::from;
    case TokenKind::comment:
      return at[1].kind == TokenKind::on;
    default:
      return false;
  }
}

}  // namespace

bool Session::opens_block(Iterator at) {
  return (at->kind == TokenKind::upgrade || at->kind == TokenKind::downgrade) &&
         (at[1].kind == TokenKind::left_brace || at[1].kind == TokenKind::auto_ ||
          at[1].kind == TokenKind::irreversible);
}

bool Session::begins_statement(Iterator at) {
  switch (at->kind) {
    case TokenKind::create:
    case TokenKind::drop:
    case TokenKind::rename:
    case TokenKind::alter:
    case TokenKind::insert:
    case TokenKind::update:
    case TokenKind::delete_:
    case TokenKind::comment:
    case TokenKind::call:
    case TokenKind::sql:
    case TokenKind::for_:
    case TokenKind::mixin:
    case TokenKind::at:
      return true;
    default:
      return false;
  }
}

bool Session::begins_header_clause(Iterator at) {
  switch (at->kind) {
    case TokenKind::revision:
    case TokenKind::revises:
    case TokenKind::depends:
    case TokenKind::replaces:
    case TokenKind::labels:
    case TokenKind::compatible:
    case TokenKind::created:
    case TokenKind::description:
    case TokenKind::schema:
      return true;
    default:
      return opens_block(at);
  }
}

bool Session::ends_statement(Iterator at) const {
  if (at->kind == TokenKind::end_of_file || at->kind == TokenKind::right_brace) return true;
  return surely_begins_statement(at) || (starts_line(at) && (begins_statement(at) || begins_header_clause(at)));
}

// The next column or constraint begins where a ',' was wanted.
bool Session::lacks_comma(Iterator at) const {
  if (!expects(TokenKind::comma) || !expects(TokenKind::right_paren) || !expects(Category::column_clause)) return false;
  if (!starts_line(at)) return false;
  return (is_name(at->kind) && is_name(at[1].kind)) || at->kind == TokenKind::foreign;
}

// A constraint of the table that was taken for one of the column before it, for want of a ',': its beginning, where
// `at` is the '(' or the `foreign` that no constraint of a column has. Null for everything else.
Iterator Session::constraint_of_table(Iterator at) const {
  Iterator first = nullptr;
  if (at->kind == TokenKind::foreign && at - begin_ > 2 && at[-2].kind == TokenKind::constraint) {
    first = at - 2;
  } else if (at->kind == TokenKind::left_paren && expects(Category::column_clause) && at - begin_ > 4) {
    if (at[-1].kind == TokenKind::unique) first = at - 1;
    if (at[-1].kind == TokenKind::key && at[-2].kind == TokenKind::primary) first = at - 2;
    if (first != nullptr && first[-2].kind == TokenKind::constraint) first -= 2;
  }
  return first != nullptr && starts_line(first) ? first : nullptr;
}

// What the list of columns goes on with behind a ';' that stands for a ',': the next element, or the ')'. Null where
// the statement ends there.
Iterator Session::list_behind_semicolon(Iterator at) const {
  if (at->kind != TokenKind::semicolon || !expects(TokenKind::comma) || !expects(TokenKind::right_paren))
    return nullptr;
  Iterator const next = at + 1;
  if (next->kind == TokenKind::right_paren) return next;
  if (begins_statement(next) || !expects(Category::column_clause)) return nullptr;
  bool const constraint = next->kind == TokenKind::constraint || next->kind == TokenKind::primary ||
                          next->kind == TokenKind::unique || next->kind == TokenKind::foreign;
  bool const column = is_name(next->kind) && is_name(next[1].kind);
  return constraint || column ? next : nullptr;
}

Iterator Session::resume() {
  Iterator const at = resume_;
  resume_ = nullptr;
  return at;
}

Iterator Session::recover_statement(Iterator first, Iterator where) {
  report_unexpected(where);
  Iterator const fault = furthest_;
  if (Iterator const at = resume(); at != nullptr && at > first) return at;
  int braces = 0;
  for (Iterator at = first; at != end_; ++at) {
    bool const behind = at >= fault && at > first;
    if (behind && braces == 0 && ((starts_line(at) && surely_begins_statement(at)) || opens_block(at))) return at;
    switch (at->kind) {
      case TokenKind::left_brace:
        ++braces;
        break;
      case TokenKind::right_brace:
        if (braces == 0) return at > first ? at : at + 1;
        --braces;
        if (braces == 0 && at >= fault) return at[1].kind == TokenKind::semicolon ? at + 2 : at + 1;
        break;
      case TokenKind::semicolon:
        if (braces == 0 && at >= fault) return at + 1;
        break;
      default:
        break;
    }
  }
  return end_;
}

Iterator Session::recover_clause(Iterator first, Iterator where) {
  report_unexpected(where);
  Iterator const fault = furthest_;
  if (Iterator const at = resume(); at != nullptr && at > first) return at;
  int braces = 0;
  for (Iterator at = first; at != end_; ++at) {
    bool const behind = at >= fault && at > first;
    if (behind && braces == 0 && begins_header_clause(at) && (starts_line(at) || opens_block(at))) return at;
    if (at->kind == TokenKind::left_brace) ++braces;
    if (at->kind == TokenKind::right_brace && --braces <= 0 && at >= fault) return at + 1;
    if (at->kind == TokenKind::semicolon && braces <= 0 && at >= fault) return at + 1;
  }
  return end_;
}

Iterator Session::recover_annotation(Iterator first, Iterator where) {
  report_unexpected(where);
  Iterator const fault = furthest_;
  int parens = 0;
  for (Iterator at = first; at != end_; ++at) {
    bool const behind = at > first && at >= fault;
    if (behind && starts_line(at) && (begins_statement(at) || begins_header_clause(at))) return at;
    switch (at->kind) {
      case TokenKind::left_paren:
        ++parens;
        break;
      case TokenKind::right_paren:
        if (--parens <= 0 && at >= fault) return at + 1;
        break;
      case TokenKind::semicolon:
      case TokenKind::left_brace:
      case TokenKind::right_brace:
        if (at > first) return at;
        break;
      default:
        break;
    }
  }
  return end_;
}

Iterator Session::recover_element(Iterator first, Iterator where) {
  report_unexpected(where);
  Iterator const fault = furthest_;
  if (Iterator const at = resume(); at != nullptr && at > first) return at;
  int parens = 0;
  for (Iterator at = first; at != end_; ++at) {
    switch (at->kind) {
      case TokenKind::left_paren:
        ++parens;
        break;
      case TokenKind::right_paren:
        if (parens == 0) return at >= fault ? at : nullptr;
        --parens;
        break;
      case TokenKind::comma:
        if (parens == 0 && at >= fault) return at;
        break;
      case TokenKind::semicolon:
      case TokenKind::left_brace:
      case TokenKind::right_brace:
        return nullptr;
      default:
        break;
    }
  }
  return nullptr;
}

Iterator Session::recover_item(Iterator first, Iterator where) {
  report_unexpected(where);
  Iterator const fault = furthest_;
  if (Iterator const at = resume(); at != nullptr && at > first) return at;
  int parens = 0;
  Iterator at = first;
  for (; at != end_; ++at) {
    bool const behind = at >= fault && at > first;
    if (behind && starts_line(at) && surely_begins_statement(at)) return at;
    if (at->kind == TokenKind::semicolon || at->kind == TokenKind::left_brace || at->kind == TokenKind::right_brace)
      return at;
    if (at->kind == TokenKind::left_paren) ++parens;
    if (at->kind == TokenKind::right_paren) parens = std::max(0, parens - 1);
    if (at->kind == TokenKind::comma && parens == 0 && at >= fault) return at;
  }
  return at;
}

}  // namespace retort::syntax::grammar
