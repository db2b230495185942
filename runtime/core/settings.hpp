// SPDX-License-Identifier: Apache-2.0
// Which settings hold: what a user says, then what the retort.toml of the history says, then the defaults.
#pragma once

#include <retort/bundle.hpp>
#include <retort/options.hpp>

namespace retort::core {

// `given` with nothing left open: names of the three tables, their schema, both timeouts.
[[nodiscard]] options filled(options given, bundle_defaults const& said);

}  // namespace retort::core
