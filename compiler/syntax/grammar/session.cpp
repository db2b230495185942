// SPDX-License-Identifier: Apache-2.0
// Tokens, places, and what was expected where parsing got furthest. How it is said is in report.cpp, where to go on
// after a fault in recovery.cpp.
#include "compiler/syntax/grammar/session.hpp"

#include <fmt/format.h>

#include "compiler/syntax/literal.hpp"

namespace retort::syntax::grammar {

Session::Session(std::string_view text, FileId file, Lexed const& lexed, Sink& sink)
    : text_(text),
      file_(file),
      sink_(sink),
      begin_(lexed.tokens.data()),
      end_(lexed.tokens.data() + lexed.tokens.size() - 1),
      truncated_(lexed.truncated),
      furthest_(begin_),
      reported_end_(begin_) {}

std::string_view Session::text(Iterator first, Iterator last) const {
  Span const where = span(first, last);
  return text_.substr(where.begin, where.end - where.begin);
}

Span Session::span(Iterator first, Iterator last) const {
  return first < last ? Span{file_, first->offset, last[-1].end()} : Span{file_, first->offset, first->offset};
}

Span Session::gap(Iterator at) const {
  std::uint32_t const point = at == begin_ ? at->offset : at[-1].end();
  return {file_, point, point};
}

bool Session::starts_line(Iterator at) const {
  if (at == begin_) return true;
  std::size_t const from = at[-1].end();
  return text_.substr(from, at->offset - from).find_first_of("\r\n") != std::string_view::npos;
}

bool Session::is_word(Iterator at, std::string_view word) const {
  if (at->kind != TokenKind::identifier && !is_keyword(at->kind)) return false;
  if (at->length != word.size()) return false;
  return identifier_value(text(*at)) == word;
}

void Session::collapse(Iterator at, Expectations const& before, Category category) {
  if (furthest_ != at) return;
  hints_ |= expected_;
  bool const same = before.at == at;
  expected_ = same ? before.set : std::bitset<256>();
  order_ = before.order;
  count_ = same ? before.count : 0;
  expect(at, category);
}

Session::Level::Level(Session& session, Iterator at) : session_(session) {
  if (session_.depth_ >= deepest_nesting) session_.too_deep(at);
  ++session_.depth_;
}

void Session::too_deep(Iterator at) {
  if (at >= reported_end_)
    report(Code::RT0102, *at, fmt::format("nested too deeply: more than {} levels", deepest_nesting));
  give_up(at);
}

void Session::give_up(Iterator at) {
  silence(std::max(at, furthest_));
  fail(at);
}

void Session::forget() {
  expected_.reset();
  hints_.reset();
  count_ = 0;
}

void Session::report_unexpected(Iterator where) {
  if (where > furthest_) {
    furthest_ = where;
    forget();
  }
  Iterator const at = furthest_;
  bool const said = at < reported_end_ || breaks_off(at);
  if (!said) report_at(at);
  silence(at);
  forget();
}

}  // namespace retort::syntax::grammar
