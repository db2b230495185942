// SPDX-License-Identifier: Apache-2.0
// Literals in one spelling, and what can be told of the parts of an expression.
#include "compiler/inspect/meaning_parts.hpp"

#include <algorithm>
#include <charconv>

#include "compiler/dialects/moment.hpp"
#include "compiler/dialects/sql_reader.hpp"
#include "compiler/model/schema_edit.hpp"

namespace retort::inspect::parts {

namespace {

using dialects::expression_of;
using Op = ast::BinaryOperator;

// 007.50 is 7.5, 1e2 is 100.
std::string number_text(std::string const& text) {
  constexpr int most = 400;  // more than any number that a database holds
  auto const exponent = text.find_first_of("eE");
  auto const mantissa = text.substr(0, exponent);
  auto const dot = mantissa.find('.');
  std::string whole = mantissa.substr(0, dot), rest = dot == std::string::npos ? "" : mantissa.substr(dot + 1);
  if (exponent != std::string::npos) {
    auto const* begin = text.data() + exponent + 1;
    if (*begin == '+') ++begin;
    int places = 0;
    auto const [end, fault] = std::from_chars(begin, text.data() + text.size(), places);
    if (fault != std::errc() || places > most || places < -most) return text;
    auto const digits = whole + rest;
    auto const point = static_cast<int>(whole.size()) + places;
    whole = point <= 0 ? "" : digits.substr(0, static_cast<std::size_t>(point));
    whole.append(static_cast<std::size_t>(std::max(0, point - static_cast<int>(digits.size()))), '0');
    rest =
        std::string(static_cast<std::size_t>(std::max(0, -point)), '0') +
        (point >= static_cast<int>(digits.size()) ? "" : digits.substr(static_cast<std::size_t>(std::max(0, point))));
  }
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  rest.erase(rest.find_last_not_of('0') + 1);
  return (whole.empty() ? "0" : whole) + (rest.empty() ? "" : "." + rest);
}

bool is_uuid(std::string const& text) {
  constexpr std::size_t length = 36;
  return text.size() == length && std::all_of(text.begin(), text.end(), [](char c) {
           return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

// JSON without the blanks between its parts.
std::string without_blanks(std::string const& text) {
  std::string out;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"' && (i == 0 || text[i - 1] != '\\')) inside = !inside;
    if (inside || (text[i] != ' ' && text[i] != '\n')) out += text[i];
  }
  return out;
}

// `kind`: of the place it stands in. A text there is what it is; of an unknown place anything may be meant.
std::string string_text(std::string const& text, model::Kind kind) {
  constexpr int digits = 6;
  auto const may_be = [kind](std::initializer_list<model::Kind> kinds) {
    return kind == model::Kind::unknown || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  };
  using model::Kind;
  if (may_be({Kind::date, Kind::time, Kind::timestamp, Kind::timestamptz})) {
    if (auto const moment = dialects::read_moment(text); moment && text.find(':') != std::string::npos)
      return dialects::day_text(*moment) + " " + dialects::time_text(*moment, digits);
    if (text.find(':') != std::string::npos && text.find_first_not_of("0123456789:.") == std::string::npos)
      if (auto const time = dialects::read_time(text)) return dialects::time_text(*time, digits);
  }
  if (may_be({Kind::uuid}) && is_uuid(text)) return model::fold(text);
  if (may_be({Kind::json}) && !text.empty() && (text.front() == '{' || text.front() == '['))
    return without_blanks(text);
  return text;
}

bool is_boolean(ast::Type const& type) { return !type.array && model::value_type(type).kind == model::Kind::boolean; }
// A text that is a number, as one.
std::optional<ast::Expression> as_number(std::string const& text) {
  bool const minus = !text.empty() && text.front() == '-';
  auto const digits = minus ? text.substr(1) : text;
  if (digits.empty() || digits == "." || digits.find_first_not_of("0123456789.") != std::string::npos ||
      std::count(digits.begin(), digits.end(), '.') > 1)
    return std::nullopt;
  auto value = expression_of(ast::Literal{ast::LiteralKind::number, digits});
  return minus ? expression_of(ast::Unary{ast::UnaryOperator::minus, std::move(value)}) : std::move(value);
}
std::optional<ast::Expression> as_boolean(std::string const& text) {
  bool const yes = text == "t" || text == "true" || text == "1", no = text == "f" || text == "false" || text == "0";
  if (!yes && !no) return std::nullopt;
  return expression_of(ast::Literal{ast::LiteralKind::boolean, yes ? "true" : "false"});
}
void collect(ast::Expression const& e, Op op, std::vector<ast::Expression>& out) {
  auto const* n = std::get_if<ast::Binary>(&e.node);
  if (n == nullptr || n->op != op) {
    out.push_back(e);
    return;
  }
  collect(*n->left, op, out);
  collect(*n->right, op, out);
}

// "x in (…)" of literals, of which there may be one.
struct Listed {
  ast::Expression operand;
  std::vector<ast::Literal> values;
};
std::optional<Listed> listed(ast::Expression const& e, bool negated) {
  Listed out;
  if (auto const* n = std::get_if<ast::Binary>(&e.node);
      n != nullptr && n->op == (negated ? Op::not_equal : Op::equal)) {
    auto const* value = std::get_if<ast::Literal>(&n->right->node);
    if (value == nullptr || value->kind == ast::LiteralKind::null) return std::nullopt;
    return Listed{*n->left, {*value}};
  }
  auto const* in = std::get_if<ast::InList>(&e.node);
  if (in == nullptr || in->negated != negated) return std::nullopt;
  out.operand = *in->operand;
  for (auto const& item : in->list) {
    auto const* value = std::get_if<ast::Literal>(&item.node);
    if (value == nullptr) return std::nullopt;
    out.values.push_back(*value);
  }
  return out;
}
ast::Expression in_list(Listed listed, bool negated) {
  auto& values = listed.values;
  std::sort(values.begin(), values.end(), [](ast::Literal const& a, ast::Literal const& b) {
    return a.kind == b.kind ? a.text < b.text : a.kind < b.kind;
  });
  values.erase(std::unique(values.begin(), values.end()), values.end());
  if (values.size() == 1)
    return binary(negated ? Op::not_equal : Op::equal, std::move(listed.operand), expression_of(values.front()));
  std::vector<ast::Expression> items;
  for (auto& value : values) items.push_back(expression_of(std::move(value)));
  return expression_of(ast::InList{std::move(listed.operand), std::move(items), negated});
}

}  // namespace

ast::Expression binary(Op op, ast::Expression left, ast::Expression right) {
  return expression_of(ast::Binary{op, std::move(left), std::move(right)});
}

void flatten(ast::Expression& e) {
  auto const* joined = std::get_if<ast::Binary>(&e.node);
  if (joined == nullptr || (joined->op != Op::and_ && joined->op != Op::or_)) return;
  Op const op = joined->op;
  std::vector<ast::Expression> parts;
  collect(e, op, parts);
  ast::Expression out = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) out = binary(op, std::move(out), parts[i]);
  e = std::move(out);
}

void gather(ast::Expression& e) {
  if (auto const* in = std::get_if<ast::InList>(&e.node)) {
    bool const negated = in->negated;
    if (auto found = listed(e, negated)) e = in_list(std::move(*found), negated);
    return;
  }
  auto const* joined = std::get_if<ast::Binary>(&e.node);
  if (joined == nullptr || (joined->op != Op::and_ && joined->op != Op::or_)) return;
  Op const op = joined->op;
  bool const negated = op == Op::and_;
  std::vector<ast::Expression> parts;
  collect(e, op, parts);
  std::vector<std::pair<std::size_t, Listed>> lists;  // by the place of the first
  std::vector<bool> taken(parts.size(), false);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto found = listed(parts[i], negated);
    if (!found) continue;
    auto const same = std::find_if(lists.begin(), lists.end(),
                                   [&](auto const& list) { return list.second.operand == found->operand; });
    if (same == lists.end()) {
      lists.emplace_back(i, std::move(*found));
      continue;
    }
    taken[i] = true;
    auto& values = same->second.values;
    values.insert(values.end(), found->values.begin(), found->values.end());
  }
  // A condition x is that x is not 0.
  for (std::size_t i = 0; negated && i < parts.size(); ++i)
    for (auto& list : lists)
      if (parts[i] == list.second.operand) {
        taken[i] = true;
        list.second.values.push_back({ast::LiteralKind::number, "0"});
      }
  for (auto& [at, list] : lists) parts[at] = in_list(std::move(list), negated);
  std::optional<ast::Expression> out;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (!taken[i]) out = out ? binary(op, std::move(*out), std::move(parts[i])) : std::move(parts[i]);
  ast::Expression whole = std::move(*out);
  e = std::move(whole);
}

ast::Expression of_literal(ast::Literal n, model::Kind kind) {
  if (n.kind == ast::LiteralKind::boolean) {
    n.kind = ast::LiteralKind::number;
    n.text = n.text == "true" ? "1" : "0";
  } else if (n.kind == ast::LiteralKind::number) {
    n.text = number_text(n.text);
  } else if (n.kind == ast::LiteralKind::string) {
    n.text = string_text(n.text, kind);
  }
  return expression_of(std::move(n));
}

bool is_numeric(ast::Type const& type) {
  if (type.array) return false;
  if (auto const* native = std::get_if<ast::NativeType>(&type.base))
    return !native->spellings.empty() && native->spellings.front().text.value == "numeric";
  return model::is_number(model::value_type(type).kind);
}
std::optional<ast::Expression> literal_as(ast::Expression const& e, ast::Type const& type) {
  auto const* n = std::get_if<ast::Literal>(&e.node);
  if (n == nullptr) return std::nullopt;
  if (n->kind == ast::LiteralKind::string && is_numeric(type)) return as_number(n->text);
  if ((n->kind == ast::LiteralKind::string || n->kind == ast::LiteralKind::number) && is_boolean(type))
    return as_boolean(n->text);
  // https://www.postgresql.org/docs/15/datatype-binary.html
  bool const bytes = !type.array && model::value_type(type).kind == model::Kind::bytes;
  if (n->kind == ast::LiteralKind::string && bytes && n->text.starts_with("\\x"))
    return expression_of(ast::Literal{ast::LiteralKind::bytes, n->text.substr(2)});
  return std::nullopt;
}

model::Kind kind_of(ast::Expression const& e, ColumnTypes const& types) {
  if (auto const* column = std::get_if<ast::ColumnReference>(&e.node)) {
    auto const* type = types(column->column.text);
    return type == nullptr || type->array ? model::Kind::unknown : model::value_type(*type).kind;
  }
  if (auto const* cast = std::get_if<ast::Cast>(&e.node))
    return cast->type.array ? model::Kind::unknown : model::value_type(cast->type).kind;
  if (auto const* call = std::get_if<ast::Call>(&e.node)) {
    auto const& name = call->function.text;
    if (name == "length" || name == "count") return model::Kind::integer;
    for (auto const* text : {"lower", "upper", "trim", "concat", "substring", "replace"})
      if (name == text) return model::Kind::text;
    if (!call->arguments.empty()) return kind_of(call->arguments.front(), types);
  }
  if (auto const* n = std::get_if<ast::Binary>(&e.node))
    return n->op == Op::concat  ? model::Kind::text
           : n->op > Op::concat ? kind_of(*n->left, types)
                                : model::Kind::boolean;
  return model::Kind::unknown;
}

bool has_fraction(ast::Expression const& e, ColumnTypes const& types) {
  using model::Kind;
  if (auto const* n = std::get_if<ast::Literal>(&e.node))
    return n->kind == ast::LiteralKind::number && n->text.find_first_of(".e") != std::string::npos;
  if (auto const* n = std::get_if<ast::Unary>(&e.node)) return has_fraction(*n->operand, types);
  if (auto const* n = std::get_if<ast::Binary>(&e.node))
    return n->op > Op::concat && (has_fraction(*n->left, types) || has_fraction(*n->right, types));
  if (auto const* n = std::get_if<ast::Cast>(&e.node))
    return is_numeric(n->type) && model::value_type(n->type).kind != Kind::integer;
  if (auto const* n = std::get_if<ast::Call>(&e.node);
      n != nullptr && (n->function.text == "coalesce" || n->function.text == "abs" || n->function.text == "nullif"))
    return std::any_of(n->arguments.begin(), n->arguments.end(),
                       [&](ast::Expression const& argument) { return has_fraction(argument, types); });
  auto const kind = kind_of(e, types);
  return kind == Kind::numeric || kind == Kind::floating;
}

bool is_added(ast::Cast const& cast, ColumnTypes const& types) {
  using model::Kind;
  if (std::holds_alternative<ast::Literal>(cast.operand->node)) return true;
  if (auto const* minus = std::get_if<ast::Unary>(&cast.operand->node);
      minus != nullptr && std::holds_alternative<ast::Literal>(minus->operand->node))
    return true;
  auto const from = kind_of(*cast.operand, types);
  if (from == Kind::unknown) return true;
  if (cast.type.array) return false;
  if (auto const* column = std::get_if<ast::ColumnReference>(&cast.operand->node))
    if (auto const* type = types(column->column.text); type != nullptr && *type == cast.type) return true;
  auto const* native = std::get_if<ast::NativeType>(&cast.type.base);
  auto const* builtin = std::get_if<ast::BuiltinType>(&cast.type.base);
  auto const to = model::value_type(cast.type).kind;
  if (native != nullptr && is_numeric(cast.type)) return from == Kind::integer || from == Kind::numeric;
  if (native != nullptr)  // char without a length
    return from == Kind::text && !native->spellings.empty() && native->spellings.front().text.value == "bpchar";
  if (to == Kind::floating) return from == Kind::integer || from == Kind::numeric;
  if (to == Kind::timestamp) return from == Kind::date;
  if (to == Kind::timestamptz) return from == Kind::date || from == Kind::timestamp;
  return builtin != nullptr && builtin->kind == ast::TypeKind::text && from == Kind::text;
}

}  // namespace retort::inspect::parts
