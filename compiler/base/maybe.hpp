// SPDX-License-Identifier: Apache-2.0
// A value that may be missing, with the interface of std::optional, that lives on the heap: for large values that are
// mostly missing. With std::optional a column of the tree would be four times as large, and a history has many of them.
#pragma once

#include <memory>
#include <optional>
#include <utility>

namespace retort {

template <class T>
class Maybe {
 public:
  Maybe() = default;
  Maybe(std::nullopt_t) {}  // NOLINT(google-explicit-constructor): as std::optional
  Maybe(T value) : value_(std::make_unique<T>(std::move(value))) {}  // NOLINT(google-explicit-constructor)
  Maybe(Maybe const& other) : value_(other.value_ ? std::make_unique<T>(*other) : nullptr) {}
  Maybe(Maybe&& other) noexcept = default;
  Maybe& operator=(Maybe const& other) {
    if (this != &other) value_ = other.value_ ? std::make_unique<T>(*other) : nullptr;
    return *this;
  }
  Maybe& operator=(Maybe&& other) noexcept = default;
  ~Maybe() = default;

  [[nodiscard]] bool has_value() const { return value_ != nullptr; }
  explicit operator bool() const { return has_value(); }
  // Undefined where there is no value.
  T& operator*() { return *value_; }
  T const& operator*() const { return *value_; }
  T* operator->() { return value_.get(); }
  T const* operator->() const { return value_.get(); }

  void reset() { value_.reset(); }
  template <class... Parts>
  T& emplace(Parts&&... parts) {
    value_ = std::make_unique<T>(std::forward<Parts>(parts)...);
    return *value_;
  }

  friend bool operator==(Maybe const& a, Maybe const& b) {
    return a.has_value() == b.has_value() && (!a.has_value() || *a == *b);
  }

 private:
  std::unique_ptr<T> value_;
};

}  // namespace retort
