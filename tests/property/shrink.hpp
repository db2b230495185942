// SPDX-License-Identifier: Apache-2.0
// Makes a failing file smaller: drops its statements one by one as long as the property still fails.
#pragma once

#include <functional>

#include "compiler/ast/file.hpp"

namespace retort::test {

// True where the property fails for the file.
using Fails = std::function<bool(ast::File const&)>;
[[nodiscard]] ast::File shrink(ast::File file, Fails const& fails);

}  // namespace retort::test
