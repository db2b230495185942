// SPDX-License-Identifier: Apache-2.0
// Suggestions for misspelt names, and the naming convention.
#include "compiler/model/names.hpp"

#include "compiler/ast/print.hpp"
#include "compiler/base/edit_distance.hpp"

namespace retort::model {

void suggest(Diagnostic& diagnostic, Span span, std::string_view wrong, std::vector<std::string> const& candidates) {
  auto const found = retort::suggest(wrong, candidates);
  if (!found) return;
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
