// SPDX-License-Identifier: Apache-2.0
// Words for sentences about names: lists, and which known name a misspelt one was meant to be. Bytes in, no Unicode:
// ids and labels. Knows no graph.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::core {

// Shorter ones are no abbreviations of ids.
inline constexpr std::size_t shortest_prefix = 4;

// A to Z only.
[[nodiscard]] std::string lower_case(std::string_view text);

// The only one of `known` that `word` was meant to be: the same but for case, else within two edits (insertions,
// deletions, changes, swaps of neighbours) and not wholly another word. Nothing when there is none, or several.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word, std::vector<std::string> const& known);

// "'a', 'b' and 'c'"; of more than `most`: "'a', 'b', 'c' and 4 more".
[[nodiscard]] std::string in_quotes(std::vector<std::string> const& names, std::size_t most = 5);
[[nodiscard]] std::string in_quotes(std::string_view name);

}  // namespace retort::core
