// SPDX-License-Identifier: Apache-2.0
// The checksum of what a revision means. In: the graph and the trees of the files. Out: a checksum a revision, chained
// over its parents, the same for every database. Comments, blanks, spelling, messages and annotations do not change it,
// nor does a newer Retort: the algorithm, "c1", is frozen. docs/bundle.md describes it.
#pragma once

#include <string>
#include <vector>

#include "compiler/ast/file.hpp"
#include "runtime/core/revision_graph.hpp"

namespace retort::bundle_writer {

// `files[i]` is revision i of `graph`. What stands on a squashed revision counts the checksum that this one had before,
// so that nothing changes for it. "c1:" and 64 hexadecimal digits each; empty where the ancestry is not whole.
[[nodiscard]] std::vector<std::string> checksums(core::revision_graph const& graph,
                                                 std::vector<ast::Revision const*> const& files);

// What of a revision is summed up, but for its place in the graph. Of interest to tests, and to whoever wonders why
// two checksums differ.
[[nodiscard]] std::string canonical_text(ast::Revision const& revision);
[[nodiscard]] std::string canonical_text(ast::Statement const& statement);

}  // namespace retort::bundle_writer
