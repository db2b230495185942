// SPDX-License-Identifier: Apache-2.0
// Holds a history to what was released of it. In: the lock files, the graph, the trees and their checksums. Out:
// findings: a released revision that says something else now, statement by statement, or that is gone.
#pragma once

#include <string>
#include <vector>

#include "compiler/ast/file.hpp"
#include "compiler/release/lock_file.hpp"
#include "runtime/core/revision_graph.hpp"

namespace retort::release {

// What a history says: `revisions[i]` and `checksums[i]` are revision i of `graph`.
struct Present {
  core::revision_graph const& graph;
  std::vector<ast::Revision const*> const& revisions;
  std::vector<std::string> const& checksums;  // bundle_writer::checksums()
  std::string naming;                         // as in Entry
};

// Of a changed revision only the change itself is reported, not that everything behind it has another checksum. The
// released texts of changed revisions are added to `sources`, so that notes can point into them.
void check_released(std::vector<Entry> const& entries, Present const& present, Sources& sources, Sink& sink);

// The entry of a revision as it is now.
[[nodiscard]] Entry entry_of(ast::Revision const& revision, std::string const& checksum, std::string const& naming);

// What stands for a convention of names; empty for the usual one.
[[nodiscard]] std::string naming_of(std::vector<std::string> const& patterns, std::vector<std::string> const& usual);

}  // namespace retort::release
