// SPDX-License-Identifier: Apache-2.0
// Moves: an upgrade applies what a target stands on, a downgrade takes back what stands on the target. Both are sets of
// revisions first, and steps in graph order then.
#include "runtime/core/targets.hpp"

#include <algorithm>

#include "runtime/core/resolve.hpp"
#include "runtime/core/spelling.hpp"

namespace retort::core {

namespace {

bool any_of(std::span<revision_index const> list, flags const& set) {
  return std::any_of(list.begin(), list.end(), [&](revision_index r) { return static_cast<bool>(set[r]); });
}

revisions without_duplicates(revisions list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

// A revision of the list, and another one that stands on it.
struct related {
  revision_index above, below;
};
std::optional<related> find_related(revision_graph const& graph, revisions const& list) {
  revisions needed;
  for (auto const r : list) {
    needed.insert(needed.end(), graph.parents(r).begin(), graph.parents(r).end());
    needed.insert(needed.end(), graph.dependencies(r).begin(), graph.dependencies(r).end());
  }
  auto const above = ancestors(graph, needed, edges::and_dependencies);
  for (auto const r : list) {
    if (!above[r]) continue;
    auto const below = descendants(graph, {r}, edges::and_dependencies);
    for (auto const other : list)
      if (other != r && below[other]) return related{r, other};
  }
  return std::nullopt;
}

revisions checked_heads(revision_graph const& graph, revisions const& current) {
  auto out = without_duplicates(current);
  if (auto const both = find_related(graph, out)) {
    auto const above = in_quotes(graph[both->above].id);
    auto const below = in_quotes(graph[both->below].id);
    throw target_error(above + " and " + below + " cannot both be current: " + above + " is an ancestor of " + below);
  }
  return out;
}

std::string what_is_current(resolver const& names, revisions const& current) {
  return current.empty() ? "nothing is applied" : "current: " + in_quotes(names.ids(current));
}

// Between the target and where the walk began, what is passed must carry nothing else that is applied: it would be
// taken back as well. The same holds for where the walk began, unless that was named.
void refuse_branch_points(revision_graph const& graph, target_words const& words, place const& to, flags const& done) {
  for (std::size_t i = words.is_relative() ? 0 : 1; i < to.passed.size(); ++i)
    for (auto const child : graph.children(to.passed[i])) {
      if (!done[child] || (i > 0 && child == to.passed[i - 1])) continue;
      throw target_error(in_quotes(words.whole) + " is ambiguous: " + in_quotes(graph[to.passed[i]].id) +
                         " would have to go, and " + in_quotes(graph[child].id) +
                         " of another branch stands on it; name a revision to go down to");
    }
}

// What has to go first: all that stands on these goes as well.
revisions first_to_go(revision_graph const& graph, place const& to) {
  if (!to.passed.empty()) return {to.passed.back()};
  revisions out;
  if (to.at.empty()) {
    out = graph.bases();
  } else {
    for (auto const r : to.at) out.insert(out.end(), graph.children(r).begin(), graph.children(r).end());
  }
  if (to.branch) {
    auto const members = branch_of(graph, *to.branch);
    std::erase_if(out, [&](revision_index r) { return !members[r]; });
  }
  return out;
}

// The ends of a range; an empty one is left open.
struct range_words {
  std::string lower, upper;
};
range_words split(std::string_view range) {
  auto const colon = range.find(':');
  if (colon == std::string_view::npos || range.find(':', colon + 1) != std::string_view::npos)
    throw target_error(in_quotes(range) + " is no range; write 'FROM:TO', 'FROM:' or ':TO'");
  return {std::string(range.substr(0, colon)), std::string(range.substr(colon + 1))};
}

}  // namespace

std::vector<bool> applied(revision_graph const& graph, std::vector<revision_index> const& heads) {
  return ancestors(graph, heads, edges::and_dependencies);
}

planned_move plan_upgrade(revision_graph const& graph, std::vector<revision_index> const& current,
                          std::string_view target) {
  auto const heads = checked_heads(graph, current);
  resolver const names(graph, heads);
  auto const words = names.read(target);
  if (words.is_relative() && !words.up)
    throw target_error(in_quotes(target) + " leads down, and this is an upgrade; write '+N', or name a revision");
  auto const to = names.find(words, heads);
  auto after = applied(graph, heads);
  auto const wanted = applied(graph, to.at);
  planned_move out;
  for (auto const r : graph.order())
    if (wanted[r] && !after[r]) {
      after[r] = true;
      out.steps.push_back({direction::upgrade, r});
    }
  out.heads = heads_of(graph, after);
  return out;
}

planned_move plan_downgrade(revision_graph const& graph, std::vector<revision_index> const& current,
                            std::string_view target) {
  auto const heads = checked_heads(graph, current);
  resolver const names(graph, heads);
  auto const words = names.read(target);
  if (words.is_relative() && words.up)
    throw target_error(in_quotes(target) + " leads up, and this is a downgrade; write '-N', or name a revision");
  auto const to = names.find(words, heads);
  auto after = applied(graph, heads);
  for (auto const r : to.at)
    if (!after[r])
      throw target_error("there is no way down to " + in_quotes(graph[r].id) + ", which is not applied; " +
                         what_is_current(names, heads));
  refuse_branch_points(graph, words, to, after);

  auto const gone = descendants(graph, first_to_go(graph, to), edges::and_dependencies);
  planned_move out;
  auto const order = graph.order();
  for (auto r = order.rbegin(); r != order.rend(); ++r)
    if (gone[*r] && after[*r]) out.steps.push_back({direction::downgrade, *r});
  if (out.steps.empty()) {
    // Being there already is no fault, but a branch that was never begun cannot be taken back.
    bool const there = to.at.empty() ? heads.empty() : std::all_of(to.at.begin(), to.at.end(), [&](revision_index r) {
      return std::find(heads.begin(), heads.end(), r) != heads.end();
    });
    if (!there)
      throw target_error(in_quotes(target) + ": nothing above " +
                         (to.at.empty() ? std::string("base") : in_quotes(names.ids(to.at))) +
                         " is applied on this branch; " + what_is_current(names, heads));
  }
  for (auto const& step : out.steps) after[step.revision] = false;
  out.heads = heads_of(graph, after);
  return out;
}

std::vector<revision_index> plan_stamp(revision_graph const& graph, std::vector<revision_index> const& current,
                                       std::vector<std::string> const& targets) {
  auto const heads = without_duplicates(current);  // whatever they are: a stamp puts them right
  resolver const names(graph, heads);
  if (targets.empty()) throw target_error("there is no target; name a revision, a label, 'head' or 'base'");
  revisions stamped, kept;
  flags stays(graph.size(), true);  // heads that no target has to do with stay as they are
  auto const replace = [&](flags const& those) {
    for (std::size_t i = 0; i < stays.size(); ++i) stays[i] = stays[i] && !those[i];
  };
  for (auto const& target : targets) {
    auto to = names.find(names.read(target), heads);
    if (to.at.empty() && !to.passed.empty()) to.branch = to.passed.front();
    if (!to.at.empty()) {
      stamped.insert(stamped.end(), to.at.begin(), to.at.end());
      // What stands on it or under it; with a branch in front of it, as far as that goes.
      auto related = ancestors(graph, to.at, edges::and_dependencies);
      auto const above = descendants(graph, to.at, edges::and_dependencies);
      auto const members = to.branch ? branch_of(graph, *to.branch) : flags(graph.size(), true);
      for (std::size_t r = 0; r < related.size(); ++r) related[r] = (related[r] || above[r]) && members[r];
      replace(related);
    } else if (to.branch) {
      // The branch goes, but not what other branches have of it, nor what it brought from them.
      auto const members = branch_of(graph, *to.branch);
      auto const done = applied(graph, heads);
      for (revision_index r = 0; r < graph.size(); ++r)
        if (done[r] && !members[r]) kept.push_back(r);
      replace(members);
    } else if (targets.size() > 1) {
      throw target_error(in_quotes(target) + " means that nothing is applied, and goes with no other target");
    } else {
      return {};
    }
  }
  if (auto const both = find_related(graph, without_duplicates(stamped))) {
    auto const above = in_quotes(graph[both->above].id);
    auto const below = in_quotes(graph[both->below].id);
    throw target_error(above + " is an ancestor of " + below + "; stamp " + below + " alone, it stands for both");
  }
  for (auto const r : heads)
    if (stays[r]) kept.push_back(r);
  kept.insert(kept.end(), stamped.begin(), stamped.end());
  return heads_of(graph, applied(graph, kept));
}

revision_index resolve_one(revision_graph const& graph, std::vector<revision_index> const& current,
                           std::string_view target) {
  resolver const names(graph, current);
  auto const words = names.read(target);
  auto const found = names.find(words, current);
  if (found.at.size() == 1) return found.at.front();
  if (found.at.empty())
    throw target_error(graph.size() == 0 ? "there are no revisions"
                                         : in_quotes(target) + " is no revision: nothing is applied there");
  throw target_error(in_quotes(target) + " means several revisions, " + in_quotes(names.ids(found.at)) +
                     "; name one of them");
}

std::vector<revision_index> resolve_heads(revision_graph const& graph, std::string_view list) {
  if (list == "base") return {};
  if (list == "head" || list == "heads") return graph.heads();
  revisions out;
  for (std::size_t begin = 0; begin <= list.size();) {
    auto const end = std::min(list.find(',', begin), list.size());
    auto word = list.substr(begin, end - begin);
    word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
    word = word.substr(0, word.find_last_not_of(' ') + 1);
    if (word.empty()) throw target_error(in_quotes(list) + " has a comma with no revision beside it");
    out.push_back(resolve_one(graph, {}, word));
    begin = end + 1;
  }
  return checked_heads(graph, out);
}

std::vector<revision_index> resolve_range(revision_graph const& graph, std::vector<revision_index> const& current,
                                          std::string_view range) {
  resolver const names(graph, current);
  auto const ends = split(range);
  std::optional<target_words> lower_words, upper_words;
  if (!ends.lower.empty()) lower_words = names.read(ends.lower);
  if (!ends.upper.empty()) upper_words = names.read(ends.upper);
  std::optional<place> lower, upper;
  auto const find = [&](target_words const& words, revisions const& from) {
    return names.find(words, from, overshoot::ends_there);
  };
  // What is relative counts from the other end, where that has a place of its own.
  if (upper_words && !upper_words->is_relative()) upper = find(*upper_words, current);
  if (lower_words) {
    bool const from_above = lower_words->is_relative() && !lower_words->up;
    auto const above = upper ? upper->at : upper_words ? current : graph.heads();
    lower = find(*lower_words, from_above ? above : current);
  }
  if (upper_words && upper_words->is_relative()) {
    bool const from_below = lower && !lower_words->is_relative() && upper_words->up;
    bool const from_base = !lower && upper_words->up;
    upper = find(*upper_words, from_below ? lower->at : from_base ? revisions{} : current);
  }

  auto const reached = upper ? applied(graph, upper->at) : flags(graph.size(), true);
  flags shown(graph.size(), true);
  if (lower && !lower->at.empty()) {
    shown = descendants(graph, lower->at, edges::and_dependencies);
    if (!any_of(lower->at, reached)) {
      auto sentence = in_quotes(range) + " leads nowhere: " + in_quotes(names.ids(lower->at)) +
                      (lower->at.size() == 1 ? " is no ancestor of " : " are no ancestors of ") +
                      (upper->at.empty() ? std::string("base") : in_quotes(names.ids(upper->at)));
      if (upper->at.empty() || any_of(upper->at, applied(graph, lower->at)))
        sentence += "; did you mean " + in_quotes(ends.upper + ":" + ends.lower) + "?";
      throw target_error(sentence);
    }
  } else if (lower && lower->branch) {
    shown = descendants(graph, first_to_go(graph, *lower), edges::and_dependencies);
  }
  revisions out;
  auto const order = graph.order();
  for (auto r = order.rbegin(); r != order.rend(); ++r)
    if (shown[*r] && reached[*r]) out.push_back(*r);
  return out;
}

}  // namespace retort::core
