// SPDX-License-Identifier: Apache-2.0
// Types. The words of types are names elsewhere, so they are told by their text; aliases of the standard become the
// type they stand for, what other databases call a type is an error that names the spelling to use.
#include <array>

#include <fmt/format.h>

#include "compiler/syntax/grammar/foreign.hpp"
#include "compiler/syntax/grammar/parts.hpp"
#include "compiler/syntax/literal.hpp"

namespace retort::syntax::grammar {

namespace {

// The widest bounds a database has; what a database cannot do is said by its dialect.
constexpr std::uint32_t longest_varchar = 2147483647;
constexpr std::uint32_t most_precision = 1000;  // https://www.postgresql.org/docs/15/datatype-numeric.html

using Base = decltype(ast::Type::base);

class TypeParser {
 public:
  TypeParser(Session& session, Iterator& at) : session_(session), at_(at), begin_(at) {}

  bool parse(ast::Type& type) {
    if (!is_name(at_->kind)) {
      session_.expect(at_, Category::type);
      return false;
    }
    type.base = base();
    type.array = array();
    type.where = session_.span(begin_, at_);
    return true;
  }

 private:
  Base base() {
    if (at_->kind == TokenKind::native && at_[1].kind != TokenKind::dot) return native();
    if (at_->kind == TokenKind::quoted_identifier || at_[1].kind == TokenKind::dot) return named();
    std::string const word = identifier_value(session_.text(*at_));
    if (TypeWord const* const known = find_type(word)) {
      ++at_;
      return builtin(*known);
    }
    if (ForeignType const* const foreign = find_foreign_type(word)) return refuse(*foreign);
    return named();
  }

  bool array() {
    bool const word = at_->kind == TokenKind::array;
    if (word) ++at_;
    if (at_->kind != TokenKind::left_bracket) {
      if (!word) session_.hint(at_, TokenKind::array);
      return word;
    }
    Iterator const bracket = at_;
    while (at_->kind == TokenKind::left_bracket || at_->kind == TokenKind::right_bracket ||
           at_->kind == TokenKind::number)
      ++at_;
    session_.report(Code::RT0104, session_.span(bracket, at_), "an array is written 'array' behind its type") |
        Fix{session_.span(bracket, at_), word ? "" : " array"};
    return true;
  }

  ast::NativeType native() {
    ast::NativeType type;
    ++at_;
    if (!parse_native_spellings(session_, at_, type.spellings)) fail(at_);
    return type;
  }

  Base named() {
    ast::NamedType type;
    if (!parse_qualified_name(session_, at_, type.name)) fail(at_);
    if (at_->kind != TokenKind::left_paren) return type;
    Iterator const arguments = at_;
    skip_parentheses(session_, at_);
    std::string_view const word = session_.text(begin_, arguments);
    Diagnostic& diagnostic =
        session_.report(Code::RT0108, session_.span(begin_, at_),
                        fmt::format("'{}' is no type of the language, and an enum takes no arguments", word));
    if (std::string_view const near = nearest_type(identifier_value(word)); !near.empty()) {
      diagnostic.label = fmt::format("did you mean '{}'?", near);
      diagnostic | Fix{session_.span(begin_, arguments), std::string(near)};
    }
    return ast::UnknownType{};
  }

  Base builtin(TypeWord const& known) {
    ast::BuiltinType type{known.kind, 0, 0, 0};
    switch (known.kind) {
      case ast::TypeKind::varchar:
        return text_type(type, known.word);
      case ast::TypeKind::char_:
        if (word("varying")) type.kind = ast::TypeKind::varchar;
        return text_type(type, known.word);
      case ast::TypeKind::numeric:
        return numeric(type, known.word);
      case ast::TypeKind::double_precision:
        if (known.word == "double") word("precision");
        break;
      case ast::TypeKind::time:
      case ast::TypeKind::timestamp:
        return time_type(type);
      case ast::TypeKind::smallint:
      case ast::TypeKind::integer:
      case ast::TypeKind::bigint:
        return integer_type(type);
      case ast::TypeKind::boolean:
      case ast::TypeKind::real:
      case ast::TypeKind::text:
      case ast::TypeKind::date:
      case ast::TypeKind::timestamptz:
      case ast::TypeKind::interval:
      case ast::TypeKind::uuid:
      case ast::TypeKind::json:
      case ast::TypeKind::bytes:
        break;
    }
    return without_arguments(type);
  }

  // varchar and char, with or without a length.
  Base text_type(ast::BuiltinType type, std::string_view) {
    bool const varying = type.kind == ast::TypeKind::varchar;
    if (at_->kind != TokenKind::left_paren) {
      if (varying) return ast::BuiltinType{ast::TypeKind::text, 0, 0, 0};
      type.length = 1;
      return type;
    }
    ++at_;
    if (session_.is_word(at_, "max") && at_[1].kind == TokenKind::right_paren) {
      at_ += 2;
      return refuse("text");
    }
    type.length = require_integer(session_, at_, 1, longest_varchar, "the length");
    session_.require(at_, TokenKind::right_paren);
    return type;
  }

  Base numeric(ast::BuiltinType type, std::string_view name) {
    if (at_->kind != TokenKind::left_paren) {
      session_.report(Code::RT0106, session_.span(begin_, at_),
                      fmt::format("'{}' without a precision differs from database to database: write "
                                  "numeric(precision, scale)",
                                  name));
      return ast::UnknownType{};
    }
    ++at_;
    type.precision = require_integer(session_, at_, 1, most_precision, "the precision");
    if (session_.accept(at_, TokenKind::comma))
      type.scale = require_integer(session_, at_, 0, type.precision, "the scale");
    session_.require(at_, TokenKind::right_paren);
    return type;
  }

  Base time_type(ast::BuiltinType type) {
    bool const timestamp = type.kind == ast::TypeKind::timestamp;
    Iterator const arguments = at_;
    if (at_->kind == TokenKind::left_paren) skip_parentheses(session_, at_);
    Iterator const zone = at_;
    bool const with = at_->kind == TokenKind::with;
    if ((with || session_.is_word(at_, "without")) && session_.is_word(at_ + 1, "timezone")) {
      at_ += 2;
      return refuse(!timestamp ? "time" : with ? "timestamptz" : "timestamp");
    }
    if ((with || session_.is_word(at_, "without")) && session_.is_word(at_ + 1, "time") &&
        session_.is_word(at_ + 2, "zone")) {
      at_ += 3;
      if (with && !timestamp) return refuse(*find_foreign_type("timetz"));
      if (with) type.kind = ast::TypeKind::timestamptz;
    }
    return arguments == zone ? Base(type) : refuse_arguments(arguments, zone);
  }

  Base integer_type(ast::BuiltinType type) {
    constexpr std::array<std::string_view, 3> wider{"integer", "bigint", "numeric(20,0)"};
    std::size_t const size = type.kind == ast::TypeKind::smallint ? 0 : type.kind == ast::TypeKind::integer ? 1 : 2;
    Iterator const arguments = at_;
    if (at_->kind == TokenKind::left_paren) skip_parentheses(session_, at_);
    if (word("unsigned")) {
      word("zerofill");
      session_.report(Code::RT0108, session_.span(begin_, at_),
                      fmt::format("there are no unsigned numbers: use '{}', the next wider type", wider[size])) |
          Fix{session_.span(begin_, at_), std::string(wider[size])};
      return ast::UnknownType{};
    }
    return arguments == at_ ? Base(type) : refuse_arguments(arguments, at_);
  }

  Base without_arguments(ast::BuiltinType type) {
    Iterator const arguments = at_;
    if (at_->kind != TokenKind::left_paren) return type;
    skip_parentheses(session_, at_);
    return refuse_arguments(arguments, at_);
  }

  Base refuse_arguments(Iterator first, Iterator last) {
    session_.report(Code::RT0108, session_.span(first, last),
                    fmt::format("'{}' takes no arguments", session_.text(begin_, first))) |
        Fix{session_.span(first, last), ""};
    return ast::UnknownType{};
  }

  Base refuse(std::string_view spelling) {
    session_.report(Code::RT0108, session_.span(begin_, at_),
                    fmt::format("'{}' is written '{}' here", session_.text(begin_, at_), spelling)) |
        Fix{session_.span(begin_, at_), std::string(spelling)};
    return ast::UnknownType{};
  }

  Base refuse(ForeignType const& foreign) {
    std::string spelling(foreign.spelling);
    std::string_view advice = foreign.advice;
    if (at_ == begin_) ++at_;
    Iterator const arguments = at_;
    if (at_->kind == TokenKind::left_paren) skip_parentheses(session_, at_);
    bool const keeps = foreign.takes_arguments && arguments != at_;
    if (foreign.word == "tinyint" && session_.text(arguments, at_) == "(1)") spelling = "boolean";
    if (keeps && session_.is_word(arguments + 1, "max")) {
      spelling = "text";
    } else if (keeps) {
      spelling += session_.text(arguments, at_);
    }
    if (foreign.word == "number" && arguments == at_) {
      spelling.clear();
      advice = "write numeric(precision, scale)";
    }
    if (word("unsigned") && foreign.word == "mediumint") spelling = "integer";
    Span const where = session_.span(begin_, at_);
    std::string_view const written = session_.text(begin_, at_);
    Diagnostic& diagnostic =
        session_.report(Code::RT0108, where,
                        advice.empty() ? fmt::format("'{}' is written '{}' here", written, spelling)
                                       : fmt::format("'{}' is no type of the language: {}", written, advice));
    if (!spelling.empty()) diagnostic | Fix{where, spelling};
    return ast::UnknownType{};
  }

  bool word(std::string_view text) {
    if (!session_.is_word(at_, text)) return false;
    ++at_;
    return true;
  }

  Session& session_;
  Iterator& at_;
  Iterator begin_;
};

}  // namespace

bool parse_type(Session& session, Iterator& at, ast::Type& type) { return TypeParser(session, at).parse(type); }

}  // namespace retort::syntax::grammar
