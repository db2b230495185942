// SPDX-License-Identifier: Apache-2.0
// retort::fleet: threads that take one target after the other, and the rules by which none is taken any more.
#include <retort/fleet.hpp>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace retort {
namespace {

using clock = std::chrono::steady_clock;

// One at a time, from whatever thread.
class watchers {
 public:
  explicit watchers(fleet_observer* inner) : inner_(inner) {}
  template <class Call>
  void tell(Call&& call) {
    if (inner_ == nullptr) return;
    std::lock_guard const one(mutex_);
    call(*inner_);
  }

 private:
  fleet_observer* inner_;
  std::mutex mutex_;
};

// What a migrator tells, with the target it is about; keeps what was committed.
class relay final : public observer {
 public:
  relay(watchers& out, target_outcome& outcome) : out_(out), outcome_(outcome) {}

  void run_begins(run_event const& event) override {
    out_.tell([&](fleet_observer& o) { o.run_begins(outcome_.target, event); });
  }
  void run_ends(run_event const& event) override {
    out_.tell([&](fleet_observer& o) { o.run_ends(outcome_.target, event); });
  }
  void revision_begins(revision_event const& event) override {
    out_.tell([&](fleet_observer& o) { o.revision_begins(outcome_.target, event); });
  }
  void revision_ends(revision_event const& event) override {
    outcome_.steps.push_back({event.way, event.revision.id});
    out_.tell([&](fleet_observer& o) { o.revision_ends(outcome_.target, event); });
  }
  void statement_begins(statement_event const& event) override {
    out_.tell([&](fleet_observer& o) { o.statement_begins(outcome_.target, event); });
  }
  void statement_ends(statement_event const& event) override {
    out_.tell([&](fleet_observer& o) { o.statement_ends(outcome_.target, event); });
  }
  void batch_advances(batch_event const& event) override {
    out_.tell([&](fleet_observer& o) { o.batch_advances(outcome_.target, event); });
  }
  void lock_awaited(wait_event const& event) override {
    out_.tell([&](fleet_observer& o) { o.lock_awaited(outcome_.target, event); });
  }
  void segment_retried(retry_event const& event) override {
    out_.tell([&](fleet_observer& o) { o.segment_retried(outcome_.target, event); });
  }

 private:
  watchers& out_;
  target_outcome& outcome_;
};

// Which target is next, and whether there is one.
class queue {
 public:
  queue(std::size_t size, fleet_settings const& settings)
      : size_(size), canaries_(std::min(settings.canary, size)), settings_(settings) {}

  // Waits for the canaries where it has to. Nothing: there is no further one to begin.
  [[nodiscard]] std::optional<std::size_t> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return is_over() || next_ < canaries_ || canaries_done_ == canaries_; });
    if (is_over()) return std::nullopt;
    return next_++;
  }
  void give_back(std::size_t target, target_state state) {
    std::lock_guard const one(mutex_);
    bool const canary = target < canaries_;
    if (canary && state == target_state::done) ++canaries_done_;
    if (state == target_state::failed) ++failures_;
    // A canary that failed, or was stopped, will never be done.
    if (canary && state != target_state::done) canary_failed_ = true;
    changed_.notify_all();
  }

 private:
  [[nodiscard]] bool is_over() const {
    return next_ == size_ || canary_failed_ || settings_.stop.stop_requested() ||
           (settings_.max_failures > 0 && failures_ >= settings_.max_failures);
  }

  std::size_t size_, canaries_;
  fleet_settings const& settings_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t next_ = 0, canaries_done_ = 0, failures_ = 0;
  bool canary_failed_ = false;
};

using heads = std::optional<std::vector<std::string>>;
// As fleet::work, and the heads that are recorded then, where they are known.
using telling_work = std::function<heads(migrator&, std::size_t)>;

// `open` and `each` and what they leave behind, on the thread of the caller.
void work_on(fleet_target const& target, linked_bundle const& migrations, fleet_settings const& settings,
             watchers& watching, telling_work const& each, target_outcome& outcome) {
  auto const began = clock::now();
  watching.tell([&](fleet_observer& o) { o.target_begins(outcome.target); });
  try {
    relay events(watching, outcome);
    auto own = target.settings;
    own.observer = &events;
    own.stop = settings.stop;
    auto const session = target.open();
    if (!session) throw unusable_session("no session was opened for '" + target.name + "'");
    migrator migrate(*session, migrations, std::move(own));
    bool locked = false;  // by somebody else, for as long as we wait: the question would wait as long again
    try {
      outcome.heads = each(migrate, outcome.target);
    } catch (lock_timeout const&) {
      locked = true;
      outcome.problem = std::current_exception();
    } catch (...) {
      outcome.problem = std::current_exception();
    }
    if (!outcome.heads && !locked) {
      try {
        outcome.heads = migrate.current();
      } catch (std::exception const&) {
        outcome.heads.reset();
      }
    }
  } catch (...) {
    outcome.problem = std::current_exception();
  }
  outcome.state = target_state::done;
  if (outcome.problem) {
    outcome.state = target_state::failed;
    try {
      std::rethrow_exception(outcome.problem);
    } catch (canceled const&) {
      outcome.state = target_state::stopped;
    } catch (...) {
      // It has failed; why is in `problem`.
    }
  }
  outcome.duration = std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - began);
  watching.tell([&](fleet_observer& o) { o.target_ends(outcome); });
}

std::vector<target_outcome> run_all(std::vector<fleet_target> const& targets, linked_bundle const& migrations,
                                    fleet_settings const& settings, fleet_observer* watcher, telling_work const& each) {
  std::vector<target_outcome> out(targets.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i].target = i;
  watchers watching(watcher);
  queue order(targets.size(), settings);
  auto const take_all = [&] {
    while (auto const next = order.take()) {
      work_on(targets[*next], migrations, settings, watching, each, out[*next]);
      order.give_back(*next, out[*next].state);
    }
  };
  std::vector<std::jthread> threads;
  auto const wanted = std::min(std::max<std::size_t>(settings.jobs, 1), targets.size());
  for (std::size_t i = 0; i < wanted; ++i) {
    try {
      threads.emplace_back(take_all);
    } catch (std::system_error const&) {
      if (threads.empty()) throw;
      break;  // fewer at a time, then
    }
  }
  threads.clear();  // joins them
  return out;
}

}  // namespace

fleet::fleet(std::vector<fleet_target> targets, linked_bundle migrations, fleet_settings settings,
             fleet_observer* watcher)
    : targets_(std::move(targets)),
      migrations_(std::move(migrations)),
      settings_(std::move(settings)),
      watcher_(watcher) {}

std::vector<target_outcome> fleet::run(work const& each) {
  return run_all(targets_, migrations_, settings_, watcher_, [&](migrator& migrate, std::size_t index) -> heads {
    each(migrate, index);
    return std::nullopt;
  });
}

std::vector<target_outcome> fleet::move(direction way, std::string const& target) {
  migrations_.content.verify();
  return run_all(targets_, migrations_, settings_, watcher_, [&](migrator& migrate, std::size_t) -> heads {
    return (way == direction::upgrade ? migrate.upgrade(target) : migrate.downgrade(target)).heads;
  });
}

std::vector<target_outcome> fleet::upgrade(std::string_view target) {
  return move(direction::upgrade, std::string(target));
}
std::vector<target_outcome> fleet::downgrade(std::string_view target) {
  return move(direction::downgrade, std::string(target));
}

}  // namespace retort
