// SPDX-License-Identifier: Apache-2.0
// One function for each form of a value: casts, literals, names, calls and what has words of its own.
#include "compiler/dialects/sql_expressions.hpp"

#include "compiler/model/schema_edit.hpp"

namespace retort::dialects {

namespace {

using Kind = SqlTokenKind;

}  // namespace

// ---- casts
// The text of a type: words, a size, brackets.
std::string ExpressionReader::type_text() {
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
ast::Expression ExpressionReader::cast(ast::Expression value, std::string const& type) {
  auto const found = words_.type ? words_.type(type) : std::nullopt;
  if (!found) throw Unreadable();
  auto const* builtin = std::get_if<ast::BuiltinType>(&found->base);
  if (words_.transact && builtin != nullptr && builtin->kind == ast::TypeKind::boolean)
    if (auto const* condition = condition_in(value)) return *condition;
  return expression_of(ast::Cast{std::move(value), *found});
}

// ---- values
ast::Expression ExpressionReader::literal(ast::LiteralKind kind, std::string text) {
  return expression_of(ast::Literal{kind, std::move(text)});
}
ast::Expression ExpressionReader::primary() {
  Level const level(*this);
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
ast::Expression ExpressionReader::parenthesised() {
  if (is("select")) {
    auto inner = select();
    expect(")");
    return expression_of(ast::ScalarSelect{std::move(inner)});
  }
  auto out = expression();
  expect(")");
  return out;
}
ast::Expression ExpressionReader::word() {
  auto const text = peek().text;
  if (text.front() == '_' && peek(1).kind == Kind::string) {  // the character set of a string of MySQL
    ++at_;
    return primary();
  }
  if (is("extract") && is("(", 1)) return extract_call();
  if (is("array") && is("[", 1)) {
    at_ += 2;
    return call_of("array", list("]"));
  }
  if (is("binary") && !is("(", 1)) {  // cast(x as binary), of MySQL
    ++at_;
    return cast(signed_value(), "binary");
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
  if (accept("interval")) return cast(primary(), "interval");
  if (is("cast") && is("(", 1)) return cast_call();
  if (words_.transact && is("convert") && is("(", 1)) return convert_call();
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
// extract(year from x)
ast::Expression ExpressionReader::extract_call() {
  at_ += 2;
  auto const unit = take().text;
  expect("from");
  auto value = expression();
  expect(")");
  return call_of("extract " + unit, {std::move(value)});
}
// interval x day, of MySQL: no tree of the language, but the same for both sides
ast::Expression ExpressionReader::interval() {
  ++at_;
  auto length = operand();
  return call_of("interval " + name().text, {std::move(length)});
}
ast::Expression ExpressionReader::cast_call() {
  at_ += 2;
  auto value = expression();
  expect("as");
  auto type = type_text();
  if (accept("charset") || (is("character") && is("set", 1))) {  // of the connection, as MySQL writes it
    if (accept("character")) accept("set");
    if (name().text == "binary") type = "binary";
    accept("binary");  // the collation by code points, as MariaDB writes it
  }
  expect(")");
  return cast(std::move(value), type);
}
// trim(both from x)
ast::Expression ExpressionReader::trim_call() {
  at_ += 3;
  expect("from");
  auto value = expression();
  expect(")");
  return called("trim", {std::move(value)});
}
ast::Expression ExpressionReader::case_() {
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
  return words_.transact ? function_of(std::move(out)) : expression_of(std::move(out));
}
ast::Expression ExpressionReader::called(std::string const& function, std::vector<ast::Expression> arguments) {
  if (words_.call)
    if (auto known = words_.call(function, arguments)) return std::move(*known);
  return call_of(function, std::move(arguments));
}
ast::QualifiedName ExpressionReader::qualified_name() {
  ast::QualifiedName out;
  out.name = name();
  if (accept(".")) {
    out.schema = out.name;
    out.name = name();
  }
  return out;
}
// A column, or a call.
ast::Expression ExpressionReader::named() {
  auto first = name();
  if (accept("(")) {
    if (words_.transact) first.text = model::fold(first.text);
    if (words_.transact && first.text == "count_big") first.text = "count";
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

}  // namespace retort::dialects
