// SPDX-License-Identifier: Apache-2.0
// What stands in for a database of SQL Server: it keeps the rows of the runtime's own tables, by the statements that
// the runtime has for them, and whether a transaction is open; all else it takes and does nothing, or what the test
// says. It is no judge of SQL.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/integration/tds_server.hpp"

namespace retort::testing {

class standin {
 public:
  // What the test answers itself; asked first. Nothing: as if it were not asked.
  using rule = std::function<std::optional<tds_answer>(std::string const& batch)>;

  [[nodiscard]] tds_server& server() { return server_; }
  [[nodiscard]] std::string url() const { return server_.url(); }

  void answer_with(rule own);
  // Calls it while nothing is answered: for changes to what a rule looks at.
  void between_answers(std::function<void()> const& change);
  // The lock is somebody else's: session 61, deploy of the login app on host web1. `tells`: whether we may see who.
  void lock_away(bool tells);
  void unlock();
  void take_no_changes(bool read_only);
  void version(std::string text, int edition);
  [[nodiscard]] std::vector<std::string> heads() const;
  // "revision direction ordinal state"
  [[nodiscard]] std::vector<std::string> journal() const;
  [[nodiscard]] std::vector<std::string> log() const;  // "action revision outcome"
  // Batches that are not the runtime's own: what a revision sent.
  [[nodiscard]] std::vector<std::string> work() const;
  // All of them by what they are for, in order: "transaction? | enter | read | work: drop table a | commit".
  [[nodiscard]] std::string course() const;

 private:
  struct tables {
    bool there = false;
    std::vector<std::string> heads;
    std::vector<tds_row> journal, history;
  };
  std::optional<tds_answer> answer(unsigned session, std::string const& batch);
  std::optional<tds_answer> own(std::string const& batch);
  void roll_back();

  mutable std::mutex mutex_;
  rule rule_;
  bool locked_away_ = false, tells_ = true, read_only_ = false;
  std::string version_ = "16.0.4135.4";
  int edition_ = 3;
  int open_ = 0;  // transactions
  tables now_, before_;
  tds_server server_{[this](unsigned session, std::string const& batch) { return answer(session, batch); }};
};

// What the batch is for.
[[nodiscard]] std::string purpose(std::string const& batch);

}  // namespace retort::testing
