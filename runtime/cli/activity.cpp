// SPDX-License-Identifier: Apache-2.0
// Events as text.
#include "runtime/cli/activity.hpp"

#include <algorithm>

namespace retort::cli {

std::string one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  return text;
}

std::string_view name_of(direction way) noexcept { return way == direction::upgrade ? "upgrade" : "downgrade"; }

std::string listed(std::vector<std::string> const& ids, std::string const& none) {
  std::string out;
  for (auto const& id : ids) out += (out.empty() ? "" : ", ") + id;
  return out.empty() ? none : out;
}

std::string clock_text(std::chrono::seconds time) {
  auto const two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  auto const seconds = std::max<std::int64_t>(time.count(), 0);
  auto const minutes = seconds / 60 % 60;
  if (seconds < 3600) return std::to_string(minutes) + ":" + two(seconds % 60);
  return std::to_string(seconds / 3600) + ":" + two(minutes) + ":" + two(seconds % 60);
}

std::string grouped(std::uint64_t number) {
  auto out = std::to_string(number);
  for (auto at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

std::uint64_t percent_of(double share) { return static_cast<std::uint64_t>(share * 100); }

std::string outlook_of(batch_event const& event) {
  std::string out;
  if (event.share) out += ", " + std::to_string(percent_of(*event.share)) + " %";
  if (event.left && event.left->count() > 0)
    out += ", about " + clock_text(std::chrono::ceil<std::chrono::seconds>(*event.left)) + " left";
  return out;
}

void activity::revision_begins(revision_event const& event, moment now) {
  revision_ = "[" + std::to_string(event.number) + "/" + std::to_string(event.of) + "] " +
              std::string(name_of(event.way)) + " " + event.revision.id;
  statement_.clear();
  note_.clear();
  outlook_.clear();
  rows_ = pieces_ = 0;
  statement_began_ = now;
}

void activity::statement_begins(statement_event const& event, moment now) {
  auto const& all = event.way == direction::upgrade ? event.revision.upgrade : event.revision.downgrade;
  statement_ = "statement " + std::to_string(event.statement.ordinal) + " of " + std::to_string(all.size()) + ": " +
               one_line(event.statement.summary);
  note_.clear();
  outlook_.clear();
  rows_ = pieces_ = 0;
  statement_began_ = now;
}

void activity::batch_advances(batch_event const& event) {
  rows_ = event.rows;
  pieces_ = event.pieces;
  outlook_ = outlook_of(event);
}

void activity::lock_awaited(wait_event const& event) {
  note_ = "waits for the lock" + (event.holder.empty() ? std::string() : " of " + one_line(event.holder));
}

void activity::segment_retried(retry_event const& event) {
  note_ = "is tried again (" + std::to_string(event.attempt) + "): " + one_line(event.reason);
}

std::string activity::text(moment now) const {
  std::string out = revision_;
  if (!statement_.empty()) out += ", " + statement_;
  if (pieces_ > 0) {
    auto const ms = std::chrono::duration_cast<std::chrono::milliseconds>(now - statement_began_).count();
    out += "; " + grouped(rows_) + " rows in " + grouped(pieces_) + " batches";
    if (ms > 0) out += ", " + grouped(rows_ * 1000 / static_cast<std::uint64_t>(ms)) + " rows/s";
    out += outlook_;
  }
  if (!note_.empty()) out += (out.empty() ? "" : "; ") + note_;
  if (out.empty()) out = "begins";
  return clock_text(std::chrono::duration_cast<std::chrono::seconds>(now - began_)) + "  " + out;
}

}  // namespace retort::cli
