// SPDX-License-Identifier: Apache-2.0
// The hooks of retort.toml, which run after a file is written.
#pragma once

#include "compiler/cli/config.hpp"
#include "compiler/cli/run.hpp"

namespace retort::cli {

// Runs them in turn, until one fails, with the file in the place of {file}. What they print goes to err: standard
// output belongs to the facts. Returns the exit code; a retort.toml of somebody else runs nothing.
int run_hooks(Config const& config, std::filesystem::path const& file, Console const& console);

}  // namespace retort::cli
