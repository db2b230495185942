// SPDX-License-Identifier: Apache-2.0
// How each database spells what Retort itself says to it: the statements over its tables, for the drivers and for
// scripts. In: names and texts. Out: SQL. Needs no connection and no client library.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <retort/dialect.hpp>

namespace retort::words {

// Names of the tables; an empty schema leaves them to the search path.
struct table_names {
  std::string schema, version, history, journal;
  std::string revisions;  // what is told to older programs; made only when it is needed
};

class vocabulary {
 public:
  virtual ~vocabulary() = default;
  vocabulary(vocabulary const&) = delete;
  vocabulary& operator=(vocabulary const&) = delete;

  [[nodiscard]] virtual std::string parameter(unsigned number) const = 0;          // from 1: "$1"
  [[nodiscard]] virtual std::string quote(std::string_view identifier) const = 0;  // "name"
  // A text without NUL as a literal, in the settings that a session of ours has.
  [[nodiscard]] virtual std::string literal(std::string_view text) const = 0;
  [[nodiscard]] virtual std::string utc_text(std::string_view column) const = 0;  // a time column as RFC 3339
  [[nodiscard]] virtual std::string now() const = 0;   // this moment, as a time column takes it: an expression
  [[nodiscard]] virtual std::string user() const = 0;  // whom the database takes us for: an expression
  // The version of the server as users name it, or null where it has none: an expression, text.
  [[nodiscard]] virtual std::string server_version() const = 0;
  // Whether the server is of that version ("10.11") or a newer one, as far as it goes: a condition, which holds where
  // the server has no version.
  [[nodiscard]] virtual std::string server_is_from(std::string_view version) const = 0;
  // Those of the tables that are missing are made.
  [[nodiscard]] virtual std::vector<std::string> create_tables(table_names const& names) const = 0;
  // An insert that takes the place of the row with the same key, in one statement; empty where the database has none.
  // `into`: "into t (a, b) values (1, 2)"; `key`, `others`: the columns.
  [[nodiscard]] virtual std::string insert_or_replace(std::string const& /*into*/, std::string_view /*key*/,
                                                      std::vector<std::string_view> const& /*others*/) const {
    return {};
  }
  // The table of revisions, unless it is there.
  [[nodiscard]] virtual std::string create_revision_table(table_names const& names) const = 0;
  // The key of the lock that keeps other migrators of the same tables out: an expression; empty where the lock is no
  // statement.
  [[nodiscard]] virtual std::string lock_key(table_names const& names) const = 0;

  // Makes these schemas, the first above all, where a session looks for names without one: a query. Empty where a
  // session has no such list.
  [[nodiscard]] virtual std::string search_path(std::vector<std::string> const& /*schemas*/) const { return {}; }
  // The schema in which a name without one is made, null where there is none: an expression; of those that have a list.
  [[nodiscard]] virtual std::string current_schema() const { return {}; }

  // "schema"."table", or "table".
  [[nodiscard]] std::string qualified(std::string const& schema, std::string const& table) const;

 protected:
  vocabulary() = default;
};

// For those who implement it: the numbers of a version, three at most: {10, 11}.
[[nodiscard]] std::vector<unsigned> numbers_of_version(std::string_view version);
// "(a, b) >= (10, 11)"; `parts` are expressions for as many numbers of the server.
[[nodiscard]] std::string not_below(std::vector<std::string> const& parts, std::vector<unsigned> const& numbers);

[[nodiscard]] vocabulary const& sqlite() noexcept;
[[nodiscard]] vocabulary const& postgresql() noexcept;
[[nodiscard]] vocabulary const& mysql() noexcept;
[[nodiscard]] vocabulary const& mariadb() noexcept;
[[nodiscard]] vocabulary const& mssql() noexcept;

}  // namespace retort::words
