// SPDX-License-Identifier: Apache-2.0
// What the rules share while one file is parsed: the tokens, what was expected where parsing got furthest, how deep it
// is nested, and where to go on after a fault. In: tokens. Out: diagnostics. Knows no rule.
#pragma once

#include <array>
#include <bitset>
#include <span>
#include <string>
#include <string_view>

#include "compiler/syntax/lexer.hpp"

namespace retort::syntax::grammar {

using Iterator = Token const*;

// What is expected where no single word or character would say it.
enum class Category : std::uint8_t {
  name,
  expression,
  type,
  text,
  number,
  revision_id,
  statement,
  element,
  action,
  column_clause,
  query,
  annotation,
  top_level,
  count
};

// Deeper nesting of parentheses, prefixes, sub-selects and blocks is refused; it bounds the stack.
inline constexpr unsigned deepest_nesting = 200;
// Taller trees are refused: chains of operators nest to the left without parentheses. It bounds whoever walks a tree.
inline constexpr unsigned tallest_expression = 1000;

// Unwinds to the rule that can go on behind the fault. Defined where Spirit's exception is known.
[[noreturn]] void fail(Iterator where);

class Session {
 public:
  Session(std::string_view text, FileId file, Lexed const& lexed, Sink& sink);
  Session(Session const&) = delete;
  Session& operator=(Session const&) = delete;

  // ---- tokens and places
  [[nodiscard]] Iterator begin() const { return begin_; }
  [[nodiscard]] Iterator end() const { return end_; }  // points at the end_of_file token
  [[nodiscard]] bool truncated() const { return truncated_; }
  [[nodiscard]] std::string_view text(Token const& token) const { return text_.substr(token.offset, token.length); }
  [[nodiscard]] std::string_view text(Iterator first, Iterator last) const;
  [[nodiscard]] Span span(Token const& token) const { return {file_, token.offset, token.end()}; }
  [[nodiscard]] Span span(Iterator first, Iterator last) const;  // from the first token to before `last`
  // The point behind the token before `at`: where something is missing.
  [[nodiscard]] Span gap(Iterator at) const;
  [[nodiscard]] bool starts_line(Iterator at) const;
  // The beginning of `upgrade {` or `downgrade …`, which nothing else has.
  [[nodiscard]] static bool opens_block(Iterator at);
  // Whether an unquoted word stands there that is `word` (lower case) when folded.
  [[nodiscard]] bool is_word(Iterator at, std::string_view word) const;

  // The first word of a statement; the first word of a clause of the header or of a block.
  [[nodiscard]] static bool begins_statement(Iterator at);
  [[nodiscard]] static bool begins_header_clause(Iterator at);
  // Where a statement is over although its ';' is missing: at the end of a block, or where the next line begins
  // another.
  [[nodiscard]] bool ends_statement(Iterator at) const;

  // ---- expectations
  // Moves over the token if it is of that kind; notes it as expected otherwise.
  bool accept(Iterator& at, TokenKind kind) {
    if (at->kind == kind) {
      ++at;
      return true;
    }
    expect(at, kind);
    return false;
  }
  // accept(), or fail().
  void require(Iterator& at, TokenKind kind) {
    if (!accept(at, kind)) fail(at);
  }
  void expect(Iterator at, TokenKind kind) { note(at, static_cast<std::size_t>(kind)); }
  void expect(Iterator at, Category category) { note(at, first_category + static_cast<std::size_t>(category)); }
  // A word that would be understood there but is too far-fetched to be listed: only for "did you mean".
  void hint(Iterator at, TokenKind kind) {
    advance(at);
    if (at == furthest_) hints_.set(static_cast<std::size_t>(kind));
  }

  // The word there is taken for a name where any of these keywords might have been meant, which have to outlive the
  // session: when the next token does not fit, the word is looked at first.
  void mistake(Iterator at, std::span<TokenKind const> meant) {
    if (at->kind != TokenKind::identifier) return;
    mistaken_ = at;
    meant_ = meant;
  }

  // What is expected at one place, to be put back later.
  struct Expectations {
    Iterator at = nullptr;
    std::bitset<256> set;
    std::array<std::uint8_t, 24> order{};  // as first noted; more than these are never listed
    std::uint8_t count = 0;
  };
  [[nodiscard]] Expectations expectations() const { return {furthest_, expected_, order_, count_}; }
  // What was noted at `at` since `before` becomes hints, and `category` stands for it.
  void collapse(Iterator at, Expectations const& before, Category category);

  // ---- reporting
  Diagnostic& report(Code code, Span span, std::string message) { return sink_.report(code, span, std::move(message)); }
  Diagnostic& report(Code code, Token const& token, std::string message) {
    return sink_.report(code, span(token), std::move(message));
  }
  [[nodiscard]] std::size_t error_count() const { return sink_.error_count(); }
  // "expected …, found …" at the furthest place reached, unless something was reported there or further on already.
  void report_unexpected(Iterator where);
  // What was reported makes the rest of the statement unreadable: fails, and nothing more is said about this place.
  [[noreturn]] void give_up(Iterator at);
  // Where the lexer broke off: what is missing there is not the user's fault.
  [[nodiscard]] bool breaks_off(Iterator at) const { return at == end_ && truncated_; }
  // Nothing is said about the token any more.
  void silence(Iterator at) {
    if (at + 1 > reported_end_) reported_end_ = at + 1;
  }

  // ---- nesting
  // Counts one level while it lives; the level too many is reported and fails.
  class Level {
   public:
    Level(Session& session, Iterator at);
    Level(Level const&) = delete;
    Level& operator=(Level const&) = delete;
    ~Level() { --session_.depth_; }

   private:
    Session& session_;
  };
  [[noreturn]] void too_deep(Iterator at);
  // The tallest expression finished since this was last set to 0; for sub-selects, whose expressions are not at hand.
  unsigned tallest = 0;

  // ---- going on after a fault. All report it first, and return a place behind `first`.
  // Behind the ';' or the '}' that ends the statement begun at `first`, or before what cannot belong to it.
  Iterator recover_statement(Iterator first, Iterator where);
  // Behind the ';' that ends the clause of the header begun at `first`, or before the next clause or block.
  Iterator recover_clause(Iterator first, Iterator where);
  // Behind the annotation begun at `first`: its ')', or what stands before the next thing that begins something.
  Iterator recover_annotation(Iterator first, Iterator where);
  // Before the ',' or ')' that ends the item, begun at `first`, of a list in parentheses; null where the list breaks
  // off.
  Iterator recover_element(Iterator first, Iterator where);
  // Before the ',' or ';' that ends the item, begun at `first`, of a list without parentheses.
  Iterator recover_item(Iterator first, Iterator where);
  // The item that recover_element() left there begins without the ',' it should have had.
  [[nodiscard]] bool comma_missing_before(Iterator at) const { return at == comma_missing_; }

  // Whether `mixin` and `include` have a meaning in this file.
  bool schema_file = false;
  // What ends the block of `upgrade` or `downgrade` that is being read: its '}', or what stands for it.
  TokenKind block_close = TokenKind::right_brace;

 private:
  static constexpr std::size_t first_category = 200;
  static_assert(static_cast<std::size_t>(TokenKind::count) <= first_category);
  static_assert(first_category + static_cast<std::size_t>(Category::count) <= 256);

  void advance(Iterator at) {
    if (at <= furthest_) return;
    furthest_ = at;
    expected_.reset();
    hints_.reset();
    count_ = 0;
  }
  void note(Iterator at, std::size_t what) {
    advance(at);
    if (at != furthest_ || expected_.test(what)) return;
    expected_.set(what);
    if (count_ < order_.size()) order_[count_++] = static_cast<std::uint8_t>(what);
  }
  [[nodiscard]] bool expects(TokenKind kind) const { return expected_.test(static_cast<std::size_t>(kind)); }
  [[nodiscard]] bool expects(Category category) const {
    return expected_.test(first_category + static_cast<std::size_t>(category));
  }
  void forget();
  [[nodiscard]] Iterator resume();
  [[nodiscard]] bool lacks_comma(Iterator at) const;
  [[nodiscard]] Iterator constraint_of_table(Iterator at) const;
  [[nodiscard]] std::string found(Iterator at) const;
  [[nodiscard]] std::string expected_list() const;
  void report_at(Iterator at);
  void report_bad(Iterator at);
  bool report_mistaken(Iterator at);
  bool report_apostrophe(Iterator at);
  bool report_separator(Iterator at);
  bool report_text(Iterator at);
  bool report_name(Iterator at);
  [[nodiscard]] std::string_view suggestion(Iterator at) const;
  [[nodiscard]] std::string_view advice(Iterator at, std::string_view word) const;
  [[nodiscard]] Iterator left_open(Iterator at, TokenKind open, TokenKind close) const;
  [[nodiscard]] Iterator list_behind_semicolon(Iterator at) const;

  std::string_view text_;
  FileId file_;
  Sink& sink_;
  Iterator begin_;
  Iterator end_;
  bool truncated_;

  Iterator furthest_;
  std::bitset<256> expected_, hints_;
  std::array<std::uint8_t, 24> order_{};
  std::uint8_t count_ = 0;
  Iterator reported_end_;      // tokens before it have had their diagnostic
  Iterator resume_ = nullptr;  // where to go on after what report_unexpected() said, if that is known
  Iterator comma_missing_ = nullptr;
  Iterator mistaken_ = nullptr;
  std::span<TokenKind const> meant_;
  unsigned depth_ = 0;
};

}  // namespace retort::syntax::grammar
