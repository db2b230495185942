// SPDX-License-Identifier: Apache-2.0
// Section by section; docs/bundle.md describes what comes out.
#include "compiler/bundle/bundle_text.hpp"

#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "runtime/core/bundle_format.hpp"
#include "runtime/core/xxh64.hpp"

namespace retort::bundle_writer {

namespace {

namespace format = core::format;

void add_line(std::string& out, std::string_view key, std::string const& value) {
  if (value.empty()) return;
  out += key;
  out += ' ' + format::escape(value) + '\n';
}
void add_items(std::string& out, std::string_view key, std::vector<std::string> const& items) {
  if (items.empty()) return;
  out += key;
  for (auto const& item : items) out += ' ' + format::escape_item(item);
  out += '\n';
}

// The statements of a revision as the index has them, and as the body shows them.
class Rendering {
 public:
  explicit Rendering(Revision const& revision) {
    entries_ = "revision " + format::escape(revision.id) + '\n';
    body_ = "\n-- " + std::string(76, '=') + "\n-- revision " + format::escape(revision.id) +
            (revision.message.empty() ? "" : ": " + format::escape(revision.message)) + '\n';
    if (!revision.irreversible.empty()) body_ += "-- no way back: " + format::escape(revision.irreversible) + '\n';
    for (auto const& loss : revision.downgrade_loss) body_ += "-- a downgrade " + format::escape(loss) + '\n';
    add(revision.upgrade, direction::upgrade);
    add(revision.downgrade, direction::downgrade);
    entries_ += '\n';
  }
  [[nodiscard]] std::string const& entries() const { return entries_; }
  [[nodiscard]] std::string const& body() const { return body_; }
  [[nodiscard]] std::string checksum() { return checksum_.finish_hex(); }

 private:
  void add(std::vector<Statement> const& statements, direction way) {
    for (std::size_t i = 0; i < statements.size(); ++i) add(statements[i], way, i + 1, statements.size());
  }

  void add(Statement const& statement, direction way, std::size_t ordinal, std::size_t count) {
    body_ += "\n-- ";
    body_ += format::word(way);
    body_ += ' ' + std::to_string(ordinal) + " of " + std::to_string(count) + ", " + manner(statement) + ": " +
             format::escape(statement.summary) + "\n-- from " + format::escape(statement.file) + ':' +
             std::to_string(statement.line) + '\n';
    if (!statement.locks.empty()) body_ += "-- " + format::escape(statement.locks) + '\n';

    statement_info info;
    info.way = way;
    info.kind = statement.kind;
    info.mode = statement.mode;
    info.ordinal = static_cast<std::uint32_t>(ordinal);
    info.segment = statement.segment;
    auto const text = statement.kind == statement_kind::batch ? format::spell_batch(statement.batch) : statement.text;
    info.offset = body_.size();
    body_ += text + '\n';
    if (!statement.probe.empty()) {
      body_ += "-- it took effect when this gives 1:\n";
      info.probe_offset = body_.size();
      body_ += statement.probe + '\n';
    }
    format::add_to_sql_checksum(checksum_, info, text, statement.probe);

    entries_ += format::word(way);
    entries_ += ' ' + std::to_string(ordinal) + ' ' + std::to_string(statement.segment) + ' ';
    entries_ += format::word(statement.mode);
    entries_ += ' ';
    entries_ += format::word(statement.kind);
    for (std::uint64_t const number :
         {info.offset, std::uint64_t{text.size()}, info.probe_offset, std::uint64_t{statement.probe.size()}})
      entries_ += ' ' + std::to_string(number);
    entries_ += '\t' + format::escape(statement.file) + ':' + std::to_string(statement.line) + '\t' +
                format::escape(statement.summary) + '\t' + format::escape(statement.locks) + '\n';
  }

  static std::string manner(Statement const& statement) {
    std::string out;
    if (statement.kind == statement_kind::batch)
      out = "batch by batch";
    else if (statement.mode == transaction_mode::outside)
      out = "outside transactions";
    else
      out = "in transaction " + std::to_string(statement.segment) +
            (statement.mode == transaction_mode::rebuild ? " (a table is made anew)" : "");
    return statement.kind == statement_kind::call ? out + ", a step written in C++" : out;
  }

  std::string entries_, body_;
  core::sha256 checksum_;
};

// What no other revision stands on, dependencies counted; a dependency may be a label.
std::vector<std::string> heads_of(std::vector<Revision> const& revisions) {
  std::unordered_map<std::string_view, std::string_view> labels;
  std::unordered_set<std::string_view> stood_on;
  for (auto const& revision : revisions) {
    stood_on.insert(revision.parents.begin(), revision.parents.end());
    stood_on.insert(revision.depends_on.begin(), revision.depends_on.end());
    for (auto const& label : revision.labels) labels.emplace(label, revision.id);
  }
  std::vector<std::string> out;
  for (auto const& revision : revisions) {
    bool on = stood_on.contains(revision.id);
    for (auto const& label : revision.labels) on = on || (stood_on.contains(label) && labels.at(label) == revision.id);
    if (!on) out.push_back(revision.id);
  }
  return out;
}

void add_section(std::string& header, std::string_view name, std::string const& section) {
  header += name;
  header += ' ' + std::to_string(section.size()) + ' ' + format::spell_xxh64(core::xxh64_of(section)) + '\n';
}

}  // namespace

std::string write(Bundle const& bundle) {
  std::string index(format::index_title);
  std::string statements(format::statements_title);
  std::string sql(format::sql_title);
  for (auto const& revision : bundle.revisions) {
    Rendering rendering(revision);
    index += "revision " + format::escape(revision.id) + '\n';
    add_line(index, "message", revision.message);
    add_items(index, "parents", revision.parents);
    add_items(index, "depends_on", revision.depends_on);
    add_items(index, "labels", revision.labels);
    add_line(index, "created", revision.created);
    add_line(index, "checksum", revision.checksum);
    add_line(index, "irreversible", revision.irreversible);
    for (auto const& loss : revision.downgrade_loss) add_line(index, "downgrade_loss", loss);
    index += "statements " + std::to_string(revision.upgrade.size()) + ' ' + std::to_string(revision.downgrade.size()) +
             ' ' + std::to_string(rendering.entries().size()) + ' ' +
             format::spell_xxh64(core::xxh64_of(rendering.entries())) + '\n';
    index += "sql " + std::to_string(rendering.body().size()) + " sha256:" + rendering.checksum() + "\n\n";
    statements += rendering.entries();
    sql += rendering.body();
  }

  std::string out(format::magic);
  out += std::to_string(format::version) + '\n';
  add_line(out, "name", bundle.name);
  out += "dialect ";
  out += to_string(bundle.dialect);
  out += '\n';
  add_line(out, "generator", bundle.generator);
  add_items(out, "heads", heads_of(bundle.revisions));
  out += "revisions " + std::to_string(bundle.revisions.size()) + '\n';
  add_section(out, "index", index);
  add_section(out, "statements", statements);
  add_section(out, "sql", sql);
  out += "header " + format::spell_xxh64(core::xxh64_of(out)) + "\n\n";
  out.reserve(out.size() + index.size() + statements.size() + sql.size());
  out += index;
  out += statements;
  out += sql;
  return out;
}

}  // namespace retort::bundle_writer
