// SPDX-License-Identifier: Apache-2.0
// What another tool has recorded in a database, as places of a history of ours. In: a graph, what the tool says is
// applied, and which of it is which revision. Out: the heads to record, or the sentence that says why it is not clear.
// Reads no database.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/core/revision_graph.hpp"

namespace retort::core {

// What a tool says is applied.
struct foreign_state {
  std::string table;             // for messages
  std::vector<std::string> ids;  // as the tool writes them, each once
  // Each id stands for all it was built on as well (Alembic); else for itself (most tools: a row a migration).
  bool heads_only = false;
  // Everything up to this version counts as applied: Flyway's baseline, or the only version that a tool keeps. Not
  // where heads_only.
  std::optional<std::string> up_to = {};
};

// A line of a mapping: what the tool calls it, and a revision as a user writes one (id, prefix, label).
using mapping = std::vector<std::pair<std::string, std::string>>;

struct taken_over {
  std::vector<std::pair<std::string, revision_index>> found;  // which of `ids` is which revision
  std::vector<revision_index> heads;                          // to record, in the order of the graph
};

// The revision of an id is the one the mapping says, else the one of that id, else the one with the label
// label_of_version(). Throws target_error where that leaves open what the database has:
// - nothing is applied, or nothing of it is a revision;
// - of heads, one is no revision; or several ids are one revision, so that a database at the first may lack the others;
// - else: an id that is newer than the oldest which is a revision is none itself: the database would have more than is
//   recorded. What is older is taken to be part of the first revision;
// - else: a revision on the way has an id that is not applied: the database would have less than is recorded.
[[nodiscard]] taken_over take_over(revision_graph const& graph, foreign_state const& state, mapping const& said);

// "2.1" as a label: "v2_1".
[[nodiscard]] std::string label_of_version(std::string_view version);
// Whether one version comes before another: digits as numbers, '_' as '.', all else as text; "1.10" behind "1.9".
[[nodiscard]] bool is_before(std::string_view a, std::string_view b);
// The lines `ID REVISION` of a file; empty ones and those that begin with '#' are passed over. Throws target_error with
// the number of a line that is no such pair, or that says something of an id which another line has.
[[nodiscard]] mapping parse_mapping(std::string_view text);

}  // namespace retort::core
