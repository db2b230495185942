// SPDX-License-Identifier: Apache-2.0
// The bytes of a bundle, wherever they lie: a mapped file, a copy, or the pieces that were embedded. Out: any range of
// them as one view; the caller has made sure that it is inside.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <retort/bundle.hpp>

#include "runtime/core/mapped_file.hpp"

namespace retort::core {

class bundle_bytes {
 public:
  explicit bundle_bytes(std::filesystem::path const& file) : mapped_(std::in_place, file) {}
  explicit bundle_bytes(std::string text) : text_(std::move(text)) {}
  // Throws bundle_error where the number of pieces does not fit their sizes.
  explicit bundle_bytes(embedded_bundle const& pieces);
  bundle_bytes(bundle_bytes const&) = delete;
  bundle_bytes& operator=(bundle_bytes const&) = delete;

  [[nodiscard]] std::uint64_t size() const { return embedded_ ? embedded_->size : whole().size(); }
  // A view into the bytes themselves, or, where the range lies in several pieces, of a copy in `scratch`.
  [[nodiscard]] std::string_view view(std::uint64_t offset, std::uint64_t length, std::string& scratch) const;
  // A copy.
  [[nodiscard]] std::string text(std::uint64_t offset, std::uint64_t length) const;
  // Where many bytes were looked at since the last call, the memory they take is given back; `length` more were.
  void looked_at(std::uint64_t length) const noexcept;

  // Calls f(std::string_view) for the parts of the range, in order.
  template <class F>
  void for_each_part(std::uint64_t offset, std::uint64_t length, F&& f) const {
    if (!embedded_) {
      f(whole().substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(length)));
      return;
    }
    while (length > 0) {
      auto const part = part_at(offset, length);
      f(part);
      offset += part.size();
      length -= part.size();
    }
  }

 private:
  [[nodiscard]] std::string_view whole() const { return mapped_ ? mapped_->bytes() : std::string_view(text_); }
  // What lies in one piece of [offset, offset + length); not empty unless length is 0.
  [[nodiscard]] std::string_view part_at(std::uint64_t offset, std::uint64_t length) const;

  std::optional<mapped_file> mapped_;
  std::optional<embedded_bundle> embedded_;
  std::string text_;
  mutable std::atomic<std::uint64_t> looked_at_{0};
};

}  // namespace retort::core
