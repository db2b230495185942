// SPDX-License-Identifier: Apache-2.0
// From a URL to a session of SOCI.
#include <soci/mysql/soci-mysql.h>
#include <soci/soci.h>

#include <algorithm>
#include <iterator>

#include "runtime/drivers/mysql/mysql.hpp"

namespace retort::drivers::mysql {
namespace {

// SOCI's own form: name='value', with a backslash before quotes and backslashes.
std::string option_text(std::string_view name, std::string_view value) {
  std::string out = std::string(name) + "='";
  for (char const c : value) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "' ";
}

std::string connect_string(database_url const& url) {
  // The names of the client library for what the URL may say, and SOCI's for the same.
  constexpr std::pair<std::string_view, std::string_view> known[] = {
      {"unix_socket", "unix_socket"}, {"ssl_ca", "sslca"},    {"ssl_cert", "sslcert"},
      {"ssl_key", "sslkey"},          {"charset", "charset"}, {"connect_timeout", "connect_timeout"}};
  std::string out;
  bool has_timeout = false;
  // "localhost" is a socket to the client library, whatever the port.
  if (!url.host.empty())
    out += option_text("host", url.host == "localhost" && !url.port.empty() ? "127.0.0.1" : url.host);
  if (!url.port.empty()) out += option_text("port", url.port);
  if (!url.user.empty()) out += option_text("user", url.user);
  if (url.has_password) out += option_text("password", url.password);
  if (!url.database.empty()) out += option_text("db", url.database);
  for (auto const& option : url.options) {
    auto const found =
        std::find_if(std::begin(known), std::end(known), [&](auto const& k) { return k.first == option.first; });
    if (found == std::end(known))
      throw database_error("the database URL has an option '" + option.first +
                               "', which is none of unix_socket, ssl_ca, ssl_cert, ssl_key, charset, connect_timeout",
                           error_kind::connection, {}, 0);
    has_timeout = has_timeout || option.first == "connect_timeout";
    out += option_text(found->second, option.second);
  }
  return has_timeout ? out : out + "connect_timeout='10' ";
}

}  // namespace

bool exists(database_url const&) { return true; }

std::unique_ptr<soci::session> connect(database_url const& url, bool) {
  auto const text = connect_string(url);
  try {
    return std::make_unique<soci::session>(*soci::factory_mysql(), text);
  } catch (soci::soci_error const& refused) {
    throw database_error("the database " + display(url) +
                             " cannot be reached: " + without_secret(refused.get_error_message(), url.password),
                         error_kind::connection, {}, 0);
  } catch (std::runtime_error const& refused) {
    // There is no libmariadb to load (see on_demand/libmariadb.cpp).
    throw database_error("the database " + display(url) + " cannot be reached: " + refused.what(),
                         error_kind::connection, {}, 0);
  }
}

}  // namespace retort::drivers::mysql
