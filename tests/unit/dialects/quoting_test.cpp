// SPDX-License-Identifier: Apache-2.0
// Names and literals: quoted when needed only, and never so that a text could end early.
#include <gtest/gtest.h>

#include "compiler/dialects/postgresql/expressions.hpp"
#include "compiler/dialects/skeleton/expressions.hpp"

namespace retort::dialects {
namespace {

TEST(QuotedNames, OnlyWhereTheyNeedIt) {
  auto const& pg = postgresql::spelling();
  for (char const* plain : {"users", "_x", "a1", "name", "value", "type", "key"})
    EXPECT_EQ(pg.identifier(plain), plain);
  EXPECT_EQ(pg.identifier("user"), "\"user\"");
  EXPECT_EQ(pg.identifier("order"), "\"order\"");
  EXPECT_EQ(pg.identifier("time"), "\"time\"");                // a type name to the server's grammar
  EXPECT_EQ(pg.identifier("system_user"), "\"system_user\"");  // reserved since 16
  EXPECT_EQ(pg.identifier("Users"), "\"Users\"");
  EXPECT_EQ(pg.identifier("1st"), "\"1st\"");
  EXPECT_EQ(pg.identifier("größe"), "\"größe\"");
  EXPECT_EQ(pg.identifier("a b"), "\"a b\"");
  EXPECT_EQ(pg.identifier(""), "\"\"");
}

TEST(QuotedNames, QuotesInsideAreDoubled) {
  EXPECT_EQ(postgresql::spelling().identifier("a\"; drop table x; --"), "\"a\"\"; drop table x; --\"");
  EXPECT_EQ(skeleton::spelling().identifier("a\"b"), "\"a\"\"b\"");
}

TEST(QuotedNames, WithTheirSchema) {
  auto const& pg = postgresql::spelling();
  EXPECT_EQ(pg.qualified("", "t"), "t");
  EXPECT_EQ(pg.qualified("billing", "Order"), "billing.\"Order\"");
  EXPECT_EQ(pg.qualified(model::ObjectName{"user", "t"}), "\"user\".t");
  EXPECT_EQ(pg.names(std::vector<std::string>{"a", "order"}), "a, \"order\"");
}

TEST(QuotedText, QuotesAreDoubledAndBackslashesStay) {
  auto const& pg = postgresql::spelling();
  EXPECT_EQ(pg.string("it's"), "'it''s'");
  EXPECT_EQ(pg.string(""), "''");
  EXPECT_EQ(pg.string("a\\"), "'a\\'");
  EXPECT_EQ(pg.string("two\nlines"), "'two\nlines'");
  EXPECT_EQ(pg.bytes("00ff"), "'\\x00ff'::bytea");
  EXPECT_EQ(pg.bytes(""), "'\\x'::bytea");
}

TEST(Parentheses, AreThereWhenAnOperandBindsMoreLoosely) {
  EXPECT_EQ(operand({"a + b", Binds::additive}, Binds::multiplicative), "(a + b)");
  EXPECT_EQ(operand({"a + b", Binds::additive}, Binds::additive), "a + b");
  EXPECT_EQ(operand({"a", Binds::primary}, Binds::primary), "a");
  EXPECT_EQ(operand({"a over b", Binds::unknown}, Binds::or_), "(a over b)");
}

TEST(Join, PutsTheSeparatorBetween) {
  EXPECT_EQ(join({}), "");
  EXPECT_EQ(join({"a"}), "a");
  EXPECT_EQ(join({"a", "b", "c"}, " and "), "a and b and c");
}

TEST(TextFor, PrefersTheNameAndTakesTextForAll) {
  ast::DialectText const mysql{{{"mysql", {}}, {"mariadb", {}}}, {"m", {}}}, all{{}, {"a", {}}};
  EXPECT_EQ(text_for({mysql, all}, "mariadb")->text.value, "m");
  EXPECT_EQ(text_for({mysql, all}, "postgresql")->text.value, "a");
  EXPECT_EQ(text_for({mysql}, "postgresql"), nullptr);
}

}  // namespace
}  // namespace retort::dialects
