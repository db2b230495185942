// SPDX-License-Identifier: Apache-2.0
// Distances by optimal string alignment, in a table of three rows. Nothing here is called unless something is wrong.
#include "runtime/core/spelling.hpp"

#include <algorithm>
#include <numeric>

namespace retort::core {

namespace {

constexpr std::size_t most_edits = 2;

std::size_t distance(std::string_view a, std::string_view b) {
  std::size_t const gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > most_edits) return most_edits + 1;
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    if (*std::min_element(now.begin(), now.end()) > most_edits) return most_edits + 1;
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

// The only one that passes; `several` when there is more than one.
template <class Test>
std::optional<std::string> only(std::vector<std::string> const& known, bool& several, Test test) {
  std::optional<std::string> out;
  for (auto const& name : known) {
    if (!test(name) || out == name) continue;
    several = out.has_value();
    if (several) return std::nullopt;
    out = name;
  }
  return out;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::optional<std::string> nearest(std::string_view word, std::vector<std::string> const& known) {
  bool several = false;
  auto const folded = lower_case(word);
  auto const same = only(known, several, [&](std::string const& name) { return lower_case(name) == folded; });
  if (same || several) return same;
  return only(known, several, [&](std::string const& name) {
    auto const edits = distance(word, name);
    return edits <= most_edits && edits < std::max(word.size(), name.size()) && edits < word.size();
  });
}

std::string in_quotes(std::string_view name) { return "'" + std::string(name) + "'"; }

std::string in_quotes(std::vector<std::string> const& names, std::size_t most) {
  std::string out;
  std::size_t const shown = names.size() > most ? most : names.size();
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) out += i + 1 == names.size() ? " and " : ", ";
    out += in_quotes(names[i]);
  }
  if (shown < names.size()) out += " and " + std::to_string(names.size() - shown) + " more";
  return out;
}

}  // namespace retort::core
