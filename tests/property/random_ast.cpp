// SPDX-License-Identifier: Apache-2.0
// Names, texts, types and expressions; statements and files are in random_statement.cpp.
#include "tests/property/random_ast.hpp"

#include <array>

namespace retort::test {

using namespace ast;

namespace {

// Names that are words of the grammar somewhere, or could be taken for something else.
constexpr std::array<std::string_view, 56> plain_names{
    "id",       "email",    "users",   "a1",      "_x",       "type",     "key",          "user",
    "order",    "comment",  "labels",  "created", "sql",      "revision", "on",           "concurrently",
    "include",  "options",  "mixin",   "left",    "join",     "group",    "limit",        "union",
    "select",   "distinct", "exists",  "native",  "next",     "now",      "current_date", "date",
    "text",     "index",    "set",     "by",      "batches",  "pause",    "schema",       "effect",
    "virtual",  "stored",   "values_", "row",     "order_by", "having",   "do",           "nothing",
    "conflict", "outside",  "e",       "n",       "x",        "upgrade",  "downgrade",    "add_"};
constexpr std::array<std::string_view, 13> quoted_names{"Users", "two words", "say \"hi\"", "größe",   "select",
                                                        "table", "null",      "case",       "default", "1st",
                                                        "a-b",   "-- c",      "between"};
constexpr std::array<std::string_view, 16> strings{
    "",           "x",          "it's",   "''",       "two\nlines", "-- no comment", "/* no comment */", "$$", "a\\b",
    "semi;colon", "größe 日本", "$body$", " blanks ", "{ }",        "\ttab",         "ends in $"};
constexpr std::array<std::string_view, 7> numbers{"0", "1", "42", "3.14", ".5", "5.", "1e6"};
constexpr std::array<std::string_view, 9> functions{"lower", "upper", "coalesce", "substring",  "round",
                                                    "sum",   "min",   "replace",  "my_function"};
constexpr std::array<std::string_view, 3> dialect_names{"postgresql", "mysql", "sqlite"};

Expression make(decltype(Expression::node) node) { return Expression{std::move(node), {}}; }

}  // namespace

Identifier RandomAst::plain_name() { return {std::string(plain_names[below(10)]), {}}; }

Identifier RandomAst::name() {
  if (one_in(8)) return {std::string(quoted_names[below(quoted_names.size())]), {}};
  return {std::string(plain_names[one_in(2) ? below(10) : below(plain_names.size())]), {}};
}

QualifiedName RandomAst::qualified_name() {
  QualifiedName result;
  if (one_in(4)) result.schema = name();
  result.name = name();
  return result;
}

std::vector<Identifier> RandomAst::names(std::size_t most) {
  std::vector<Identifier> result;
  for (std::size_t i = 1 + below(most); i > 0; --i) result.push_back(name());
  return result;
}

std::vector<Identifier> RandomAst::dialects(std::size_t least, std::size_t most) {
  std::vector<Identifier> result;
  std::size_t const first = below(dialect_names.size());
  for (std::size_t i = least + below(most - least + 1); i > 0; --i)
    result.push_back({std::string(dialect_names[(first + i) % dialect_names.size()]), {}});
  return result;
}

std::string RandomAst::string() { return std::string(strings[below(strings.size())]); }

// Never empty: enum values and reasons may not be.
Text RandomAst::text() { return {std::string(strings[1 + below(strings.size() - 1)]), {}}; }

RevisionId RandomAst::revision_id() {
  static constexpr std::array<std::string_view, 9> ids{"3f9a1c2b7d4e", "1e10", "007",      "upgrade", "Mixed_Case", "5",
                                                       "select",       "0x1f", "billing_1"};
  return {std::string(ids[below(ids.size())]), {}};
}

std::vector<RevisionId> RandomAst::revision_ids() {
  std::vector<RevisionId> result;
  for (std::size_t i = 1 + below(3); i > 0; --i) result.push_back({"r" + std::to_string(i) + revision_id().text, {}});
  return result;
}

BuiltinType RandomAst::builtin_type() {
  BuiltinType result{pick<TypeKind>("TypeKind", 18), 0, 0, 0};
  if (result.kind == TypeKind::varchar || result.kind == TypeKind::char_)
    result.length = static_cast<std::uint32_t>(1 + below(255));
  if (result.kind == TypeKind::numeric) {
    result.precision = static_cast<std::uint32_t>(1 + below(30));
    result.scale = static_cast<std::uint32_t>(below(result.precision + 1));
  }
  return result;
}

std::vector<DialectText> RandomAst::spellings() {
  std::vector<DialectText> result;
  for (Identifier& dialect : dialects(1, 2)) result.push_back({{std::move(dialect)}, text()});
  return result;
}

Type RandomAst::type() {
  Type result;
  switch (below(4)) {
    case 0:
      result.base = NamedType{qualified_name()};
      break;
    case 1:
      result.base = NativeType{spellings()};
      break;
    default:
      result.base = builtin_type();
      break;
  }
  // Behind the text of a native type `array` is part of what the database understands.
  result.array = !std::holds_alternative<NativeType>(result.base) && one_in(5);
  coverage_.note("Type", result.base);
  return result;
}

Literal RandomAst::literal() {
  Literal result{pick<LiteralKind>("LiteralKind", 5), {}};
  switch (result.kind) {
    case LiteralKind::null:
      break;
    case LiteralKind::boolean:
      result.text = one_in(2) ? "true" : "false";
      break;
    case LiteralKind::number:
      result.text = numbers[below(numbers.size())];
      break;
    case LiteralKind::string:
      result.text = string();
      break;
    case LiteralKind::bytes:
      result.text = one_in(3) ? "" : "00ff";
      break;
  }
  return result;
}

ColumnReference RandomAst::column_reference() {
  ColumnReference result;
  if (one_in(3)) result.table = qualified_name();
  result.column = name();
  return result;
}

std::vector<Expression> RandomAst::expressions(int depth, std::size_t least, std::size_t most) {
  std::vector<Expression> result;
  for (std::size_t i = least + below(most - least + 1); i > 0; --i) result.push_back(expression(depth));
  return result;
}

Case RandomAst::case_(int depth) {
  Case result;
  result.operand = expressions(depth, 0, 1);
  for (std::size_t i = 1 + below(2); i > 0; --i) result.arms.push_back({expression(depth), expression(depth)});
  result.otherwise = expressions(depth, 0, 1);
  return result;
}

Call RandomAst::call(int depth) {
  Call result;
  switch (below(5)) {
    case 0:
      result.function.text = "count";
      result.star = true;
      break;
    case 1:
      result.function.text = "count";
      result.distinct = true;
      result.arguments = expressions(depth, 1, 1);
      break;
    case 2:
      result.function.text = one_in(2) ? "now" : "current_date";
      break;
    default:
      result.function.text = functions[below(functions.size())];
      result.arguments = expressions(depth, 1, 3);
      break;
  }
  return result;
}

Expression RandomAst::expression(int depth) {
  static constexpr std::array<std::size_t, 5> leaves{1, 2, 15, 17, 12};
  // 1 … 17 without `default` (16), which stands only where a value does.
  std::size_t index = 1 + below(16);
  if (index == 16) index = 17;
  if (depth <= 0) index = leaves[below(leaves.size())];
  int const d = depth - 1;
  Expression result;
  switch (index) {
    case 1:
      result = make(literal());
      break;
    case 2:
      result = make(column_reference());
      break;
    case 3:
      result = make(Unary{pick<UnaryOperator>("UnaryOperator", 3), expression(d)});
      break;
    case 4:
      result = make(Binary{pick<BinaryOperator>("BinaryOperator", 14), expression(d), expression(d)});
      break;
    case 5:
      result = make(IsNull{expression(d), one_in(2)});
      break;
    case 6:
      result = make(InList{expression(d), expressions(d, 1, 3), one_in(2)});
      break;
    case 7:
      result = make(InSelect{expression(d), select(d), one_in(2)});
      break;
    case 8:
      result = make(Between{expression(d), expression(d), expression(d), one_in(2)});
      break;
    case 9:
      result = make(Like{expression(d), expression(d), one_in(2)});
      break;
    case 10:
      result = make(case_(d));
      break;
    case 11:
      result = make(Cast{expression(d), type()});
      break;
    case 12:
      result = depth <= 0 ? make(Call{{"now", {}}, {}, false, false}) : make(call(d));
      break;
    case 13:
      result = make(Exists{select(d)});
      break;
    case 14:
      result = make(ScalarSelect{select(d)});
      break;
    case 15:
      result = make(NativeExpression{spellings()});
      break;
    default:
      result = make(NextValue{qualified_name()});
      break;
  }
  coverage_.note("Expression", result.node);
  return result;
}

Expression RandomAst::value(int depth) {
  if (!one_in(6)) return expression(depth);
  Expression result = make(DefaultValue{});
  coverage_.note("Expression", result.node);
  return result;
}

TableReference RandomAst::table_reference() {
  TableReference result;
  result.table = qualified_name();
  if (one_in(3)) result.alias = name();
  return result;
}

From RandomAst::from(int depth) {
  From result{table_reference(), {}};
  for (std::size_t i = below(3); i > 0; --i) result.joins.push_back({one_in(2), table_reference(), expression(depth)});
  return result;
}

SelectCore RandomAst::select_core(int depth) {
  SelectCore result;
  result.distinct = one_in(4);
  for (std::size_t i = 1 + below(3); i > 0; --i) {
    SelectItem item;
    item.star = one_in(4);
    if (item.star) {
      if (one_in(2)) item.star_table = qualified_name();
    } else {
      item.expression = expression(depth);
      if (one_in(3)) item.alias = name();
    }
    result.items.push_back(std::move(item));
  }
  if (one_in(2)) result.from = from(depth);
  if (one_in(2)) result.where_clause = expression(depth);
  if (one_in(3)) {
    result.group_by = expressions(depth, 1, 2);
    if (one_in(2)) result.having = expression(depth);
  }
  return result;
}

Select RandomAst::select(int depth) {
  Select result;
  result.cores.push_back(select_core(depth));
  while (one_in(4)) {
    result.union_all.push_back(one_in(2));
    result.cores.push_back(select_core(depth));
  }
  if (one_in(3)) result.order_by.push_back({expression(depth), one_in(2)});
  if (one_in(4)) result.limit = make(Literal{LiteralKind::number, "10"});
  return result;
}

}  // namespace retort::test
