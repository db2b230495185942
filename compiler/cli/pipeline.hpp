// SPDX-License-Identifier: Apache-2.0
// The way of the data, from the texts of a workspace to lowered statements. One function an arrow; findings gather in
// the sink of the workspace. Writes nothing.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "compiler/ast/file.hpp"
#include "compiler/bundle/statements.hpp"
#include "compiler/cli/workspace.hpp"
#include "compiler/dialects/dialect.hpp"
#include "compiler/model/schema.hpp"
#include "runtime/core/revision_graph.hpp"

namespace retort::cli {

// What the files say, before any database is thought of.
struct History {
  std::vector<ast::File> files;                    // in the order of the workspace
  std::vector<ast::Revision const*> revisions;     // into `files`; revision i of the graph
  std::vector<FileId> revision_files;              // where each of them stands
  std::vector<ast::DesiredSchema const*> desired;  // into `files`
  core::revision_graph graph;
};

enum class Rules {
  of_a_build,  // several heads, and several bases without labels, are errors
  of_facts     // they are not: commands that only look at the graph
};
// How much of each file is read.
enum class Depth {
  whole,
  headers  // blocks come out empty, and what is wrong in them is not found: for questions about the graph
};
[[nodiscard]] History read_history(Workspace& workspace, Rules rules, Depth depth = Depth::whole);

struct LoweredRevision {
  core::revision_index revision = 0;
  std::optional<std::string> irreversible;
  std::vector<loss_info> losses;
  std::vector<std::string> downgrade_loss;
  std::vector<dialects::Lowered> upgrade, downgrade;
  std::vector<bundle_writer::Origin> upgrade_origins, downgrade_origins;  // of each statement
};
// Takes the revisions of a history as they are lowered, for each database in graph order. `target` is the place of the
// database among those of the workspace; different ones come side by side, from several threads. Whether anything is
// wrong is known at the end only: findings may be accepted.
using LoweredTo = std::function<void(std::size_t target, LoweredRevision revision)>;

// Takes the schema at the head, or that of all heads together, and the one of a schema file, for one database: where
// the history could be replayed. What is left out of the filter of the workspace is the same in both.
using SchemasTo = std::function<void(std::size_t target, model::Schema const& head, model::Schema const& desired)>;

// Throws UsageError for a database that this program was built without.
[[nodiscard]] dialects::Dialect const& built_dialect(dialect wanted);
// The same from the oldest version on that the workspace names.
[[nodiscard]] dialects::Dialect const& dialect_of(Workspace const& workspace, dialect wanted);
// How many of its rules a schema breaks, as model::ReplayOptions asks; the dialect is static.
[[nodiscard]] std::function<std::size_t(model::Schema const&)> rules_of(dialects::Dialect const& dialect);
// How histories for it are replayed, and what is proposed for it. Throws as built_dialect().
[[nodiscard]] model::ReplayOptions replay_options(Workspace const& workspace, dialect wanted);

// Replays the history for each database of the workspace, plans and lowers. Every desired schema goes to `schemas`,
// and is compared with the head where that is empty. Returns everything that was found, what @allow accepts taken away.
// Throws as built_dialect().
[[nodiscard]] std::vector<Diagnostic> check_history(Workspace& workspace, History const& history, LoweredTo const& to,
                                                    SchemasTo const& schemas = {});

// The schema of a database at a revision, or without one at the head, that of all heads together. Nothing where the
// history has faults, which are in the sink of the workspace.
[[nodiscard]] std::optional<model::Schema> schema_at(Workspace& workspace, History const& history, dialect wanted,
                                                     std::optional<core::revision_index> revision);

// What stands for the convention of names in a lock file.
[[nodiscard]] std::string naming_of(Workspace const& workspace);

// What each revision takes from a database, in both directions, on any database of the workspace; by revision. Replays
// the history, whatever is wrong with it.
using Losses = std::vector<std::vector<loss_info>>;
[[nodiscard]] Losses losses_of(Workspace const& workspace, History const& history);

}  // namespace retort::cli
