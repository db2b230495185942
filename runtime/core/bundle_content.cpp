// SPDX-License-Identifier: Apache-2.0
// Opening, reading on demand, verifying.
#include "runtime/core/bundle_content.hpp"

#include <algorithm>

#include "runtime/core/bundle_format.hpp"
#include "runtime/core/xxh64.hpp"

namespace retort {

using core::refuse_damaged;

void bundle_content::open() {
  std::string scratch;
  auto const text = find_header(scratch);
  header_ = core::parse_header(text, subject_);

  index_ = text.size();
  std::uint64_t end = index_;
  auto const size = bytes_.size();
  bool truncated = false;
  for (auto const* section : {&header_.index, &header_.statements, &header_.sql}) {
    truncated = truncated || section->length > size - end;
    if (truncated) break;
    end += section->length;
  }
  if (truncated) throw bundle_error(subject_ + " is truncated: it ends after " + std::to_string(size) + " bytes");
  if (end != size) refuse_damaged(subject_, std::to_string(size - end) + " bytes follow its end");
  statements_ = index_ + header_.index.length;
  sql_ = statements_ + header_.statements.length;
  if (checksum(index_, header_.index.length) != header_.index.checksum)
    refuse_damaged(subject_, "its index does not match the checksum of the index");
}

std::string_view bundle_content::find_header(std::string& scratch) const {
  constexpr std::uint64_t usual = 4096;
  constexpr std::uint64_t longest = std::uint64_t{64} << 20U;
  auto const size = bytes_.size();
  for (std::uint64_t window = usual;; window *= 8) {
    auto const text = bytes_.view(0, std::min(size, window), scratch);
    core::check_first_line(text, subject_);
    if (auto const end = text.find("\n\n"); end != std::string_view::npos) return text.substr(0, end + 2);
    if (window >= size) throw bundle_error(subject_ + " is truncated within its header");
    if (window >= longest) refuse_damaged(subject_, "its header has no end");
  }
}

std::uint64_t bundle_content::checksum(std::uint64_t offset, std::uint64_t length) const {
  core::xxh64 sum;
  bytes_.for_each_part(offset, length, [&](std::string_view part) { sum.update(part); });
  return sum.value();
}

std::vector<revision_info> bundle_content::read_revisions(std::shared_ptr<bundle_content const> const& self) {
  std::string scratch;
  auto entries = core::parse_index(bytes_.view(index_, header_.index.length, scratch), header_, subject_);
  std::vector<revision_info> out;
  out.reserve(entries.size());
  auto places = std::make_unique<place[]>(entries.size());
  std::uint64_t statements = statements_ + core::format::statements_title.size();
  std::uint64_t sql = sql_ + core::format::sql_title.size();
  for (std::size_t r = 0; r < entries.size(); ++r) {
    auto& entry = entries[r];
    auto& at = places[r];
    at.id = entry.info.id;
    at.upgrade = entry.upgrade;
    at.downgrade = entry.downgrade;
    at.statements = statements;
    at.statements_length = entry.statements.length;
    at.statements_checksum = entry.statements.checksum;
    at.sql = sql;
    at.sql_length = entry.sql_length;
    at.sql_checksum = entry.sql_checksum;
    statements += at.statements_length;
    sql += at.sql_length;
    auto const number = static_cast<std::uint32_t>(r);
    entry.info.upgrade = statement_list(self, number, direction::upgrade, entry.upgrade);
    entry.info.downgrade = statement_list(self, number, direction::downgrade, entry.downgrade);
    out.push_back(std::move(entry.info));
  }
  bytes_.looked_at(header_.index.length);
  places_ = std::move(places);
  return out;
}

core::statement_lists const& bundle_content::statements(std::size_t r) const {
  auto& at = places_[r];
  if (at.is_read.load(std::memory_order_acquire)) return at.lists;
  std::lock_guard<std::mutex> const alone(reading_);
  if (at.is_read.load(std::memory_order_relaxed)) return at.lists;
  at.lists = read_statements(r);
  at.is_read.store(true, std::memory_order_release);
  return at.lists;
}

core::statement_lists bundle_content::read_statements(std::size_t r) const {
  auto const& at = places_[r];
  if (checksum(at.statements, at.statements_length) != at.statements_checksum)
    refuse_damaged(subject_, "the statements of revision '" + at.id + "' do not match their checksum");
  std::string scratch;
  auto lists = core::parse_statements(bytes_.view(at.statements, at.statements_length, scratch), at.id, at.upgrade,
                                      at.downgrade, at.sql_length, subject_);
  for (auto* list : {&lists.upgrade, &lists.downgrade})
    for (auto& statement : *list) {
      statement.offset += at.sql;
      statement.probe_offset = statement.probe_length == 0 ? 0 : statement.probe_offset + at.sql;
    }
  bytes_.looked_at(at.statements_length);
  return lists;
}

void bundle_content::verify_sql(place const& at, core::statement_lists const& lists) const {
  core::sha256 sum;
  std::string text;
  std::string probe;
  for (auto const* list : {&lists.upgrade, &lists.downgrade})
    for (auto const& statement : *list)
      core::format::add_to_sql_checksum(sum, statement, bytes_.view(statement.offset, statement.length, text),
                                        bytes_.view(statement.probe_offset, statement.probe_length, probe));
  bytes_.looked_at(at.sql_length);
  if (sum.finish() != at.sql_checksum)
    refuse_damaged(subject_, "the SQL of revision '" + at.id + "' does not match its checksum");
}

void bundle_content::verify(std::size_t r) const {
  auto& at = places_[r];
  // Two threads may both do it: they find the same.
  if (at.is_verified.load(std::memory_order_acquire)) return;
  verify_sql(at, read_statements(r));
  at.is_verified.store(true, std::memory_order_release);
}

std::string bundle_content::text(std::size_t r, std::uint64_t offset, std::uint64_t length) const {
  auto& at = places_[r];
  verify(r);
  if (length == 0) return {};
  if (offset < at.sql || offset - at.sql > at.sql_length || length > at.sql_length - (offset - at.sql))
    throw bundle_error(subject_ + " has no such statement in revision '" + at.id + "'");
  bytes_.looked_at(length);
  return bytes_.text(offset, length);
}

void bundle_content::verify() const {
  for (std::size_t r = 0; r < header_.revisions; ++r) {
    auto const lists = read_statements(r);
    verify_sql(places_[r], lists);
    for (auto const* list : {&lists.upgrade, &lists.downgrade})
      for (auto const& statement : *list)
        if (statement.kind == statement_kind::batch &&
            !core::format::parse_batch(bytes_.text(statement.offset, statement.length)))
          refuse_damaged(subject_, "a batch loop of revision '" + places_[r].id + "' makes no sense");
  }
  if (checksum(statements_, header_.statements.length) != header_.statements.checksum ||
      checksum(sql_, header_.sql.length) != header_.sql.checksum)
    refuse_damaged(subject_, "a remark in it does not match the checksum of the whole");
}

}  // namespace retort
