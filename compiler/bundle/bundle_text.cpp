// SPDX-License-Identifier: Apache-2.0
// Section by section; docs/bundle.md describes what comes out.
#include "compiler/bundle/bundle_text.hpp"

#include <charconv>
#include <concepts>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "runtime/core/bundle_format.hpp"

namespace retort::bundle_writer {

namespace {

namespace format = core::format;

// Appends; half of the time of a large bundle would go into strings that are put together to be copied.
class Out {
 public:
  explicit Out(std::string& text) : text_(text) {}
  Out& operator<<(std::string_view part) {
    text_ += part;
    return *this;
  }
  Out& operator<<(char part) {
    text_ += part;
    return *this;
  }
  template <std::unsigned_integral Number>
  Out& operator<<(Number number) {
    char digits[20];
    auto const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    text_.append(digits, end);
    return *this;
  }
  Out& escaped(std::string_view part) {
    format::add_escaped(text_, part);
    return *this;
  }

 private:
  std::string& text_;
};

void add_line(std::string& out, std::string_view key, std::string_view value) {
  if (!value.empty()) (Out(out) << key << ' ').escaped(value) << '\n';
}
void add_items(std::string& out, std::string_view key, std::vector<std::string> const& items) {
  if (items.empty()) return;
  out += key;
  for (auto const& item : items) Out(out) << ' ' << format::escape_item(item);
  out += '\n';
}

// The statements of a revision, as the list of the statements has them and as SQL.
class Rendering {
 public:
  // Fills the two texts anew.
  Rendering(Revision const& revision, std::string& statements, std::string& sql) : statements_(statements), sql_(sql) {
    statements_.clear();
    sql_.clear();
    (Out(statements_) << "revision ").escaped(revision.id) << '\n';
    (Out(sql_) << "\n-- " << std::string(76, '=') << "\n-- revision ").escaped(revision.id);
    if (!revision.message.empty()) (Out(sql_) << ": ").escaped(revision.message);
    sql_ += '\n';
    if (!revision.irreversible.empty()) (Out(sql_) << "-- no way back: ").escaped(revision.irreversible) << '\n';
    for (auto const& loss : revision.downgrade_loss) (Out(sql_) << "-- a downgrade ").escaped(loss) << '\n';
    add(revision.upgrade, direction::upgrade);
    add(revision.downgrade, direction::downgrade);
    statements_ += '\n';
  }
  [[nodiscard]] std::string sql_checksum() { return checksum_.finish_hex(); }

 private:
  void add(std::vector<Statement> const& statements, direction way) {
    for (std::size_t i = 0; i < statements.size(); ++i) add(statements[i], way, i + 1, statements.size());
  }

  void add(Statement const& statement, direction way, std::size_t ordinal, std::size_t count) {
    Out sql(sql_);
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

    Out entry(statements_);
    entry << format::word(way) << ' ' << ordinal << ' ' << statement.segment << ' ' << format::word(statement.mode)
          << ' ' << format::word(statement.kind) << ' ' << info.offset << ' ' << text.size() << ' ' << info.probe_offset
          << ' ' << statement.probe.size() << '\t';
    entry.escaped(statement.file) << ':' << statement.line << '\t';
    (entry.escaped(statement.summary) << '\t').escaped(statement.locks);
    if (auto const limits = format::spell_limits(info); !limits.empty()) entry << '\t' << limits;
    entry << '\n';
  }

  void add_manner(Statement const& statement) {
    Out out(sql_);
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
  core::sha256 checksum_;
};

}  // namespace

Writer::Writer(std::string name, retort::dialect dialect, std::string generator, bundle_defaults defaults)
    : name_(std::move(name)),
      generator_(std::move(generator)),
      defaults_(std::move(defaults)),
      dialect_(dialect),
      index_(format::index_title),
      statements_(format::statements_title),
      sql_(format::sql_title) {}

void Writer::add(Revision const& revision) {
  Rendering rendering(revision, statements_block_, sql_block_);
  std::string& block = index_block_;
  block.clear();
  Out index(block);
  add_line(block, "revision", revision.id);
  add_line(block, "message", revision.message);
  add_items(block, "parents", revision.parents);
  add_items(block, "depends_on", revision.depends_on);
  add_items(block, "labels", revision.labels);
  std::vector<std::string> replaced;
  for (auto const& one : revision.replaces) replaced.insert(replaced.end(), {one.id, one.checksum});
  add_items(block, "replaces", replaced);
  squashed_ = squashed_ || !replaced.empty();
  for (auto const* statements : {&revision.upgrade, &revision.downgrade})
    for (auto const& one : *statements) limited_ = limited_ || one.lock_timeout || one.statement_timeout;
  add_line(block, "created", revision.created);
  add_line(block, "checksum", revision.checksum);
  add_line(block, "irreversible", revision.irreversible);
  for (auto const& loss : revision.losses)
    (Out(block) << "loss " << format::word(loss.way) << ' ' << format::word(loss.kind) << ' ').escaped(loss.sentence)
        << '\n';
  for (auto const& loss : revision.downgrade_loss) add_line(block, "downgrade_loss", loss);
  index << "statements " << revision.upgrade.size() << ' ' << revision.downgrade.size() << ' '
        << statements_block_.size() << ' ' << format::spell_xxh64(core::xxh64_of(statements_block_)) << '\n';
  index << "sql " << sql_block_.size() << " sha256:" << rendering.sql_checksum() << "\n\n";
  index_.add(block);
  statements_.add(statements_block_);
  sql_.add(sql_block_);

  auto& node = nodes_.emplace_back(Node{revision.id, revision.parents, revision.labels});
  node.stands_on.insert(node.stands_on.end(), revision.depends_on.begin(), revision.depends_on.end());
}

// What no other revision stands on, dependencies counted; a dependency may be a label.
std::vector<std::string> Writer::heads() const {
  std::unordered_map<std::string_view, std::string_view> labels;
  std::unordered_set<std::string_view> stood_on;
  for (auto const& node : nodes_) {
    stood_on.insert(node.stands_on.begin(), node.stands_on.end());
    for (auto const& label : node.labels) labels.emplace(label, node.id);
  }
  std::vector<std::string> out;
  for (auto const& node : nodes_) {
    bool on = stood_on.contains(node.id);
    for (auto const& label : node.labels) on = on || (stood_on.contains(label) && labels.at(label) == node.id);
    if (!on) out.push_back(node.id);
  }
  return out;
}

Text Writer::finish() {
  Text out;
  std::string& header = out.header;
  Out(header) << format::magic
              << (limited_    ? format::version_of_limits
                  : squashed_ ? format::version_of_squash
                              : format::first_version)
              << '\n';
  add_line(header, "name", name_);
  add_line(header, "dialect", to_string(dialect_));
  add_line(header, "generator", generator_);
  add_line(header, "version_table", defaults_.version_table);
  add_line(header, "history_table", defaults_.history_table);
  add_line(header, "journal_table", defaults_.journal_table);
  add_line(header, "version_schema", defaults_.schema);
  auto const time = [&](std::string_view key, std::optional<std::chrono::milliseconds> limit) {
    if (limit) Out(header) << key << ' ' << static_cast<std::uint64_t>(limit->count()) << '\n';
  };
  time("lock_timeout", defaults_.lock_timeout);
  time("statement_timeout", defaults_.statement_timeout);
  add_items(header, "heads", heads());
  Out(header) << "revisions " << nodes_.size() << '\n';
  for (auto const& [name, section] : {std::pair("index ", &index_), {"statements ", &statements_}, {"sql ", &sql_}})
    Out(header) << name << section->bytes.size() << ' ' << format::spell_xxh64(section->checksum.value()) << '\n';
  auto const checksum = core::xxh64_of(header);
  Out(header) << "header " << format::spell_xxh64(checksum) << "\n\n";
  for (auto* section : {&index_, &statements_, &sql_}) out.sections.emplace_back(std::move(section->bytes));
  return out;
}

std::string Text::whole() const {
  std::size_t size = header.size();
  for (auto const& section : sections) size += section->size();
  std::string out;
  out.reserve(size);
  out += header;
  for (auto const& section : sections)
    section->read([&](std::string_view piece) {
      out += piece;
      return true;
    });
  return out;
}

}  // namespace retort::bundle_writer
