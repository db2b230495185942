// SPDX-License-Identifier: Apache-2.0
// What the commands that build begin with.
#pragma once

#include <optional>

#include "compiler/cli/emit.hpp"
#include "compiler/cli/report.hpp"
#include "compiler/cli/workspace.hpp"

namespace retort::cli {

// Says which database is assumed when nobody named one. False where retort.toml has faults; they are reported.
[[nodiscard]] bool begin(Workspace const& workspace, Arguments const& arguments, Console const& console);

// Checks the history of a workspace, lowers it for its databases and reports what was found. Nothing where that is
// enough to fail. The emitter refers to both.
[[nodiscard]] std::optional<Emitter> built(Workspace& workspace, History const& history, Arguments const& arguments,
                                           Console const& console);

}  // namespace retort::cli
