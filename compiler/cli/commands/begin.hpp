// SPDX-License-Identifier: Apache-2.0
// What check and compile begin with.
#pragma once

#include "compiler/cli/report.hpp"
#include "compiler/cli/workspace.hpp"

namespace retort::cli {

// Says which database is assumed when nobody named one. False where retort.toml has faults; they are reported.
[[nodiscard]] bool begin(Workspace const& workspace, Arguments const& arguments, Console const& console);

}  // namespace retort::cli
