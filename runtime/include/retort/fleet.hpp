// SPDX-License-Identifier: Apache-2.0
// Many databases and one bundle: brings each of them to a revision, several at a time. In: targets, each with a way to
// open a session of its own; one bundle, which all of them share. Out: what became of each. Every target has its own
// connection, lock, version table and journal, so that a fleet which is broken off is carried on by running it again.
// Link Retort::fleet.
#pragma once

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <retort/migrator.hpp>

namespace soci {
class session;
}

namespace retort {

struct fleet_target {
  std::string name;  // for those who watch; no two the same, and no password in it
  // Opens a session that nobody else uses. Called once, on the thread that works on this target; the session is closed
  // there as well. What it throws is this target's failure.
  std::function<std::shared_ptr<soci::session>()> open;
  // `observer` and `stop` are the fleet's own: what stands there is not looked at.
  options settings{};
};

struct fleet_settings {
  std::size_t jobs = 4;    // targets at a time, and so connections; at least 1
  std::size_t canary = 0;  // so many of the first targets have to be done before any other is begun
  // No further target is begun once so many have failed, and those at work are finished; zero: all are begun.
  std::size_t max_failures = 1;
  // Asked between statements and between batches of every target. What was committed before stays.
  std::stop_token stop{};
};

enum class target_state {
  not_started,  // a canary or too many others failed, or a stop was asked for
  done,
  failed,
  stopped,  // a stop was asked for while it was at work; a later run carries on there
};

// What became of one target.
struct target_outcome {
  std::size_t target = 0;  // its place in the list, from 0
  target_state state = target_state::not_started;
  std::exception_ptr problem;                     // of a failed one, or one that was stopped
  std::vector<move_step> steps;                   // that were committed, also of a failed one
  std::optional<std::vector<std::string>> heads;  // recorded at the end; nothing where that could not be asked
  std::chrono::milliseconds duration{};
};

// Progress of a fleet. Called from its threads, but never by two of them at once: an observer needs no lock of its own.
// `target` is the place in the list. What these throw is the failure of the target, but for target_begins and
// target_ends, which must not throw.
class fleet_observer {
 public:
  virtual ~fleet_observer() = default;
  virtual void target_begins(std::size_t /*target*/) noexcept {}
  virtual void target_ends(target_outcome const&) noexcept {}
  // The events of observer.hpp.
  virtual void run_begins(std::size_t /*target*/, run_event const&) {}
  virtual void run_ends(std::size_t /*target*/, run_event const&) {}
  virtual void revision_begins(std::size_t /*target*/, revision_event const&) {}
  virtual void revision_ends(std::size_t /*target*/, revision_event const&) {}
  virtual void statement_begins(std::size_t /*target*/, statement_event const&) {}
  virtual void statement_ends(std::size_t /*target*/, statement_event const&) {}
  virtual void batch_advances(std::size_t /*target*/, batch_event const&) {}
  virtual void lock_awaited(std::size_t /*target*/, wait_event const&) {}
  virtual void segment_retried(std::size_t /*target*/, retry_event const&) {}

 protected:
  fleet_observer() = default;
  fleet_observer(fleet_observer const&) = default;
  fleet_observer& operator=(fleet_observer const&) = default;
};

// Steps written in C++ are called on the threads of the fleet, those of several targets at once.
class fleet {
 public:
  // `watcher` may be nullptr, and must outlive the fleet. Opens nothing yet.
  fleet(std::vector<fleet_target> targets, linked_bundle migrations, fleet_settings settings = {},
        fleet_observer* watcher = nullptr);

  // migrator::upgrade() and downgrade() of each target. One outcome a target, in their order; the only exceptions are
  // bundle_error, before any database is touched (the bundle is verified as a whole, once), and std::system_error where
  // no thread can be made.
  [[nodiscard]] std::vector<target_outcome> upgrade(std::string_view target = "head");
  [[nodiscard]] std::vector<target_outcome> downgrade(std::string_view target = "-1");
  // Anything else with the migrator of each target; returns once it is done, and throws what the target fails with.
  // Called on several threads at once.
  using work = std::function<void(migrator&, std::size_t target)>;
  [[nodiscard]] std::vector<target_outcome> run(work const& each);

 private:
  [[nodiscard]] std::vector<target_outcome> move(direction way, std::string const& target);

  std::vector<fleet_target> targets_;
  linked_bundle migrations_;
  fleet_settings settings_;
  fleet_observer* watcher_;
};

}  // namespace retort
