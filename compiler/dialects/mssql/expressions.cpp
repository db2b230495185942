// SPDX-License-Identifier: Apache-2.0
// Operators, functions and selects with the meaning they have in the language, where the database's own differs.
// https://learn.microsoft.com/en-us/sql/t-sql/functions/functions, …/language-elements/operators-transact-sql
#include <fmt/format.h>

#include <limits>

#include "compiler/dialects/mssql/spelling.hpp"

namespace retort::dialects::mssql {

namespace {

using Kind = model::Kind;

bool is_moment(Kind kind) { return kind == Kind::date || kind == Kind::timestamp || kind == Kind::timestamptz; }
bool is_exact(Kind kind) { return kind == Kind::integer || kind == Kind::numeric; }

// A whole number that is too long for an int is a decimal here, with which a division does not truncate.
// https://learn.microsoft.com/en-us/sql/t-sql/data-types/constants-transact-sql
Rendered as_integer(Rendered const& value) {
  constexpr std::size_t digits = std::numeric_limits<std::int32_t>::digits10;
  if (!value.literal || value.text.size() <= digits) return value;
  return {fmt::format("cast({} as bigint)", value.text), Binds::primary, value.type};
}

// Of two decimals it would keep few digits: "scale = max(6, s1 + p2 + 1)".
// https://learn.microsoft.com/en-us/sql/t-sql/data-types/precision-scale-and-length-transact-sql
Rendered quotient(Rendered const& left, Rendered const& right) {
  return {fmt::format("cast({} as decimal(38,20)) / {}", left.text, operand(right, Binds::unary)),
          Binds::multiplicative};
}

// There is no % of floating-point numbers; round() with a third argument cuts off.
Rendered remainder_of(Rendered const& left, Rendered const& right) {
  auto const x = operand(left, Binds::unary), y = operand(right, Binds::unary);
  return {fmt::format("{0} - {1} * round({0} / {1}, 0, 1)", x, y), Binds::additive};
}

// "a" in the collation that counts a character once.
std::string counted(std::string const& text) { return text + " collate " + std::string(counting_collation); }

// A position before the first character counts from there, as in the standard.
Rendered substring(std::vector<Rendered> const& a) {
  auto const length = a.size() > 2 ? a[2].text : std::to_string(std::numeric_limits<std::int32_t>::max());
  Rendered out{fmt::format("substring({}, {}, {}) collate {}", counted(operand(a[0], Binds::primary)), a[1].text,
                           length, collation)};
  out.characters = a[0].characters;
  return out;
}

// A text without a length, where what is made of it could be cut off at 4000.
std::string unbounded(Rendered const& value) { return fmt::format("cast({} as nvarchar(max))", value.text); }

Rendered replace(std::vector<Rendered> const& a) {
  auto const most = a[0].characters && a[2].characters
                        ? std::optional(*a[0].characters * std::max<std::size_t>(1, *a[2].characters))
                        : std::nullopt;
  bool const fits = most && *most <= most_characters;
  Rendered out{fmt::format("replace({}, {}, {})", fits ? a[0].text : unbounded(a[0]), a[1].text, a[2].text)};
  if (fits) out.characters = most;
  return out;
}

// The sum of an int is an int, its average a whole number; there is no least and greatest bit.
// https://learn.microsoft.com/en-us/sql/t-sql/functions/avg-transact-sql, min-transact-sql
Rendered aggregate(std::string_view name, ast::Call const& call, Rendered const& value) {
  Kind const kind = value.type.kind;
  auto const of = [&](std::string const& argument) {
    return fmt::format("{}({}{})", name, call.distinct ? "distinct " : "", argument);
  };
  auto const as = [&](std::string_view type) { return fmt::format("cast({} as {})", value.text, type); };
  if (kind == Kind::integer && name == "sum") return {of(as("bigint"))};
  if (kind == Kind::integer && name == "avg") return {of(as("decimal(38,6)"))};
  if (kind == Kind::boolean && (name == "min" || name == "max")) return {fmt::format("cast({} as bit)", of(as("int")))};
  return {of(value.text)};
}

Rendered with_characters(Rendered out, std::optional<std::size_t> characters) {
  out.characters = characters;
  return out;
}

}  // namespace

void MsSqlSpelling::refuse_order(Rendered const& value) const {
  if (value.type.kind == Kind::enumeration)
    sink_.report(Code::RT0801, origin_,
                 fmt::format("{} orders the values of an enum by their letters, not as the type does", title)) |
        Note{"name the values that are meant: in ('…', '…')", std::nullopt};
}

Rendered MsSqlSpelling::binary(ast::BinaryOperator op, Rendered const& left, Rendered const& right) const {
  using Op = ast::BinaryOperator;
  Kind const a = left.type.kind, b = right.type.kind;
  switch (op) {
    case Op::concat:
      return concatenated(as_text(left, false), as_text(right, false));
    case Op::divide:
      if (a == Kind::integer && b == Kind::integer) return Spelling::binary(op, as_integer(left), as_integer(right));
      if (is_exact(a) && is_exact(b)) return quotient(left, right);
      break;
    case Op::modulo:
      if (a == Kind::floating || b == Kind::floating) return remainder_of(left, right);
      if (a == Kind::integer && b == Kind::integer) return Spelling::binary(op, as_integer(left), as_integer(right));
      break;
    case Op::add:
    case Op::subtract:
      if (a == Kind::date && b == Kind::integer)
        return {fmt::format("dateadd(day, {}{}, {})", op == Op::add ? "" : "-",
                            op == Op::add ? right.text : operand(right, Binds::primary), left.text)};
      if (a == Kind::integer && b == Kind::date && op == Op::add)
        return {fmt::format("dateadd(day, {}, {})", left.text, right.text)};
      if (a == Kind::date && b == Kind::date && op == Op::subtract)
        return {fmt::format("datediff(day, {}, {})", right.text, left.text)};
      if (op == Op::subtract && (is_moment(a) || a == Kind::time) && (is_moment(b) || b == Kind::time))
        sink_.report(Code::RT0801, origin_,
                     fmt::format("{} has no type for a length of time: what is between two moments", title)) |
            Note{"take the difference of two dates, which is in days: cast(… as date)", std::nullopt};
      break;
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      refuse_order(left);
      refuse_order(right);
      break;
    case Op::or_:
    case Op::and_:
    case Op::equal:
    case Op::not_equal:
    case Op::multiply:
      break;
  }
  return Spelling::binary(op, left, right);
}

// `+` cuts off at 4000 characters where neither side is nvarchar(max).
// https://learn.microsoft.com/en-us/sql/t-sql/language-elements/string-concatenation-transact-sql
Rendered MsSqlSpelling::concatenated(Rendered const& left, Rendered const& right) const {
  auto const most =
      left.characters && right.characters ? std::optional(*left.characters + *right.characters) : std::nullopt;
  bool const fits = most && *most <= most_characters;
  auto first = left;
  bool const has_no_length = left.binds == Binds::additive && !left.characters;
  if (!fits && !has_no_length) first = {unbounded(left)};
  auto out = Spelling::binary(ast::BinaryOperator::add, first, right);
  out.characters = fits ? most : std::nullopt;
  return out;
}

// concat() takes null for '', cuts off at 4000 characters unless one of its arguments has no length, and takes two
// arguments at least. https://learn.microsoft.com/en-us/sql/t-sql/functions/concat-transact-sql
Rendered MsSqlSpelling::concat(std::vector<Rendered> const& arguments, bool immutable) const {
  std::vector<std::string> parts;
  std::optional<std::size_t> most = 0;
  for (auto const& argument : arguments) {
    auto const text = as_text(argument, immutable);
    bool const nothing = argument.literal && argument.text == "null";
    parts.push_back(text.text);
    if (!nothing) most = most && text.characters ? std::optional(*most + *text.characters) : std::nullopt;
  }
  if (parts.size() == 1) return with_characters({fmt::format("coalesce({}, N'')", parts.front())}, most);
  if (!most || *most > most_characters) {
    parts.front() = fmt::format("cast({} as nvarchar(max))", parts.front());
    most.reset();
  }
  return with_characters({"concat(" + join(parts) + ")"}, most);
}

// In a pattern `[` begins a set of characters; nothing escapes.
// https://learn.microsoft.com/en-us/sql/t-sql/language-elements/like-transact-sql
std::string MsSqlSpelling::like_pattern(Rendered const& pattern) const {
  if (!pattern.literal) return fmt::format("replace({}, N'[', N'[[]')", pattern.text);
  std::string out;
  for (char const c : operand(pattern, Binds::concat)) out += c == '[' ? std::string("[[]") : std::string(1, c);
  return out;
}

Rendered MsSqlSpelling::call(ast::Call const& call, std::vector<Rendered> const& arguments, Place const& place) const {
  auto const& name = call.function.text;
  auto const first = [&] { return arguments.empty() ? Rendered{} : arguments.front(); };
  if (name == "now") {
    if (place.wanted.kind == Kind::timestamp) return {"sysutcdatetime()"};
    if (place.wanted.kind == Kind::date) return {"cast(sysutcdatetime() as date)"};
    if (place.wanted.kind == Kind::time) return {"cast(sysutcdatetime() as time(6))"};
    return {"sysdatetimeoffset()"};
  }
  if (name == "current_date") return {"cast(sysutcdatetime() as date)"};
  if (name == "gen_uuid") return {"newid()"};
  // len() does not count blanks at the end.
  if (name == "length") return {fmt::format("len({})", counted(fmt::format("replace({}, N' ', N'.')", first().text)))};
  if (name == "trim") return with_characters({fmt::format("ltrim(rtrim({}))", first().text)}, first().characters);
  if (name == "lower" || name == "upper")
    return with_characters({fmt::format("{}({})", name, first().text)}, first().characters);
  if (name == "round" && arguments.size() == 1)
    return first().type.kind == Kind::integer ? first() : Rendered{rounded(first())};
  if (name == "substring" && arguments.size() >= 2) return substring(arguments);
  if (name == "replace" && arguments.size() == 3) return replace(arguments);
  if (name == "concat" && !arguments.empty()) return concat(arguments, place.immutable);
  if (name == "count") {
    auto const what = call.star ? std::string("*") : (call.distinct ? "distinct " : "") + first().text;
    return {"count_big(" + what + ")"};
  }
  if (name == "sum" || name == "avg" || name == "min" || name == "max") {
    if (name == "min" || name == "max") refuse_order(first());
    return aggregate(name, call, first());
  }
  auto out = Spelling::call(call, arguments, place);
  if (name == "coalesce" || name == "nullif") {
    out.characters = 0;
    for (auto const& argument : arguments)
      out.characters = out.characters && argument.characters
                           ? std::optional(std::max(*out.characters, *argument.characters))
                           : std::nullopt;
  }
  return out;
}

Rendered MsSqlSpelling::next_value(ast::QualifiedName const& sequence) const {
  return {"next value for " + qualified(sequence)};
}

// An order is valid in a view and inside of a statement only with `offset`; without one, `top` limits.
// https://learn.microsoft.com/en-us/sql/t-sql/queries/select-order-by-clause-transact-sql
std::string MsSqlSpelling::ended(std::string select, SelectEnd const& end) const {
  if (!end.order.empty()) {
    select += " order by " + end.order + " offset 0 rows";
    return end.limit.empty() ? select : select + " fetch next " + end.limit + " rows only";
  }
  if (end.limit.empty()) return select;
  auto const top = fmt::format("top ({}) ", end.limit);
  if (end.united) return "select " + top + "* from (" + select + ") as united";
  constexpr std::string_view plain = "select ", distinct = "select distinct ";
  return select.insert(select.starts_with(distinct) ? distinct.size() : plain.size(), top);
}

std::string MsSqlSpelling::row_after(std::string select, std::string const& order, std::size_t skipped) const {
  return fmt::format("{} order by {} offset {} rows fetch next 1 rows only", select, order, skipped);
}

Rendered MsSqlSpelling::as_condition(Rendered value) const {
  if (value.predicate || value.binds == Binds::unknown) return value;  // native text says what it is
  return {operand(value, Binds::concat) + " = 1", Binds::predicate, value.type, false, true};
}

Rendered MsSqlSpelling::as_value(Rendered value) const {
  if (!value.predicate) return value;
  return {fmt::format("cast(case when {} then 1 when not ({}) then 0 end as bit)", value.text, value.text),
          Binds::primary, value.type};
}

// There are no comparisons of rows.
std::string MsSqlSpelling::compare_key(std::vector<std::string> const& columns, std::string_view op,
                                       std::vector<std::string> const& values) const {
  if (columns.size() == 1) return Spelling::compare_key(columns, op, values);
  auto const strict = op.substr(0, 1);
  std::vector<std::string> ways;
  std::string equal;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto const sign = i + 1 == columns.size() ? op : strict;
    auto const way = fmt::format("{}{} {} {}", equal, columns[i], sign, values[i]);
    ways.push_back(i == 0 ? way : "(" + way + ")");
    equal += columns[i] + " = " + values[i] + " and ";
  }
  return "(" + join(ways, " or ") + ")";
}

}  // namespace retort::dialects::mssql
