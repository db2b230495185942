// SPDX-License-Identifier: Apache-2.0
// The end of the pipeline: lowered revisions as the texts that `compile` writes.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "compiler/bundle/bundle_text.hpp"
#include "compiler/cli/pipeline.hpp"

namespace retort::cli {

struct Emitted {
  std::string name;  // of the file: "shop.sqlite.bundle"
  std::string text;
  std::vector<Shared<Spool>> rest = {};  // what follows `text`
};
// All of it.
[[nodiscard]] std::string whole(Emitted const& file);

// Gathers the bundles, one for each database of the workspace. What it is made of must outlive it.
class Emitter {
 public:
  Emitter(Workspace const& workspace, History const& history);

  // The next revision for a database, as LoweredTo gives it.
  void add(std::size_t target, LoweredRevision revision);
  // The bundles and, with `name_space`, the C++ that has them inside. For a history that was found to be without
  // errors; the emitter is done with afterwards.
  [[nodiscard]] std::vector<Emitted> finish(std::string const* name_space);

 private:
  struct Target {
    dialects::Dialect const* dialect;
    bundle_writer::Writer writer;
    std::set<std::string> calls;  // sorted: the databases need not call the same steps, nor in the same order
  };

  Workspace const& workspace_;
  History const& history_;
  std::vector<std::string> checksums_;
  std::vector<Target> targets_;
};

}  // namespace retort::cli
