// SPDX-License-Identifier: Apache-2.0
// Expressions: precedence climbing by hand, one function call a level of nesting. From loosest to tightest: or, and,
// not, the predicates (comparison, is, in, between, like: they do not chain), ||, + -, * / %, signs.
#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "compiler/syntax/grammar/parts.hpp"
#include "compiler/syntax/literal.hpp"

namespace retort::syntax::grammar {

namespace {

using ast::BinaryOperator;

enum Precedence : int { none, or_, and_, not_, predicate, concat, sum, product, sign, primary_ };

struct InfixOperator {
  Precedence precedence = none;
  BinaryOperator op = BinaryOperator::or_;
};

InfixOperator infix(TokenKind kind) {
  switch (kind) {
    case TokenKind::or_:
      return {or_, BinaryOperator::or_};
    case TokenKind::and_:
      return {and_, BinaryOperator::and_};
    case TokenKind::equal:
      return {predicate, BinaryOperator::equal};
    case TokenKind::not_equal:
      return {predicate, BinaryOperator::not_equal};
    case TokenKind::less:
      return {predicate, BinaryOperator::less};
    case TokenKind::less_equal:
      return {predicate, BinaryOperator::less_equal};
    case TokenKind::greater:
      return {predicate, BinaryOperator::greater};
    case TokenKind::greater_equal:
      return {predicate, BinaryOperator::greater_equal};
    case TokenKind::concat:
      return {concat, BinaryOperator::concat};
    case TokenKind::plus:
      return {sum, BinaryOperator::add};
    case TokenKind::minus:
      return {sum, BinaryOperator::subtract};
    case TokenKind::star:
      return {product, BinaryOperator::multiply};
    case TokenKind::slash:
      return {product, BinaryOperator::divide};
    case TokenKind::percent:
      return {product, BinaryOperator::modulo};
    default:
      return {};
  }
}

// A predicate in words: `is`, `[not] in (`, `[not] between`, `[not] like`. `in batches` ends an expression.
bool begins_predicate(Iterator at) {
  switch (at->kind) {
    case TokenKind::is:
    case TokenKind::between:
    case TokenKind::like:
      return true;
    case TokenKind::in:
      return at[1].kind != TokenKind::batches;
    case TokenKind::not_:
      return at[1].kind == TokenKind::in || at[1].kind == TokenKind::between || at[1].kind == TokenKind::like;
    default:
      return false;
  }
}

class ExpressionParser {
 public:
  ExpressionParser(Session& session, Iterator& at) : session_(session), at_(at) {}

  // Height of the tree of the expression read last.
  unsigned height() const { return height_; }

  // An expression of operators at least as tight as `least`; false when none begins here.
  bool parse(int least, ast::Expression& out) {
    Iterator const begin = at_;
    bool chained = false;  // `out` is a predicate without parentheses
    if (at_->kind == TokenKind::not_ && least <= not_) {
      prefix(ast::UnaryOperator::not_, not_, out);
    } else if (at_->kind == TokenKind::minus || at_->kind == TokenKind::plus) {
      prefix(at_->kind == TokenKind::minus ? ast::UnaryOperator::minus : ast::UnaryOperator::plus, sign, out);
    } else if (!primary(out)) {
      return false;
    }
    bool cast = false;
    while (true) {
      if (at_->kind == TokenKind::double_colon) {
        foreign_cast(begin, cast, out);
        cast = true;
        continue;
      }
      InfixOperator const op = infix(at_->kind);
      bool const in_words = begins_predicate(at_);
      int const precedence = in_words ? predicate : op.precedence;
      if (precedence == none || precedence < least) break;
      unsigned const height = height_;
      Iterator const operator_at = at_;
      bool bad = false;
      if (precedence == predicate) {
        bad = chained && at_->kind != TokenKind::is;
        if (bad) report_chain();
        chained = true;
      } else {
        chained = false;
      }
      if (in_words) {
        predicate_in_words(out);
      } else {
        ++at_;
        ast::Expression right = require(precedence + 1);
        out.node = ast::Binary{op.op, std::move(out), std::move(right)};
      }
      grow(height, operator_at);
      if (bad) out.node = ast::BadExpression{};
      out.where = session_.span(begin, at_);
    }
    hint_operators();
    return true;
  }

  bool primary(ast::Expression& out) {
    Iterator const begin = at_;
    height_ = 1;
    if (!primary_node(out)) return false;
    out.where = session_.span(begin, at_);
    return true;
  }

 private:
  ast::Expression require(int least = or_) {
    ast::Expression result;
    if (!parse(least, result)) fail(at_);
    return result;
  }

  // The tree grew by a node above the one read last and another of height `other`.
  void grow(unsigned other, Iterator at) {
    height_ = std::max(height_, other) + 1;
    if (height_ > tallest_expression) too_tall(at);
  }
  [[noreturn]] void too_tall(Iterator at) {
    session_.report(Code::RT0102, *at,
                    fmt::format("an expression of more than {} operators, one inside the other", tallest_expression));
    session_.give_up(at);
  }

  void report_chain() {
    session_.report(Code::RT0101, *at_,
                    fmt::format("'{}' does not chain: one of the comparisons wants parentheses", session_.text(*at_)));
  }

  // Words that would go on with the expression; too many to be listed each time.
  void hint_operators() {
    for (TokenKind const kind : {TokenKind::and_, TokenKind::or_, TokenKind::is, TokenKind::in, TokenKind::between,
                                 TokenKind::like, TokenKind::not_})
      session_.hint(at_, kind);
  }

  void prefix(ast::UnaryOperator op, int operand, ast::Expression& out) {
    Iterator const begin = at_;
    Session::Level const level(session_, at_);
    ++at_;
    out.node = ast::Unary{op, require(operand)};
    grow(0, begin);
    out.where = session_.span(begin, at_);
  }

  void predicate_in_words(ast::Expression& out) {
    bool negated = at_->kind == TokenKind::not_;
    if (negated) ++at_;
    TokenKind const kind = at_->kind;
    ++at_;
    if (kind == TokenKind::is) {
      negated = session_.accept(at_, TokenKind::not_);
      session_.require(at_, TokenKind::null);
      out.node = ast::IsNull{std::move(out), negated};
    } else if (kind == TokenKind::between) {
      ast::Expression low = require(concat);
      unsigned const height = height_;
      session_.require(at_, TokenKind::and_);
      ast::Expression high = require(concat);
      height_ = std::max(height, height_);
      out.node = ast::Between{std::move(out), std::move(low), std::move(high), negated};
    } else if (kind == TokenKind::like) {
      ast::Expression pattern = require(concat);
      out.node = ast::Like{std::move(out), std::move(pattern), negated};
    } else {
      in_predicate(negated, out);
    }
  }

  void in_predicate(bool negated, ast::Expression& out) {
    Iterator const open = at_;
    session_.hint(open, TokenKind::batches);
    session_.require(at_, TokenKind::left_paren);
    Session::Level const level(session_, open);
    if (at_->kind == TokenKind::select) {
      ast::Select select = sub_select();
      out.node = ast::InSelect{std::move(out), std::move(select), negated};
    } else {
      std::vector<ast::Expression> list = expressions();
      out.node = ast::InList{std::move(out), std::move(list), negated};
    }
    session_.require(at_, TokenKind::right_paren);
  }

  // One or more, with commas; height_ is that of the tallest.
  std::vector<ast::Expression> expressions() {
    std::vector<ast::Expression> result;
    unsigned tallest = 0;
    do {
      result.push_back(require());
      tallest = std::max(tallest, height_);
    } while (session_.accept(at_, TokenKind::comma));
    height_ = tallest;
    return result;
  }

  // height_ is that of the tallest expression in it, and one.
  ast::Select sub_select() {
    unsigned const outer = std::exchange(session_.tallest, 0U);
    ast::Select result;
    if (!parse_select(session_, at_, result)) fail(at_);
    height_ = std::exchange(session_.tallest, outer) + 1;
    if (height_ > tallest_expression) too_tall(at_);
    return result;
  }

  void foreign_cast(Iterator begin, bool again, ast::Expression& out) {
    Iterator const colons = at_;
    ++at_;
    ast::Type type;
    Iterator const type_at = at_;
    if (!parse_type(session_, at_, type)) fail(at_);
    Diagnostic& diagnostic =
        session_.report(Code::RT0104, *colons, "a cast is written cast(… as …): '::' is PostgreSQL's alone");
    if (!again) {
      diagnostic | Fix{session_.span(begin, at_),
                       fmt::format("cast({} as {})", session_.text(begin, colons), session_.text(type_at, at_))};
    }
    out.node = ast::Cast{std::move(out), std::move(type)};
    grow(0, colons);
    out.where = session_.span(begin, at_);
  }

  // ---- what stands between operators

  void literal(ast::LiteralKind kind, std::string text, ast::Expression& out) {
    out.node = ast::Literal{kind, std::move(text)};
    ++at_;
  }

  bool primary_node(ast::Expression& out) {
    std::string_view const text = session_.text(*at_);
    switch (at_->kind) {
      case TokenKind::number:
        literal(ast::LiteralKind::number, identifier_value(text), out);
        return true;
      case TokenKind::string:
      case TokenKind::dollar_string:
        literal(ast::LiteralKind::string, string_value(text), out);
        return true;
      case TokenKind::bytes:
        literal(ast::LiteralKind::bytes, bytes_value(text), out);
        return true;
      case TokenKind::true_:
      case TokenKind::false_:
        literal(ast::LiteralKind::boolean, identifier_value(text), out);
        return true;
      case TokenKind::null:
        literal(ast::LiteralKind::null, {}, out);
        return true;
      case TokenKind::left_paren:
        parenthesised(out);
        return true;
      case TokenKind::case_:
        case_expression(out);
        return true;
      case TokenKind::cast:
        cast_expression(out);
        return true;
      case TokenKind::exists:
        if (at_[1].kind != TokenKind::left_paren) break;
        exists(out);
        return true;
      case TokenKind::native:
        if (!is_text(at_[1].kind) && (!is_name(at_[1].kind) || !is_text(at_[2].kind))) break;
        native(out);
        return true;
      case TokenKind::next:
        if (at_[1].kind != TokenKind::value || at_[2].kind != TokenKind::for_) break;
        next_value(out);
        return true;
      case TokenKind::current_date:
        out.node = ast::Call{{"current_date", session_.span(*at_)}, {}, false, false};
        ++at_;
        return true;
      case TokenKind::current_timestamp:
        out.node = ast::Call{{"now", session_.span(*at_)}, {}, false, false};
        ++at_;
        return true;
      default:
        break;
    }
    return name(out);
  }

  void parenthesised(ast::Expression& out) {
    Session::Level const level(session_, at_);
    ++at_;
    if (at_->kind == TokenKind::select) {
      out.node = ast::ScalarSelect{sub_select()};
    } else {
      out = require();
    }
    session_.require(at_, TokenKind::right_paren);
  }

  void case_expression(ast::Expression& out) {
    Iterator const begin = at_;
    Session::Level const level(session_, at_);
    ast::Case result;
    unsigned tallest = 0;
    auto const part = [&] {
      ast::Expression expression = require();
      tallest = std::max(tallest, height_);
      return expression;
    };
    ++at_;
    if (at_->kind != TokenKind::when) {
      // What stands for an expression is expected too, but `when` is what is meant mostly.
      session_.expect(at_, TokenKind::when);
      result.operand.push_back(part());
    }
    do {
      session_.require(at_, TokenKind::when);
      ast::CaseArm arm;
      arm.when = part();
      session_.require(at_, TokenKind::then);
      arm.then = part();
      result.arms.push_back(std::move(arm));
      session_.expect(at_, TokenKind::when);
    } while (at_->kind == TokenKind::when);
    if (session_.accept(at_, TokenKind::else_)) result.otherwise.push_back(part());
    session_.require(at_, TokenKind::end);
    out.node = std::move(result);
    height_ = tallest;
    grow(0, begin);
  }

  void cast_expression(ast::Expression& out) {
    Iterator const begin = at_;
    Session::Level const level(session_, at_);
    ++at_;
    session_.require(at_, TokenKind::left_paren);
    ast::Expression operand = require();
    session_.require(at_, TokenKind::as);
    ast::Type type;
    if (!parse_type(session_, at_, type)) fail(at_);
    session_.require(at_, TokenKind::right_paren);
    out.node = ast::Cast{std::move(operand), std::move(type)};
    grow(0, begin);
  }

  void exists(ast::Expression& out) {
    Session::Level const level(session_, at_);
    at_ += 2;
    out.node = ast::Exists{sub_select()};
    session_.require(at_, TokenKind::right_paren);
  }

  void native(ast::Expression& out) {
    ast::NativeExpression result;
    ++at_;
    if (!parse_native_spellings(session_, at_, result.spellings)) fail(at_);
    out.node = std::move(result);
  }

  void next_value(ast::Expression& out) {
    ast::NextValue result;
    at_ += 3;
    if (!parse_qualified_name(session_, at_, result.sequence)) fail(at_);
    out.node = std::move(result);
  }

  // A column, with up to two qualifiers, or a function call.
  bool name(ast::Expression& out) {
    if (!is_name(at_->kind) || at_->kind == TokenKind::select) {
      session_.expect(at_, Category::expression);
      return false;
    }
    if (is_text(at_[1].kind) && typed_literal(out)) return true;
    ast::Identifier last;
    static_cast<void>(parse_name(session_, at_, last));
    if (at_->kind == TokenKind::left_paren) {
      call(std::move(last), out);
      return true;
    }
    Maybe<ast::QualifiedName> table;
    while (at_->kind == TokenKind::dot && !(table && table->schema)) {
      if (table) {
        table->schema = std::move(table->name);
        table->name = std::move(last);
        table->where = span_from(*table->schema, table->name);
      } else {
        table = ast::QualifiedName{std::nullopt, std::move(last), {}};
        table->where = table->name.where;
      }
      ++at_;
      if (!parse_name(session_, at_, last)) fail(at_);
    }
    out.node = ast::ColumnReference{std::move(table), std::move(last)};
    return true;
  }
  static Span span_from(ast::Identifier const& first, ast::Identifier const& last) {
    return {first.where.file, first.where.begin, last.where.end};
  }

  // date '2026-11-22'
  bool typed_literal(ast::Expression& out) {
    bool known = false;
    for (std::string_view const word : {"date", "time", "timestamp", "timestamptz", "interval"})
      known = known || session_.is_word(at_, word);
    if (!known) return false;
    session_.report(Code::RT0104, *at_,
                    "a text takes the type that its place wants: the name of the type is left out") |
        Fix{Span{session_.span(*at_).file, at_->offset, at_[1].offset}, ""};
    at_ += 2;
    out.node = ast::BadExpression{};
    return true;
  }

  void call(ast::Identifier function, ast::Expression& out) {
    Iterator const open = at_;
    Session::Level const level(session_, open);
    ast::Call result;
    result.function = std::move(function);
    ++at_;
    height_ = 0;
    if (at_->kind == TokenKind::star) {
      ++at_;
      result.star = true;
    } else if (at_->kind != TokenKind::right_paren) {
      if (at_->kind == TokenKind::distinct) {
        ++at_;
        result.distinct = true;
      }
      result.arguments = expressions();
    }
    session_.require(at_, TokenKind::right_paren);
    out.node = std::move(result);
    grow(0, open);
  }

  Session& session_;
  Iterator& at_;
  unsigned height_ = 0;
};

bool finish(Session& session, ExpressionParser const& parser, bool parsed) {
  session.tallest = std::max(session.tallest, parser.height());
  return parsed;
}

}  // namespace

bool parse_expression(Session& session, Iterator& at, ast::Expression& expression) {
  ExpressionParser parser(session, at);
  bool const parsed = parser.parse(or_, expression);
  return finish(session, parser, parsed);
}

bool parse_value(Session& session, Iterator& at, ast::Expression& value) {
  if (at->kind != TokenKind::default_) return parse_expression(session, at, value);
  value = {ast::DefaultValue{}, session.span(*at)};
  ++at;
  return true;
}

bool parse_index_expression(Session& session, Iterator& at, ast::Expression& expression) {
  ExpressionParser parser(session, at);
  bool const parsed = parser.primary(expression);
  return finish(session, parser, parsed);
}

}  // namespace retort::syntax::grammar
