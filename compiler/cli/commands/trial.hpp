// SPDX-License-Identifier: Apache-2.0
// What is written was checked with the whole history before: the common part of `new --autogenerate` and `squash`.
#pragma once

#include <string>
#include <vector>

#include "compiler/cli/commands/facts.hpp"

namespace retort::cli {

// Makes `facts` the history of `files` and a file of this name and text, and returns what is found in it. What was
// found before is gone; trees of before are the caller's to keep.
[[nodiscard]] std::vector<Diagnostic> try_history(Facts& facts, std::vector<FileId> files, std::string const& name,
                                                  std::string const& text, SchemasTo const& schemas = {});

[[nodiscard]] bool has_errors(std::vector<Diagnostic> const& findings);

// The text as `retort fmt` writes it; as it is where it has faults.
[[nodiscard]] std::string canonical(Sources& sources, std::string const& name, std::string const& text);

}  // namespace retort::cli
