// SPDX-License-Identifier: Apache-2.0
// Parameters of MySQL and MariaDB, which stand in the text itself.
#include "runtime/drivers/mysql/messages.hpp"

#include <gtest/gtest.h>

namespace retort::drivers::mysql {
namespace {

std::string filled_in(std::string_view sql, std::vector<std::string> const& parameters) {
  return filled(sql, parameters, words::mariadb());
}

TEST(mysql_parameters, stand_in_their_places) {
  EXPECT_EQ(filled_in("insert into t values (@p1, @p2)", {"a", "b"}), "insert into t values ('a', 'b')");
  EXPECT_EQ(filled_in("@p2@p1@p2", {"a", "b"}), "'b''a''b'");
  EXPECT_EQ(filled_in("select 1", {}), "select 1");
  EXPECT_EQ(filled_in("", {"a"}), "");
}

TEST(mysql_parameters, have_more_than_one_digit) {
  std::vector<std::string> const twelve{"1", "2", "3", "4", "5", "6", "7", "8", "9", "x", "y", "z"};
  EXPECT_EQ(filled_in("@p1, @p10, @p12", twelve), "'1', 'x', 'z'");
}

TEST(mysql_parameters, are_quoted_and_not_filled_again) {
  EXPECT_EQ(filled_in("values (@p1, @p2)", {"it's @p2 \\", "`@p1`"}), "values ('it''s @p2 \\\\', '`@p1`')");
}

TEST(mysql_parameters, are_not_looked_for_in_names_and_texts) {
  EXPECT_EQ(filled_in("update `@p1``@p1` set a = '@p1''@p1' where b = @p1", {"x"}),
            "update `@p1``@p1` set a = '@p1''@p1' where b = 'x'");
  EXPECT_EQ(filled_in("update `@p1", {"x"}), "update `@p1");
}

TEST(mysql_parameters, that_are_not_there_are_left_to_the_server) {
  EXPECT_EQ(filled_in("@p0, @p3, @p, @q1", {"x", "y"}), "@p0, @p3, @p, @q1");
}

TEST(mysql_settings, outlive_what_changes_the_schema_and_nothing_else) {
  for (auto const* sql : {"create table t (\n  a int\n)", "CREATE TABLE t (a int)", "alter table t add column b int",
                          "drop index ix on t", "create unique index ix on t (a)", "rename table t to u"})
    EXPECT_TRUE(leaves_settings_alone(sql)) << sql;
  for (auto const* sql :
       {"set sql_mode = ''", "insert into t values (f())", "create table t as select f()", "CREATE TABLE t SELECT f()",
        "create table t (a int); set autocommit = 0", "create /* x */ table t (a int)", "do 0", "", "call p()",
        "create table t (a int) /*M! select 1 */", "create view v as table t", "create trigger t"})
    EXPECT_FALSE(leaves_settings_alone(sql)) << sql;
}

}  // namespace
}  // namespace retort::drivers::mysql
