// SPDX-License-Identifier: Apache-2.0
// A file of the C library that is closed when its owner goes: one that was read, or is given up. Who has written one
// closes it himself and looks whether that went well.
#pragma once

#include <cstdio>
#include <memory>

namespace retort {

struct FileCloser {
  // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): what calls it is the owner
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using FileHandle = std::unique_ptr<std::FILE, FileCloser>;

}  // namespace retort
