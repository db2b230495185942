// SPDX-License-Identifier: Apache-2.0
// new --autogenerate: the revision that brings the head of the history to the desired schema, on every database. What
// is written was replayed with the whole history and leads there exactly, up and, where there is a way, down.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/cli/commands/facts.hpp"

namespace retort::cli {

// `text` is the revision with an empty upgrade, `name` that of its file, `parents` what it stands on. Out: the text to
// write; nothing where there is nothing to do, or where it is refused, which is said; `code` is then the exit code.
// Throws UsageError, and core::target_error where the revision would not stand on all heads.
[[nodiscard]] std::optional<std::string> autogenerate(Facts& facts, std::vector<core::revision_index> parents,
                                                      std::string const& name, std::string const& text,
                                                      Arguments const& arguments, Console const& console, int& code);

}  // namespace retort::cli
