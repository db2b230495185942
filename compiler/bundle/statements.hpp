// SPDX-License-Identifier: Apache-2.0
// Lowered statements as a bundle has them: which of them share a transaction, and where they come from. In: the
// statements of a revision in one direction. Out: the same, numbered. Renders nothing.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "compiler/bundle/bundle_text.hpp"
#include "compiler/dialects/dialect.hpp"
#include "compiler/source/source_file.hpp"

namespace retort::bundle_writer {

// Where a statement was written, and what limits stand there for it.
struct Origin {
  Span where;
  std::optional<std::chrono::milliseconds> lock_timeout, statement_timeout;
};

// `origins[i]` is that of lowered[i]. Neighbours that may share a transaction do, unless the database commits
// by itself (`transactional_ddl` false): then those that change rows alone do. What runs outside of transactions, and a
// batch loop, always stands alone, but a segment of those that join what stands before them is announced as one in the
// journal; the statements of a table rebuild keep to themselves.
[[nodiscard]] std::vector<Statement> statements(std::vector<dialects::Lowered> lowered,
                                                std::vector<Origin> const& origins, Sources const& sources,
                                                bool transactional_ddl);

}  // namespace retort::bundle_writer
