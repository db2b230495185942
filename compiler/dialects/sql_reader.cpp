// SPDX-License-Identifier: Apache-2.0
// Recursive descent over the words of a database, by the precedence that the databases share. Everything that the
// language has no tree for ends the reading.
#include "compiler/dialects/sql_reader.hpp"

#include <algorithm>
#include <iterator>

namespace retort::dialects {

namespace {

using Kind = SqlTokenKind;
using Op = ast::BinaryOperator;

// Ends the reading; never leaves this file.
struct Unreadable {};

class Reader {
 public:
  Reader(std::string_view text, std::vector<SqlToken> tokens, SqlWords const& words)
      : text_(text), tokens_(std::move(tokens)), words_(words) {}

  ast::Expression whole_expression() {
    auto out = expression();
    if (peek().kind != Kind::end) throw Unreadable();
    return out;
  }
  ast::Select whole_select() {
    auto out = select();
    accept(";");
    if (peek().kind != Kind::end) throw Unreadable();
    return out;
  }

 private:
  // ---- tokens
  [[nodiscard]] SqlToken const& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  [[nodiscard]] bool is(std::string_view text, std::size_t ahead = 0) const {
    auto const& t = peek(ahead);
    return (t.kind == Kind::word || t.kind == Kind::symbol) && t.text == text;
  }
  bool accept(std::string_view text) {
    if (!is(text)) return false;
    ++at_;
    return true;
  }
  void expect(std::string_view text) {
    if (!accept(text)) throw Unreadable();
  }
  SqlToken take() {
    auto out = peek();
    if (out.kind == Kind::end) throw Unreadable();
    ++at_;
    return out;
  }
  [[nodiscard]] bool is_name(std::size_t ahead = 0) const {
    return peek(ahead).kind == Kind::word || peek(ahead).kind == Kind::quoted;
  }
  ast::Identifier name() {
    if (!is_name()) throw Unreadable();
    return {take().text, {}};
  }

  // ---- operators, loosest first
  static ast::Expression binary(Op op, ast::Expression left, ast::Expression right) {
    return expression_of(ast::Binary{op, std::move(left), std::move(right)});
  }
  ast::Expression expression() {
    auto left = conjunction();
    while (accept("or")) left = binary(Op::or_, std::move(left), conjunction());
    return left;
  }
  ast::Expression conjunction() {
    auto left = negation();
    while (accept("and")) left = binary(Op::and_, std::move(left), negation());
    return left;
  }
  ast::Expression negation() {
    if (!accept("not") && !accept("!")) return predicate();
    return expression_of(ast::Unary{ast::UnaryOperator::not_, negation()});
  }

  static std::optional<Op> comparison(std::string_view sign) {
    if (sign == "=") return Op::equal;
    if (sign == "<>" || sign == "!=") return Op::not_equal;
    if (sign == "<") return Op::less;
    if (sign == "<=") return Op::less_equal;
    if (sign == ">") return Op::greater;
    if (sign == ">=") return Op::greater_equal;
    return std::nullopt;
  }
  ast::Expression predicate() {
    auto left = operand();
    while (true) {
      if (auto const op = peek().kind == Kind::symbol ? comparison(peek().text) : std::nullopt) {
        ++at_;
        left = is("any") || is("all") ? any_of(std::move(left), *op) : binary(*op, std::move(left), operand());
      } else if (is("~~") || is("!~~")) {
        bool const negated = take().text == "!~~";
        left = expression_of(ast::Like{std::move(left), operand(), negated});
      } else if (accept("is")) {
        bool const negated = accept("not");
        expect("null");
        left = expression_of(ast::IsNull{std::move(left), negated});
      } else if (auto tested = test(left)) {
        left = std::move(*tested);
      } else {
        return left;
      }
    }
  }
  // [not] in, between, like
  std::optional<ast::Expression> test(ast::Expression const& left) {
    bool const negated = is("not");
    std::size_t const next = negated ? 1 : 0;
    if (!is("in", next) && !is("between", next) && !is("like", next)) return std::nullopt;
    at_ += next;
    if (accept("between")) {
      auto low = operand();
      expect("and");
      return expression_of(ast::Between{left, std::move(low), operand(), negated});
    }
    if (accept("like")) {
      auto pattern = operand();
      if (accept("escape") && !take().text.empty()) throw Unreadable();
      return expression_of(ast::Like{left, std::move(pattern), negated});
    }
    expect("in");
    expect("(");
    if (is("select")) {
      auto inner = select();
      expect(")");
      return expression_of(ast::InSelect{left, std::move(inner), negated});
    }
    return expression_of(ast::InList{left, list(")"), negated});
  }
  // x = any (array['a', 'b']): what PostgreSQL makes of `in`
  ast::Expression any_of(ast::Expression left, Op op) {
    bool const all = take().text == "all";
    if (op != (all ? Op::not_equal : Op::equal)) throw Unreadable();
    expect("(");
    auto items = array();
    expect(")");
    return expression_of(ast::InList{std::move(left), std::move(items), all});
  }
  std::vector<ast::Expression> array() {
    std::vector<ast::Expression> items;
    if (accept("(")) {
      items = array();
      expect(")");
    } else {
      expect("array");
      expect("[");
      items = list("]");
    }
    while (accept("::")) static_cast<void>(type_text());
    return items;
  }
  std::vector<ast::Expression> list(std::string_view end) {
    std::vector<ast::Expression> out;
    if (accept(end)) return out;
    do out.push_back(expression());
    while (accept(","));
    expect(end);
    return out;
  }

  ast::Expression operand() {
    auto left = sum();
    while (!words_.concat_binds_tightest && accept("||")) left = binary(Op::concat, std::move(left), sum());
    return left;
  }
  ast::Expression sum() {
    auto left = product();
    while (is("+") || is("-")) {
      Op const op = take().text == "+" ? Op::add : Op::subtract;
      left = binary(op, std::move(left), product());
    }
    return left;
  }
  ast::Expression product() {
    auto left = tightest();
    while (is("*") || is("/") || is("%") || is("div") || is("mod")) {
      auto const sign = take().text;
      if (sign == "/" && words_.slash_keeps_fractions) {
        left = call_of("quotient", {std::move(left), tightest()});  // which the language has not
        continue;
      }
      Op const op = sign == "*" ? Op::multiply : sign == "/" || sign == "div" ? Op::divide : Op::modulo;
      left = binary(op, std::move(left), tightest());
    }
    return left;
  }
  ast::Expression tightest() {
    auto left = signed_value();
    while (words_.concat_binds_tightest && accept("||")) left = binary(Op::concat, std::move(left), signed_value());
    return left;
  }
  ast::Expression signed_value() {
    if (accept("-")) return expression_of(ast::Unary{ast::UnaryOperator::minus, signed_value()});
    if (accept("+")) return signed_value();
    auto out = primary();
    while (accept("::")) out = cast(std::move(out), type_text());
    if (is("[") || is("collate") || is("at")) throw Unreadable();
    return out;
  }

  // ---- casts
  // The text of a type: words, a size, brackets.
  std::string type_text() {
    if (!is_name()) throw Unreadable();
    auto const begin = peek().begin;
    auto end = take().end;
    auto const more = [&](std::string_view word) {
      if (!is(word)) return false;
      end = take().end;
      return true;
    };
    auto const size = [&] {
      if (!more("(")) return;
      while (!is(")")) end = take().end;
      end = take().end;
    };
    while (more(".")) end = take().end;
    static_cast<void>(more("precision") || more("varying"));
    size();
    if (is("with", 0) || is("without", 0))
      if (is("time", 1) && is("zone", 2))
        for (int i = 0; i < 3; ++i) end = take().end;
    while (is("[") && is("]", 1)) {
      static_cast<void>(take());
      end = take().end;
    }
    return std::string(text_.substr(begin, end - begin));
  }
  ast::Expression cast(ast::Expression value, std::string const& type) {
    auto const found = words_.type ? words_.type(type) : std::nullopt;
    if (!found) throw Unreadable();
    return expression_of(ast::Cast{std::move(value), *found});
  }

  // ---- values
  ast::Expression literal(ast::LiteralKind kind, std::string text) {
    return expression_of(ast::Literal{kind, std::move(text)});
  }
  ast::Expression primary() {
    auto const& t = peek();
    switch (t.kind) {
      case Kind::number:
        return literal(ast::LiteralKind::number, take().text);
      case Kind::string:
        return literal(ast::LiteralKind::string, take().text);
      case Kind::bytes:
        return literal(ast::LiteralKind::bytes, take().text);
      case Kind::quoted:
        return named();
      case Kind::symbol:
        expect("(");
        return parenthesised();
      case Kind::word:
        return word();
      case Kind::end:
        break;
    }
    throw Unreadable();
  }
  ast::Expression parenthesised() {
    if (is("select")) {
      auto inner = select();
      expect(")");
      return expression_of(ast::ScalarSelect{std::move(inner)});
    }
    auto out = expression();
    expect(")");
    return out;
  }
  ast::Expression word() {
    auto const text = peek().text;
    if (text.front() == '_' && peek(1).kind == Kind::string) {  // the character set of a string of MySQL
      ++at_;
      return primary();
    }
    for (std::string_view const no : {"array", "row", "extract", "distinct", "any", "all", "select", "from", "where",
                                      "binary", "glob", "match", "regexp", "rlike", "like", "in", "then"})
      if (text == no) throw Unreadable();
    if (accept("null")) return literal(ast::LiteralKind::null, "");
    if (accept("true")) return literal(ast::LiteralKind::boolean, "true");
    if (accept("false")) return literal(ast::LiteralKind::boolean, "false");
    if (accept("case")) return case_();
    if (is("exists") && is("(", 1)) {
      at_ += 2;
      auto inner = select();
      expect(")");
      return expression_of(ast::Exists{std::move(inner)});
    }
    if (is("interval") && peek(1).kind != Kind::string) return interval();
    if (is("interval")) throw Unreadable();
    if (is("cast") && is("(", 1)) return cast_call();
    if (is("trim") && is("(", 1) && is("both", 2)) return trim_call();
    if (is("next") && is("value", 1) && is("for", 2)) {
      at_ += 3;
      return expression_of(ast::NextValue{qualified_name()});
    }
    // Functions that are written without parentheses.
    if ((text == "current_timestamp" || text == "current_date" || text == "localtimestamp") && !is("(", 1)) {
      ++at_;
      return called(text, {});
    }
    return named();
  }
  ast::Expression interval() {  // interval x day, of MySQL: no tree of the language, but the same for both sides
    ++at_;
    auto length = operand();
    return call_of("interval " + name().text, {std::move(length)});
  }
  ast::Expression cast_call() {
    at_ += 2;
    auto value = expression();
    expect("as");
    auto const type = type_text();
    if (accept("charset") || (is("character") && is("set", 1))) {  // of the connection, as MySQL writes it
      if (accept("character")) accept("set");
      static_cast<void>(name());
    }
    expect(")");
    return cast(std::move(value), type);
  }
  ast::Expression trim_call() {  // trim(both from x)
    at_ += 3;
    expect("from");
    auto value = expression();
    expect(")");
    return called("trim", {std::move(value)});
  }
  ast::Expression case_() {
    ast::Case out;
    if (!is("when")) out.operand.push_back(expression());
    while (accept("when")) {
      auto when = expression();
      expect("then");
      out.arms.push_back({std::move(when), expression()});
    }
    if (accept("else")) out.otherwise.push_back(expression());
    expect("end");
    if (out.arms.empty()) throw Unreadable();
    return expression_of(std::move(out));
  }
  ast::Expression called(std::string const& function, std::vector<ast::Expression> arguments) {
    if (words_.call)
      if (auto known = words_.call(function, arguments)) return std::move(*known);
    return call_of(function, std::move(arguments));
  }
  ast::QualifiedName qualified_name() {
    ast::QualifiedName out;
    out.name = name();
    if (accept(".")) {
      out.schema = out.name;
      out.name = name();
    }
    return out;
  }
  // A column, or a call.
  ast::Expression named() {
    auto first = name();
    if (accept("(")) {
      ast::Call call{first, {}, false, accept("distinct")};
      if (accept("*")) {
        call.star = true;
        expect(")");
        return expression_of(std::move(call));
      }
      call.arguments = list(")");
      if (is("over") || is("filter")) throw Unreadable();
      return call.distinct ? expression_of(std::move(call)) : called(first.text, std::move(call.arguments));
    }
    std::vector<ast::Identifier> parts{std::move(first)};
    while (accept(".")) parts.push_back(name());
    ast::ColumnReference out{std::nullopt, parts.back()};
    if (parts.size() > 3) throw Unreadable();
    if (parts.size() > 1) {
      ast::QualifiedName table;
      table.name = parts[parts.size() - 2];
      if (parts.size() > 2) table.schema = parts[0];
      out.table = std::move(table);
    }
    return expression_of(std::move(out));
  }

  // ---- selects
  ast::Select select() {
    ast::Select out;
    do {
      if (accept("(")) {
        auto inner = select();
        expect(")");
        bool const groups = inner.cores.size() > 1 && !out.cores.empty();  // to the right
        if (groups || !inner.order_by.empty() || inner.limit) throw Unreadable();
        std::move(inner.cores.begin(), inner.cores.end(), std::back_inserter(out.cores));
        out.union_all.insert(out.union_all.end(), inner.union_all.begin(), inner.union_all.end());
      } else {
        out.cores.push_back(core());
      }
      if (!accept("union")) break;
      out.union_all.push_back(accept("all"));
    } while (true);
    if (accept("order")) {
      expect("by");
      do {
        ast::OrderItem item{expression(), false};
        item.descending = accept("desc");
        if (!item.descending) accept("asc");
        out.order_by.push_back(std::move(item));
      } while (accept(","));
    }
    if (accept("limit")) out.limit = expression();
    return out;
  }
  ast::SelectCore core() {
    expect("select");
    ast::SelectCore out;
    out.distinct = accept("distinct");
    do out.items.push_back(item());
    while (accept(","));
    if (accept("from")) {
      ast::From from;
      from_item(from);
      if (is(",")) throw Unreadable();
      out.from = std::move(from);
    }
    if (accept("where")) out.where_clause = expression();
    if (accept("group")) {
      expect("by");
      do out.group_by.push_back(expression());
      while (accept(","));
    }
    if (accept("having")) out.having = expression();
    return out;
  }
  ast::SelectItem item() {
    ast::SelectItem out;
    if (accept("*")) {
      out.star = true;
      return out;
    }
    if (is_name() && is(".", 1) && is("*", 2)) {
      ast::QualifiedName table;
      table.name = name();
      at_ += 2;
      out.star = true;
      out.star_table = std::move(table);
      return out;
    }
    out.expression = expression();
    if (accept("as")) out.alias = name();
    return out;
  }
  // A table, or joins in parentheses to the left.
  void from_item(ast::From& out) {
    if (accept("(")) {
      from_item(out);
      expect(")");
    } else {
      out.table = table();
    }
    while (is("join") || is("inner") || is("left")) {
      ast::Join join;
      join.left = accept("left");
      if (join.left)
        accept("outer");
      else
        accept("inner");
      expect("join");
      join.table = table();
      expect("on");
      join.on = expression();
      out.joins.push_back(std::move(join));
    }
  }
  ast::TableReference table() {
    ast::TableReference out;
    out.table = qualified_name();
    static constexpr std::string_view clauses[] = {"join",  "inner", "left",  "on",      "where",
                                                   "group", "order", "limit", "union",   "having",
                                                   "right", "full",  "cross", "natural", "using"};
    bool const explicit_alias = accept("as");
    bool const follows = peek().kind == Kind::quoted ||
                         (peek().kind == Kind::word &&
                          std::find(std::begin(clauses), std::end(clauses), peek().text) == std::end(clauses));
    if (explicit_alias || follows) out.alias = name();
    return out;
  }

  std::string_view text_;
  std::vector<SqlToken> tokens_;
  SqlWords const& words_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<ast::Expression> read_expression(std::string_view text, SqlWords const& words) {
  auto tokens = sql_tokens(text, words);
  if (!tokens) return std::nullopt;
  try {
    return Reader(text, std::move(*tokens), words).whole_expression();
  } catch (Unreadable const&) {
    return std::nullopt;
  }
}

std::optional<ast::Select> read_select(std::string_view text, SqlWords const& words) {
  auto tokens = sql_tokens(text, words);
  if (!tokens) return std::nullopt;
  try {
    return Reader(text, std::move(*tokens), words).whole_select();
  } catch (Unreadable const&) {
    return std::nullopt;
  }
}

ast::Expression expression_of(decltype(ast::Expression::node) node) {
  ast::Expression out;
  out.node = std::move(node);
  return out;
}
ast::Expression call_of(std::string const& function, std::vector<ast::Expression> arguments) {
  ast::Call call;
  call.function.text = function;
  call.arguments = std::move(arguments);
  return expression_of(std::move(call));
}
ast::Expression unread(std::string words) {
  ast::DialectText spelling;
  spelling.text.value = std::move(words);
  return expression_of(ast::NativeExpression{{std::move(spelling)}});
}

}  // namespace retort::dialects
