// SPDX-License-Identifier: Apache-2.0
// Bytes as C++ source that every compiler takes and takes quickly. In: any bytes. Out: string literals that hold just
// them. docs/bundle.md says what the limits are.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace retort::codegen {

// Bytes of one piece; the last may have fewer. MSVC takes 65,535 in a literal after concatenation.
inline constexpr std::size_t piece_size = 61'440;

// String literals, one below the other, that concatenate to `bytes`. None is longer than 16,000 characters, as it is
// written and as it is meant (MSVC takes 16,380); all of it is printable ASCII, tabs and line ends.
[[nodiscard]] std::string literals(std::string_view bytes);

// `char const* const pieces[] = {…};`. Pointers to literals: an array of characters that is initialised with one costs
// clang a hundred times its size in memory. `bytes` is not empty.
[[nodiscard]] std::string pieces(std::string_view bytes);

}  // namespace retort::codegen
