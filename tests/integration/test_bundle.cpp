// SPDX-License-Identifier: Apache-2.0
// The bundles of the tests, written by the writer the compiler uses.
#include "tests/integration/test_bundle.hpp"

#include "compiler/bundle/bundle_text.hpp"
#include "runtime/core/sha256.hpp"

namespace retort::testing {

namespace {

// The table that is made or dropped; empty for other statements.
std::string table_of(std::string const& text, std::string_view words) {
  if (!text.starts_with(words)) return {};
  return text.substr(words.size(), text.find_first_of(" (", words.size()) - words.size());
}

// As the compiler says it where a change of the schema commits by itself: outside of transactions, with a query.
test_statement as_it_commits(test_statement given) {
  auto const made = table_of(given.text, "create table "), dropped = table_of(given.text, "drop table ");
  if (given.kind != statement_kind::sql || given.mode != transaction_mode::inside || (made.empty() && dropped.empty()))
    return given;
  given.mode = transaction_mode::outside;
  given.probe = "select count(*) = " + std::string(made.empty() ? "0" : "1") +
                " from information_schema.TABLES where TABLE_SCHEMA = database() and TABLE_NAME = '" +
                (made.empty() ? dropped : made) + "'";
  return given;
}

std::vector<bundle_writer::Statement> written(std::string const& id, retort::dialect dialect,
                                              std::vector<test_statement> const& statements) {
  std::vector<bundle_writer::Statement> out;
  bool const commits = dialect == retort::dialect::mysql || dialect == retort::dialect::mariadb;
  for (auto const& plain : statements) {
    auto const given = commits ? as_it_commits(plain) : plain;
    auto& statement = out.emplace_back();
    statement.kind = given.kind;
    statement.mode = given.mode;
    statement.segment = given.segment;
    statement.file = id + ".mig";
    statement.line = plain.line != 0 ? plain.line : static_cast<std::uint32_t>(out.size());
    statement.summary = "statement " + std::to_string(out.size());
    statement.text = given.text;
    statement.batch = given.batch;
    statement.probe = given.probe;
    statement.lock_timeout = given.lock_timeout;
    statement.statement_timeout = given.statement_timeout;
  }
  return out;
}

}  // namespace

std::string bundle_text(retort::dialect dialect, std::vector<test_revision> const& revisions,
                        bundle_defaults const& said) {
  bundle_writer::Writer out("test", dialect, "retort test", said);
  for (auto const& given : revisions) {
    bundle_writer::Revision revision;
    revision.id = given.id;
    revision.parents = given.parents;
    revision.depends_on = given.depends_on;
    revision.labels = given.labels;
    revision.replaces = given.replaces;
    revision.compatible = given.compatible;
    revision.message = given.message.empty() ? "revision " + given.id : given.message;
    revision.checksum = given.checksum.empty() ? "c1:" + core::sha256_hex(given.id) : given.checksum;
    revision.irreversible = given.irreversible;
    revision.downgrade_loss = given.losses;
    revision.upgrade = written(given.id, dialect, given.upgrade);
    revision.downgrade = written(given.id, dialect, given.downgrade);
    out.add(revision);
  }
  return out.finish().whole();
}

}  // namespace retort::testing
