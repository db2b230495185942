// SPDX-License-Identifier: Apache-2.0
// Optimal string alignment, row by row, given up as soon as a whole row is above the limit.
#include "compiler/base/edit_distance.hpp"

#include <algorithm>
#include <numeric>

namespace retort {

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  std::size_t const gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > limit) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    // A swap looks two rows back, so both have to be above the limit.
    if (*std::min_element(now.begin(), now.end()) > limit && *std::min_element(last.begin(), last.end()) > limit)
      return limit + 1;
    std::swap(before, last);
    std::swap(last, now);
  }
  return std::min(last[b.size()], limit + 1);
}

void Nearest::consider(std::string_view candidate) {
  std::size_t const shorter = std::min(word_.size(), candidate.size());
  if (shorter < 2 || candidate == word_ || candidate == found_) return;
  std::size_t const limit = shorter > 3 ? 2 : 1;
  std::size_t const distance = edit_distance(word_, candidate, limit);
  if (distance > limit || distance > distance_) return;
  tied_ = distance == distance_;
  distance_ = distance;
  found_ = candidate;
}

std::optional<std::string> suggest(std::string_view word, std::vector<std::string> const& candidates) {
  Nearest nearest(word);
  for (auto const& candidate : candidates) nearest.consider(candidate);
  if (nearest.found().empty()) return std::nullopt;
  return std::string(nearest.found());
}

std::string did_you_mean(std::string_view word, std::vector<std::string> const& candidates) {
  auto const found = suggest(word, candidates);
  return found ? "; did you mean '" + *found + "'?" : std::string();
}

}  // namespace retort
