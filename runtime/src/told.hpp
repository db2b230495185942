// SPDX-License-Identifier: Apache-2.0
// What a database tells of revisions to programs that do not have them: written by the program that applies a revision,
// read by an older one. In: a bundle, a state, the table of revisions. Out: rows; the history of the bundle with the
// downgrades behind it that the database keeps.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/core/lineage.hpp"
#include "runtime/src/bookkeeping.hpp"

namespace retort {

// The row of a revision. Throws bundle_error.
[[nodiscard]] told_revision told(bundle const& content, revision_info const& revision, bool with_downgrade);

// Where a database stands, read from what is recorded and told; `state` as it was read. Sets all but `expected`.
[[nodiscard]] database_standing standing_of(bundle const& content, lineage& line, bookkeeping& books,
                                            database_state const& state);

// A history for downgrades alone.
struct extended_history {
  bundle content;
  std::vector<std::string> beyond;  // what the database keeps: revisions that the bundle does not have
};

[[nodiscard]] bool same_set(std::vector<std::string> a, std::vector<std::string> b);

// The recorded heads that the bundle does not have; those that it squashed into others are not among them.
[[nodiscard]] std::vector<std::string> unknown_heads(lineage& line, std::vector<std::string> const& heads);

// The bundle and, of what is applied, all that it does not have, as the database keeps it. Nothing where the bundle has
// all the heads. Throws unknown_revision_in_database where the database does not keep what would lead back,
// checksum_mismatch where what it keeps was changed, or is not what was applied.
[[nodiscard]] std::optional<extended_history> with_stored_downgrades(bundle const& content, lineage& line,
                                                                     bookkeeping& books,
                                                                     std::vector<std::string> const& heads);

}  // namespace retort
