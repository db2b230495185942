// SPDX-License-Identifier: Apache-2.0
// From the records of another tool to heads of ours.
#include "runtime/core/take_over.hpp"

#include <algorithm>
#include <map>
#include <sstream>

#include "runtime/core/reach.hpp"
#include "runtime/core/spelling.hpp"
#include "runtime/core/targets.hpp"

namespace retort::core {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The digits at `at`, without zeros in front, and `at` behind them.
std::string_view number_at(std::string_view text, std::size_t& at) {
  while (at < text.size() && text[at] == '0') ++at;
  auto const begin = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  return text.substr(begin, at - begin);
}

// -1, 0, 1.
int compare(std::string_view a, std::string_view b) {
  auto const plain = [](char c) { return c == '_' ? '.' : c; };
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      auto const left = number_at(a, i);
      auto const right = number_at(b, j);
      if (left.size() != right.size()) return left.size() < right.size() ? -1 : 1;
      if (left != right) return left < right ? -1 : 1;
      continue;
    }
    if (plain(a[i]) != plain(b[j])) return plain(a[i]) < plain(b[j]) ? -1 : 1;
    ++i;
    ++j;
  }
  return i < a.size() ? 1 : j < b.size() ? -1 : 0;
}

// Which revision an id of the other tool is.
class identities {
 public:
  identities(revision_graph const& graph, mapping const& said) : graph_(graph) {
    for (auto const& [id, target] : said) said_.emplace(id, resolve_one(graph, {}, target));
  }
  [[nodiscard]] std::optional<revision_index> find(std::string const& id) const {
    if (auto const found = said_.find(id); found != said_.end()) return found->second;
    if (auto const same = graph_.find(id)) return same;
    return graph_.find_label(label_of_version(id));
  }
  // What the mapping says the other tool calls a revision.
  [[nodiscard]] std::vector<std::string> names_of(revision_index r) const {
    std::vector<std::string> out;
    for (auto const& [id, revision] : said_)
      if (revision == r) out.push_back(id);
    return out;
  }

 private:
  revision_graph const& graph_;
  std::map<std::string, revision_index> said_;
};

[[noreturn]] void unknown(revision_graph const& graph, foreign_state const& state, std::string const& id,
                          std::string const& why) {
  auto const into = graph.find_replacing(id);
  throw target_error(state.table + " has " + in_quotes(id) + ", " +
                     (into ? "which was squashed into '" + graph[*into].id +
                                 "', and nothing tells whether the database has all of that"
                           : "which is no revision of this history") +
                     why + "; say which one it is in a line '" + id + " REVISION' of a file for --map");
}

// What the other tool calls a revision and has not applied; nothing where there is no such thing, as for a revision
// that it does not know.
std::optional<std::string> missing_of(revision_graph const& graph, identities const& known, foreign_state const& state,
                                      revision_index r) {
  auto const is_there = [&](std::string const& id) {
    return std::find(state.ids.begin(), state.ids.end(), id) != state.ids.end() ||
           (state.up_to && !is_before(*state.up_to, id));
  };
  auto const names = known.names_of(r);
  for (auto const& id : names)
    if (!is_there(id)) return id;
  if (!names.empty() ||
      std::any_of(state.ids.begin(), state.ids.end(), [&](std::string const& id) { return known.find(id) == r; }))
    return std::nullopt;
  for (auto const& label : graph[r].labels)
    if (label.size() > 1 && label[0] == 'v' && is_digit(label[1]) && !is_there(label.substr(1))) return label.substr(1);
  return std::nullopt;
}

}  // namespace

std::string label_of_version(std::string_view version) {
  std::string out = "v" + lower_case(version);
  std::replace(out.begin(), out.end(), '.', '_');
  return out;
}

bool is_before(std::string_view a, std::string_view b) { return compare(a, b) < 0; }

mapping parse_mapping(std::string_view text) {
  mapping out;
  std::istringstream lines{std::string(text)};
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::istringstream words(line);
    std::string id, revision, more;
    if (!(words >> id) || id.front() == '#') continue;
    auto const at = "line " + std::to_string(number) + " of the mapping";
    if (!(words >> revision) || words >> more)
      throw target_error(at +
                         " is not of the form 'ID REVISION': what the other tool calls it, and the revision it is");
    if (std::any_of(out.begin(), out.end(), [&](auto const& pair) { return pair.first == id; }))
      throw target_error(at + " says something of " + in_quotes(id) + ", and so does one before");
    out.emplace_back(id, revision);
  }
  return out;
}

taken_over take_over(revision_graph const& graph, foreign_state const& state, mapping const& said) {
  identities const known(graph, said);
  auto ids = state.ids;
  std::sort(ids.begin(), ids.end(), &is_before);
  if (ids.empty())
    throw target_error(state.table +
                       " says that nothing is applied, so there is nothing to take over; 'upgrade' begins "
                       "from nothing");
  taken_over out;
  revisions found;
  for (auto const& id : ids) {
    auto const revision = known.find(id);
    if (revision) {
      out.found.emplace_back(id, *revision);
      found.push_back(*revision);
    } else if (state.heads_only) {
      unknown(graph, state, id, "");
    } else if (!found.empty()) {
      unknown(graph, state, id, ", and is newer than " + in_quotes(out.found.back().first) + ", which is one");
    }
  }
  if (found.empty()) unknown(graph, state, ids.back(), "");
  auto const below = ancestors(graph, found, edges::and_dependencies);
  out.heads = heads_of(graph, below);
  if (state.heads_only) {
    for (auto const revision : found)
      if (auto const names = known.names_of(revision); names.size() > 1)
        throw target_error("the mapping says of " + in_quotes(names) + " that they are '" + graph[revision].id +
                           "', and " + state.table +
                           " tells only where a database is: leave the last of them, or a database at an earlier one "
                           "would be recorded to have all");
    return out;
  }
  for (revision_index r = 0; r < graph.size(); ++r) {
    auto const missing = below[r] ? missing_of(graph, known, state, r) : std::nullopt;
    if (missing)
      throw target_error("the database would be recorded to have '" + graph[r].id + "', and " + state.table +
                         " does not say that " + in_quotes(*missing) +
                         " was applied; apply it with the other tool, or take its line out of the mapping if this "
                         "history is without it");
  }
  return out;
}

}  // namespace retort::core
