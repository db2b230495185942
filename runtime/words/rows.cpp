// SPDX-License-Identifier: Apache-2.0
// The columns of the tables, once.
#include "runtime/words/rows.hpp"

#include <algorithm>
#include <iterator>

namespace retort::words {
namespace {

std::vector<std::string> missing_from(std::vector<std::string> const& from, std::vector<std::string> const& in) {
  std::vector<std::string> out;
  std::copy_if(in.begin(), in.end(), std::back_inserter(out),
               [&](std::string const& id) { return std::find(from.begin(), from.end(), id) == from.end(); });
  return out;
}

}  // namespace

head_changes changes_of_heads(std::vector<std::string> const& before, std::vector<std::string> const& after) {
  head_changes out{{}, missing_from(after, before), missing_from(before, after)};
  auto const both = static_cast<std::ptrdiff_t>(std::min(out.gone.size(), out.come.size()));
  for (std::ptrdiff_t i = 0; i < both; ++i)
    out.renamed.emplace_back(out.gone[static_cast<std::size_t>(i)], out.come[static_cast<std::size_t>(i)]);
  out.gone.erase(out.gone.begin(), out.gone.begin() + both);
  out.come.erase(out.come.begin(), out.come.begin() + both);
  return out;
}

rows::rows(vocabulary const& words, table_names const& names)
    : words_(&words),
      version_(words.qualified(names.schema, names.version)),
      history_(words.qualified(names.schema, names.history)),
      journal_(words.qualified(names.schema, names.journal)),
      revisions_(words.qualified(names.schema, names.revisions)) {}

std::string rows::rename_head(std::string const& from, std::string const& to) const {
  return "update " + version_ + " set version_num = " + to + " where version_num = " + from;
}
std::string rows::delete_head(std::string const& id) const {
  return "delete from " + version_ + " where version_num = " + id;
}
std::string rows::insert_head(std::string const& id) const {
  return "insert into " + version_ + " (version_num) values (" + id + ")";
}

std::string rows::into_journal(std::vector<journal_values> const& values) const {
  std::string out = "into " + journal_ + " (revision, direction, ordinal, state, batch_key, checksum, since) values ";
  for (auto const& v : values)
    out += std::string(&v == &values.front() ? "(" : ", (") + v.revision + ", " + v.direction + ", " + v.ordinal +
           ", " + v.state + ", " + v.batch_key + ", " + v.checksum + ", " + v.since + ")";
  return out;
}
std::string rows::insert_journal(journal_values const& v) const { return "insert " + into_journal({v}); }
std::string rows::put_journal(std::vector<journal_values> const& values) const {
  return words_->insert_or_replace(into_journal(values), "revision, direction, ordinal",
                                   {"state", "batch_key", "checksum", "since"});
}
std::string rows::delete_journal(std::string const& revision, std::string const& direction) const {
  return "delete from " + journal_ + " where revision = " + revision + " and direction = " + direction;
}
std::string rows::delete_journal(std::string const& revision, std::string const& direction,
                                 std::string const& ordinal) const {
  return delete_journal(revision, direction) + " and ordinal = " + ordinal;
}

std::string rows::insert_history(history_values const& v) const {
  return "insert into " + history_ +
         " (revision, action, outcome, started_at, duration_ms, who, checksum, generator, detail) values (" +
         v.revision + ", " + v.action + ", " + v.outcome + ", " + v.started_at + ", " + v.duration_ms + ", " + v.who +
         ", " + v.checksum + ", " + v.generator + ", " + v.detail + ")";
}

std::string rows::insert_revision(revision_values const& v) const {
  return "insert into " + revisions_ + " (revision, parents, compatible, downgrade, checksum, since) values (" +
         v.revision + ", " + v.parents + ", " + v.compatible + ", " + v.downgrade + ", " + v.checksum + ", " + v.since +
         ")";
}
std::string rows::delete_revision(std::string const& id) const {
  return "delete from " + revisions_ + " where revision = " + id;
}

}  // namespace retort::words
