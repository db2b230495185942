// SPDX-License-Identifier: Apache-2.0
// Lowered statements as a bundle has them: which of them share a transaction, and where they come from. In: the
// statements of a revision in one direction. Out: the same, numbered. Renders nothing.
#pragma once

#include <vector>

#include "compiler/bundle/bundle_text.hpp"
#include "compiler/dialects/dialect.hpp"
#include "compiler/source/source_file.hpp"

namespace retort::bundle_writer {

// `origins[i]` is where lowered[i] was written. Neighbours that may share a transaction do, unless the database commits
// by itself (`transactional_ddl` false): then each stands alone. What runs outside of transactions, and a batch loop,
// always stands alone; the statements of a table rebuild keep to themselves.
[[nodiscard]] std::vector<Statement> statements(std::vector<dialects::Lowered> lowered,
                                                std::vector<Span> const& origins, Sources const& sources,
                                                bool transactional_ddl);

}  // namespace retort::bundle_writer
