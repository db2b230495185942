// SPDX-License-Identifier: Apache-2.0
// mmap where there is one; reading elsewhere.
#include "runtime/core/mapped_file.hpp"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <limits>
#include <system_error>

#if defined(__unix__) || defined(__APPLE__)
#define RETORT_HAS_MMAP 1
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#else
#define RETORT_HAS_MMAP 0
#endif

namespace retort::core {

namespace {

[[noreturn]] void refuse(std::filesystem::path const& file, int code) {
  throw std::system_error(code, std::generic_category(), "the bundle '" + file.string() + "' cannot be read");
}

#if RETORT_HAS_MMAP
class descriptor {
 public:
  explicit descriptor(std::filesystem::path const& file) : number_(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (number_ < 0) refuse(file, errno);
  }
  ~descriptor() { ::close(number_); }
  descriptor(descriptor const&) = delete;
  descriptor& operator=(descriptor const&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};
#endif

}  // namespace

#if RETORT_HAS_MMAP
mapped_file::mapped_file(std::filesystem::path const& file) {
  descriptor const opened(file);
  struct stat facts {};
  if (::fstat(opened.number(), &facts) != 0) refuse(file, errno);
  if (S_ISREG(facts.st_mode) && facts.st_size > 0) {
    auto const size = static_cast<std::uintmax_t>(facts.st_size);
    if (size > std::numeric_limits<std::size_t>::max()) refuse(file, EFBIG);
    void* const place = ::mmap(nullptr, static_cast<std::size_t>(size), PROT_READ, MAP_PRIVATE, opened.number(), 0);
    if (place != MAP_FAILED) {
      mapped_ = place;
      size_ = static_cast<std::size_t>(size);
      return;
    }
  }
  std::string part(std::size_t{64} * 1024, '\0');
  for (;;) {
    auto const got = ::read(opened.number(), part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) refuse(file, errno);
    if (got == 0) return;
    read_.append(part, 0, static_cast<std::size_t>(got));
  }
}

mapped_file::~mapped_file() {
  if (mapped_ != nullptr) ::munmap(mapped_, size_);
}

// https://man7.org/linux/man-pages/man2/madvise.2.html: of a mapped file the pages are read again when they are needed.
void mapped_file::forget() const noexcept {
  if (mapped_ != nullptr) static_cast<void>(::madvise(mapped_, size_, MADV_DONTNEED));
}
#else
mapped_file::mapped_file(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) refuse(file, errno != 0 ? errno : EIO);
  read_.assign(std::istreambuf_iterator<char>(in), {});
  if (in.bad()) refuse(file, EIO);
}

mapped_file::~mapped_file() = default;
void mapped_file::forget() const noexcept {}
#endif

}  // namespace retort::core
