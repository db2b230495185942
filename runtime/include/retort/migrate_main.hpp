// SPDX-License-Identifier: Apache-2.0
// The program retort-migrate as a function; add_migrations(… EXECUTABLE) makes a main() of it with the bundles inside.
// Link Retort::migrate_cli.
#pragma once

#include <span>
#include <string_view>

#include <retort/bundle.hpp>
#include <retort/step.hpp>

namespace retort {

// One embedded bundle, and the database it is for, so that the others need not be opened.
struct embedded_history {
  retort::dialect dialect;
  embedded_bundle content;
};

// Exit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 environment, 4 the database refused, 70 a defect of Retort.
// `histories` empty: --bundle FILE is required. Writes to standard output and standard error; throws nothing. The
// password of a URL on the command line is overwritten in `argv`, so that it does not show in the list of processes.
[[nodiscard]] int migrate_main(int argc, char** argv, std::span<embedded_history const> histories = {},
                               std::span<call_entry const> calls = {}) noexcept;

}  // namespace retort
