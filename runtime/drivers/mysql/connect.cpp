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

// https://dev.mysql.com/doc/mysql-errors/8.4/en/client-error-reference.html
bool may_pass(database_url const&, database_error const& refused) {
  switch (refused.native_code()) {
    case 1040:  // too many connections
    case 1047:  // a node of a cluster that is joining it, or has no quorum
    case 1053:  // the server shuts down
    case 2002:  // nobody listens: on the socket,
    case 2003:  // or on the port
    case 2005:  // the name of the host is not known (yet)
    case 2006:  // the server went away while it was greeted
    case 2013:
      return true;
    default:
      return false;
  }
}

std::unique_ptr<soci::session> connect(database_url const& url, bool) {
  auto const text = connect_string(url);
  try {
    return std::make_unique<soci::session>(*soci::factory_mysql(), text);
  } catch (soci::soci_error const& refused) {
    auto const* own = dynamic_cast<soci::mysql_soci_error const*>(&refused);
    throw database_error("the database " + display(url) +
                             " cannot be reached: " + without_secret(refused.get_error_message(), url.password),
                         error_kind::connection, {}, own == nullptr ? 0 : static_cast<long>(own->err_num_));
  } catch (std::runtime_error const& refused) {
    // There is no libmariadb to load (see on_demand/libmariadb.cpp).
    throw database_error("the database " + display(url) + " cannot be reached: " + refused.what(),
                         error_kind::connection, {}, 0);
  }
}

std::unique_ptr<soci::session> connect_like(soci::session& session) {
  auto const& like = *static_cast<soci::mysql_session_backend*>(session.get_backend())->conn_;
  std::string text;
  auto const add = [&](std::string_view name, char const* value) {
    if (value != nullptr && *value != '\0') text += option_text(name, value);
  };
  add("host", like.host);
  if (like.unix_socket == nullptr && like.port != 0) text += option_text("port", std::to_string(like.port));
  add("unix_socket", like.unix_socket);
  add("user", like.user);
  add("password", like.passwd);
  add("db", like.db);
  add("sslca", like.options.ssl_ca);
  add("sslcert", like.options.ssl_cert);
  add("sslkey", like.options.ssl_key);
  text += option_text("connect_timeout", "10");
  try {
    return std::make_unique<soci::session>(*soci::factory_mysql(), text);
  } catch (soci::soci_error const& refused) {
    throw database_error("a second connection, which renews the lock, cannot be made: " +
                             without_secret(refused.get_error_message(), like.passwd == nullptr ? "" : like.passwd),
                         error_kind::connection, {}, 0);
  }
}

}  // namespace retort::drivers::mysql
