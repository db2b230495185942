// SPDX-License-Identifier: Apache-2.0
// The text of a bundle. In: revisions and their rendered statements, as values. Out: the bytes that retort::bundle
// opens; the same values give the same bytes. Decides nothing: segments and checksums are the caller's.
#pragma once

#include <string>
#include <vector>

#include "retort/bundle.hpp"

namespace retort::bundle_writer {

struct Statement {
  statement_kind kind = statement_kind::sql;
  transaction_mode mode = transaction_mode::inside;
  std::uint32_t segment = 1;  // from 1
  std::string file;           // origin
  std::uint32_t line = 0;
  std::string summary, locks;
  std::string text;   // SQL without ';' at its end, or the name of a step; empty for a batch loop
  batch_text batch;   // of a batch loop
  std::string probe;  // empty: none
};

// Like retort::revision_info, with the statements themselves. `checksum` is written as it is.
struct Revision {
  std::string id;
  std::vector<std::string> parents, depends_on, labels;
  std::string message, created, checksum, irreversible;
  std::vector<std::string> downgrade_loss;
  std::vector<Statement> upgrade, downgrade;
};

struct Bundle {
  std::string name;  // of the history
  retort::dialect dialect = retort::dialect::sqlite;
  std::string generator;            // "retort 0.1.0"
  std::vector<Revision> revisions;  // in an order in which an upgrade may run them
};

[[nodiscard]] std::string write(Bundle const& bundle);

}  // namespace retort::bundle_writer
