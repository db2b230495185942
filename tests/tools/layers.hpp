// SPDX-License-Identifier: Apache-2.0
// Who may include whom. In: a tree with docs/layers.txt, compiler/ and runtime/. Out: one sentence for each include
// that docs/layers.txt does not allow, and for each mistake in that file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace retort::tools {

// Sorted by file and line: "compiler/ast/x.hpp:3: compiler/ast may not include compiler/model (…)".
[[nodiscard]] std::vector<std::string> layer_faults(std::filesystem::path const& root);

}  // namespace retort::tools
