// SPDX-License-Identifier: Apache-2.0
// Rows become small bundles, and these a history.
#include "runtime/src/told.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "runtime/core/excerpt.hpp"
#include "runtime/core/targets.hpp"

namespace retort {
namespace {

std::string list_of(std::vector<std::string> const& ids) {
  std::string out;
  for (auto const& id : ids) out += (out.empty() ? "'" : ", '") + id + "'";
  return out;
}

// The stored downgrade of one revision, opened. What is wrong with it is said of the row.
bundle opened(told_revision const& kept, bundle const& content, std::string const& table) {
  auto const called = "the downgrade of '" + kept.id + "' in the table '" + table + "'";
  try {
    auto out = bundle::from_text(kept.downgrade, called);
    if (out.dialect() != content.dialect() || out.revisions().size() != 1 || out.revisions().front().id != kept.id)
      throw bundle_error(called + " is that of something else");
    out.verify();
    return out;
  } catch (bundle_error const& wrong) {
    throw checksum_mismatch(std::string(wrong.what()) + "; take the revision back with a program that has it", kept.id,
                            kept.checksum(), {});
  }
}

// All that is applied and not known, from the heads down, and what is known below it.
struct climb {
  std::vector<told_revision> beyond;
  std::vector<core::revision_index> known;
  std::string missing;           // an id that is neither known nor told of; empty: none
  bool nothing_is_told = false;  // of any revision
};
climb climb_down(lineage& line, bookkeeping& books, std::vector<std::string> const& heads) {
  std::map<std::string, told_revision> rows;
  for (auto& one : books.told()) rows.emplace(one.id, one);
  climb out;
  out.nothing_is_told = rows.empty();
  std::set<std::string> seen;
  std::vector<std::string> open = heads;
  while (!open.empty()) {
    auto const id = open.back();
    open.pop_back();
    if (!seen.insert(id).second) continue;
    auto const there = line.graph().find(id);
    auto const found = rows.find(id);
    if (there) {
      out.known.push_back(*there);
    } else if (found != rows.end()) {
      out.beyond.push_back(found->second);
      open.insert(open.end(), found->second.parents.begin(), found->second.parents.end());
    } else if (out.missing.empty()) {
      out.missing = id;
    }
  }
  std::sort(out.beyond.begin(), out.beyond.end(),
            [](told_revision const& a, told_revision const& b) { return a.id < b.id; });
  std::sort(out.known.begin(), out.known.end());
  return out;
}

// Whether a program of this history works with a revision that it does not have.
bool is_for(lineage& line, told_revision const& revision) {
  auto const has = [&](std::string const& id) { return line.graph().find(id) || line.graph().find_replacing(id); };
  return !revision.compatible.empty() && std::all_of(revision.compatible.begin(), revision.compatible.end(), has);
}

}  // namespace

told_revision told(bundle const& content, revision_info const& revision, bool with_downgrade) {
  told_revision out{revision.id, revision.parents, revision.compatible, {}};
  for (auto const& name : revision.depends_on) out.parents.push_back(core::id_of(content, name));
  if (with_downgrade) out.downgrade = core::way_back(content, revision);
  return out;
}

bool same_set(std::vector<std::string> a, std::vector<std::string> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

std::vector<std::string> unknown_heads(lineage& line, std::vector<std::string> const& heads) {
  std::vector<std::string> out;
  std::copy_if(heads.begin(), heads.end(), std::back_inserter(out),
               [&](std::string const& id) { return !line.graph().find(id) && !line.graph().find_replacing(id); });
  return out;
}

database_standing standing_of(bundle const& content, lineage& line, bookkeeping& books, database_state const& state) {
  database_standing out;
  out.recorded = state.heads;
  out.expected = line.heads();
  auto const own = "'" + content.name() + "'";
  if (!state.journal.empty()) {
    auto const& entry = state.journal.front();
    out.place = standing::unfinished;
    out.sentence = "the " + std::string(to_string(entry.way)) + " of '" + entry.revision + "' is not finished";
    return out;
  }
  auto const at = state.heads.empty() ? std::string("nothing is applied to the database")
                                      : "the database is at " + list_of(state.heads);
  out.sentence = at + ", and the head of " + own + " is " +
                 (out.expected.empty() ? std::string("nothing") : list_of(out.expected));
  if (same_set(state.heads, out.expected)) {
    out.compatible = true;
    return out;
  }
  auto const unknown = unknown_heads(line, state.heads);
  if (unknown.empty()) {
    out.place = standing::behind;
    return out;
  }
  auto const way = climb_down(line, books, state.heads);
  if (!way.missing.empty()) {
    out.place = standing::unknown;
    out.sentence = at + "; " + own + " does not have '" + way.missing +
                   "', and the database does not tell what it stands on: it was migrated by a newer program, or by "
                   "another one";
    return out;
  }
  auto const done = core::applied(line.graph(), way.known);
  std::vector<std::string> lacking;
  for (auto const& id : out.expected)
    if (!done[*line.graph().find(id)]) lacking.push_back(id);
  if (!lacking.empty()) {
    out.place = standing::apart;
    out.sentence =
        at + "; " + own + " does not have " + list_of(unknown) + ", and the database lacks " + list_of(lacking);
    return out;
  }
  out.place = standing::ahead;
  auto const refuses =
      std::find_if(way.beyond.begin(), way.beyond.end(), [&](told_revision const& one) { return !is_for(line, one); });
  out.compatible = refuses == way.beyond.end();
  out.sentence = at + ", ahead of " + own + ", whose head is " + list_of(out.expected) +
                 (out.compatible ? "; programs of that still work with it"
                                 : "; '" + refuses->id + "' does not say that programs of that still work with it");
  return out;
}

std::optional<extended_history> with_stored_downgrades(bundle const& content, lineage& line, bookkeeping& books,
                                                       std::vector<std::string> const& heads) {
  auto const unknown = unknown_heads(line, heads);
  if (unknown.empty()) return std::nullopt;
  auto const way = climb_down(line, books, unknown);
  if (!way.missing.empty())
    throw unknown_revision_in_database(
        "the database is at " + list_of(unknown) + ", which the bundle '" + content.name() + "' does not have" +
            (way.nothing_is_told
                 ? std::string("; it was migrated by a newer program, or by another one, and keeps no downgrades "
                               "to go back by ('upgrade --store-downgrade' does)")
                 : ", and it keeps no downgrade of '" + way.missing + "' to go back by; run the program that has it"),
        unknown);
  std::vector<std::string> ids;
  for (auto const& one : way.beyond) ids.push_back(one.id);
  auto const applied = books.checksums(ids);
  std::vector<bundle> stored;
  for (auto const& id : ids) {
    auto const kept = books.told(id);
    if (kept.downgrade.empty())
      throw unknown_revision_in_database("the database is at " + list_of(unknown) + ", which the bundle '" +
                                             content.name() + "' does not have, and '" + id +
                                             "' was applied without --store-downgrade: run the program that has it",
                                         unknown);
    stored.push_back(opened(kept, content, books.names().revisions));
    auto const& checksum = stored.back().revisions().front().checksum;
    for (auto const& found : applied)
      if (found.revision == id && !found.checksum.empty() && found.checksum != checksum)
        throw checksum_mismatch("the downgrade of '" + id + "' in the table '" + books.names().revisions +
                                    "' belongs to another content than was applied; take the revision back with a "
                                    "program that has it",
                                id, found.checksum, checksum);
  }
  return extended_history{bundle::from_text(core::with_ways_back(content, stored),
                                            "the bundle '" + content.name() + "' with the downgrades of the database"),
                          ids};
}

}  // namespace retort
