// SPDX-License-Identifier: Apache-2.0
// Database URLs: their parts, escapes, faults; and that no message repeats a password.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/drivers/url.hpp"

namespace retort::drivers {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

std::string refusal(std::string const& url) {
  try {
    (void)parse_url(url);
    return "accepted";
  } catch (url_error const& wrong) {
    return wrong.what();
  }
}

TEST(url, three_slashes_are_a_relative_file_and_four_an_absolute_one) {
  EXPECT_EQ(parse_url("sqlite:///shop.db").database, "shop.db");
  EXPECT_EQ(parse_url("sqlite:///data/shop.db").database, "data/shop.db");
  EXPECT_EQ(parse_url("sqlite:////var/lib/shop.db").database, "/var/lib/shop.db");
  EXPECT_EQ(parse_url("sqlite:////var/my%20shop.db").database, "/var/my shop.db");
  EXPECT_EQ(parse_url("sqlite://").database, ":memory:");
  EXPECT_THAT(refusal("sqlite://shop.db"), HasSubstr("three slashes"));
}

TEST(url, a_server_is_taken_apart_and_decoded) {
  auto const url =
      parse_url("postgresql://us%40er:p%3Aw%2F%25@db.example:6432/sh%20op?sslmode=require&options=-c%20a%3Db");
  EXPECT_EQ(url.dialect, dialect::postgresql);
  EXPECT_EQ(url.user, "us@er");
  EXPECT_EQ(url.password, "p:w/%");
  EXPECT_EQ(url.host, "db.example");
  EXPECT_EQ(url.port, "6432");
  EXPECT_EQ(url.database, "sh op");
  EXPECT_THAT(url.options, ElementsAre(Pair("sslmode", "require"), Pair("options", "-c a=b")));
}

TEST(url, parts_may_be_left_out) {
  auto const url = parse_url("postgresql:///shop?host=/tmp");
  EXPECT_THAT(url.user, IsEmpty());
  EXPECT_FALSE(url.has_password);
  EXPECT_THAT(url.host, IsEmpty());
  EXPECT_EQ(url.database, "shop");
  EXPECT_EQ(parse_url("postgresql://host").database, "");
  EXPECT_EQ(parse_url("postgresql://[::1]:5433/shop").host, "::1");
  EXPECT_EQ(parse_url("postgresql://[::1]:5433/shop").port, "5433");
}

TEST(url, the_names_others_use_are_understood) {
  EXPECT_EQ(parse_url("postgresql+psycopg2://h/d").dialect, dialect::postgresql);
  EXPECT_EQ(parse_url("postgres://h/d").dialect, dialect::postgresql);
  EXPECT_EQ(parse_url("POSTGRESQL://h/d").dialect, dialect::postgresql);
  EXPECT_EQ(parse_url("mysql+pymysql://h/d").dialect, dialect::mysql);
}

TEST(url, a_password_that_was_not_encoded_is_taken_whole) {
  EXPECT_EQ(parse_url("postgresql://u:p@ss@h/d").password, "p@ss");
  EXPECT_EQ(parse_url("postgresql://u:p@ss@h/d").host, "h");
  EXPECT_EQ(parse_url("postgresql://u:p?ss@h/d?a=b").password, "p?ss");
  EXPECT_EQ(parse_url("postgresql://u:p/ss@h/d").password, "p/ss");
}

TEST(url, an_at_in_an_option_is_not_the_end_of_a_login) {
  auto const url = parse_url("postgresql://u:p@h/d?options=-c%20a=b@c");
  EXPECT_EQ(url.host, "h");
  EXPECT_EQ(url.password, "p");
  EXPECT_THAT(url.options, ElementsAre(Pair("options", "-c a=b@c")));
  EXPECT_EQ(parse_url("postgresql://h/d?user=a@b").database, "d");
  EXPECT_EQ(parse_url("postgresql://h/d?user=a@b").host, "h");
  EXPECT_EQ(parse_url("sqlite:///shop.db?name=a@b").database, "shop.db");
  EXPECT_EQ(parse_url("postgresql://u:p/s?s@h/d?a=b").password, "p/s?s");
}

TEST(url, what_is_wrong_is_said_without_the_password) {
  for (auto const* url :
       {"postgresql://u:secret@h:port/d", "postgresql://u:secret@h:0/d", "postgresql://u:secret@h:70000/d",
        "postgresql://u:secret%zz@h/d", "oracle://u:secret@h/d", "u:secret@h/d", "postgresql://u:secret@h/d?option",
        "postgresql://u:secret%0@h/d", "postgresql://u:secret@[::1/d", "postgresql://u:secret@h/d%00"}) {
    EXPECT_THAT(refusal(url), Not(HasSubstr("secret"))) << url;
    EXPECT_NE(refusal(url), "accepted") << url;
  }
  EXPECT_THAT(refusal("oracle://h/d"), HasSubstr("'oracle' is not a kind of database"));
}

TEST(url, what_is_displayed_has_neither_password_nor_options) {
  auto const url = parse_url("postgresql://u:secret@h:1/d?password=secret");
  EXPECT_EQ(display(url), "'postgresql://u@h:1/d'");
}

TEST(url, encoding_is_the_inverse_of_decoding) {
  std::string all;
  for (int c = 1; c < 256; ++c) all += static_cast<char>(c);
  EXPECT_EQ(parse_url("postgresql://" + percent_encode(all) + "@h/d").user, all);
}

TEST(url, secrets_are_masked_wherever_they_stand) {
  EXPECT_EQ(without_secret("a secret, secretsecret", "secret"), "a ***, ******");
  EXPECT_EQ(without_secret("nothing", ""), "nothing");
  EXPECT_EQ(without_secret("u:p@h, port 1, password \"p\"", "p"), "u:***@h, port 1, password \"***\"");
}

}  // namespace
}  // namespace retort::drivers
