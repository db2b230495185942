// SPDX-License-Identifier: Apache-2.0
// Lines and columns of many places, asked for in the order of the text mostly: each is counted from the one before,
// so that thousands of findings on one very long line cost no more than the line.
#pragma once

#include "compiler/source/source_file.hpp"

namespace retort {

class Places {
 public:
  // `sources` has to outlive this.
  explicit Places(Sources const& sources) : sources_(sources) {}
  // What sources[file].position(offset) says.
  [[nodiscard]] LineColumn at(FileId file, std::uint32_t offset);

 private:
  Sources const& sources_;
  FileId file_;
  std::uint32_t offset_ = 0;
  LineColumn place_;
};

}  // namespace retort
