// SPDX-License-Identifier: Apache-2.0
// Rows become small bundles, and these a history.
#include "runtime/src/told.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "runtime/core/excerpt.hpp"

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

// All that is applied and not known, from the heads down; every way has to end at what is known.
std::vector<std::string> beyond(lineage& line, bookkeeping& books, bundle const& content,
                                std::vector<std::string> const& heads) {
  std::map<std::string, told_revision> rows;
  for (auto& one : books.told()) rows.emplace(one.id, one);
  std::set<std::string> found;
  std::vector<std::string> open = heads;
  while (!open.empty()) {
    auto const id = open.back();
    open.pop_back();
    if (line.graph().find(id) || found.contains(id)) continue;
    auto const found_row = rows.find(id);
    if (found_row == rows.end())
      throw unknown_revision_in_database(
          "the database is at " + list_of(heads) + ", which the bundle '" + content.name() + "' does not have" +
              (rows.empty()
                   ? std::string("; it was migrated by a newer program, or by another one, and keeps no downgrades "
                                 "to go back by ('upgrade --store-downgrade' does)")
                   : ", and it keeps no downgrade of '" + id + "' to go back by; run the program that has it"),
          heads);
    found.insert(id);
    open.insert(open.end(), found_row->second.parents.begin(), found_row->second.parents.end());
  }
  return {found.begin(), found.end()};
}

}  // namespace

told_revision told(bundle const& content, revision_info const& revision, bool with_downgrade) {
  told_revision out{revision.id, revision.parents, {}, {}};
  for (auto const& name : revision.depends_on) out.parents.push_back(core::id_of(content, name));
  if (with_downgrade) out.downgrade = core::way_back(content, revision);
  return out;
}

std::vector<std::string> unknown_heads(lineage& line, std::vector<std::string> const& heads) {
  std::vector<std::string> out;
  std::copy_if(heads.begin(), heads.end(), std::back_inserter(out),
               [&](std::string const& id) { return !line.graph().find(id) && !line.graph().find_replacing(id); });
  return out;
}

std::optional<extended_history> with_stored_downgrades(bundle const& content, lineage& line, bookkeeping& books,
                                                       std::vector<std::string> const& heads) {
  auto const unknown = unknown_heads(line, heads);
  if (unknown.empty()) return std::nullopt;
  auto const ids = beyond(line, books, content, unknown);
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
