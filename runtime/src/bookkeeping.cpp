// SPDX-License-Identifier: Apache-2.0
// The statements over retort_version, retort_history, retort_journal and retort_revision.
#include "runtime/src/bookkeeping.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <ctime>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <tuple>

#include "runtime/core/sha256.hpp"

namespace retort {
namespace {

std::string cell(row const& cells, std::size_t column) { return cells.at(column).value_or(""); }

std::int64_t number(row const& cells, std::size_t column) {
  auto const text = cell(cells, column);
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

// nothing: the table is not there.
std::optional<std::vector<row>> query_if_there(drivers::driver& driver, std::string const& sql,
                                               std::span<std::string const> parameters = {}) {
  try {
    return driver.query(sql, parameters);
  } catch (drivers::database_error const& refused) {
    if (refused.kind() != drivers::error_kind::missing_table) throw;
    return std::nullopt;
  }
}

// Ids have no blanks.
std::string joined_ids(std::vector<std::string> const& ids) {
  std::string out;
  for (auto const& id : ids) out += (out.empty() ? "" : " ") + id;
  return out;
}
std::vector<std::string> split_ids(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    auto const end = std::min(text.find(' '), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

std::string told_revision::checksum() const {
  return "sha256:" + core::sha256_hex(pack({id, joined_ids(parents), joined_ids(compatible), downgrade}));
}

std::string_view to_string(direction way) noexcept { return way == direction::upgrade ? "upgrade" : "downgrade"; }

std::string pack(std::vector<std::string> const& parts) {
  std::string out;
  for (auto const& part : parts) out += std::to_string(part.size()) + ":" + part;
  return out;
}

std::vector<std::string> unpack(std::string_view packed) {
  std::vector<std::string> out;
  while (!packed.empty()) {
    std::size_t size = 0;
    auto const [end, problem] = std::from_chars(packed.data(), packed.data() + packed.size(), size);
    auto const begin = static_cast<std::size_t>(end - packed.data()) + 1;
    if (problem != std::errc{} || begin > packed.size() || size > packed.size() - begin)
      throw error("the journal table holds a batch key that this program did not write");
    out.emplace_back(packed.substr(begin, size));
    packed.remove_prefix(begin + size);
  }
  return out;
}

std::string utc_now() {
  auto const now = std::chrono::system_clock::now();
  auto const seconds = std::chrono::system_clock::to_time_t(now);
  auto const ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % std::int64_t{1000};
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[32];
  auto const length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
  auto const fraction = std::to_string(1000 + ms).substr(1);
  return std::string(text, length) + "." + fraction + "Z";
}

void bookkeeping::post(std::string const& sql, std::vector<std::string> const& parameters) {
  driver_.post(sql, parameters);
}

database_state bookkeeping::read() {
  std::string const heads =
      "select 0 as kind, version_num as revision, '' as direction, 0 as ordinal, '' as state, '' as "
      "batch_key, '' as checksum from " +
      rows_.version();
  std::string const entries =
      "select 1 as kind, revision, direction, ordinal, state, batch_key, checksum from " + rows_.journal();
  database_state out;
  auto rows = query_if_there(driver_, heads + " union all " + entries);
  out.tables = rows.has_value();
  if (!rows) {
    rows.emplace();
    for (auto const* const part : {&heads, &entries})
      if (auto found = query_if_there(driver_, *part))
        rows->insert(rows->end(), std::make_move_iterator(found->begin()), std::make_move_iterator(found->end()));
  }
  for (auto const& cells : *rows) {
    if (cell(cells, 0) == "0")
      out.heads.push_back(cell(cells, 1));
    else
      out.journal.push_back({cell(cells, 1), cell(cells, 2) == "upgrade" ? direction::upgrade : direction::downgrade,
                             static_cast<std::uint32_t>(number(cells, 3)), cell(cells, 4) == "done",
                             unpack(cell(cells, 5)), cell(cells, 6)});
  }
  std::sort(out.heads.begin(), out.heads.end());
  std::sort(out.journal.begin(), out.journal.end(), [](journal_entry const& a, journal_entry const& b) {
    return std::tie(a.revision, a.way, a.ordinal) < std::tie(b.revision, b.way, b.ordinal);
  });
  return out;
}

bool bookkeeping::has_history() {
  return query_if_there(driver_, "select 1 from " + rows_.history() + " where 1 = 0").has_value();
}

void bookkeeping::create(std::vector<std::string> const& tables) {
  for (auto const& statement : tables) driver_.execute(statement);
  // Where a table that is made ends the transaction, what follows has another one.
  if (!driver_.in_transaction()) static_cast<void>(driver_.try_begin(drivers::transaction_kind::plain));
}

void bookkeeping::create_tables() { create(driver_.words().create_tables(names_)); }
void bookkeeping::create_revisions() { create({driver_.words().create_revision_table(names_)}); }

bool bookkeeping::has_revisions() {
  return query_if_there(driver_, "select 1 from " + rows_.revisions() + " where 1 = 0").has_value();
}

void bookkeeping::tell(told_revision const& revision) {
  untell(revision.id);
  post(rows_.insert_revision({p(1), p(2), p(3), p(4), p(5), p(6)}),
       {revision.id, joined_ids(revision.parents), joined_ids(revision.compatible), revision.downgrade,
        revision.checksum(), utc_now()});
}

void bookkeeping::untell(std::string const& id) { post(rows_.delete_revision(p(1)), {id}); }

std::vector<told_revision> bookkeeping::told() {
  std::vector<told_revision> out;
  auto const rows =
      query_if_there(driver_, "select revision, parents, compatible from " + rows_.revisions() + " order by revision");
  if (!rows) return out;
  for (auto const& cells : *rows)
    out.push_back({cell(cells, 0), split_ids(cell(cells, 1)), split_ids(cell(cells, 2)), {}});
  return out;
}

told_revision bookkeeping::told(std::string const& id) {
  auto const rows = query_if_there(driver_,
                                   "select revision, parents, compatible, downgrade, checksum from " +
                                       rows_.revisions() + " where revision = " + p(1),
                                   std::vector<std::string>{id})
                        .value_or(std::vector<row>{});
  if (rows.empty()) return {id, {}, {}, {}};
  auto const& cells = rows.front();
  told_revision out{cell(cells, 0), split_ids(cell(cells, 1)), split_ids(cell(cells, 2)), cell(cells, 3)};
  if (auto const now = out.checksum(); now != cell(cells, 4))
    throw checksum_mismatch("the row of '" + id + "' in the table '" + names_.revisions +
                                "' was changed since it was written: what it says does not match its checksum, and "
                                "nothing of it is run; take the revision back with a program that has it",
                            id, cell(cells, 4), now);
  return out;
}

void bookkeeping::move_heads(std::vector<std::string> const& before, std::vector<std::string> const& after) {
  auto const changes = words::changes_of_heads(before, after);
  expected_.clear();
  for (auto const& [from, to] : changes.renamed) expected_.push_back(from);
  expected_.insert(expected_.end(), changes.gone.begin(), changes.gone.end());
  for (auto const& [from, to] : changes.renamed) driver_.post_for_one(rows_.rename_head(p(2), p(1)), {{to, from}});
  for (auto const& id : changes.gone) driver_.post_for_one(rows_.delete_head(p(1)), {{id}});
  for (auto const& id : changes.come) post(rows_.insert_head(p(1)), {id});
}

version_table_changed bookkeeping::version_row_missing() const {
  std::string list;
  for (auto const& id : expected_) list += (list.empty() ? "'" : ", '") + id + "'";
  return version_table_changed("the table '" + names_.version + "' was expected to hold " + list +
                               (expected_.size() == 1 ? ", once" : ", each once") +
                               ", as it did when the lock was taken; something else writes to it");
}

void bookkeeping::delete_heads() { post("delete from " + rows_.version(), {}); }

void bookkeeping::write(std::vector<journal_entry> const& entries) {
  std::vector<words::journal_values> places;
  std::vector<std::string> parameters;
  auto const since = utc_now();
  auto const add = [&](journal_entry const& entry) {
    auto const first = static_cast<unsigned>(parameters.size());
    places.push_back(
        {p(first + 1), p(first + 2), p(first + 3), p(first + 4), p(first + 5), p(first + 6), p(first + 7)});
    for (auto const& value :
         {entry.revision, std::string(to_string(entry.way)), std::to_string(entry.ordinal),
          std::string(entry.done ? "done" : "intent"), pack(entry.batch_key), entry.checksum, since})
      parameters.push_back(value);
  };
  for (auto const& entry : entries) add(entry);
  if (auto const together = rows_.put_journal(places); !together.empty()) {
    post(together, parameters);
    return;
  }
  for (auto const& entry : entries) {
    forget(entry);
    places.clear();
    parameters.clear();
    add(entry);
    post(rows_.insert_journal(places.front()), parameters);
  }
}

void bookkeeping::forget(journal_entry const& entry) {
  post(rows_.delete_journal(p(1), p(2), p(3)),
       {entry.revision, std::string(to_string(entry.way)), std::to_string(entry.ordinal)});
}

void bookkeeping::forget(std::string const& revision, direction way) {
  post(rows_.delete_journal(p(1), p(2)), {revision, std::string(to_string(way))});
}

void bookkeeping::forget_all() { post("delete from " + rows_.journal(), {}); }

void bookkeeping::log(log_entry const& entry) {
  post(rows_.insert_history({p(1), p(2), p(3), p(4), p(5), p(6), p(7), p(8), p(9)}),
       {entry.revision, entry.action, entry.outcome, entry.started, std::to_string(entry.duration.count()), entry.who,
        entry.checksum, entry.generator, entry.detail});
}

std::vector<log_entry> bookkeeping::read_log() {
  auto const rows = query_if_there(
      driver_, "select revision, action, outcome, " + driver_.words().utc_text("started_at") +
                   ", duration_ms, who, checksum, generator, detail from " + rows_.history() + " order by id");
  std::vector<log_entry> out;
  if (!rows) return out;
  for (auto const& cells : *rows)
    out.push_back({cell(cells, 0), cell(cells, 1), cell(cells, 2), cell(cells, 3),
                   std::chrono::milliseconds(number(cells, 4)), cell(cells, 5), cell(cells, 6), cell(cells, 7),
                   cell(cells, 8)});
  return out;
}

std::vector<applied_checksum> bookkeeping::checksums(std::vector<std::string> const& revisions) {
  std::string sql = "select revision, checksum from " + rows_.history() +
                    " where outcome = 'done' and action in ('upgrade', 'stamp')";
  for (unsigned i = 0; i < revisions.size(); ++i) sql += (i == 0 ? " and revision in (" : ", ") + p(i + 1);
  if (!revisions.empty()) sql += ")";
  std::map<std::string, std::string> last;
  for (auto const& cells : query_if_there(driver_, sql + " order by id", revisions).value_or(std::vector<row>{}))
    last[cell(cells, 0)] = cell(cells, 1);
  std::vector<applied_checksum> out;
  for (auto& [revision, checksum] : last) out.push_back({revision, checksum});
  return out;
}

}  // namespace retort
