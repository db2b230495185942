// SPDX-License-Identifier: Apache-2.0
// The spelling of single nodes; that all of it reads back is tested in tests/property.
#include "compiler/ast/print.hpp"

#include <gtest/gtest.h>

namespace retort::ast {
namespace {

Expression column(std::string name) { return {ColumnReference{std::nullopt, {std::move(name), {}}}, {}}; }
Expression number(std::string digits) { return {Literal{LiteralKind::number, std::move(digits)}, {}}; }
Expression string(std::string value) { return {Literal{LiteralKind::string, std::move(value)}, {}}; }
Expression binary(BinaryOperator op, Expression left, Expression right) {
  return {Binary{op, std::move(left), std::move(right)}, {}};
}
Expression unary(UnaryOperator op, Expression operand) { return {Unary{op, std::move(operand)}, {}}; }
QualifiedName named(std::string name) { return {std::nullopt, {std::move(name), {}}, {}}; }
Type builtin(TypeKind kind, std::uint32_t a = 0, std::uint32_t b = 0) {
  bool const numeric = kind == TypeKind::numeric;
  return {BuiltinType{kind, numeric ? 0 : a, numeric ? a : 0, b}, false, {}};
}
Statement statement(Operation operation) { return {{}, std::move(operation), {}}; }

TEST(PrintName, IsQuotedOnlyWhenItHasToBe) {
  EXPECT_EQ(print(Identifier{"email_2", {}}), "email_2");
  EXPECT_EQ(print(Identifier{"order", {}}), "order");  // reserved elsewhere, not here
  EXPECT_EQ(print(Identifier{"table", {}}), "\"table\"");
  EXPECT_EQ(print(Identifier{"Email", {}}), "\"Email\"");
  EXPECT_EQ(print(Identifier{"2nd", {}}), "\"2nd\"");
  EXPECT_EQ(print(Identifier{"say \"hi\"", {}}), "\"say \"\"hi\"\"\"");
  EXPECT_EQ(print(QualifiedName{Identifier{"billing", {}}, {"all", {}}, {}}), "billing.\"all\"");
}

TEST(PrintName, ReservedWordsAreThoseOfTheLanguage) {
  for (char const* word : {"add", "all", "and", "default", "not", "null", "using", "where", "true"})
    EXPECT_TRUE(is_reserved(word)) << word;
  for (char const* word :
       {"labels", "created", "description", "sql", "revision", "comment", "type", "key", "user", "order"})
    EXPECT_FALSE(is_reserved(word)) << word;
}

TEST(PrintString, DoublesQuotesAndKeepsTheRest) {
  EXPECT_EQ(print_string("it's"), "'it''s'");
  EXPECT_EQ(print_string("a\\b\nc"), "'a\\b\nc'");
  EXPECT_EQ(print_string(""), "''");
}

TEST(PrintType, SpellsTypesTheCanonicalWay) {
  EXPECT_EQ(print(builtin(TypeKind::varchar, 255)), "varchar(255)");
  EXPECT_EQ(print(builtin(TypeKind::numeric, 10, 2)), "numeric(10,2)");
  EXPECT_EQ(print(builtin(TypeKind::double_precision)), "double");
  Type array = builtin(TypeKind::integer);
  array.array = true;
  EXPECT_EQ(print(array), "integer array");
  EXPECT_EQ(
      print(Type{NativeType{{{{{"postgresql", {}}}, {"tsvector", {}}}, {{{"mysql", {}}}, {"json", {}}}}}, false, {}}),
      "native postgresql 'tsvector' mysql 'json'");
}

TEST(PrintExpression, UsesOnlyTheParenthesesTheTreeNeeds) {
  using enum BinaryOperator;
  auto const a = column("a"), b = column("b"), c = column("c");
  EXPECT_EQ(print(binary(add, a, binary(multiply, b, c))), "a + b * c");
  EXPECT_EQ(print(binary(multiply, binary(add, a, b), c)), "(a + b) * c");
  EXPECT_EQ(print(binary(subtract, binary(subtract, a, b), c)), "a - b - c");
  EXPECT_EQ(print(binary(subtract, a, binary(subtract, b, c))), "a - (b - c)");
  EXPECT_EQ(print(binary(or_, binary(and_, a, b), c)), "a and b or c");
  EXPECT_EQ(print(binary(and_, a, binary(or_, b, c))), "a and (b or c)");
  EXPECT_EQ(print(binary(or_, a, binary(or_, b, c))), "a or (b or c)");
}

TEST(PrintExpression, ComparisonsDoNotChain) {
  using enum BinaryOperator;
  auto const a = column("a"), b = column("b"), c = column("c");
  EXPECT_EQ(print(binary(equal, binary(less, a, b), c)), "(a < b) = c");
  EXPECT_EQ(print(binary(equal, a, binary(less, b, c))), "a = (b < c)");
  EXPECT_EQ(print({IsNull{binary(equal, a, b), true}, {}}), "(a = b) is not null");
  EXPECT_EQ(print({Between{a, b, binary(and_, b, c), false}, {}}), "a between b and (b and c)");
}

TEST(PrintExpression, NotBindsLooserThanComparison) {
  using enum BinaryOperator;
  auto const a = column("a"), b = column("b");
  EXPECT_EQ(print(unary(UnaryOperator::not_, binary(equal, a, b))), "not a = b");
  EXPECT_EQ(print(binary(equal, unary(UnaryOperator::not_, a), b)), "(not a) = b");
  EXPECT_EQ(print(unary(UnaryOperator::not_, binary(and_, a, b))), "not (a and b)");
}

TEST(PrintExpression, TwoMinusesNeverBeginAComment) {
  auto const one = number("1");
  auto const minus = unary(UnaryOperator::minus, one);
  EXPECT_EQ(print(unary(UnaryOperator::minus, minus)), "- -1");
  EXPECT_EQ(print(binary(BinaryOperator::subtract, one, minus)), "1 - -1");
  EXPECT_EQ(print(unary(UnaryOperator::minus, binary(BinaryOperator::add, one, one))), "-(1 + 1)");
}

TEST(PrintExpression, WordsOfExpressionsAreQuotedAsNames) {
  EXPECT_EQ(print(column("current_date")), "\"current_date\"");
  EXPECT_EQ(print({Call{{"current_date", {}}, {}, false, false}, {}}), "current_date");
  EXPECT_EQ(print({Call{{"now", {}}, {}, false, false}, {}}), "now()");
  EXPECT_EQ(print({Call{{"count", {}}, {}, true, false}, {}}), "count(*)");
}

TEST(PrintStatement, ColumnsOfATableStandInColumns) {
  Column id{{"id", {}}, builtin(TypeKind::uuid), Nullability{true, {}}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
  Column email{
      {"email", {}}, builtin(TypeKind::varchar, 255), {}, {}, {}, {}, {}, InlineUnique{}, {}, {}, Text{"it's", {}}, {}};
  Column note{{"note", {}}, builtin(TypeKind::text), {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
  TableConstraint key{Identifier{"pk_users", {}}, PrimaryKey{{{"id", {}}}}, {}};
  CreateTable table{named("users"), {{id, {}}, {email, {}}, {note, {}}, {key, {}}}, Text{"Users", {}}, {}};
  EXPECT_EQ(print(statement(table)),
            "create table users (\n"
            "  id    uuid         not null,\n"
            "  email varchar(255) unique comment 'it''s',\n"
            "  note  text,\n"
            "  constraint pk_users primary key (id)\n"
            ") comment 'Users';");
}

TEST(PrintStatement, OneActionStaysOnTheLineSeveralDoNot) {
  AlterTable alter{named("users"), {{DropColumn{{"a", {}}}, {}}}};
  EXPECT_EQ(print(statement(alter)), "alter table users drop column a;");
  alter.actions.push_back({SetNotNull{{"b", {}}}, {}});
  EXPECT_EQ(print(statement(alter)), "alter table users\n  drop column a,\n  alter column b set not null;");
}

TEST(PrintStatement, SeveralRowsStandOnLinesOfTheirOwn) {
  Insert insert{named("t"), {{"a", {}}}, std::vector<Row>{{{number("1")}, {}}}, OnConflict{{{"a", {}}}, {}, {}, {}}};
  EXPECT_EQ(print(statement(insert)), "insert into t (a) values (1) on conflict (a) do nothing;");
  insert.source = std::vector<Row>{{{number("1")}, {}}, {{Expression{DefaultValue{}, {}}}, {}}};
  EXPECT_EQ(print(statement(insert)), "insert into t (a) values\n  (1),\n  (default)\non conflict (a) do nothing;");
}

TEST(PrintStatement, RawSqlIsKeptByteForByteUnderATagThatItDoesNotHold) {
  EXPECT_EQ(print(statement(Sql{{{}, {" select 1\n", {}}}, false, {}})), "sql $$ select 1\n$$;");
  EXPECT_EQ(print(statement(Sql{{{}, {"do $$ x $$", {}}}, false, {}})), "sql $body$do $$ x $$$body$;");
  EXPECT_EQ(print(statement(Sql{{{}, {"ends in $", {}}}, true, {}})), "sql $body$ends in $$body$ outside transaction;");
  EXPECT_EQ(print(statement(Sql{{{{"mysql", {}}}, {"$$ $body$", {}}}, false, std::vector<Statement>{}})),
            "sql mysql $body2$$$ $body$$body2$ effect { };");
}

TEST(PrintStatement, AnnotationsStandAboveTheStatement) {
  Statement drop = statement(DropTable{named("t")});
  drop.annotations = {{Allow{{"data-loss", {}}, {"it's empty", {}}}, {}},
                      {Timeout{Text{"2s", {}}, Text{"5min", {}}}, {}}};
  EXPECT_EQ(print(drop), "@allow(data-loss, 'it''s empty')\n@timeout(lock '2s', statement '5min')\ndrop table t;");
}

TEST(PrintStatement, AnIndexItemThatIsNoColumnAndNoCallHasParentheses) {
  CreateIndex index{Identifier{"i", {}}, named("t"), false, false, IndexMethod::unspecified, {}, {}, {}};
  index.items = {{column("a"), true, {}},
                 {{Call{{"lower", {}}, {column("b")}, false, false}, {}}, false, {}},
                 {binary(BinaryOperator::add, column("a"), number("1")), false, {}}};
  EXPECT_EQ(print(statement(index)), "create index i on t (a desc, lower(b), (a + 1));");
}

TEST(PrintStatement, LongStatementsAreBrokenAtTheirClauses) {
  Update update;
  update.table = named("users");
  update.assignments = {{{"display_name", {}}, string(std::string(60, 'x'))}};
  update.condition = Expression{IsNull{column("display_name"), false}, {}};
  EXPECT_EQ(print(statement(update)),
            "update users\n  set display_name = '" + std::string(60, 'x') + "'\n  where display_name is null;");
}

TEST(PrintFile, HeaderBlocksAndDowngradeHaveTheirOrderAndBlankLines) {
  Revision revision;
  revision.id.text = "a1";
  revision.message.value = "First";
  revision.labels = {{"core", {}}};
  revision.depends_on = {{"b2", {}}, {"c3", {}}};
  revision.compatible = {{"d4", {}}, {"e5", {}}};
  revision.description = Text{"One\n  two\n\nthree", {}};
  revision.upgrade.statements = {statement(DropTable{named("t")}), statement(CallStep{{"step", {}}})};
  File file;
  file.content = revision;
  EXPECT_EQ(print(file),
            "revision a1 'First';\nrevises base;\ndepends on b2, c3;\nlabels core;\ncompatible with d4, e5;\n"
            "description $$\n  One\n    two\n\n  three\n$$;\n\n"
            "upgrade {\n  drop table t;\n  call step;\n}\n\ndowngrade auto;\n");
}

TEST(PrintFile, WhatCouldNotBeParsedDoesNotStopThePrinter) {
  Revision revision;
  revision.upgrade.statements = {statement(BadStatement{}),
                                 statement(AlterTable{named("t"), {{BadAction{}, {}}}}),
                                 statement(AlterTable{named("t"), {}}),
                                 statement(CreateTable{named("t"), {{BadElement{}, {}}}, {}, {}}),
                                 statement(CreateTable{named("t"), {}, {}, {}}),
                                 statement(CreateType{named("t"), {}}),
                                 statement(Update{}),
                                 statement(Insert{}),
                                 statement(CreateView{}),
                                 statement(CreateIndex{})};
  File file;
  file.content = revision;
  EXPECT_FALSE(print(file).empty());
  file.content = BadFile{};
  EXPECT_EQ(print(file), "");
}

}  // namespace
}  // namespace retort::ast
