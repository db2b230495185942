// SPDX-License-Identifier: Apache-2.0
// Database URLs: taken apart by hand, since no part may be guessed at and no message may show a password.
#include "runtime/drivers/url.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace retort::drivers {
namespace {

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10U;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10U;
  return std::nullopt;
}

std::string decode(std::string_view text, std::string_view what) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    auto const high = i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
    auto const low = high ? hex_digit(text[i + 2]) : std::nullopt;
    if (!low)
      throw url_error("the " + std::string(what) +
                      " of the database URL has a '%' without two hexadecimal digits after it; write '%25' for a "
                      "percent sign");
    char const byte = static_cast<char>(*high * 16U + *low);
    if (byte == '\0') throw url_error("the " + std::string(what) + " of the database URL holds a NUL");
    out += byte;
    i += 2;
  }
  return out;
}

void parse_options(std::string_view text, database_url& url) {
  while (!text.empty()) {
    auto const end = text.find('&');
    auto const item = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (item.empty()) continue;
    auto const equals = item.find('=');
    if (equals == std::string_view::npos || equals == 0)
      throw url_error("an option of the database URL is not of the form name=value");
    url.options.emplace_back(decode(item.substr(0, equals), "options"), decode(item.substr(equals + 1), "options"));
  }
}

// The '?' before the options. One with an '@' behind it belongs to the password, unless the path was begun before it.
std::size_t options_start(std::string_view rest) {
  auto const question = rest.find('?');
  auto const at = rest.rfind('@');
  if (question == std::string_view::npos || at == std::string_view::npos || at < question) return question;
  auto const before = rest.substr(0, question);
  auto const login_end = before.find('@');
  auto const slash = before.find('/', login_end == std::string_view::npos ? 0 : login_end);
  bool const in_path =
      slash != std::string_view::npos && (login_end != std::string_view::npos || before.find(':') > slash);
  return in_path ? question : rest.find('?', at);
}

void parse_authority(std::string_view text, database_url& url) {
  // The last '@': a password that was not encoded may hold one.
  if (auto const at = text.rfind('@'); at != std::string_view::npos) {
    auto const login = text.substr(0, at);
    text = text.substr(at + 1);
    auto const colon = login.find(':');
    url.user = decode(login.substr(0, colon), "user");
    if (colon != std::string_view::npos) {
      url.has_password = true;
      url.password = decode(login.substr(colon + 1), "password");
    }
  }
  if (!text.empty() && text.front() == '[') {
    auto const close = text.find(']');
    if (close == std::string_view::npos) throw url_error("the host of the database URL has a '[' without a ']'");
    url.host = std::string(text.substr(1, close - 1));
    text = text.substr(close + 1);
    if (!text.empty() && text.front() != ':') throw url_error("after the host of the database URL a port is expected");
  } else {
    auto const colon = text.find(':');
    url.host = decode(text.substr(0, colon), "host");
    text = colon == std::string_view::npos ? std::string_view{} : text.substr(colon);
  }
  if (text.empty()) return;
  url.port = std::string(text.substr(1));
  bool const digits = std::all_of(url.port.begin(), url.port.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (url.port.empty() || !digits || url.port.size() > 5 || std::stoul(url.port) == 0 || std::stoul(url.port) > 65535)
    throw url_error("the port of the database URL is not a number from 1 to 65535");
}

}  // namespace

database_url parse_url(std::string_view text) {
  auto const scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos || scheme_end == 0)
    throw url_error(
        "the database URL has no '://'; it is written like 'sqlite:///file.db' or "
        "'postgresql://user:password@host/database'");
  std::string scheme(text.substr(0, scheme_end));
  std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  scheme = scheme.substr(0, scheme.find('+'));
  if (scheme == "postgres") scheme = "postgresql";
  if (scheme == "sqlite3") scheme = "sqlite";
  auto const named = parse_dialect(scheme);
  if (!named)
    throw url_error("'" + scheme +
                    "' is not a kind of database; a database URL begins with sqlite, postgresql, mysql, mariadb or "
                    "mssql");
  database_url url;
  url.dialect = *named;
  auto rest = text.substr(scheme_end + 3);
  if (auto const start = options_start(rest); start != std::string_view::npos) {
    parse_options(rest.substr(start + 1), url);
    rest = rest.substr(0, start);
  }
  if (url.dialect == dialect::sqlite) {
    if (rest.empty()) {
      url.database = ":memory:";
      return url;
    }
    if (rest.front() != '/')
      throw url_error(
          "the URL of a file of SQLite has three slashes before a relative path and four before an "
          "absolute one: 'sqlite:///shop.db', 'sqlite:////var/lib/shop.db'");
    url.database = decode(rest.substr(1), "path");
    if (url.database.empty()) url.database = ":memory:";
    return url;
  }
  auto const at = rest.rfind('@');
  auto const slash = rest.find('/', at == std::string_view::npos ? 0 : at);
  parse_authority(rest.substr(0, slash), url);
  if (slash != std::string_view::npos) url.database = decode(rest.substr(slash + 1), "database name");
  return url;
}

std::string display(database_url const& url) {
  if (url.dialect == dialect::sqlite) return std::string("'").append(url.database).append("'");
  std::string out = std::string("'").append(to_string(url.dialect)).append("://");
  if (!url.user.empty()) out += url.user + "@";
  out += url.host;
  if (!url.port.empty()) out.append(":").append(url.port);
  return out.append("/").append(url.database).append("'");
}

std::string percent_encode(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (char const c : text) {
    bool const plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                       c == '_' || c == '.' || c == '~';
    if (plain) {
      out += c;
      continue;
    }
    auto const byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

std::string without_secret(std::string text, std::string_view secret) {
  if (secret.empty()) return text;
  // A secret of a few letters is in any sentence; replacing it there would only tell it.
  constexpr std::size_t few = 4;
  auto const is_word = [&](std::size_t at) {
    return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
  };
  for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at)) {
    bool const inside_word = (at > 0 && is_word(at - 1)) || is_word(at + secret.size());
    if (secret.size() < few && inside_word) {
      ++at;
      continue;
    }
    text.replace(at, secret.size(), "***");
    at += 3;
  }
  return text;
}

}  // namespace retort::drivers
