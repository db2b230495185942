// SPDX-License-Identifier: Apache-2.0
// The standard's way of spelling, for the databases that follow it.
#include "compiler/dialects/spelling.hpp"

#include <algorithm>
#include <utility>

#include "compiler/model/schema_edit.hpp"

namespace retort::dialects {

std::string join(std::vector<std::string> const& parts, std::string_view separator) {
  std::string out;
  for (auto const& part : parts) out.append(&part == parts.data() ? "" : separator).append(part);
  return out;
}

std::string one_statement(std::string text) {
  auto const end = text.find_last_not_of(" \t\r\n;");
  text.erase(end == std::string::npos ? 0 : end + 1);
  text.erase(0, std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return text;
}

std::string operand(Rendered const& value, Binds at_least) {
  return value.binds < at_least ? "(" + value.text + ")" : value.text;
}

ast::DialectText const* text_for(std::vector<ast::DialectText> const& spellings, std::string_view dialect) {
  for (auto const& spelling : spellings)
    if (spelling.dialects.empty() || std::any_of(spelling.dialects.begin(), spelling.dialects.end(),
                                                 [&](ast::Identifier const& d) { return d.text == dialect; }))
      return &spelling;
  return nullptr;
}

Rendered Spelling::literal(ast::Literal const& literal, Place const&) const {
  Rendered out{{}, Binds::primary, {}, true, false};
  switch (literal.kind) {
    case ast::LiteralKind::null:
      out.text = "null";
      break;
    case ast::LiteralKind::boolean:
    case ast::LiteralKind::number:
      out.text = literal.text;
      break;
    case ast::LiteralKind::string:
      out.text = string(literal.text);
      break;
    case ast::LiteralKind::bytes:
      out.text = bytes(literal.text);
      break;
  }
  return out;
}

Rendered Spelling::binary(ast::BinaryOperator op, Rendered const& left, Rendered const& right) const {
  using Op = ast::BinaryOperator;
  // `tighter`: the level an operand needs that may not be of the operator's own level.
  auto const infix = [&](std::string_view sign, Binds level, Binds for_left, Binds for_right, bool predicate) {
    return Rendered{operand(left, for_left) + " " + std::string(sign) + " " + operand(right, for_right),
                    level,
                    {},
                    false,
                    predicate};
  };
  auto const comparison = [&](std::string_view sign) {
    return infix(sign, Binds::predicate, Binds::concat, Binds::concat, true);
  };
  switch (op) {
    case Op::or_:
      return infix("or", Binds::or_, Binds::or_, Binds::or_, true);
    case Op::and_:
      return infix("and", Binds::and_, Binds::and_, Binds::and_, true);
    case Op::equal:
      return comparison("=");
    case Op::not_equal:
      return comparison("<>");
    case Op::less:
      return comparison("<");
    case Op::less_equal:
      return comparison("<=");
    case Op::greater:
      return comparison(">");
    case Op::greater_equal:
      return comparison(">=");
    case Op::concat:
      // Databases differ in whether `||` or `+` binds more tightly.
      return infix("||", Binds::concat, left.binds == Binds::concat ? Binds::concat : Binds::primary, Binds::primary,
                   false);
    case Op::add:
      return infix("+", Binds::additive, Binds::additive, Binds::multiplicative, false);
    case Op::subtract:
      return infix("-", Binds::additive, Binds::additive, Binds::multiplicative, false);
    case Op::multiply:
      return infix("*", Binds::multiplicative, Binds::multiplicative, Binds::unary, false);
    case Op::divide:
      return infix("/", Binds::multiplicative, Binds::multiplicative, Binds::unary, false);
    case Op::modulo:
      return infix("%", Binds::multiplicative, Binds::multiplicative, Binds::unary, false);
  }
  return {};
}

Rendered Spelling::unary(ast::UnaryOperator op, Rendered const& value) const {
  auto const text = operand(value, Binds::primary);
  switch (op) {
    case ast::UnaryOperator::not_:
      return {"not " + text, Binds::not_, {}, false, true};
    case ast::UnaryOperator::minus:
      return {"-" + text, Binds::unary, {}, value.literal, false};
    case ast::UnaryOperator::plus:
      return {"+" + text, Binds::unary, {}, value.literal, false};
  }
  return {};
}

Rendered Spelling::cast(Rendered const& value, ast::Type const& to, Place const&, Sink& sink) const {
  return {"cast(" + value.text + " as " + type(to, sink) + ")"};
}

std::string Spelling::like_pattern(Rendered const& pattern) const { return operand(pattern, Binds::concat); }

Rendered Spelling::call(ast::Call const& call, std::vector<Rendered> const& arguments, Place const&) const {
  if (call.function.text == "current_date") return {"current_date"};
  std::vector<std::string> texts;
  for (auto const& argument : arguments) texts.push_back(argument.text);
  return {call.function.text + "(" + (call.distinct ? "distinct " : "") + (call.star ? "*" : join(texts)) + ")"};
}

std::string Spelling::excluded(std::string_view column) const { return "excluded." + identifier(column); }
std::string Spelling::limit(std::string_view count) const { return " limit " + std::string(count); }
std::string Spelling::ended(std::string select, SelectEnd const& end) const {
  if (!end.order.empty()) select += " order by " + end.order;
  if (!end.limit.empty()) select += limit(end.limit);
  return select;
}
std::string Spelling::row_after(std::string select, std::string const& order, std::size_t skipped) const {
  return ended(std::move(select), {order, "1", false}) + " offset " + std::to_string(skipped);
}
Rendered Spelling::as_condition(Rendered value) const { return value; }
Rendered Spelling::as_value(Rendered value) const { return value; }
Rendered Spelling::assigned(Rendered value, ast::Type const&) const { return value; }
std::string Spelling::key_text(std::string const& column, ast::Type const&) const { return column; }

std::string Spelling::compare_key(std::vector<std::string> const& columns, std::string_view op,
                                  std::vector<std::string> const& values) const {
  auto const sign = " " + std::string(op) + " ";
  if (columns.size() == 1) return columns.front() + sign + values.front();
  return "(" + join(columns) + ")" + sign + "(" + join(values) + ")";
}

std::string Spelling::qualified(std::string_view schema, std::string_view name) const {
  return schema.empty() ? identifier(name) : identifier(schema) + "." + identifier(name);
}
std::string Spelling::qualified(ast::QualifiedName const& name) const {
  return qualified(name.schema ? name.schema->text : std::string(), name.name.text);
}
std::string Spelling::qualified(model::ObjectName const& name) const { return qualified(name.schema, name.name); }

std::string Spelling::names(std::vector<ast::Identifier> const& columns) const { return names(model::texts(columns)); }
std::string Spelling::names(std::vector<std::string> const& columns) const {
  std::vector<std::string> quoted;
  for (auto const& column : columns) quoted.push_back(identifier(column));
  return join(quoted);
}

}  // namespace retort::dialects
