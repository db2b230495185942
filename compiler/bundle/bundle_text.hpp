// SPDX-License-Identifier: Apache-2.0
// The text of a bundle. In: revisions and their rendered statements, as values, one revision after the other. Out: the
// bytes that retort::bundle opens; the same values give the same bytes. Decides nothing: segments and checksums are the
// caller's.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "compiler/base/shared.hpp"
#include "compiler/base/spool.hpp"
#include "retort/bundle.hpp"
#include "runtime/core/xxh64.hpp"

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
  std::optional<std::chrono::milliseconds> lock_timeout, statement_timeout;  // its own; nothing: those of the run
};

// Like retort::revision_info, with the statements themselves. `checksum` is written as it is.
struct Revision {
  std::string id;
  std::vector<std::string> parents, depends_on, labels;
  std::vector<replaced_revision> replaces;
  std::string message, created, checksum, irreversible;
  std::vector<loss_info> losses;
  std::vector<std::string> downgrade_loss;
  std::vector<Statement> upgrade, downgrade;
};

// The bytes of a bundle, in parts: of a long history they are more than a program should hold at once.
struct Text {
  std::string header;
  std::vector<Shared<Spool>> sections;  // what follows it
  // All of them as one string. Throws FileError when what was set aside cannot be read.
  [[nodiscard]] std::string whole() const;
};

// Gathers the revisions of one bundle.
class Writer {
 public:
  // `name` is that of the history, `generator` who wrote this: "retort 0.1.0".
  Writer(std::string name, retort::dialect dialect, std::string generator, bundle_defaults defaults = {});

  // The next revision, in an order in which an upgrade may run them. Throws FileError when it cannot be set aside.
  void add(Revision const& revision);
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }  // revisions so far
  // The bundle of all that were added; the writer is done with afterwards.
  [[nodiscard]] Text finish();

 private:
  struct Section {
    explicit Section(std::string_view title) { add(title); }
    void add(std::string_view block) {
      checksum.update(block);
      bytes.add(block);
    }

    Spool bytes;
    core::xxh64 checksum;
  };
  // What the heads are found by.
  struct Node {
    std::string id;
    std::vector<std::string> stands_on, labels;
  };
  [[nodiscard]] std::vector<std::string> heads() const;

  bool squashed_ = false;  // one of the revisions replaces others
  bool limited_ = false;   // one of the statements has limits of its own
  std::string name_, generator_;
  bundle_defaults defaults_;
  retort::dialect dialect_;
  std::vector<Node> nodes_;
  Section index_, statements_, sql_;
  std::string index_block_, statements_block_, sql_block_;  // of a revision; kept for their memory
};

}  // namespace retort::bundle_writer
