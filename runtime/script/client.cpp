// SPDX-License-Identifier: Apache-2.0
// What all client programs have in common.
#include "runtime/script/client.hpp"

#include <algorithm>

#include "runtime/script/clients.hpp"
#include "runtime/script/script.hpp"
#include "runtime/words/rows.hpp"

namespace retort::script {

client const& client_of(dialect database) {
  switch (database) {
    case dialect::sqlite:
      return sqlite3_client();
    case dialect::postgresql:
      return psql_client();
    case dialect::mysql:
      return mysql_client();
    case dialect::mariadb:
      return mariadb_client();
    case dialect::mssql:
      return sqlcmd_client();
  }
  throw script_error("there are no scripts for that database");  // no enumerator of the type
}

void client::statements(std::string& out, std::vector<std::string> const& texts) const {
  for (auto const& text : texts) add_statement(out, text);
}

void client::require_version(std::string& out, opening const& with) const {
  if (!with.oldest.empty())
    require(out, words().server_is_from(with.oldest),
            "the server is older than " + with.oldest + ", which the script is for");
}

std::string client::refuses_condition(std::string_view) const { return {}; }

void add_remarks(std::string& out, std::string_view lines) {
  while (!lines.empty()) {
    auto const end = std::min(lines.find('\n'), lines.size());
    out += "-- ";
    // What else would end a line is no part of a remark.
    for (char const c : lines.substr(0, end)) out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    out += '\n';
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

void add_statement(std::string& out, std::string_view text, std::string_view end) {
  out += text;
  auto const line = text.rfind('\n') == std::string_view::npos ? text : text.substr(text.rfind('\n') + 1);
  if (line.find("--") != std::string_view::npos || line.find('#') != std::string_view::npos) out += '\n';
  out.append(end).append("\n");
}

std::vector<std::string> begin_row(client const& of, words::table_names const& tables, journal_row const& row,
                                   std::string const& key) {
  auto const& words = of.words();
  words::rows const rows(words, tables);
  auto const revision = words.literal(row.revision), direction = words.literal(row.direction);
  auto const ordinal = std::to_string(row.ordinal);
  return {
      rows.delete_journal(revision, direction, ordinal),
      rows.insert_journal({revision, direction, ordinal, "'intent'", key, words.literal(row.checksum), words.now()})};
}

}  // namespace retort::script
