// SPDX-License-Identifier: Apache-2.0
// What was expected, and how it is said. Where to go on after a fault is in recovery.cpp.
#include "compiler/syntax/grammar/session.hpp"

#include <fmt/format.h>

#include "compiler/syntax/grammar/foreign.hpp"
#include "compiler/syntax/literal.hpp"

namespace retort::syntax::grammar {

namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Category::count)> category_names{
    "a name",
    "an expression",
    "a type",
    "a text in quotes",
    "a whole number",
    "the id of a revision",
    "a statement",
    "a column or constraint",
    "an action such as 'add column'",
    "a clause of the column",
    "a 'select' or a text",
    "'allow', 'online' or 'timeout'",
    "a clause of the header or a block"};

// At most this much of the text is quoted in a message.
constexpr std::size_t longest_quote = 40;

// One line, cut between characters.
std::string clipped(std::string_view text) {
  std::size_t length = std::min(text.find_first_of("\r\n"), text.size());
  if (length > longest_quote) {
    length = longest_quote;
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) --length;
  }
  std::string result(text.substr(0, length));
  return length < text.size() ? result + "…" : result;
}

}  // namespace

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
  return text_.substr(from, at->offset - from).find('\n') != std::string_view::npos;
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

std::string Session::found(Iterator at) const {
  switch (at->kind) {
    case TokenKind::end_of_file:
      return "the end of the file";
    case TokenKind::string:
    case TokenKind::dollar_string:
    case TokenKind::bytes:
      return fmt::format("the text {}", clipped(text(*at)));
    default:
      return fmt::format("'{}'", clipped(text(*at)));
  }
}

std::string Session::expected_list() const {
  std::string result;
  for (std::size_t i = 0; i < count_; ++i) {
    if (i > 0) result += i + 1 == count_ ? " or " : ", ";
    std::size_t const what = order_[i];
    if (what >= first_category) {
      result += category_names[what - first_category];
    } else if (what == static_cast<std::size_t>(TokenKind::end_of_file)) {
      result += "the end of the file";
    } else {
      result += fmt::format("'{}'", spelling(static_cast<TokenKind>(what)));
    }
  }
  return result;
}

// The only keyword, among those that could stand there, that is within two edits of the word that does.
std::string_view Session::suggestion(Iterator at) const {
  if (at->kind != TokenKind::identifier && !is_keyword(at->kind)) return {};
  std::string const word = identifier_value(text(*at));
  std::string_view nearest;
  for (std::size_t i = 0; i < static_cast<std::size_t>(TokenKind::count); ++i) {
    auto const kind = static_cast<TokenKind>(i);
    if (!is_keyword(kind) || !(expected_.test(i) || hints_.test(i))) continue;
    std::string_view const candidate = spelling(kind);
    std::size_t const shorter = std::min(word.size(), candidate.size());
    if (word == candidate) return {};
    if (shorter < 2 || std::max(word.size(), candidate.size()) - shorter > 2) continue;
    // Of a short word too little would be left.
    if (edit_distance(word, candidate) > (shorter > 3 ? 2U : 1U)) continue;
    if (!nearest.empty()) return {};
    nearest = candidate;
  }
  return nearest;
}

// What is no name, or not without quotes, stands where one is wanted. False when this says nothing about it.
bool Session::report_name(Iterator at) {
  std::string_view const word = text(*at);
  if (is_reserved(at->kind)) {
    report(Code::RT0109, *at, fmt::format("'{}' is a reserved word: as a name it wants double quotes", word)) |
        Fix{span(*at), fmt::format("\"{}\"", identifier_value(word))};
    return true;
  }
  if (at->kind == TokenKind::digits_word) {
    report(Code::RT0109, *at, fmt::format("'{}' begins with a digit: as a name it wants double quotes", word)) |
        Fix{span(*at), fmt::format("\"{}\"", identifier_value(word))};
    return true;
  }
  if (at->kind == TokenKind::string) {
    report(Code::RT0109, *at, "a name stands in double quotes, a text in single ones") |
        Fix{span(*at), fmt::format("\"{}\"", string_value(word))};
    return true;
  }
  if (at->kind == TokenKind::left_bracket) {
    Diagnostic& diagnostic = report(Code::RT0104, *at, "names stand in double quotes here, not in brackets");
    bool const closed = at[1].kind != TokenKind::end_of_file && at[2].kind == TokenKind::right_bracket;
    if (closed) diagnostic | Fix{span(at, at + 3), fmt::format("\"{}\"", text(at[1]))};
    return true;
  }
  return false;
}

void Session::report_at(Iterator at) {
  std::string_view const nearest = suggestion(at);
  if (nearest.empty()) {
    if (expects(TokenKind::semicolon) && ends_statement(at)) {
      report(Code::RT0112, gap(at), "a ';' is missing here") | Fix{gap(at), ";"};
      resume_ = at;
      return;
    }
    if (Iterator const next = lacks_comma(at) ? at : constraint_of_table(at); next != nullptr) {
      report(Code::RT0101, gap(next), "a ',' is missing here") | Fix{gap(next), ","};
      resume_ = comma_missing_ = next;
      return;
    }
    if (at != begin_ && at->kind == TokenKind::right_paren && at[-1].kind == TokenKind::comma) {
      report(Code::RT0101, at[-1], "nothing follows this ','") | Fix{span(at[-1]), ""};
      return;
    }
    if ((expects(Category::name) || expects(Category::element)) && report_name(at)) return;
    if (at->kind == TokenKind::digits_word) {
      report(Code::RT0009, *at, fmt::format("'{}' is neither a number nor a name", text(*at)));
      return;
    }
  }
  std::string const wanted = expected_list();
  std::string message = wanted.empty() ? fmt::format("{} does not belong here", found(at))
                                       : fmt::format("expected {}, found {}", wanted, found(at));
  Diagnostic& diagnostic = report(Code::RT0101, *at, std::move(message));
  if (!nearest.empty()) {
    diagnostic.label = fmt::format("did you mean '{}'?", nearest);
    diagnostic | Fix{span(*at), std::string(nearest)};
  } else if (at->kind == TokenKind::identifier || is_keyword(at->kind)) {
    std::string const word = identifier_value(text(*at));
    std::string_view const advice = expects(Category::statement)   ? advice_on_statement(word)
                                    : expects(TokenKind::sequence) ? advice_on_object(word)
                                                                   : advice_on_clause(word);
    if (!advice.empty()) diagnostic | Note{std::string(advice), std::nullopt};
  }
}

void Session::report_unexpected(Iterator where) {
  if (where > furthest_) {
    furthest_ = where;
    forget();
  }
  Iterator const at = furthest_;
  bool const said = at < reported_end_ || at->kind == TokenKind::bad || breaks_off(at);
  if (!said) report_at(at);
  silence(at);
  forget();
}

}  // namespace retort::syntax::grammar
