// SPDX-License-Identifier: Apache-2.0
// A file as one piece of memory, for reading. In: its name. Out: its bytes, which live as long as the object. A regular
// file is mapped where the system can; whatever else (a pipe) is read to its end.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace retort::core {

class mapped_file {
 public:
  // Throws std::system_error where the file cannot be read; what() names it.
  explicit mapped_file(std::filesystem::path const& file);
  ~mapped_file();
  mapped_file(mapped_file const&) = delete;
  mapped_file& operator=(mapped_file const&) = delete;

  // The pages that were read are given back to the system; whoever reads them again gets them from there.
  void forget() const noexcept;

  // Must not be cut shorter by somebody else meanwhile: replace a bundle by renaming another one over it.
  [[nodiscard]] std::string_view bytes() const {
    return mapped_ != nullptr ? std::string_view(static_cast<char const*>(mapped_), size_) : std::string_view(read_);
  }

 private:
  void* mapped_ = nullptr;  // of the system, until munmap
  std::size_t size_ = 0;
  std::string read_;
};

}  // namespace retort::core
