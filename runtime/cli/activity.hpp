// SPDX-License-Identifier: Apache-2.0
// What one migrator is at, as a row of a terminal. In: the events of an observer. Out: text. Draws nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <retort/observer.hpp>

namespace retort::cli {

// Line ends and other control characters as blanks: a message may hold any, and is shown in one line.
[[nodiscard]] std::string one_line(std::string text);
[[nodiscard]] std::string_view name_of(direction way) noexcept;  // "upgrade", "downgrade"
// "r1, r2"; `none` where there are none.
[[nodiscard]] std::string listed(std::vector<std::string> const& ids, std::string const& none);
// "0:07", "12:34", "1:02:03".
[[nodiscard]] std::string clock_text(std::chrono::seconds time);
// "412", "12,345": for eyes; never where a program reads.
[[nodiscard]] std::string grouped(std::uint64_t number);

// Whole per cent, never 100 before the end.
[[nodiscard]] std::uint64_t percent_of(double share);
// ", 41 %, about 2:10 left"; empty where nothing can be told.
[[nodiscard]] std::string outlook_of(batch_event const& event);

class activity {
 public:
  using moment = std::chrono::steady_clock::time_point;
  explicit activity(moment now) : began_(now), statement_began_(now) {}

  void revision_begins(revision_event const& event, moment now);
  void statement_begins(statement_event const& event, moment now);
  void batch_advances(batch_event const& event);
  void lock_awaited(wait_event const& event);
  void segment_retried(retry_event const& event);

  // "0:07  [2/5] upgrade 3f9a, statement 3 of 7: update users; 12,000 rows in 12 batches, 3,400 rows/s, 41 %,
  // about 0:05 left". The time is since the beginning; what may be long is last.
  [[nodiscard]] std::string text(moment now) const;

 private:
  moment began_, statement_began_;
  std::string revision_, statement_, note_, outlook_;
  std::uint64_t rows_ = 0, pieces_ = 0;
};

}  // namespace retort::cli
