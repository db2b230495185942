// SPDX-License-Identifier: Apache-2.0
// Edit distance and the naming convention.
#include "compiler/model/names.hpp"

#include <algorithm>
#include <numeric>

#include "compiler/ast/print.hpp"

namespace retort::model {

namespace {
// Levenshtein with swaps of neighbours counted as one edit.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}
}  // namespace

void suggest(Diagnostic& diagnostic, Span span, std::string_view wrong, std::vector<std::string> const& candidates) {
  std::string const* found = nullptr;
  for (auto const& c : candidates) {
    std::size_t const gap = c.size() > wrong.size() ? c.size() - wrong.size() : wrong.size() - c.size();
    if (gap > 2 || c == wrong) continue;
    std::size_t const d = distance(wrong, c);
    if (d > 2 || d >= wrong.size()) continue;
    if (found != nullptr && *found != c) return;
    found = &c;
  }
  if (found == nullptr) return;
  diagnostic.label = "did you mean '" + *found + "'?";
  diagnostic | Fix{span, ast::print(ast::Identifier{*found, {}})};
}

std::string fill_pattern(std::string_view pattern, std::string_view table, std::vector<std::string> const& columns,
                         std::string_view ref_table) {
  std::string joined;
  for (auto const& c : columns) joined += (joined.empty() ? "" : "_") + c;
  std::string out;
  while (!pattern.empty()) {
    auto const take = [&](std::string_view key, std::string_view value) {
      if (pattern.substr(0, key.size()) != key) return false;
      out += value;
      pattern.remove_prefix(key.size());
      return true;
    };
    if (take("{table}", table) || take("{columns}", joined) || take("{ref_table}", ref_table)) continue;
    out += pattern.front();
    pattern.remove_prefix(1);
  }
  return out;
}

}  // namespace retort::model
