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

// Which of some words, given one after the other, is nearest to another one: within two edits, or one where either is
// shorter than four, since too little of it would be left. The word itself is no candidate. The words have to outlive
// this.
class Nearest {
 public:
  explicit Nearest(std::string_view word) : word_(word) {}
  void consider(std::string_view candidate);
  // Empty where there is none, or where several are as near.
  [[nodiscard]] std::string_view found() const { return tied_ ? std::string_view() : found_; }

 private:
  std::string_view word_, found_;
  std::size_t distance_ = 3;
  bool tied_ = false;
};

// What Nearest finds among the candidates; nothing where it finds none.
[[nodiscard]] std::optional<std::string> suggest(std::string_view word, std::vector<std::string> const& candidates);

// "; did you mean 'x'?" for the end of a sentence, or "".
[[nodiscard]] std::string did_you_mean(std::string_view word, std::vector<std::string> const& candidates);

}  // namespace retort
