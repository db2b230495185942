// SPDX-License-Identifier: Apache-2.0
// A value that lives on the heap, so that a type can contain itself. Copies deeply, compares by value, is never empty
// except after being moved from.
#pragma once

#include <memory>
#include <utility>

namespace retort {

template <class T>
class Box {
 public:
  Box() : value_(std::make_unique<T>()) {}
  Box(T value)
      : value_(std::make_unique<T>(std::move(value))) {}  // NOLINT(google-explicit-constructor): a Box is its value
  Box(Box const& other) : value_(std::make_unique<T>(*other)) {}
  Box(Box&& other) noexcept = default;
  Box& operator=(Box const& other) {
    if (this != &other) value_ = std::make_unique<T>(*other);
    return *this;
  }
  Box& operator=(Box&& other) noexcept = default;
  ~Box() = default;

  T& operator*() { return *value_; }
  T const& operator*() const { return *value_; }
  T* operator->() { return value_.get(); }
  T const* operator->() const { return value_.get(); }

  friend bool operator==(Box const& a, Box const& b) { return *a == *b; }

 private:
  std::unique_ptr<T> value_;
};

}  // namespace retort
