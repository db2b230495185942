// SPDX-License-Identifier: Apache-2.0
// Findings on the console, in the format that was asked for.
#pragma once

#include <vector>

#include "compiler/cli/arguments.hpp"
#include "compiler/cli/run.hpp"
#include "compiler/diagnostics/diagnostic.hpp"

namespace retort::cli {

// Text goes to err, JSON and SARIF to out, an empty list included.
void report(Sources const& sources, std::vector<Diagnostic> const& findings, Arguments const& arguments,
            Console const& console);

// Whether they stop a build: an error, or with --warnings-as-errors a warning.
[[nodiscard]] bool fail(std::vector<Diagnostic> const& findings, Arguments const& arguments);

}  // namespace retort::cli
