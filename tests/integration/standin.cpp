// SPDX-License-Identifier: Apache-2.0
// The runtime's own statements, told apart by their words.
#include "tests/integration/standin.hpp"

#include <algorithm>

namespace retort::testing {
namespace {

bool has(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

// The parameters of a statement by sp_executesql: literals behind "@retort_1 nvarchar(max) = cast(N'' …) + ".
std::vector<std::string> parameters(std::string const& batch) {
  std::vector<std::string> out;
  for (;;) {
    auto const name = "@retort_" + std::to_string(out.size() + 1) + " nvarchar(max) = cast(N'' as nvarchar(max)) + N'";
    auto at = batch.find(name);
    if (at == std::string::npos) return out;
    at += name.size();
    std::string value;
    for (; at < batch.size(); ++at) {
      if (batch[at] == '\'' && (at + 1 >= batch.size() || batch[at + 1] != '\'')) break;
      if (batch[at] == '\'') ++at;
      value += batch[at];
    }
    out.push_back(std::move(value));
  }
}

tds_row texts(std::vector<std::string> const& from) { return {from.begin(), from.end()}; }
std::vector<tds_type> columns(std::size_t count) { return std::vector<tds_type>(count, tds_type::long_text); }

}  // namespace

std::string purpose(std::string const& batch) {
  if (has(batch, "@o int = @@options")) return "enter";
  if (batch == "select @@trancount") return "transaction?";
  if (batch.starts_with("select 0 as kind")) return "read";
  if (batch.starts_with("select N'retort '")) return "key";
  if (has(batch, "convert(nvarchar(128), serverproperty('ProductVersion'))")) return "server";
  if (has(batch, "sp_getapplock")) return "lock";
  if (has(batch, "sp_releaseapplock")) return "leave and unlock";
  if (has(batch, "applock_test(") || has(batch, "sys.dm_tran_locks")) return "holder";
  if (batch.ends_with(" begin transaction")) return "begin";
  if (has(batch, "commit transaction")) return "commit";
  if (batch == "if @@trancount > 0 rollback transaction") return "rollback";
  if (batch.starts_with("if object_id(N'") && has(batch, "null create table")) return "make tables";
  for (auto const* const table : {"version", "journal", "history", "revision"})
    if (has(batch, std::string("[retort_") + table + "]")) return table;
  if (batch.starts_with("set lock_timeout")) return "limit";
  if (has(batch, "; set textsize ")) return "leave";
  return "work: " + batch;
}

void standin::answer_with(rule own) {
  std::lock_guard const lock(mutex_);
  rule_ = std::move(own);
}
void standin::between_answers(std::function<void()> const& change) {
  std::lock_guard const lock(mutex_);
  change();
}
void standin::lock_away(bool tells) {
  std::lock_guard const lock(mutex_);
  locked_away_ = true;
  tells_ = tells;
}
void standin::unlock() {
  std::lock_guard const lock(mutex_);
  locked_away_ = false;
}
void standin::take_no_changes(bool read_only) {
  std::lock_guard const lock(mutex_);
  read_only_ = read_only;
}
void standin::version(std::string text, int edition) {
  std::lock_guard const lock(mutex_);
  version_ = std::move(text);
  edition_ = edition;
}
std::vector<std::string> standin::heads() const {
  std::lock_guard const lock(mutex_);
  return now_.heads;
}
std::vector<std::string> standin::journal() const {
  std::lock_guard const lock(mutex_);
  std::vector<std::string> out;
  for (auto const& e : now_.journal) out.push_back(*e[0] + " " + *e[1] + " " + *e[2] + " " + *e[3]);
  return out;
}
std::vector<std::string> standin::log() const {
  std::lock_guard const lock(mutex_);
  std::vector<std::string> out;
  for (auto const& e : now_.history) out.push_back(*e[1] + " " + *e[0] + " " + *e[2]);
  return out;
}
std::string standin::course() const {
  std::string out;
  for (auto const& batch : server_.batches()) out += (out.empty() ? "" : " | ") + purpose(batch);
  return out;
}
std::vector<std::string> standin::work() const {
  std::vector<std::string> out;
  for (auto const& batch : server_.batches())
    if (purpose(batch).starts_with("work: ")) out.push_back(batch);
  return out;
}

void standin::roll_back() {
  if (open_ > 0) now_ = before_;
  open_ = 0;
}

std::optional<tds_answer> standin::answer(unsigned, std::string const& batch) {
  std::lock_guard const lock(mutex_);
  std::optional<tds_answer> said;
  if (rule_) said = rule_(batch);
  if (!said) return own(batch);
  // With xact_abort on, an error takes the transaction back; so does the end of a connection.
  if (said->fails() || said->cuts()) {
    bool const open = open_ > 0;
    roll_back();
    if (open && !said->cuts()) said->transaction(false);
  }
  return said;
}

std::optional<tds_answer> standin::own(std::string const& batch) {
  auto const what = purpose(batch);
  auto const given = parameters(batch);
  auto const integers = [](std::vector<int> const& values) {
    tds_row row;
    for (int const value : values) row.emplace_back(std::to_string(value));
    return tds_answer().rows(std::vector<tds_type>(values.size(), tds_type::integer), {row});
  };
  // The options of a session by FreeTDS, whose xact_abort is off.
  if (what == "enter") return integers({5496, -1, 2147483647});
  if (what == "transaction?") return integers({open_});
  if (what == "server")
    return tds_answer().rows({tds_type::text, tds_type::integer}, {{version_, std::to_string(edition_)}});
  if (what == "key") return tds_answer().rows({tds_type::text}, {{"retort dbo.retort_version"}});
  if (what == "lock")
    return tds_answer().rows({tds_type::text, tds_type::integer, tds_type::text, tds_type::text},
                             {{read_only_ ? "READ_ONLY" : "READ_WRITE",
                               read_only_     ? "-999"
                               : locked_away_ ? "-1"
                                              : "0",
                               "retort dbo.retort_version", "dbo"}});
  if (what == "holder") {
    if (has(batch, "applock_test(")) return integers({locked_away_ ? 0 : 1});
    if (!tells_)
      return tds_answer()
          .error(300, "VIEW SERVER STATE permission was denied on object 'server', database 'master'.", 14)
          .error(297, "The user does not have permission to perform this action.");
    return tds_answer().rows({tds_type::integer, tds_type::text, tds_type::text, tds_type::text, tds_type::text},
                             {{"61", "deploy", "app", "web1", "2026-01-02 03:04:05"}});
  }
  if (what == "begin") {
    before_ = now_;
    ++open_;
    return tds_answer().transaction(true).done();
  }
  if (what == "rollback") {
    bool const open = open_ > 0;
    roll_back();
    return open ? tds_answer().transaction(false).done() : tds_answer().done();
  }
  if (what == "commit") {
    auto const open = open_;
    if (open == 1) open_ = 0;
    auto said = integers({open});
    return open == 1 ? said.transaction(false) : said;
  }
  if (what == "make tables") {
    now_.there = true;
    return tds_answer().done();
  }
  if (what == "revision") return tds_answer().error(208, "Invalid object name 'dbo.retort_revision'.");
  bool const ours = what == "read" || what == "version" || what == "journal" || what == "history";
  if (ours && !now_.there) return tds_answer().error(208, "Invalid object name 'retort_version'.");
  if (what == "read") {
    std::vector<tds_row> rows;
    for (auto const& id : now_.heads) rows.push_back(texts({"0", id, "", "0", "", "", ""}));
    for (auto const& e : now_.journal) rows.push_back({"1", e[0], e[1], e[2], e[3], e[4], e[5]});
    return tds_answer().rows(columns(7), rows);
  }
  if (what == "version") {
    bool const renames = has(batch, "N'update "), comes = has(batch, "N'insert into ");
    auto const& gone = given.at(renames ? 1 : 0);
    std::uint64_t const count = comes ? 1 : std::erase(now_.heads, gone);
    if (comes || (renames && count > 0)) now_.heads.push_back(given.at(0));
    return tds_answer().done_in_procedure(count);
  }
  if (what == "journal") {
    std::uint64_t count = 0;
    if (has(batch, "insert into")) {
      now_.journal.push_back(texts(given));
      count = 1;
    } else {
      count = std::erase_if(now_.journal, [&](tds_row const& e) {
        for (std::size_t i = 0; i < given.size(); ++i)
          if (*e[i] != given[i]) return false;
        return true;
      });
    }
    return tds_answer().done_in_procedure(count);
  }
  if (what == "history") {
    if (has(batch, "insert into")) {
      now_.history.push_back(texts(given));
      return tds_answer().done_in_procedure(1);
    }
    if (has(batch, "where 1 = 0")) return tds_answer().rows(columns(1), {});
    std::vector<tds_row> rows;
    for (auto const& e : now_.history)
      if (*e[2] == "done") rows.push_back({e[0], e[6]});
    return tds_answer().rows(columns(2), rows);
  }
  return std::nullopt;
}

}  // namespace retort::testing
