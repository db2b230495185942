// SPDX-License-Identifier: Apache-2.0
// Bytes that nobody may find in memory afterwards: a private key, a password. Wiped when it goes; moved, never copied.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace retort::signatures {

class secret_text {
 public:
  secret_text() = default;
  // Takes over `text`; one so short that it lies in the object itself is wiped where it was.
  explicit secret_text(std::string&& text) : text_(std::move(text)) { wipe(text); }
  secret_text(secret_text&& other) noexcept : text_(std::move(other.text_)) { wipe(other.text_); }
  secret_text& operator=(secret_text&& other) noexcept {
    if (this == &other) return *this;
    wipe(text_);
    text_ = std::move(other.text_);
    wipe(other.text_);
    return *this;
  }
  secret_text(secret_text const&) = delete;
  secret_text& operator=(secret_text const&) = delete;
  ~secret_text() { wipe(text_); }

  [[nodiscard]] std::string_view view() const noexcept { return text_; }
  [[nodiscard]] unsigned char const* bytes() const noexcept {
    return reinterpret_cast<unsigned char const*>(text_.data());
  }
  [[nodiscard]] std::size_t size() const noexcept { return text_.size(); }
  // Without the line end that an editor or `echo` leaves behind a password.
  void drop_line_end() {
    while (!text_.empty() && (text_.back() == '\n' || text_.back() == '\r')) text_.pop_back();
  }

 private:
  // All that was taken for it; by way of volatile, so that no compiler leaves it out.
  static void wipe(std::string& text) noexcept {
    text.resize(text.capacity());
    for (char volatile* byte = text.data(); byte != text.data() + text.size(); ++byte) *byte = 0;
    text.clear();
  }
  std::string text_;
};

}  // namespace retort::signatures
