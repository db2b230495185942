// SPDX-License-Identifier: Apache-2.0
// A thread that waits for signals which are blocked everywhere, so that no code of ours runs inside a handler.
#include "runtime/cli/stop_signals.hpp"

#include <pthread.h>

namespace retort::cli {

stop_signals::stop_signals() {
  sigemptyset(&waited_for_);
  for (int const signal : {SIGINT, SIGTERM}) {
    struct sigaction now {};
    if (sigaction(signal, nullptr, &now) != 0 || now.sa_handler == SIG_IGN) continue;
    sigaddset(&waited_for_, signal);
    wake_ = signal;
  }
  pthread_sigmask(SIG_BLOCK, &waited_for_, &before_);
  if (wake_ != 0) waiter_ = std::jthread([this](std::stop_token const& over) { wait(over); });
}

stop_signals::~stop_signals() {
  if (waiter_.joinable()) {
    waiter_.request_stop();
    pthread_kill(waiter_.native_handle(),
                 wake_);  // one that is not of the process: the waiter takes it, or it is gone with it
    waiter_.join();
  }
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void stop_signals::wait(std::stop_token const& over) {
  for (;;) {
    int const signal = sigwaitinfo(&waited_for_, nullptr);
    if (over.stop_requested()) return;
    if (signal < 0 || asked_.request_stop()) continue;
    // Asked before: whoever asks twice does not want to wait for the statement that runs.
    struct sigaction otherwise {};
    otherwise.sa_handler = SIG_DFL;
    sigaction(signal, &otherwise, nullptr);
    pthread_sigmask(SIG_UNBLOCK, &waited_for_, nullptr);
    raise(signal);
  }
}

}  // namespace retort::cli
