// SPDX-License-Identifier: Apache-2.0
// Events as lines, as JSON, and as a row of a terminal.
#include "runtime/cli/progress.hpp"

#include <chrono>
#include <condition_variable>

namespace retort::cli {
namespace {

using clock = std::chrono::steady_clock;

std::uint64_t milliseconds(std::chrono::microseconds time) {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(time).count());
}

json_object about(statement_info const& statement, direction way, revision_info const& revision, char const* event) {
  json_object out;
  out.text("event", event)
      .text("direction", name_of(way))
      .text("revision", revision.id)
      .number("statement", statement.ordinal)
      .text("summary", statement.summary);
  return out;
}

}  // namespace

json_object json_of(revision_event const& event) {
  json_object out;
  out.text("event", "revision")
      .text("direction", name_of(event.way))
      .text("revision", event.revision.id)
      .text("message", event.revision.message)
      .number("number", event.number)
      .number("of", event.of)
      .number("ms", milliseconds(event.duration));
  return out;
}
json_object json_of(statement_event const& event) {
  return about(event.statement, event.way, event.revision, "statement")
      .flag("skipped", event.skipped)
      .number("ms", milliseconds(event.duration));
}
json_object json_of(batch_event const& event) {
  auto out = about(event.statement, event.way, event.revision, "batch");
  out.number("rows", event.rows).number("batches", event.pieces).number("rows_per_second", rows_per_second(event));
  if (event.share) out.number("percent", percent_of(*event.share));
  if (event.left) out.number("left_ms", static_cast<std::uint64_t>(event.left->count()));
  return out;
}
json_object json_of(wait_event const& event) {
  json_object out;
  out.text("event", "wait").text("holder", event.holder).number("ms", milliseconds(event.waited));
  return out;
}
json_object json_of(retry_event const& event) {
  json_object out;
  out.text("event", "retry")
      .text("revision", event.revision.id)
      .number("attempt", event.attempt)
      .text("reason", event.reason);
  return out;
}

std::string line_of(revision_event const& event) {
  return std::string(name_of(event.way)) + " " + event.revision.id + " " + one_line(event.revision.message) + "  [" +
         std::to_string(event.number) + "/" + std::to_string(event.of) + ", " +
         std::to_string(milliseconds(event.duration)) + " ms]";
}
std::string line_of(statement_event const& event) {
  return std::to_string(event.statement.ordinal) + ". " + one_line(event.statement.summary) +
         (event.skipped ? " (was done before)" : "");
}
std::string line_of(batch_event const& event) {
  return std::to_string(event.statement.ordinal) + ". " + std::to_string(event.rows) + " rows in " +
         std::to_string(event.pieces) + " batches" + outlook_of(event);
}
std::string line_of(wait_event const& event) {
  return "waiting for the lock" + (event.holder.empty() ? std::string() : ": " + one_line(event.holder));
}
std::string line_of(retry_event const& event) {
  return "'" + event.revision.id + "' is tried again: " + one_line(event.reason);
}

ticker::ticker(std::function<void()> tick)
    : thread_([tick = std::move(tick)](std::stop_token const& over) {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        while (!wake.wait_for(lock, over, std::chrono::milliseconds{200}, [&] { return over.stop_requested(); }))
          tick();
      }) {}

progress::progress(manner how, std::ostream& out, std::ostream& err, bool verbose)
    : how_(how), out_(out), err_(err), verbose_(verbose) {
  if (how_ != manner::live) return;
  region_ = std::make_unique<live_region>(out_, &size_of_terminal);
  at_.emplace(clock::now());
  ticker_ = std::make_unique<ticker>([this] {
    std::lock_guard const one(mutex_);
    draw();
  });
}
progress::~progress() { ticker_.reset(); }

void progress::say(std::string const& line) {
  if (region_)
    region_->above(line, rows());
  else
    out_ << line << '\n' << std::flush;
}

std::vector<std::string> progress::rows() const {
  if (!at_ || !begun_) return {};
  return {at_->text(clock::now())};
}

void progress::draw() {
  if (region_) region_->show(rows());
}

void progress::run_begins(run_event const& /*event*/) {
  std::lock_guard const one(mutex_);
  begun_ = true;
}

void progress::revision_begins(revision_event const& event) {
  std::lock_guard const one(mutex_);
  if (at_) at_->revision_begins(event, clock::now());
  draw();
}

void progress::revision_ends(revision_event const& event) {
  done_.push_back({event.way, event.revision.id});
  if (how_ == manner::silent) return;
  std::lock_guard const one(mutex_);
  say(how_ == manner::json_lines ? json_of(event).str() : line_of(event));
}

void progress::statement_begins(statement_event const& event) {
  std::lock_guard const one(mutex_);
  if (at_) at_->statement_begins(event, clock::now());
}

void progress::statement_ends(statement_event const& event) {
  if (how_ == manner::silent || !verbose_) return;
  std::lock_guard const one(mutex_);
  say(how_ == manner::json_lines ? json_of(event).str() : "  " + line_of(event));
}

void progress::batch_advances(batch_event const& event) {
  std::lock_guard const one(mutex_);
  if (at_) at_->batch_advances(event);
  if (how_ == manner::silent || how_ == manner::live || !verbose_) return;
  say(how_ == manner::json_lines ? json_of(event).str() : "  " + line_of(event));
}

void progress::lock_awaited(wait_event const& event) {
  std::lock_guard const one(mutex_);
  if (how_ == manner::json_lines) {
    say(json_of(event).str());
  } else if (at_) {
    begun_ = true;
    at_->lock_awaited(event);
  } else {
    err_ << line_of(event) << '\n' << std::flush;
  }
}

void progress::segment_retried(retry_event const& event) {
  std::lock_guard const one(mutex_);
  if (at_) at_->segment_retried(event);
  if (how_ == manner::json_lines)
    say(json_of(event).str());
  else if (how_ == manner::live)
    say(line_of(event));
  else
    err_ << line_of(event) << '\n' << std::flush;
}

}  // namespace retort::cli
