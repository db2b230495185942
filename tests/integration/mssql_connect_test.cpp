// SPDX-License-Identifier: Apache-2.0
// From a URL to a session of SQL Server.
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "runtime/drivers/mssql/mssql.hpp"
#include "runtime/drivers/mssql/odbc.hpp"
#include "tests/integration/mssql_fixture.hpp"

namespace retort::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(mssql, ATransactionOfTheApplicationIsRefused) {
  auto const session = connect();
  session->begin();
  EXPECT_THROW(migrator(*session, make(chain(1))).upgrade(), unusable_session);
  session->rollback();
}

TEST_F(mssql, APasswordArrivesAsItIsAndIsInNoError) {
  std::string const password = "p}w;{x=\u00e4'\"!";
  server_.server().refuse_logins(18456, "Login failed for user 'sa', who said " + password + ".");
  auto const url = server_.server().url(part_of_url(password));
  try {
    static_cast<void>(database::from_url(url).open(true));
    FAIL();
  } catch (connection_failed const& refused) {
    EXPECT_THAT(refused.what(), HasSubstr("Login failed for user 'sa'"));
    EXPECT_THAT(refused.what(), Not(HasSubstr(password)));
    EXPECT_THAT(refused.what(), StartsWith("the database 'mssql://sa@127.0.0.1:"));
  }
  server_.server().refuse_logins(0, {});
  // unixODBC takes a connection for Latin-1.
  try {
    static_cast<void>(database::from_url(server_.server().url("\u20ac")).open(true));
    FAIL();
  } catch (connection_failed const& refused) {
    EXPECT_THAT(refused.what(), HasSubstr("beyond U+00FF"));
  }
  static_cast<void>(database::from_url(url).open(true));
  auto const logins = server_.server().logins();
  ASSERT_EQ(logins.size(), 2U);
  EXPECT_EQ(logins[1].password, password);
  EXPECT_EQ(logins[1].user, "sa");
  EXPECT_EQ(logins[1].database, "shop");
  EXPECT_EQ(logins[1].application, "retort");
}

TEST_F(mssql, AServerThatIsNotThereIsWaitedForAndARefusedLoginIsNot) {
  int asked = 0;
  auto where = database::from_url(server_.url());
  server_.server().refuse_logins(18456, "Login failed for user 'sa'.");
  where.wait_for_it({std::chrono::minutes{1}, [&](std::string const&) { ++asked; }});
  EXPECT_THROW(static_cast<void>(where.open(true)), connection_failed);
  EXPECT_EQ(asked, 0);
  server_.server().refuse_logins(18401, "Login failed for user 'sa'. Reason: Server is in script upgrade mode.");
  where.wait_for_it({std::chrono::minutes{1}, [&](std::string const&) {
                       ++asked;
                       server_.server().refuse_logins(0, {});
                     }});
  static_cast<void>(where.open(true));
  EXPECT_EQ(asked, 1);
}

TEST_F(mssql, AServerWithoutEncryptionGetsNoPasswordUnlessThatIsSaid) {
  auto const url = server_.url();
  auto const plain = url.find("&encrypt=no");
  ASSERT_NE(plain, std::string::npos);
  EXPECT_THROW(static_cast<void>(database::from_url(url.substr(0, plain)).open(true)), connection_failed);
  EXPECT_TRUE(server_.server().logins().empty());
}

TEST_F(mssql, AServerOlderThanTheBundleSaysIsRefused) {
  server_.answer_with([](std::string const& batch) -> std::optional<tds_answer> {
    if (batch.find("then N'2019'") == std::string::npos) return std::nullopt;
    return tds_answer().rows({tds_type::text}, {{"2017"}});
  });
  bundle_defaults said;
  said.oldest = "2019";
  auto const session = connect();
  EXPECT_THROW(migrator(*session, make_bundle(retort::dialect::mssql, chain(1), said)).upgrade(), unusable_session);
  said.oldest = "2017";
  migrator(*session, make_bundle(retort::dialect::mssql, chain(1), said)).upgrade();
  EXPECT_THAT(server_.heads(), ::testing::ElementsAre("r1"));
}

TEST_F(mssql, ASessionOfAnotherDatabaseIsRefused) {
  server_.server().call_itself("PostgreSQL");
  EXPECT_EQ(refusal<unusable_session>(chain(1)),
            "the session is one of PostgreSQL, and the bundle is made for SQL Server");
}

TEST(mssql_url, BecomesWhatTheDriverUnderstands) {
  auto const said = [](std::string const& url, char const* driver) {
    return drivers::mssql::connect_string(drivers::parse_url(url), driver);
  };
  EXPECT_EQ(said("mssql://app:p%7Dw;@db.example:1444/shop", "ODBC Driver 18 for SQL Server"),
            "DRIVER={ODBC Driver 18 for SQL "
            "Server};SERVER={db.example,1444};Encrypt={yes};TrustServerCertificate={no};ConnectRetryCount=0;"
            "APP={retort};DATABASE={shop};UID={app};PWD={p}}w;};");
  EXPECT_EQ(said("mssql://app:p%7Dw;@db.example/shop", "FreeTDS"),
            "DRIVER={FreeTDS};SERVER={db.example};PORT={1433};TDS_Version=7.4;ClientCharset=UTF-8;Encryption=require;"
            "Timeout={10};APP={retort};DATABASE={shop};UID={app};PWD={p}w;};");
  // As SQLAlchemy writes it; without a login, that of the system.
  EXPECT_EQ(
      said("mssql+pyodbc://db/shop?Encrypt=no&TrustServerCertificate=Yes&application_name=x", "mine"),
      "DRIVER={mine};SERVER={db};Encrypt={no};TrustServerCertificate={yes};ConnectRetryCount=0;APP={x};DATABASE={shop};"
      "Trusted_Connection=yes;");
  // An instance has a port of its own, which its name tells.
  EXPECT_THAT(said("mssql://a:b@db%5CSALES/shop?connect_timeout=3&encrypt=strict", "/usr/lib/libtdsodbc.so"),
              HasSubstr("SERVER={db\\SALES};TDS_Version=7.4;ClientCharset=UTF-8;Encryption=strict;Timeout={3};"));
}

TEST(mssql_url, ThatCannotBeSaidIsRefusedWithoutItsPassword) {
  for (auto const& [url, words] : std::vector<std::pair<std::string, std::string>>{
           {"mssql://a:Secret1@h/d?odbc_connect=x", "an option 'odbc_connect', which is none of driver, encrypt"},
           {"mssql://a:Secret1@h/d?encrypt=perhaps",
            "the option 'encrypt' of the database URL is yes or no, or strict"},
           {"mssql://a:Secret1@h/d?trust_server_certificate=strict", "is yes or no"},
           {"mssql://a:Secret1@h/d?connect_timeout=soon", "a number of seconds"},
           {"mssql://a:Secret1%7D;UID=sa@h/d", "FreeTDS cannot be told a text that holds '};' (PWD)"},
           {"mssql://a:Secret1@h/" + std::string(1000, 'd'), "longer than a connection by ODBC can be told"}}) {
    try {
      static_cast<void>(drivers::mssql::connect_string(drivers::parse_url(url), "FreeTDS"));
      ADD_FAILURE() << url;
    } catch (drivers::database_error const& refused) {
      EXPECT_THAT(refused.what(), HasSubstr(words));
      EXPECT_THAT(refused.what(), Not(HasSubstr("Secret1")));
    }
  }
}

TEST(mssql_url, GoesToTheNewestDriver) {
  using drivers::mssql::best_driver;
  EXPECT_EQ(best_driver({"FreeTDS", "ODBC Driver 9 for SQL Server", "ODBC Driver 18 for SQL Server", "SQLite3"}),
            "ODBC Driver 18 for SQL Server");
  EXPECT_EQ(best_driver({"SQLite3", "FreeTDS", "PostgreSQL Unicode"}), "FreeTDS");
  EXPECT_EQ(best_driver({"SQLite3"}), "");
}

TEST(mssql_text, GoesToUtf16AndBack) {
  using namespace drivers::mssql;
  EXPECT_EQ(to_utf16("a\u00e4\u20ac\U0001F600"), u"a\u00e4\u20ac\U0001F600");
  EXPECT_EQ(to_utf8(u"a\u00e4\u20ac\U0001F600"), "a\u00e4\u20ac\U0001F600");
  // Broken, too long, half a pair.
  EXPECT_EQ(to_utf16("\xC3|\xC0\x80|\xED\xA0\x80|\xF4\x90\x80\x80|\xFF"),
            u"\uFFFD|\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD\uFFFD|\uFFFD");
  EXPECT_EQ(to_utf8(std::u16string{u'x', char16_t{0xD83D}, u'y', char16_t{0xDE00}}), "x\uFFFDy\uFFFD");
}

}  // namespace
}  // namespace retort::testing
