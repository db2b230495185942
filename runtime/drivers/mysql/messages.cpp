// SPDX-License-Identifier: Apache-2.0
// The texts of messages to MySQL and MariaDB.
#include "runtime/drivers/mysql/messages.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace retort::drivers::mysql {

error_kind kind_of(unsigned code) noexcept {
  switch (code) {
    case 1146:  // no such table
      return error_kind::missing_table;
    case 1020:  // a row has changed since it was read
    case 1205:  // lock wait timeout
    case 1213:  // deadlock
      return error_kind::lock;
    case 1969:  // max_statement_time of MariaDB
    case 3024:  // max_execution_time of MySQL
      return error_kind::statement_timeout;
    case 1047:  // a node of a cluster without quorum
    case 1053:  // the server shuts down
    case 1927:  // the connection was killed
    case 2002:  // these and the next are the client's
    case 2003:
    case 2006:
    case 2013:
    case 2055:
    case 4031:  // the server was idle for too long
      return error_kind::connection;
    default:
      return error_kind::other;
  }
}

std::vector<row> rows_of(MYSQL_RES& result) {
  std::vector<row> out;
  unsigned const columns = mysql_num_fields(&result);
  while (MYSQL_ROW const cells = mysql_fetch_row(&result)) {
    unsigned long const* lengths = mysql_fetch_lengths(&result);
    row& added = out.emplace_back();
    for (unsigned c = 0; c < columns; ++c) {
      if (cells[c] == nullptr)
        added.emplace_back(std::nullopt);
      else
        added.emplace_back(std::in_place, cells[c], lengths[c]);
    }
  }
  return out;
}

std::string filled(std::string_view sql, std::span<std::string const> parameters, words::vocabulary const& words) {
  std::string out;
  while (!sql.empty()) {
    if (sql.starts_with('`') || sql.starts_with('\'')) {
      // A quote that is doubled begins another one, which says the same.
      auto const end = sql.find(sql.front(), 1);
      auto const length = end == std::string_view::npos ? sql.size() : end + 1;
      out += sql.substr(0, length);
      sql.remove_prefix(length);
      continue;
    }
    std::size_t number = 0;
    if (sql.starts_with("@p")) {
      auto const [end, problem] = std::from_chars(sql.data() + 2, sql.data() + sql.size(), number);
      if (problem == std::errc{} && number > 0 && number <= parameters.size()) {
        out += words.literal(parameters[number - 1]);
        sql.remove_prefix(static_cast<std::size_t>(end - sql.data()));
        continue;
      }
    }
    out += sql.front();
    sql.remove_prefix(1);
  }
  return out;
}

bool leaves_settings_alone(std::string_view sql) {
  std::string text(sql);
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  constexpr std::string_view plain[] = {"create table ", "alter table ",         "drop table ", "rename table ",
                                        "create index ", "create unique index ", "drop index "};
  auto const begins = [&](std::string_view words) { return text.starts_with(words); };
  return std::any_of(std::begin(plain), std::end(plain), begins) && text.find(';') == std::string::npos &&
         text.find("select") == std::string::npos && text.find("/*") == std::string::npos;
}

}  // namespace retort::drivers::mysql
