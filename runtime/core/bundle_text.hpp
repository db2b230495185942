// SPDX-License-Identifier: Apache-2.0
// How a bundle is written, for the compiler and for what the runtime keeps in a database. In: revisions with their
// statements, as values. Out: the blocks of each revision, and the header over all of them; who writes puts the blocks
// behind the titles of the sections. The same values give the same bytes.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <retort/bundle.hpp>

#include "runtime/core/bundle_index.hpp"

namespace retort::core {

struct written_statement {
  statement_kind kind = statement_kind::sql;
  transaction_mode mode = transaction_mode::inside;
  std::uint32_t segment = 1;  // from 1
  std::string file;           // origin
  std::uint32_t line = 0;
  std::string summary, locks;
  std::string text;   // SQL without ';' at its end, or the name of a step; empty for a batch loop
  batch_text batch;   // of a batch loop
  std::string probe;  // empty: none
  std::optional<std::chrono::milliseconds> lock_timeout, statement_timeout;  // its own; nothing: those of the run
};

// Like retort::revision_info, with the statements themselves. `checksum` is written as it is.
struct written_revision {
  std::string id;
  std::vector<std::string> parents, depends_on, labels;
  std::vector<replaced_revision> replaces;
  std::vector<std::string> compatible;
  std::string message, created, checksum, irreversible;
  std::vector<loss_info> losses;
  std::vector<std::string> downgrade_loss;
  std::vector<written_statement> upgrade, downgrade;
};

// The oldest format that has all that the revision says: that of a bundle is the newest of its revisions'.
[[nodiscard]] std::uint64_t format_of(written_revision const& revision);

// The part of a revision in each of the three sections.
struct revision_blocks {
  std::string index, statements, sql;
};
// Fills the blocks anew; who keeps them keeps their memory.
void render(written_revision const& revision, revision_blocks& out);

struct written_header {
  std::string name;  // of the history
  retort::dialect dialect = retort::dialect::sqlite;
  std::string generator;  // who wrote it: "retort 0.1.0"
  bundle_defaults defaults;
  std::vector<std::string> heads;
  std::uint64_t revisions = 0;
  std::uint64_t format = 1;               // see format_of()
  bundle_section index, statements, sql;  // with their titles
};
// Up to and with the empty line that ends it.
[[nodiscard]] std::string header_text(written_header const& facts);

}  // namespace retort::core
