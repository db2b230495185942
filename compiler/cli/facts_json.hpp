// SPDX-License-Identifier: Apache-2.0
// Facts about the history as JSON: one line, members in a fixed order.
#pragma once

#include <string>
#include <vector>

#include "compiler/cli/draft.hpp"
#include "compiler/cli/marks.hpp"
#include "compiler/cli/picture.hpp"
#include "compiler/cli/pipeline.hpp"
#include "compiler/cli/verified.hpp"
#include "compiler/dialects/catalogue.hpp"
#include "runtime/core/targets.hpp"

namespace retort::cli {

// {"heads":["id",…]}
[[nodiscard]] std::string heads_json(core::revision_graph const& graph);

// {"revisions":[{"id","message","parents","depends_on","replaces","labels","file","created","description",
// "irreversible","head"}]} in the order given. What is current has "current":true as well; with `losses`, each has
// "losses":[{"direction","kind","sentence"}].
[[nodiscard]] std::string history_json(Workspace const& workspace, History const& history,
                                       std::vector<core::revision_index> const& revisions, Marks const& marks,
                                       Losses const* losses = nullptr);

// {"nodes":[{"id","message","labels","head","current"}],"edges":[{"from","to","kind"}]}: from what comes first; kind is
// "parent" or "dependency".
[[nodiscard]] std::string graph_json(Picture const& picture);

// {"steps":[{"direction","revision","message"}],"heads":["id",…]}, the heads afterwards; with `losses`, each step has
// "losses":[{"kind","sentence"}], and with `statements`, those of each step, "statements":[{"ordinal","kind",
// "transaction","segment","file","line","summary","locks"}], as the deploy programs have them. Either may be null.
using Statements = std::vector<statement_list>;
[[nodiscard]] std::string plan_json(History const& history, core::planned_move const& move, Losses const* losses,
                                    Statements const* statements);

// {"branches":[{"id","message","children":["id",…]}]}
[[nodiscard]] std::string branches_json(History const& history, std::vector<core::revision_index> const& revisions);

// {"revision":"id","file":"…"}
[[nodiscard]] std::string draft_json(std::string const& file, Draft const& draft);

// {"revision":"id","file":"…","replaces":["id",…],"removed":["…"]}: the files that are gone.
[[nodiscard]] std::string squash_json(std::string const& revision, std::string const& file,
                                      std::vector<std::string> const& replaces,
                                      std::vector<std::string> const& removed);

// {"released":["id",…],"locks":["…"]}: what was not released before, and the lock files.
[[nodiscard]] std::string release_json(std::vector<std::string> const& ids, std::vector<std::string> const& locks);

// {"key":"id","private":"…","public":"…","password":false}: the files of a new pair of keys, and whether it has one.
[[nodiscard]] std::string keygen_json(std::string const& id, std::string const& private_file,
                                      std::string const& public_file, bool password);

// {"key":"id","signatures":[{"bundle":"…","signature":"…"}]}
[[nodiscard]] std::string sign_json(std::string const& id, std::vector<std::string> const& bundles);

// What leads from one schema to another: see retort diff.
[[nodiscard]] std::string diff_json(std::vector<model::Difference> const& differences, model::Changes const& changes,
                                    std::vector<dialects::Unsaid> const& unsaid);

// {"ok","database","dialect","steps":[{"way","revision","message","ok","compared","queries","differences","statements",
// "faults","notes","rows"}],"stopped"}: see verified.hpp; `stopped` is null where the way down leads to the base.
[[nodiscard]] std::string verify_json(Verified const& verified);

}  // namespace retort::cli
