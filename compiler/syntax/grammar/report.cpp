// SPDX-License-Identifier: Apache-2.0
// How a fault is said: what was expected, what is there, what was meant mostly. In: the expectations of the session at
// the furthest place reached. Out: one diagnostic.
#include <fmt/format.h>

#include "compiler/base/edit_distance.hpp"
#include "compiler/syntax/copied.hpp"
#include "compiler/syntax/grammar/foreign.hpp"
#include "compiler/syntax/grammar/session.hpp"
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

// The keyword, among those that could stand there, that is nearer to the word than any other and within two edits.
std::string_view Session::suggestion(Iterator at) const {
  // A reserved word is no other one misspelt.
  if (at->kind != TokenKind::identifier && (!is_keyword(at->kind) || is_reserved(at->kind))) return {};
  std::string const word = identifier_value(text(*at));
  if (!advice(at, word).empty()) return {};
  Nearest nearest(word);
  for (std::size_t i = 0; i < static_cast<std::size_t>(TokenKind::count); ++i) {
    auto const kind = static_cast<TokenKind>(i);
    if (!is_keyword(kind) || !(expected_.test(i) || hints_.test(i))) continue;
    if (word == spelling(kind)) return {};
    nearest.consider(spelling(kind));
  }
  return nearest.found();
}

// What is said to those who come from a database and write a word as it is written there.
std::string_view Session::advice(Iterator at, std::string_view word) const {
  if (expects(Category::statement)) return advice_on_statement(word);
  TokenKind const before = at == begin_ ? TokenKind::end_of_file : at[-1].kind;
  std::string_view advice;
  if (before == TokenKind::create || before == TokenKind::replace || before == TokenKind::alter ||
      before == TokenKind::rename)
    advice = advice_on_object(word);
  else if (before == TokenKind::drop)
    advice = expects(TokenKind::sequence) ? advice_on_object(word) : advice_on_part(word);
  else if (expects(TokenKind::options))
    advice = advice_on_options(word);
  return advice.empty() ? advice_on_clause(word) : advice;
}

// What no rule takes.
void Session::report_bad(Iterator at) {
  std::string_view const what = text(*at);
  std::size_t const quote = typographic_quote(what);
  if (quote == 0) {
    report(Code::RT0007, *at,
           what.size() > 1 ? fmt::format("'{}' is an operator of one database: it stands in native … $$ … $$", what)
                           : fmt::format("the character '{}' starts nothing here", what));
    return;
  }
  if (what.size() == quote) {
    report(Code::RT0007, *at, fmt::format("the typographic quote '{}' starts nothing here", what));
    return;
  }
  Diagnostic& diagnostic = report(
      Code::RT0007, *at, "typographic quotes: a text stands in '…', a name in \"…\", both as typewriters have them");
  bool const single = what.starts_with("\xE2\x80\x98") || what.starts_with("\xE2\x80\x99");
  std::string_view const inner = what.substr(quote, what.size() - 2 * quote);
  if (single && inner.find('\'') == std::string_view::npos) diagnostic | Fix{span(*at), fmt::format("'{}'", inner)};
}

// What is no text, or not without quotes, stands where one is wanted. False when this says nothing about it.
bool Session::report_text(Iterator at) {
  std::string_view const word = text(*at);
  if (at->kind == TokenKind::quoted_identifier && word.find('\'') == std::string_view::npos) {
    report(Code::RT0101, *at, "a text stands in single quotes, a name in double ones") |
        Fix{span(*at), fmt::format("'{}'", identifier_value(word))};
    return true;
  }
  if (count_ != 1 || (at->kind != TokenKind::identifier && at->kind != TokenKind::digits_word)) return false;
  auto const next = at[1].kind;
  if (next == TokenKind::comma || next == TokenKind::right_paren || next == TokenKind::semicolon) {
    report(Code::RT0101, *at, fmt::format("expected {}, found '{}'", expected_list(), clipped(word))) |
        Fix{span(*at), fmt::format("'{}'", word)};
    return true;
  }
  return false;
}

// The '(' or '{' that the token at `at` leaves open; null where there is none in the statement.
Iterator Session::left_open(Iterator at, TokenKind open, TokenKind close) const {
  int depth = 0;
  for (Iterator back = at; back != begin_;) {
    --back;
    if (back->kind == close) ++depth;
    if (back->kind == open && --depth < 0) return back;
    if (back->kind == TokenKind::semicolon && open == TokenKind::left_paren) return nullptr;
  }
  return nullptr;
}

// A word that touches the end of a string: 'it's so'. False when it is something else.
bool Session::report_apostrophe(Iterator at) {
  bool const word = at->kind == TokenKind::identifier || is_keyword(at->kind);
  if (at == begin_ || !word || at[-1].kind != TokenKind::string || at[-1].end() != at->offset) return false;
  // Over lines: the string was to end before, and its last quote to begin another one.
  if (text(at[-1]).find('\n') != std::string_view::npos) {
    report(Code::RT0003, Span{file_, at[-1].offset, at[-1].offset + 1},
           "this string does not end on its line: a quote is missing");
    silence(end_);  // from here on what is in a string and what is not have changed places
    return true;
  }
  Span const quote{file_, at->offset - 1, at->offset};
  report(Code::RT0003, quote, "this quote ends the string; one that is part of it is doubled: ''") | Fix{quote, "''"};
  return true;
}

// A ',' too many, or a ';' where one is wanted. False when it is something else.
bool Session::report_separator(Iterator at) {
  if (at == begin_) return false;
  if (at->kind == TokenKind::right_paren && at[-1].kind == TokenKind::comma) {
    report(Code::RT0101, at[-1], "nothing follows this ','") | Fix{span(at[-1]), ""};
    return true;
  }
  if (at->kind == TokenKind::comma && (at[-1].kind == TokenKind::comma || at[-1].kind == TokenKind::left_paren)) {
    report(Code::RT0101, *at, "nothing stands before this ','") | Fix{span(*at), ""};
    return true;
  }
  if (Iterator const next = list_behind_semicolon(at); next != nullptr) {
    bool const last = next->kind == TokenKind::right_paren;
    report(Code::RT0101, *at,
           last ? "nothing follows this ';' but the ')' of the list" : "a ';' where the list goes on") |
        Fix{span(*at), last ? "" : ","};
    resume_ = next;
    if (!last) comma_missing_ = next;
    return true;
  }
  return false;
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
  return false;
}

void Session::report_at(Iterator at) {
  if (at->kind == TokenKind::bad) return report_bad(at);
  if (report_apostrophe(at) || report_mistaken(at)) return;
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
    if (report_separator(at)) return;
    if (expects(Category::text) && report_text(at)) return;
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
    std::string_view const words = advice(at, identifier_value(text(*at)));
    if (!words.empty()) diagnostic | Note{std::string(words), std::nullopt};
  }
  if (nearest.empty() && (at->kind == TokenKind::semicolon || ends_statement(at))) {
    Iterator open = nullptr;
    if (expects(TokenKind::right_paren)) open = left_open(at, TokenKind::left_paren, TokenKind::right_paren);
    if (expects(TokenKind::right_brace)) open = left_open(at, TokenKind::left_brace, TokenKind::right_brace);
    if (open != nullptr) diagnostic | Note{fmt::format("this '{}' is left open", text(*open)), span(*open)};
  }
}

// A word taken for a name although a keyword was meant: the fault shows only behind it. False when there is none.
bool Session::report_mistaken(Iterator at) {
  if (mistaken_ == nullptr || at != mistaken_ + 1) return false;
  std::string const word = identifier_value(text(*mistaken_));
  Nearest candidates(word);
  for (TokenKind const meant : meant_) candidates.consider(spelling(meant));
  std::string_view const nearest = candidates.found();
  if (nearest.empty() || word.size() < 3) return false;
  Diagnostic& diagnostic =
      report(Code::RT0101, *mistaken_, fmt::format("'{}' is read as a name here", text(*mistaken_)));
  diagnostic.label = fmt::format("did you mean '{}'?", nearest);
  diagnostic | Fix{span(*mistaken_), std::string(nearest)};
  return true;
}

}  // namespace retort::syntax::grammar
