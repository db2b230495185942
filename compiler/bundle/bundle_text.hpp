// SPDX-License-Identifier: Apache-2.0
// The text of a bundle. In: revisions and their rendered statements, as values, one revision after the other. Out: the
// bytes that retort::bundle opens; the same values give the same bytes. Decides nothing: segments and checksums are the
// caller's.
#pragma once

#include <string>
#include <vector>

#include "compiler/base/shared.hpp"
#include "compiler/base/spool.hpp"
#include "retort/bundle.hpp"
#include "runtime/core/bundle_text.hpp"
#include "runtime/core/xxh64.hpp"

namespace retort::bundle_writer {

using Statement = core::written_statement;
using Revision = core::written_revision;

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
    [[nodiscard]] core::bundle_section facts() const { return {bytes.size(), checksum.value()}; }

    Spool bytes;
    core::xxh64 checksum;
  };
  // What the heads are found by.
  struct Node {
    std::string id;
    std::vector<std::string> stands_on, labels;
  };
  [[nodiscard]] std::vector<std::string> heads() const;

  std::uint64_t format_ = 1;  // the newest that a revision needs
  std::string name_, generator_;
  bundle_defaults defaults_;
  retort::dialect dialect_;
  std::vector<Node> nodes_;
  Section index_, statements_, sql_;
  core::revision_blocks blocks_;  // of a revision; kept for their memory
};

}  // namespace retort::bundle_writer
