// SPDX-License-Identifier: Apache-2.0
// Reads a target from its ends: the branch before the '@', the steps behind the last sign, and a name between them.
#include "runtime/core/resolve.hpp"

#include <algorithm>
#include <limits>

#include "runtime/core/spelling.hpp"

namespace retort::core {

namespace {

constexpr std::size_t huge = std::numeric_limits<std::size_t>::max();

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t number(std::string_view digits) {
  std::size_t out = 0;
  for (char const c : digits) {
    auto const digit = static_cast<std::size_t>(c - '0');
    if (out > (huge - digit) / 10) return huge;
    out = out * 10 + digit;
  }
  return out;
}

bool is_symbol(std::string_view name) {
  return name == "head" || name == "heads" || name == "base" || name == "current";
}

std::string only_so_many(std::size_t revisions) {
  if (revisions == 0) return "is no revision";
  return revisions == 1 ? "is only 1 revision" : "are only " + std::to_string(revisions) + " revisions";
}

std::string steps(target_words const& words) {
  if (*words.count == huge) return "so many steps";
  return std::to_string(*words.count) + (*words.count == 1 ? " step" : " steps");
}

}  // namespace

struct resolver::branch_limits {
  std::string name;
  revision_index of;
  flags members;
};

std::vector<std::string> resolver::ids(revisions const& of) const {
  std::vector<std::string> out;
  for (auto const r : of) out.push_back(graph_[r].id);
  return out;
}

std::optional<revision_index> resolver::exact(std::string const& name) const {
  if (auto const found = graph_.find(name)) return found;
  if (auto const found = graph_.find_label(name)) return found;
  return graph_.find_label(lower_case(name));  // as the files fold it
}

target_words resolver::read(std::string_view target) const {
  target_words out;
  out.whole = std::string(target);
  if (target.empty()) throw target_error("the target is empty; name a revision, a label, 'head' or 'base'");
  if (exact(out.whole)) {  // a quoted label may hold anything
    out.name = out.whole;
    return out;
  }
  if (target.find(':') != std::string_view::npos)
    throw target_error(in_quotes(target) + " is a range; name one target");
  if (auto const at = target.rfind('@'); at != std::string_view::npos) {
    out.branch = std::string(target.substr(0, at));
    target.remove_prefix(at + 1);
    if (out.branch->empty()) throw target_error("nothing stands before the '@' of " + in_quotes(out.whole));
    if (target.empty()) throw target_error("nothing stands behind the '@' of " + in_quotes(out.whole));
  }
  out.name = std::string(target);
  auto const sign = target.find_last_of("+-");
  if (sign == std::string_view::npos || exact(out.name)) return out;
  auto const digits = target.substr(sign + 1);
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit))
    throw target_error(in_quotes(out.whole) + " is no target: behind the '" + std::string(1, target[sign]) +
                       "' belongs a number of steps");
  out.name = std::string(target.substr(0, sign));
  out.count = number(digits);
  out.up = target[sign] == '+';
  return out;
}

revision_index resolver::named(std::string const& name, std::string_view kind) const {
  if (auto const found = exact(name)) return *found;
  if (auto const into = graph_.find_replacing(name))
    throw target_error(in_quotes(name) + " was squashed into " + in_quotes(graph_[*into].id) +
                       ", and is no place to stop at any more");
  revisions begun;
  for (revision_index r = 0; r < graph_.size(); ++r)
    if (!name.empty() && graph_[r].id.starts_with(name)) begun.push_back(r);
  bool const long_enough = name.size() >= shortest_prefix;
  if (long_enough && begun.size() == 1) return begun.front();
  if (long_enough && begun.size() > 1)
    throw target_error(in_quotes(name) + " is ambiguous: " + in_quotes(ids(begun)) + " begin with it");

  auto sentence = "there is no " + std::string(kind) + " " + in_quotes(name);
  auto const in_id = [](char c) { return is_digit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  auto const wrong = std::find_if_not(name.begin(), name.end(), in_id);
  if (!begun.empty())
    throw target_error(sentence + "; an abbreviated id has at least " + std::to_string(shortest_prefix) +
                       " characters, and " + in_quotes(ids(begun)) + (begun.size() == 1 ? " begins" : " begin") +
                       " with these");
  std::vector<std::string> known;
  for (revision_index r = 0; r < graph_.size(); ++r) {
    known.push_back(graph_[r].id);
    known.insert(known.end(), graph_[r].labels.begin(), graph_[r].labels.end());
  }
  if (kind != "branch") known.insert(known.end(), {"head", "base", "current"});
  if (auto const meant = nearest(name, known))
    throw target_error(sentence + "; did you mean " + in_quotes(*meant) + "?");
  if (wrong != name.end())
    throw target_error(sentence + "; ids have no " + in_quotes(std::string(1, *wrong)) +
                       ", only letters, digits and '_'");
  throw target_error(sentence);
}

revisions resolver::tips(branch_limits const* branch) const {
  if (branch == nullptr) return graph_.heads();
  revisions out;
  for (revision_index r = 0; r < graph_.size(); ++r)
    if (branch->members[r] && graph_.children(r).empty()) out.push_back(r);
  return out;
}

// The revisions of the branch that are applied, and on which no other of the branch is.
revisions resolver::highest(branch_limits const& branch, revisions const& from) const {
  auto in = ancestors(graph_, from, edges::and_dependencies);
  for (std::size_t i = 0; i < in.size(); ++i) in[i] = in[i] && branch.members[i];
  revisions out;
  for (revision_index r = 0; r < graph_.size(); ++r) {
    auto const children = graph_.children(r);
    if (in[r] && std::none_of(children.begin(), children.end(), [&](auto c) { return static_cast<bool>(in[c]); }))
      out.push_back(r);
  }
  return out;
}

revisions resolver::start(target_words const& words, branch_limits const* branch, revisions const& from) const {
  if (words.name == "base") return {};
  if (words.name == "heads") return tips(branch);
  if (words.name == "head") {
    auto out = tips(branch);
    if (out.size() > 1)
      throw target_error((branch == nullptr ? std::string("there are several heads, ")
                                            : "branch " + in_quotes(branch->name) + " has several heads, ") +
                         in_quotes(ids(out)) + "; name one of them, 'LABEL@head' for a branch, or " +
                         in_quotes((branch == nullptr ? "" : *words.branch + "@") + "heads") + " for all");
    return out;
  }
  if (words.name == "current" || words.is_relative()) {
    auto const& begin = words.is_relative() ? from : current_;
    if (branch == nullptr) return begin;
    // Down from where it is: what a head only depends on cannot go before that head.
    if (words.is_relative() && !words.up) {
      revisions out;
      for (auto const r : begin)
        if (branch->members[r]) out.push_back(r);
      if (!out.empty()) return out;
    }
    return highest(*branch, begin);
  }
  auto const r = named(words.name, words.count ? "revision" : "revision or label");
  if (branch != nullptr && !branch->members[r])
    throw target_error(in_quotes(graph_[r].id) + " is not on branch " + in_quotes(branch->name));
  return {r};
}

std::optional<revision_index> resolver::only(target_words const& words, revisions const& of) const {
  if (of.empty()) return std::nullopt;
  if (of.size() == 1) return of.front();
  auto const hint = words.branch ? std::string("; name a revision")
                                 : "; name a revision, or a branch as in " +
                                       in_quotes(graph_[of.front()].id + "@" + (words.up ? "+" : "-") +
                                                 (*words.count == huge ? "N" : std::to_string(*words.count)));
  throw target_error(in_quotes(words.whole) + " is ambiguous: it could begin at " + in_quotes(ids(of)) + hint);
}

void resolver::walk_up(target_words const& words, branch_limits const* branch, revisions const& from, overshoot beyond,
                       place& out) const {
  auto at = only(words, out.at);
  flags there;  // what a merge on the way may stand on: else it would bring more than the steps asked for
  if (*words.count > 0) {
    revisions begin = from;
    begin.insert(begin.end(), out.at.begin(), out.at.end());
    there = ancestors(graph_, begin, edges::and_dependencies);
  }
  for (std::size_t step = 0; step < *words.count; ++step) {
    revisions next;
    auto const candidates = at ? revisions(graph_.children(*at).begin(), graph_.children(*at).end()) : graph_.bases();
    for (auto const c : candidates)
      if (branch == nullptr || branch->members[c]) next.push_back(c);
    if (next.empty()) {
      if (beyond == overshoot::ends_there) break;
      throw target_error(in_quotes(words.whole) + " goes too far: there " + only_so_many(step) + " above " +
                         (out.at.empty() ? std::string("base") : in_quotes(graph_[out.at.front()].id)) +
                         (branch == nullptr ? "" : " on branch " + in_quotes(branch->name)));
    }
    auto const below = at ? in_quotes(graph_[*at].id) : std::string("base");
    if (next.size() > 1)
      throw target_error(in_quotes(words.whole) + " is ambiguous: above " + below + " come " + in_quotes(ids(next)) +
                         "; name a revision, or a branch as in " + in_quotes(graph_[next.front()].id + "@head"));
    auto const to = next.front();
    revisions missing;
    for (auto const p : graph_.parents(to))
      if (p != at && !there[p]) missing.push_back(p);
    if (!missing.empty())
      throw target_error(in_quotes(words.whole) + " is ambiguous: " + in_quotes(graph_[to].id) + " merges " + below +
                         " with " + in_quotes(ids(missing)) + "; name a revision");
    there[to] = true;
    at = to;
  }
  out.at = at ? revisions{*at} : revisions{};
}

void resolver::walk_down(target_words const& words, branch_limits const* branch, overshoot beyond, place& out) const {
  auto const begin = only(words, out.at);
  auto at = begin;
  for (std::size_t step = 0; step < *words.count; ++step) {
    if (!at) {
      if (beyond == overshoot::ends_there) break;
      throw target_error(begin ? in_quotes(words.whole) + " goes too far: from " + in_quotes(graph_[*begin].id) +
                                     " there are only " + std::to_string(step) + (step == 1 ? " step" : " steps") +
                                     " down to base"
                               : in_quotes(words.whole) + " goes too far: " + steps(words) +
                                     " down from base, where nothing is applied");
    }
    revisions next;
    for (auto const p : graph_.parents(*at))
      if (branch == nullptr || branch->members[p]) next.push_back(p);
    if (next.size() > 1)
      throw target_error(in_quotes(words.whole) + " is ambiguous: " + in_quotes(graph_[*at].id) + " merges " +
                         in_quotes(ids(next)) + "; name one of them");
    out.passed.push_back(*at);
    at = next.empty() ? std::nullopt : std::optional(next.front());
  }
  out.at = at ? revisions{*at} : revisions{};
}

place resolver::find(target_words const& words, revisions const& from, overshoot beyond) const {
  place out;
  std::optional<branch_limits> branch;
  if (words.branch) {
    if (is_symbol(*words.branch))
      throw target_error("before the '@' of " + in_quotes(words.whole) + " belongs a label or a revision, not " +
                         in_quotes(*words.branch));
    out.branch = named(*words.branch, "branch");
    branch = branch_limits{*words.branch, *out.branch, branch_of(graph_, *out.branch)};
  }
  auto const* limits = branch ? &*branch : nullptr;
  out.at = start(words, limits, from);
  if (!words.count) return out;
  if (words.up) {
    walk_up(words, limits, words.is_relative() ? from : revisions{}, beyond, out);
  } else {
    walk_down(words, limits, beyond, out);
  }
  return out;
}

}  // namespace retort::core
