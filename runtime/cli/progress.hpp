// SPDX-License-Identifier: Apache-2.0
// What a migrator does, for those who watch: on a terminal lines that stay and one that moves, elsewhere a line an
// event, as JSON where that is asked for.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <ostream>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <retort/observer.hpp>

#include "runtime/cli/activity.hpp"
#include "runtime/cli/json.hpp"
#include "runtime/cli/live_region.hpp"

namespace retort::cli {

// An event as the members of a JSON object: "event" first, then what it tells.
[[nodiscard]] json_object json_of(revision_event const& event);
[[nodiscard]] json_object json_of(statement_event const& event);
[[nodiscard]] json_object json_of(batch_event const& event);
[[nodiscard]] json_object json_of(wait_event const& event);
[[nodiscard]] json_object json_of(retry_event const& event);
// And as a line: "upgrade r1 create users  [1/3, 4 ms]".
[[nodiscard]] std::string line_of(revision_event const& event);
[[nodiscard]] std::string line_of(statement_event const& event);
[[nodiscard]] std::string line_of(batch_event const& event);
[[nodiscard]] std::string line_of(wait_event const& event);
[[nodiscard]] std::string line_of(retry_event const& event);

// Calls `tick` five times a second on a thread of its own, for as long as it lives.
class ticker {
 public:
  explicit ticker(std::function<void()> tick);
  ticker(ticker const&) = delete;
  ticker& operator=(ticker const&) = delete;

 private:
  std::jthread thread_;
};

// How `progress` speaks.
enum class manner {
  silent,      // only waits and retries are told
  lines,       // a line a revision, with `verbose` one a statement and batch
  json_lines,  // a JSON object a line and event
  live,        // as `lines`, and a row that moves
};

class progress final : public observer {
 public:
  // Both streams must outlive it. Waits and retries go to `err`, but for json_lines.
  progress(manner how, std::ostream& out, std::ostream& err, bool verbose);
  ~progress() override;

  void run_begins(run_event const& event) override;
  void revision_begins(revision_event const& event) override;
  void revision_ends(revision_event const& event) override;
  void statement_begins(statement_event const& event) override;
  void statement_ends(statement_event const& event) override;
  void batch_advances(batch_event const& event) override;
  void lock_awaited(wait_event const& event) override;
  void segment_retried(retry_event const& event) override;

 private:
  void say(std::string const& line);
  [[nodiscard]] std::vector<std::string> rows() const;  // those that move
  void draw();

  manner how_;
  std::ostream& out_;
  std::ostream& err_;
  bool verbose_;
  // Of the row that moves; under the mutex, for the ticker has a thread of its own.
  std::mutex mutex_;
  std::optional<activity> at_;
  bool begun_ = false;  // there is something to show: not where there is nothing to do
  std::unique_ptr<live_region> region_;
  std::unique_ptr<ticker> ticker_;  // last: it stops first
};

}  // namespace retort::cli
