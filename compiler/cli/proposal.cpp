// SPDX-License-Identifier: Apache-2.0
// Finds what all databases have in common, in order; the rest is wrapped.
#include "compiler/cli/proposal.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/ast/print.hpp"
#include "compiler/base/utf8.hpp"

namespace retort::cli {

namespace {

using model::Change;

std::string text_of(Change const& change, std::string const& accepted) {
  ast::Statement statement;
  statement.operation = change.operation;
  auto const& reason = change.harmless.empty() ? accepted : change.harmless;
  if (!accepted.empty() && !change.losses.empty())
    statement.annotations.push_back({ast::Allow{{"data-loss", {}}, {reason, {}}}, {}});
  auto const remark = change.remark.empty() ? "" : "-- " + printable(change.remark) + "\n";
  return remark + ast::print(statement) + "\n";
}

std::string text_of(std::vector<Change> const& changes, std::string const& accepted) {
  std::string out;
  for (auto const& change : changes) out += text_of(change, accepted);
  return out;
}

// What stands between two changes that all have: databases that do the same are named together.
std::string wrapped(std::vector<ProposedFor> own, std::string const& accepted) {
  std::string out;
  for (auto it = own.begin(); it != own.end(); ++it) {
    if (it->changes.empty()) continue;
    std::vector<std::string> dialects{it->dialect};
    for (auto other = it + 1; other != own.end(); ++other)
      if (other->changes == it->changes) {
        dialects.push_back(other->dialect);
        other->changes.clear();
      }
    out += fmt::format("for {} {{\n{}}}\n", fmt::join(dialects, ", "), text_of(it->changes, accepted));
  }
  return out;
}

}  // namespace

std::string block_text(std::vector<ProposedFor> const& proposed, std::string const& accepted) {
  std::string out;
  if (proposed.empty()) return out;
  if (proposed.size() == 1) return text_of(proposed.front().changes, accepted);
  using Place = std::vector<Change>::const_iterator;
  std::vector<Place> at;  // what each of them has not written yet
  for (auto const& one : proposed) at.push_back(one.changes.begin());
  auto const flush = [&](std::vector<Place> const& to) {
    std::vector<ProposedFor> own;
    for (std::size_t i = 0; i < proposed.size(); ++i) own.push_back({proposed[i].dialect, {at[i], to[i]}});
    out += wrapped(std::move(own), accepted);
  };
  auto const& first = proposed.front().changes;
  for (auto change = first.begin(); change != first.end(); ++change) {
    std::vector<Place> found{change};
    for (std::size_t i = 1; i < proposed.size(); ++i)
      found.push_back(std::find(at[i], proposed[i].changes.end(), *change));
    bool everywhere = true;
    for (std::size_t i = 1; i < proposed.size(); ++i) everywhere = everywhere && found[i] != proposed[i].changes.end();
    if (!everywhere) continue;
    flush(found);
    out += text_of(*change, accepted);
    for (std::size_t i = 0; i < proposed.size(); ++i) at[i] = found[i] + 1;
  }
  std::vector<Place> ends;
  for (auto const& one : proposed) ends.push_back(one.changes.end());
  flush(ends);
  return out;
}

std::string with_blocks(std::string const& revision, std::string const& upgrade, std::string const& downgrade) {
  return revision.substr(0, revision.rfind("\nupgrade {")) + "\nupgrade {\n" + upgrade + "}\n\n" + downgrade + "\n";
}

}  // namespace retort::cli
