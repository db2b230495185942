// SPDX-License-Identifier: Apache-2.0
// What a fleet does, for those who watch: a table that moves on a terminal, elsewhere a line an event, or JSON.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <ostream>
#include <string>
#include <vector>

#include <retort/fleet.hpp>

#include "runtime/cli/fleet_report.hpp"
#include "runtime/cli/progress.hpp"

namespace retort::cli {

class fleet_watch final : public fleet_observer {
 public:
  // `targets` and the streams must outlive it. `ends`: what becomes of each target is told as it happens; failures
  // always are, on `err` but for json_lines.
  fleet_watch(manner how, std::ostream& out, std::ostream& err, std::vector<reported_target> const& targets, bool ends,
              bool verbose);
  ~fleet_watch() override;

  void target_begins(std::size_t target) noexcept override;
  void target_ends(target_outcome const& outcome) noexcept override;
  void revision_begins(std::size_t target, revision_event const& event) override;
  void revision_ends(std::size_t target, revision_event const& event) override;
  void statement_begins(std::size_t target, statement_event const& event) override;
  void statement_ends(std::size_t target, statement_event const& event) override;
  void batch_advances(std::size_t target, batch_event const& event) override;
  void lock_awaited(std::size_t target, wait_event const& event) override;
  void segment_retried(std::size_t target, retry_event const& event) override;

 private:
  // A line about a target, or its JSON.
  template <class Event>
  void tell(std::size_t target, Event const& event, bool urgent = false);
  void tell_end(target_outcome const& outcome);
  void say(std::string const& line);
  [[nodiscard]] std::vector<std::string> rows() const;  // the table
  void draw();
  [[nodiscard]] std::string colour(char const* code, std::string const& text) const;

  manner how_;
  std::ostream& out_;
  std::ostream& err_;
  std::vector<reported_target> const& targets_;
  bool ends_, verbose_;
  bool colours_ = false;
  activity::moment began_, drawn_{};
  // Under the mutex: the ticker has a thread of its own.
  std::mutex mutex_;
  std::map<std::size_t, activity> at_work_;
  std::size_t done_ = 0, failed_ = 0, stopped_ = 0;
  std::unique_ptr<live_region> region_;
  std::unique_ptr<ticker> ticker_;  // last: it stops first
};

}  // namespace retort::cli
