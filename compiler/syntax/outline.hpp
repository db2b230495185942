// SPDX-License-Identifier: Apache-2.0
// A text without what stands in its blocks, for those who ask about headers only. In: a text. Out: the same text, as
// long, with blanks between the braces.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace retort::syntax {

// Nothing where a block, a string or a comment does not end. Faults of what stands in a block are not found.
[[nodiscard]] std::optional<std::string> outline(std::string_view text);

}  // namespace retort::syntax
