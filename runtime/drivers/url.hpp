// SPDX-License-Identifier: Apache-2.0
// Database URLs as SQLAlchemy writes them. In: the text of --db or RETORT_DB. Out: its parts, percent-decoded.
// The connect string of each database is made in its driver; nothing here connects.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <retort/dialect.hpp>

namespace retort::drivers {

// What is wrong with a URL; what() never shows the URL, which may hold a password.
class url_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct database_url {
  retort::dialect dialect = retort::dialect::sqlite;
  std::string user, password, host, port;  // decoded; empty: not given
  bool has_password = false;
  std::string database;                                      // of SQLite: the path of the file, or ":memory:"; decoded
  std::vector<std::pair<std::string, std::string>> options;  // ?name=value&…; decoded, in the order given
};

// `sqlite:///relative`, `sqlite:////absolute`, `postgresql://user:password@host:port/database?option=value`; the name
// of a Python driver (`postgresql+psycopg2`) is passed over; `postgres` is `postgresql`. Throws url_error.
[[nodiscard]] database_url parse_url(std::string_view text);
// For messages: without the password and without the options.
[[nodiscard]] std::string display(database_url const& url);
// Everything but unreserved characters as %XX.
[[nodiscard]] std::string percent_encode(std::string_view text);
// Every occurrence of `secret` in `text` replaced by ***, a short one only where it is a word of its own; for words
// that come from a client library.
[[nodiscard]] std::string without_secret(std::string text, std::string_view secret);

}  // namespace retort::drivers
