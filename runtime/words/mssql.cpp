// SPDX-License-Identifier: Apache-2.0
// The words of SQL Server. https://learn.microsoft.com/en-us/sql/t-sql/language-reference
#include "runtime/words/mssql.hpp"

#include "runtime/words/words.hpp"

namespace retort::words {
namespace {

class mssql_words final : public vocabulary {
 public:
  [[nodiscard]] std::string parameter(unsigned number) const override { return "@p" + std::to_string(number); }
  [[nodiscard]] std::string quote(std::string_view identifier) const override {
    std::string out = "[";
    for (char const c : identifier) out.append(c == ']' ? 2 : 1, c);
    return out + "]";
  }
  // A backslash at the end of a line would continue the line.
  // https://learn.microsoft.com/en-us/sql/t-sql/language-elements/sql-server-utilities-statements-backslash
  [[nodiscard]] std::string literal(std::string_view text) const override {
    std::string out = "N'";
    for (std::size_t i = 0; i < text.size(); ++i) {
      out.append(text[i] == '\'' ? 2 : 1, text[i]);
      if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '\n' || text[i + 1] == '\r')) out += "' + N'";
    }
    return out + "'";
  }
  [[nodiscard]] std::string utc_text(std::string_view column) const override { return std::string(column); }
  [[nodiscard]] std::string now() const override { return "convert(nvarchar(32), sysutcdatetime(), 126) + N'Z'"; }
  [[nodiscard]] std::string user() const override { return "suser_sname()"; }
  // By years; the databases of Azure are newer than what their numbers say.
  // https://learn.microsoft.com/en-us/sql/t-sql/functions/serverproperty-transact-sql
  [[nodiscard]] std::string server_version() const override {
    std::string editions, years;
    for (auto const edition : mssql_azure_editions)
      editions += (editions.empty() ? "" : ", ") + std::to_string(edition);
    for (auto const& release : mssql_releases)
      years += " when " + std::to_string(release.number) + " then N'" + std::string(release.year) + "'";
    return "case when cast(serverproperty('EngineEdition') as int) in (" + editions +
           ") then null else case cast(parsename(cast(serverproperty('ProductVersion') as nvarchar(128)), 4) as int)" +
           years + " end end";
  }
  // What has no year here is newer than this text.
  [[nodiscard]] std::string server_is_from(std::string_view version) const override {
    auto const numbers = numbers_of_version(version);
    return "coalesce(cast(" + server_version() +
           " as int), 9999) >= " + std::to_string(numbers.empty() ? 0 : numbers[0]);
  }
  // Times are text: RFC 3339, in UTC. Ids are compared by their characters.
  [[nodiscard]] std::vector<std::string> create_tables(table_names const& names) const override {
    auto const table = [&](std::string const& name, std::string const& body) { return make(names, name, body); };
    std::string const text(as_text);
    return {
        table(names.version, "version_num varchar(32)" + text + ", constraint " + quote(names.version + "_pkc") +
                                 " primary key (version_num)"),
        table(names.history, "id bigint identity primary key, revision nvarchar(255)" + text + ", action nvarchar(32)" +
                                 text + ", outcome nvarchar(32)" + text + ", started_at nvarchar(32)" + text +
                                 ", duration_ms bigint not null, who "
                                 "nvarchar(max)" +
                                 text + ", checksum nvarchar(255)" + text + ", generator nvarchar(max)" + text +
                                 ", detail nvarchar(max)" + text),
        table(names.journal, "revision nvarchar(255)" + text + ", direction nvarchar(16)" + text +
                                 ", ordinal int not null, state nvarchar(16)" + text + ", batch_key nvarchar(max)" +
                                 text + ", checksum nvarchar(255)" + text + ", since nvarchar(32)" + text +
                                 ", primary key (revision, direction, ordinal)")};
  }
  [[nodiscard]] std::string create_revision_table(table_names const& names) const override {
    std::string const text(as_text);
    return make(names, names.revisions,
                "revision nvarchar(255)" + text + " primary key, parents nvarchar(max)" + text +
                    ", compatible nvarchar(max)" + text + ", downgrade nvarchar(max)" + text +
                    ", checksum nvarchar(255)" + text + ", since nvarchar(32)" + text);
  }
  // Locks of applications belong to the database.
  // https://learn.microsoft.com/en-us/sql/relational-databases/system-stored-procedures/sp-getapplock-transact-sql
  [[nodiscard]] std::string lock_key(table_names const& names) const override {
    return "N'retort ' + coalesce(nullif(" + literal(names.schema) + ", N''), schema_name()) + N'.' + " +
           literal(names.version);
  }

 private:
  static constexpr std::string_view as_text = " collate Latin1_General_100_BIN2 not null";
  [[nodiscard]] std::string make(table_names const& names, std::string const& table, std::string const& body) const {
    auto const quoted = qualified(names.schema, table);
    return "if object_id(" + literal(quoted) + ", N'U') is null create table " + quoted + " (" + body + ")";
  }
};

}  // namespace

std::string mssql_session() {
  std::string on, off;
  for (auto const& one : mssql_settings) {
    auto& list = one.on ? on : off;
    list.append(list.empty() ? "set " : ", ").append(one.name);
  }
  return on + " on; " + off + " off;";
}

vocabulary const& mssql() noexcept {
  static mssql_words const only;
  return only;
}

}  // namespace retort::words
