// SPDX-License-Identifier: Apache-2.0
// What is quoted, what is a comment, where a statement ends.
#include "runtime/script/sql_text.hpp"

#include <gmock/gmock.h>

namespace retort::script {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "code|'quoted'|-- comment", with the kind in front.
std::vector<std::string> kinds(std::string_view sql, Quoting quoting) {
  std::vector<std::string> out;
  std::string whole;
  for (auto const& piece : pieces_of(sql, quoting)) {
    auto const sign = piece.what == sql_piece::kind::code     ? "code "
                      : piece.what == sql_piece::kind::quoted ? "quoted "
                                                              : "comment ";
    out.push_back(sign + std::string(piece.text));
    whole += piece.text;
  }
  EXPECT_EQ(whole, sql);
  return out;
}

TEST(SqlText, OfPostgreSql) {
  EXPECT_THAT(kinds(R"(a 'it''s' "b""c" E'\'' x'\')", Quoting::postgresql),
              ElementsAre("code a ", "quoted 'it''s'", "code  ", R"(quoted "b""c")", "code  E", R"(quoted '\'')",
                          "code  x", R"(quoted '\')"));
  EXPECT_THAT(kinds("f($$ a;'b $$, $t$ $$ $t$, a$1, b$2) -- c 'd\n/* e /* f */ ' */ # g", Quoting::postgresql),
              ElementsAre("code f(", "quoted $$ a;'b $$", "code , ", "quoted $t$ $$ $t$", "code , a$1, b$2) ",
                          "comment -- c 'd", "code \n", "comment /* e /* f */ ' */", "code  # g"));
  EXPECT_THAT(kinds("'not closed", Quoting::postgresql), ElementsAre("quoted 'not closed"));
  EXPECT_THAT(kinds("", Quoting::postgresql), IsEmpty());
}

TEST(SqlText, OfMySql) {
  EXPECT_THAT(kinds(R"(`a``b` '\'' "c" # d
/* e /* */ f)",
                    Quoting::mysql),
              ElementsAre("quoted `a``b`", "code  ", R"(quoted '\'')", "code  ", "quoted \"c\"", "code  ",
                          "comment # d", "code \n", "comment /* e /* */", "code  f"));
}

TEST(SqlText, StatementsStandWithoutWhatIsAroundThem) {
  EXPECT_THAT(statements_of("update t set a = ';' ;\n-- done\n"), ElementsAre("update t set a = ';'"));
  EXPECT_THAT(statements_of("-- first\ninsert into t values (1); # x\n/* y */ delete from t where a = '#'"),
              ElementsAre("insert into t values (1)", "delete from t where a = '#'"));
  EXPECT_THAT(statements_of("-- nothing\n;;"), IsEmpty());
  EXPECT_THAT(statements_of("select 1 -- one\n + 2"), ElementsAre("select 1 -- one\n\n + 2"));
  EXPECT_THAT(statements_of("/*!40101 set a = 1 */;"), ElementsAre("/*!40101 set a = 1 */"));
}

TEST(SqlText, FirstWords) {
  EXPECT_THAT(first_words("/* event */ CREATE or replace definer='u'@'h' Procedure p()", 5),
              ElementsAre("create", "or", "replace", "definer", "procedure"));
  EXPECT_THAT(first_words("'create'", 2), IsEmpty());
}

}  // namespace
}  // namespace retort::script
