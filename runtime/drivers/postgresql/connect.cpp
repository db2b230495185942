// SPDX-License-Identifier: Apache-2.0
// From a URL to a session of SOCI, and from a session to another one like it.
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <libpq-fe.h>

#include <algorithm>
#include <cstdlib>

#include "runtime/drivers/postgresql/postgresql.hpp"

namespace retort::drivers::postgresql {
namespace {

// A percent-encoded URI with at least one query parameter: SOCI takes the string apart at '=' and blanks and puts it
// together again, and this is the form that survives it.
std::string connect_string(database_url const& url) {
  auto const given = [&](std::string_view name) {
    return std::any_of(url.options.begin(), url.options.end(), [&](auto const& o) { return o.first == name; });
  };
  std::string out = "postgresql://";
  if (!url.user.empty() || url.has_password) {
    out += percent_encode(url.user);
    if (url.has_password) out.append(":").append(percent_encode(url.password));
    out += "@";
  }
  bool const v6 = url.host.find(':') != std::string::npos;
  out += v6 ? std::string("[").append(url.host).append("]") : percent_encode(url.host);
  if (!url.port.empty()) out.append(":").append(url.port);
  out.append("/").append(percent_encode(url.database)).append("?fallback_application_name=retort");
  if (!given("connect_timeout") && std::getenv("PGCONNECT_TIMEOUT") == nullptr) out += "&connect_timeout=10";
  for (auto const& [name, value] : url.options)
    out.append("&").append(percent_encode(name)).append("=").append(percent_encode(value));
  return out;
}

std::unique_ptr<soci::session> opened(std::string const& text) {
  auto session = std::make_unique<soci::session>(*soci::factory_postgresql(), text);
  // Without this libpq writes notices ("table … already exists, skipping") to standard error.
  PQsetNoticeReceiver(
      static_cast<soci::postgresql_session_backend*>(session->get_backend())->conn_, [](void*, PGresult const*) {},
      nullptr);
  return session;
}

// In one line, without what SOCI puts in front.
std::string words_of(soci::soci_error const& refused) {
  std::string words = refused.get_error_message();
  constexpr std::string_view prefix = "Cannot establish connection to the database.";
  if (words.starts_with(prefix)) words = words.substr(prefix.size());
  words.erase(0, words.find_first_not_of(" \n"));
  while (!words.empty() && (words.back() == '\n' || words.back() == ' ')) words.pop_back();
  std::erase(words, '\t');
  std::replace(words.begin(), words.end(), '\n', ' ');
  return words;
}

struct options_freer {
  void operator()(PQconninfoOption* options) const noexcept { PQconninfoFree(options); }
};

}  // namespace

bool exists(database_url const&) { return true; }

// The words of a refusal are in the language of the server; PQping() tells a server that starts, stops or is not there
// from one that refuses the login, and needs no login for it.
// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PQPINGPARAMS
bool may_pass(database_url const& url, database_error const& refused) {
  // PgBouncer takes the login for a server that it cannot reach, and hangs up at the first question. The second
  // sentence is libpq's. The others are the server's, where it speaks English: one that has refused for such a reason
  // may be ready by the time of the ping, which would then say nothing of why it did.
  std::string_view const words = refused.what();
  for (std::string_view const passing :
       {"server login has been failing", "server closed the connection unexpectedly", "database system is starting up",
        "database system is not yet accepting connections", "database system is shutting down",
        "database system is in recovery mode"})
    if (words.find(passing) != std::string_view::npos) return true;
  auto plain = url;
  plain.has_password = false;
  std::erase_if(plain.options, [](auto const& option) { return option.first.find("password") != std::string::npos; });
  auto const answer = PQping(connect_string(plain).c_str());
  return answer == PQPING_REJECT || answer == PQPING_NO_RESPONSE;
}

std::unique_ptr<soci::session> connect(database_url const& url, bool) {
  try {
    return opened(connect_string(url));
  } catch (soci::soci_error const& refused) {
    auto words = words_of(refused);
    words = without_secret(without_secret(words, url.password), percent_encode(url.password));
    for (auto const& [name, value] : url.options)
      if (name.find("password") != std::string::npos)
        words = without_secret(without_secret(words, value), percent_encode(value));
    throw database_error("the database " + display(url) + " cannot be reached: " + words, error_kind::connection, {},
                         0);
  } catch (std::runtime_error const& refused) {
    // There is no libpq to load (see on_demand/libpq.cpp).
    throw database_error("the database " + display(url) + " cannot be reached: " + refused.what(),
                         error_kind::connection, {}, 0);
  }
}

// Everything it was connected with, the password too, wherever that came from.
std::unique_ptr<soci::session> connect_like(soci::session& session) {
  auto* const connection = static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
  std::unique_ptr<PQconninfoOption, options_freer> const options(PQconninfo(connection));
  std::string text = "postgresql://";
  std::string password;
  for (auto const* option = options.get(); option != nullptr && option->keyword != nullptr; ++option) {
    if (option->val == nullptr || *option->val == '\0') continue;
    if (std::string_view(option->keyword) == "password") password = option->val;
    text.append(text.back() == '/' ? "?" : "&").append(option->keyword).append("=").append(percent_encode(option->val));
  }
  try {
    return opened(text);
  } catch (soci::soci_error const& refused) {
    throw database_error(
        "a second connection, which renews the lock, cannot be made: " + without_secret(words_of(refused), password),
        error_kind::connection, {}, 0);
  }
}

}  // namespace retort::drivers::postgresql
