// SPDX-License-Identifier: Apache-2.0
// Ctrl-C and SIGTERM as a request to stop, for as long as an object lives. Its token goes to what can be stopped.
#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace retort::cli {

// The first signal asks for a stop; a second one ends the process as it would have without us. A signal that the
// process ignores (nohup) stays ignored. Threads made while it lives are interrupted by neither; make it before them,
// on the thread that outlives them. One at a time.
class stop_signals {
 public:
  stop_signals();
  ~stop_signals();
  stop_signals(stop_signals const&) = delete;
  stop_signals& operator=(stop_signals const&) = delete;

  [[nodiscard]] std::stop_token token() const { return asked_.get_token(); }

 private:
  void wait(std::stop_token const& over);

  sigset_t waited_for_{}, before_{};
  int wake_ = 0;  // one of those waited for; 0: there are none
  std::stop_source asked_;
  std::jthread waiter_;
};

}  // namespace retort::cli
