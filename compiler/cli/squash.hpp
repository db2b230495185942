// SPDX-License-Identifier: Apache-2.0
// What a squash takes together, and the text of the one revision that stands for it. In: a history and a range of it.
// Out: text. Proves nothing and knows no files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/cli/pipeline.hpp"

namespace retort::cli {

struct SquashRange {
  std::vector<core::revision_index> members;  // in graph order; two at least
  core::revision_index last = 0;              // stands on all the others; its id stays
  std::vector<std::string> parents;           // what the range stands on; none for base
  std::vector<std::string> depends_on;        // what it needs besides, as it was written
};

// The revisions of `A:B`, `:B`, `base:B` or `A:`. Throws core::target_error where they cannot become one: where another
// revision stands on one that would be gone, or the range begins or ends at several places.
[[nodiscard]] SquashRange squash_range(core::revision_graph const& graph, std::string const& range);

// Whether the upgrade does nothing but change the schema, so that on an empty database only what it leads to counts.
[[nodiscard]] bool changes_only_schema(std::vector<ast::Statement> const& upgrade);

// Whether one of the statements stands in a `for` that names another database than these.
[[nodiscard]] bool names_others(std::vector<ast::Statement> const& statements,
                                std::vector<std::string> const& dialects);

// The revision with an empty upgrade, a downgrade that is derived, and the clause `replaces`. `checksums` are those of
// the revisions of the history.
[[nodiscard]] ast::Revision squashed_revision(History const& history, SquashRange const& range,
                                              std::vector<std::string> const& checksums, std::string const& message,
                                              std::string const& created);

// What says in a file what was derived. A column that is not null and comes without a value is made so in a statement
// of its own: nobody may write it otherwise, and on a table with rows either one fails.
[[nodiscard]] std::vector<ast::Operation> as_written(ast::Statement const& derived);

// What stands in a block as it stands in its file, comments and all, behind a line that says whose it is; empty where
// nothing does.
[[nodiscard]] std::string copied_statements(Workspace const& workspace, ast::Revision const& revision,
                                            ast::Block const& block);
// The line: "-- 3f9a1c2b7d4e: Users".
[[nodiscard]] std::string whose(ast::Revision const& revision);

}  // namespace retort::cli
