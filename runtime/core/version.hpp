// SPDX-License-Identifier: Apache-2.0
// Versions of databases: "12", "8.0", "10.11.6-MariaDB". In: text. Out: numbers to compare.
#pragma once

#include <charconv>
#include <string>
#include <string_view>
#include <vector>

namespace retort::core {

// Two of them are compared as far as both go: 8.0 is no older than 8.0.19, and no newer.
class version {
 public:
  version() = default;
  // Numbers, and a character between each two; it ends where another number is wanted and none is there.
  explicit version(std::string_view text) : text_(text) {
    while (!text.empty()) {
      unsigned part = 0;
      auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), part);
      if (problem != std::errc{}) return;
      parts_.push_back(part);
      text.remove_prefix(static_cast<std::size_t>(end - text.data()));
      if (!text.empty()) text.remove_prefix(1);
    }
  }

  [[nodiscard]] std::string const& text() const { return text_; }
  [[nodiscard]] bool is_older_than(version const& other) const {
    for (std::size_t i = 0; i < parts_.size() && i < other.parts_.size(); ++i)
      if (parts_[i] != other.parts_[i]) return parts_[i] < other.parts_[i];
    return false;
  }

 private:
  std::string text_;
  std::vector<unsigned> parts_;
};

}  // namespace retort::core
