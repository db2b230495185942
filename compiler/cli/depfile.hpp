// SPDX-License-Identifier: Apache-2.0
// The list of files an output is made of, as make and ninja read it.
#pragma once

#include <string>
#include <vector>

namespace retort::cli {

// "output output: \⏎  input \⏎  input", blanks, '#' and '$' in names escaped.
[[nodiscard]] std::string depfile(std::vector<std::string> const& outputs, std::vector<std::string> const& inputs);

}  // namespace retort::cli
