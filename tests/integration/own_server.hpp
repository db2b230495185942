// SPDX-License-Identifier: Apache-2.0
// Servers that a test has for itself (tests/servers/own): to kill them, to start them again, to stand behind a proxy,
// to be a cluster. Gone with the object.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "tests/integration/fixture.hpp"

namespace retort::testing {

class own_server {
 public:
  // `what`: postgresql, mariadb, pgbouncer (in front of the server `behind`), galera. Throws where it does not start.
  explicit own_server(std::string what, std::string behind = {});
  ~own_server();
  own_server(own_server const&) = delete;
  own_server& operator=(own_server const&) = delete;

  [[nodiscard]] std::string const& url(std::size_t node = 0) const { return urls_.at(node); }
  [[nodiscard]] session_handle connect(std::size_t node = 0) const { return database::from_url(url(node)).open(false); }
  void kill() const;                      // SIGKILL; of a cluster all of its nodes
  void start();                           // again, on the same port; waits until it accepts connections
  void start_and_do_not_wait();           // of postgresql
  void kill_node(unsigned number) const;  // of a cluster; from 1

 private:
  std::string what_, behind_, directory_;
  std::vector<std::string> urls_;
};

// A proxy for one connection after the other to a server on the loopback interface, which cuts them when it is told to.
class cut_line {
 public:
  explicit cut_line(std::string const& url);
  ~cut_line();
  cut_line(cut_line const&) = delete;
  cut_line& operator=(cut_line const&) = delete;

  [[nodiscard]] std::string const& url() const { return url_; }
  // From here on nothing comes back from the server; what is sent to it still arrives. After `time` the line is cut.
  void swallow_answers(std::chrono::milliseconds time);
  void cut();  // at once, both ways

 private:
  struct state;
  std::unique_ptr<state> state_;
  std::string url_;
};

// `count` processes do `body` at once, each with its number; the codes they exit with.
[[nodiscard]] std::vector<int> in_processes(unsigned count, std::function<int(unsigned)> const& body);

}  // namespace retort::testing
