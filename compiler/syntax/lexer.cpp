// SPDX-License-Identifier: Apache-2.0
// The lexer: one pass, a switch on the first character of each token, nothing allocated per token.
#include "compiler/syntax/lexer.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "compiler/syntax/copied.hpp"

namespace retort::syntax {

namespace {

enum CharacterClass : std::uint8_t { other, blank, letter, digit };

constexpr std::array<CharacterClass, 256> classes = [] {
  std::array<CharacterClass, 256> table{};
  for (std::size_t c = 'a'; c <= 'z'; ++c) table[c] = table[c - 'a' + 'A'] = letter;
  for (std::size_t c = '0'; c <= '9'; ++c) table[c] = digit;
  for (char const c : {' ', '\t', '\r', '\n', '\f', '\v'}) table[static_cast<std::size_t>(c)] = blank;
  table['_'] = letter;
  return table;
}();
CharacterClass class_of(char c) { return classes[static_cast<unsigned char>(c)]; }
bool is_digit(char c) { return class_of(c) == digit; }
bool is_word(char c) { return class_of(c) >= letter; }
// Whether a text begins with what never stands right behind a string that has ended where it was meant to.
bool touches(std::string_view text) {
  if (text.empty() || text.starts_with("!=")) return false;
  return is_word(text[0]) || std::string_view("[{@#!\\`\"$").find(text[0]) != std::string_view::npos;
}
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80U; }

class Lexer {
 public:
  Lexer(std::string_view text, FileId file, Sink& sink) : text_(text), file_(file), sink_(sink) {}

  Lexed run() {
    result_.tokens.reserve(text_.size() / 5 + 16);
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
    while (at_ < text_.size() && !result_.truncated) {
      start_ = at_;
      next();
    }
    // Where the text breaks off there is nothing to be read any more: the end stands where the broken token begins.
    start_ = result_.truncated ? start_ : text_.size();
    at_ = start_;
    emit(TokenKind::end_of_file);
    for (Diagnostic const& d : found_.all()) {
      bool const behind = truncated_at_ && d.span.begin > *truncated_at_ && d.code != Code::RT0003;
      if (!behind) sink_.report(d.code, d.span, d.message).fixes = d.fixes;
    }
    return std::move(result_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  std::string_view slice() const { return text_.substr(start_, at_ - start_); }
  void emit(TokenKind kind) {
    result_.tokens.push_back({kind, static_cast<std::uint32_t>(start_), static_cast<std::uint32_t>(at_ - start_)});
  }
  void emit(TokenKind kind, std::size_t length) {
    at_ += length;
    emit(kind);
  }
  Diagnostic& report(Code code, std::string message) {
    return found_.report(code, span(start_, at_), std::move(message));
  }
  // The rest of the file is not looked at: whatever is there was meant otherwise.
  void truncate(Code code, std::size_t length, std::string message) {
    result_.truncated = true;
    found_.report(code, span(start_, start_ + length), std::move(message));
  }

  void next() {
    char const c = text_[at_];
    switch (class_of(c)) {
      case blank:
        ++at_;
        return;
      case letter:
        return word();
      case digit:
        return number();
      case other:
        return symbol(c);
    }
  }

  void skip_word() {
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
  }

  void word() {
    skip_word();
    if (at_ < text_.size()) {
      if (text_[at_] == '\'' && at_ - start_ == 1) return prefixed_string();
      if (foreign_letter()) return foreign_word();
    }
    emit(keyword_kind(slice()));
  }

  // Not ASCII, and nothing that stands for a blank, a mark or a quote.
  bool foreign_letter() const {
    if (is_ascii(text_[at_])) return false;
    std::string_view const rest = text_.substr(at_);
    return find_copied(rest) == nullptr && typographic_quote(rest) == 0;
  }

  // At a character that is no letter of any word. Read as what it stood for.
  void copied_character() {
    if (std::size_t const quote = typographic_quote(text_.substr(at_)); quote != 0) return typographic_text(quote);
    CopiedCharacter const& copied = *find_copied(text_.substr(at_));
    bool const blank = copied.meant.empty() || copied.meant == " ";
    do at_ += copied.bytes.size();
    while (blank && text_.substr(at_, copied.bytes.size()) == copied.bytes);
    report(Code::RT0007, blank ? fmt::format("{}, which is no blank here", copied.name)
                               : fmt::format("{} where '{}' is meant", copied.name, copied.meant)) |
        Fix{span(start_, at_), std::string(copied.meant)};
    if (blank) return;
    if (copied.meant == "--") return skip_line();
    emit(copied.meant == "-"   ? TokenKind::minus
         : copied.meant == "(" ? TokenKind::left_paren
         : copied.meant == ")" ? TokenKind::right_paren
         : copied.meant == "," ? TokenKind::comma
                               : TokenKind::semicolon);
  }

  // With what it encloses where another one follows on the line: one token, as the quotes that were meant had been.
  void typographic_text(std::size_t quote) {
    for (at_ += quote; at_ < text_.size() && text_[at_] != '\n'; ++at_) {
      std::size_t const other = typographic_quote(text_.substr(at_));
      if (other == 0) continue;
      at_ += other;
      return emit(TokenKind::bad);
    }
    at_ = start_;
    emit(TokenKind::bad, quote);
  }

  // A word with letters that only quoted names may hold. One token, so that nothing else is said about it.
  void foreign_word() {
    while (at_ < text_.size() && (is_word(text_[at_]) || foreign_letter())) ++at_;
    emit(TokenKind::identifier);
    report(Code::RT0109,
           fmt::format("'{}' holds other characters than a-z, 0-9 and '_', so it wants double quotes", slice())) |
        Fix{span(start_, at_), fmt::format("\"{}\"", slice())};
  }

  void number() {
    skip_word();
    std::string_view const run = slice();
    std::size_t digits = 0;
    while (digits < run.size() && is_digit(run[digits])) ++digits;
    if (digits == run.size()) {
      if (peek() == '.' && !(peek(1) == '.')) return fraction();
      return emit(TokenKind::number);
    }
    emit(exponent_end(start_ + digits) == at_ || sign_of_exponent(digits) ? TokenKind::number : TokenKind::digits_word);
  }

  // `1e` was read and `+5` follows: takes it in.
  bool sign_of_exponent(std::size_t digits) {
    std::size_t const end = exponent_end(start_ + digits);
    if (end <= at_ || digits + 1 != at_ - start_) return false;
    at_ = end;
    return true;
  }

  // The end of an exponent that begins at `at`, or `at`.
  std::size_t exponent_end(std::size_t at) const {
    auto const is = [&](std::size_t i, std::string_view set) {
      return i < text_.size() && set.find(text_[i]) != std::string_view::npos;
    };
    if (!is(at, "eE")) return at;
    std::size_t end = is(at + 1, "+-") ? at + 2 : at + 1;
    std::size_t const first = end;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    return end > first ? end : at;
  }

  // At the '.' of a number; its digits before it, if any, are read.
  void fraction() {
    ++at_;
    while (is_digit(peek())) ++at_;
    at_ = exponent_end(at_);
    if (at_ < text_.size() && is_word(text_[at_])) {
      skip_word();
      report(Code::RT0009, fmt::format("'{}' is no number", slice()));
    }
    emit(TokenKind::number);
  }

  void symbol(char c) {
    switch (c) {
      case '\'':
        return string(TokenKind::string);
      case '"':
        return quoted_name();
      case '$':
        return dollar_string();
      case '-':
        if (peek(1) == '>') return emit(TokenKind::bad, peek(2) == '>' ? 3 : 2);
        return peek(1) == '-' ? line_comment() : emit(TokenKind::minus, 1);
      case '/':
        return peek(1) == '*' ? block_comment() : slash();
      case '(':
        return emit(TokenKind::left_paren, 1);
      case ')':
        return emit(TokenKind::right_paren, 1);
      case '{':
        return emit(TokenKind::left_brace, 1);
      case '}':
        return emit(TokenKind::right_brace, 1);
      case '[':
        return class_of(peek(1)) == letter ? bracketed_name() : emit(TokenKind::left_bracket, 1);
      case ']':
        return emit(TokenKind::right_bracket, 1);
      case ',':
        return emit(TokenKind::comma, 1);
      case ';':
        return emit(TokenKind::semicolon, 1);
      case '.':
        return is_digit(peek(1)) ? fraction() : emit(TokenKind::dot, 1);
      case '+':
        return emit(TokenKind::plus, 1);
      case '*':
        return emit(TokenKind::star, 1);
      case '%':
        return emit(TokenKind::percent, 1);
      case '@':
        return emit(TokenKind::at, 1);
      case '=':
        return peek(1) == '=' ? foreign_operator("=", TokenKind::equal, 2) : emit(TokenKind::equal, 1);
      case '<':
        if (peek(1) == '=') return emit(TokenKind::less_equal, 2);
        return peek(1) == '>' ? emit(TokenKind::not_equal, 2) : emit(TokenKind::less, 1);
      case '>':
        return peek(1) == '=' ? emit(TokenKind::greater_equal, 2) : emit(TokenKind::greater, 1);
      case '!':
        if (peek(1) == '~') return emit(TokenKind::bad, peek(2) == '*' ? 3 : 2);
        if (peek(1) == '=' && peek(2) == '=') return foreign_operator("<>", TokenKind::not_equal, 3);
        return peek(1) == '=' ? emit(TokenKind::not_equal, 2) : emit(TokenKind::bad, 1);
      case '|':
        return peek(1) == '|' ? emit(TokenKind::concat, 2) : emit(TokenKind::bad, 1);
      case ':':
        return peek(1) == ':' ? emit(TokenKind::double_colon, 2) : emit(TokenKind::bad, 1);
      case '~':
        return emit(TokenKind::bad, peek(1) == '*' ? 2 : 1);
      case '&':
        return peek(1) == '&' ? foreign_operator("and", TokenKind::and_, 2) : emit(TokenKind::bad, 1);
      case '`':
        return backticks();
      case '#':
        return hash();
      default:
        if (is_ascii(c)) return emit(TokenKind::bad, 1);
        return foreign_letter() ? foreign_word() : copied_character();
    }
  }

  void foreign_operator(std::string_view ours, TokenKind kind, std::size_t length) {
    emit(kind, length);
    report(Code::RT0104, fmt::format("'{}' is written '{}' here", slice(), ours)) |
        Fix{span(start_, at_), std::string(ours)};
  }

  // A comment of MySQL. The line is skipped, as it would have been there.
  void hash() {
    at_ = start_ + 1;
    report(Code::RT0104, "a comment begins with '--' here") | Fix{span(start_, at_), "--"};
    skip_line();
  }

  // `//` of C++; a single one is a division.
  void slash() {
    // `//*` is a division before a comment of this language.
    if (peek(1) != '/' || peek(2) == '*') return emit(TokenKind::slash, 1);
    at_ = start_ + 2;
    report(Code::RT0104, "a comment begins with '--' here") | Fix{span(start_, at_), "--"};
    skip_line();
  }

  // A CR alone ends a line as well, as it does in PostgreSQL: what an editor shows on the next line is no comment.
  void skip_line() { at_ = std::min(text_.find_first_of("\r\n", at_), text_.size()); }

  void line_comment() {
    skip_line();
    result_.comments.push_back(span(start_, at_));
  }

  void block_comment() {
    int depth = 0;
    while (at_ + 1 < text_.size()) {
      if (text_[at_] == '/' && text_[at_ + 1] == '*') {
        ++depth;
        at_ += 2;
      } else if (text_[at_] == '*' && text_[at_ + 1] == '/') {
        --depth;
        at_ += 2;
        if (depth == 0) return result_.comments.push_back(span(start_, at_));
      } else {
        ++at_;
      }
    }
    truncate(Code::RT0004, 2, "this comment does not end: '*/' is missing");
  }

  // Moves behind the closing quote, a doubled one being part of the text; false when there is none.
  bool skip_quoted(char quote) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != quote) continue;
      if (peek(1) != quote) {
        ++at_;
        return true;
      }
      ++at_;
    }
    return false;
  }

  void string(TokenKind kind) {
    std::size_t const quote = text_.find('\'', start_);
    if (!skip_quoted('\'')) return unterminated_string(quote);
    emit(kind);
    if (!touched_ && touches(text_.substr(at_))) touched_ = result_.tokens.size() - 1;
  }

  // Where a word, or what begins none, touches the end of an earlier string, 'it's so', the quote between them was not
  // meant to end it, and all quotes behind it have changed sides.
  void unterminated_string(std::size_t quote) {
    if (!touched_) return truncate(Code::RT0003, quote + 1 - start_, "this string does not end: a quote is missing");
    Token const earlier = result_.tokens[*touched_];
    result_.tokens.resize(*touched_);
    start_ = earlier.offset;
    truncated_at_ = start_;
    result_.truncated = true;
    // Over lines, it is the quote it begins with that has no other: the one it ends with was to begin the next string.
    if (text_.substr(earlier.offset, earlier.length).find('\n') != std::string_view::npos) {
      found_.report(Code::RT0003, span(start_, start_ + 1), "this string does not end: a quote is missing");
      return;
    }
    Span const end = span(earlier.end() - 1, earlier.end());
    found_.report(Code::RT0003, end, "this quote ends the string; one that is part of it is doubled: ''") |
        Fix{end, "''"};
  }

  void quoted_name() {
    if (!skip_quoted('"')) return truncate(Code::RT0006, 1, "this quoted name does not end: a double quote is missing");
    emit(TokenKind::quoted_identifier);
    if (at_ - start_ == 2) report(Code::RT0109, "a name of no characters");
  }

  // MySQL's quotes. Read as the quoted name that was meant.
  void backticks() {
    if (!skip_quoted('`')) return truncate(Code::RT0006, 1, "this quoted name does not end: a backtick is missing");
    foreign_quotes("backticks");
  }

  // SQL Server's quotes; those of an array, integer[3], hold no letters.
  void bracketed_name() {
    constexpr std::size_t longest = 256;  // of SQL Server they have 128 characters
    std::string_view const near = text_.substr(at_, longest);
    std::size_t const end = near.find_first_of("]\n");
    if (end == std::string_view::npos || near[end] != ']') return emit(TokenKind::left_bracket, 1);
    at_ += end + 1;
    foreign_quotes("brackets");
  }

  void foreign_quotes(std::string_view theirs) {
    emit(TokenKind::quoted_identifier);
    std::string_view const name = slice().substr(1, slice().size() - 2);
    report(Code::RT0104, fmt::format("names stand in double quotes here, not in {}", theirs)) |
        Fix{span(start_, at_), fmt::format("\"{}\"", name)};
  }

  void dollar_string() {
    std::size_t tag = start_ + 1;
    while (tag < text_.size() && is_word(text_[tag])) ++tag;
    if (tag == text_.size() || text_[tag] != '$') return emit(TokenKind::bad, 1);
    std::string_view const delimiter = text_.substr(start_, tag + 1 - start_);
    std::size_t const close = text_.find(delimiter, tag + 1);
    if (close == std::string_view::npos) {
      return truncate(Code::RT0005, delimiter.size(),
                      fmt::format("this text does not end: '{}' is missing", delimiter));
    }
    at_ = close + delimiter.size();
    emit(TokenKind::dollar_string);
  }

  // A letter directly before a string: x'…' are bytes, the others belong to other databases.
  void prefixed_string() {
    char const prefix = text_[start_];
    switch (prefix) {
      case 'x':
      case 'X':
        return bytes();
      case 'e':
      case 'E':
        return escape_string();
      case 'n':
      case 'N':
        return foreign_string("every string is Unicode");
      case 'b':
      case 'B':
        return foreign_string("bits are written as a number, bytes as x'00ff'");
      default:
        return emit(TokenKind::identifier);
    }
  }

  void bytes() {
    string(TokenKind::bytes);
    if (result_.truncated) return;
    std::string_view const digits = slice().substr(2, slice().size() - 3);
    if (digits.size() % 2 != 0 || digits.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos)
      report(Code::RT0009, fmt::format("{} is not made of pairs of hexadecimal digits", slice()));
  }

  void foreign_string(std::string_view reason) {
    std::size_t const prefix = start_;
    start_ = at_;
    string(TokenKind::string);
    if (result_.truncated) return;
    bool const text = text_[prefix] == 'n' || text_[prefix] == 'N';
    start_ = prefix;
    Diagnostic& diagnostic =
        report(Code::RT0008, fmt::format("strings have no prefix '{}' here: {}", text_[prefix], reason));
    if (text) diagnostic | Fix{span(prefix, prefix + 1), ""};
  }

  // E'…': a backslash may hide a quote, so it is read as PostgreSQL reads it.
  void escape_string() {
    std::size_t const prefix = start_;
    start_ = at_;
    bool escapes = false;
    bool closed = false;
    for (++at_; at_ < text_.size() && !closed; ++at_) {
      if (text_[at_] == '\\') {
        escapes = true;
        ++at_;
      } else if (text_[at_] == '\'') {
        if (peek(1) == '\'') {
          ++at_;
        } else {
          closed = true;
        }
      }
    }
    if (!closed) return truncate(Code::RT0003, 1, "this string does not end: a quote is missing");
    emit(TokenKind::string);
    start_ = prefix;
    Diagnostic& diagnostic =
        report(Code::RT0008,
               "strings have no prefix 'E' here: a backslash is a backslash, and a line end may stand in a string");
    if (!escapes) diagnostic | Fix{span(prefix, prefix + 1), ""};
  }

  std::string_view text_;
  FileId file_;
  Sink& sink_;
  Sink found_;  // what goes to sink_ at the end, unless it turns out to stand in the middle of a string
  Lexed result_;
  std::optional<std::size_t> touched_;       // the first string with a word right behind it, among the tokens
  std::optional<std::size_t> truncated_at_;  // where that string begins, when it was the one that did not end
  std::size_t start_ = 0;                    // of the token being read
  std::size_t at_ = 0;
};

}  // namespace

Lexed lex(std::string_view text, FileId file, Sink& sink) { return Lexer(text, file, sink).run(); }

}  // namespace retort::syntax
