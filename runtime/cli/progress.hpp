// SPDX-License-Identifier: Apache-2.0
// What a migrator does, as lines of text: one a revision, and with `verbose` one a statement.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include <retort/migrator.hpp>

namespace retort::cli {

// Line ends and other control characters as blanks: a message may hold any, and is shown in one line.
[[nodiscard]] inline std::string one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  return text;
}

class progress final : public observer {
 public:
  // `out` may be nullptr: only waits and retries are told then. Both streams must outlive it.
  progress(std::ostream* out, std::ostream& err, bool verbose) : out_(out), err_(err), verbose_(verbose) {}

  void revision_ends(revision_event const& event) override {
    done_.push_back({event.way, event.revision.id});
    if (out_ == nullptr) return;
    *out_ << word(event.way) << ' ' << event.revision.id << ' ' << one_line(event.revision.message) << "  ["
          << event.number << '/' << event.of << ", " << event.duration.count() / 1000 << " ms]\n"
          << std::flush;
  }
  void statement_ends(statement_event const& event) override {
    if (out_ == nullptr || !verbose_) return;
    *out_ << "  " << event.statement.ordinal << ". " << one_line(event.statement.summary)
          << (event.skipped ? " (was done before)" : "") << '\n'
          << std::flush;
  }
  void batch_advances(batch_event const& event) override {
    if (out_ == nullptr || !verbose_) return;
    *out_ << "  " << event.statement.ordinal << ". " << event.rows << " rows in " << event.pieces << " batches\n"
          << std::flush;
  }
  void lock_awaited(wait_event const& event) override {
    err_ << "waiting for the lock" << (event.holder.empty() ? "" : ": " + event.holder) << '\n' << std::flush;
  }
  // What was committed, by all runs that it was told of.
  [[nodiscard]] std::vector<move_step> const& done() const { return done_; }

  void segment_retried(retry_event const& event) override {
    err_ << "'" << event.revision.id << "' is tried again: " << event.reason << '\n' << std::flush;
  }

 private:
  static char const* word(direction way) { return way == direction::upgrade ? "upgrade" : "downgrade"; }

  std::ostream* out_;
  std::ostream& err_;
  bool verbose_;
  std::vector<move_step> done_;
};

}  // namespace retort::cli
