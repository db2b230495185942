// SPDX-License-Identifier: Apache-2.0
// The table: a row for each target at work, in the order of the list, and one that counts. What is over stays above it
// as a line.
#include "runtime/cli/fleet_watch.hpp"

#include <unistd.h>

#include <algorithm>

namespace retort::cli {
namespace {

using clock = std::chrono::steady_clock;

constexpr std::size_t widest_name = 32;

std::string joined(std::vector<std::string> const& ids) {
  std::string out;
  for (auto const& id : ids) out += (out.empty() ? "" : ", ") + id;
  return out.empty() ? "base" : out;
}

// "done, 3 revisions, at r3  [20 ms]"
std::string end_of(target_outcome const& outcome) {
  auto const number = outcome.steps.size();
  std::string out(name_of(outcome.state));
  out += number == 0 ? ", nothing to do" : ", " + std::to_string(number) + (number == 1 ? " revision" : " revisions");
  if (outcome.heads) out += ", at " + joined(*outcome.heads);
  return out + "  [" + std::to_string(outcome.duration.count()) + " ms]";
}

}  // namespace

fleet_watch::fleet_watch(manner how, std::ostream& out, std::ostream& err, std::vector<reported_target> const& targets,
                         bool ends, bool verbose)
    : how_(how), out_(out), err_(err), targets_(targets), ends_(ends), verbose_(verbose), began_(clock::now()) {
  if (how_ != manner::live) return;
  colours_ = wants_colour();
  region_ = std::make_unique<live_region>(out_, &size_of_terminal);
  ticker_ = std::make_unique<ticker>([this] {
    std::lock_guard const one(mutex_);
    draw();
  });
}
fleet_watch::~fleet_watch() { ticker_.reset(); }

std::string fleet_watch::colour(char const* code, std::string const& text) const {
  return colours_ ? "\x1b[" + std::string(code) + "m" + text + "\x1b[0m" : text;
}

void fleet_watch::say(std::string const& line) {
  if (region_)
    region_->above(line, rows());
  else
    out_ << line << '\n' << std::flush;
}

std::vector<std::string> fleet_watch::rows() const {
  auto const now = clock::now();
  std::size_t width = 0;
  for (auto const& [target, at] : at_work_)
    width = std::max(width, std::min(columns_of(one_line(targets_[target].name)), widest_name));
  std::vector<std::string> out;
  // What counts has to be seen, whatever the height.
  std::size_t const room = std::max<std::size_t>(size_of_terminal().rows, 4) - 3;
  for (auto const& [target, at] : at_work_) {
    if (out.size() == room && at_work_.size() > room) break;
    auto name = fitted(one_line(targets_[target].name), widest_name);
    name.append(width - std::min(width, columns_of(name)), ' ');
    out.push_back(name + "  " + at.text(now));
  }
  auto const over = done_ + failed_ + stopped_ + at_work_.size();
  out.push_back(std::to_string(done_) + " done, " + std::to_string(failed_) + " failed, " +
                std::to_string(at_work_.size()) + " at work, " + std::to_string(targets_.size() - over) + " to come  " +
                clock_text(std::chrono::duration_cast<std::chrono::seconds>(now - began_)));
  return out;
}

void fleet_watch::draw() {
  // More often than that nobody can read it; the ticker catches up.
  auto const now = clock::now();
  if (!region_ || now - drawn_ < std::chrono::milliseconds{50}) return;
  drawn_ = now;
  region_->show(rows());
}

template <class Event>
void fleet_watch::tell(std::size_t target, Event const& event, bool urgent) {
  auto const& name = targets_[target].name;
  if (how_ == manner::json_lines) {
    // {"target":…} and what json_of() says, as one object.
    auto const head = json_object().text("target", name).str();
    auto const told = core::without_secrets(json_of(event).str(), targets_[target].secrets);
    say(head.substr(0, head.size() - 1) + "," + told.substr(1));
    return;
  }
  auto const line = one_line(name) + ": " + core::without_secrets(line_of(event), targets_[target].secrets);
  if (urgent && how_ != manner::live)
    err_ << line << '\n' << std::flush;
  else
    say(line);
}

void fleet_watch::target_begins(std::size_t target) noexcept {
  std::lock_guard const one(mutex_);
  at_work_.emplace(target, activity(clock::now()));
  if (how_ == manner::json_lines && ends_)
    say(json_object().text("target", targets_[target].name).text("event", "begin").str());
  draw();
}

void fleet_watch::target_ends(target_outcome const& outcome) noexcept {
  std::lock_guard const one(mutex_);
  at_work_.erase(outcome.target);
  if (outcome.state == target_state::done) ++done_;
  if (outcome.state == target_state::failed) ++failed_;
  if (outcome.state == target_state::stopped) ++stopped_;
  tell_end(outcome);
  draw();
}

void fleet_watch::tell_end(target_outcome const& outcome) {
  auto const& target = targets_[outcome.target];
  if (how_ == manner::json_lines) {
    if (!ends_) return;
    json_object out;
    out.text("target", target.name).text("event", "end").text("state", name_of(outcome.state));
    if (outcome.problem) {
      auto const why = failure_of(target, outcome);
      out.number("code", static_cast<std::uint64_t>(why.code)).text("error", why.sentence);
    }
    if (outcome.heads) out.texts("current", *outcome.heads);
    say(out.number("revisions", outcome.steps.size())
            .number("ms", static_cast<std::uint64_t>(outcome.duration.count()))
            .str());
    return;
  }
  auto const name = one_line(target.name);
  if (outcome.problem) {
    auto const line = name + ": " + one_line(failure_of(target, outcome).sentence);
    if (how_ == manner::live) say(colour(outcome.state == target_state::failed ? "31" : "33", line));
    // Also where standard error goes into a file.
    if (how_ != manner::live || isatty(STDERR_FILENO) != 1) err_ << "error: " << line << '\n' << std::flush;
  } else if (ends_ && how_ != manner::silent) {
    say(name + ": " + colour("32", end_of(outcome)));
  }
}

void fleet_watch::revision_begins(std::size_t target, revision_event const& event) {
  std::lock_guard const one(mutex_);
  if (auto const found = at_work_.find(target); found != at_work_.end())
    found->second.revision_begins(event, clock::now());
}

void fleet_watch::revision_ends(std::size_t target, revision_event const& event) {
  if (how_ == manner::silent) return;
  std::lock_guard const one(mutex_);
  // A table shows it, and says at the end how many there were.
  if (how_ != manner::live || verbose_) tell(target, event);
}

void fleet_watch::statement_begins(std::size_t target, statement_event const& event) {
  std::lock_guard const one(mutex_);
  if (auto const found = at_work_.find(target); found != at_work_.end())
    found->second.statement_begins(event, clock::now());
}

void fleet_watch::statement_ends(std::size_t target, statement_event const& event) {
  if (how_ == manner::silent || !verbose_) return;
  std::lock_guard const one(mutex_);
  tell(target, event);
}

void fleet_watch::batch_advances(std::size_t target, batch_event const& event) {
  std::lock_guard const one(mutex_);
  if (auto const found = at_work_.find(target); found != at_work_.end()) found->second.batch_advances(event);
  if (verbose_ && (how_ == manner::lines || how_ == manner::json_lines)) tell(target, event);
}

void fleet_watch::lock_awaited(std::size_t target, wait_event const& event) {
  std::lock_guard const one(mutex_);
  if (auto const found = at_work_.find(target); found != at_work_.end()) found->second.lock_awaited(event);
  if (how_ != manner::live) tell(target, event, true);
}

void fleet_watch::segment_retried(std::size_t target, retry_event const& event) {
  std::lock_guard const one(mutex_);
  if (auto const found = at_work_.find(target); found != at_work_.end()) found->second.segment_retried(event);
  tell(target, event, true);
}

}  // namespace retort::cli
