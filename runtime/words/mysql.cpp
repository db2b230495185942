// SPDX-License-Identifier: Apache-2.0
// The words of MySQL and MariaDB.
#include "runtime/words/mysql.hpp"

#include <algorithm>
#include <cstdint>

#include "runtime/words/standard.hpp"
#include "runtime/words/words.hpp"

namespace retort::words {
namespace {

class mysql_words final : public vocabulary {
 public:
  explicit mysql_words(std::string_view collation) : collation_(collation) {}

  // There are no numbered parameters: they are variables of the session, which the same message sets.
  [[nodiscard]] std::string parameter(unsigned number) const override { return "@p" + std::to_string(number); }
  [[nodiscard]] std::string quote(std::string_view identifier) const override { return doubled(identifier, '`'); }
  // In the mode that our sessions have a backslash escapes.
  [[nodiscard]] std::string literal(std::string_view text) const override {
    std::string out = "'";
    for (char const c : text) {
      if (c == '\0') {
        out += "\\0";
        continue;
      }
      out.append(c == '\'' || c == '\\' ? 2 : 1, c);
    }
    return out + "'";
  }
  [[nodiscard]] std::string utc_text(std::string_view column) const override { return std::string(column); }
  [[nodiscard]] std::string now() const override {
    return "concat(replace(cast(utc_timestamp(3) as char), ' ', 'T'), 'Z')";
  }
  [[nodiscard]] std::string user() const override { return "user()"; }
  [[nodiscard]] std::string server_version() const override { return "version()"; }
  // What stands behind the numbers goes first: "10.11.6-MariaDB" is none.
  [[nodiscard]] std::string server_is_from(std::string_view version) const override {
    std::string const numbers = "regexp_replace(" + server_version() + ", '[^0-9.].*$', '')";
    std::vector<std::string> parts;
    for (int i = 1; i <= 3; ++i)
      parts.push_back("cast(substring_index(substring_index(" + numbers + ", '.', " + std::to_string(i) +
                      "), '.', -1) as unsigned)");
    return not_below(parts, numbers_of_version(version));
  }
  // Times are text: RFC 3339, in UTC.
  [[nodiscard]] std::vector<std::string> create_tables(table_names const& names) const override {
    auto const table = [&](std::string const& name) {
      return "create table if not exists " + qualified(names.schema, name);
    };
    auto const options = table_options();
    return {
        table(names.version) + " (version_num varchar(32) not null, primary key (version_num))" + options,
        table(names.history) +
            " (id bigint not null auto_increment primary key, revision varchar(255) not null, action varchar(32) "
            "not null, outcome varchar(32) not null, started_at varchar(32) not null, duration_ms bigint not null, "
            "who text not null, checksum varchar(255) not null, generator text not null, detail longtext not null)" +
            options,
        table(names.journal) +
            " (revision varchar(255) not null, direction varchar(16) not null, ordinal integer not null, state "
            "varchar(16) not null, batch_key longtext not null, checksum varchar(255) not null, since varchar(32) "
            "not null, primary key (revision, direction, ordinal))" +
            options};
  }
  [[nodiscard]] std::string insert_or_replace(std::string const& into, std::string_view,
                                              std::vector<std::string_view> const&) const override {
    return "replace " + into;
  }
  [[nodiscard]] std::string create_revision_table(table_names const& names) const override {
    return "create table if not exists " + qualified(names.schema, names.revisions) +
           " (revision varchar(255) not null primary key, parents longtext not null, compatible longtext not null, "
           "downgrade longtext not null, checksum varchar(255) not null, since varchar(32) not null)" +
           table_options();
  }
  // A name of a lock has 64 characters at most, and is the server's, not the database's.
  // https://dev.mysql.com/doc/refman/8.4/en/locking-functions.html
  [[nodiscard]] std::string lock_key(table_names const& names) const override {
    return "concat('retort.', left(sha2(concat(coalesce(nullif(" + literal(names.schema) +
           ", ''), database(), ''), '.', " + literal(names.version) + "), 256), 40))";
  }

 private:
  [[nodiscard]] std::string table_options() const {
    return " engine = InnoDB default character set utf8mb4 collate " + std::string(collation_);
  }
  std::string_view collation_;
};

}  // namespace

std::string mysql_limit(std::string_view name, std::chrono::milliseconds lock, std::chrono::milliseconds statement) {
  constexpr std::int64_t most = 31'536'000, most_of_rows = 1'073'741'824;
  std::int64_t const seconds = (lock.count() + 999) / 1000;
  if (name == "lock_wait_timeout") return seconds > 0 ? std::to_string(std::min(seconds, most)) : std::string();
  if (name == "innodb_lock_wait_timeout")
    return seconds > 0 ? std::to_string(std::min(seconds, most_of_rows)) : std::string();
  if (statement.count() <= 0) return {};
  return name == "max_statement_time" ? std::to_string(static_cast<double>(statement.count()) / 1000)
                                      : std::to_string(statement.count());
}

vocabulary const& mysql() noexcept {
  static mysql_words const only("utf8mb4_0900_bin");
  return only;
}
vocabulary const& mariadb() noexcept {
  static mysql_words const only("utf8mb4_nopad_bin");
  return only;
}

}  // namespace retort::words
