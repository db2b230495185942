// SPDX-License-Identifier: Apache-2.0
// Starting by the script, and a line that can be cut.
#include "tests/integration/own_server.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace retort::testing {
namespace {

std::string output_of(std::string const& command) {
  std::string out;
  FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("no process can be made");
  std::array<char, 256> text{};
  while (std::fgets(text.data(), text.size(), pipe) != nullptr) out += text.data();
  if (::pclose(pipe) != 0) throw std::runtime_error("it failed: " + command);
  return out;
}

std::string script(std::string const& words) {
  return output_of("bash '" + std::string(RETORT_SOURCE_DIR) + "/tests/servers/own' " + words);
}

std::string own_directory() {
  static std::atomic<unsigned> count{0};
  return (std::filesystem::temp_directory_path() /
          ("retort_server_" + std::to_string(getpid()) + "_" + std::to_string(++count)))
      .string();
}

}  // namespace

own_server::own_server(std::string what, std::string behind)
    : what_(std::move(what)), behind_(std::move(behind)), directory_(own_directory()) {
  try {
    start();
  } catch (...) {
    script("gone '" + directory_ + "'");
    throw;
  }
}

own_server::~own_server() {
  try {
    script("gone '" + directory_ + "'");
  } catch (std::exception const& unexpected) {
    std::fprintf(stderr, "%s\n", unexpected.what());
  }
}

void own_server::start() {
  std::istringstream lines(script(what_ + " '" + directory_ + "'" + (behind_.empty() ? "" : " '" + behind_ + "'")));
  urls_.clear();
  for (std::string line; std::getline(lines, line);) urls_.push_back(line);
}
void own_server::start_and_do_not_wait() { script("starting '" + directory_ + "'"); }
void own_server::kill() const { script("kill '" + directory_ + "'"); }
void own_server::kill_node(unsigned number) const {
  pid_t pid = 0;
  std::ifstream(directory_ + "/node" + std::to_string(number) + ".pid") >> pid;
  if (pid <= 0 || ::kill(pid, SIGKILL) != 0) throw std::runtime_error("there is no such node");
}

// One thread carries all lines.
struct cut_line::state {
  int listening = -1;
  std::uint16_t server = 0;
  std::atomic<bool> swallow{false}, cut{false};
  std::atomic<std::int64_t> cut_at{0};  // milliseconds of the steady clock; 0: never
  std::jthread thread;

  static std::int64_t now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
  }
  static sockaddr_in address(std::uint16_t port) {
    sockaddr_in out{};
    out.sin_family = AF_INET;
    out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    out.sin_port = htons(port);
    return out;
  }

  struct line {
    int client, server;
  };
  // False: the line is at its end.
  bool carry(int from, int to, bool deaf) const {
    std::array<char, 16384> bytes{};
    auto const got = ::recv(from, bytes.data(), bytes.size(), 0);
    if (got <= 0) return false;
    if (deaf) return true;
    for (ssize_t sent = 0; sent < got;) {
      auto const more = ::send(to, bytes.data() + sent, static_cast<std::size_t>(got - sent), MSG_NOSIGNAL);
      if (more <= 0) return false;
      sent += more;
    }
    return true;
  }
  void run(std::stop_token const& stop) {
    std::vector<line> lines;
    auto const close_all = [&] {
      for (auto const& one : lines) {
        ::close(one.client);
        ::close(one.server);
      }
      lines.clear();
    };
    while (!stop.stop_requested()) {
      if (cut.exchange(false) || (cut_at != 0 && now() >= cut_at)) {
        cut_at = 0;
        swallow = false;
        close_all();
      }
      std::vector<pollfd> watched{{listening, POLLIN, 0}};
      for (auto const& one : lines) {
        watched.push_back({one.client, POLLIN, 0});
        watched.push_back({one.server, POLLIN, 0});
      }
      if (::poll(watched.data(), watched.size(), 5) <= 0) continue;
      std::vector<line> left;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        bool alive = true;
        if (watched[1 + 2 * i].revents != 0) alive = carry(lines[i].client, lines[i].server, false);
        if (alive && watched[2 + 2 * i].revents != 0) alive = carry(lines[i].server, lines[i].client, swallow);
        if (alive) {
          left.push_back(lines[i]);
        } else {
          ::close(lines[i].client);
          ::close(lines[i].server);
        }
      }
      lines = left;
      if (watched[0].revents == 0) continue;
      line added{::accept(listening, nullptr, nullptr), ::socket(AF_INET, SOCK_STREAM, 0)};
      auto const to = address(server);
      if (::connect(added.server, reinterpret_cast<sockaddr const*>(&to), sizeof to) == 0) {
        lines.push_back(added);
      } else {
        ::close(added.client);
        ::close(added.server);
      }
    }
    close_all();
    ::close(listening);
  }
};

cut_line::cut_line(std::string const& url) : state_(std::make_unique<state>()) {
  auto const at = url.find("127.0.0.1:") + 10;
  auto const slash = url.find('/', at);
  state_->server = static_cast<std::uint16_t>(std::stoul(url.substr(at, slash - at)));
  state_->listening = ::socket(AF_INET, SOCK_STREAM, 0);
  auto own = state::address(0);
  socklen_t size = sizeof own;
  if (::bind(state_->listening, reinterpret_cast<sockaddr const*>(&own), sizeof own) != 0 ||
      ::listen(state_->listening, 16) != 0 ||
      ::getsockname(state_->listening, reinterpret_cast<sockaddr*>(&own), &size) != 0)
    throw std::runtime_error("no port can be had");
  url_ = url.substr(0, at) + std::to_string(ntohs(own.sin_port)) + url.substr(slash);
  state_->thread = std::jthread([this](std::stop_token const& stop) { state_->run(stop); });
}
cut_line::~cut_line() = default;
void cut_line::swallow_answers(std::chrono::milliseconds time) {
  state_->swallow = true;
  state_->cut_at = state::now() + time.count();
}
void cut_line::cut() { state_->cut = true; }

std::vector<int> in_processes(unsigned count, std::function<int(unsigned)> const& body) {
  std::vector<pid_t> children;
  for (unsigned i = 0; i < count; ++i) {
    auto const child = fork();
    if (child < 0) throw std::runtime_error("no process can be made");
    if (child == 0) {
      int code = 99;
      try {
        code = body(i);
      } catch (std::exception const& unexpected) {
        std::fprintf(stderr, "in process %u: %s\n", i, unexpected.what());
      }
      _exit(code);
    }
    children.push_back(child);
  }
  std::vector<int> out;
  for (auto const child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    out.push_back(WIFEXITED(status) ? WEXITSTATUS(status) : -1);
  }
  return out;
}

}  // namespace retort::testing
