// SPDX-License-Identifier: Apache-2.0
// The direction follows from the places: TO is below FROM, or it is not.
#include "runtime/script/move.hpp"

#include <algorithm>

#include "runtime/core/head_walk.hpp"

namespace retort::script {
namespace {

// Whether all that TO means is applied where `current` is, so that going there is going down.
bool is_below(core::revision_graph const& graph, std::vector<core::revision_index> const& current,
              std::string_view to) {
  auto const at_sign = to.find('@');
  auto const behind = at_sign == std::string_view::npos ? to : to.substr(at_sign + 1);
  if (behind.starts_with('-') || (at_sign != std::string_view::npos && behind == "base")) return true;
  if (to.starts_with('+') || to == "heads") return false;
  if (behind.starts_with('+')) return false;
  auto const at = core::resolve_heads(graph, to);
  auto const done = core::applied(graph, current);
  return !current.empty() && at != current &&
         std::all_of(at.begin(), at.end(), [&](core::revision_index r) { return static_cast<bool>(done[r]); });
}

}  // namespace

move move_of(core::revision_graph const& graph, std::string_view range) {
  auto const colon = range.find(':');
  auto const from = colon == std::string_view::npos || colon == 0 ? std::string_view("base") : range.substr(0, colon);
  auto to = colon == std::string_view::npos ? range : range.substr(colon + 1);
  if (to.empty()) to = "head";
  auto const current = core::resolve_heads(graph, from);
  move out;
  out.way = is_below(graph, current, to) ? direction::downgrade : direction::upgrade;
  auto const planned =
      out.way == direction::upgrade ? core::plan_upgrade(graph, current, to) : core::plan_downgrade(graph, current, to);
  core::head_walk walk(graph, current);
  out.from = walk.heads();
  for (auto const& next : planned.steps) {
    step made{next.revision, walk.heads(), {}};
    if (!walk.take(next))
      throw core::target_error("'" + graph[next.revision].id + "' cannot be reached from " + std::string(from));
    made.after = walk.heads();
    out.steps.push_back(std::move(made));
  }
  out.to = walk.heads();
  return out;
}

}  // namespace retort::script
