// SPDX-License-Identifier: Apache-2.0
// The bundles of the tests, written by the writer the compiler uses.
#include "tests/integration/test_bundle.hpp"

#include "compiler/bundle/bundle_text.hpp"
#include "runtime/core/sha256.hpp"

namespace retort::testing {

namespace {

std::vector<bundle_writer::Statement> written(std::string const& id, std::vector<test_statement> const& statements) {
  std::vector<bundle_writer::Statement> out;
  for (auto const& given : statements) {
    auto& statement = out.emplace_back();
    statement.kind = given.kind;
    statement.mode = given.mode;
    statement.segment = given.segment;
    statement.file = id + ".mig";
    statement.line = static_cast<std::uint32_t>(out.size());
    statement.summary = "statement " + std::to_string(out.size());
    statement.text = given.text;
    statement.batch = given.batch;
    statement.probe = given.probe;
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
    revision.message = given.message.empty() ? "revision " + given.id : given.message;
    revision.checksum = given.checksum.empty() ? "c1:" + core::sha256_hex(given.id) : given.checksum;
    revision.irreversible = given.irreversible;
    revision.downgrade_loss = given.losses;
    revision.upgrade = written(given.id, given.upgrade);
    revision.downgrade = written(given.id, given.downgrade);
    out.add(revision);
  }
  return out.finish().whole();
}

}  // namespace retort::testing
