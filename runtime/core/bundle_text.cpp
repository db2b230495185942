// SPDX-License-Identifier: Apache-2.0
// Block by block; docs/bundle.md describes what comes out.
#include "runtime/core/bundle_text.hpp"

#include <algorithm>
#include <charconv>
#include <concepts>
#include <string_view>

#include "runtime/core/bundle_format.hpp"
#include "runtime/core/sha256.hpp"
#include "runtime/core/xxh64.hpp"

namespace retort::core {

namespace {

// Appends; half of the time of a large bundle would go into strings that are put together to be copied.
class appender {
 public:
  explicit appender(std::string& text) : text_(text) {}
  appender& operator<<(std::string_view part) {
    text_ += part;
    return *this;
  }
  appender& operator<<(char part) {
    text_ += part;
    return *this;
  }
  template <std::unsigned_integral Number>
  appender& operator<<(Number number) {
    char digits[20];
    auto const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    text_.append(digits, end);
    return *this;
  }
  appender& escaped(std::string_view part) {
    format::add_escaped(text_, part);
    return *this;
  }

 private:
  std::string& text_;
};

void add_line(std::string& out, std::string_view key, std::string_view value) {
  if (!value.empty()) (appender(out) << key << ' ').escaped(value) << '\n';
}
void add_items(std::string& out, std::string_view key, std::vector<std::string> const& items) {
  if (items.empty()) return;
  out += key;
  for (auto const& item : items) appender(out) << ' ' << format::escape_item(item);
  out += '\n';
}

// The statements of a revision, as the list of the statements has them and as SQL.
class rendering {
 public:
  // Fills the two texts anew.
  rendering(written_revision const& revision, std::string& statements, std::string& sql)
      : statements_(statements), sql_(sql) {
    statements_.clear();
    sql_.clear();
    (appender(statements_) << "revision ").escaped(revision.id) << '\n';
    (appender(sql_) << "\n-- " << std::string(76, '=') << "\n-- revision ").escaped(revision.id);
    if (!revision.message.empty()) (appender(sql_) << ": ").escaped(revision.message);
    sql_ += '\n';
    if (!revision.irreversible.empty()) (appender(sql_) << "-- no way back: ").escaped(revision.irreversible) << '\n';
    for (auto const& loss : revision.downgrade_loss) (appender(sql_) << "-- a downgrade ").escaped(loss) << '\n';
    add(revision.upgrade, direction::upgrade);
    add(revision.downgrade, direction::downgrade);
    statements_ += '\n';
  }
  [[nodiscard]] std::string sql_checksum() { return checksum_.finish_hex(); }

 private:
  void add(std::vector<written_statement> const& statements, direction way) {
    for (std::size_t i = 0; i < statements.size(); ++i) add(statements[i], way, i + 1, statements.size());
  }

  void add(written_statement const& statement, direction way, std::size_t ordinal, std::size_t count) {
    appender sql(sql_);
    sql << "\n-- " << format::word(way) << ' ' << ordinal << " of " << count << ", ";
    add_manner(statement);
    (sql << ": ").escaped(statement.summary) << "\n-- from ";
    sql.escaped(statement.file) << ':' << statement.line << '\n';
    if (!statement.locks.empty()) (sql << "-- ").escaped(statement.locks) << '\n';

    std::string batch;
    if (statement.kind == statement_kind::batch) batch = format::spell_batch(statement.batch);
    std::string const& text = statement.kind == statement_kind::batch ? batch : statement.text;
    statement_info info;
    info.way = way;
    info.kind = statement.kind;
    info.mode = statement.mode;
    info.ordinal = static_cast<std::uint32_t>(ordinal);
    info.segment = statement.segment;
    info.lock_timeout = statement.lock_timeout;
    info.statement_timeout = statement.statement_timeout;
    info.offset = sql_.size();
    sql << text << '\n';
    if (!statement.probe.empty()) {
      sql << "-- it took effect when this gives 1:\n";
      info.probe_offset = sql_.size();
      sql << statement.probe << '\n';
    }
    format::add_to_sql_checksum(checksum_, info, text, statement.probe);

    appender entry(statements_);
    entry << format::word(way) << ' ' << ordinal << ' ' << statement.segment << ' ' << format::word(statement.mode)
          << ' ' << format::word(statement.kind) << ' ' << info.offset << ' ' << text.size() << ' ' << info.probe_offset
          << ' ' << statement.probe.size() << '\t';
    entry.escaped(statement.file) << ':' << statement.line << '\t';
    (entry.escaped(statement.summary) << '\t').escaped(statement.locks);
    if (auto const limits = format::spell_limits(info); !limits.empty()) entry << '\t' << limits;
    entry << '\n';
  }

  void add_manner(written_statement const& statement) {
    appender out(sql_);
    if (statement.kind == statement_kind::batch)
      out << "batch by batch";
    else if (statement.mode == transaction_mode::outside)
      out << "outside transactions";
    else
      out << "in transaction " << statement.segment
          << (statement.mode == transaction_mode::rebuild ? " (a table is made anew)" : "");
    if (statement.kind == statement_kind::call) out << ", a step written in C++";
  }

  std::string &statements_, &sql_;
  sha256 checksum_;
};

}  // namespace

std::uint64_t format_of(written_revision const& revision) {
  if (!revision.compatible.empty()) return format::version_of_compatible;
  auto const limited = [](written_statement const& one) { return one.lock_timeout || one.statement_timeout; };
  for (auto const* statements : {&revision.upgrade, &revision.downgrade})
    if (std::any_of(statements->begin(), statements->end(), limited)) return format::version_of_limits;
  return revision.replaces.empty() ? format::first_version : format::version_of_squash;
}

void render(written_revision const& revision, revision_blocks& out) {
  rendering rendered(revision, out.statements, out.sql);
  std::string& block = out.index;
  block.clear();
  add_line(block, "revision", revision.id);
  add_line(block, "message", revision.message);
  add_items(block, "parents", revision.parents);
  add_items(block, "depends_on", revision.depends_on);
  add_items(block, "labels", revision.labels);
  std::vector<std::string> replaced;
  for (auto const& one : revision.replaces) replaced.insert(replaced.end(), {one.id, one.checksum});
  add_items(block, "replaces", replaced);
  add_items(block, "compatible", revision.compatible);
  add_line(block, "created", revision.created);
  add_line(block, "checksum", revision.checksum);
  add_line(block, "irreversible", revision.irreversible);
  for (auto const& loss : revision.losses)
    (appender(block) << "loss " << format::word(loss.way) << ' ' << format::word(loss.kind) << ' ')
            .escaped(loss.sentence)
        << '\n';
  for (auto const& loss : revision.downgrade_loss) add_line(block, "downgrade_loss", loss);
  appender index(block);
  index << "statements " << revision.upgrade.size() << ' ' << revision.downgrade.size() << ' ' << out.statements.size()
        << ' ' << format::spell_xxh64(xxh64_of(out.statements)) << '\n';
  index << "sql " << out.sql.size() << " sha256:" << rendered.sql_checksum() << "\n\n";
}

std::string header_text(written_header const& facts) {
  std::string header;
  appender out(header);
  auto version = facts.format;
  if (!facts.defaults.oldest.empty()) version = std::max(version, format::version_of_oldest);
  if (facts.defaults.store_downgrade) version = std::max(version, format::version_of_store);
  out << format::magic << version << '\n';
  add_line(header, "name", facts.name);
  add_line(header, "dialect", to_string(facts.dialect));
  add_line(header, "oldest", facts.defaults.oldest);
  add_line(header, "generator", facts.generator);
  add_line(header, "version_table", facts.defaults.version_table);
  add_line(header, "history_table", facts.defaults.history_table);
  add_line(header, "journal_table", facts.defaults.journal_table);
  add_line(header, "version_schema", facts.defaults.schema);
  auto const time = [&](std::string_view key, std::optional<std::chrono::milliseconds> limit) {
    if (limit) out << key << ' ' << static_cast<std::uint64_t>(limit->count()) << '\n';
  };
  time("lock_timeout", facts.defaults.lock_timeout);
  time("statement_timeout", facts.defaults.statement_timeout);
  if (facts.defaults.store_downgrade) add_line(header, "store_downgrade", "yes");
  add_items(header, "heads", facts.heads);
  out << "revisions " << facts.revisions << '\n';
  for (auto const& [name, section] :
       {std::pair("index ", facts.index), {"statements ", facts.statements}, {"sql ", facts.sql}})
    out << name << section.length << ' ' << format::spell_xxh64(section.checksum) << '\n';
  auto const checksum = xxh64_of(header);
  out << "header " << format::spell_xxh64(checksum) << "\n\n";
  return header;
}

}  // namespace retort::core
