// SPDX-License-Identifier: Apache-2.0
// The pages of docs/diagnostics, put into the program when it is built.
#pragma once

#include <string_view>

#include "compiler/diagnostics/diagnostic.hpp"

namespace retort {

// The Markdown of docs/diagnostics/RTnnnn.md; empty when there is none.
[[nodiscard]] std::string_view page(Code code);

}  // namespace retort
