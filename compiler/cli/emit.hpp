// SPDX-License-Identifier: Apache-2.0
// The end of the pipeline: a checked history as the texts that `compile` writes.
#pragma once

#include <string>
#include <vector>

#include "compiler/cli/pipeline.hpp"

namespace retort::cli {

struct Emitted {
  std::string name;  // of the file: "shop.sqlite.bundle"
  std::string text;
};

// A bundle for each database and, with `name_space`, the C++ that has them inside. `checked` must be without errors.
[[nodiscard]] std::vector<Emitted> emit(Workspace const& workspace, History const& history, Checked const& checked,
                                        std::string const* name_space);

}  // namespace retort::cli
