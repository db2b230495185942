// SPDX-License-Identifier: Apache-2.0
// By the calls of POSIX: the permissions of a file and the echo of a terminal have no portable ones.
#include "compiler/cli/secret_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "compiler/base/files.hpp"

namespace retort::cli {

namespace {

constexpr std::size_t most = 65536;

// The system's words for errno.
std::string reason() { return std::system_category().message(errno); }

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

// -1: an error; 0: the end.
ssize_t read_some(int from, char* to, std::size_t size) {
  for (;;) {
    auto const count = ::read(from, to, size);
    if (count >= 0 || errno != EINTR) return count;
  }
}

bool write_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    auto const count = ::write(to, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

void make(std::filesystem::path const& file, std::string_view content, mode_t permissions) {
  auto const name = file.generic_string();
  Descriptor const out(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions));
  if (!out.is_open())
    throw FileError(errno == EEXIST
                        ? fmt::format("the file '{}' is there already and is not overwritten; name another one", name)
                        : fmt::format("the file '{}' cannot be made: {}", name, reason()));
  if (write_all(out.number(), content) && ::fsync(out.number()) == 0) return;
  auto const why = reason();
  ::unlink(file.c_str());
  throw FileError(fmt::format("the file '{}' cannot be written: {}", name, why));
}

constexpr char interrupt = '\x03';  // Ctrl-C

// The terminal does not show what is typed, as long as this lives; Ctrl-C is a byte like any other, so that it does not
// leave the terminal like that.
class Silence {
 public:
  explicit Silence(int terminal) : terminal_(terminal) {
    if (::tcgetattr(terminal_, &before_) != 0) throw FileError("the terminal does not let the password be hidden");
    auto silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    silent.c_cc[VEOL] = interrupt;  // ends the line at once
    if (::tcsetattr(terminal_, TCSAFLUSH, &silent) != 0)
      throw FileError("the terminal does not let the password be hidden");
  }
  ~Silence() { ::tcsetattr(terminal_, TCSAFLUSH, &before_); }
  Silence(Silence const&) = delete;
  Silence& operator=(Silence const&) = delete;

 private:
  int terminal_;
  termios before_{};
};

}  // namespace

signatures::secret_text read_secret(std::filesystem::path const& file) {
  auto const name = file.generic_string();
  Descriptor const in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!in.is_open()) throw FileError(fmt::format("the file '{}' cannot be read: {}", name, reason()));
  std::string text(most + 1, '\0');  // all at once: a string that grows leaves copies behind
  std::size_t size = 0;
  while (size < text.size()) {
    auto const count = read_some(in.number(), text.data() + size, text.size() - size);
    if (count < 0) throw FileError(fmt::format("the file '{}' cannot be read: {}", name, reason()));
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  text.resize(size);
  signatures::secret_text out(std::move(text));
  if (size > most) throw FileError(fmt::format("the file '{}' is too long for a key or a password", name));
  return out;
}

signatures::secret_text ask_secret(std::string const& prompt) {
  Descriptor const terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC));
  if (!terminal.is_open()) throw FileError("there is no terminal to ask for the password at");
  Silence const silence(terminal.number());
  static_cast<void>(write_all(terminal.number(), prompt));
  std::string line;
  line.reserve(4096);  // what a terminal gives at most
  bool given_up = false;
  for (;;) {
    char byte = 0;
    auto const count = read_some(terminal.number(), &byte, 1);
    given_up = given_up || byte == interrupt || (count <= 0 && line.empty());
    if (count <= 0 || byte == '\n' || given_up) break;
    line += byte;
  }
  static_cast<void>(write_all(terminal.number(), "\n"));
  signatures::secret_text out(std::move(line));
  if (given_up) throw FileError("no password was given");
  return out;
}

void write_secret(std::filesystem::path const& file, std::string_view content) {
  make(file, content, S_IRUSR | S_IWUSR);
}
void write_new(std::filesystem::path const& file, std::string_view content) {
  make(file, content, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
}

}  // namespace retort::cli
