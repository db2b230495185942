// SPDX-License-Identifier: Apache-2.0
// How far two words are apart, and which of some words a misspelt one was meant to be. Bytes in, no Unicode: the words
// are keywords, flags, rules and identifiers.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

// Insertions, deletions and changes of one byte, and swaps of two neighbours, that lead from `a` to `b`; a number above
// `limit` (limit + 1) as soon as it is known to be more.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

// The only candidate within two edits of `word`; nothing when there is none, or several, or when the edits would
// replace the whole word. `word` itself is not a candidate.
[[nodiscard]] std::optional<std::string> suggest(std::string_view word, std::vector<std::string> const& candidates);

// "; did you mean 'x'?" for the end of a sentence, or "".
[[nodiscard]] std::string did_you_mean(std::string_view word, std::vector<std::string> const& candidates);

}  // namespace retort
