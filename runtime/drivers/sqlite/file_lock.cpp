// SPDX-License-Identifier: Apache-2.0
// flock() on a file that goes when the lock is given up.
#include "runtime/drivers/sqlite/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <system_error>

#include "runtime/drivers/driver.hpp"

namespace retort::drivers::sqlite {
namespace {

[[noreturn]] void refuse(std::string const& path, int problem) {
  throw database_error("the lock file '" + path + "' cannot be made: " + std::generic_category().message(problem),
                       error_kind::connection, {}, 0);
}

std::string read_holder(int file) {
  std::array<char, 32> text{};
  auto const length = ::pread(file, text.data(), text.size(), 0);
  return length <= 0 ? std::string() : "process " + std::string(text.data(), static_cast<std::size_t>(length));
}

// Whether `path` still names the file that is open: who had the lock before may have removed it meanwhile.
bool is_named(int file, std::string const& path) {
  struct stat opened {};
  struct stat named {};
  return ::fstat(file, &opened) == 0 && ::stat(path.c_str(), &named) == 0 && opened.st_dev == named.st_dev &&
         opened.st_ino == named.st_ino;
}

}  // namespace

bool file_lock::try_acquire(std::string const& database, std::string& holder) {
  if (file_ >= 0 || database.empty()) return true;
  auto const path = database + "-retort-lock";
  for (;;) {
    int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    // One that another user left behind can be locked without being written.
    if (file < 0 && errno == EACCES) file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0 && errno == ENOENT) errno = EACCES;  // none was left behind: what counts is that none can be made
    if (file < 0) refuse(path, errno);
    int result = 0;
    do result = ::flock(file, LOCK_EX | LOCK_NB);
    while (result != 0 && errno == EINTR);
    if (result != 0) {
      int const problem = errno;
      if (problem == EWOULDBLOCK) holder = read_holder(file);
      ::close(file);
      if (problem != EWOULDBLOCK) refuse(path, problem);
      return false;
    }
    if (!is_named(file, path)) {
      ::close(file);
      continue;
    }
    file_ = file;
    path_ = path;
    // For those who wait; the lock is held without it as well.
    auto const own = std::to_string(::getpid());
    if (::ftruncate(file, 0) == 0 && ::pwrite(file, own.data(), own.size(), 0) < 0) errno = 0;
    return true;
  }
}

std::optional<lock_holder> file_lock::holder_of(std::string const& database) {
  if (database.empty()) return std::nullopt;
  auto const path = database + "-retort-lock";
  int const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    if (errno == ENOENT) return std::nullopt;
    refuse(path, errno);
  }
  std::optional<lock_holder> out;
  // Shared, and given up at once with the file; one who wants the lock at that moment tries again.
  int result = 0;
  do result = ::flock(file, LOCK_SH | LOCK_NB);
  while (result != 0 && errno == EINTR);
  if (result != 0 && errno == EWOULDBLOCK) {
    out.emplace();
    out->by = lock_holder::means::file;
    out->process = read_holder(file);
    // The owner writes its number into the file when it takes the lock.
    struct stat written {};
    std::tm utc{};
    std::array<char, 32> text{};
    if (::fstat(file, &written) == 0 && ::gmtime_r(&written.st_mtime, &utc) != nullptr)
      out->since.assign(text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &utc));
  }
  ::close(file);
  return out;
}

void file_lock::release() noexcept {
  if (file_ < 0) return;
  ::unlink(path_.c_str());
  ::close(file_);
  file_ = -1;
}

}  // namespace retort::drivers::sqlite
