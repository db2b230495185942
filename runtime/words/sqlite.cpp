// SPDX-License-Identifier: Apache-2.0
// The words of SQLite. Its lock is a file beside the database.
#include "runtime/words/standard.hpp"
#include "runtime/words/words.hpp"

namespace retort::words {
namespace {

class sqlite_words final : public vocabulary {
 public:
  [[nodiscard]] std::string parameter(unsigned number) const override {
    return std::string("?").append(std::to_string(number));
  }
  [[nodiscard]] std::string quote(std::string_view identifier) const override { return doubled(identifier, '"'); }
  [[nodiscard]] std::string literal(std::string_view text) const override { return doubled(text, '\''); }
  [[nodiscard]] std::string utc_text(std::string_view column) const override { return std::string(column); }
  [[nodiscard]] std::string now() const override { return "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"; }
  [[nodiscard]] std::string user() const override { return "'sqlite3'"; }
  [[nodiscard]] std::string server_version() const override { return "sqlite_version()"; }
  // A cast reads the number that a text begins with. https://www.sqlite.org/lang_expr.html#castexpr
  [[nodiscard]] std::string server_is_from(std::string_view version) const override {
    std::vector<std::string> parts;
    std::string rest = server_version();
    for (int i = 0; i < 3; ++i) {
      parts.push_back("cast(" + rest + " as integer)");
      rest = "substr(" + rest + ", instr(" + rest + ", '.') + 1)";
    }
    return not_below(parts, numbers_of_version(version));
  }
  [[nodiscard]] std::vector<std::string> create_tables(table_names const& names) const override {
    auto const table = [&](std::string const& name) {
      return "create table if not exists " + qualified(names.schema, name);
    };
    return {table(names.version) + " (version_num varchar(32) not null, constraint " + quote(names.version + "_pkc") +
                " primary key (version_num))",
            table(names.history) +
                " (id integer not null primary key, revision text not null, action text not null, outcome text not "
                "null, started_at text not null, duration_ms integer not null, who text not null, checksum text not "
                "null, generator text not null, detail text not null)",
            table(names.journal) +
                " (revision text not null, direction text not null, ordinal integer not null, state text not null, "
                "batch_key text not null, checksum text not null, since text not null, primary key (revision, "
                "direction, ordinal))"};
  }
  [[nodiscard]] std::string insert_or_replace(std::string const& into, std::string_view,
                                              std::vector<std::string_view> const&) const override {
    return "insert or replace " + into;
  }
  [[nodiscard]] std::string create_revision_table(table_names const& names) const override {
    return "create table if not exists " + qualified(names.schema, names.revisions) +
           " (revision text not null primary key, parents text not null, compatible text not null, downgrade text not "
           "null, checksum text not null, since text not null)";
  }
  [[nodiscard]] std::string lock_key(table_names const&) const override { return {}; }
};

}  // namespace

vocabulary const& sqlite() noexcept {
  static sqlite_words const only;
  return only;
}

}  // namespace retort::words
