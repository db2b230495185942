// SPDX-License-Identifier: Apache-2.0
// Bytes that are gathered now and read later, once all of them are there: the sections of a bundle, whose sizes stand
// in front of them. Few stay in memory, many wait in a temporary file that has no name and goes with the process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "compiler/base/file_handle.hpp"

namespace retort {

class Spool {
 public:
  // More than `in_memory` bytes go to a file. Where no temporary file can be made everything stays in memory.
  explicit Spool(std::size_t in_memory = std::size_t{1} << 20U) : in_memory_(in_memory) {}

  // Appends. Throws FileError when the file cannot be written.
  void add(std::string_view bytes);
  [[nodiscard]] std::uint64_t size() const { return in_file_ + pending_.size(); }  // bytes
  // Gives all bytes in pieces of any size, in their order, as often as it is called; stops when `take` says false.
  // Throws FileError when the file cannot be read.
  void read(std::function<bool(std::string_view)> const& take) const;

 private:
  void write_pending();

  std::size_t in_memory_;
  std::string pending_;  // what is not in the file
  FileHandle file_;
  std::uint64_t in_file_ = 0;  // bytes
  bool no_file_ = false;       // none can be made
};

}  // namespace retort
