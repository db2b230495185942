// SPDX-License-Identifier: Apache-2.0
// The source line of a span with a caret under it. In: a line and the bytes to mark. Out: two lines of text of the same
// width on a terminal. Colours and gutters are the caller's.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace retort {

struct Snippet {
  std::string line;        // printable, tabs as blanks, cut around the mark with "…" when it is wider than max_width
  std::string underline;   // blanks and then ^~~~
  std::size_t indent = 0;  // blanks in front of the caret
};

// Marks the bytes [begin, end) of `line`; an end past the line marks to its end, an empty range the place of `begin`.
[[nodiscard]] Snippet make_snippet(std::string_view line, std::size_t begin, std::size_t end, std::size_t max_width);

}  // namespace retort
