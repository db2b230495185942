// SPDX-License-Identifier: Apache-2.0
// Makes a failing history smaller: drops whole revisions, then statements, then actions, columns and clauses of
// headers, as long as it fails in the same way.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace retort::test {

using Texts = std::vector<std::string>;  // of files
using SameFailure = std::function<bool(Texts const&)>;

// Files that cannot be parsed are kept or dropped as a whole.
[[nodiscard]] Texts shrink_history(Texts texts, SameFailure const& fails);

// The files one after the other, each below its name.
[[nodiscard]] std::string show_files(Texts const& texts);

}  // namespace retort::test
