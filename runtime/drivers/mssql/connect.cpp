// SPDX-License-Identifier: Apache-2.0
// From a URL to a session of SOCI, over one of the two drivers that there are for SQL Server.
#include <soci/odbc/soci-odbc.h>
#include <soci/soci.h>

#include <algorithm>
#include <array>

#include "runtime/drivers/mssql/mssql.hpp"
#include "runtime/drivers/mssql/odbc.hpp"

namespace retort::drivers::mssql {
namespace {

[[noreturn]] void refuse(database_url const& url, std::string const& words, std::string const& sqlstate = {},
                         long native = 0) {
  throw database_error("the database " + display(url) + " cannot be reached: " + words, error_kind::connection,
                       sqlstate, native);
}

// SQLAlchemy's `TrustServerCertificate` and our `trust_server_certificate` are one.
std::string option_name(std::string_view written) {
  std::string out;
  for (char const c : written)
    if (c != '_' && c != ' ') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::string const* option(database_url const& url, std::string_view name) {
  auto const found = std::find_if(url.options.begin(), url.options.end(),
                                  [&](auto const& one) { return option_name(one.first) == name; });
  return found == url.options.end() ? nullptr : &found->second;
}

bool is_freetds(std::string_view driver) {
  auto const name = option_name(driver);
  return name.find("freetds") != std::string::npos || name.find("tdsodbc") != std::string::npos;
}

// A keyword and its value. In braces everything is text but the brace that ends it: Microsoft's driver takes two for
// one, FreeTDS ends at the first with a semicolon behind it.
// https://learn.microsoft.com/en-us/sql/odbc/reference/syntax/sqldriverconnect-function
std::string pair(database_url const& url, std::string_view keyword, std::string_view value, bool freetds) {
  std::string out(keyword);
  out += "={";
  for (char const c : value) out.append(c == '}' && !freetds ? 2 : 1, c);
  if (freetds && value.find("};") != std::string_view::npos)
    refuse(url, "FreeTDS cannot be told a text that holds '};' (" + std::string(keyword) + ")");
  return out + "};";
}

std::string yes_or_no(database_url const& url, std::string const& name, std::string const& value) {
  auto const text = option_name(value);
  for (std::string_view const yes : {"yes", "true", "1", "mandatory"})
    if (text == yes) return "yes";
  for (std::string_view const no : {"no", "false", "0", "optional"})
    if (text == no) return "no";
  if (name == "encrypt" && text == "strict") return text;
  refuse(url, "the option '" + name + "' of the database URL is yes or no" + (name == "encrypt" ? ", or strict" : ""));
}

std::vector<std::string> installed_drivers() {
  SQLHENV environment = SQL_NULL_HENV;
  std::vector<std::string> out;
  if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &environment))) return out;
  SQLSetEnvAttr(environment, SQL_ATTR_ODBC_VERSION, reinterpret_cast<SQLPOINTER>(SQL_OV_ODBC3), 0);
  std::array<SQLCHAR, 256> name{}, about{};
  SQLSMALLINT length = 0, about_length = 0;
  SQLUSMALLINT direction = SQL_FETCH_FIRST;
  while (SQL_SUCCEEDED(SQLDrivers(environment, direction, name.data(), static_cast<SQLSMALLINT>(name.size()), &length,
                                  about.data(), static_cast<SQLSMALLINT>(about.size()), &about_length))) {
    direction = SQL_FETCH_NEXT;
    out.emplace_back(reinterpret_cast<char const*>(name.data()));
  }
  SQLFreeHandle(SQL_HANDLE_ENV, environment);
  return out;
}

}  // namespace

std::string best_driver(std::vector<std::string> const& installed) {
  // "ODBC Driver 18 for SQL Server" before 17: the highest of one length.
  std::string best, other;
  for (auto const& name : installed) {
    if (name.starts_with("ODBC Driver ") && name.ends_with(" for SQL Server"))
      best = std::max(best, name, [](std::string const& a, std::string const& b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
      });
    if (is_freetds(name)) other = name;
  }
  return best.empty() ? other : best;
}

// SOCI has room for so many characters of the text that the driver makes of this one.
constexpr std::size_t most_characters = 900;

// https://learn.microsoft.com/en-us/sql/connect/odbc/dsn-connection-string-attribute,
// https://www.freetds.org/userguide/OdbcConnAttr.html
std::string connect_string(database_url const& url, std::string_view driver) {
  constexpr std::string_view known[] = {"driver", "encrypt", "trustservercertificate", "connecttimeout",
                                        "applicationname"};
  for (auto const& [name, value] : url.options)
    if (std::find(std::begin(known), std::end(known), option_name(name)) == std::end(known))
      refuse(url, "the database URL has an option '" + name +
                      "', which is none of driver, encrypt, trust_server_certificate, connect_timeout, "
                      "application_name");
  bool const freetds = is_freetds(driver);
  auto const add = [&](std::string_view keyword, std::string_view value) { return pair(url, keyword, value, freetds); };
  auto const* encrypt = option(url, "encrypt");
  auto const encrypted = encrypt == nullptr ? std::string("yes") : yes_or_no(url, "encrypt", *encrypt);
  auto const* trust = option(url, "trustservercertificate");
  auto const trusted = trust == nullptr ? std::string("no") : yes_or_no(url, "trust_server_certificate", *trust);
  auto const* application = option(url, "applicationname");
  auto const* timeout = option(url, "connecttimeout");
  if (timeout != nullptr &&
      (timeout->empty() || timeout->size() > 4 || timeout->find_first_not_of("0123456789") != std::string::npos))
    refuse(url, "the option 'connect_timeout' of the database URL is a number of seconds");
  std::string const host = url.host.empty() ? "localhost" : url.host;
  std::string out = add("DRIVER", driver);
  if (freetds) {
    out += add("SERVER", host);
    // An instance is found by its name.
    if (!url.port.empty() || host.find('\\') == std::string::npos)
      out += add("PORT", url.port.empty() ? "1433" : url.port);
    out += "TDS_Version=7.4;ClientCharset=UTF-8;";
    // "request" is the encryption of the login alone.
    out += encrypted == "yes"  ? "Encryption=require;"
           : encrypted == "no" ? "Encryption=request;"
                               : "Encryption=strict;";
    out += add("Timeout", timeout == nullptr ? "10" : *timeout);
  } else {
    out += add("SERVER", host + (url.port.empty() ? "" : "," + url.port));
    out += add("Encrypt", encrypted) + add("TrustServerCertificate", trusted);
    // A connection that the driver makes anew behind our back would have lost the lock.
    out += "ConnectRetryCount=0;";
  }
  out += add("APP", application == nullptr ? "retort" : *application);
  if (!url.database.empty()) out += add("DATABASE", url.database);
  if (url.user.empty())
    out += freetds ? "" : "Trusted_Connection=yes;";  // Kerberos, which FreeTDS takes where there is no login
  else
    out += add("UID", url.user) + add("PWD", url.password);
  if (out.size() > most_characters) refuse(url, "the database URL is longer than a connection by ODBC can be told");
  return out;
}

bool exists(database_url const&) { return true; }

bool may_pass(database_url const&, database_error const& refused) {
  switch (refused.native_code()) {
    case 18401:  // the server is starting: it takes no logins yet
    case 17142:  // it is paused,
    case 17148:  // or stops
    case 17187:  // not ready for connections yet
    case 6005:
    case 922:  // the database is being recovered
    case 983:  // of an availability group, whose primary is not there
    case 40197:
    case 40501:
    case 40613:  // Azure: the database is not there at the moment
      return true;
    case 18456:  // the login is refused
    case 18452:
    case 4060:  // there is no such database
      return false;
    default:
      break;
  }
  auto const& state = refused.sqlstate();
  return state.starts_with("08") || state == "HYT00" || state == "S1T00" || state == "HYT01";
}

std::unique_ptr<soci::session> connect(database_url const& url, bool) {
  try {
    auto const* named = option(url, "driver");
    auto const driver = named != nullptr ? *named : best_driver(installed_drivers());
    if (driver.empty())
      refuse(url,
             "no ODBC driver for SQL Server is installed; 'ODBC Driver 18 for SQL Server' of Microsoft is one, FreeTDS "
             "(Debian: tdsodbc) another");
    auto const text = to_latin1(connect_string(url, driver));
    if (!text) refuse(url, "its URL has a character beyond U+00FF, which a connection by unixODBC cannot be told");
    soci::connection_parameters with(*soci::factory_odbc(), *text);
    // Nobody is there to be asked for what is missing.
    with.set_option(soci::odbc_option_driver_complete, "0");
    return std::make_unique<soci::session>(with);
  } catch (soci::odbc_soci_error const& refused) {
    auto words = without_senders(from_latin1(reinterpret_cast<char const*>(refused.odbc_error_message())));
    refuse(url, without_secret(words, url.password), reinterpret_cast<char const*>(refused.odbc_error_code()),
           static_cast<long>(refused.native_error_code()));
  } catch (soci::soci_error const& refused) {
    refuse(url, without_secret(refused.get_error_message(), url.password));
  } catch (database_error const&) {
    throw;
  } catch (std::runtime_error const& refused) {
    // There is no libodbc to load (see on_demand/libodbc.cpp).
    refuse(url, refused.what());
  }
}

}  // namespace retort::drivers::mssql
