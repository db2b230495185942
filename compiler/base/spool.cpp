// SPDX-License-Identifier: Apache-2.0
// Whole buffers to an unnamed file, and back.
#include "compiler/base/spool.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "compiler/base/files.hpp"

namespace retort {

void Spool::add(std::string_view bytes) {
  pending_ += bytes;
  if (pending_.size() > in_memory_ && !no_file_) write_pending();
}

void Spool::write_pending() {
  if (!file_) {
    file_.reset(std::tmpfile());
    no_file_ = !file_;
    if (no_file_) return;
    std::setvbuf(file_.get(), nullptr, _IONBF, 0);  // the pieces are large
  }
  if (std::fwrite(pending_.data(), 1, pending_.size(), file_.get()) != pending_.size())
    throw FileError("a temporary file cannot be written; is the disk full?");
  in_file_ += pending_.size();
  pending_.clear();
}

void Spool::read(std::function<bool(std::string_view)> const& take) const {
  if (file_) {
    std::rewind(file_.get());
    std::string buffer(std::size_t{1} << 18U, '\0');
    for (auto left = in_file_; left > 0;) {
      auto const wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left, buffer.size()));
      if (std::fread(buffer.data(), 1, wanted, file_.get()) != wanted)
        throw FileError("a temporary file cannot be read");
      if (!take(std::string_view(buffer).substr(0, wanted))) return;
      left -= wanted;
    }
  }
  if (!pending_.empty()) take(pending_);
}

}  // namespace retort
