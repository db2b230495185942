// SPDX-License-Identifier: Apache-2.0
// The revisions of all files as a graph. In: their trees. Out: the graph the compiler goes on with, and what is wrong
// with ids, parents, dependencies and labels, each at its place. Looks at headers only, never at statements.
#pragma once

#include <vector>

#include "compiler/ast/file.hpp"
#include "compiler/diagnostics/sink.hpp"
#include "runtime/core/revision_graph.hpp"

namespace retort::model {

struct GraphOptions {
  bool allow_heads = false;             // several heads are no error
  bool allow_unlabelled_bases = false;  // several bases need no labels
  // There are files of which it is not known which revisions they are (reported when they were read): a name that is
  // not found may be theirs.
  bool unread_files = false;
};

// `files[i]` becomes revision i of the graph; they must outlive the call only. Faults go to `sink`, which is also
// looked at: what was reported of a header when it was read is not reported once more as a fault of the graph.
[[nodiscard]] core::revision_graph build_graph(std::vector<ast::Revision const*> const& files,
                                               GraphOptions const& options, Sink& sink);

}  // namespace retort::model
